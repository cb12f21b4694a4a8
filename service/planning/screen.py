"""What the pages of a plan share: their blueprint, the frame around them, the answer after saving."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.permissions import Access, load
from service.planning import actions, forms, queries, sections
from service.web import work
from service.web.forms import VersionedForm

bp = Blueprint("planning", __name__, url_prefix="/kerja-sama", template_folder="templates")
PLAN = "/<uuid:agreement_id>/perencanaan"


def page(session: Session, template: str, agreement_id: UUID, *, least: Access = Access.FULL, **more: Any) -> str:
    """Draw one page of the plan inside the agreement's frame."""
    agreement = load(session, work.actor(), agreement_id, least=least)
    plan = queries.plan_of(session, agreement.id)
    form = more.get("form")
    if isinstance(form, VersionedForm) and not form.is_submitted():
        form.version.data = agreement.version
    return render_template(
        f"planning/{template}.html",
        frame=frame(session, agreement, work.actor(), here="planning", now=work.now()),
        plan=plan,
        sides=forms.SIDES,
        kinds=forms.CONTRIBUTIONS,
        titles=sections.TITLES,
        month_of=sections.month_of,
        may_change=agreement.stage_ in actions.OPEN_STAGES,
        **more,
    )


def saved(agreement_id: UUID, endpoint: str = "planning.show") -> ResponseReturnValue:
    """Say that it is saved and go back."""
    flash(_("Tersimpan."), "success")
    return redirect(url_for(endpoint, agreement_id=agreement_id))


def seen() -> int:
    """The version that a button carried; one that does not exist where it carried none."""
    form = forms.BareForm()
    return int(form.version.data) if form.validate_on_submit() else -1
