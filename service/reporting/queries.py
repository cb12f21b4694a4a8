"""Questions about monthly reports: the newest of a month, states of many offices, what is owed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from service.agreements.registry import Deadline
from service.core import policies
from service.core.actor import Actor
from service.core.audit import AuditEvent
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.permissions import holds
from service.core.refusals import Refused
from service.core.terms import REMIND_AT, add_months, report_due
from service.offices import queries as offices
from service.offices.models import Office
from service.reporting.models import MonthlyReport
from service.reporting.plan_rules import Count
from service.reporting.rules import OWED, Shown, State, month_of, month_text, months, shown

DUE_DAY = "report_due_day"
CLOCK = "monthly_report"
MOST_MONTHS = 12
MOST_NAMED = 1000


def newest(session: Session, office_id: UUID, month: date, *, lock: bool = False) -> MonthlyReport | None:
    """The last revision of a month; `lock` makes a second sender wait for the first."""
    query = select(MonthlyReport).where(MonthlyReport.office_id == office_id, MonthlyReport.month == month)
    query = query.order_by(MonthlyReport.revision.desc()).limit(1)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).first()


def visible(session: Session, actor: Actor, office_id: UUID, month: date) -> MonthlyReport | None:
    """The report of an office of the own line (rule 33); a draft is seen by its own office only."""
    if actor.office_id is None or not offices.is_same_or_below(session, office_id, actor.office_id):
        raise Refused("not_found")
    return newest(session, office_id, month)


def begun(session: Session, now: datetime) -> date:
    """The month in which the service began to be used: no report is owed for months before."""
    first = session.scalar(select(func.min(AuditEvent.at))) or now
    return month_of(local_date(first.replace(tzinfo=first.tzinfo or UTC), Zone.WIB))


def report_states(session: Session, office_ids: Collection[UUID], month: date, now: datetime) -> dict[UUID, Shown]:
    """How the report of a month stands in each office, on its own calendar day."""
    return {one: row[month] for one, row in states(session, office_ids, [month], now).items()}


def states(
    session: Session, office_ids: Collection[UUID], of: Sequence[date], now: datetime
) -> dict[UUID, Mapping[date, Shown]]:
    """The same for several months at once."""
    due_day = policies.value(session, DUE_DAY)
    query = (
        select(
            MonthlyReport.office_id,
            MonthlyReport.month,
            MonthlyReport.state,
            MonthlyReport.nil,
            MonthlyReport.revision,
        )
        .where(MonthlyReport.month.in_(of))
        .order_by(MonthlyReport.revision)
    )
    zoned = select(Office.id, Office.zone)
    if len(office_ids) <= MOST_NAMED:  # more of them are the whole country, and a statement takes few values
        query = query.where(MonthlyReport.office_id.in_(office_ids))
        zoned = zoned.where(Office.id.in_(office_ids))
    found: dict[tuple[UUID, date], Any] = {}
    for row in session.execute(query):
        before = found.get((row.office_id, row.month))
        if before is None or row.state != "draft":  # a correction being written leaves the returned one in sight
            found[row.office_id, row.month] = row
    days = {zone.value: local_date(now, zone) for zone in Zone}
    # what nobody sent stands alike in every office of a zone
    unsent = {zone: {month: shown(None, month, today, due_day) for month in of} for zone, today in days.items()}
    wanted = frozenset(office_ids)
    zones = {office_id: zone for office_id, zone in session.execute(zoned) if office_id in wanted}
    made = {office_id: dict(unsent[zone]) for office_id, zone in zones.items()}
    for (office_id, month), told in found.items():
        if office_id in made and told.state != State.DRAFT.value:
            made[office_id][month] = shown(
                State(told.state), month, days[zones[office_id]], due_day, nil=told.nil, corrected=told.revision > 1
            )
    return dict(made)


def listed_months(session: Session, today: date, now: datetime) -> list[date]:
    """The months of the list, newest first: this year's worth, not before the service began."""
    last = month_of(today)
    return months(max(begun(session, now), add_months(last, -MOST_MONTHS)), last)


def count_owed(session: Session, actor: Actor) -> int:
    """How many past months the office has not sent."""
    if actor.office_id is None or offices.office(session, actor.office_id).level == "ri":
        return 0
    now = moment(session)
    of = listed_months(session, offices.local_today(session, actor.office_id, now), now)
    return sum(1 for one in states(session, [actor.office_id], of, now)[actor.office_id].values() if one in OWED)


def waiting(session: Session, office_id: UUID) -> list[MonthlyReport]:
    """The reports of the offices just below that were sent and not answered yet, the oldest month first."""
    query = _sent_to(office_id, select(MonthlyReport)).order_by(MonthlyReport.month, Office.code)
    return list(session.scalars(query))


def count_waiting(session: Session, actor: Actor) -> int:
    """How many reports wait for this person to receive or return them."""
    if actor.office_id is None or not holds(actor, "report:receive"):
        return 0
    query: Select[tuple[int]] = _sent_to(actor.office_id, select(func.count()).select_from(MonthlyReport))
    return session.scalar(query) or 0


def _sent_to(office_id: UUID, query: Select[Any]) -> Select[Any]:
    return query.join(Office, Office.id == MonthlyReport.office_id).where(
        Office.parent_id == office_id, Office.active, MonthlyReport.state == State.SENT.value
    )


def plan_counts(session: Session, office_ids: Sequence[UUID], today: date) -> dict[UUID, Count]:
    """The figures of the duty to report, for the action plan."""
    now = moment(session)
    of, due_day = listed_months(session, today, now)[1:], policies.value(session, DUE_DAY)
    if not of:
        return {}
    found = {}
    reporting = session.scalars(select(Office.id).where(Office.id.in_(office_ids), Office.level != "ri")).all()
    for one, row in states(session, reporting, of, now).items():
        owed = [month for month, state in row.items() if state in OWED]
        late = sum(1 for state in row.values() if state is Shown.LATE)
        oldest = report_due(min(owed), due_day) if owed else None
        found[one] = Count(len(row), len(row) - len(owed), late, oldest)
    return found


def subject(office_id: UUID, month: date) -> UUID:
    """What reminders call the report of a month."""
    return uuid5(NAMESPACE_OID, f"report:{office_id}:{month_text(month)}")


def deadlines(session: Session, now: datetime) -> list[Deadline]:
    """The due days of reports that were not sent, the last two months of every office."""
    due_day, last = policies.value(session, DUE_DAY), month_of(local_date(now, Zone.WIT))
    first = begun(session, now)
    of = [month for month in (add_months(last, -1), add_months(last, -2), last) if month >= first]
    below = session.execute(select(Office.id, Office.zone).where(Office.level != "ri", Office.active)).all()
    known = states(session, [row.id for row in below], of, now)
    return [
        Deadline(
            subject_id=subject(row.id, month),
            agreement_id=subject(row.id, month),
            clock=CLOCK,
            due_on=report_due(month, due_day),
            zone=Zone(row.zone),
            office_ids=frozenset({row.id}),
            at=tuple(one for one in REMIND_AT if one <= 7),
            watched_since=month,
            title_id=f"Laporan bulanan {month_text(month)} kepada kantor di atas",
            title_en=f"Monthly report {month_text(month)} to the office above",
        )
        for row in below
        for month in of
        if known[row.id][month] in OWED or known[row.id][month] is Shown.RUNNING
    ]
