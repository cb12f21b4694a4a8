"""In which order the list stands, and the ids of one page of it: an index is walked wherever one knows the order."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.register.asking import parse
from service.agreements.register.search import Search
from service.offices.models import Office, Partner

# Column heads by which the list is sorted. Without a value a row stands last, whichever the direction.
SORTS: dict[str, Any] = {
    "judul": func.lower(Agreement.subject),
    "jenis": Agreement.kind,
    "sifat": Agreement.nature,
    "mitra": Partner.name_key,  # as in a directory: "PT" and the like do not count
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
_OF_PARTNER, _OF_OFFICE = frozenset({"mitra", "kategori"}), "kantor"
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


def page(
    session: Session, search: Search, wanted: list[ColumnElement[bool]], offset: int, limit: int, *, walked: bool
) -> list[UUID]:
    """The ids of one page: first the rows that have a value, then those that have none.

    `walked`: the rows are so many that they are followed in their order until the page is full.
    """
    name, key, has = _order(search)
    if name == _OF_OFFICE and walked:
        return _by_office(session, search, wanted, offset, limit)
    query = _ordered(search, inner=walked).where(*wanted, *has)
    there = list(session.scalars(query.offset(offset).limit(limit)))
    if not has or len(there) == limit:
        return there
    before = 0
    if offset and not there:
        before = session.scalar(_joined(select(func.count(Agreement.id)), name).where(*wanted, *has)) or 0
    rest = _joined(select(Agreement.id), name).where(*wanted, or_(*(~one for one in has))).order_by(key)
    return there + list(session.scalars(rest.offset(max(0, offset - before)).limit(limit - len(there))))


def _by_office(
    session: Session, search: Search, wanted: list[ColumnElement[bool]], offset: int, limit: int
) -> list[UUID]:
    """The same by the names of offices: each is counted, and only those that stand on the page are read."""
    _, tie, _ = _order(search)
    lead, down = Agreement.lead_office_id, sort_of(search).startswith("-")
    counted: Any = select(lead, func.count()).where(*wanted).group_by(lead)
    many: dict[UUID, int] = dict(session.execute(counted).all())
    name = func.lower(Office.name)
    found: list[UUID] = []
    for office_id in session.scalars(select(Office.id).order_by(name.desc() if down else name.asc(), Office.id)):
        here = many.get(office_id, 0)
        if offset < here:
            query = select(Agreement.id).where(*wanted, lead == office_id).order_by(tie)
            found += session.scalars(query.offset(offset).limit(limit - len(found)))
        offset = max(0, offset - here)
        if len(found) == limit:
            break
    return found


def all_in_order(search: Search, wanted: list[ColumnElement[bool]], most: int) -> Select[UUID]:
    """The ids of everything wanted, in the order of the list."""
    return _ordered(search, nulls_last=True).where(*wanted).limit(most)


def _order(search: Search) -> tuple[str, ColumnElement[Any], list[ColumnElement[bool]]]:
    """What the list is sorted by, its order of rows that are equal, and the condition that a row has a value."""
    order = sort_of(search)
    if order == BEST:  # too many to be ranked
        order = NEWEST
    name, down = order.removeprefix("-"), order.startswith("-")
    return name, Agreement.id.desc() if down else Agreement.id.asc(), [_HAS[name]] if name in _HAS else []


def _joined(query: Select[Any], name: str, *, inner: bool = False) -> Select[Any]:
    if name in _OF_PARTNER:
        query = query.join(Partner, Partner.id == Agreement.partner_id, isouter=not inner)
    return query.join(Office, Office.id == Agreement.lead_office_id) if name == _OF_OFFICE else query


def _ordered(search: Search, *, nulls_last: bool = False, inner: bool = False) -> Select[UUID]:
    name, tie, _ = _order(search)
    down = sort_of(search).startswith("-") or sort_of(search) == BEST
    key = SORTS[name].desc() if down else SORTS[name].asc()
    if nulls_last and name in _HAS:
        key = func.nullif(SORTS[name], "") if name in _NUMBERS else SORTS[name]
        key = (key.desc() if down else key.asc()).nulls_last()
    ties = (Office.id, tie) if name == _OF_OFFICE else (tie,)
    return _joined(select(Agreement.id), name, inner=inner).order_by(key, *ties)
