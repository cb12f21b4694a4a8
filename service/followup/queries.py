"""Looking up clocks, validity, activities and tasks, and the ready-made lists of follow-up."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.founding import own_ids
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, PaperKind, PaperRevision
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.refusals import Refused
from service.followup import rules
from service.followup.models import ActivityEvidence, EndChange, JointActivity, Task
from service.followup.rules import ClockState, Period, PksClock, SignedPks, ValidityNow, ValidityState, number_key
from service.offices import queries as offices
from service.offices.models import Office

TASK_WINDOW = 7


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
        Agreement.parent_id.in_(mous), Agreement.kind == Kind.PKS.value, Agreement.stage == Stage.FOLLOW_UP.value
    )
    under: dict[UUID, list[SignedPks]] = {identity: [] for identity in mous}
    for parent_id, identity, signed_on in session.execute(query):
        if parent_id is None or signed_on is None:  # only a signed PKS counts (rule 9)
            continue
        under[parent_id].append(SignedPks(identity, signed_on))
    return {
        identity: rules.pks_clock(one.signed_on, under[identity], today(one), ended_on=one.ended_on)
        for identity, one in mous.items()
        if one.signed_on is not None
    }


def _owes_pks(agreement: Agreement) -> bool:
    return agreement.kind_ is Kind.MOU and agreement.stage_ is Stage.FOLLOW_UP and agreement.signed_on is not None


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
    """The activities of an agreement, the latest first."""
    query = select(JointActivity).where(JointActivity.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(JointActivity.held_on.desc(), JointActivity.added_at.desc())))


def tasks(session: Session, agreement_id: UUID) -> list[Task]:
    """The tasks of an agreement: open ones by due day, then those that are done."""
    query = select(Task).where(Task.agreement_id == agreement_id)
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


# ----------------------------------------------------------------------------------------------------- ready-made lists
Ids = Callable[[Session, Actor], set[UUID]]


def _signed(session: Session, actor: Actor) -> list[tuple[Agreement, date]]:
    """The actor's own signed agreements, each with the day where its lead office stands."""
    if actor.office_id is None:
        return []
    query = (
        select(Agreement, Office.zone)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(Agreement.id.in_(own_ids(session, actor.office_id, stage=Stage.FOLLOW_UP)))
    )
    now = moment(session)
    return [(one, local_date(now, Zone(zone))) for one, zone in session.execute(query)]


def _clock_ids(session: Session, actor: Actor, wanted: Callable[[PksClock], bool]) -> set[UUID]:
    known = _signed(session, actor)
    days = {one.id: today for one, today in known}
    clocks = pks_clocks(session, [one for one, _ in known], lambda one: days[one.id])
    return {identity for identity, clock in clocks.items() if wanted(clock)}


def pks_due_ids(session: Session, actor: Actor) -> set[UUID]:
    """MoUs whose signed PKS is due within thirty days."""
    return _clock_ids(session, actor, _is_due_soon)


def _is_due_soon(clock: PksClock) -> bool:
    soon = clock.state is ClockState.RUNNING and clock.days <= rules.PKS_WINDOW
    return soon or clock.state is ClockState.DUE_TODAY


def pks_overdue_ids(session: Session, actor: Actor) -> set[UUID]:
    """MoUs whose signed PKS is overdue."""
    return _clock_ids(session, actor, lambda clock: clock.state is ClockState.OVERDUE)


def no_pks_ids(session: Session, actor: Actor) -> set[UUID]:
    """MoUs that still owe a signed PKS."""
    return _clock_ids(session, actor, lambda clock: clock.open)


def ending_ids(session: Session, actor: Actor) -> set[UUID]:
    """Agreements in force that end within ninety days."""
    found = ((one.id, validity(one, today)) for one, today in _signed(session, actor))
    return {identity for identity, now in found if now is not None and _ends_soon(now)}


def _ends_soon(now: ValidityNow) -> bool:
    return now.state is ValidityState.ACTIVE and now.days is not None and now.days <= rules.EXPIRY_WINDOW


def idle_ids(session: Session, actor: Actor) -> set[UUID]:
    """Agreements in force without any recorded activity."""
    active = {
        one.id
        for one, today in _signed(session, actor)
        if (now := validity(one, today)) is not None and now.state is ValidityState.ACTIVE
    }
    busy = select(JointActivity.agreement_id).where(JointActivity.agreement_id.in_(active)).distinct()
    return active - set(session.scalars(busy))


def due_task_ids(session: Session, actor: Actor) -> set[UUID]:
    """Agreements with an open task that is due within a week or overdue."""
    days = {one.id: today for one, today in _signed(session, actor) if one.ended_on is None}
    query = select(Task.agreement_id, Task.due_on).where(Task.agreement_id.in_(days), Task.done_at.is_(None))
    return {identity for identity, due in session.execute(query) if due <= days[identity] + timedelta(TASK_WINDOW)}


FILTERS: dict[str, Ids] = {
    "mou-tanpa-pks": no_pks_ids,
    "pks-jatuh-tempo": pks_due_ids,
    "pks-terlambat": pks_overdue_ids,
    "berakhir-90-hari": ending_ids,
    "tanpa-kegiatan": idle_ids,
    "tugas-jatuh-tempo": due_task_ids,
}
