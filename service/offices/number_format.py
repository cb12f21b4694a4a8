"""The format of an office's letter numbers: a template of its own, because separators and padding differ (rule 27)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from service.core.refusals import Refused
from service.core.wording import roman

_PART = re.compile(r"\{([a-z_]+)(?::([1-6]))?\}")
_FIELDS: Mapping[str, Callable[["NumberParts"], str]] = {
    "sequence": lambda parts: str(parts.sequence),
    "classification": lambda parts: parts.classification,
    "code": lambda parts: parts.code,
    "month": lambda parts: str(parts.on.month),
    "roman_month": lambda parts: roman(parts.on.month),
    "year": lambda parts: str(parts.on.year),
}
_PADDED = frozenset({"sequence", "month"})
_NEEDED = ("sequence", "year")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What a letter number is made of."""

    sequence: int
    classification: str
    code: str
    on: date


def render_number(template: str, parts: NumberParts) -> str:
    """The number as it is printed: "012/HK.02.00/K.GO-06/07/2022"; `{sequence:3}` pads with noughts."""
    return _PART.sub(lambda found: _part(found, parts), template)


def _part(found: re.Match[str], parts: NumberParts) -> str:
    written = _FIELDS[found[1]](parts)
    return written.zfill(int(found[2])) if found[2] else written


def check_format(template: str) -> None:
    """Refuse a format with unknown parts, or one that would give two letters of different years one number."""
    rest = _PART.sub("", template)
    if not template.strip() or "{" in rest or "}" in rest:
        raise Refused("number_format_broken", field="number_format")
    for name, width in _PART.findall(template):
        if name not in _FIELDS or (width and name not in _PADDED):
            raise Refused("number_format_part_unknown", field="number_format", part=name, known=", ".join(_FIELDS))
    for name in _NEEDED:
        if name not in {found[0] for found in _PART.findall(template)}:
            raise Refused("number_format_part_missing", field="number_format", part=name)


def needs_code(template: str) -> bool:
    """Whether the office's letter code is part of its numbers."""
    return any(name == "code" for name, _ in _PART.findall(template))
