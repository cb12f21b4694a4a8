"""Which clauses an office may use and must use; the key of an article in a text names clause and edition."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.documents.clause_models import Clause, ClauseEdition
from service.documents.content import ArticleText
from service.documents.models import EditionState
from service.offices import queries as offices

KEY = re.compile(r"klausul_([0-9a-f]{8,12})_(\d{1,4})")


def key_of(clause: Clause, edition: ClauseEdition) -> str:
    """The key that an article made from this edition has in a text."""
    return f"klausul_{clause.code}_{edition.number}"


def code_in(key: str) -> str:
    """The code of the clause an article was made from; empty for an article of the template or the drafter's own."""
    match = KEY.fullmatch(key)
    return match[1] if match else ""


def article_of(clause: Clause, edition: ClauseEdition) -> ArticleText:
    """The article that a text gets when the clause is inserted."""
    return ArticleText(key_of(clause, edition), edition.title, edition.body)


def in_reach(session: Session, office_id: UUID, *, kind: str = "", category: str = "") -> list[Clause]:
    """The published clauses of an office and those above it that fit a kind of paper and of partner, by topic."""
    near = [office_id, *offices.ids_above(session, office_id)]
    query = select(Clause).where(Clause.office_id.in_(near), Clause.state == EditionState.PUBLISHED.value)
    if kind:
        query = query.where(Clause.kind.in_(["", kind]))
    if category:
        query = query.where(Clause.category.in_(["", category]))
    found = [one for one in session.scalars(query) if one.current is not None]
    return sorted(found, key=lambda one: (one.topic, one.current.title if one.current else "", one.code))


def mandatory(session: Session, office_id: UUID, *, kind: str, category: str) -> list[Clause]:
    """The clauses that a text of this office must carry."""
    return [one for one in in_reach(session, office_id, kind=kind, category=category) if one.mandatory]


def missing(required: Iterable[Clause], articles: Iterable[ArticleText]) -> list[Clause]:
    """The clauses that are not in a text; an older edition counts, for a text keeps what it began with."""
    present = {code_in(one.key) for one in articles}
    return [one for one in required if one.code not in present]


@dataclass(frozen=True, slots=True)
class Origin:
    """The clause and the edition that an article was made from, and whether the article still says the same."""

    clause: Clause
    edition: ClauseEdition
    edited: bool


def origins(session: Session, articles: Iterable[ArticleText]) -> dict[str, Origin]:
    """For each article made from a clause, by its key: where it comes from; what is unknown is left out."""
    keyed = {one.key: one for one in articles if code_in(one.key)}
    if not keyed:
        return {}
    codes = {code_in(key) for key in keyed}
    found = {one.code: one for one in session.scalars(select(Clause).where(Clause.code.in_(codes)))}
    result = {}
    for key, article in keyed.items():
        match = KEY.fullmatch(key)
        clause = found.get(match[1]) if match else None
        number = int(match[2]) if match else 0
        edition = next((one for one in clause.editions if one.number == number), None) if clause else None
        if clause and edition:
            same = (article.title, article.body) == (edition.title, edition.body)
            result[key] = Origin(clause, edition, edited=not same)
    return result
