"""The text as it becomes when some changes are taken over: articles in our own notation, values as printed."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from service.documents.bodies import DEPTH, LineKind, letter, lines_of
from service.documents.content import ArticleText
from service.documents.tracked.homes import Home, HomeKind
from service.documents.tracked.marks import LINE_END, NONE, PLAIN, Atom, LineStyle, clean

OWN = "tambahan_"  # the key of an article that stands in no template
TYPED_HEADING = re.compile(r"(?:Pasal|PASAL|pasal)\s+\d+[\s.:]*([^a-z]{0,120})")
ENDING = re.compile(r"\s*(?:[;,.]|(?<=[;,])\s*(?:dan|atau)|;\s*(?:dan|atau))+\s*$", re.IGNORECASE)
SMALL = frozenset(
    {"atas", "atau", "bagi", "dalam", "dan", "dari", "dengan", "di", "ke", "oleh", "pada", "secara", "tentang"}
    | {"terhadap", "untuk", "yang"}
)
WORDS = re.compile(r"\s+|[^\s\w]|\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it would be printed: `text` of a single one, `items` of a list."""

    key: str
    part: tuple[str, ...] = ()
    text: str = ""
    items: tuple[str, ...] | None = None


@dataclass(slots=True)
class Rebuilt:
    """The articles in their order, the values that change, and the names of values changed in two ways at once."""

    articles: list[ArticleText] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)


def rebuild(
    atoms: Sequence[Atom], homes: Sequence[Home], articles: Sequence[ArticleText], accepted: Collection[int]
) -> Rebuilt:
    """Take over the changes with these numbers and leave out all others."""
    kept = [atom for atom in atoms if _stays(atom, accepted)]
    found = Rebuilt(_articles(kept, atoms, homes, articles, accepted))
    values: dict[tuple[str, tuple[str, ...]], set[Value]] = defaultdict(set)
    for value in _values(atoms, homes, accepted):
        values[(value.key, value.part)].add(value)
    for (key, _part), said in values.items():
        if len(said) > 1:
            found.torn.append(key)
        found.values.extend(list(said)[:1])
    return found


def _stays(atom: Atom, accepted: Collection[int]) -> bool:
    if atom.ins != NONE:
        return atom.change in accepted
    return atom.dele == NONE or atom.change not in accepted


# -------------------------------------------------------------------------------------------------------------- values
def _values(atoms: Sequence[Atom], homes: Sequence[Home], accepted: Collection[int]) -> Iterator[Value]:
    """Every value in whose home a change was accepted."""
    found: dict[int, list[Atom]] = defaultdict(list)
    changed: set[int] = set()
    for atom in atoms:
        if atom.home != NONE and homes[atom.home].kind in (HomeKind.FIELD, HomeKind.LIST):
            found[atom.home].append(atom)
            if atom.change in accepted:
                changed.add(atom.home)
    for place in sorted(changed):
        home = homes[place]
        kept = [atom for atom in found[place] if _stays(atom, accepted)]
        if home.kind is HomeKind.LIST:
            yield Value(home.key, items=tuple(_items("".join(atom.char for atom in kept))))
        else:
            was = clean("".join(atom.char for atom in found[place] if atom.before))
            yield Value(home.key, home.part, recased(clean("".join(atom.char for atom in kept)), was, home.printed))


def _items(text: str) -> Iterator[str]:
    for line in clean(text).split(LINE_END):
        said = ENDING.sub("", line)
        if said:
            yield said


def recased(now: str, was: str, kept: str) -> str:
    """What was printed in capitals gets the letters of the text back; new words of it begin with a capital."""
    if was == kept or was != kept.upper() or now == was:
        return kept if now == was else now
    known: dict[str, list[str]] = defaultdict(list)
    for word in WORDS.findall(kept):
        known[word.upper()].append(word)
    said = []
    for place, word in enumerate(WORDS.findall(now)):
        earlier = known.get(word)
        if earlier:
            said.append(earlier.pop(0) if len(earlier) > 1 else earlier[0])
        elif word != word.upper() or word.casefold() not in SMALL:
            said.append(word.capitalize() if word == word.upper() else word)
        else:
            said.append(word.lower() if place else word.capitalize())
    return "".join(said)


def _in_title_case(said: str) -> str:
    """A heading typed in capitals, as headings are kept."""
    words = (word.lower() if word.casefold() in SMALL else word.capitalize() for word in WORDS.findall(said))
    text = "".join(words) if said == said.upper() else said
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------------------------------------------------------ articles
@dataclass(slots=True)
class _Line:
    """One line of an article as it will be: its letters and how it is numbered."""

    atoms: list[Atom]
    style: LineStyle


