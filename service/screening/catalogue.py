"""The phases and the concerned categories that are shipped, read from the data file."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from service.screening.rules import PhaseKind

FILE = Path(__file__).parent / "data" / "kalender.toml"


@dataclass(frozen=True, slots=True)
class ShippedPhase:
    """A phase as the data file states it; it concerns the whole country."""

    key: str
    contest: str
    name: str
    kind: PhaseKind
    first_on: date
    last_on: date
    source: str
    categories: tuple[str, ...]


@cache
def concerned() -> tuple[str, ...]:
    """The categories of partners that a phase concerns unless it says otherwise."""
    return tuple(_read()["concerned"])


@cache
def shipped() -> Sequence[ShippedPhase]:
    """Every phase of the file, in its order."""
    return tuple(_phase(raw) for raw in _read()["phase"])


def _phase(raw: dict[str, Any]) -> ShippedPhase:
    given = {"kind": PhaseKind(raw["kind"]), "categories": tuple(raw.get("categories", concerned()))}
    return ShippedPhase(**{**raw, **given})


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
