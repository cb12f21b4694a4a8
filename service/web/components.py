"""What pages hand to the components of the layout: small frozen values, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from math import ceil
from typing import Any

from flask import request, url_for


class Tone(StrEnum):
    """How a status is coloured; the word always stands beside the colour."""

    QUIET = "quiet"
    WAITING = "waiting"
    ACTIVE = "active"
    DONE = "done"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Status:
    """A word with its tone."""

    word: Any
    tone: Tone = Tone.QUIET


class StepState(StrEnum):
    """Where a step of the rail stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class RailStep:
    """One of the six stages: its name, state, the day it ended or began, where it leads."""

    label: Any
    state: StepState
    day: date | None = None
    url: str = ""
    note: Any = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that stands between here and the next step, and where it is mended."""

    sentence: Any
    url: str = ""
    action: Any = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline."""

    title: Any
    at: datetime | date | None
    who: str = ""
    text: Any = ""
    url: str = ""
    status: Status | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a page."""

    label: Any
    url: str
    here: bool = False
    count: int | None = None
    folded: bool = False  # under "Lainnya", where it is of little use at present


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a long list."""

    number: int
    size: int
    total: int
    keep: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of_request(cls, total: int, *, size: int = 25) -> "Paging":
        """The page that the address asks for (`?hal=2`), inside what there is."""
        asked = request.args.get("hal", "1")
        number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1  # noqa: PLR2004  no list has a million pages
        keep = {key: values for key, values in request.args.lists() if key != "hal"}
        last = max(1, ceil(total / size))
        return cls(number=min(max(1, number), last), size=size, total=total, keep=keep | (request.view_args or {}))

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, ceil(self.total / self.size))

    @property
    def offset(self) -> int:
        """How many rows lie before this page."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """The number of the first row shown."""
        return self.offset + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return min(self.offset + self.size, self.total)

    def url(self, number: int) -> str:
        """The address of another page of the same list."""
        return url_for(request.endpoint or "", **self.keep, hal=number)

    def around(self) -> Sequence[int]:
        """The page numbers worth offering."""
        return range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)
