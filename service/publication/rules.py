"""What personal data looks like in a text, and how it is masked in what the public gets (rule 34).

A mask may cover more than it must (a number that merely looks like a telephone), never less.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


class Decision(StrEnum):
    """What the information officer decided about an agreement."""

    OPEN = "open"
    EXEMPT = "exempt"


class CopyState(StrEnum):
    """Where the public copy stands."""

    NONE = "none"  # exempt, or nothing made yet
    WANTED = "wanted"
    UPLOADED = "uploaded"  # waits for a second person
    READY = "ready"  # waits for the act of publishing
    PUBLISHED = "published"


class Personal(StrEnum):
    """The kinds of personal data that never reach the public."""

    EMAIL = "email"
    NIP = "nip"
    NIK = "nik"
    PHONE = "phone"


MASKS: Mapping[Personal, str] = {
    Personal.EMAIL: "[surel disamarkan]",
    Personal.NIP: "[NIP disamarkan]",
    Personal.NIK: "[NIK disamarkan]",
    Personal.PHONE: "[telepon disamarkan]",
}
_AT = r"(?:@|\s*[\[(]\s*(?:at|et|pada)\s*[\])]\s*)"
_GAP = r"[ .\u00a0\-\u2010-\u2015]?"
# Long numbers first, so that a NIK is not taken for a telephone. A day such as 05-07-2025 is none of them.
PATTERNS: Mapping[Personal, re.Pattern[str]] = {
    Personal.EMAIL: re.compile(rf"[\w.+%'-]+{_AT}[\w-]+(?:\s?\.\s?[\w-]+)+", re.IGNORECASE),
    Personal.NIP: re.compile(rf"(?<!\d)(?:\d{_GAP}){{17}}\d(?!\d)"),
    Personal.NIK: re.compile(rf"(?<!\d)(?:\d{_GAP}){{15}}\d(?!\d)"),
    Personal.PHONE: re.compile(
        r"(?<![\w/])(?!\d{1,2}[-./]\d{1,2}[-./]\d{4}(?!\d))(?:\+\s?62|62|\(?0)(?:[\s.\-()\u00a0\u2010-\u2015]{0,2}\d){7,13}(?!\d)"
    ),
}
# Parts of a form's value that are a contact whatever is written in them.
CONTACT_KEYS = {"telepon": Personal.PHONE, "surel": Personal.EMAIL, "nip": Personal.NIP, "nik": Personal.NIK}
LONGEST_EXEMPTION = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text or value without personal data, and how many pieces of each kind were covered."""

    value: Any
    counts: Mapping[Personal, int]


def plain(text: str) -> str:
    """Text in which digits and signs of other alphabets and widths are our own."""
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in unicodedata.normalize("NFKC", text)
    )


def leaks(text: str) -> dict[Personal, int]:
    """How many pieces of each kind of personal data a text shows; empty when it shows none."""
    _, counts = _mask_text(plain(text))
    return {kind: count for kind, count in counts.items() if count}


def mask(value: Any) -> Masked:
    """A value (text, list, mapping, nested as they may be) with its personal data covered."""
    counts = dict.fromkeys(Personal, 0)
    return Masked(_mask_value(value, counts), {kind: count for kind, count in counts.items() if count})


def _mask_value(value: Any, counts: dict[Personal, int]) -> Any:
    if isinstance(value, str):
        return _mask_into(value, counts)
    if isinstance(value, Mapping):
        return {key: _mask_part(key, part, counts) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mask_value(one, counts) for one in value]
    return value


def _mask_part(key: str, part: Any, counts: dict[Personal, int]) -> Any:
    kind = CONTACT_KEYS.get(key)
    if kind is None or not isinstance(part, str) or not part.strip():
        return _mask_value(part, counts)
    counts[kind] += 1
    return MASKS[kind]


def _mask_into(text: str, counts: dict[Personal, int]) -> str:
    simple = plain(text)
    masked, found = _mask_text(simple)
    for kind, count in found.items():
        counts[kind] += count
    return masked if masked != simple else text


def _mask_text(text: str) -> tuple[str, dict[Personal, int]]:
    counts: dict[Personal, int] = {}
    for kind, pattern in PATTERNS.items():
        text, counts[kind] = pattern.subn(_replacement(kind), text)
    return text, counts


def _replacement(kind: Personal) -> Callable[[re.Match[str]], str]:
    return lambda _: MASKS[kind]


def exemption_fault(ground: str, review_on: date | None, today: date) -> tuple[str, str] | None:
    """What is missing from a decision not to publish: the code of a refusal and the field."""
    if not ground.strip():
        return "exemption_ground_missing", "ground"
    if review_on is None or review_on <= today:
        return "exemption_review_missing", "review_on"
    return ("exemption_too_long", "review_on") if review_on > today + LONGEST_EXEMPTION else None
