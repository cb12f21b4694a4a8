"""A clock that stands still until a test moves it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # a Monday, 10.00 WIB


@dataclass(slots=True)
class StandingClock:
    """Tells one instant; `moved` is false because tests may sign."""

    instant: datetime = START
    moved: bool = False

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant

    def set(self, instant: datetime) -> None:
        """Go to an instant."""
        assert instant.tzinfo is not None
        self.instant = instant.astimezone(UTC)

    def advance(self, **by: float) -> datetime:
        """Go on by a timedelta (`days=1`, `minutes=5`) and say where it stands now."""
        self.instant += timedelta(**by)
        return self.instant
