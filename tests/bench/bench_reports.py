"""How long a province's compiled report and the pages of reports take: 35 districts, 500 and 5,000 agreements.

    python tests/bench/bench_reports.py [ROUNDS]

Milliseconds, p50 and p95. The peer compiles each district by itself from the tables, as one would without the frozen
reports.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import insert, text  # noqa: E402

from service.agreements.models import Agreement  # noqa: E402
from service.app import create_app  # noqa: E402
from service.core.actor import Actor, ActorKind  # noqa: E402
from service.core.database import new_id  # noqa: E402
from service.core.tools import Tools  # noqa: E402
from service.offices.models import Office, Partner  # noqa: E402
from service.reporting import actions, compiling, freezing  # noqa: E402
from service.wiring import register_rooms  # noqa: E402
from tests.bench.databases import tools_at  # noqa: E402
from tests.support import postgres  # noqa: E402
from tests.support.pages import PageClient  # noqa: E402
from tests.support.people import make_person  # noqa: E402
from tests.support.schema import create_all  # noqa: E402

DISTRICTS, SIZES, FEB = 35, (500, 5_000), date(2026, 2, 1)


def office(code: str, level: str, parent: UUID | None) -> Office:
    name = f"Bawaslu {code}"
    row = Office(id=new_id(), code=code, name=name, full_name=name, short_name=name, level=level, zone="WIB")
    row.parent_id = parent
    return row


def fill(tools: Tools, size: int) -> tuple[Office, list[UUID]]:
    """A province with its districts, all of whose reports are received."""
    with tools.begin() as uow:
        province = office("1", "provinsi", None)
        uow.session.add(province)
        uow.session.flush()
        below = [office(f"1.{n:02}", "kabkota", province.id) for n in range(DISTRICTS)]
        uow.session.add_all(below)
        partner = Partner(
            id=new_id(), name="Universitas Contoh", name_key="universitas contoh", category="public_university",
            legal_status="public_body", created_at=uow.now,
            office_id=below[0].id,
        )  # fmt: skip
        uow.session.flush()
        uow.session.add(partner)
        uow.session.flush()
        rows = [
            {
                "id": new_id(), "kind": "mou", "subject": f"Pengawasan Partisipatif {n}", "stage": "follow_up",
                "stage_since": uow.now, "origin": "made", "lead_office_id": below[n % DISTRICTS].id,
                "partner_id": partner.id, "nature": "original", "mode": "wet", "public_code": f"{n:032x}",
                "office_number": f"{n}/HK.02.00", "partner_number": "", "final_sha256": "", "created_at": uow.now,
                "signed_on": FEB - timedelta(days=n % 700 - 20), "version": 1,
            }
            for n in range(size)
        ]  # fmt: skip
        uow.session.execute(insert(Agreement), rows)
        ids = [one.id for one in below]
    chief = Actor(ActorKind.PERSON, new_id(), "Ketua", province.id, frozenset({"chair"}))
    for one in ids:
        who = Actor(ActorKind.PERSON, new_id(), "Ketua", one, frozenset({"chair"}))
        with tools.begin(who) as uow:
            actions.check(uow, FEB)
            report = actions.send(uow, FEB).id
        with tools.begin(chief) as uow:
            actions.judge(uow, report)
    with tools.database.begin() as session:
        session.execute(text("ANALYZE"))
    return province, ids


@contextmanager
def place(engine: str, size: int) -> Iterator[Tools]:
    with tempfile.TemporaryDirectory(prefix="sijari-bench-") as name:
        folder = Path(name)
        try:
            if engine == "sqlite":
                url = f"sqlite:///{folder}/bench.sqlite"
            else:
                postgres.recreate(folder, "bench")
                url = postgres.url(folder, "bench")
            create_all(url)
            tools = tools_at(url, folder)
            yield tools
            tools.database.dispose()
        finally:
            if engine == "postgresql":
                postgres.stop(folder, keep=False)


def timed(rounds: int, what: Callable[[], object]) -> str:
    what()
    found = []
    for _ in range(rounds):
        begun = time.perf_counter()
        what()
        found.append((time.perf_counter() - begun) * 1000)
    return f"{statistics.median(found):8.1f} {sorted(found)[max(0, int(len(found) * 0.95) - 1)]:8.1f}"


def measure(engine: str, size: int, rounds: int) -> None:
    with place(engine, size) as tools:
        province, ids = fill(tools, size)
        pages = PageClient(create_app(tools))
        pages.sign_in(make_person(tools, province, "chair"))

        def compiled() -> object:
            with tools.reading() as session:
                return freezing.live(session, province.id, FEB, None)

        def one_by_one() -> object:
            with tools.reading() as session:
                return [compiling.compile_report(session, one, FEB) for one in ids]

        cases: dict[str, Callable[[], object]] = {
            "report of the province": compiled,
            "each district by itself": one_by_one,
            "/laporan/": lambda: pages.get("/laporan/"),
            "/laporan/2026-02": lambda: pages.get("/laporan/2026-02"),
        }
        for name, what in cases.items():
            sys.stdout.write(f"{engine:11}{size:6}  {name:26}{timed(rounds, what)}\n")
            sys.stdout.flush()


def main() -> None:
    """Print p50 and p95."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    register_rooms()
    for engine in ("sqlite", "postgresql"):
        for size in SIZES:
            measure(engine, size, rounds)


if __name__ == "__main__":
    main()
