"""The policy of consultation and planning, read from the data file that an installation may replace."""

import tomllib
from functools import cache
from pathlib import Path

from service.planning.rules import Policy

FILE = Path(__file__).parent / "data" / "policy.toml"


@cache
def policy() -> Policy:
    """What this installation has decided."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    raw["exempt_levels"] = frozenset(raw["exempt_levels"])
    raw["holidays"] = frozenset(raw["holidays"])
    return Policy(**raw)
