"""The list itself: how many, and which of them stand on a page. Ids are sorted first, rows are read for one page."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.register.asking import parse
from service.agreements.register.finding import Eyes, hits, matches, ranked
from service.agreements.register.hints import aside
from service.agreements.register.ordering import BEST, NEWEST, all_in_order, page, sort_of
from service.agreements.register.scope import of_offices_now, own, readable, seen_offices, visible
from service.agreements.register.search import Search
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.offices.models import Office, Partner

SOON = 90  # days before the end
MOST_COUNTED = 1_000  # hits of a text; more are shown newest first, and the reader adds a word instead of reading on
MANY = 2_000  # rows that are rather walked in their order than gathered and sorted
EXPORTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register."""

    agreement: Agreement
    partner_name: str
    office_name: str
    partner_category: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are; `more` when counting stopped. Of a text, `hits` are all that were found, the newest first."""

    total: int
    more: bool = False
    hits: tuple[UUID, ...] = field(default=(), repr=False, compare=False)


# ------------------------------------------------------------------------------------------------------- conditions
def conditions(
    session: Session, actor: Actor, search: Search, today: date, *, walked: bool = False
) -> list[ColumnElement[bool]]:
    """What an agreement must fulfil to stand in the list.

    `walked`: most of what is seen matches and a few rows are wanted in an order, so each row is looked at in its turn.
    """
    wanted = _but_text(session, actor, search, today, walked=walked)
    if search.text:
        wanted.append(matches(session, parse(search.text), _eyes(session, actor), one_by_one=walked))
    return wanted


def _but_text(
    session: Session, actor: Actor, search: Search, today: date, *, walked: bool = False
) -> list[ColumnElement[bool]]:
    seen = visible(session, actor)
    all_seen = isinstance(seen, True_)
    named = aside if walked and all_seen else _same
    wanted = [] if all_seen else [seen]
    wanted += [*_facets(search, named), *_days(search, named)]
    if search.category:
        wanted.append(_of_category(search.category, few=walked or not all_seen))
    if search.scope:
        wanted.append(own(actor))
    if search.office:
        wanted.append(of_offices_now(session, [search.office]))
    if search.validity:
        wanted.append(_validity(search.validity, today, named))
    if search.named in REGISTRY.filters:
        wanted.append(Agreement.id.in_(REGISTRY.filters[search.named].ids(session, actor)))
    return wanted


def _eyes(session: Session, actor: Actor) -> Eyes:
    return Eyes(seen_offices(session, actor), readable(session, actor))


Named = Callable[[Any], Any]


def _same(column: Any) -> Any:
    return column


def _facets(search: Search, named: Named) -> Iterator[ColumnElement[bool]]:
    for asked, column in (
        (search.kind, Agreement.kind),
        (search.nature, Agreement.nature),
        (search.stage, Agreement.stage),
    ):
        if asked:
            # the usual order has an index for each kind
            yield (column if column is Agreement.kind and sort_of(search) == NEWEST else named(column)) == asked
    if search.scan:
        yield Agreement.final_sha256 != "" if search.scan == "ada" else Agreement.final_sha256 == ""
    if search.number:
        yield (Agreement.office_number if search.number == "kantor" else Agreement.partner_number) == ""


def _of_category(category: str, *, few: bool) -> ColumnElement[bool]:
    """Of few agreements each one's partner is looked at; of all, the partners of the category are listed first."""
    if not few:
        return Agreement.partner_id.in_(select(Partner.id).where(Partner.category == category))
    partner = (Partner.id == Agreement.partner_id) & (Partner.category == category)
    return exists(select(Partner.id).where(partner).correlate(Agreement))


def _days(search: Search, named: Named) -> Iterator[ColumnElement[bool]]:
    signed, end = named(Agreement.signed_on), named(Agreement.end_on)
    if search.year:
        yield and_(signed >= date(search.year, 1, 1), signed <= date(search.year, 12, 31))
    if search.end_from:
        yield end >= search.end_from
    if search.end_to:
        yield end <= search.end_to
    if search.signed_from:
        yield signed >= search.signed_from
    if search.signed_to:
        yield signed <= search.signed_to


