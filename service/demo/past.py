"""Doing things at an earlier time, so that the demo has a history: the clock stands in the past while they are done.

Nothing can be signed then (`moved`); what is entered this way is marked as an example like everything in the demo.
"""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from service.core.clock import Zone
from service.core.terms import add_months
from service.core.tools import Tools

OPENING = time(9)


@dataclass(frozen=True, slots=True)
class PastClock:
    """Stands at one instant of the past."""

    instant: datetime
    moved: bool = True

    def now(self) -> datetime:
        """The instant."""
        return self.instant


@contextmanager
def on(tools: Tools, day: date, hour: time = OPENING) -> Iterator[None]:
    """Do what follows on a day (WIB), or now where the day and hour are not over yet."""
    real = tools.clock
    instant = datetime.combine(day, hour, Zone.WIB.info).astimezone(UTC)
    tools.clock = PastClock(instant) if instant < real.now() else real
    try:
        yield
    finally:
        tools.clock = real


@dataclass(slots=True)
class Diary:
    """What happens on which day; an act may write further acts of later days into it."""

    tools: Tools
    _acts: list[tuple[date, int, Callable[[], object]]] = field(default_factory=list)
    _written: int = 0

    def add(self, day: date, act: Callable[[], object]) -> None:
        """Write down what is to be done on a day."""
        self._written += 1
        heapq.heappush(self._acts, (day, self._written, act))

    def play(self) -> None:
        """Do everything in the order of the days, so that every chain of the audit is in order of time."""
        while self._acts:
            day, _, act = heapq.heappop(self._acts)
            with on(self.tools, day):
                act()


def begun(today: date) -> date:
    """The day on which the demo's offices began to use the service: the first of the month before last."""
    return add_months(today.replace(day=1), -2)
