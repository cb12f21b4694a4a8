"""How quick the list of agreements is, as its page: 1,000, 10,000 and 100,000 agreements on both databases.

    python tests/bench/bench_register.py [SIZES] [sqlite,postgresql] [REQUESTS]

Every case is fetched by a signed-in person of RI, of a province and of a district. The peer of the search is a scan
with LIKE over title, numbers, partner and text, of the deep page one read with OFFSET past every row.
"""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import text  # noqa: E402

from service.wiring import register_rooms  # noqa: E402
from tests.bench.databases import ENGINES, Kept, kept  # noqa: E402
from tests.bench.measuring import peak_mb, visitors  # noqa: E402
from tests.bench.results import HEAD, arguments, line, say, store  # noqa: E402

CASES = {
    "list": ("", "hal=2", "urut=berakhir", "urut=-mitra", "urut=nomor"),
    "filter": ("jenis=pks", "keberlakuan=berlaku", "keberlakuan=segera&urut=berakhir", "tahun=2025",
               "kategori=press&tahap=follow_up", "saring=tanpa-kegiatan", "saring=mou-tanpa-pks"),
    "search": ("q=pengawasan", "q=pelita+samudra+mandiri+4", "q=012/HK.02.00/K.JT-12/05/2025", "q=un", "q=kata0",
               "q=kata500", "q=magang&jenis=pks", "q=magang&urut=berakhir"),
    "deep page": ("hal=99999", "hal=99999&urut=berakhir"),
}  # fmt: skip
PEERS = {
    "LIKE instead of the index of words": (
        "SELECT count(*) FROM (SELECT a.id FROM agreements a LEFT JOIN partners p ON p.id = a.partner_id"
        " JOIN search_entries e ON e.agreement_id = a.id WHERE lower(a.subject) LIKE '%kata500%'"
        " OR lower(p.name) LIKE '%kata500%' OR a.office_number LIKE '%kata500%' OR e.paper LIKE '%kata500%') AS found"
    ),
    "OFFSET over whole rows": "SELECT * FROM agreements ORDER BY subject LIMIT 25 OFFSET {last}",
}


def main() -> None:
    """Print a table for each database and keep the figures."""
    sizes, engines, requests = arguments(ENGINES)
    register_rooms()
    for engine in engines:
        for size in sizes:
            with kept(engine, size) as database:
                _bench(database, requests)


def _bench(database: Kept, requests: int) -> None:
    say(f"{database.engine}, {database.seeded.agreements} agreements\n{HEAD}")
    looks = []
    for who, visitor in visitors(database).items():
        for what, queries in CASES.items():
            paths = [f"/kerja-sama/?{query}" for query in queries]
            looks.append(visitor.look(who, what, paths, max(1, requests // len(paths))))
            say(line(looks[-1]))
    for what, query in PEERS.items():
        say(f"  peer: {what:38} {_peer(database, query):8.1f} ms")
    say(f"  peak memory {peak_mb()} MB")
    store("register", looks)


def _peer(database: Kept, query: str) -> float:
    said = text(query.format(last=database.seeded.agreements - 25))
    taken = []
    with database.tools.reading() as session:
        for _ in range(3):
            begun = time.perf_counter()
            session.execute(said).all()
            taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
