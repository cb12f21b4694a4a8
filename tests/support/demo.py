"""The demo's data, seeded once in a run for whoever needs them: it takes a minute of work."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import locked

DATABASE = "sijari.sqlite"
PASSING = ("run", "logs", f"{DATABASE}-wal", f"{DATABASE}-shm")  # of the processes that run, not of the demo


@contextmanager
def alone(run_folder: Path) -> Iterator[Path]:
    """Where the run keeps a seeded data folder; whoever finds none there seeds one and keeps it, the others wait."""
    gate = run_folder / "demo"
    gate.mkdir(exist_ok=True)
    with locked(gate):
        yield gate / "data"


def copy_data(source: Path, target: Path) -> None:
    """Copy a data folder, also one whose service runs: its rows as they are at one moment, then all its files."""
    target.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(source / DATABASE) as rows, sqlite3.connect(target / DATABASE) as copied:
        rows.backup(copied)
    rows.close()
    copied.close()
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(DATABASE, *PASSING))


def keep_data(source: Path, kept: Path) -> None:
    """Keep a seeded data folder for the others of the run; it is there whole or not at all."""
    copy_data(source, kept.with_suffix(".new"))
    kept.with_suffix(".new").rename(kept)
