"""Finding agreements by text on either database, and ranking what was found by where it was found."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, column, exists, false, literal, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from service.agreements.models import Agreement
from service.agreements.register.asking import Asked, Clause, to_fts5, to_tsquery
from service.agreements.register.ddl import NAME
from service.agreements.register.models import SearchEntry

_FTS5 = table(NAME, column("rowid"), column(NAME))
_VECTORS = table(NAME, column("agreement_id"), column("outline", TSVECTOR), column("everything", TSVECTOR))
_WEIGHTS = (("title", 10), ("number", 10), ("partner", 6), ("office", 3))


def matches(
    session: Session, asked: Asked, readable: ColumnElement[bool], *, one_by_one: bool = False
) -> ColumnElement[bool]:
    """Agreements found by their fields, and by their text where it may be read (rule 33).

    `one_by_one` asks of each agreement in turn whether it matches, which is quicker where most do and few are wanted.
    """
    if not asked.clauses:
        return false()
    asks = _asked_of_each if one_by_one else _among_hits
    found = asks(session, asked, outline=False)
    if isinstance(readable, True_):
        return found
    return or_(asks(session, asked, outline=True), found & readable)


def _among_hits(session: Session, asked: Asked, *, outline: bool) -> ColumnElement[bool]:
    return Agreement.id.in_(_ids(session, asked, outline=outline))


def _asked_of_each(session: Session, asked: Asked, *, outline: bool) -> ColumnElement[bool]:
    if _sqlite(session):
        entry = select(SearchEntry.id).where(SearchEntry.agreement_id == Agreement.id).scalar_subquery()
        match = _FTS5.c[NAME].op("MATCH")(to_fts5(asked, outline=outline))
        return exists(select(_FTS5.c.rowid).where(_FTS5.c.rowid == entry, match).correlate(Agreement))
    vector = _VECTORS.c.outline if outline else _VECTORS.c.everything
    query = select(_VECTORS.c.agreement_id).where(_VECTORS.c.agreement_id == Agreement.id)
    return exists(query.where(vector.op("@@")(_tsquery(asked))).correlate(Agreement))


def _ids(session: Session, asked: Asked, *, outline: bool) -> Select[UUID]:
    if _sqlite(session):
        hits = select(_FTS5.c.rowid).where(_FTS5.c[NAME].op("MATCH")(to_fts5(asked, outline=outline)))
        return select(SearchEntry.agreement_id).where(SearchEntry.id.in_(hits))
    vector = _VECTORS.c.outline if outline else _VECTORS.c.everything
    return select(_VECTORS.c.agreement_id).where(vector.op("@@")(_tsquery(asked)))


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


def _tsquery(asked: Asked) -> ColumnElement[Any]:
    return cast(literal(to_tsquery(asked)), TSQUERY)


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
