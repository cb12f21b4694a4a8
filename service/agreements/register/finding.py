"""Finding agreements by text on either database, and ranking what was found by where it was found."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, cast, column, false, func, literal, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from service.agreements.models import Agreement
from service.agreements.register.asking import Asked, to_fts5, to_tsquery
from service.agreements.register.ddl import COLUMNS, NAME
from service.agreements.register.models import SearchEntry

_FTS5 = table(NAME, column("rowid"), column(NAME))
_VECTORS = table(NAME, column("agreement_id"), column("outline", TSVECTOR), column("everything", TSVECTOR))
# A hit in the title or a number weighs most; the text of a paper brings a line in, and does not move it up.
_WEIGHTS = dict(zip(COLUMNS, (10.0, 10.0, 6.0, 3.0, 1.0, 0.0, 0.0, 0.0), strict=True))


def matches(session: Session, asked: Asked, readable: ColumnElement[bool]) -> ColumnElement[bool]:
    """Agreements found by their fields, and by their text where it may be read (rule 33)."""
    if not asked.clauses:
        return false()
    found = Agreement.id.in_(_ids(session, asked, outline=False))
    if isinstance(readable, True_):
        return found
    return or_(Agreement.id.in_(_ids(session, asked, outline=True)), found & readable)


def _ids(session: Session, asked: Asked, *, outline: bool) -> Select[UUID]:
    if _sqlite(session):
        hits = select(_FTS5.c.rowid).where(_FTS5.c[NAME].op("MATCH")(to_fts5(asked, outline=outline)))
        return select(SearchEntry.agreement_id).where(SearchEntry.id.in_(hits))
    vector = _VECTORS.c.outline if outline else _VECTORS.c.everything
    return select(_VECTORS.c.agreement_id).where(vector.op("@@")(_tsquery(asked)))


def ranks(session: Session, asked: Asked) -> Any:
    """A table of what was found with its rank, the best with the highest: columns `agreement_id` and `rank`."""
    if _sqlite(session):
        rank = func.bm25(_FTS5.c[NAME], *_WEIGHTS.values())  # the better, the further below zero
        matched = _FTS5.c[NAME].op("MATCH")(to_fts5(asked, outline=False))
        best = select(_FTS5.c.rowid, (-rank).label("rank")).where(matched).subquery("best")
        return (
            select(SearchEntry.agreement_id, best.c.rank).join(best, best.c.rowid == SearchEntry.id).subquery("ranked")
        )
    asked_ = _tsquery(asked)
    rank = func.ts_rank(_VECTORS.c.outline, asked_)
    query = select(_VECTORS.c.agreement_id, rank.label("rank")).where(_VECTORS.c.everything.op("@@")(asked_))
    return query.subquery("ranked")


def _tsquery(asked: Asked) -> ColumnElement[Any]:
    return cast(literal(to_tsquery(asked)), TSQUERY)


def _sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
