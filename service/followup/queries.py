"""Looking up clocks, validity, activities and tasks of one agreement."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature, PaperKind, PaperRevision
from service.core.clock import local_date
from service.core.database import moment
from service.core.refusals import Refused
from service.followup import rules
from service.followup.models import ActivityEvidence, EndChange, JointActivity, Obligation, Task, TaskEvidence
from service.followup.rules import Period, PksClock, SignedPks, ValidityNow, number_key
from service.offices import queries as offices


def today_of(session: Session, agreement: Agreement) -> date:
    """The calendar day where the lead office stands."""
    return local_date(moment(session), offices.office(session, agreement.lead_office_id).zone_)


# --------------------------------------------------------------------------------------------------- clocks, validity
def pks_clock(session: Session, agreement: Agreement, today: date) -> PksClock | None:
    """The six-month clock of a signed MoU; None for anything else."""
    return pks_clocks(session, [agreement], lambda _: today).get(agreement.id)


def pks_clocks(
    session: Session, agreements: Iterable[Agreement], today: Callable[[Agreement], date]
) -> dict[UUID, PksClock]:
    """The clocks of many agreements by id."""
    mous = {one.id: one for one in agreements if _owes_pks(one)}
    query = select(Agreement.parent_id, Agreement.id, Agreement.signed_on).where(
        Agreement.parent_id.in_(mous),
        Agreement.kind == Kind.PKS.value,
        Agreement.nature.in_((Nature.ORIGINAL.value, Nature.RENEWAL.value)),
        Agreement.stage == Stage.FOLLOW_UP.value,
    )
    under: dict[UUID, list[SignedPks]] = {identity: [] for identity in mous}
    for parent_id, identity, signed_on in session.execute(query):
        if parent_id is None or signed_on is None:  # only a signed PKS counts (rule 9)
            continue
        under[parent_id].append(SignedPks(identity, signed_on))
    return {
        identity: rules.pks_clock(
            one.signed_on, under[identity], today(one), ended_on=one.ended_on, suspended=one.suspended_on is not None
        )
        for identity, one in mous.items()
        if one.signed_on is not None
    }


def _owes_pks(agreement: Agreement) -> bool:
    new = agreement.kind_ is Kind.MOU and agreement.nature_ is Nature.ORIGINAL  # rule 15
    return new and agreement.stage_ is Stage.FOLLOW_UP and agreement.signed_on is not None


def period(agreement: Agreement) -> Period | None:
    """From when until when a signed agreement is in force."""
    start = agreement.effective_on or agreement.signed_on
    return Period(start, agreement.end_on, agreement.ended_on) if start else None


def validity(agreement: Agreement, today: date) -> ValidityNow | None:
    """How a signed agreement stands today (rule 18)."""
    known = period(agreement) if agreement.stage_ is Stage.FOLLOW_UP else None
    return rules.validity_now(known, today) if known else None


# --------------------------------------------------------------------------------------------------- what was recorded
def activities(session: Session, agreement_id: UUID) -> list[JointActivity]:
    """The activities of an agreement: those ahead by their day, then those that are over, the latest first."""
    query = select(JointActivity).where(JointActivity.agreement_id == agreement_id)
    found = list(session.scalars(query.order_by(JointActivity.added_at)))
    ahead = [one for one in found if one.state_ in rules.OPEN_ACTIVITIES]
    over = [one for one in found if one.state_ not in rules.OPEN_ACTIVITIES]
    ahead.sort(key=lambda one: one.planned_on or date.max)
    over.sort(key=lambda one: one.day or date.min, reverse=True)
    return ahead + over


def activity(session: Session, agreement_id: UUID, activity_id: UUID) -> JointActivity:
    """An activity of an agreement, or Refused."""
    found = session.get(JointActivity, activity_id)
    if found is None or found.agreement_id != agreement_id:
        raise Refused("joint_activity_unknown")
    return found


def obligations(session: Session, agreement_id: UUID) -> list[tuple[Obligation, list[Task]]]:
    """The obligations of an agreement with each time they fall due, in the order of their articles and entry."""
    query = select(Obligation).where(Obligation.agreement_id == agreement_id)
    rows = list(session.scalars(query.order_by(Obligation.added_at, Obligation.reference)))
    times: dict[UUID, list[Task]] = {row.id: [] for row in rows}
    due = select(Task).where(Task.agreement_id == agreement_id, Task.obligation_id.is_not(None)).order_by(Task.due_on)
    for task in session.scalars(due):
        if task.obligation_id in times:
            times[task.obligation_id].append(task)
    return [(row, times[row.id]) for row in rows]


def fulfilment(known: Iterable[tuple[Obligation, list[Task]]]) -> tuple[int, int]:
    """How many were fulfilled, out of how many; what fell away with its obligation is not counted."""
    counted = [task for row, times in known for task in times if not fell_away(row, task)]
    return sum(task.done_at is not None and not task.failed for task in counted), len(counted)


def fell_away(row: Obligation, task: Task) -> bool:
    """Whether a time was still open when its obligation was taken back."""
    return row.closed_at is not None and task.done_at == row.closed_at and task.note == row.closed_reason


def tasks(session: Session, agreement_id: UUID) -> list[Task]:
    """The tasks of an agreement that are no obligations of its text: open ones by due day, then those that are done."""
    query = select(Task).where(Task.agreement_id == agreement_id, Task.obligation_id.is_(None))
    return list(session.scalars(query.order_by(Task.done_at.is_not(None), Task.due_on, Task.title)))


def end_changes(session: Session, agreement_id: UUID) -> list[EndChange]:
    """The corrections of the end date, oldest first."""
    query = select(EndChange).where(EndChange.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(EndChange.at)))


def signed_children(session: Session, agreement_id: UUID) -> list[Agreement]:
    """The signed PKS under an MoU, in the order of their signing."""
    query = select(Agreement).where(
        Agreement.parent_id == agreement_id,
        Agreement.stage == Stage.FOLLOW_UP.value,
        Agreement.signed_on.is_not(None),
    )
    return list(session.scalars(query.order_by(Agreement.signed_on)))


def evidence_of(session: Session, agreement_id: UUID, evidence_id: UUID) -> ActivityEvidence:
    """A file of evidence of an agreement, or Refused('not_found')."""
    found = session.get(ActivityEvidence, evidence_id)
    activity = session.get(JointActivity, found.activity_id) if found else None
    if found is None or activity is None or activity.agreement_id != agreement_id:
        raise Refused("not_found")
    return found


def task_evidence_of(session: Session, agreement_id: UUID, evidence_id: UUID) -> TaskEvidence:
    """A file that shows that a task of an agreement was done, or Refused('not_found')."""
    found = session.get(TaskEvidence, evidence_id)
    task = session.get(Task, found.task_id) if found else None
    if found is None or task is None or task.agreement_id != agreement_id:
        raise Refused("not_found")
    return found


def scan_of(session: Session, agreement_id: UUID) -> PaperRevision | None:
    """The scan with which an existing agreement was entered."""
    query = select(PaperRevision).where(
        PaperRevision.agreement_id == agreement_id, PaperRevision.kind == PaperKind.LEGACY_SCAN.value
    )
    return session.scalars(query.order_by(PaperRevision.sequence.desc()).limit(1)).first()


def same_number(session: Session, office_id: UUID, number: str) -> Agreement | None:
    """An agreement of an office that bears the same number, however it is spelled."""
    wanted = number_key(number)
    query = select(Agreement).where(Agreement.lead_office_id == office_id, Agreement.office_number != "")
    return next((one for one in session.scalars(query) if number_key(one.office_number) == wanted), None)
