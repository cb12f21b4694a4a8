"""The five duties of an office and how each stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Line(StrEnum):
    """The five duties that the training gave every office."""

    REVIEW = "review"
    RENEWAL = "renewal"
    PKS = "pks"
    PARTNERS = "partners"
    REPORTS = "reports"


class Standing(StrEnum):
    """How a duty stands."""

    NOTHING = "nothing"
    DONE = "done"
    RUNNING = "running"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Count:
    """One duty in numbers: how many, how many done, how many late, and the oldest day among what is open."""

    total: int = 0
    done: int = 0
    late: int = 0
    oldest: date | None = None

    @property
    def open(self) -> int:
        """How many are still to be done."""
        return self.total - self.done

    @property
    def share(self) -> float:
        """The part that is done; nothing to do counts as done."""
        return self.done / self.total if self.total else 1.0

    def __add__(self, other: "Count") -> "Count":
        days = [day for day in (self.oldest, other.oldest) if day is not None]
        return Count(
            self.total + other.total,
            self.done + other.done,
            self.late + other.late,
            min(days) if days else None,
        )

    def standing(self, today: date, target: date | None = None) -> Standing:
        """Late when something in it is, or when the office's own target day has passed with something open."""
        if not self.total:
            return Standing.NOTHING
        if self.late or (self.open and target is not None and target < today):
            return Standing.LATE
        return Standing.RUNNING if self.open else Standing.DONE


NONE = Count()


@dataclass(frozen=True, slots=True)
class Row:
    """The five duties of one office (or of a province with its districts)."""

    counts: Mapping[Line, Count] = field(default_factory=dict)
    targets: Mapping[Line, date] = field(default_factory=dict)

    def count(self, line: Line) -> Count:
        """One duty in numbers."""
        return self.counts.get(line, NONE)

    def standing(self, line: Line, today: date) -> Standing:
        """How one duty stands."""
        return self.count(line).standing(today, self.targets.get(line))

    def late_lines(self, today: date) -> tuple[Line, ...]:
        """The duties that are late."""
        return tuple(line for line in Line if self.standing(line, today) is Standing.LATE)


def total(counts: Iterable[Count]) -> Count:
    """Several offices together."""
    found = NONE
    for one in counts:
        found += one
    return found
