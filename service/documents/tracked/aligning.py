"""Laying a returned document over the one that was sent: letters find their homes, what differs unmarked shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from service.documents.tracked.marks import LINE_END, NONE, UNTRACKED, Atom, Reading

TOKENS = re.compile(r"\n| |[^\s\w]|\w+", re.UNICODE)
Span = tuple[bool, int, int, int, int]  # whether equal; letters a to b of the sent text, c to d of the returned one
LARGE = 4_000_000  # above this many pairs of words the common ones are not looked at: it would take minutes
ALIKE = 0.3  # lines with less in common than this are taken as replaced whole


@dataclass(slots=True)
class View:
    """A text as it is compared: doubled blanks and empty lines are left out, `at` says where each letter stands."""

    chars: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The letters as one text."""
        return "".join(self.chars)


def view_of(atoms: Sequence[Atom]) -> View:
    """The text with all changes rejected."""
    view = View()
    waiting = -1
    for index, atom in enumerate(atoms):
        if not atom.before:
            continue
        if atom.char == LINE_END:
            waiting = -1
            if view.chars and view.chars[-1] != LINE_END:
                view.chars.append(LINE_END)
                view.at.append(index)
        elif atom.char.isspace():
            if waiting < 0 and view.chars and view.chars[-1] != LINE_END:
                waiting = index
        else:
            if waiting >= 0:
                view.chars.append(" ")
                view.at.append(waiting)
                waiting = -1
            view.chars.append(atom.char)
            view.at.append(index)
    return view


def lay_over(sent: Sequence[Atom], returned: Reading) -> list[Atom]:
    """The returned letters with their homes; what differs from the sent text bears `UNTRACKED` marks.

    Letters of the sent text that are gone without a mark stand among them again, as taken out. The comments of the
    reading are moved along.
    """
    atoms = returned.atoms
    ours, theirs = view_of(sent), view_of(atoms)
    missing: dict[int, list[Atom]] = {}
    for equal, a, b, c, d in differences(ours.text, theirs.text):
        if equal:
            for i, j in zip(range(a, b), range(c, d), strict=True):
                atoms[theirs.at[j]].home = sent[ours.at[i]].home
            continue
        for j in range(c, d):
            atoms[theirs.at[j]].ins = UNTRACKED
        before = theirs.at[c] if c < len(theirs.at) else len(atoms)
        gone = (sent[ours.at[i]] for i in range(a, b))
        missing.setdefault(before, []).extend(Atom(one.char, NONE, UNTRACKED, one.style, home=one.home) for one in gone)
    return _with_missing(atoms, missing, returned)


def _with_missing(atoms: list[Atom], missing: dict[int, list[Atom]], returned: Reading) -> list[Atom]:
    found: list[Atom] = []
    moved: list[int] = []
    for index, atom in enumerate(atoms):
        found.extend(missing.get(index, ()))
        moved.append(len(found))
        if NONE in (atom.ins, atom.dele):  # else put in and taken out again: it stands in neither text
            found.append(atom)
    moved.append(len(found))
    found.extend(missing.get(len(atoms), ()))
    struck = sum(1 for one in atoms if NONE not in (one.ins, one.dele))
    if struck:
        returned.note("struck_again", 1)
    returned.comments = [
        type(one)(one.author, one.at, one.text, moved[one.start], moved[one.end]) for one in returned.comments
    ]
    return found


def differences(ours: str, theirs: str) -> Iterator[Span]:
    """Ranges that are equal or differ, in order; first by lines, then by words within lines that differ."""
    mine, other = ours.split(LINE_END), theirs.split(LINE_END)
    starts, their_starts = _starts(mine), _starts(other)
    matcher = SequenceMatcher(None, mine, other, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        a, b = starts[i1], min(starts[i2], len(ours))
        c, d = their_starts[j1], min(their_starts[j2], len(theirs))
        if tag == "replace":
            yield from _by_words(ours[a:b], theirs[c:d], a, c)
        else:
            yield tag == "equal", a, b, c, d


def _starts(lines: Sequence[str]) -> list[int]:
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line) + 1)
    return found


def _by_words(ours: str, theirs: str, a: int, c: int) -> Iterator[Span]:
    mine, other = TOKENS.findall(ours), TOKENS.findall(theirs)
    starts, their_starts = _lengths(mine), _lengths(other)
    matcher = SequenceMatcher(None, mine, other, autojunk=len(mine) * len(other) > LARGE)
    if matcher.ratio() < ALIKE:
        yield False, a, a + len(ours), c, c + len(theirs)
        return
    steps = _without_lone_blanks(matcher.get_opcodes(), mine)
    for equal, i1, i2, j1, j2 in steps:
        yield equal, a + starts[i1], a + starts[i2], c + their_starts[j1], c + their_starts[j2]


def _without_lone_blanks(steps: Sequence[tuple[str, int, int, int, int]], tokens: Sequence[str]) -> list[Span]:
    """The steps, where a blank between two differences is part of one difference."""
    found: list[Span] = []
    for number, (tag, i1, i2, j1, j2) in enumerate(steps):
        blank = 0 < number < len(steps) - 1 and all(one == " " for one in tokens[i1:i2])
        equal = tag == "equal" and not blank
        if found and not equal and not found[-1][0]:
            _, start, _, their_start, _ = found.pop()
            found.append((False, start, i2, their_start, j2))
        else:
            found.append((equal, i1, i2, j1, j2))
    return found


def _lengths(tokens: Sequence[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found
