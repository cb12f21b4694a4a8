"""How quick the register is with 1,000, 10,000 and 100,000 agreements on both databases.

    python tests/bench/bench_register.py [SIZES] [sqlite,postgresql] [ROUNDS]

Each case counts and reads a first page as the list does (snippets included), as the national office, a province and a
district; deep page and export are the worst of the national office. Milliseconds, p50 and p95 of the rounds.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from service.agreements import queries  # noqa: E402
from service.agreements.queries import Search  # noqa: E402
from service.agreements.register.asking import parse  # noqa: E402
from service.agreements.register.columns import chosen  # noqa: E402
from service.agreements.register.export import MOST, sheet  # noqa: E402
from service.agreements.register.snippets import snippets  # noqa: E402
from service.core.actor import Actor, ActorKind  # noqa: E402
from service.core.database import Database, new_id  # noqa: E402
from service.core.queue import SilentBell  # noqa: E402
from service.core.spreadsheets import write_csv, write_xlsx  # noqa: E402
from service.core.storage import DiskStorage  # noqa: E402
from service.core.tools import Tools  # noqa: E402
from service.settings import Secret, Settings  # noqa: E402
from service.wiring import register_rooms  # noqa: E402
from tests.bench.seeding import TODAY, Seeded, seed  # noqa: E402
from tests.support import postgres  # noqa: E402
from tests.support.clocks import StandingClock  # noqa: E402
from tests.support.schema import create_all  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
CASES: dict[str, Search] = {
    "list": Search(),
    "by end": Search(sort="berakhir"),
    "by partner": Search(sort="-mitra"),
    "pks": Search(kind="pks"),
    "in force": Search(validity="berlaku"),
    "ends soon": Search(validity="segera", sort="berakhir"),
    "category": Search(category="press", stage="follow_up"),
    "year": Search(year=2025),
    "word in all": Search(text="pengawasan"),
    "rare word": Search(text="pelita samudra mandiri 4"),
    "number": Search(text="012/HK.02.00/K.JT-12/05/2025"),
    "begun": Search(text="un"),
    "word + filter": Search(text="magang", kind="pks", validity="berlaku"),
    "no activity": Search(named="tanpa-kegiatan"),
    "MoU without PKS": Search(named="mou-tanpa-pks"),
}


def actor(office_id: UUID) -> Actor:
    return Actor(ActorKind.PERSON, new_id(), "Bench", office_id, frozenset({"drafter"}))


def look(tools: Tools, viewer: Actor, search: Search, *, offset: int | None = 0) -> int:
    """One look at the list, as the page does it."""
    with tools.reading() as session:
        found = queries.find(session, viewer, search, TODAY)
        at = offset if offset is not None else max(0, found.total - 25)
        rows = queries.rows(session, viewer, search, TODAY, offset=at, limit=25, total=found.total)
        if search.text:
            snippets(session, rows, parse(search.text), queries.readable(session, viewer))
        return found.total


def export(tools: Tools, viewer: Actor, *, xlsx: bool) -> int:
    with tools.reading() as session:
        lines = queries.every_row(session, viewer, Search(), TODAY, most=MOST)
        made = sheet(lines, chosen([]), TODAY, "https://sijari.example.go.id", linked=False)
        return len(write_xlsx(made, in_order=True) if xlsx else write_csv(made))


def timed(run: Callable[[], int], rounds: int) -> tuple[float, float, int]:
    taken, said = [], run()
    for _ in range(rounds):
        begun = time.perf_counter()
        said = run()
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return statistics.median(taken), taken[min(len(taken) - 1, int(len(taken) * 0.95))], said


def bench(tools: Tools, seeded: Seeded, rounds: int) -> None:
    for who in ("national", "province", "district"):
        viewer = actor(getattr(seeded, who))
        for name, search in CASES.items():
            half, most, total = timed(lambda v=viewer, s=search: look(tools, v, s), rounds)  # type: ignore[misc]
            say(f"  {who:9} {name:16} {half:8.1f} {most:8.1f}   {total} found")
    viewer = actor(seeded.national)
    for name, search in (("deep page", Search()), ("deep by end", Search(sort="berakhir"))):
        half, most, _ = timed(lambda s=search: look(tools, viewer, s, offset=None), rounds)  # type: ignore[misc]
        say(f"  national  {name:16} {half:8.1f} {most:8.1f}")
    for name, xlsx in (("export csv", False), ("export xlsx", True)):
        begun = time.perf_counter()
        size = export(tools, viewer, xlsx=xlsx)
        taken = (time.perf_counter() - begun) * 1000
        say(f"  national  {name:16} {taken:8.0f}            {size} bytes, peak {_peak()} MB")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def make_tools(url: str, folder: Path) -> Tools:
    settings = Settings(
        data=folder, database_url=url, public_url="https://sijari.example.go.id", demo=True,
        master_key=Secret(bytes(32)), session_secret=Secret(bytes(32)),
    )  # fmt: skip
    return Tools(settings, Database(url), DiskStorage(folder / "files"), StandingClock(), SilentBell())


def main(sizes: tuple[int, ...], kinds: tuple[str, ...], rounds: int) -> None:
    register_rooms()
    with tempfile.TemporaryDirectory(prefix="sijari-bench-") as name:
        folder = Path(name)
        try:
            for kind in kinds:
                for size in sizes:
                    url = f"sqlite:///{folder}/{size}.sqlite" if kind == "sqlite" else postgres.create_empty(folder)
                    create_all(url)
                    tools = make_tools(url, folder)
                    begun = time.perf_counter()
                    seeded = seed(tools, size, events=size * 10)
                    say(f"{kind}, {size} agreements (seeded in {time.perf_counter() - begun:.0f} s)")
                    say(f"  {'who':9} {'what':16} {'p50 ms':>8} {'p95 ms':>8}")
                    bench(tools, seeded, rounds)
                    tools.database.dispose()
        finally:
            postgres.stop(folder)


if __name__ == "__main__":
    said = [*sys.argv[1:], "", "", ""][:3]
    main(
        tuple(int(one) for one in said[0].split(",")) if said[0] else SIZES,
        tuple(said[1].split(",")) if said[1] else ("sqlite", "postgresql"),
        int(said[2] or 20),
    )
