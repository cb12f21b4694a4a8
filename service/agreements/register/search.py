"""The state of the list: what it is asked for, and how that stands in an address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Nature
from service.core.database import read_id

VALIDITIES = ("berlaku", "berakhir", "segera", "ditangguhkan", "diakhiri")
SIZES = (25, 50, 100)
FIRST_YEAR, LAST_YEAR = 1990, 2100
_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "nature": tuple(Nature),
    "stage": tuple(Stage),
    "validity": VALIDITIES,
    "scope": ("sendiri",),
    "scan": ("ada", "tidak"),
    "number": ("kantor", "mitra"),
}
_DAYS = ("end_from", "end_to", "signed_from", "signed_to")
# The name of each part in the address.
NAMES: dict[str, str] = {
    "text": "q", "kind": "jenis", "nature": "sifat", "stage": "tahap", "validity": "keberlakuan",
    "category": "kategori", "office": "kantor", "scope": "lingkup", "year": "tahun", "end_from": "berakhir_dari",
    "end_to": "berakhir_sampai", "signed_from": "ttd_dari", "signed_to": "ttd_sampai", "scan": "pindaian",
    "number": "nomor", "named": "saring", "sort": "urut",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """What the register is asked for; an empty value asks for everything."""

    text: str = ""
    kind: str = ""
    nature: str = ""
    stage: str = ""
    validity: str = ""
    category: str = ""
    office: UUID | None = None
    scope: str = ""
    year: int | None = None
    end_from: date | None = None
    end_to: date | None = None
    signed_from: date | None = None
    signed_to: date | None = None
    scan: str = ""
    number: str = ""
    named: str = ""
    sort: str = ""

    @property
    def active(self) -> tuple[str, ...]:
        """The parts that narrow the list, in their order."""
        return tuple(one.name for one in fields(self) if one.name != "sort" and getattr(self, one.name))

    def arguments(self, *, but: str = "", **others: str) -> dict[str, str]:
        """The state as it stands in an address, without one part and with others in its place."""
        said = {NAMES[one.name]: _said(getattr(self, one.name)) for one in fields(self) if one.name != but}
        return {name: value for name, value in (said | others).items() if value}

    @property
    def query(self) -> str:
        """The state as the end of an address."""
        return urlencode(self.arguments())


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def read_search(asked: Mapping[str, str], *, named: Mapping[str, Any], categories: Mapping[str, Any]) -> Search:
    """The state that an address names; what it says wrongly is left out."""
    said: dict[str, Any] = {part: asked.get(NAMES[part], "").strip() for part in NAMES}
    for part, allowed in _CHOICES.items():
        said[part] = said[part] if said[part] in allowed else ""
    for part in _DAYS:
        said[part] = _day(said[part])
    said["text"] = said["text"][:200]
    said["named"] = said["named"] if said["named"] in named else ""
    said["category"] = said["category"] if said["category"] in categories else ""
    said["office"] = read_id(said["office"])
    said["year"] = _year(said["year"])
    return Search(**said)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _year(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) == 4 and FIRST_YEAR <= int(said) <= LAST_YEAR else None  # noqa: PLR2004
