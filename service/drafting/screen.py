"""What drafting draws on pages of others."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.documents import versions

UNSIGNED = frozenset({Stage.DRAFTING, Stage.DISCUSSION, Stage.APPROVAL, Stage.CANCELLED})


def paper_panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001
    """The newest paper of the text, on the summary page, until there is one to sign."""
    if agreement.stage_ not in UNSIGNED:
        return None
    newest = versions.rendered(versions.versions_of(session, agreement.id))
    if newest is None:
        return None
    return {
        "url": url_for("papers.paper", version_id=newest.id, ending="pdf"),
        "title": _("Naskah versi %(n)s", n=newest.number),
        "pages": newest.pages,
    }
