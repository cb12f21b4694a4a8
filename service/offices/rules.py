"""What is asked of a partner and of a signatory before they may take part (rule 24)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """The three levels of offices."""

    RI = "ri"
    PROVINSI = "provinsi"
    KABKOTA = "kabkota"


class Independence(StrEnum):
    """What is known of a partner's ties to a contest that Bawaslu supervises."""

    UNCHECKED = "unchecked"
    CLEAR = "clear"
    PARTY = "party"
    CANDIDATE = "candidate"
    CAMPAIGN = "campaign"


class LegalStatus(StrEnum):
    """What a partner is in law."""

    PUBLIC_BODY = "public_body"
    LEGAL_ENTITY = "legal_entity"
    NO_LEGAL_ENTITY = "no_legal_entity"
    PART_OF_BODY = "part_of_body"


class Acting(StrEnum):
    """The capacity in which a signatory holds the position."""

    FULL = ""
    PLT = "Plt."
    PLH = "Plh."


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of document; one that is not accepted says why."""

    key: str
    name_id: str
    name_en: str
    help_id: str
    help_en: str
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Requirement:
    """Evidence that a category must bring: any one of the kinds named, and why."""

    any_of: tuple[str, ...]
    name_id: str
    name_en: str
    why_id: str
    why_en: str


@dataclass(frozen=True, slots=True)
class PartnerCategory:
    """A kind of partner; a refused one carries the explanation in `help`."""

    key: str
    name_id: str
    name_en: str
    help_id: str
    help_en: str
    requires: tuple[Requirement, ...] = ()
    refused: bool = False
    unit: bool = False
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One document as the rules see it."""

    kind: str
    issued_on: date
    valid_until: date | None = None
    has_file: bool = True
    checked: bool = True


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the way, by the code of its sentence; one that does not block is a hint."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Mandate:
    """A signatory as the rules see him: his decree or power of attorney, and what it lets him sign."""

    name: str
    decree_number: str
    decree_date: date | None
    valid_from: date | None
    valid_until: date | None
    may_sign: frozenset[str]
    active: bool = True
    has_file: bool = True


_TIES = frozenset({Independence.PARTY, Independence.CANDIDATE, Independence.CAMPAIGN})


def screen_partner(
    category: PartnerCategory,
    evidence: Iterable[Evidence],
    today: date,
    *,
    kinds: Mapping[str, EvidenceKind] | None = None,
    independence: Independence = Independence.CLEAR,
) -> tuple[Fault, ...]:
    """What stands between a partner and its agreement; empty when nothing does.

    With `kinds`, evidence that is never accepted (an SKT) is answered with its explanation.
    """
    if category.refused:
        return (Fault("partner_category_refused", _category_words(category)),)
    held = tuple(evidence)
    faults = [_tie(independence)] if independence in _TIES else []
    faults += [fault for need in category.requires for fault in _met(need, held, today)]
    if faults:
        faults += _refused_evidence(held, kinds or {})
    faults += _hints(category, held, independence)
    return tuple(faults)


