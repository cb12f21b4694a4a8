"""The PKS clock in the words of this room, what opens with follow-up, and which dates can be true."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from service.core import terms
from service.core.terms import FollowUpState

EXPIRY_WINDOW = 90
PKS_WINDOW = 30
EARLIEST = date(2003, 1, 1)  # no election supervision with agreements before; an earlier date is a slip of the pen
MAX_GAP = 366


class ClockState(StrEnum):
    """How an MoU's duty to be followed by a signed PKS stands."""

    RUNNING = "running"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled_late"
    STOPPED = "stopped"
    SUSPENDED = "suspended"


_STATES = {
    FollowUpState.AHEAD: ClockState.RUNNING,
    FollowUpState.DUE_TODAY: ClockState.DUE_TODAY,
    FollowUpState.OVERDUE: ClockState.OVERDUE,
    FollowUpState.FULFILLED: ClockState.FULFILLED,
    FollowUpState.FULFILLED_LATE: ClockState.FULFILLED_LATE,
    FollowUpState.RELEASED: ClockState.STOPPED,
}
OPEN_STATES = frozenset({ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.OVERDUE})


@dataclass(frozen=True, slots=True)
class SignedPks:
    """A signed PKS under an MoU."""

    id: UUID
    signed_on: date


@dataclass(frozen=True, slots=True)
class PksClock:
    """The clock of an MoU: `days` are days left, overdue, late, or the days it took; `fulfilled_by` is the PKS."""

    state: ClockState
    due_on: date
    days: int
    fulfilled_by: UUID | None = None
    fulfilled_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether a signed PKS is still owed."""
        return self.state in OPEN_STATES

    @property
    def weekend(self) -> bool:
        """Whether the last day is a Saturday or Sunday; it stays, with a hint (rule 7)."""
        return terms.is_weekend(self.due_on)


def pks_clock(
    signed_on: date, under: Iterable[SignedPks], today: date, *, ended_on: date | None, suspended: bool = False
) -> PksClock:
    """The clock of an MoU signed on a day, from the signed PKS under it (rules 1 to 15)."""
    known = [one for one in under if terms.may_follow_up(signed_on, one.signed_on)]
    found = terms.follow_up(signed_on, [one.signed_on for one in known], today, terminated=ended_on)
    first = min(known, key=lambda one: one.signed_on, default=None)
    state = _STATES[found.state]
    if suspended and state in OPEN_STATES:  # nothing is asked of an agreement that is suspended
        return PksClock(ClockState.SUSPENDED, found.due, 0)
    return PksClock(state, found.due, found.days, first.id if first else None, found.fulfilled_on)


# ------------------------------------------------------------------------------------------------------------ validity
class ValidityState(StrEnum):
    """Whether a signed agreement is in force on a day."""

    NOT_YET = "not_yet"
    ACTIVE = "active"
    EXPIRED = "expired"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when an agreement is in force, and whether it was ended before its time."""

    start: date
    end: date | None
    ended_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in force; on the day it is ended it no longer is."""
        before = self.ended_on - timedelta(days=1) if self.ended_on else None
        days = [day for day in (self.end, before) if day is not None]
        return min(days) if days else None

    def state(self, today: date) -> ValidityState:
        """How it stands on a day."""
        if self.ended_on is not None and self.ended_on <= today and not (self.end and self.end < self.ended_on):
            return ValidityState.TERMINATED
        return ValidityState(terms.validity(self.start, self.end, today).value)

    def covers(self, day: date) -> bool:
        """Whether an activity on a day belongs to it (rule 21)."""
        return self.start <= day and terms.activity_allowed(day, self.start, self.last_day)


@dataclass(frozen=True, slots=True)
class ValidityNow:
    """How an agreement stands today; `days` are those left, or those since it ended."""

    state: ValidityState
    start: date
    until: date | None
    days: int | None


def validity_now(period: Period, today: date) -> ValidityNow:
    """How an agreement stands today, in days."""
    state = period.state(today)
    until = period.ended_on if state is ValidityState.TERMINATED else period.end
    return ValidityNow(state, period.start, until, abs((until - today).days) if until else None)


def idle_since(today: date, months: int) -> date:
    """The last day of a last activity after which an agreement counts as idle today: N months have passed since."""
    day = terms.add_months(today, -months)
    return day if terms.add_months(day, months) < today else day - timedelta(days=1)


# ---------------------------------------------------------------------------------------------- activities, obligations
class ActivityState(StrEnum):
    """Where a joint activity stands."""

    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


OPEN_ACTIVITIES = frozenset({ActivityState.PLANNED, ActivityState.POSTPONED})


def may_become(now: ActivityState, then: ActivityState) -> bool:
    """Whether an activity goes from one state to another: what is planned or put off is held, put off or called off."""
    return now in OPEN_ACTIVITIES and then is not ActivityState.PLANNED


class Owing(StrEnum):
    """Which side owes an obligation."""

    OFFICE = "office"
    PARTNER = "partner"
    BOTH = "both"


class Recurrence(StrEnum):
    """How often an obligation falls due."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


