"""What the list page shows: chips of what narrows it, heads that sort, views at the side, lines with their snippets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from sqlalchemy.orm import Session

from service.agreements.frame import status
from service.agreements.register import saved
from service.agreements.register.asking import parse
from service.agreements.register.columns import COLUMNS, NATURES, Column, category_name, chosen
from service.agreements.register.listing import Found, Row, find, rows
from service.agreements.register.ordering import BEST, sort_of
from service.agreements.register.scope import below, offices_below, readable
from service.agreements.register.search import NAMES, SIZES, Search, read_search
from service.agreements.register.snippets import Snippet, snippets
from service.agreements.registry import REGISTRY
from service.agreements.words import KINDS_SHORT, STAGES
from service.core.permissions import holds
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.web import work
from service.web.components import Paging, Status
from service.web.language import tanggal

VALIDITIES: dict[str, Any] = {
    "berlaku": _l("berlaku"),
    "segera": _l("berakhir dalam 90 hari"),
    "berakhir": _l("berakhir"),
    "ditangguhkan": _l("ditangguhkan"),
    "diakhiri": _l("diakhiri"),
}
SCANS: dict[str, Any] = {"ada": _l("naskah final ada"), "tidak": _l("naskah final belum ada")}
NUMBERS: dict[str, Any] = {"kantor": _l("nomor kantor kosong"), "mitra": _l("nomor mitra kosong")}
PLACES: dict[str, Any] = {
    "title": _l("Judul"),
    "number": _l("Nomor"),
    "partner": _l("Mitra"),
    "office": _l("Kantor"),
}
LABELS: dict[str, Any] = {
    "text": _l("Cari"), "kind": _l("Jenis"), "nature": _l("Sifat"), "stage": _l("Tahap"),
    "validity": _l("Keberlakuan"), "category": _l("Jenis mitra"), "office": _l("Kantor"), "scope": _l("Lingkup"),
    "year": _l("Tahun tanda tangan"), "end_from": _l("Berakhir sejak"), "end_to": _l("Berakhir sampai"),
    "signed_from": _l("Ditandatangani sejak"), "signed_to": _l("Ditandatangani sampai"), "scan": _l("Naskah"),
    "number": _l("Nomor"), "named": _l("Daftar"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, and the address of the list without it."""

    label: Any
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where it leads to sort, and how the list is sorted by it now ("", "naik", "turun")."""

    label: Any
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown."""

    row: Row
    state: Status
    cells: tuple[tuple[Column, Any], ...]
    snippet: Snippet | None


@dataclass(frozen=True, slots=True)
class Listed:
    """The whole page."""

    search: Search
    found: Found
    paging: Paging
    lines: tuple[Line, ...]
    heads: tuple[Head, ...]
    chips: tuple[Chip, ...]
    columns: tuple[Column, ...]
    pinned: tuple[saved.Pinned, ...]
    offices: Markup
    ranked: bool


def asked(arguments: Any) -> Search:
    """The state that the arguments of an address name."""
    return read_search(arguments, named=REGISTRY.filters, categories=categories())


def listed(session: Session, search: Search, wanted: str = "") -> Listed:
    """Everything that the page shows; `wanted` is the number of lines that the address asks for."""
    actor, today = work.actor(), work.today()
    keys, size = saved.choice_of(session, actor)
    found = find(session, actor, search, today)
    paging = Paging.of_request(found.total, size=_size(wanted, size))
    some = rows(session, actor, search, today, offset=paging.offset, limit=paging.size, found=found)
    columns = tuple(chosen(keys))
    hits = snippets(session, some, parse(search.text), readable(session, actor)) if search.text else {}
    return Listed(
        search=search,
        found=found,
        paging=paging,
        lines=tuple(
            Line(
                row,
                status(row.agreement, today),
                # the state is worked out above
                tuple((one, "" if one.key == "keadaan" else one.value(row, today)) for one in columns),
                hits.get(row.agreement.id),
            )
            for row in some
        ),
        heads=(head(search, _("Tentang"), "judul"), *(head(search, one.label, one.sort) for one in columns)),
        chips=chips(session, search),
        columns=columns,
        pinned=tuple(saved.pinned(session, actor, today)),
        offices=_offered(offices_below(session, actor), search.office),
        ranked=sort_of(search) == BEST and not found.more,
    )


