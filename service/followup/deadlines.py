"""The days of which follow-up reminds: a PKS owed, an end, the renewal window, an obligation, an activity, a task."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.registry import Deadline
from service.core.clock import Zone, local_date
from service.core.terms import REMIND_AT
from service.followup import lists
from service.followup.models import JointActivity, Task
from service.followup.queries import pks_clocks
from service.followup.rules import OPEN_ACTIVITIES, PksClock
from service.offices.models import Office, Partner

PKS, EXPIRY, TASK = "pks", "expiry", "task"
RENEWAL, OBLIGATION, ACTIVITY = "renewal", "obligation", "activity"
TASK_AT = (7, 0)
AHEAD = timedelta(days=max(REMIND_AT) + 1)
# A deadline passed for longer than this is no longer reminded of; the lists of the home page keep showing it.
BEHIND = timedelta(days=120)
# Beyond this the end itself is what is reminded of, no longer the window that opened before it.
RENEWAL_BEHIND = timedelta(days=60)
TERMED = (Nature.ORIGINAL.value, Nature.RENEWAL.value)  # an addendum and an ending have no term of their own

Known = tuple[Agreement, Zone, str]


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """Every deadline of follow-up that is near or just past."""
    known = _running(session, now)
    return [*_pks(session, known, now), *_expiry(known), *_tasks(session, now), *_activities(session, now)]


def _running(session: Session, now: datetime) -> list[Known]:
    first, last = (now - BEHIND).date(), (now + AHEAD).date()
    query = (
        select(Agreement, Office.zone, Partner.name)
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .where(
            Agreement.stage == Stage.FOLLOW_UP.value,
            Agreement.ended_on.is_(None),
            or_(
                and_(Agreement.end_on.between(first, last), Agreement.nature.in_(TERMED)),
                and_(Agreement.pks_due_on.between(first, last), lists.owes_pks()),
            ),
        )
    )
    return [(one, Zone(zone), partner or "-") for one, zone, partner in session.execute(query)]


def _pks(session: Session, known: Sequence[Known], now: datetime) -> Iterator[Deadline]:
    days = {one.id: local_date(now, zone) for one, zone, _ in known}
    clocks = pks_clocks(session, [one for one, _, _ in known], lambda one: days[one.id])
    for one, zone, partner in known:
        clock: PksClock | None = clocks.get(one.id)
        if clock is not None and clock.open:
            yield Deadline(
                subject_id=one.id,
                agreement_id=one.id,
                clock=PKS,
                due_on=clock.due_on,
                zone=zone,
                office_ids=one.office_ids,
                at=REMIND_AT,
                watched_since=local_date(one.stage_since, zone),
                title_id=f"PKS tindak lanjut MoU “{one.subject}” dengan {partner} harus ditandatangani",
                title_en=f"A PKS under the MoU “{one.subject}” with {partner} must be signed",
            )


def _expiry(known: Sequence[Known]) -> Iterator[Deadline]:
    for one, zone, partner in known:
        if one.end_on is not None and one.nature in TERMED:
            yield Deadline(
                subject_id=one.id,
                agreement_id=one.id,
                clock=EXPIRY,
                due_on=one.end_on,
                zone=zone,
                office_ids=one.office_ids,
                at=REMIND_AT,
                watched_since=local_date(one.stage_since, zone),
                title_id=f"Masa berlaku “{one.subject}” dengan {partner} berakhir",
                title_en=f"“{one.subject}” with {partner} ends",
            )


def _tasks(session: Session, now: datetime) -> Iterator[Deadline]:
    query = (
        select(Task, Agreement, Office.zone)
        .join(Agreement, Agreement.id == Task.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(
            Task.done_at.is_(None),
            Task.key != "pks",  # the clock of the agreement reminds of it
            Task.key.not_like("screening-%"),  # as does the watch over independence of its own
            Task.due_on.between((now - BEHIND).date(), (now + AHEAD).date()),
            or_(Task.key != "renewal", Task.due_on >= (now - RENEWAL_BEHIND).date()),
            Agreement.ended_on.is_(None),
        )
    )
    for task, one, zone in session.execute(query):
        yield _task(task, one, Zone(zone))


def _task(task: Task, one: Agreement, zone: Zone) -> Deadline:
    at: tuple[int, ...] = REMIND_AT
    if task.key == "renewal":
        clock = RENEWAL
        said = (f"Putuskan perpanjangan “{one.subject}”", f"Decide on the renewal of “{one.subject}”")
    elif task.obligation_id is not None:
        clock = OBLIGATION
        said = (
            f"Kewajiban “{task.title}” ({task.owner}) pada “{one.subject}”",
            f"Obligation “{task.title}” ({task.owner}) of “{one.subject}”",
        )
    else:
        clock, at = TASK, TASK_AT
        said = (
            f"Tugas “{task.title}” ({task.owner or 'tanpa penanggung jawab'}) pada “{one.subject}”",
            f"Task “{task.title}” ({task.owner or 'nobody'}) of “{one.subject}”",
        )
    return Deadline(
        subject_id=task.id,
        agreement_id=one.id,
        clock=clock,
        due_on=task.due_on,
        zone=zone,
        office_ids=frozenset({one.lead_office_id}),
        at=at,
        watched_since=local_date(task.opened_at, zone),
        title_id=said[0],
        title_en=said[1],
    )


def _activities(session: Session, now: datetime) -> Iterator[Deadline]:
    query = (
        select(JointActivity, Agreement, Office.zone)
        .join(Agreement, Agreement.id == JointActivity.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(
            JointActivity.state.in_([one.value for one in OPEN_ACTIVITIES]),
            JointActivity.planned_on.between((now - BEHIND).date(), (now + AHEAD).date()),
            Agreement.ended_on.is_(None),
        )
    )
    for row, one, name in session.execute(query):
        if row.planned_on is None:  # the query asks for a day
            continue
        zone = Zone(name)
        yield Deadline(
            subject_id=row.id,
            agreement_id=one.id,
            clock=ACTIVITY,
            due_on=row.planned_on,
            zone=zone,
            office_ids=one.office_ids,
            at=REMIND_AT,
            watched_since=local_date(row.added_at, zone),
            title_id=f"Kegiatan bersama “{row.title}” pada “{one.subject}”",
            title_en=f"Joint activity “{row.title}” of “{one.subject}”",
        )
