"""What is said of a row: a code, how grave it is, the column and the cell it concerns. The sentences: note_words.py."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """How grave a note is."""

    NOTE = "note"  # worth knowing, nothing to do
    WARNING = "warning"  # imported, and something is to be completed or looked at
    WRONG = "wrong"  # keeps the row out
    KNOWN = "known"  # the agreement is here already


class Verdict(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    WARNING = "warning"
    WRONG = "wrong"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say about a row or the whole sheet."""

    code: str
    level: Level
    column: str = ""
    cell: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> list[Any]:
        """The note as it is stored."""
        return [self.code, self.level.value, self.column, self.cell, self.params]

    @classmethod
    def of_json(cls, raw: list[Any]) -> "Note":
        """The note as it was stored."""
        code, level, column, cell, params = raw
        return cls(code, Level(level), column, cell, params)


def verdict(notes: Iterable[Note]) -> Verdict:
    """What the notes of a row amount to; what is wrong weighs more than what is known already."""
    levels = {note.level for note in notes}
    if Level.WRONG in levels:
        return Verdict.WRONG
    if Level.KNOWN in levels:
        return Verdict.KNOWN
    return Verdict.WARNING if Level.WARNING in levels else Verdict.READY
