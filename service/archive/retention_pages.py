"""Pages of retention and of legal holds."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.permissions import Access, load
from service.agreements.words import KINDS_SHORT
from service.archive import forms, queries, retention, words
from service.archive.desk import OF_AGREEMENT, bp, saved, tab
from service.archive.retention import RuleSaid
from service.archive.rules import Fate
from service.core.permissions import needs
from service.core.refusals import Refused
from service.web import work
from service.web.components import Paging


@bp.get("/arsip/retensi")
@needs("archive:read")
def schedule() -> ResponseReturnValue:
    """The retention schedule that holds for this office, and what has been kept long enough."""
    actor = work.actor()
    with work.reading() as session:
        paging = Paging.of_request(retention.count_reached(session, actor))
        return render_template(
            "archive/retention.html",
            rules=retention.rules_that_hold(session, actor),
            reached=retention.reached_page(session, actor, offset=paging.offset, limit=paging.size),
            paging=paging,
            words=words,
            kind_words=KINDS_SHORT,
            own_office=actor.office_id,
        )


@bp.route("/arsip/retensi/baru", methods=["GET", "POST"])
@needs("retention:decide")
def add_rule() -> ResponseReturnValue:
    """Add an entry of the retention schedule."""
    form = forms.RuleForm()
    if not form.is_submitted():
        form.valid_from.data = work.today()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                retention.decide_rule(uow, _said(form))
            return saved(_("Entri jadwal retensi sudah ditetapkan."), "archive.schedule")
    return render_template("archive/rule_form.html", form=form, entry=None), form.status


@bp.route("/arsip/retensi/<uuid:entry_id>", methods=["GET", "POST"])
@needs("retention:decide")
def change_rule(entry_id: UUID) -> ResponseReturnValue:
    """A new version of an entry; all versions are shown."""
    with work.reading() as session:
        versions = retention.rule_history(session, entry_id)
    if not versions or versions[0].office_id != work.actor().office_id:
        raise Refused("retention_rule_unknown")
    form = forms.RuleForm(obj=versions[0])
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                retention.decide_rule(uow, _said(form), entry_id=entry_id)
            return saved(_("Entri diubah; versi lamanya tetap tersimpan."), "archive.schedule")
    page = render_template("archive/rule_form.html", form=form, entry=versions[0], versions=versions, words=words)
    return page, form.status


@bp.post("/arsip/retensi/<uuid:entry_id>/cabut")
@needs("retention:decide")
def withdraw_rule(entry_id: UUID) -> ResponseReturnValue:
    """Take an entry out of use."""
    with work.begin() as uow:
        retention.withdraw_rule(uow, entry_id)
    return saved(_("Entri jadwal retensi dicabut."), "archive.schedule")


def _said(form: forms.RuleForm) -> RuleSaid:
    return RuleSaid(
        code=form.code.data,
        name=form.name.data,
        kinds=tuple(form.kinds.data),
        active_years=form.active_years.data,
        inactive_years=form.inactive_years.data,
        fate=Fate(form.fate.data),
        basis=form.basis.data,
        valid_from=form.valid_from.data,
    )


@bp.post(f"{OF_AGREEMENT}/musnahkan")
@needs("retention:decide")
def dispose(agreement_id: UUID) -> ResponseReturnValue:
    """Refuse the removal, with the sentence that says why."""
    with work.begin() as uow:
        retention.dispose(uow, agreement_id)
    return saved("", "archive.of_agreement", agreement_id=agreement_id)


@bp.route(f"{OF_AGREEMENT}/tahan", methods=["GET", "POST"])
@needs("archive:keep")
def place_hold(agreement_id: UUID) -> ResponseReturnValue:
    """Put an agreement under legal hold."""
    form = forms.HoldForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                retention.place_hold(uow, agreement_id, form.reason.data, form.letter_number.data or "")
            return saved(_("Penahanan hukum ditetapkan."), "archive.of_agreement", agreement_id=agreement_id)
    with work.reading() as session:
        return tab(session, "archive/hold.html", agreement_id, form=form, hold=None), form.status


@bp.route(f"{OF_AGREEMENT}/tahan/cabut", methods=["GET", "POST"])
@needs("retention:decide")
def lift_hold(agreement_id: UUID) -> ResponseReturnValue:
    """Lift the hold."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                retention.lift_hold(uow, agreement_id, form.reason.data)
            return saved(_("Penahanan hukum dicabut."), "archive.of_agreement", agreement_id=agreement_id)
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)  # first: whether it is held is told to its office
        hold = queries.open_hold(session, agreement_id)
        if hold is None:
            raise Refused("hold_unknown")
        return tab(session, "archive/hold.html", agreement_id, form=form, hold=hold), form.status
