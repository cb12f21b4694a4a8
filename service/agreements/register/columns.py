"""The columns that the list can show: their heads, by what they sort, and what stands in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from service.agreements.frame import status
from service.agreements.lifecycle import Mode
from service.agreements.register.listing import Row
from service.agreements.words import MODES, STAGES, name_of
from service.offices.catalogue import categories
from service.web.language import ENGLISH, language

NATURES: dict[str, Any] = {
    "original": _l("Baru"),
    "addendum": _l("Adendum"),
    "renewal": _l("Perpanjangan"),
    "termination": _l("Pengakhiran"),
}
Value = str | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `sort` is empty where its head does not sort."""

    key: str
    label: Any
    sort: str
    value: Callable[[Row, date], Value]
    is_day: bool = False


def category_name(key: str) -> str:
    """What a category of partners is called in the language of the page."""
    known = categories().get(key)
    if known is None:
        return key
    return known.name_en if language() == ENGLISH else known.name_id


def _mode(row: Row) -> str:
    return str(MODES[Mode(row.agreement.mode)]) if row.agreement.mode else ""


COLUMNS: dict[str, Column] = {
    one.key: one
    for one in (
        Column("jenis", _l("Jenis"), "jenis", lambda row, _: name_of(row.agreement, short=True)),
        Column("sifat", _l("Sifat"), "sifat", lambda row, _: str(NATURES[row.agreement.nature])),
        Column("mitra", _l("Mitra"), "mitra", lambda row, _: row.partner_name),
        Column("kategori", _l("Jenis mitra"), "kategori", lambda row, _: category_name(row.partner_category)),
        Column("kantor", _l("Kantor"), "kantor", lambda row, _: row.office_name),
        Column("nomor", _l("Nomor"), "nomor", lambda row, _: row.agreement.office_number),
        Column("nomor_mitra", _l("Nomor mitra"), "nomor_mitra", lambda row, _: row.agreement.partner_number),
        Column("tanggal", _l("Ditandatangani"), "tanggal", lambda row, _: row.agreement.signed_on, is_day=True),
        Column("berlaku", _l("Mulai berlaku"), "berlaku", lambda row, _: row.agreement.effective_on, is_day=True),
        Column("berakhir", _l("Berakhir"), "berakhir", lambda row, _: row.agreement.end_on, is_day=True),
        Column("pks", _l("Tenggat PKS"), "pks", lambda row, _: row.agreement.pks_due_on, is_day=True),
        Column("cara", _l("Cara tanda tangan"), "", lambda row, _: _mode(row)),
        Column("tahap", _l("Tahap"), "tahap", lambda row, _: str(STAGES[row.agreement.stage])),
        Column("keadaan", _l("Keadaan"), "bergerak", lambda row, today: str(status(row.agreement, today).word)),
    )
}
USUAL = ("jenis", "mitra", "nomor", "tanggal", "berakhir", "keadaan")


def chosen(keys: Iterable[Any]) -> list[Column]:
    """The columns of these keys in their fixed order; the usual ones when none is known."""
    wanted = set(map(str, keys))
    return [one for one in COLUMNS.values() if one.key in wanted] or [COLUMNS[key] for key in USUAL]
