"""Deadlines, terms and validity, all in calendar days where the office stands (rules 1-22)."""

import calendar
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

PKS_MONTHS = 6
REMIND_AT = (90, 30, 7, 0)
CONSULTATION_WORKING_DAYS = 10
REPORT_DUE_DAY = 5
_SATURDAY = 5


class DeadlineState(StrEnum):
    """Where a day stands against a deadline; the last day is still in time (rule 2)."""

    AHEAD = "ahead"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"


class Validity(StrEnum):
    """Whether an agreement is in force on a day; on its end date it still is (rule 18)."""

    NOT_YET = "not_yet"
    ACTIVE = "active"
    EXPIRED = "expired"


class FollowUpState(StrEnum):
    """How an MoU's duty to be followed by a signed PKS stands (rules 9-15)."""

    AHEAD = "ahead"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled_late"
    RELEASED = "released"  # the MoU was terminated before the deadline


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The state of the PKS clock; `days` are days left, days overdue, days late, or days it took."""

    state: FollowUpState
    due: date
    days: int
    fulfilled_on: date | None = None


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day where it has no such day (rules 3-6)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_signature(days: Iterable[date]) -> date:
    """The signing date when parties sign on different days (rule 8)."""
    return max(days)


def pks_deadline(signed: date, months: int = PKS_MONTHS) -> date:
    """The last day on which an MoU may be followed by its signed PKS (rule 1); weekends do not shift it (rule 7)."""
    return add_months(signed, months)


def end_date(start: date, months: int) -> date:
    """The default last valid day of a term (rule 17); texts differ, so the page lets a person change it."""
    return add_months(start, months)


def deadline_state(due: date, today: date) -> DeadlineState:
    """Ahead, due today or overdue."""
    if today == due:
        return DeadlineState.DUE_TODAY
    return DeadlineState.OVERDUE if today > due else DeadlineState.AHEAD


def validity(start: date, end: date | None, today: date) -> Validity:
    """Whether an agreement is in force; without an end date it does not expire."""
    if today < start:
        return Validity.NOT_YET
    return Validity.EXPIRED if end is not None and today > end else Validity.ACTIVE


def late_by(due: date, done: date) -> int:
    """How many days after the deadline something was done; 0 when in time (rule 11)."""
    return max(0, (done - due).days)


def days_left(due: date, today: date) -> int:
    """Days until the deadline; negative when it is over."""
    return (due - today).days


def may_follow_up(mou_signed: date, pks_signed: date) -> bool:
    """Whether a PKS can be linked as the follow-up of an MoU (rule 13)."""
    return pks_signed >= mou_signed


def follow_up(
    mou_signed: date,
    pks_signed: Iterable[date],
    today: date,
    *,
    terminated: date | None = None,
    months: int = PKS_MONTHS,
) -> FollowUp:
    """How the PKS clock of an MoU stands; only signed PKS are passed in (rule 9)."""
    due = pks_deadline(mou_signed, months)
    first = min((day for day in pks_signed if may_follow_up(mou_signed, day)), default=None)
    if first is not None:
        late = late_by(due, first)
        if late:
            return FollowUp(FollowUpState.FULFILLED_LATE, due, late, first)
        return FollowUp(FollowUpState.FULFILLED, due, (first - mou_signed).days, first)
    if terminated is not None and terminated <= due:
        return FollowUp(FollowUpState.RELEASED, due, 0)
    return FollowUp(FollowUpState(deadline_state(due, today)), due, abs(days_left(due, today)))


def reminder_days_due(
    due: date,
    today: date,
    sent: Collection[int] = (),
    *,
    watched_since: date | None = None,
    at: tuple[int, ...] = REMIND_AT,
) -> tuple[int, ...]:
    """The reminders (in days before the deadline) that are reached and were not sent, earliest first (rule 16).

    After a downtime several may be due at once: the caller sends one letter and notes all of them as sent.
    `watched_since` is the day the deadline became known; what would have fallen before it is not made up for.
    """
    return tuple(
        days
        for days in sorted(at, reverse=True)
        if days not in sent and _falls_in(due - timedelta(days=days), watched_since, today)
    )


def _falls_in(day: date, first: date | None, last: date) -> bool:
    return day <= last and (first is None or day >= first)


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday; a hint is shown, the date stays (rule 7)."""
    return day.weekday() >= _SATURDAY


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether offices work on a day; holidays are data."""
    return not is_weekend(day) and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date] = ()) -> date:
    """The day on which the given number of working days after `start` have passed."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return day


def consultation_deadline(asked: date, days: int = CONSULTATION_WORKING_DAYS, holidays: Collection[date] = ()) -> date:
    """The last day for answering a hierarchical consultation (rule 23)."""
    return add_working_days(asked, days, holidays)


def outlives_parent(end: date | None, parent_end: date | None) -> bool:
    """Whether a PKS would end after its MoU, which gives a warning and no block (rule 20)."""
    return parent_end is not None and (end is None or end > parent_end)


def activity_allowed(held_on: date, start: date, end: date | None) -> bool:
    """Whether an activity dated on a day belongs to the validity of its agreement (rule 21)."""
    return validity(start, end, held_on) is Validity.ACTIVE


def addendum_signable(end: date | None, signed_on: date) -> bool:
    """Whether an addendum can still be signed; after expiry only a new agreement helps (rule 22)."""
    return end is None or signed_on <= end


def report_due(month: date, due_day: int = REPORT_DUE_DAY) -> date:
    """The last day for a month's report: a day of the next month, local (rule 31)."""
    following = add_months(month.replace(day=1), 1)
    return following.replace(day=min(due_day, calendar.monthrange(following.year, following.month)[1]))
