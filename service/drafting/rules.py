"""The order of articles, the state of a section, and which regulations are cited in an outdated way."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from service.documents.content import ArticleText

OWN = "tambahan_"


class SectionState(StrEnum):
    """How far a section of the form is."""

    EMPTY = "empty"
    PARTIAL = "partial"
    COMPLETE = "complete"


def section_state(*, filled: int, faults: int) -> SectionState:
    """The state of a section with so many filled fields and so many faults."""
    if not faults:
        return SectionState.COMPLETE
    return SectionState.PARTIAL if filled else SectionState.EMPTY


# ------------------------------------------------------------------------------------------------------------ articles
Articles = tuple[ArticleText, ...]


def _place(articles: Articles, key: str) -> int | None:
    return next((place for place, one in enumerate(articles) if one.key == key), None)


def move(articles: Articles, key: str, by: int) -> Articles:
    """An article some places further down (or up, with a negative number); it stops at either end."""
    place = _place(articles, key)
    if place is None:
        return articles
    others = [one for one in articles if one.key != key]
    target = max(0, min(len(others), place + by))
    return (*others[:target], articles[place], *others[target:])


def rewrite(articles: Articles, key: str, title: str, body: str) -> Articles:
    """An article with another heading and text."""
    return tuple(replace(one, title=title, body=body) if one.key == key else one for one in articles)


def remove(articles: Articles, key: str, *, mandatory: Collection[str]) -> Articles | None:
    """The articles without one, or None where the template does not let it go."""
    return None if key in mandatory else tuple(one for one in articles if one.key != key)


def add_own(articles: Articles, title: str, body: str) -> tuple[Articles, str]:
    """The articles with one of the drafter's own before the last one, and its key."""
    numbers = [int(one.key[len(OWN) :]) for one in articles if re.fullmatch(rf"{OWN}\d+", one.key)]
    key = f"{OWN}{max(numbers, default=0) + 1}"
    own = ArticleText(key, title, body)
    return (*articles[:-1], own, *articles[-1:]), key


def bring_back(articles: Articles, key: str, defaults: Sequence[ArticleText]) -> Articles:
    """An article of the template that was left out, put back behind the one it follows in the template."""
    if _place(articles, key) is not None:
        return articles
    order = [one.key for one in defaults]
    if key not in order:
        return articles
    found = defaults[order.index(key)]
    before = [place for place, one in enumerate(articles) if one.key in order[: order.index(key)]]
    target = max(before, default=-1) + 1
    return (*articles[:target], found, *articles[target:])


# --------------------------------------------------------------------------------------------------------- legal bases
@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation that may be cited (rule 38)."""

    form: str
    number: str
    year: int
    subject: str = ""
    amended_by: tuple[str, ...] = ()
    revoked_by: str = ""
    source: str = ""

    @property
    def name(self) -> str:
        """How it is named: "Undang-Undang Nomor 7 Tahun 2017"."""
        return f"{self.form} Nomor {self.number} Tahun {self.year}"

    @property
    def citation(self) -> str:
        """How it is cited whole, with what amended it."""
        whole = f"{self.name} tentang {self.subject}" if self.subject else self.name
        return f"{whole} sebagaimana telah diubah dengan {self.amended_by[-1]}" if self.amended_by else whole


class CitationFault(StrEnum):
    """What is wrong with citing a regulation this way."""

    REVOKED = "citation_revoked"
    AMENDED = "citation_amended"


@dataclass(frozen=True, slots=True)
class CitationFlag:
    """A cited regulation that is revoked, or amended without the citation saying so."""

    place: int
    fault: CitationFault
    name: str
    by: str


def flag_citations(lines: Sequence[str], regulations: Sequence[Regulation]) -> tuple[CitationFlag, ...]:
    """Every citation among these lines that a lawyer would correct (rule 38)."""
    flags = []
    for place, line in enumerate(lines):
        said = _reduced(line)
        for one in regulations:
            if not said.startswith(_reduced(one.name)):
                continue
            if one.revoked_by:
                flags.append(CitationFlag(place, CitationFault.REVOKED, one.name, one.revoked_by))
            elif one.amended_by and not any(_reduced(by) in said for by in one.amended_by):
                flags.append(CitationFlag(place, CitationFault.AMENDED, one.name, one.amended_by[-1]))
    return tuple(flags)


def _reduced(text: str) -> str:
    words: Callable[[str], list[str]] = re.compile(r"[a-z0-9]+").findall
    short = {"uu": "undang undang", "no": "nomor", "perbawaslu": "peraturan badan pengawas pemilihan umum"}
    return " ".join(short.get(word, word) for word in words(text.casefold()))
