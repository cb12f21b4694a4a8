"""From single letters to changes that a person can decide on, each with the place where it belongs."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from service.core.refusals import Refused
from service.documents.tracked.homes import OUTSIDE, Home, HomeKind
from service.documents.tracked.marks import (
    LINE_END,
    MOST_CHANGES,
    NONE,
    UNTRACKED,
    Atom,
    Revision,
    clean,
    text_after,
    text_before,
)

CONTEXT = 60
NEAR = 200  # letters in which a new end of a line is looked for
LONGEST_SHOWN = 4_000
LINE_SIGN = "¶"


@dataclass(frozen=True, slots=True)
class Change:
    """One change as it is shown and decided. An unmarked one has no author and no date.

    `home` is where it belongs. `taken` and `put` are the words it takes out and puts in; of a value they are the
    whole value before and after. `barrier` is the code of the reason why it cannot be taken over, if it cannot.
    `drops_article` says that the heading of an article is taken out. `move` joins the two ends of moved text.
    """

    number: int
    home: Home
    author: str
    at: str
    tracked: bool
    taken: str
    put: str
    before: str
    after: str
    move: str = ""
    barrier: str = ""
    drops_article: bool = False


def gather(atoms: Sequence[Atom], homes: Sequence[Home], revisions: Sequence[Revision]) -> list[Change]:
    """Number the letters of every change and tell of each change; in the order of the text."""
    found = _Gatherer(atoms, homes, revisions)
    return found.all()


class _Gatherer:
    def __init__(self, atoms: Sequence[Atom], homes: Sequence[Home], revisions: Sequence[Revision]) -> None:
        self.atoms, self.homes, self.revisions = atoms, homes, revisions
        self.sizes = Counter(atom.home for atom in atoms if atom.before and atom.home != NONE)
        self.by_article = {home.article: place for place, home in enumerate(homes) if home.kind is HomeKind.ARTICLE}
        self._settle_blanks()
        self.standing = [place for place, atom in enumerate(atoms) if atom.before]
        self.held: dict[int, list[int]] = defaultdict(list)
        for place, atom in enumerate(atoms):
            if atom.before:
                self.held[atom.home].append(place)

    def all(self) -> list[Change]:
        values: dict[int, list[int]] = {}
        rest: list[tuple[int, list[int]]] = []
        for home, places in self._groups():
            if self.homes[home].kind is HomeKind.FIELD and not self.atoms[places[0]].in_row:
                if home not in values:
                    rest.append((home, values.setdefault(home, [])))
                values[home].extend(places)
            else:
                rest.append((home, places))
        if len(rest) > MOST_CHANGES:
            raise Refused("tracked_too_many", count=len(rest), limit=MOST_CHANGES)
        return [self._change(number, home, places) for number, (home, places) in enumerate(rest, 1)]

    # ------------------------------------------------------------------------------------------------------- grouping
    def _settle_blanks(self) -> None:
        """Blanks and empty lines that were not compared belong where their neighbours do."""
        last = 0
        for atom in self.atoms:
            if atom.home != NONE:
                last = atom.home
            elif atom.before:
                atom.home = last

    def _groups(self) -> Iterator[tuple[int, list[int]]]:
        """Runs of changed letters by one hand and in one place, with the home of each."""
        start = 0
        for changed, run in groupby(self.atoms, key=lambda one: one.ins != NONE or one.dele != NONE):
            length = sum(1 for _ in run)
            places = range(start, start + length)
            start += length
            for _, hand in groupby(places, key=self._hand) if changed else ():
                for home, found in self._by_zone(list(hand)):
                    if any(self.atoms[one].char == LINE_END or not self.atoms[one].char.isspace() for one in found):
                        yield home, found

    def _hand(self, place: int) -> tuple[str, str, bool]:
        atom = self.atoms[place]
        mark = atom.ins if atom.ins != NONE else atom.dele
        if mark == UNTRACKED:
            return "", "", atom.in_row
        made = self.revisions[mark]
        return made.author + "\0", made.move, atom.in_row

    def _by_zone(self, places: list[int]) -> Iterator[tuple[int, list[int]]]:
        gone = [place for place in places if self.atoms[place].dele != NONE]
        if not gone:
            yield self._home_of_new(places), places
            return
        whole = self._in_one_article(gone)
        if whole is not None:
            yield whole, places
            return
        first = gone[0]
        current, part = self.atoms[first].home, [place for place in places if place < first]
        for place in places[len(part) :]:
            atom = self.atoms[place]
            if atom.dele != NONE and self.homes[atom.home].zone != self.homes[current].zone:
                yield current, part
                current, part = atom.home, []
            part.append(place)
        yield current, part

    def _in_one_article(self, gone: Sequence[int]) -> int | None:
        """The home of a change within one article that takes out values printed there only whole."""
        taken = Counter(self.atoms[place].home for place in gone)
        homes = [self.homes[home] for home in taken]
        articles = {home.article for home in homes}
        if len(articles) != 1 or "" in articles or all(home.kind is HomeKind.FIELD for home in homes):
            return None
        if any(home.kind is HomeKind.LIST for home in homes):
            return None
        if any(self.homes[home].kind is HomeKind.FIELD and self.sizes[home] > taken[home] for home in taken):
            return None
        return next(home for home in taken if self.homes[home].kind is not HomeKind.FIELD)

    # ------------------------------------------------------------------------------------------- where new words belong
    def _home_of_new(self, places: Sequence[int]) -> int:
        left, right = self._neighbour(places[0], -1), self._neighbour(places[-1], 1)
        if left is None or right is None:
            only = left if left is not None else right
            return 0 if only is None else self.atoms[only].home
        starts_line = self.atoms[left].char == LINE_END
        ends_line = self.atoms[places[-1]].char == LINE_END
        if starts_line and ends_line:
            return self._home_of_lines(places[-1], left, right)
        if starts_line:
            return self.atoms[right].home
        return self._between(self.atoms[left].home, self.atoms[right].home)

    def _neighbour(self, place: int, step: int) -> int | None:
        """The nearest letter of the text before all changes, on the left (-1) or on the right (1)."""
        index = bisect_left(self.standing, place) - 1 if step < 0 else bisect_right(self.standing, place)
        return self.standing[index] if 0 <= index < len(self.standing) else None

    def _home_of_lines(self, end: int, left: int, right: int) -> int:
        """Whole new lines stand between two lines: they go with the one they look like, or with what can hold them."""
        one, other = self.atoms[left].home, self.atoms[right].home
        kinds = {HomeKind.ARTICLE, HomeKind.HEADING, HomeKind.LIST}
        before, behind = self.homes[one], self.homes[other]
        if before.zone == behind.zone or behind.kind not in {HomeKind.ARTICLE, HomeKind.LIST}:
            return one if before.kind in kinds else other if behind.kind in kinds - {HomeKind.HEADING} else one
        if before.kind not in kinds:
            return other
        style = self.atoms[end].style
        return other if style == self._style_of(right) != self.atoms[left].style else one

    def _style_of(self, place: int) -> object:
        while self.atoms[place].char != LINE_END or not self.atoms[place].before:
            place += 1
        return self.atoms[place].style

    def _between(self, one: int, other: int) -> int:
        left, right = self.homes[one], self.homes[other]
        if left.zone == right.zone:
            return one
        if left.article and left.article == right.article:
            inner = {HomeKind.FIELD, HomeKind.LIST}
            own = next((home for home in (one, other) if self.homes[home].kind not in inner), None)
            return own if own is not None else self.by_article.get(left.article, one)
        return other if left.kind is HomeKind.OUTSIDE else one

    # ---------------------------------------------------------------------------------------------------------- telling
    def _change(self, number: int, home: int, places: Sequence[int]) -> Change:
        self._number(number, home, places)
        atoms = [self.atoms[place] for place in places]
        marks = [atom.ins if atom.ins != NONE else atom.dele for atom in atoms]
        made = [self.revisions[mark] for mark in dict.fromkeys(marks) if mark != UNTRACKED]
        found = self.homes[home] if not atoms[0].in_row else OUTSIDE
        change = Change(
            number,
            found,
            ", ".join(dict.fromkeys(one.author for one in made)),
            max((one.at for one in made), default=""),
            UNTRACKED not in marks,
            _said("".join(atom.char for atom in atoms if atom.dele != NONE)),
            _said("".join(atom.char for atom in atoms if atom.ins != NONE)),
            self._around(places[0], -1),
            "" if atoms[-1].char == LINE_END else self._around(places[-1], 1),
            next((one.move for one in made if one.move), ""),
        )
        if found.kind is HomeKind.FIELD:
            change = self._of_value(change, home, places)
        return _cut(replace(change, barrier=_barrier(change, atoms), drops_article=self._drops(atoms)))

    def _number(self, number: int, home: int, places: Sequence[int]) -> None:
        """Number the letters of a change; new ones live where the change belongs."""
        for place in places:
            atom = self.atoms[place]
            atom.change = number
            if atom.ins != NONE:
                atom.home = home
                if atom.char == LINE_END and self.homes[home].kind is HomeKind.HEADING:
                    home = self.by_article.get(self.homes[home].article, home)  # below the heading the text begins

    def _of_value(self, change: Change, home: int, places: Sequence[int]) -> Change:
        """Of a value the whole is told: what it was and what it becomes."""
        atoms = [self.atoms[place] for place in sorted({*self.held[home], *places})]
        return replace(change, taken=text_before(atoms), put=text_after(atoms), before="", after="")

    def _around(self, place: int, step: int) -> str:
        """The words of the text before all changes that stand beside a place, within its line."""
        index = bisect_left(self.standing, place) - 1 if step < 0 else bisect_right(self.standing, place)
        chars: list[str] = []
        if step < 0 and index >= 0:  # below a new end of a line nothing stands before it
            new = self.atoms[max(self.standing[index] + 1, place - NEAR) : place]
            index = -1 if any(atom.char == LINE_END for atom in new) else index
        while 0 <= index < len(self.standing) and len(chars) < CONTEXT:
            char = self.atoms[self.standing[index]].char
            if char == LINE_END:
                break
            chars.append(char)
            index += step
        return "".join(chars[::step])

    def _drops(self, atoms: Sequence[Atom]) -> bool:
        """Whether nothing is left of the heading of an article."""
        if any(atom.ins != NONE and not atom.char.isspace() for atom in atoms):
            return False
        gone = Counter(atom.home for atom in atoms if atom.dele != NONE and not atom.char.isspace())
        return any(
            count == sum(1 for place in self.held[home] if not self.atoms[place].char.isspace())
            for home, count in gone.items()
            if self.homes[home].kind is HomeKind.HEADING
        )


def _said(letters: str) -> str:
    """The words of a change; where it only parts or joins lines, the sign for the end of a line."""
    return clean(letters) or (LINE_SIGN if LINE_END in letters else "")


def _barrier(change: Change, atoms: Sequence[Atom]) -> str:
    if any(atom.in_row for atom in atoms):
        return "returned_table_row"
    if change.home.kind is HomeKind.OUTSIDE:
        return "returned_outside"
    if change.home.kind is HomeKind.FIELD:
        if "" in change.home.part:
            return "returned_reference"
        if LINE_END in change.put:
            return "returned_line_in_value"
    return ""


def _cut(change: Change) -> Change:
    if max(len(change.taken), len(change.put)) <= LONGEST_SHOWN:
        return change
    return replace(change, taken=change.taken[:LONGEST_SHOWN], put=change.put[:LONGEST_SHOWN])
