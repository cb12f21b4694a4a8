"""The places of our own text where a letter can belong: an article, a value, a list, or none of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from service.documents.tracked.marks import LINE_END, Atom
from service.documents.tracked.origins import Origin, OriginKind, Printed


class HomeKind(StrEnum):
    """What a place is."""

    HEADING = "heading"
    ARTICLE = "article"
    LIST = "list"  # the lines of one field, each an item
    FIELD = "field"  # one printing of one value
    OUTSIDE = "outside"  # words of the template, numbers, dates of signing


@dataclass(frozen=True, slots=True)
class Home:
    """One place. `article` is the article it stands in, `number` the line of its body, `place` the printing."""

    kind: HomeKind
    key: str = ""
    article: str = ""
    number: int = 0
    place: int = 0
    part: tuple[str, ...] = ()
    printed: str = ""

    @property
    def zone(self) -> tuple[str, str | int]:
        """What a change may not reach across without falling into two."""
        if self.kind in (HomeKind.HEADING, HomeKind.ARTICLE):
            return "article", self.article
        if self.kind is HomeKind.OUTSIDE:
            return "outside", 0
        return self.kind.value, self.place


OUTSIDE = Home(HomeKind.OUTSIDE)


def settle(printed: Printed) -> list[Home]:
    """Give every letter of our own paper its home; the homes are numbered from 0, which is outside."""
    homes = [OUTSIDE]
    known = {OUTSIDE: 0}
    last: Home | None = None
    for start, end in paragraphs(printed.atoms):
        found = list(_of_paragraph(printed, start, end, last))
        last = found[-1]
        for atom, home in zip(printed.atoms[start:end], found, strict=True):
            if home not in known:
                known[home] = len(homes)
                homes.append(home)
            atom.home = known[home]
    return homes


def paragraphs(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """The paragraphs as ranges of letters, each with its end."""
    start = 0
    for index, atom in enumerate(atoms):
        if atom.char == LINE_END:
            yield start, index + 1
            start = index + 1


def _of_paragraph(printed: Printed, start: int, end: int, last: Home | None) -> Iterator[Home]:
    owners = printed.owners[start : end - 1]
    inner = [printed.places[places[-1]] if places else None for places in owners]
    line = next((printed.places[places[0]] for places in owners if places), None)
    item = next((one for one in inner if one is not None and one.item), None)
    if line is None:
        yield from [OUTSIDE] * (end - start)
    elif line.kind is OriginKind.TITLE:
        yield from [Home(HomeKind.HEADING, line.key, line.key)] * (end - start)
    elif item is not None:
        yield from [_list(item, line, owners, last)] * (end - start)
    else:
        around = Home(HomeKind.ARTICLE, line.key, line.key, line.number) if line.kind is OriginKind.LINE else OUTSIDE
        found = [_letter(printed, places, around) for places in owners]
        yield from found
        alone = found and found[0].kind is HomeKind.FIELD and all(one == found[0] for one in found)
        yield found[0] if alone else around


def _list(item: Origin, line: Origin, owners: Sequence[tuple[int, ...]], last: Home | None) -> Home:
    """The home of a whole line of a list: that of the line before, if the list goes on."""
    article = line.key if line.kind is OriginKind.LINE else ""
    if last is not None and (last.kind, last.key, last.article) == (HomeKind.LIST, item.key, article):
        return last
    place = next(places[-1] for places in owners if places)
    return Home(HomeKind.LIST, item.key, article, line.number, place)


def _letter(printed: Printed, places: tuple[int, ...], around: Home) -> Home:
    if not places:
        return Home(HomeKind.OUTSIDE) if around.kind is HomeKind.OUTSIDE else around
    origin = printed.places[places[-1]]
    if origin.kind is not OriginKind.FIELD:
        return around
    return Home(HomeKind.FIELD, origin.key, around.article, around.number, places[-1], origin.part, origin.printed)
