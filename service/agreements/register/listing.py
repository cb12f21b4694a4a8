"""The list itself: how many, and which of them stand on a page. Ids are sorted first, rows are read for one page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import True_

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.register.asking import parse
from service.agreements.register.finding import matches, ranked
from service.agreements.register.scope import of_offices_now, own, readable, visible
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
    """How many there are; `more` when counting stopped."""

    total: int
    more: bool = False


# Column heads by which the list is sorted. Without a value a row stands last, whichever the direction.
SORTS: dict[str, Any] = {
    "judul": func.lower(Agreement.subject),
    "jenis": Agreement.kind,
    "sifat": Agreement.nature,
    "mitra": func.lower(Partner.name),
    "kategori": Partner.category,
    "kantor": func.lower(Office.name),
    "nomor": func.nullif(Agreement.office_number, ""),
    "nomor_mitra": func.nullif(Agreement.partner_number, ""),
    "tanggal": Agreement.signed_on,
    "berlaku": Agreement.effective_on,
    "berakhir": Agreement.end_on,
    "pks": Agreement.pks_due_on,
    "tahap": Agreement.stage,
    "bergerak": Agreement.stage_since,
}
_OF_PARTNER, _OF_OFFICE = frozenset({"mitra", "kategori"}), frozenset({"kantor"})
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
    seen = visible(session, actor)
    wanted = [seen, *_facets(search), *_days(search)]
    if search.category:
        wanted.append(_of_category(search.category, few=not isinstance(seen, True_)))
    if search.text:
        wanted.append(matches(session, parse(search.text), readable(session, actor), one_by_one=one_by_one))
    if search.scope:
        wanted.append(own(actor))
    if search.office:
        wanted.append(of_offices_now(session, [search.office]))
    if search.validity:
        wanted.append(_validity(search.validity, today))
    if search.named in REGISTRY.filters:
        wanted.append(Agreement.id.in_(REGISTRY.filters[search.named].ids(session, actor)))
    return wanted


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
    signed = Agreement.stage == Stage.FOLLOW_UP.value
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
    most = most or (MOST_COUNTED if search.text else 0)
    wanted = conditions(session, actor, search, today)
    if not most:
        return Found(session.scalar(select(func.count(Agreement.id)).where(*wanted)) or 0)
    some = select(Agreement.id).where(*wanted).limit(most + 1).subquery()
    total = session.scalar(select(func.count()).select_from(some)) or 0
    return Found(min(total, most), more=total > most)


def rows(
    session: Session, actor: Actor, search: Search, today: date, *, offset: int, limit: int, total: int | None = None
) -> list[Row]:
    """One page of what the search finds."""
    many = bool(search.text) and total is not None and total >= MOST_COUNTED
    if sort_of(search) == BEST and not many:
        return read(session, _best(session, actor, search, today)[offset : offset + limit])
    wanted = conditions(session, actor, search, today, one_by_one=many and sort_of(search) in (BEST, NEWEST))
    query = _ordered(search).where(*wanted)
    return read(session, list(session.scalars(query.offset(offset).limit(limit))))


def _best(session: Session, actor: Actor, search: Search, today: date) -> list[UUID]:
    wanted = conditions(session, actor, search, today)
    query = select(Agreement.id, Agreement.stage_since).where(*wanted).limit(MOST_COUNTED + 1)
    newest = sorted(session.execute(query), key=lambda row: (row[1], row[0]), reverse=True)
    return ranked(session, parse(search.text), [row[0] for row in newest])


def every_row(session: Session, actor: Actor, search: Search, today: date, *, most: int) -> Iterator[Row]:
    """All that the search finds in its order, read some at a time, at most `most`."""
    query = _ordered(search).where(*conditions(session, actor, search, today))
    ids = list(session.scalars(query.limit(most)))
    for start in range(0, len(ids), EXPORTED_AT_ONCE):
        yield from read(session, ids[start : start + EXPORTED_AT_ONCE])
        session.expunge_all()


def _ordered(search: Search) -> Select[UUID]:
    order = sort_of(search)
    query = select(Agreement.id)
    if order == BEST:  # too many to be ranked
        order = NEWEST
    name, down = order.removeprefix("-"), order.startswith("-")
    if name in _OF_PARTNER:
        query = query.outerjoin(Partner, Partner.id == Agreement.partner_id)
    if name in _OF_OFFICE:
        query = query.join(Office, Office.id == Agreement.lead_office_id)
    key = SORTS[name]
    if name == "bergerak":  # never empty, so that its index gives the order
        return query.order_by(key.desc() if down else key, Agreement.id)
    return query.order_by((key.desc() if down else key).nulls_last(), Agreement.id)


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
