"""Rules of the monthly report: its months, its states, and when it is late."""

import re
from datetime import date
from enum import StrEnum

from service.core.terms import add_months, report_due


class State(StrEnum):
    """Where the row of a report stands."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


class Shown(StrEnum):
    """How a report looks to those who wait for it."""

    RUNNING = "running"  # the month is not over
    MISSING = "missing"  # not sent, not yet late
    DUE_TODAY = "due_today"
    LATE = "late"
    SENT = "sent"
    NIL = "nil"
    CORRECTED = "corrected"  # sent again after a return
    RECEIVED = "received"
    RECEIVED_NIL = "received_nil"
    RETURNED = "returned"


FROZEN = frozenset({State.SENT, State.RECEIVED, State.RETURNED})
OWED = frozenset({Shown.MISSING, Shown.DUE_TODAY, Shown.LATE, Shown.RETURNED})
WAITING = frozenset({Shown.SENT, Shown.NIL, Shown.CORRECTED})


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return add_months(month, 1)


def month_text(month: date) -> str:
    """A month as it stands in addresses: 2026-03."""
    return f"{month:%Y-%m}"


def read_month(text: str) -> date | None:
    """The month of an address, or None."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        return None
    return date(int(text[:4]), int(text[5:]), 1)


def months(first: date, last: date) -> list[date]:
    """Every month from the first to the last, newest first."""
    found = []
    while last >= first:
        found.append(last)
        last = add_months(last, -1)
    return found


def shown(
    state: State | None, month: date, today: date, due_day: int, *, nil: bool = False, corrected: bool = False
) -> Shown:
    """The state to show; the due day itself is still in time (rule 31)."""
    if state is State.RECEIVED:
        return Shown.RECEIVED_NIL if nil else Shown.RECEIVED
    if state is State.RETURNED:
        return Shown.RETURNED
    if state is State.SENT:
        return Shown.CORRECTED if corrected else Shown.NIL if nil else Shown.SENT
    return _unsent(month, today, report_due(month, due_day))


def _unsent(month: date, today: date, due: date) -> Shown:
    if month >= month_of(today):
        return Shown.RUNNING
    if today == due:
        return Shown.DUE_TODAY
    return Shown.LATE if today > due else Shown.MISSING
