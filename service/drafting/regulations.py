"""The regulations that may be cited, read from a data file that an installation may replace (rule 38)."""

import tomllib
from functools import cache
from pathlib import Path

from service.drafting.rules import Regulation

FILE = Path(__file__).parent / "data" / "regulations.toml"


@cache
def regulations() -> tuple[Regulation, ...]:
    """Every regulation, in the order of the file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["regulation"]
    return tuple(Regulation(**{**row, "amended_by": tuple(row.get("amended_by", ()))}) for row in rows)
