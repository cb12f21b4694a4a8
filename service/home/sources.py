"""What waits for somebody in the lower rooms: approvals, signatures, consultations, outside records, remarks."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, String, exists, literal, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, RecordedAct
from service.agreements.queries import own
from service.agreements.registry import count_ids
from service.agreements.waiting import Line, NearSource, Said, WaitingSource, columns, near_columns
from service.approval import queries as approval
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.jobs import Job, JobState
from service.core.permissions import holds
from service.discussion import queries as discussion
from service.offices.models import Office
from service.planning import queries as planning
from service.planning.models import Consultation
from service.planning.rules import AnswerState
from service.signing import queries as signing

NO_PAPER = ("send_mail", "index_text")
MAKING, FAILED = "dibuat", "gagal"
_STATES = {MAKING: (JobState.WANTED.value, JobState.RUNNING.value), FAILED: (JobState.FAILED.value,)}


def approvals(session: Session, actor: Actor) -> Select[Any] | None:
    """Texts that wait for this person's approval."""
    return _listed(approval.waiting_ids(session, actor)) if actor.office_id else None


def signatures(session: Session, actor: Actor) -> Select[Any] | None:
    """Papers that wait for this person's signature."""
    return _listed(signing.waiting_ids(session, actor)) if actor.id else None


def consultations(_session: Session, actor: Actor) -> Select[Any] | None:
    """Consultations that wait for the answer of this person's office."""
    if actor.office_id is None or not holds(actor, "consultation:answer"):
        return None
    return (
        select(*columns(other=Consultation.id, due=Consultation.due_on, zone=Office.zone))
        .select_from(Consultation)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .join(Office, Office.id == Consultation.asked_of)
        .where(
            Consultation.asked_of == actor.office_id,
            Consultation.state == AnswerState.WAITING.value,
            Agreement.stage == Stage.PLANNING.value,
        )
    )


def outside_records(_session: Session, actor: Actor) -> Select[Any] | None:
    """Acts recorded from outside that this person may check, because somebody else entered them (rule 35)."""
    if not holds(actor, "act:check"):
        return None
    return (
        select(*columns(other=RecordedAct.id))
        .select_from(RecordedAct)
        .join(Agreement, Agreement.id == RecordedAct.agreement_id)
        .where(RecordedAct.checked_at.is_(None), RecordedAct.entered_by != actor.id, own(actor))
    )


def remarks(session: Session, actor: Actor) -> Select[Any] | None:
    """Agreements in discussion with open remarks, for those who write the text."""
    return _listed(discussion.with_open_remarks(session, actor)) if holds(actor, "agreement:draft") else None


def conditions(session: Session, actor: Actor) -> Select[Any] | None:
    """Agreements whose consultation set conditions that nobody has shown to be met."""
    return _listed(planning.open_condition_ids(session, actor)) if holds(actor, "agreement:draft") else None


def _listed(ids: Select[UUID]) -> Select[Any]:
    return select(*columns()).where(Agreement.id.in_(ids))


def _of_agreement(endpoint: str, what: Callable[[], str]) -> Callable[[Line], Said]:
    return lambda line: Said(what(), endpoint, {"agreement_id": line.agreement_id})


def _answer(line: Line) -> Said:
    return Said(_("Jawab konsultasi"), "consultations.answer", {"consultation_id": line.other_id})


def _check(line: Line) -> Said:
    arguments = {"agreement_id": line.agreement_id, "act_id": line.other_id}
    return Said(_("Periksa catatan dari luar"), "agreements.check_act", arguments)


SOURCES = (
    WaitingSource(approvals, _of_agreement("approval.show", lambda: _("Setujui naskah"))),
    WaitingSource(signatures, _of_agreement("signing.show", lambda: _("Tanda tangani naskah"))),
    WaitingSource(consultations, _answer),
    WaitingSource(outside_records, _check),
    WaitingSource(remarks, _of_agreement("discussion.show", lambda: _("Tanggapi catatan terbuka"))),
    WaitingSource(conditions, _of_agreement("planning.consultation", lambda: _("Penuhi syarat konsultasi"))),
)


def next_consultations(session: Session, actor: Actor, limit: int) -> Select[Any]:
    """The next answers that the actor's office owes to the level below."""
    nothing = literal("", String)
    columns = near_columns(Agreement, kind="", title=nothing, due=Consultation.due_on, zone=Office.zone)
    return (
        select(*columns)
        .select_from(Consultation)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .join(Office, Office.id == Consultation.asked_of)
        .where(
            Consultation.asked_of == actor.office_id,
            Consultation.state == AnswerState.WAITING.value,
            Agreement.stage == Stage.PLANNING.value,
            Consultation.due_on >= local_date(moment(session), Zone.WIB),
        )
        .order_by(Consultation.due_on)
        .limit(limit)
    )


NEAR = (NearSource(next_consultations, lambda _kind, _title: _("Jawaban konsultasi")),)


# -------------------------------------------------------------------------------------------------------------- work
def count_work(session: Session, actor: Actor, which: str) -> int:
    """How much of the office's work is under way, or failed."""
    return count_ids(session, work_ids(session, actor, which))


def work_ids(_session: Session, actor: Actor, which: str) -> Select[UUID]:
    """The office's pieces of work that are under way, or that failed."""
    # From the few pieces of work to their agreements: the other way round would read every agreement of the office.
    mine = exists().where(Agreement.id == Job.agreement_id, own(actor)).correlate(Job)
    return select(Job.id).where(*_which(which), mine)


def work_rows(session: Session, actor: Actor, which: str, *, offset: int, limit: int) -> Sequence[tuple[Job, str]]:
    """One page of that work with the subjects of its agreements, the latest first."""
    both: Any = select(Job, Agreement.subject)
    query = _work(both, actor, which).order_by(Job.created_at.desc(), Job.id)
    return [(job, subject) for job, subject in session.execute(query.offset(offset).limit(limit))]


def _work(query: Select[Any], actor: Actor, which: str) -> Select[Any]:
    found = query.select_from(Job).join(Agreement, Agreement.id == Job.agreement_id)
    return found.where(*_which(which), own(actor))


def _which(which: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [Job.state.in_(_STATES[which])]
    return [*wanted, Job.kind.not_in(NO_PAPER)] if which == MAKING else wanted
