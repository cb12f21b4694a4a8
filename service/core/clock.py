"""The one source of every instant, and the local days that follow from it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo


class Zone(StrEnum):
    """The three time zones of Indonesia, by the label that is printed beside a time."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def info(self) -> ZoneInfo:
        """The zone's rules; Indonesia has no summer time."""
        return ZoneInfo(_NAMES[self])


_NAMES = {Zone.WIB: "Asia/Jakarta", Zone.WITA: "Asia/Makassar", Zone.WIT: "Asia/Jayapura"}


class Clock(Protocol):
    """Tells the time. `moved` says that it is not the real one, so nothing may be signed outside tests."""

    @property
    def moved(self) -> bool:
        """Whether this clock differs from the machine's."""
        ...

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    moved: bool = False

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class MovedClock:
    """The machine's clock shifted by a fixed offset, for simulations."""

    offset: timedelta
    moved: bool = True

    def now(self) -> datetime:
        """The shifted instant in UTC."""
        return datetime.now(UTC) + self.offset


def local_date(instant: datetime, zone: Zone) -> date:
    """The calendar day of an instant where the office stands (rule 19)."""
    return instant.astimezone(zone.info).date()


def local_time(instant: datetime, zone: Zone) -> datetime:
    """An instant as read from a clock on the office's wall."""
    return instant.astimezone(zone.info)
