"""How long a thousand agreements with scans take to enter: as one import, and one after the other by hand.

    python tests/bench/bench_import.py [ROWS]

The peer is what there was before: `enter_existing`, the action behind the page, called for each row with its scan
looked at and stored. Both ways start from empty databases and the same bytes; the rounds are interleaved.
"""

import io
import json
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from openpyxl import Workbook  # noqa: E402

from service.agreements.lifecycle import Kind  # noqa: E402
from service.core.actor import Actor, ActorKind  # noqa: E402
from service.core.audit import verify_chains  # noqa: E402
from service.core.clock import SystemClock  # noqa: E402
from service.core.database import Database, new_id  # noqa: E402
from service.core.queue import SilentBell  # noqa: E402
from service.core.storage import DiskStorage  # noqa: E402
from service.core.tools import Tools  # noqa: E402
from service.core.uploads import accept_upload  # noqa: E402
from service.followup.existing import Existing, enter_existing  # noqa: E402
from service.importing import actions, reading  # noqa: E402
from service.offices.actions import PartnerFacts, create_partner  # noqa: E402
from service.offices.rules import LegalStatus  # noqa: E402
from service.settings import Secret, Settings  # noqa: E402
from service.wiring import register_rooms  # noqa: E402
from tests.support.papers import plain_pdf  # noqa: E402
from tests.support.people import make_office  # noqa: E402
from tests.support.schema import create_all  # noqa: E402

HEADS = ("Jenis", "Tentang", "Mitra", "Kategori", "Nomor Bawaslu", "Nomor mitra", "Tanggal tanda tangan", "Berakhir",
         "Nama berkas")  # fmt: skip
LIMIT = 25 * 1024 * 1024
ROUNDS = 1


def make_tools(folder: Path) -> tuple[Tools, Actor]:
    """An empty installation in a folder, with one office."""
    url = f"sqlite:///{folder}/sijari.sqlite"
    create_all(url)
    settings = Settings(
        data=folder, database_url=url, public_url="https://sijari.example.go.id", demo=True,
        master_key=Secret(bytes(range(32))), session_secret=Secret(bytes(range(32, 64))),
    )  # fmt: skip
    tools = Tools(settings, Database(url), DiskStorage(folder / "files"), SystemClock(), SilentBell())
    office = make_office(tools)
    return tools, Actor(ActorKind.PERSON, new_id(), "Penguji", office_id=office.id, roles=frozenset({"drafter"}))


def sheet(rows: int) -> bytes:
    """The workbook."""
    book = Workbook()
    book.active.append(HEADS)
    for number in range(1, rows + 1):
        book.active.append(
            ["MoU", f"Pengawasan Partisipatif {number}", f"Universitas Uji {number % 200}", "Perguruan tinggi negeri",
             f"{number}/HK.02.00/K.CT-01/5/2025", f"{number}/UC/2025", f"{number % 28 + 1} Mei 2025", "28-05-2028",
             f"{number}.pdf"]
        )  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_import(tools: Tools, actor: Actor, data: bytes, scans: list[tuple[str, bytes]]) -> dict[str, float]:
    """The whole way of the import: reading, looking at the scans, trial, entering."""
    began = time.perf_counter()
    workbook = reading.take_workbook(tools.storage, io.BytesIO(data), "uji.xlsx", max_bytes=LIMIT)
    read = time.perf_counter()
    taken = reading.take_scans(tools.storage, scans, max_bytes=LIMIT)
    looked = time.perf_counter()
    with tools.begin(actor) as uow:
        batch_id = actions.try_file(uow, workbook, taken).id
    tried = time.perf_counter()
    with tools.begin(actor) as uow:
        entered = actions.run(uow, batch_id, skip_wrong=False)
    done = time.perf_counter()
    assert entered == len(scans), entered
    return {
        "read": read - began, "scans": looked - read, "trial": tried - looked, "enter": done - tried,
        "all": done - began,
    }  # fmt: skip


def by_hand(tools: Tools, actor: Actor, scans: list[tuple[str, bytes]]) -> float:
    """The page's own way for each row; partners are made beforehand and not counted."""
    partners = []
    with tools.begin(actor) as uow:
        for number in range(200):
            facts = PartnerFacts(f"Universitas Uji {number}", "public_university", LegalStatus.PUBLIC_BODY)
            partners.append(create_partner(uow, facts, different=True).id)
    began = time.perf_counter()
    for number, (name, data) in enumerate(scans, start=1):
        scan = accept_upload(io.BytesIO(data), name, allowed={"pdf"}, max_bytes=LIMIT)
        stored = tools.storage.put(scan.data)
        known = Existing(
            kind=Kind.MOU, subject=f"Pengawasan Partisipatif {number}", partner_id=partners[number % 200],
            office_number=f"{number}/HK.02.00/K.CT-01/5/2025", partner_number=f"{number}/UC/2025",
            signed_on=date(2025, 5, number % 28 + 1), end_on=date(2028, 5, 28),
        )  # fmt: skip
        with tools.begin(actor) as uow:
            enter_existing(uow, known, stored)
    return time.perf_counter() - began


def measure(rows: int, *, hand: bool) -> dict[str, float]:
    """One round of both ways."""
    data = sheet(rows)
    scans = [(f"{number}.pdf", plain_pdf(text=f"Naskah {number}")) for number in range(1, rows + 1)]
    with tempfile.TemporaryDirectory(prefix="sijari-bench-") as folder:
        tools, actor = make_tools(Path(folder))
        found = by_import(tools, actor, data, scans)
        with tools.reading() as session:
            assert not list(verify_chains(session))
        tools.database.dispose()
    if hand:
        with tempfile.TemporaryDirectory(prefix="sijari-bench-") as folder:
            tools, actor = make_tools(Path(folder))
            found["by_hand"] = by_hand(tools, actor, scans)
            tools.database.dispose()
    return found


def main() -> None:
    """Print the medians as JSON."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    register_rooms()
    measure(20, hand=True)  # the sandbox starts and modules load here
    rounds = [measure(rows, hand=True) for _ in range(ROUNDS)]
    medians = {name: round(statistics.median(one[name] for one in rounds), 2) for name in rounds[0]}
    sys.stdout.write(json.dumps({"rows": rows} | medians, indent=2) + "\n")


if __name__ == "__main__":
    main()