def blocking(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Only what stops the agreement, without the hints."""
    return tuple(fault for fault in faults if fault.blocking)


def _tie(independence: Independence) -> Fault:
    return Fault(f"partner_tie_{independence}")


def _met(need: Requirement, held: Collection[Evidence], today: date) -> list[Fault]:
    """Empty when one document of the right kind is in force; otherwise the reason that helps most."""
    fitting = [one for one in held if one.kind in need.any_of]
    if not fitting:
        return [Fault("evidence_missing", _need_words(need))]
    if any(_in_force(one, today) for one in fitting):
        return []
    if any(one.issued_on > today for one in fitting):
        return [Fault("evidence_from_future", _need_words(need))]
    return [Fault("evidence_expired", _need_words(need))]


def _in_force(one: Evidence, today: date) -> bool:
    return one.issued_on <= today and (one.valid_until is None or today <= one.valid_until)


def _refused_evidence(held: Collection[Evidence], kinds: Mapping[str, EvidenceKind]) -> list[Fault]:
    keys = dict.fromkeys(one.kind for one in held)
    refused = [kinds[key] for key in keys if key in kinds and not kinds[key].accepted]
    return [
        Fault("evidence_refused", {"name": k.name_id, "name_en": k.name_en, "why": k.help_id, "why_en": k.help_en})
        for k in refused
    ]


def _hints(category: PartnerCategory, held: Collection[Evidence], independence: Independence) -> list[Fault]:
    hints = []
    needed = {kind for need in category.requires for kind in need.any_of}
    used = [one for one in held if one.kind in needed]
    if any(not one.has_file for one in used):
        hints.append(Fault("evidence_without_file", blocking=False))
    if any(not one.checked for one in used):
        hints.append(Fault("evidence_unchecked", blocking=False))
    if independence is Independence.UNCHECKED:
        hints.append(Fault("independence_unchecked", blocking=False))
    return hints


def _category_words(category: PartnerCategory) -> dict[str, str]:
    return {
        "category": category.name_id,
        "category_en": category.name_en,
        "why": category.help_id,
        "why_en": category.help_en,
    }


def _need_words(need: Requirement) -> dict[str, str]:
    return {"name": need.name_id, "name_en": need.name_en, "why": need.why_id, "why_en": need.why_en}


def signatory_valid(mandate: Mandate, on: date, kind: str | None = None) -> tuple[Fault, ...]:
    """What keeps a signatory from signing on a day; `kind` is "mou" or "pks" where it is known."""
    said = {"signatory": mandate.name}
    faults = []
    if not mandate.active:
        faults.append(Fault("signatory_inactive", said))
    if kind is not None and kind not in mandate.may_sign:
        faults.append(Fault("signatory_may_not_sign", {**said, "kind": _KINDS.get(kind, kind)}))
    if not mandate.decree_number.strip() or mandate.decree_date is None or mandate.valid_from is None:
        faults.append(Fault("decree_missing", said))
    elif mandate.decree_date > on:
        faults.append(Fault("decree_from_future", said))
    faults += _decree_period(mandate, on, said)
    if not mandate.has_file:
        faults.append(Fault("decree_without_file", said, blocking=False))
    return tuple(faults)


_KINDS = {"mou": "Nota Kesepahaman", "pks": "Perjanjian Kerja Sama"}


def _decree_period(mandate: Mandate, on: date, said: Mapping[str, str]) -> list[Fault]:
    if mandate.valid_from is not None and on < mandate.valid_from:
        return [Fault("decree_not_yet", said)]
    if mandate.valid_until is not None and on > mandate.valid_until:
        return [Fault("decree_expired", said)]
    return []


_FORMS = frozenset({"pt", "cv", "ud", "tbk", "persero", "yayasan", "perkumpulan", "lembaga", "lsm", "ormas", "dan"})
_LONG = {
    "univ": "universitas",
    "fak": "fakultas",
    "kab": "kabupaten",
    "prov": "provinsi",
    "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "polres": "kepolisian resor",
    "polda": "kepolisian daerah",
    "kejari": "kejaksaan negeri",
    "kejati": "kejaksaan tinggi",
}


LONGEST_KEY = 200


def name_key(name: str) -> str:
    """A name reduced to what tells partners apart, to find the same partner entered twice."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = " ".join(_LONG.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)).split()
    telling = " ".join(word for word in words if word not in _FORMS) or " ".join(words)
    return telling[:LONGEST_KEY]


def similar(one: str, other: str) -> bool:
    """Whether two reduced names could be the same partner: most of the shorter one's words stand in the other."""
    first, second = set(one.split()), set(other.split())
    if not first or not second:
        return False
    shorter, longer = sorted((first, second), key=len)
    shared = len(shorter & longer)
    return one == other or (shared == len(shorter) and len(shorter) > 1) or shared / len(first | second) >= _ALIKE


_ALIKE = 0.75
