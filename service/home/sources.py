"""What waits for somebody in the lower rooms: approvals, signatures, consultations, outside records, remarks."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, RecordedAct
from service.agreements.queries import own
from service.agreements.waiting import Near, Waiting
from service.approval import queries as approval
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.jobs import Job, JobState
from service.core.permissions import holds
from service.discussion import queries as discussion
from service.offices import queries as offices
from service.offices.models import Office
from service.planning import queries as planning
from service.planning.models import Consultation
from service.planning.rules import AnswerState
from service.signing import queries as signing

NO_PAPER = ("send_mail", "index_text")
MAKING, FAILED = "dibuat", "gagal"
_STATES = {MAKING: (JobState.WANTED.value, JobState.RUNNING.value), FAILED: (JobState.FAILED.value,)}


def approvals(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Texts that wait for this person's approval."""
    return [
        Waiting(_("Setujui naskah"), one.subject, "approval.show", {"agreement_id": one.id})
        for one in approval.waiting_for(session, actor)
    ]


def signatures(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Papers that wait for this person's signature."""
    return [
        Waiting(_("Tanda tangani naskah"), one.subject, "signing.show", {"agreement_id": one.id})
        for one in signing.waiting_for(session, actor)
    ]


def consultations(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Consultations that wait for the answer of this person's office."""
    if actor.office_id is None or not holds(actor, "consultation:answer"):
        return ()
    today = local_date(moment(session), offices.office(session, actor.office_id).zone_)
    query = (
        select(Consultation, Agreement.subject)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .where(
            Consultation.asked_of == actor.office_id,
            Consultation.state == AnswerState.WAITING.value,
            Agreement.stage == Stage.PLANNING.value,
        )
    )
    return [
        Waiting(
            _("Jawab konsultasi"),
            subject,
            "consultations.answer",
            {"consultation_id": row.id},
            row.due_on,
            late=row.due_on < today,
        )
        for row, subject in session.execute(query)
    ]


def outside_records(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Acts recorded from outside that this person may check, because somebody else entered them (rule 35)."""
    if not holds(actor, "act:check"):
        return ()
    query = (
        select(RecordedAct.id, Agreement.id, Agreement.subject)
        .join(Agreement, Agreement.id == RecordedAct.agreement_id)
        .where(RecordedAct.checked_at.is_(None), RecordedAct.entered_by != actor.id, own(actor))
    )
    return [
        Waiting(
            _("Periksa catatan dari luar"),
            subject,
            "agreements.check_act",
            {"agreement_id": agreement_id, "act_id": act_id},
        )
        for act_id, agreement_id, subject in session.execute(query)
    ]


def remarks(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Agreements in discussion with open remarks, for those who write the text."""
    if not holds(actor, "agreement:draft"):
        return ()
    ids = discussion.with_open_remarks(session, actor)
    query = select(Agreement.id, Agreement.subject).where(Agreement.id.in_(ids))
    return [
        Waiting(_("Tanggapi catatan terbuka"), subject, "discussion.show", {"agreement_id": identity})
        for identity, subject in session.execute(query)
    ]


def conditions(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Agreements whose consultation set conditions that nobody has shown to be met."""
    if not holds(actor, "agreement:draft"):
        return ()
    ids = planning.open_condition_ids(session, actor)
    query = select(Agreement.id, Agreement.subject).where(Agreement.id.in_(ids))
    return [
        Waiting(_("Penuhi syarat konsultasi"), subject, "planning.consultation", {"agreement_id": identity})
        for identity, subject in session.execute(query)
    ]


SOURCES = (approvals, signatures, consultations, outside_records, remarks, conditions)


def near_consultations(session: Session, actor: Actor, limit: int) -> Sequence[Near]:
    """The next answers that the actor's office owes to the level below."""
    now = moment(session)
    query = (
        select(Agreement.id, Agreement.subject, Consultation.due_on, Office.zone)
        .select_from(Consultation)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .join(Office, Office.id == Consultation.asked_of)
        .where(
            Consultation.asked_of == actor.office_id,
            Consultation.state == AnswerState.WAITING.value,
            Agreement.stage == Stage.PLANNING.value,
            Consultation.due_on >= local_date(now, Zone.WIB),
        )
        .order_by(Consultation.due_on)
        .limit(limit)
    )
    return [
        Near(identity, subject, _("Jawaban konsultasi"), due, (due - local_date(now, Zone(zone))).days)
        for identity, subject, due, zone in session.execute(query)
    ]


# -------------------------------------------------------------------------------------------------------------- work
def count_work(session: Session, actor: Actor, which: str) -> int:
    """How much of the office's work is under way, or failed."""
    # From the few pieces of work to their agreements: the other way round would read every agreement of the office.
    mine = exists().where(Agreement.id == Job.agreement_id, own(actor)).correlate(Job)
    return session.scalar(select(func.count(Job.id)).where(*_which(which), mine)) or 0


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
