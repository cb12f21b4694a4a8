"""Finding agreements by text on either database, and ranking what was found by where it was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Uuid,
    any_,
    cast,
    column,
    exists,
    false,
    literal,
    literal_column,
    or_,
    select,
    table,
)
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


MOST_TRIED = 4  # times as many hits are looked at on PostgreSQL before the planner has its way
MOST_MARKS = 100  # offices named in one question; whoever sees more is asked of every hit


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks: the offices whose agreements he sees (None: all), and whose text he may read (rule 33)."""

    offices: frozenset[UUID] | None
    readable: ColumnElement[bool]


def hits(
    session: Session, asked: Asked, eyes: Eyes, wanted: Sequence[ColumnElement[bool]], most: int
) -> list[tuple[UUID, datetime]]:
    """The agreements found by their fields, and by their text where it may be read: id and when they last moved.

    At most `most` of them. The index of words is asked first and knows the offices too: of what others have, no hit is
    looked at. `wanted` holds for every agreement all the same; the marks of offices only spare work.
    """
    whole, outline = _said(session, asked, eyes, outline=False), _said(session, asked, eyes, outline=True)
    if _sqlite(session):
        query = _from_fts5(whole, outline, eyes).where(*wanted).limit(most)
        return list(session.execute(query))
    for some in (most, MOST_TRIED * most):
        vectors = select(_VECTORS.c.agreement_id, _VECTORS.c.outline.op("@@")(_tsquery(outline)))
        tried = session.execute(vectors.where(_VECTORS.c.everything.op("@@")(_tsquery(whole))).limit(some)).all()
        found = _of_these(session, tried, eyes, wanted, most)
        if len(tried) < some or len(found) == most:
            return found
        if len(found) * MOST_TRIED < most:
            break  # few of very many: the agreements that fulfil the other conditions are fewer
    return list(session.execute(_from_vectors(whole, outline, eyes).where(*wanted).limit(most)))


def _of_these(
    session: Session, tried: Sequence[Any], eyes: Eyes, wanted: Sequence[ColumnElement[bool]], most: int
) -> list[tuple[UUID, datetime]]:
    """Those of the hits that fulfil the rest; PostgreSQL left alone would read both tables from their beginning."""
    query = select(Agreement.id, Agreement.stage_since).where(_is_one([row[0] for row in tried]), *wanted)
    if not isinstance(eyes.readable, True_):
        query = query.where(or_(eyes.readable, _is_one([row[0] for row in tried if row[1]])))
    return list(session.execute(query.limit(most)))


def _is_one(ids: list[UUID]) -> ColumnElement[bool]:
    return Agreement.id == any_(cast(literal(ids, ARRAY(Uuid())), ARRAY(Uuid())))


def _from_fts5(whole: str, outline: str, eyes: Eyes) -> Select[UUID, datetime]:
    fields = _FTS5.alias("fields")
    in_fields = select(fields.c.rowid).where(literal_column(f"fields.{NAME}").op("MATCH")(outline))
    wanted: list[ColumnElement[bool]] = [_FTS5.c[NAME].op("MATCH")(whole)]
    if not isinstance(eyes.readable, True_):
        wanted.append(or_(eyes.readable, _FTS5.c.rowid.in_(in_fields)))
    joined = _FTS5.join(SearchEntry, SearchEntry.id == _FTS5.c.rowid).join(
        Agreement, Agreement.id == SearchEntry.agreement_id
    )
    return select(Agreement.id, Agreement.stage_since).select_from(joined).where(*wanted)


def _from_vectors(whole: str, outline: str, eyes: Eyes) -> Select[UUID, datetime]:
    wanted: list[ColumnElement[bool]] = [_VECTORS.c.everything.op("@@")(_tsquery(whole))]
    if not isinstance(eyes.readable, True_):
        wanted.append(or_(eyes.readable, _VECTORS.c.outline.op("@@")(_tsquery(outline))))
    joined = Agreement.__table__.join(_VECTORS, _VECTORS.c.agreement_id == Agreement.id)
    return select(Agreement.id, Agreement.stage_since).select_from(joined).where(*wanted)


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
        # the list of all hits is quickly written; asked of one row, the beginning of a word would be sought anew
        entry = select(SearchEntry.id).where(SearchEntry.agreement_id == Agreement.id).correlate(Agreement)
        return entry.scalar_subquery().in_(select(_FTS5.c.rowid).where(_FTS5.c[NAME].op("MATCH")(said)))
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