STEP_MONTHS = {Recurrence.MONTHLY: 1, Recurrence.QUARTERLY: 3, Recurrence.YEARLY: 12}
MOST_OCCURRENCES = 600  # fifty years of months


def occurrences(first: date, recurrence: Recurrence, until: date | None, today: date) -> list[date]:
    """The days on which an obligation falls due: all up to today and the next one after, none after its end.

    Each is reckoned from the first day, so that 31 January, 28 February, 31 March keep to the month's end.
    """
    if recurrence is Recurrence.ONCE:
        return [first]
    found: list[date] = []
    for place in range(MOST_OCCURRENCES):
        day = terms.add_months(first, place * STEP_MONTHS[recurrence])
        if until is not None and day > until:
            break
        found.append(day)
        if day > today:
            break
    return found


# --------------------------------------------------------------------------------------------------------------- tasks
@dataclass(frozen=True, slots=True)
class Basis:
    """What the opening tasks are reckoned from."""

    kind: str
    signed_on: date
    end_on: date | None


@dataclass(frozen=True, slots=True)
class OpeningTask:
    """A task that opens by itself: for which kinds, due when; `legacy` ones open for entered agreements too."""

    key: str
    title: str
    kinds: frozenset[str]
    due: Callable[[Basis], date | None]
    legacy: bool = False


_BOTH = frozenset({"mou", "pks"})
OPENING: tuple[OpeningTask, ...] = (
    OpeningTask(
        "pks",
        "Menandatangani PKS sebagai tindak lanjut MoU ini",
        frozenset({"mou"}),
        lambda basis: terms.pks_deadline(basis.signed_on),
        legacy=True,
    ),
    OpeningTask(
        "copies",
        "Menyerahkan salinan naskah yang ditandatangani kepada mitra dan unit kerja terkait",
        _BOTH,
        lambda basis: terms.add_working_days(basis.signed_on, 5),
    ),
    OpeningTask(
        "hubal",
        "Memasukkan naskah ke SIJARI HUBAL dan mencatat tanggal pemuatannya",
        _BOTH,
        lambda basis: terms.add_working_days(basis.signed_on, 10),
    ),
    OpeningTask(
        "renewal",
        "Meninjau manfaat kerja sama dan memutuskan perpanjangan",
        _BOTH,
        lambda basis: basis.end_on - timedelta(days=EXPIRY_WINDOW) if basis.end_on else None,
        legacy=True,
    ),
)


def opening_tasks(basis: Basis, today: date, *, legacy: bool) -> list[tuple[OpeningTask, date]]:
    """The tasks that open now with their due days; for an entered agreement only those still ahead."""
    found = []
    for task in OPENING:
        due = task.due(basis) if basis.kind in task.kinds else None
        if due is None or (legacy and (not task.legacy or due < today)):
            continue
        found.append((task, due))
    return found


# ---------------------------------------------------------------------------------------------------------- date sanity
@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an agreement that is entered."""

    signed_on: date
    effective_on: date
    end_on: date | None


def date_fault(dates: Dates, today: date) -> tuple[str, str] | None:
    """What cannot be true about these dates: the code of a refusal and the field at fault."""
    if dates.signed_on > today:
        return "existing_in_future", "signed_on"
    if dates.signed_on < EARLIEST:
        return "existing_too_early", "signed_on"
    if abs((dates.effective_on - dates.signed_on).days) > MAX_GAP:
        return "effective_far_away", "effective_on"
    return end_fault(dates.effective_on, dates.end_on)


def end_fault(start: date, end_on: date | None) -> tuple[str, str] | None:
    """What cannot be true about an end date."""
    if end_on is not None and end_on < start:
        return "end_before_start", "end_on"
    if end_on is not None and end_on > terms.add_months(start, 12 * 50):
        return "end_far_away", "end_on"
    return None


def number_key(number: str) -> str:
    """A letter number reduced to what tells two apart: no blanks, no leading zeros, no case."""
    parts = "".join(number.split()).casefold().split("/")
    return "/".join(part.lstrip("0") or "0" for part in parts if part)
