"""From a printed value back to the value: "5 (lima) tahun" is five years, "Rp1.000.000,00 (satu juta rupiah)" a sum."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from service.core.refusals import Refused
from service.core.wording import month_name
from service.documents.entry import read_field
from service.documents.manifest import Field, FieldType
from service.documents.tracked.rebuilding import Value

TERM = re.compile(r"(?:(\d{1,4})\s*(?:\([^)]*\))?\s*tahun)?\s*(?:dan\s*)?(?:(\d{1,4})\s*(?:\([^)]*\))?\s*bulan)?")
COUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,15})\s*(?:\([^)]*\))?")
MONEY = re.compile(r"Rp\.?\s*(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(?:00|-))?\s*(?:\([^)]*\))?", re.IGNORECASE)
DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")
MONTHS = {month_name(number).casefold(): number for number in range(1, 13)}


def put_back(field: Field, old: Any, value: Value) -> Any:
    """The value of a field with what was changed in it; refuses what cannot be read."""
    if value.items is not None:
        items = list(value.items)
        return "\n".join(items) if field.type is FieldType.LONG_TEXT else items
    if value.part:
        return _inside(field, old, value)
    if field.type in READERS:
        found = READERS[field.type](value.text)
        if found is None:
            raise Refused("returned_value_unreadable", name=field.label.id, text=value.text[:80])
        return found
    if field.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        return read_field(field, {field.key: value.text})
    raise Refused("returned_value_unreadable", name=field.label.id, text=value.text[:80])


def _inside(field: Field, old: Any, value: Value) -> Any:
    """A copy of a list, a table, a person or a party with one text in it replaced."""
    place, *rest = value.part
    text = " ".join(value.text.split())
    if isinstance(old, list) and place.isdigit() and int(place) < len(old):
        inner = Value(value.key, tuple(rest), value.text)
        changed = _inside(field, old[int(place)], inner) if rest else text
        return [*old[: int(place)], changed, *old[int(place) + 1 :]]
    if isinstance(old, Mapping):
        inner = Value(value.key, tuple(rest), value.text)
        return {**old, place: _inside(field, old.get(place) or {}, inner) if rest else text}
    raise Refused("returned_value_unreadable", name=field.label.id, text=value.text[:80])


def _term(text: str) -> dict[str, int] | None:
    found = TERM.fullmatch(text.strip())
    parts = zip(("tahun", "bulan"), found.groups() if found else (), strict=False)
    said = {name: int(number) for name, number in parts if number}
    return said or None


def _count(text: str) -> int | None:
    found = COUNT.fullmatch(text.strip())
    return int(found[1].replace(".", "")) if found else None


def _money(text: str) -> int | None:
    found = MONEY.fullmatch(text.strip())
    return int(found[1].replace(".", "")) if found else None


def _day(text: str) -> str | None:
    found = DAY.fullmatch(text.strip())
    month = MONTHS.get(found[2].casefold()) if found else None
    try:
        return date(int(found[3]), month, int(found[1])).isoformat() if found and month else None
    except ValueError:
        return None


READERS: Mapping[FieldType, Callable[[str], Any]] = {
    FieldType.PERIOD: _term,
    FieldType.NUMBER: _count,
    FieldType.MONEY: _money,
    FieldType.DATE: _day,
}
