"""What the archive reckons with: places, loans, retention, slices of a fixity round. Pure, no database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

YEAR = 12  # months


class ContainerKind(StrEnum):
    """A box that stands on a shelf, or a folder."""

    BOX = "box"
    FOLDER = "folder"


class Owner(StrEnum):
    """Whose sheet it is: ours or the partner's."""

    OFFICE = "office"
    PARTNER = "partner"


class Condition(StrEnum):
    """The state of the paper."""

    GOOD = "good"
    LIGHT = "light"  # rusak ringan
    HEAVY = "heavy"  # rusak berat
    LOST = "lost"


class AccessClass(StrEnum):
    """Who may be shown it."""

    ORDINARY = "ordinary"
    LIMITED = "limited"
    SECRET = "secret"  # noqa: S105  a class of access, no password


class Fate(StrEnum):
    """What becomes of it when its years are over."""

    DESTROY = "destroy"
    KEEP = "keep"
    ASSESS = "assess"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies, as far as it is known."""

    room: str = ""
    cabinet: str = ""
    shelf: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return bool(self.room or self.cabinet or self.shelf)

    def words(self) -> str:
        """The place in one line, from the room inwards; it is kept as it was at the time, so in Indonesian."""
        named = (("Ruang", self.room), ("Lemari", self.cabinet), ("Rak", self.shelf))
        return ", ".join(_named(word, said) for word, said in named if said) or "belum ditentukan"


def _named(word: str, said: str) -> str:
    """Leave "Ruang Arsip" as it is typed, and make "2" into "Lemari 2"."""
    return said if said.casefold().startswith(word.casefold()) else f"{word} {said}"


NOWHERE = Place()


class LoanState(StrEnum):
    """How a loan stands on a day."""

    OUT = "out"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    RETURNED = "returned"


def loan_state(due_on: date, returned_on: date | None, today: date) -> LoanState:
    """Out, due today, overdue from the day after, or returned."""
    if returned_on is not None:
        return LoanState.RETURNED
    if today == due_on:
        return LoanState.DUE_TODAY
    return LoanState.OVERDUE if today > due_on else LoanState.OUT


# ----------------------------------------------------------------------------------------------------------- retention
@dataclass(frozen=True, slots=True)
class Schedule:
    """What an entry of the retention schedule says, and which office decided it."""

    id: UUID
    office_id: UUID
    kinds: frozenset[str]
    active_years: int
    inactive_years: int
    fate: Fate
    valid_from: date

    @property
    def years(self) -> int:
        """How long it is kept in all."""
        return self.active_years + self.inactive_years


def schedule_for(kind: str, line: Sequence[UUID], known: Iterable[Schedule], today: date) -> Schedule | None:
    """The entry for a kind of agreement: that of the nearest office in the line upwards, the latest in force."""
    fitting = [one for one in known if kind in one.kinds and one.valid_from <= today]
    for office_id in line:
        own = [one for one in fitting if one.office_id == office_id]
        if own:
            return max(own, key=lambda one: (one.valid_from, str(one.id)))
    return None


def kept_until(end: date, years: int) -> date:
    """The last day on which it must be kept; 29 February becomes the 28th in a common year."""
    day = min(end.day, 28) if end.month == 2 and not _leap(end.year + years) else end.day  # noqa: PLR2004
    return date(end.year + years, end.month, day)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def ended_before(years: int, today: date) -> date:
    """The first end of validity whose years are not over today; what ended before it was kept long enough."""
    first = kept_until(today, -years) if today.year - years >= 1 else date.min
    while first > date.min and kept_until(first - timedelta(days=1), years) >= today:
        first -= timedelta(days=1)
    while kept_until(first, years) < today:
        first += timedelta(days=1)
    return first


def by_schedule(
    offices: Mapping[UUID, Sequence[UUID]], kinds: Collection[str], known: Sequence[Schedule], today: date
) -> dict[tuple[UUID, str], list[UUID]]:
    """Offices grouped by the entry that holds for them: (entry id, kind) -> offices. `offices` gives each its line."""
    found: dict[tuple[UUID, str], list[UUID]] = {}
    for office_id, line in offices.items():
        for kind in kinds:
            entry = schedule_for(kind, line, known, today)
            if entry is not None:
                found.setdefault((entry.id, kind), []).append(office_id)
    return found


# -------------------------------------------------------------------------------------------------------------- fixity
LEAST_SLICE = 16 * 1024**2
LARGEST_SLICE = 512 * 1024**2
MINUTES_A_DAY = 1440


def slice_bytes(total: int, days: int) -> int:
    """How many bytes a slice of one minute may read, so that a round over `total` ends in half of its days."""
    need = 2 * total // max(1, days * MINUTES_A_DAY)
    return min(max(LEAST_SLICE, need), LARGEST_SLICE)
