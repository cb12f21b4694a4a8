"""The ready-made lists of follow-up as SQL: each is a query of ids, so that nothing is loaded to be counted.

"Today" differs by the zone of the lead office. A comparison is written twice: with the furthest of the three days,
which an index can answer, and with the exact day of the office.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature
from service.agreements.queries import own
from service.agreements.registry import OwnThat
from service.core import policies
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.policies import Policy, Unit
from service.followup import rules
from service.followup.models import JointActivity, Task
from service.offices.models import Office

TASK_WINDOW = 7
IDLE_MONTHS = "activity_idle_months"
POLICIES = (
    Policy(
        IDLE_MONTHS,
        Unit.MONTHS,
        6,
        1,
        60,
        "Kerja sama dianggap tanpa kegiatan sesudah",
        "An agreement counts as idle after",
        "Perbawaslu 7/2023 tidak menyebut jangkanya; disamakan dengan tenggat PKS enam bulan (rakor teknis 2025).",
    ),
)

Ids = Select[UUID]
Days = dict[Zone, date]


# ------------------------------------------------------------------------------------------------- the day, by zone
def days_now(session: Session) -> Days:
    """The calendar day in each of the three zones."""
    now = moment(session)
    return {zone: local_date(now, zone) for zone in Zone}


def by_zone(days: Days, where: Any = Office.zone) -> ColumnElement[date]:
    """The day of the lead office, as SQL; the query joins `Office`, or says where its zone stands."""
    other = [(where == zone.value, literal(day, Date)) for zone, day in days.items() if day != days[Zone.WIB]]
    last = literal(days[Zone.WIB], Date)
    return case(*other, else_=last) if other else last


def shifted(days: Days, shift: Callable[[date], date]) -> Days:
    """Another day reckoned from each."""
    return {zone: shift(day) for zone, day in days.items()}


def plus(days: Days, number: int) -> Days:
    """So many days later."""
    return shifted(days, lambda day: day + timedelta(days=number))


def not_after(column: Any, days: Days) -> ColumnElement[bool]:
    """The column's day is the office's or earlier."""
    return and_(column <= max(days.values()), column <= by_zone(days))


def not_before(column: Any, days: Days, where: Any = Office.zone) -> ColumnElement[bool]:
    """The column's day is the office's or later."""
    return and_(column >= min(days.values()), column >= by_zone(days, where))


# ------------------------------------------------------------------------------------------------------- conditions
START = func.coalesce(Agreement.effective_on, Agreement.signed_on)


def signed_own(actor: Actor) -> Ids:
    """The actor's own signed agreements, joined with the lead office for its day."""
    return (
        select(Agreement.id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(Agreement.stage == Stage.FOLLOW_UP.value, own(actor))
    )


def active(days: Days) -> ColumnElement[bool]:
    """In force today (rule 18)."""
    return and_(
        not_after(START, days),
        or_(Agreement.end_on.is_(None), not_before(Agreement.end_on, days)),
        or_(Agreement.ended_on.is_(None), Agreement.ended_on > by_zone(days)),
    )


def owes_pks(one: Any = Agreement) -> ColumnElement[bool]:
    """A new MoU, not suspended and not ended in time, under which no PKS was signed (rules 9, 10, 13, 14, 15)."""
    return and_(
        one.pks_due_on.is_not(None),
        one.suspended_on.is_(None),
        or_(one.ended_on.is_(None), one.ended_on > one.pks_due_on),
        ~signed_pks_under(one),
    )


def signed_pks_under(one: Any = Agreement) -> ColumnElement[bool]:
    """A PKS in its own right, signed on the day of its MoU or later."""
    pks = aliased(Agreement)
    return exists().where(
        pks.parent_id == one.id,
        pks.kind == Kind.PKS.value,
        pks.nature.in_((Nature.ORIGINAL.value, Nature.RENEWAL.value)),
        pks.stage == Stage.FOLLOW_UP.value,
        pks.signed_on >= one.signed_on,
    )


def ends_within(days: Days, number: int) -> ColumnElement[bool]:
    """In force, and the last day is near; an addendum or an ending has no term of its own."""
    return and_(
        Agreement.nature.in_((Nature.ORIGINAL.value, Nature.RENEWAL.value)),
        active(days),
        not_after(Agreement.end_on, plus(days, number)),
    )


def idle(days: Days, months: int) -> ColumnElement[bool]:
    """In force, and N months have passed since the signing and since the last activity that was held."""
    since = shifted(days, lambda day: rules.idle_since(day, months))
    held_since = exists().where(
        JointActivity.agreement_id == Agreement.id,
        JointActivity.held_on > min(since.values()),
        JointActivity.held_on > by_zone(since),
    )
    return and_(
        Agreement.nature == Nature.ORIGINAL.value,
        Agreement.suspended_on.is_(None),
        not_after(Agreement.signed_on, since),
        active(days),
        ~held_since.correlate(Agreement, Office),
    )


def has_due_task(days: Days) -> ColumnElement[bool]:
    """An open task that is due within a week, or overdue."""
    due = exists().where(
        Task.agreement_id == Agreement.id, Task.done_at.is_(None), not_after(Task.due_on, plus(days, TASK_WINDOW))
    )
    return and_(Agreement.ended_on.is_(None), due.correlate(Agreement, Office))


# ------------------------------------------------------------------------------------------------------------ lists
def no_pks(session: Session) -> ColumnElement[bool]:  # noqa: ARG001  the form of them all
    """MoUs that still owe a signed PKS."""
    return owes_pks()


def pks_due(session: Session) -> ColumnElement[bool]:
    """MoUs whose signed PKS is due within thirty days."""
    days = days_now(session)
    due = and_(not_before(Agreement.pks_due_on, days), not_after(Agreement.pks_due_on, plus(days, rules.PKS_WINDOW)))
    return and_(due, owes_pks())


def pks_overdue(session: Session) -> ColumnElement[bool]:
    """MoUs whose signed PKS is overdue."""
    return and_(not_after(Agreement.pks_due_on, plus(days_now(session), -1)), owes_pks())


def ending(session: Session) -> ColumnElement[bool]:
    """Agreements in force that end within ninety days."""
    return ends_within(days_now(session), rules.EXPIRY_WINDOW)


def long_idle(session: Session) -> ColumnElement[bool]:
    """Agreements in force that have had no activity for as long as the policy says."""
    return idle(days_now(session), policies.value(session, IDLE_MONTHS))


def task_due(session: Session) -> ColumnElement[bool]:
    """Agreements with an open task that is due within a week or overdue."""
    return has_due_task(days_now(session))


CONDITIONS: dict[str, Callable[[Session], ColumnElement[bool]]] = {
    "mou-tanpa-pks": no_pks,
    "pks-jatuh-tempo": pks_due,
    "pks-terlambat": pks_overdue,
    "berakhir-90-hari": ending,
    "tanpa-kegiatan": long_idle,
    "tugas-jatuh-tempo": task_due,
}


def ids(key: str, session: Session, actor: Actor) -> Ids:
    """The actor's own signed agreements of a list."""
    return signed_own(actor).where(CONDITIONS[key](session))


def own_that(key: str, session: Session, actor: Actor) -> OwnThat:
    """The same, to be counted with the other lists."""
    condition = CONDITIONS[key](session)
    signed = Agreement.stage == Stage.FOLLOW_UP.value
    return OwnThat(signed_own(actor).where(condition), and_(signed, condition))


FILTERS: dict[str, Callable[[Session, Actor], Ids]] = {key: partial(ids, key) for key in CONDITIONS}
