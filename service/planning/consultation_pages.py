"""The pages of the consultation: the asking office's part of the plan, and the answering office's own pages."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Consultation as Stand
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import Role, needs
from service.core.uploads import Upload, accept_upload
from service.offices import queries as offices
from service.planning import consulting, forms, queries, sections
from service.planning.consulting import Answer, OutsideAnswer
from service.planning.models import Consultation
from service.planning.policy import policy
from service.planning.rules import AnswerState, may_go_on
from service.planning.screen import PLAN, bp, page, saved
from service.web import work
from service.web.forms import VersionedForm

above = Blueprint("consultations", __name__, url_prefix="/konsultasi", template_folder="templates")
HERE = f"{PLAN}/konsultasi"
STATES = {state: sections.STANDS[Stand(state.value)] for state in AnswerState}


# ---------------------------------------------------------------------------------------------- for the asking office
@bp.get(HERE)
@needs("agreement:read")
def consultation(agreement_id: UUID) -> ResponseReturnValue:
    """Where the consultation stands and what can be done now."""
    with work.reading() as session:
        return _own_page(session, agreement_id)


def _own_page(session: Session, agreement_id: UUID, **given: Any) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    found = queries.latest(session, agreement)
    today = queries.today_of(session, agreement)
    chain = offices.above(session, agreement.lead_office_id)
    blank = {"ask": forms.AskForm(formdata=None), "go": forms.GoOnForm(formdata=None)}
    shown: dict[str, Any] = {**blank, "condition": forms.ConditionForm(formdata=None), **given}
    for form in shown.values():
        if isinstance(form, VersionedForm) and not form.version.data:
            form.version.data = agreement.version
    return page(
        session,
        "consultation",
        agreement_id,
        status=sections.STANDS[queries.standing(session, agreement)],
        standing=queries.standing(session, agreement),
        found=found,
        earlier=[one for one in queries.consultations(session, agreement.id) if found is None or one.id != found.id],
        states=STATES,
        office=chain[0] if chain else None,
        gaps=sections.gap_words(agreement, queries.plan_of(session, agreement.id)),
        act=queries.open_act(session, found.id) if found else None,
        why=may_go_on(found.state_, found.due_on, today, policy()) if found else None,
        is_chair=work.actor().has(Role.CHAIR),
        overdue=found is not None and found.state_ is AnswerState.WAITING and today > found.due_on,
        **shown,
    )


@bp.post(f"{HERE}/ajukan")
@needs("agreement:draft")
def ask(agreement_id: UUID) -> ResponseReturnValue:
    """Ask the level above."""
    form = forms.AskForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                consulting.ask(uow, agreement_id, form.question.data, seen_version=form.version.data)
            flash(_("Konsultasi sudah diajukan."), "success")
            return redirect(url_for("planning.consultation", agreement_id=agreement_id))
    with work.reading() as session:
        return _own_page(session, agreement_id, ask=form), form.status


@bp.route(f"{HERE}/catat", methods=["GET", "POST"])
@needs("act:record")
def record_answer(agreement_id: UUID) -> ResponseReturnValue:
    """Record an answer that came by letter (rule 35)."""
    form = forms.OutsideAnswerForm()
    if form.validate_on_submit():
        with form.refusing():
            upload = _scan(form)
            stored = work.tools().storage.put(upload.data)
            letter = OutsideAnswer(form.done_by.data, form.done_on.data, form.letter_number.data, _said(form))
            with work.begin() as uow:
                consulting.enter_answer(
                    uow, agreement_id, letter, stored, upload.media_type, seen_version=form.version.data
                )
            flash(_("Jawaban sudah dicatat dan berlaku setelah diperiksa orang kedua."), "success")
            return redirect(url_for("planning.consultation", agreement_id=agreement_id))
    with work.reading() as session:
        return page(session, "record_answer", agreement_id, form=form), form.status


SCAN_TYPES = frozenset({"pdf", "jpg", "png"})


def _scan(form: forms.OutsideAnswerForm) -> Upload:
    limit = work.tools().settings.max_upload_bytes
    return accept_upload(
        form.scan.data.stream, form.scan.file_name(), allowed=SCAN_TYPES, max_bytes=limit, field="scan"
    )


def _said(form: forms.AnswerForm) -> Answer:
    conditions = (form.conditions.data or "").splitlines()
    return Answer(form.outcome.data == "supported", form.text.data or "", conditions)


@bp.post(f"{HERE}/lanjut")
@needs("agreement:draft")
def go_on(agreement_id: UUID) -> ResponseReturnValue:
    """The chair goes on with a reason."""
    form = forms.GoOnForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                consulting.go_on(uow, agreement_id, form.reason.data, seen_version=form.version.data)
            return saved(agreement_id, "planning.consultation")
    with work.reading() as session:
        return _own_page(session, agreement_id, go=form), form.status


@bp.post(f"{HERE}/syarat/<uuid:condition_id>")
@needs("agreement:draft")
def close_condition(agreement_id: UUID, condition_id: UUID) -> ResponseReturnValue:
    """Show that a condition is met."""
    form = forms.ConditionForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                consulting.close_condition(
                    uow, agreement_id, condition_id, form.note.data, seen_version=form.version.data
                )
            return saved(agreement_id, "planning.consultation")
    with work.reading() as session:
        return _own_page(session, agreement_id, condition=form, closing=condition_id), form.status


# ------------------------------------------------------------------------------------------- for the answering office
@above.get("/")
@needs("consultation:answer")
def inbox() -> ResponseReturnValue:
    """What waits for the answer of my office, and what it has answered."""
    with work.reading() as session:
        office_id = work.actor().office_id
        waiting = queries.asked_of_office(session, office_id, waiting=True) if office_id else []
        settled = queries.asked_of_office(session, office_id, waiting=False) if office_id else []
        return render_template(
            "planning/inbox.html",
            waiting=[_row(session, one) for one in waiting],
            settled=[_row(session, one) for one in settled],
            states=STATES,
            today=work.today(),
        )


def _row(session: Session, one: Consultation) -> tuple[Consultation, str]:
    agreement = session.get_one(Agreement, one.agreement_id)
    return one, offices.office(session, agreement.lead_office_id).name


@above.route("/<uuid:consultation_id>", methods=["GET", "POST"])
@needs("consultation:answer")
def answer(consultation_id: UUID) -> ResponseReturnValue:
    """The plan as it was shown, and the answer."""
    form = forms.AnswerForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                consulting.answer(uow, consultation_id, _said(form), seen_version=form.version.data)
            flash(_("Jawaban Anda sudah dikirim."), "success")
            return redirect(url_for("consultations.inbox"))
    with work.reading() as session:
        found = queries.consultation_for(session, work.actor(), consultation_id)
        if not form.is_submitted():
            form.version.data = found.version
        return _answer_page(session, found, form), form.status


def _answer_page(session: Session, found: Consultation, form: forms.AnswerForm) -> str:
    agreement = session.get_one(Agreement, found.agreement_id)
    return render_template(
        "planning/answer.html",
        found=found,
        agreement=agreement,
        form=form,
        office=offices.office(session, agreement.lead_office_id),
        status=STATES[found.state_],
        findings=sections.findings(queries.partner_faults(session, agreement)),
        sides=forms.SIDES,
        kinds=forms.CONTRIBUTIONS,
        month_of=sections.month_of,
        changed=_changed(session, agreement, found),
        today=work.today(),
    )


def _changed(session: Session, agreement: Agreement, found: Consultation) -> bool:
    """Whether the plan says something else by now than what was shown."""
    plan = queries.plan_of(session, agreement.id)
    now = (agreement.subject, plan.need, plan.scope, agreement.partner_id)
    return now != (found.shown["subject"], found.shown["need"], found.shown["scope"], found.partner_id)
