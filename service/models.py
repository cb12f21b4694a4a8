"""Every table of every room, so that the metadata is whole for migrations, backup and restore."""

import importlib

from sqlalchemy import MetaData

from service.core.database import Base

MODULES = (
    "service.core.audit",
    "service.core.audit_checkpoints",
    "service.core.codes",
    "service.core.jobs",
    "service.core.mail",
    "service.core.policies",
    "service.core.storage",
    "service.offices.models",
    "service.accounts.models",
    "service.authority.models",
    "service.documents.models",
    "service.documents.clause_models",
    "service.agreements.models",
    "service.agreements.family_models",
    "service.agreements.guests",
    "service.agreements.numbering",
    "service.agreements.register.models",
    "service.planning.models",
    "service.drafting.models",
    "service.discussion.models",
    "service.approval.models",
    "service.signing.models",
    "service.followup.models",
    "service.publication.models",
    "service.reviews.models",
    "service.importing.models",
    "service.screening.models",
    "service.prospects.models",
    "service.archive.models",
    "service.reporting.plan_models",
    "service.reporting.models",
    "service.publication.application_models",
    "service.home.models",
)


def metadata() -> MetaData:
    """The tables of the whole service."""
    for name in MODULES:
        importlib.import_module(name)
    return Base.metadata
