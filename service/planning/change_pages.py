"""The pages that begin an addendum, a renewal or a termination from a signed agreement."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements import family
from service.agreements.family import Wish
from service.agreements.family_rules import end_fault
from service.agreements.family_screen import latest_screening
from service.agreements.frame import frame
from service.agreements.models import Agreement, Nature
from service.agreements.permissions import Access, load
from service.agreements.words import NATURES
from service.core import terms
from service.core.permissions import needs
from service.core.refusals import Refused
from service.planning import actions, forms
from service.web import work
from service.web.forms import BaseForm

bp = Blueprint("family", __name__, url_prefix="/kerja-sama", template_folder="templates")
FORMS: dict[Nature, type[BaseForm]] = {
    Nature.ADDENDUM: forms.AddendumForm,
    Nature.RENEWAL: forms.RenewalForm,
    Nature.TERMINATION: forms.TerminationForm,
}


HERE, BOTH = "/<uuid:agreement_id>", ["GET", "POST"]


@bp.route(f"{HERE}/adendum", methods=BOTH, defaults={"nature": Nature.ADDENDUM.value})
@bp.route(f"{HERE}/perpanjangan", methods=BOTH, defaults={"nature": Nature.RENEWAL.value})
@bp.route(f"{HERE}/pengakhiran", methods=BOTH, defaults={"nature": Nature.TERMINATION.value})
@needs("agreement:draft")
def start(agreement_id: UUID, nature: str) -> ResponseReturnValue:
    """Say why, and what date changes; the instrument then goes through the same six stages."""
    return _start(agreement_id, Nature(nature))


def _start(agreement_id: UUID, nature: Nature) -> ResponseReturnValue:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        form = FORMS[nature](**_first(agreement, nature))
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                made = actions.begin_change(uow, agreement_id, _wish(form, nature), form.reason.data).id
            flash(_("Naskah dimulai. Periksa rencananya, lalu lanjutkan ke perumusan."), "success")
            return redirect(url_for("planning.show", agreement_id=made))
    with work.reading() as session:
        return _page(session, agreement_id, nature, form), form.status


def _first(agreement: Agreement, nature: Nature) -> dict[str, object]:
    """A renewal is offered for as long again as the agreement was made for."""
    if nature is not Nature.RENEWAL or agreement.end_on is None or not agreement.term_months:
        return {}
    later = terms.add_months(agreement.end_on, agreement.term_months)
    return {"end_on": later} if end_fault(nature, family.term_of(agreement), later) is None else {}


def _wish(form: BaseForm, nature: Nature) -> Wish:
    if nature is Nature.TERMINATION:
        return Wish(nature, ends_from=form.ends_from.data)
    return Wish(nature, end_on=form.end_on.data)


def _page(session: Session, agreement_id: UUID, nature: Nature, form: BaseForm) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    if agreement.nature_ is not Nature.ORIGINAL:
        raise Refused("amend_original_only")
    return render_template(
        "planning/change.html",
        frame=frame(session, agreement, work.actor(), here="", now=work.now()),
        form=form,
        nature=nature,
        title=NATURES[nature],
        possible=family.may_be_changed(session, agreement),
        running=family.running(session, agreement.id, nature),
        screening=latest_screening(session, agreement) if nature is Nature.RENEWAL else None,
    )
