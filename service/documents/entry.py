"""Reading what was typed into a form made from a manifest; the name of an input is the place that faults name.

Nothing typed is lost: what cannot be understood stays as text, and `check_values` says what is wrong with it.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from service.documents.manifest import Field, FieldType
from service.documents.values import PARTY_PARTS, PERSON_PARTS, SIGNATORY_PARTS, is_empty

MAX_ROWS = 2100
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # no page may show them and no paper print them
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def read_fields(fields: Iterable[Field], data: Mapping[str, str]) -> dict[str, Any]:
    """The values of some fields from the texts of a form; empty fields are left out."""
    values = {each.key: read_field(each, data) for each in fields}
    return {key: value for key, value in values.items() if not is_empty(value)}


def read_field(each: Field, data: Mapping[str, str]) -> Any:
    """The value of one field."""
    match each.type:
        case FieldType.PERIOD:
            parts = {part: _count(_line(data, f"{each.key}.{part}")) for part in ("tahun", "bulan")}
            return {part: value for part, value in parts.items() if not is_empty(value)}
        case FieldType.PERSON:
            return _parts(each.key, [part.key for part in PERSON_PARTS], data)
        case FieldType.PARTY:
            return [party for place in _places(each.key, data) if (party := _party(f"{each.key}.{place}", data))]
        case FieldType.LIST:
            return [text for place in _places(each.key, data) if (text := _line(data, f"{each.key}.{place}"))]
        case FieldType.TABLE:
            keys = [column.key for column in each.columns]
            rows = (_parts(f"{each.key}.{place}", keys, data) for place in _places(each.key, data))
            return [row for row in rows if row]
        case FieldType.DATE:
            return _date(_line(data, each.key))
        case FieldType.NUMBER:
            return _count(_line(data, each.key))
        case FieldType.MONEY:
            return _money(_line(data, each.key))
        case FieldType.LONG_TEXT:
            return block(data.get(each.key, ""))
    return _line(data, each.key)


def block(text: str) -> str:
    """Several lines as they are kept: one kind of line end, nothing behind the lines, no empty lines around."""
    seen = _UNSEEN.sub("", text)
    return "\n".join(line.rstrip() for line in seen.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _line(data: Mapping[str, str], name: str) -> str:
    return " ".join(_UNSEEN.sub("", data.get(name, "")).split())


def _parts(where: str, keys: Iterable[str], data: Mapping[str, str]) -> dict[str, str]:
    found = {key: _line(data, f"{where}.{key}") for key in keys}
    return {key: text for key, text in found.items() if text}


def _party(where: str, data: Mapping[str, str]) -> dict[str, Any]:
    party: dict[str, Any] = dict(_parts(where, [part.key for part in PARTY_PARTS], data))
    signatory = _parts(f"{where}.penandatangan", [part.key for part in SIGNATORY_PARTS], data)
    return {**party, "penandatangan": signatory} if signatory else party


def _places(key: str, data: Mapping[str, str]) -> list[int]:
    """The numbers of the rows that a form sent, in their order."""
    pattern = re.compile(re.escape(key) + r"\.(\d{1,4})(?:\.|$)")
    found = {int(match[1]) for name in data if (match := pattern.match(name))}
    return sorted(found)[:MAX_ROWS]


def _date(text: str) -> str:
    match = _DAY.fullmatch(text)
    if not match:
        return text
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return text


def _count(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < 16 else text  # noqa: PLR2004  no number of ours is longer


def _money(text: str) -> int | str:
    plain = re.sub(r"(?i)^rp\.?\s*", "", text).replace(" ", "")
    plain = re.sub(r",(00?|-)$", "", plain).replace(".", "")
    return int(plain) if plain.isdecimal() and len(plain) < 16 else text  # noqa: PLR2004
