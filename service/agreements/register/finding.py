"""Finding agreements by text on either database, and ranking what was found by where it was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, column, exists, false, literal, literal_column, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from service.agreements.models import Agreement
from service.agreements.register.asking import Asked, Clause, to_fts5, to_tsquery
from service.agreements.register.ddl import NAME
from service.agreements.register.models import SearchEntry, office_mark

_FTS5 = table(NAME, column("rowid"), column(NAME))
_VECTORS = table(NAME, column("agreement_id"), column("outline", TSVECTOR), column("everything", TSVECTOR))
_WEIGHTS = (("title", 10), ("number", 10), ("partner", 6), ("office", 3))


MOST_MARKS = 100  # offices named in one question; whoever sees more is asked of every hit


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks: the offices whose agreements he sees (None: all), and whose text he may read (rule 33)."""

    offices: frozenset[UUID] | None
    readable: ColumnElement[bool]


def hits(session: Session, asked: Asked, eyes: Eyes) -> Select[Any]:
    """The agreements found by their fields, and by their text where it may be read: id and when they last moved.

    The query starts at the index of words, which knows the offices too: of what others have, no hit is looked at. The
    caller still puts his conditions to every agreement; the marks of offices only spare work.
    """
    whole, outline = _said(session, asked, eyes, outline=False), _said(session, asked, eyes, outline=True)
    if _sqlite(session):
        found: Any = select(Agreement.id, Agreement.stage_since).select_from(
            _FTS5.join(SearchEntry, SearchEntry.id == _FTS5.c.rowid).join(
                Agreement, Agreement.id == SearchEntry.agreement_id
            )
        )
        fields = _FTS5.alias("fields")
        in_fields = select(fields.c.rowid).where(literal_column(f"fields.{NAME}").op("MATCH")(outline))
        found = found.where(_FTS5.c[NAME].op("MATCH")(whole))
        allowed = or_(eyes.readable, _FTS5.c.rowid.in_(in_fields))
    else:
        found = select(Agreement.id, Agreement.stage_since).join(_VECTORS, _VECTORS.c.agreement_id == Agreement.id)
        found = found.where(_VECTORS.c.everything.op("@@")(_tsquery(whole)))
        allowed = or_(eyes.readable, _VECTORS.c.outline.op("@@")(_tsquery(outline)))
    query: Select[Any] = found if isinstance(eyes.readable, True_) else found.where(allowed)
    return query


def matches(session: Session, asked: Asked, eyes: Eyes, *, one_by_one: bool = False) -> ColumnElement[bool]:
    """The same as a condition.

    `one_by_one` asks of each agreement in turn whether it matches, which is quicker where most do and few are wanted.
    """
    if not asked.clauses:
        return false()
    asks = _asked_of_each if one_by_one else _among_hits
    found = asks(session, _said(session, asked, eyes, outline=False), outline=False)
    if isinstance(eyes.readable, True_):
        return found
    return or_(asks(session, _said(session, asked, eyes, outline=True), outline=True), found & eyes.readable)


def _said(session: Session, asked: Asked, eyes: Eyes, *, outline: bool) -> str:
    few = eyes.offices is not None and len(eyes.offices) <= MOST_MARKS
    marks = [office_mark(one) for one in sorted(eyes.offices or ())] if few else []
    return to_fts5(asked, outline=outline, marks=marks) if _sqlite(session) else to_tsquery(asked, marks=marks)


def _among_hits(session: Session, said: str, *, outline: bool) -> ColumnElement[bool]:
    return Agreement.id.in_(_ids(session, said, outline=outline))


def _asked_of_each(session: Session, said: str, *, outline: bool) -> ColumnElement[bool]:
    if _sqlite(session):
        entry = select(SearchEntry.id).where(SearchEntry.agreement_id == Agreement.id).scalar_subquery()
        match = _FTS5.c[NAME].op("MATCH")(said)
        return exists(select(_FTS5.c.rowid).where(_FTS5.c.rowid == entry, match).correlate(Agreement))
    vector = _VECTORS.c.outline if outline else _VECTORS.c.everything
    query = select(_VECTORS.c.agreement_id).where(_VECTORS.c.agreement_id == Agreement.id)
    # the offset keeps PostgreSQL from joining the whole index of words instead
    return exists(query.where(vector.op("@@")(_tsquery(said))).offset(0).correlate(Agreement))


def _ids(session: Session, said: str, *, outline: bool) -> Select[UUID]:
    if _sqlite(session):
        found = select(_FTS5.c.rowid).where(_FTS5.c[NAME].op("MATCH")(said))
        return select(SearchEntry.agreement_id).where(SearchEntry.id.in_(found))
    vector = _VECTORS.c.outline if outline else _VECTORS.c.everything
    return select(_VECTORS.c.agreement_id).where(vector.op("@@")(_tsquery(said)))


def ranked(session: Session, asked: Asked, ids: list[UUID]) -> list[UUID]:
    """These agreements, the best hit first: by the fields that were hit, else as they came. The same on both databases.

    The text of a paper brings a line in and does not move it up.
    """
    columns = [getattr(SearchEntry, name) for name, _ in _WEIGHTS]
    query = select(SearchEntry.agreement_id, *columns).where(SearchEntry.agreement_id.in_(ids))
    ranks = {row[0]: _rank(asked, row[1:]) for row in session.execute(query)}
    return sorted(ids, key=lambda one: -ranks.get(one, 0))


def _rank(asked: Asked, fields: Sequence[str]) -> int:
    return sum(
        max(weight if _stands(clause, field) else 0 for (_, weight), field in zip(_WEIGHTS, fields, strict=True))
        for clause in asked.clauses
    )


def _stands(clause: Clause, field: str) -> bool:
    begun = bool(clause.begun) and f" {' '.join((*clause.keys[:-1], clause.begun))}" in f" {field}"
    return begun or f" {' '.join(clause.keys)} " in f" {field} "


def _tsquery(said: str) -> ColumnElement[Any]:
    return cast(literal(said), TSQUERY)


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
