"""The figures of the pages: on the screen, kept in a file, and as the table of docs/measurements.md.

python tests/bench/results.py        writes the table from what the last benches kept
"""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.bench.measuring import Look

SIZES = (1_000, 10_000, 100_000)
REQUESTS = 200
PAPER = Path(__file__).resolve().parents[2] / "docs" / "measurements.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
HEAD = f"  {'who':9} {'what':10} {'p50 ms':>8} {'p95 ms':>8} {'cpu ms':>8} {'server':>8}"


def say(said: str) -> None:
    """One line on the screen, at once."""
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def line(look: "Look") -> str:
    """A line of the table on the screen."""
    return f"  {look.who:9} {look.what:10} {look.p50:8.1f} {look.p95:8.1f} {look.cpu:8.1f} {look.server:8.1f}"


def arguments(engines: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[str, ...], int]:
    """Sizes, databases and requests as the command line says, or the usual ones."""
    said = [*sys.argv[1:], "", "", ""][:3]
    sizes = tuple(int(one) for one in said[0].split(",")) if said[0] else SIZES
    return sizes, tuple(said[1].split(",")) if said[1] else engines, int(said[2] or REQUESTS)


def store(bench: str, looks: "Iterable[Look]") -> None:
    """Keep figures beside those of other runs; the same measurement again takes the place of the old one."""
    path = _path()
    known = {tuple(one["key"]): one for one in (json.loads(path.read_text()) if path.exists() else [])}
    for look in looks:
        key = (bench, look.engine, look.size, look.who, look.what)
        known[key] = {"key": key, **look.as_row()}
    path.write_text(json.dumps(list(known.values()), indent=1))


def table(rows: list[dict[str, Any]]) -> str:
    """p50 and p95 of every page and viewer, one column for each database and size."""
    heads = sorted({(one["engine"], one["size"]) for one in rows}, key=lambda one: (one[0] != "sqlite", one[1]))
    kinds = dict.fromkeys((one["what"], one["who"]) for one in rows)
    found = {(one["what"], one["who"], one["engine"], one["size"]): one for one in rows}
    lines = [
        "| page | viewer | " + " | ".join(f"{engine} {size:,}" for engine, size in heads) + " |",
        "|---|---|" + "---:|" * len(heads),
    ]
    for what, who in kinds:
        cells = (found.get((what, who, *head)) for head in heads)
        said = (f"{one['p50']:.0f} / {one['p95']:.0f}" if one else "" for one in cells)
        lines.append(f"| {what} | {who} | {' | '.join(said)} |")
    return "\n".join(lines)


def write_table() -> None:
    """Put the table into the paper, between its marks."""
    rows = json.loads(_path().read_text())
    said = PAPER.read_text(encoding="utf-8")
    before, rest = said.split(BEGIN)
    _, after = rest.split(END)
    where = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    PAPER.write_text(f"{before}{BEGIN}\n{table(rows)}\n\n{where}.\n{END}{after}", encoding="utf-8")


def _path() -> Path:
    folder = Path(os.environ.get("SIJARI_BENCH") or Path(tempfile.gettempdir()) / "sijari-bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "figures.json"


if __name__ == "__main__":
    write_table()
