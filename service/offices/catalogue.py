"""Kinds of partners and of evidence, read from the data file that an installation may replace."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from service.core.refusals import Refused
from service.offices.rules import EvidenceKind, PartnerCategory, Requirement

FILE = Path(__file__).parent / "data" / "partner_categories.toml"


@cache
def categories() -> Mapping[str, PartnerCategory]:
    """Every category by its key, in the order of the file."""
    return MappingProxyType({one.key: one for one in map(_category, _read()["category"])})


@cache
def evidence_kinds() -> Mapping[str, EvidenceKind]:
    """Every kind of evidence by its key, in the order of the file."""
    return MappingProxyType({raw["key"]: EvidenceKind(**raw) for raw in _read()["evidence"]})


def category(key: str) -> PartnerCategory:
    """One category, or Refused('category_unknown')."""
    found = categories().get(key)
    if found is None:
        raise Refused("category_unknown", field="category")
    return found


def evidence_kind(key: str) -> EvidenceKind:
    """One kind of evidence, or Refused('evidence_kind_unknown')."""
    found = evidence_kinds().get(key)
    if found is None:
        raise Refused("evidence_kind_unknown", field="kind")
    return found


def _category(raw: dict[str, Any]) -> PartnerCategory:
    needs = tuple(Requirement(**{**need, "any_of": tuple(need["any_of"])}) for need in raw.get("requires", ()))
    return PartnerCategory(**{**raw, "requires": needs})


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
