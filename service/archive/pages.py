"""The pages of the archive, of the audit trail and of the policies, and their entries in the menu."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from service.archive import (
    audit_pages,
    box_pages,
    export_pages,
    fixity_pages,
    original_pages,
    policy_pages,
    retention_pages,
)
from service.archive.desk import bp
from service.web import navigation, progress
from service.web.navigation import Entry

__all__ = ["box_pages", "export_pages", "fixity_pages", "original_pages", "retention_pages"]

blueprints = (bp, audit_pages.bp, policy_pages.bp)


def install(app: Flask) -> None:
    """Put the archive, the audit and the policies into the menu, and name the archive's work."""
    navigation.add(app, Entry(_l("Arsip"), "archive.index", "archive:read", order=60))
    navigation.add(app, Entry(_l("Audit"), "audit.index", "audit:read", order=85))
    navigation.add_person_link(app, Entry(_l("Kebijakan"), "policies.index", "policy:edit", order=910))
    progress.name_work(
        app,
        {"export_year": _l("Ekspor setahun"), "verify_audit": _l("Pemeriksaan rantai audit")},
    )
