"""The list itself: how many, and which of them stand on a page. Ids are sorted first, rows are read for one page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.register.asking import parse
from service.agreements.register.finding import Eyes, hits, matches, ranked
from service.agreements.register.scope import of_offices_now, own, readable, seen_offices, visible
from service.agreements.register.search import Search
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.offices.models import Office, Partner

SOON = 90  # days before the end
MOST_COUNTED = 1_000  # hits of a text; more are shown newest first, and the reader adds a word instead of reading on
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


# Column heads by which the list is sorted. Without a value a row stands last, whichever the direction.
SORTS: dict[str, Any] = {
    "judul": func.lower(Agreement.subject),
    "jenis": Agreement.kind,
    "sifat": Agreement.nature,
    "mitra": func.lower(Partner.name),
    "kategori": Partner.category,
    "kantor": func.lower(Office.name),
    "nomor": Agreement.office_number,
    "nomor_mitra": Agreement.partner_number,
    "tanggal": Agreement.signed_on,
    "berlaku": Agreement.effective_on,
    "berakhir": Agreement.end_on,
    "pks": Agreement.pks_due_on,
    "tahap": Agreement.stage,
    "bergerak": Agreement.stage_since,
}
_OF_PARTNER, _OF_OFFICE = frozenset({"mitra", "kategori"}), frozenset({"kantor"})
_NUMBERS = frozenset({"nomor", "nomor_mitra"})
# Where a row may be without a value: the condition that it has one.
_HAS: dict[str, ColumnElement[bool]] = {
    "nomor": Agreement.office_number != "",
    "nomor_mitra": Agreement.partner_number != "",
    "mitra": Agreement.partner_id.is_not(None),
    "kategori": Agreement.partner_id.is_not(None),
    "tanggal": Agreement.signed_on.is_not(None),
    "berlaku": Agreement.effective_on.is_not(None),
    "berakhir": Agreement.end_on.is_not(None),
    "pks": Agreement.pks_due_on.is_not(None),
}
NEWEST, BEST = "-bergerak", "cocok"


def sort_of(search: Search) -> str:
    """The order asked for; by default the best hit of a text, or what moved last."""
    if search.sort.removeprefix("-") in SORTS:
        return search.sort
    return BEST if parse(search.text).clauses else NEWEST


# ------------------------------------------------------------------------------------------------------- conditions
def conditions(
    session: Session, actor: Actor, search: Search, today: date, *, one_by_one: bool = False
) -> list[ColumnElement[bool]]:
    """What an agreement must fulfil to stand in the list."""
    wanted = _but_text(session, actor, search, today)
    if search.text:
        wanted.append(matches(session, parse(search.text), _eyes(session, actor), one_by_one=one_by_one))
    return wanted


def _but_text(session: Session, actor: Actor, search: Search, today: date) -> list[ColumnElement[bool]]:
    seen = visible(session, actor)
    wanted = [seen, *_facets(search), *_days(search)]
    if search.category:
        wanted.append(_of_category(search.category, few=not isinstance(seen, True_)))
    if search.scope:
        wanted.append(own(actor))
    if search.office:
        wanted.append(of_offices_now(session, [search.office]))
    if search.validity:
        wanted.append(_validity(search.validity, today))
    if search.named in REGISTRY.filters:
        wanted.append(Agreement.id.in_(REGISTRY.filters[search.named].ids(session, actor)))
    return wanted


def _eyes(session: Session, actor: Actor) -> Eyes:
    return Eyes(seen_offices(session, actor), readable(session, actor))


def _facets(search: Search) -> Iterator[ColumnElement[bool]]:
    for asked, column in (
        (search.kind, Agreement.kind),
        (search.nature, Agreement.nature),
        (search.stage, Agreement.stage),
    ):
        if asked:
            yield column == asked
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


def _days(search: Search) -> Iterator[ColumnElement[bool]]:
    if search.year:
        yield Agreement.signed_on.between(date(search.year, 1, 1), date(search.year, 12, 31))
    if search.end_from:
        yield Agreement.end_on >= search.end_from
    if search.end_to:
        yield Agreement.end_on <= search.end_to
    if search.signed_from:
        yield Agreement.signed_on >= search.signed_from
    if search.signed_to:
        yield Agreement.signed_on <= search.signed_to


def _validity(said: str, today: date) -> ColumnElement[bool]:
    # What changes another agreement has no validity of its own: it is read at what it changed.
    signed = and_(Agreement.stage == Stage.FOLLOW_UP.value, Agreement.nature == Nature.ORIGINAL.value)
    ended = Agreement.ended_on <= today
    going = or_(Agreement.ended_on.is_(None), Agreement.ended_on > today)
    running = and_(or_(Agreement.end_on.is_(None), Agreement.end_on >= today), going)
    return and_(
        signed,
        {
            "berlaku": running,
            "berakhir": and_(Agreement.end_on < today, going),
            "segera": and_(Agreement.end_on.between(today, today + timedelta(SOON)), going),
            "ditangguhkan": and_(running, Agreement.suspended_on <= today),
            "diakhiri": ended,
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
        return Found(session.scalar(select(func.count(Agreement.id)).where(*wanted)) or 0)
    some = select(Agreement.id).where(*wanted).limit(most + 1).subquery()
    total = session.scalar(select(func.count()).select_from(some)) or 0
    return Found(min(total, most), more=total > most)


def _find_text(session: Session, actor: Actor, search: Search, today: date, most: int) -> Found:
    asked = parse(search.text)
    if not asked.clauses:
        return Found(0)
    wanted = _but_text(session, actor, search, today)
    query = hits(session, asked, _eyes(session, actor)).where(*wanted).limit(most + 1)
    found = sorted(session.execute(query), key=lambda row: (row[1], row[0]), reverse=True)
    if len(found) > most:
        return Found(most, more=True)
    return Found(len(found), hits=tuple(row[0] for row in found))


def rows(
    session: Session, actor: Actor, search: Search, today: date, *, offset: int, limit: int, found: Found | None = None
) -> list[Row]:
    """One page of what the search finds; `found` is what `find` said of the same search."""
    if not search.text:
        return read(session, _page(session, search, conditions(session, actor, search, today), offset, limit))
    known = found or find(session, actor, search, today)
    if known.more:
        wanted = conditions(session, actor, search, today, one_by_one=True)
        return read(session, _page(session, search, wanted, offset, limit))
    if sort_of(search) == BEST:
        return read(session, ranked(session, parse(search.text), list(known.hits))[offset : offset + limit])
    return read(session, _page(session, search, [Agreement.id.in_(known.hits)], offset, limit))


def _page(session: Session, search: Search, wanted: list[ColumnElement[bool]], offset: int, limit: int) -> list[UUID]:
    """The ids of one page: first the rows that have a value, in the order of an index, then those that have none."""
    name, key, has = _order(search)
    there = list(session.scalars(_ordered(search).where(*wanted, *has).offset(offset).limit(limit)))
    if not has or len(there) == limit:
        return there
    before = 0
    if offset and not there:
        before = session.scalar(_joined(select(func.count(Agreement.id)), name).where(*wanted, *has)) or 0
    rest = _joined(select(Agreement.id), name).where(*wanted, or_(*(~one for one in has))).order_by(key)
    return there + list(session.scalars(rest.offset(max(0, offset - before)).limit(limit - len(there))))


def every_row(session: Session, actor: Actor, search: Search, today: date, *, most: int) -> Iterator[Row]:
    """All that the search finds in its order, read some at a time, at most `most`."""
    query = _ordered(search, nulls_last=True).where(*conditions(session, actor, search, today))
    ids = list(session.scalars(query.limit(most)))
    for start in range(0, len(ids), EXPORTED_AT_ONCE):
        yield from read(session, ids[start : start + EXPORTED_AT_ONCE])
        session.expunge_all()


def _order(search: Search) -> tuple[str, ColumnElement[Any], list[ColumnElement[bool]]]:
    """What the list is sorted by, its order of rows that are equal, and the condition that a row has a value."""
    order = sort_of(search)
    if order == BEST:  # too many to be ranked
        order = NEWEST
    name, down = order.removeprefix("-"), order.startswith("-")
    return name, Agreement.id.desc() if down else Agreement.id.asc(), [_HAS[name]] if name in _HAS else []


def _joined(query: Select[Any], name: str) -> Select[Any]:
    if name in _OF_PARTNER:
        query = query.outerjoin(Partner, Partner.id == Agreement.partner_id)
    return query.join(Office, Office.id == Agreement.lead_office_id) if name in _OF_OFFICE else query


def _ordered(search: Search, *, nulls_last: bool = False) -> Select[UUID]:
    name, tie, _ = _order(search)
    down = sort_of(search).startswith("-") or sort_of(search) == BEST
    key = SORTS[name].desc() if down else SORTS[name].asc()
    if nulls_last and name in _HAS:
        key = func.nullif(SORTS[name], "") if name in _NUMBERS else SORTS[name]
        key = (key.desc() if down else key.asc()).nulls_last()
    return _joined(select(Agreement.id), name).order_by(key, tie)


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
