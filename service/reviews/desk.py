"""What the pages of this room share: blueprints, the frame, links to the papers that a review asks for."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.reviews.rules import Decision, Outcome
from service.web import work
from service.web.forms import VersionedForm

bp = Blueprint("reviews", __name__, url_prefix="/kerja-sama", template_folder="templates")
queue = Blueprint("review_queue", __name__, url_prefix="/reviu", template_folder="templates")
HERE = "/<uuid:agreement_id>/reviu"

# Which paper an outcome or a decision asks for, by the nature that the family's start page takes.
_NATURES = {
    Outcome.ADDENDUM: "addendum",
    Outcome.RENEW: "renewal",
    Outcome.END: "termination",
    Decision.RENEWED: "renewal",
}


def page(session: Session, template: str, agreement_id: UUID, *, least: Access = Access.FULL, **more: Any) -> str:
    """Draw one page of this room inside the agreement's frame."""
    agreement = load(session, work.actor(), agreement_id, least=least)
    form = more.get("form")
    if isinstance(form, VersionedForm) and not form.is_submitted() and form.version.data is None:
        form.version.data = agreement.version
    return render_template(
        f"reviews/{template}.html",
        frame=frame(session, agreement, work.actor(), here="reviews", now=work.now()),
        **more,
    )


def next_paper(agreement: Agreement, wanted: Outcome | Decision | None) -> tuple[str, str] | None:
    """The words and the address that begin what was decided; None where nothing is to be begun."""
    if wanted is None or wanted in (Outcome.FITS, Decision.NOT_CONTINUED):
        return None
    nature = _NATURES.get(wanted)
    if nature:
        words = {
            "addendum": _("Mulai adendum"),
            "renewal": _("Mulai perpanjangan"),
            "termination": _("Mulai pengakhiran"),
        }
        return words[nature], url_for("family.start", agreement_id=agreement.id, nature=nature)
    return _("Mulai naskah baru"), url_for("planning.new", jenis=agreement.kind)
