"""The pages of follow-up: the tab of an agreement, what is recorded there, and its files."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service.accounts.queries import people_of
from service.agreements.founding import is_over
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.followup import actions, existing_pages, forms, queries, screen
from service.followup.actions import Duty, Held
from service.followup.desk import HERE, bp, page, proof_of, saved, uuid_or_none
from service.web import work
from service.web.downloads import hand_out

__all__ = ["bp", "existing_pages"]


@bp.get(HERE)
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """Are we living up to it: clock, validity, timeline, activities, tasks."""
    with work.reading() as session:
        return _show(session, agreement_id, forms.FinishForm(formdata=None))


def _show(session: Session, agreement_id: UUID, finish: forms.FinishForm, finishing: UUID | None = None) -> str:
    agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
    today = queries.today_of(session, agreement)
    clock = queries.pks_clock(session, agreement, today)
    signed = queries.validity(agreement, today) is not None
    return page(
        session,
        "show",
        agreement_id,
        signed=signed,
        validity=screen.validity_box(queries.validity(agreement, today)),
        clock=screen.clock_box(clock),
        may_make_pks=agreement.kind_ is Kind.MOU and signed and not is_over(agreement, today),
        timeline=screen.timeline(session, agreement, clock) if signed else [],
        activities=queries.activities(session, agreement.id),
        tasks=queries.tasks(session, agreement.id),
        scan=queries.scan_of(session, agreement.id),
        finish=finish,
        finishing=finishing,
        today=today,
        least=Access.TEXT,
    )


# ------------------------------------------------------------------------------------------- activities and evidence
@bp.route(f"{HERE}/kegiatan", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_activity(agreement_id: UUID) -> ResponseReturnValue:
    """Record an activity, with a first file of evidence."""
    form = forms.ActivityForm()
    if form.validate_on_submit():
        with form.refusing():
            held = Held(
                form.title.data,
                form.held_on.data,
                form.place.data or "",
                form.participants.data or "",
                form.result.data or "",
            )
            _own(agreement_id)
            proofs = [proof_of(form)] if form.file.data else []
            with work.begin() as uow:
                actions.add_activity(uow, agreement_id, held, proofs)
            return saved(agreement_id, _("Kegiatan sudah dicatat."))
    with work.reading() as session:
        return page(session, "activity", agreement_id, form=form), form.status


def _own(agreement_id: UUID) -> None:
    """Look before a file is stored: only an own agreement takes one."""
    with work.reading() as session:
        load(session, work.actor(), agreement_id, least=Access.FULL)


@bp.route(f"{HERE}/kegiatan/<uuid:activity_id>/bukti", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_evidence(agreement_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Add a file to an activity."""
    form = forms.EvidenceForm()
    if form.validate_on_submit():
        with form.refusing():
            _own(agreement_id)
            proof = proof_of(form)
            with work.begin() as uow:
                actions.add_evidence(uow, agreement_id, activity_id, proof)
            return saved(agreement_id, _("Bukti sudah ditambahkan."))
    with work.reading() as session:
        found = [one for one in queries.activities(session, agreement_id) if one.id == activity_id]
        if not found:
            raise Refused("joint_activity_unknown")
        return page(session, "evidence", agreement_id, form=form, activity=found[0]), form.status


@bp.get(f"{HERE}/bukti/<uuid:evidence_id>")
@needs("agreement:read")
def evidence(agreement_id: UUID, evidence_id: UUID) -> Response:
    """A file of evidence; it may name people, so only the agreement's own offices open it."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        found = queries.evidence_of(session, agreement.id, evidence_id)
        name, ending = found.file_name.rpartition(".")[0] or "bukti", found.file_name.rpartition(".")[2]
        sha256, media_type = found.sha256, found.media_type
    return hand_out(work.tools().storage.get(sha256), name, ending, media_type)


@bp.get(f"{HERE}/pindaian")
@needs("agreement:read")
def scan(agreement_id: UUID) -> Response:
    """The scan with which an existing agreement was entered."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        found = queries.scan_of(session, agreement.id)
        if found is None:
            raise Refused("not_found")
        sha256, title = found.sha256, agreement.office_number or agreement.subject
    return hand_out(work.tools().storage.get(sha256), title, "pdf", "application/pdf", attach=False)


# --------------------------------------------------------------------------------------------------------------- tasks
@bp.route(f"{HERE}/tugas", methods=["GET", "POST"])
@needs("agreement:follow_up")
def add_task(agreement_id: UUID) -> ResponseReturnValue:
    """Give somebody a duty."""
    form = forms.TaskForm()
    with work.reading() as session:
        people = people_of(session, work.actor().office_id, active_only=True)
        form.owner_id.choices = [("", _("Pilih orang")), *((str(one.id), one.name) for one in people)]
    if form.validate_on_submit():
        duty = Duty(form.title.data, form.due_on.data, uuid_or_none(form.owner_id.data), form.owner.data or "")
        with form.refusing():
            with work.begin() as uow:
                actions.add_task(uow, agreement_id, duty)
            return saved(agreement_id, _("Tugas sudah dibuat."))
    with work.reading() as session:
        return page(session, "task", agreement_id, form=form), form.status


@bp.post(f"{HERE}/tugas/<uuid:task_id>/selesai")
@needs("agreement:follow_up")
def finish_task(agreement_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """A task is done."""
    form = forms.FinishForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.finish_task(uow, agreement_id, task_id, form.note.data or "")
            return saved(agreement_id, _("Tugas dinyatakan selesai."))
    with work.reading() as session:
        return _show(session, agreement_id, form, task_id), form.status


# ------------------------------------------------------------------------------------------- ending and the end date
@bp.route(f"{HERE}/pengakhiran", methods=["GET", "POST"])
@needs("agreement:follow_up")
def terminate(agreement_id: UUID) -> ResponseReturnValue:
    """End the agreement before its time."""
    form = forms.TerminateForm()
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.terminate(
                    uow, agreement_id, form.ended_on.data, form.reason.data, seen_version=form.version.data
                )
            return saved(agreement_id, _("Kerja sama ini diakhiri."))
    with work.reading() as session:
        return page(session, "terminate", agreement_id, form=form), form.status


@bp.route(f"{HERE}/tanggal-berakhir", methods=["GET", "POST"])
@needs("agreement:follow_up")
def end_date(agreement_id: UUID) -> ResponseReturnValue:
    """Correct the end date."""
    with work.reading() as session:
        known: Agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        form = forms.EndDateForm(end_on=known.end_on)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.change_end_date(
                    uow, agreement_id, form.end_on.data, form.reason.data, seen_version=form.version.data
                )
            return saved(agreement_id, _("Tanggal berakhir sudah diperbaiki."))
    with work.reading() as session:
        return page(session, "end_date", agreement_id, form=form), form.status