def _offered(some: Sequence[tuple[UUID, str]], now: UUID | None) -> Markup:
    """The offices to choose from: hundreds for RI, written here because a template takes ten times as long."""
    said = "".join(f'<option value="{one}">{escape(name)}</option>' for one, name in some)
    return Markup(said.replace(f'value="{now}"', f'value="{now}" selected') if now else said)  # noqa: S704  escaped


def _size(said: str, usual: int) -> int:
    return int(said) if said.isdecimal() and int(said) in SIZES else usual


def address(search: Search, *, but: str = "", **others: str) -> str:
    """The address of the list in a state."""
    return url_for("agreements.index", **search.arguments(but=but, **others))  # type: ignore[arg-type]


def head(search: Search, label: Any, sort: str) -> Head:
    """A column head: once it sorts, the next click turns it round."""
    if not sort:
        return Head(label, "", "")
    now = sort_of(search)
    turned = f"-{sort}" if now == sort else sort
    direction = "naik" if now == sort else "turun" if now == f"-{sort}" else ""
    return Head(label, address(search, urut=turned), direction)


def chips(session: Session, search: Search) -> tuple[Chip, ...]:
    """A chip for everything that narrows the list."""
    return tuple(_chip(session, search, part) for part in search.active)


def _chip(session: Session, search: Search, part: str) -> Chip:
    return Chip(LABELS[part], _value(session, search, part), address(search, but=part))


def _value(session: Session, search: Search, part: str) -> str:
    value = getattr(search, part)
    if part == "office":
        return _office_name(session, value)
    if part in ("end_from", "end_to", "signed_from", "signed_to"):
        return tanggal(value)
    words: dict[str, Any] = {
        "kind": KINDS_SHORT,
        "nature": NATURES,
        "stage": STAGES,
        "validity": VALIDITIES,
        "scan": SCANS,
        "number": NUMBERS,
        "scope": {"sendiri": _("hanya kantor saya")},
        "named": {key: one.label for key, one in REGISTRY.filters.items()},
    }.get(part, {})
    if part == "category":
        return category_name(value)
    return str(words.get(value, value))


def _office_name(session: Session, office_id: UUID) -> str:
    own = work.actor().office_id
    if own is None or (office_id != own and office_id not in below(session, own)):
        return str(_("kantor lain"))
    return offices.office(session, office_id).name


ROOMS: dict[str, Any] = {
    "planning": _l("Perencanaan"),
    "discussion": _l("Pembahasan"),
    "followup": _l("Tindak lanjut"),
    "reviews": _l("Reviu dan perpanjangan"),
    "screening": _l("Kemandirian"),
    "archive": _l("Arsip"),
    "importing": _l("Impor"),
    "reporting": _l("Laporan"),
}


def ready_made() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The ready-made lists, together by the room that keeps them."""
    groups: dict[Any, list[tuple[str, Any]]] = {}
    for key, one in REGISTRY.filters.items():
        room = getattr(one.ids, "__module__", "").removeprefix("service.").partition(".")[0]
        groups.setdefault(ROOMS.get(room, _l("Lainnya")), []).append((key, one.label))
    return list(groups.items())


def choices() -> dict[str, Any]:
    """The words of the filters on the page."""
    return {
        "names": NAMES,
        "kinds": KINDS_SHORT,
        "natures": NATURES,
        "stages": STAGES,
        "validities": VALIDITIES,
        "scans": SCANS,
        "numbers": NUMBERS,
        "categories": {key: category_name(key) for key in categories()},
        "places": PLACES,
        "sizes": SIZES,
        "lists": ready_made(),
        "all_columns": COLUMNS,
        "own_office": work.actor().office_id,
        "may_share": holds(work.actor(), "view:share"),
        "may_duty": holds(work.actor(), "agreement:follow_up"),
    }