def _validity(said: str, today: date, named: Named) -> ColumnElement[bool]:
    # What changes another agreement has no validity of its own: it is read at what it changed.
    stage, nature, end = named(Agreement.stage), named(Agreement.nature), named(Agreement.end_on)
    signed = and_(stage == Stage.FOLLOW_UP.value, nature == Nature.ORIGINAL.value)
    going = or_(Agreement.ended_on.is_(None), Agreement.ended_on > today)
    running = and_(or_(end.is_(None), end >= today), going)
    return and_(
        signed,
        {
            "berlaku": running,
            "berakhir": and_(end < today, going),
            "segera": and_(end >= today, end <= today + timedelta(SOON), going),
            "ditangguhkan": and_(running, Agreement.suspended_on <= today),
            "diakhiri": Agreement.ended_on <= today,
        }[said],
    )


# --------------------------------------------------------------------------------------------------- counting, reading
def count(session: Session, actor: Actor, search: Search, today: date) -> int:
    """How many agreements the search finds (of a text at most MOST_COUNTED)."""
    return find(session, actor, search, today).total


def find(session: Session, actor: Actor, search: Search, today: date, *, most: int = 0) -> Found:
    """How many agreements the search finds; counting stops at `most`, and for a text at MOST_COUNTED."""
    if search.text:
        return _find_text(session, actor, search, today, most or MOST_COUNTED)
    wanted = conditions(session, actor, search, today)
    if not most:
        return Found(session.scalar(select(func.count()).select_from(Agreement).where(*wanted)) or 0)
    some = select(Agreement.id).where(*wanted).limit(most + 1).subquery()
    total = session.scalar(select(func.count()).select_from(some)) or 0
    return Found(min(total, most), more=total > most)


def _find_text(session: Session, actor: Actor, search: Search, today: date, most: int) -> Found:
    asked = parse(search.text)
    if not asked.clauses:
        return Found(0)
    wanted = _but_text(session, actor, search, today)
    some = hits(session, asked, _eyes(session, actor), wanted, most + 1)
    found = sorted(some, key=lambda row: (row[1], row[0]), reverse=True)
    if len(found) > most:
        return Found(most, more=True)
    return Found(len(found), hits=tuple(row[0] for row in found))


def rows(
    session: Session, actor: Actor, search: Search, today: date, *, offset: int, limit: int, found: Found | None = None
) -> list[Row]:
    """One page of what the search finds; `found` is what `find` said of the same search."""
    known = found or find(session, actor, search, today)
    if search.text and not known.more:
        if sort_of(search) == BEST:
            return read(session, ranked(session, parse(search.text), list(known.hits))[offset : offset + limit])
        return read(session, page(session, search, [Agreement.id.in_(known.hits)], offset, limit, walked=False))
    walked = known.more or known.total >= MANY
    wanted = conditions(session, actor, search, today, walked=walked)
    return read(session, page(session, search, wanted, offset, limit, walked=walked))


def every_row(session: Session, actor: Actor, search: Search, today: date, *, most: int) -> Iterator[Row]:
    """All that the search finds in its order, read some at a time, at most `most`."""
    ids = list(session.scalars(all_in_order(search, conditions(session, actor, search, today), most)))
    for start in range(0, len(ids), EXPORTED_AT_ONCE):
        yield from read(session, ids[start : start + EXPORTED_AT_ONCE])
        session.expunge_all()


def read(session: Session, ids: list[UUID]) -> list[Row]:
    """The lines of these agreements, in their order."""
    query = (
        select(Agreement, Partner.name, Office.name, Partner.category)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(Agreement.id.in_(ids))
    )
    found = {row[0].id: Row(row[0], row[1] or "", row[2], row[3] or "") for row in session.execute(query)}
    return [found[one] for one in ids if one in found]


def visible_of(session: Session, actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of these agreements that the actor sees."""
    return set(session.scalars(select(Agreement.id).where(Agreement.id.in_(ids), visible(session, actor))))
