"""The days of which follow-up reminds: a PKS owed, an end, a task."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement
from service.agreements.registry import Deadline
from service.core.clock import Zone, local_date
from service.core.terms import REMIND_AT
from service.followup.models import Task
from service.followup.queries import pks_clocks
from service.followup.rules import PksClock
from service.offices.models import Office, Partner

PKS, EXPIRY, TASK = "pks", "expiry", "task"
TASK_AT = (7, 0)
AHEAD = timedelta(days=max(REMIND_AT) + 1)
# A deadline passed for longer than this is no longer reminded of; the lists of the home page keep showing it.
BEHIND = timedelta(days=120)
CLOCK_SPAN = timedelta(days=184)  # six months are at most that long

Known = tuple[Agreement, Zone, str]


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """Every deadline of follow-up that is near or just past."""
    known = _running(session, now)
    return [*_pks(session, known, now), *_expiry(known), *_tasks(session, now)]


def _running(session: Session, now: datetime) -> list[Known]:
    first, last = (now - BEHIND).date(), (now + AHEAD).date()
    signed_late = Agreement.signed_on >= first - CLOCK_SPAN
    query = (
        select(Agreement, Office.zone, Partner.name)
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .where(
            Agreement.stage == Stage.FOLLOW_UP.value,
            Agreement.ended_on.is_(None),
            or_(Agreement.end_on.between(first, last), (Agreement.kind == Kind.MOU.value) & signed_late),
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
        if one.end_on is not None:
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
            Task.key.not_in(("pks", "renewal")),  # the clocks of the agreement remind of these
            Task.due_on.between((now - BEHIND).date(), (now + AHEAD).date()),
            Agreement.ended_on.is_(None),
        )
    )
    for task, one, zone in session.execute(query):
        yield Deadline(
            subject_id=task.id,
            agreement_id=one.id,
            clock=TASK,
            due_on=task.due_on,
            zone=Zone(zone),
            office_ids=frozenset({one.lead_office_id}),
            at=TASK_AT,
            watched_since=local_date(task.opened_at, Zone(zone)),
            title_id=f"Tugas “{task.title}” ({task.owner or 'tanpa penanggung jawab'}) pada “{one.subject}”",
            title_en=f"Task “{task.title}” ({task.owner or 'nobody'}) of “{one.subject}”",
        )
