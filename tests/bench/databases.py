"""Seeded databases for benches, kept between runs: seeding 100,000 agreements takes minutes, looking at them does not.

They lie in the system's temporary folder under a name made of the tables and of the seeding, so that a change of either
seeds anew.
"""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.schema import CreateTable

from service.agreements.register import ddl
from service.core.database import Base, Database
from service.core.queue import SilentBell
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.settings import Secret, Settings
from tests.bench import seeding
from tests.bench.results import say
from tests.bench.seeding import Seeded, seed
from tests.support import postgres
from tests.support.clocks import StandingClock
from tests.support.schema import create_all, import_models

ENGINES = ("sqlite", "postgresql")
EVENTS_EACH = 10
PLACE = "SIJARI_BENCH"  # another folder to keep them in


@dataclass(frozen=True, slots=True)
class Kept:
    """A seeded database, how to reach it, and in whose names to look."""

    engine: str
    tools: Tools
    seeded: Seeded
    folder: Path

    def server_seconds(self) -> float:
        """The processor time that the server's processes used so far; SQLite has none."""
        return _seconds_below(_server(self.folder)) if self.engine == "postgresql" else 0.0


def tools_at(url: str, folder: Path) -> Tools:
    """Tools on a database."""
    settings = Settings(
        data=folder, database_url=url, public_url="https://sijari.example.go.id", demo=True,
        master_key=Secret(bytes(32)), session_secret=Secret(bytes(32)),
    )  # fmt: skip
    return Tools(settings, Database(url), DiskStorage(folder / "files"), StandingClock(), SilentBell())


@contextmanager
def kept(engine: str, size: int) -> Iterator[Kept]:
    """The database of an engine with so many agreements; it is seeded if it is not there yet."""
    folder = _folder()
    try:
        known = folder / f"{engine}-{size}.json"
        if known.exists():
            seeded = _read(known)
        else:
            url = _make(engine, size, folder)
            begun = time.perf_counter()
            tools = tools_at(url, folder)
            seeded = seed(tools, size, events=size * EVENTS_EACH)
            tools.database.dispose()
            known.write_text(json.dumps({name: str(value) for name, value in asdict(seeded).items()}))
            say(f"{engine}: {size} agreements seeded in {time.perf_counter() - begun:.0f} s")
        tools = tools_at(_url(engine, size, folder), folder)
        _settle(tools)
        yield Kept(engine, tools, seeded, folder)
        tools.database.dispose()
    finally:
        if engine == "postgresql":
            postgres.stop(folder, keep=True)


def _settle(tools: Tools) -> None:
    """What `sijari` does every night, so that the figures are those of an installation that has been running."""
    if not tools.database.is_sqlite:
        with tools.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE)"))


def _folder() -> Path:
    import_models()
    tables = [str(CreateTable(one)) for one in Base.metadata.sorted_tables]
    indexes = sorted(
        f"{one.name} {[str(each) for each in one.expressions]}"
        for table in Base.metadata.sorted_tables
        for one in table.indexes
    )
    made = [*tables, *indexes, *ddl.SQLITE, *ddl.POSTGRESQL, Path(seeding.__file__).read_text(encoding="utf-8")]
    name = hashlib.sha256("\n".join(made).encode()).hexdigest()[:12]
    parent = Path(os.environ.get(PLACE) or Path(tempfile.gettempdir()) / "sijari-bench")
    folder = parent / (os.environ.get("SIJARI_BENCH_NAME") or name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _make(engine: str, size: int, folder: Path) -> str:
    url = _url(engine, size, folder)
    if engine == "sqlite":
        for path in folder.glob(f"{size}.sqlite*"):
            path.unlink()
    else:
        postgres.recreate(folder, f"bench_{size}")
    create_all(url)
    return url


def _url(engine: str, size: int, folder: Path) -> str:
    return f"sqlite:///{folder}/{size}.sqlite" if engine == "sqlite" else postgres.url(folder, f"bench_{size}")


def _read(known: Path) -> Seeded:
    said = json.loads(known.read_text())
    return Seeded(UUID(said["national"]), UUID(said["province"]), UUID(said["district"]), int(said["agreements"]))


def _server(folder: Path) -> int:
    return int((folder / "pg" / "data" / "postmaster.pid").read_text().split()[0])


def _seconds_below(parent: int) -> float:
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
