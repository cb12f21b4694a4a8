"""A district that imports: what the tests of this room stand on."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from openpyxl import Workbook as Book
from sqlalchemy import func, select

from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.tools import Tools
from service.importing import actions, queries, reading
from service.importing.models import ImportRow
from service.wiring import register_rooms
from tests.support.agreements import person
from tests.support.papers import plain_pdf
from tests.support.people import make_office

LIMIT = 25 * 1024 * 1024
HEADS = ("Jenis", "Tentang", "Mitra", "Kategori mitra", "Nomor Bawaslu", "Nomor mitra", "Tanggal tanda tangan",
         "Berakhir", "Nomor MoU induk", "Nama berkas")  # fmt: skip


def xlsx(rows: Iterable[Sequence[object]], heads: Sequence[object] = HEADS) -> bytes:
    """A workbook of one sheet."""
    book = Book()
    book.active.append(list(heads))
    for row in rows:
        book.active.append([value if value != "" else None for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def good(number: int, **given: object) -> tuple[object, ...]:
    """A row with everything in its place."""
    said = {
        "kind": "MoU",
        "subject": f"Pengawasan Partisipatif {number}",
        "partner": f"Universitas Contoh {number}",
        "category": "Perguruan tinggi negeri",
        "office_number": f"{number:03}/HK.02.00/K.CT-01/5/2025",
        "partner_number": f"{number}/UC/2025",
        "signed": "28 Mei 2025",
        "end": "28 Mei 2028",
        "parent": "",
        "file": f"{number}-naskah.pdf",
    } | given
    return tuple(said.values())


def pdfs(*numbers: int) -> list[tuple[str, bytes]]:
    """A scan for each of those rows."""
    return [(f"{number}-naskah.pdf", plain_pdf(text=f"Naskah {number}")) for number in numbers]


@dataclass(slots=True)
class Desk:
    """The office, its drafter, and the way from a file to a batch."""

    tools: Tools
    office_id: UUID
    drafter: Actor
    made: list[UUID] = field(default_factory=list)

    def look(self, data: bytes, scans: Iterable[tuple[str, bytes]] = (), name: str = "daftar.xlsx") -> Any:
        """What the reader makes of a file."""
        workbook = reading.take_workbook(self.tools.storage, io.BytesIO(data), name, max_bytes=LIMIT)
        return workbook, reading.take_scans(self.tools.storage, scans, max_bytes=LIMIT)

    def try_(self, data: bytes, scans: Iterable[tuple[str, bytes]] = ()) -> UUID:
        """A trial."""
        workbook, taken = self.look(data, scans)
        with self.tools.begin(self.drafter) as uow:
            return actions.try_file(uow, workbook, taken).id

    def run(self, batch_id: UUID, *, skip_wrong: bool = False) -> int:
        """The import itself."""
        with self.tools.begin(self.drafter) as uow:
            return actions.run(uow, batch_id, skip_wrong=skip_wrong)

    def import_(self, rows: Sequence[Sequence[object]], scans: Iterable[tuple[str, bytes]] = ()) -> UUID:
        """A trial that is imported at once."""
        batch_id = self.try_(xlsx(rows), scans)
        self.run(batch_id)
        return batch_id

    def said(self, batch_id: UUID) -> dict[int, tuple[str, set[str]]]:
        """Verdict and codes of the notes by row."""
        with self.tools.reading() as session:
            found = queries.rows(session, batch_id)
            return {row.number: (row.verdict, {note[0] for note in row.notes}) for row in found}

    def entered(self, batch_id: UUID) -> dict[int, Agreement]:
        """The agreements that a batch made, by row."""
        with self.tools.reading() as session:
            pairs = session.execute(
                select(ImportRow.number, Agreement)
                .join(Agreement, Agreement.id == ImportRow.agreement_id)
                .where(ImportRow.batch_id == batch_id)
            )
            return {number: agreement for number, agreement in pairs}  # noqa: C416  rows are no pairs to mypy

    def count(self, model: Any) -> int:
        """How many rows a table has."""
        with self.tools.reading() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


def furnish(tools: Tools) -> Desk:
    """A district with a drafter."""
    register_rooms()
    office = make_office(tools)
    return Desk(tools, office.id, person(office.id, "drafter"))
