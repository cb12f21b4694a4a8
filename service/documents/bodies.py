"""The text of an article: plain lines that begin with (1), a. or 1), as every lawyer writes them.

The paper numbers them by Word's own multi-level numbering; a number typed by hand must therefore be the one that
Word will print, and `misnumbered` finds where it is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """The level a line stands on."""

    PLAIN = "paragraf"
    CLAUSE = "ayat"  # (1)
    LETTER = "huruf"  # a.
    DIGIT = "angka"  # 1)
    DETAIL = "uraian"  # Nama: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its marker. `label` is what stands before the colon of a detail."""

    kind: LineKind
    text: str
    marker: str = ""
    label: str = ""


MARKERS = (
    (LineKind.CLAUSE, re.compile(r"\((\d{1,3})\)\s+(.+)")),
    (LineKind.DIGIT, re.compile(r"(\d{1,3})\)\s+(.+)")),
    (LineKind.LETTER, re.compile(r"([a-z]{1,2})\.\s+(.+)")),
)
DEPTH = {LineKind.CLAUSE: 1, LineKind.LETTER: 2, LineKind.DIGIT: 3}


def lines_of(body: str) -> tuple[Line, ...]:
    """The lines of a body; empty lines are dropped."""
    return tuple(_line(text.strip()) for text in body.splitlines() if text.strip())


def _line(text: str) -> Line:
    for kind, pattern in MARKERS:
        if match := pattern.fullmatch(text):
            return Line(kind, match[2].strip(), match[1])
    return Line(LineKind.PLAIN, text)


def letter(number: int) -> str:
    """a, b, ... z, aa, ab ... as Word counts them from the 27th on: aa, bb, cc."""
    rounds, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (rounds + 1)


def misnumbered(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str]]:
    """Each line whose number is not the one that the paper will print, with that one."""
    counters = dict.fromkeys(DEPTH, 0)
    for line in lines:
        if line.kind not in DEPTH:
            continue
        counters[line.kind] += 1
        for kind, depth in DEPTH.items():
            if depth > DEPTH[line.kind]:
                counters[kind] = 0
        count = counters[line.kind]
        expected = letter(count) if line.kind is LineKind.LETTER else str(count)
        if line.marker and line.marker != expected:
            yield line, expected
