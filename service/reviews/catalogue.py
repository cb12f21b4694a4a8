"""The checklist, read from the data file that an installation may replace."""

import tomllib
from functools import cache
from pathlib import Path

from service.reviews.rules import Checklist, Item

FILE = Path(__file__).parent / "data" / "checklist.toml"
MENDS = frozenset({"addendum", "renew", "new", "end", "none"})


@cache
def checklist() -> Checklist:
    """Every question that a review asks."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    items = tuple(Item(**{**one, "kinds": frozenset(one["kinds"])}) for one in raw["item"])
    if len({one.key for one in items}) != len(items) or any(one.mend not in MENDS for one in items):
        raise ValueError(f"{FILE.name}: each item needs a key of its own and a known way to mend it")
    return Checklist(int(raw["version"]), str(raw["regulation"]), items)