def _articles(
    kept: Sequence[Atom],
    atoms: Sequence[Atom],
    homes: Sequence[Home],
    articles: Sequence[ArticleText],
    accepted: Collection[int],
) -> list[ArticleText]:
    """Each article anew; one in which nothing was accepted stays as it was, to the letter."""
    by_key = {article.key: article for article in articles}
    touched = _touched(atoms, homes, accepted)
    numbers = [int(key[len(OWN) :]) for key in by_key if re.fullmatch(rf"{OWN}\d+", key)]
    fresh = max(numbers, default=0)
    order: list[tuple[str, list[_Line]]] = []
    for line, heading in _lines(kept, homes):
        if line.style.heading:
            known = bool(heading) and all(heading != one for one, _ in order)
            fresh += not known
            order.append((heading if known else f"{OWN}{fresh}", []))
        if order:
            order[-1][1].append(line)
    printed = {key for key, _ in order}
    found = []
    for key, lines in order:
        own = by_key.get(key)
        found.append(own if own is not None and key not in touched else _article(key, lines, homes, own))
    gone = {
        homes[atom.home].article for atom in atoms if atom.home != NONE and homes[atom.home].kind is HomeKind.HEADING
    }
    missing = [article for article in articles if article.key not in printed and article.key not in gone]
    return found + missing


def _touched(atoms: Sequence[Atom], homes: Sequence[Home], accepted: Collection[int]) -> set[str]:
    """The articles that differ once these changes are taken over."""
    return {homes[atom.home].article for atom in atoms if atom.change in accepted and atom.home != NONE} - {""}


def _lines(kept: Sequence[Atom], homes: Sequence[Home]) -> Iterator[tuple[_Line, str]]:
    """The lines of the articles, and for a heading the article whose heading it was."""
    line: list[Atom] = []
    inside = False
    for atom in kept:
        if atom.char != LINE_END:
            line.append(atom)
            continue
        named = [homes[one.home] for one in line if one.home != NONE]
        ours = any(home.article for home in named) or (atom.home != NONE and bool(homes[atom.home].article))
        heading = next((home.key for home in named if home.kind is HomeKind.HEADING), "")
        style = atom.style or PLAIN
        said = "".join(one.char for one in line).strip()
        typed = TYPED_HEADING.fullmatch(said) and all(one.ins != NONE for one in line)
        if (heading or typed) and not style.heading:
            style = LineStyle(style.kind, heading=True)
        if said and (ours or (inside and not named)):
            inside = True
            yield _Line(line, style), heading
        line = []


def _article(key: str, lines: Sequence[_Line], homes: Sequence[Home], known: ArticleText | None) -> ArticleText:
    title = clean("".join(atom.char for atom in lines[0].atoms))
    if typed := TYPED_HEADING.fullmatch(title):
        title = typed[1]
        if not title and len(lines) > 1:  # the title stands on a line of its own
            lines = lines[1:]
            title = clean("".join(atom.char for atom in lines[0].atoms))
    if known is not None:
        title = recased(title, clean(known.title).upper(), clean(known.title))
    else:
        title = _in_title_case(title)
    body = list(_body(lines[1:], homes, known))
    return ArticleText(key, title, "\n".join(body))


def _body(lines: Sequence[_Line], homes: Sequence[Home], known: ArticleText | None) -> Iterator[str]:
    counters = dict.fromkeys(DEPTH, 0)
    own = lines_of(known.body) if known else ()
    lone: set[int] = set()
    for line in lines:
        said = _in_notation(line, homes)
        number = _lone_number(line, homes)
        if number is not None:
            if number not in lone and number < len(own):
                lone.add(number)
                yield own[number].text
            continue
        kind = line.style.kind
        if kind not in DEPTH or next(iter(lines_of(said))).kind is not LineKind.PLAIN:
            yield said  # its number was typed by hand, or it has none
            continue
        counters[kind] += 1
        for each, depth in DEPTH.items():
            if depth > DEPTH[kind]:
                counters[each] = 0
        yield f"{_marker(kind, counters[kind])} {said}"


def _marker(kind: LineKind, count: int) -> str:
    if kind is LineKind.CLAUSE:
        return f"({count})"
    return f"{letter(count)}." if kind is LineKind.LETTER else f"{count})"


def _lone_number(line: _Line, homes: Sequence[Home]) -> int | None:
    """The line of the body where a whole field stands, if this is one of its printed lines."""
    for atom in line.atoms:
        if atom.home != NONE and homes[atom.home].kind is HomeKind.LIST:
            return homes[atom.home].number
    if line.style.kind is LineKind.DETAIL:
        return next((homes[one.home].number for one in line.atoms if one.home != NONE and homes[one.home].key), None)
    return None


def _in_notation(line: _Line, homes: Sequence[Home]) -> str:
    """The words of a line; a value printed in it is its place `{name}` again."""
    said: list[str] = []
    printed: set[int] = set()
    for atom in line.atoms:
        home = homes[atom.home] if atom.home != NONE else None
        if home is None or home.kind is not HomeKind.FIELD:
            said.append(atom.char)
        elif atom.home not in printed:
            printed.add(atom.home)
            said.append("{" + home.key + "}")
    return clean("".join(said))
