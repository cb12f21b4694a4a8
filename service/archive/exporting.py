"""The export of a year for the archive office: a BagIt bag as a ZIP, written file by file to spare the memory."""

import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.archive.queries import location, originals_of
from service.archive.retention import keeping
from service.core.refusals import Refused
from service.core.spreadsheets import Cell, Sheet, write_xlsx
from service.core.tools import Tools
from service.offices.models import Office, Partner
from service.signing.models import SigningEvent

KINDS = {"mou": "Nota Kesepahaman", "pks": "Perjanjian Kerja Sama"}
NOTHING = "Tidak ada; semua berkas yang terdaftar disertakan."
README = """Ekspor naskah kerja sama {office} tahun {year}

Isi
  data/naskah/   satu folder untuk tiap naskah yang ditandatangani pada tahun {year}:
                 naskah.pdf (naskah final atau pindaiannya) dan, bila ada, bukti-penandatanganan.zip
  data/metadata.xlsx, data/metadata.json, data/metadata.xml
                 keterangan tiap naskah: pihak, nomor, tanggal, masa berlaku, retensi, lokasi naskah asli, SHA-256

Memeriksa keutuhan
  Buka ZIP ini, masuk ke folder {bag}, lalu jalankan:
    sha256sum -c manifest-sha256.txt
  Setiap baris harus berbunyi "OK" (atau "UTUH"). Susunan folder mengikuti BagIt 1.0 (RFC 8493).

Berkas yang tidak dapat disertakan
{lacking}

Dibuat oleh Sijari pada {made}. PDF yang bertanda tangan elektronik jangan disimpan ulang: isinya akan berubah dan
tanda tangannya tidak lagi sah.
"""


@dataclass(slots=True)
class Outcome:
    """What went in."""

    agreements: int = 0
    files: int = 0
    size: int = 0
    sha256: str = ""
    lacking: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Bag:
    """A bag as it is written: each file once, its hash noted for the manifest."""

    archive: zipfile.ZipFile
    name: str
    manifest: list[tuple[str, str]] = field(default_factory=list)
    octets: int = 0

    def add(self, path: str, data: bytes, *, packed: bool = True) -> None:
        """Put one file into data/."""
        self.manifest.append((hashlib.sha256(data).hexdigest(), f"data/{path}"))
        self.octets += len(data)
        self._write(f"data/{path}", data, packed=packed)

    def close(self, facts: list[tuple[str, str]], readme: str) -> None:
        """Write the tag files: what a bag is, what is in it, and their own manifest."""
        info = [*facts, ("Payload-Oxum", f"{self.octets}.{len(self.manifest)}")]
        tags = {
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(f"{name}: {said}\n" for name, said in info),
            "BACA-SAYA.txt": readme,
            "manifest-sha256.txt": "".join(f"{digest}  {path}\n" for digest, path in self.manifest),
        }
        lines = ""
        for path, text in tags.items():
            self._write(path, text.encode())
            lines += f"{hashlib.sha256(text.encode()).hexdigest()}  {path}\n"
        self._write("tagmanifest-sha256.txt", lines.encode())

    def _write(self, path: str, data: bytes, *, packed: bool = True) -> None:
        how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        self.archive.writestr(f"{self.name}/{path}", data, how)


def export_year(tools: Tools, office: Office, year: int, target: Path) -> Outcome:
    """Write the bag of an office's year to `target`, whole or not at all."""
    with tools.reading() as session:
        ids = list(session.scalars(_of_year(office.id, year)))
    if not ids:
        raise Refused("export_empty", year=year)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
    try:
        outcome = _write_bag(tools, office, year, ids, temporary)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
            outcome.sha256 = _digest(written)
        outcome.size = temporary.stat().st_size
        temporary.chmod(0o640)
        temporary.replace(target)
    except OSError as fault:
        raise Refused("storage_full") from fault
    finally:
        temporary.unlink(missing_ok=True)
    return outcome


def count_of_year(session: Session, office_id: UUID, year: int) -> int:
    """How many agreements an export would hold."""
    return session.scalar(select(func.count()).select_from(_of_year(office_id, year).subquery())) or 0


def _of_year(office_id: UUID, year: int) -> Any:
    return (
        select(Agreement.id)
        .where(
            Agreement.lead_office_id == office_id,
            Agreement.stage == Stage.FOLLOW_UP.value,
            Agreement.signed_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Agreement.signed_on, Agreement.id)
    )


def _write_bag(tools: Tools, office: Office, year: int, ids: list[UUID], temporary: Path) -> Outcome:
    outcome = Outcome()
    name = f"arsip-{_plain(office.code)}-{year}"
    with zipfile.ZipFile(temporary, "w", allowZip64=True) as archive:
        bag = Bag(archive, name)
        rows = []
        for place, agreement_id in enumerate(ids, start=1):
            with tools.reading() as session:  # short ones: no transaction is open while files are read
                row = _row(session, agreement_id, place)
            _add_files(tools, bag, row, outcome)
            rows.append(row)
        _add_metadata(bag, rows)
        outcome.agreements, outcome.files = len(rows), len(bag.manifest)
        made = tools.clock.now().isoformat(timespec="seconds")
        readme = README.format(
            office=office.name, year=year, bag=name, made=made, lacking="\n".join(outcome.lacking) or NOTHING
        )
        facts = [
            ("Source-Organization", _line(office.full_name or office.name)),
            ("External-Identifier", f"{office.code}/{year}"),
            ("External-Description", f"Naskah kerja sama yang ditandatangani tahun {year}"),
            ("Bagging-Date", made[:10]),
        ]
        bag.close(facts, readme)
    return outcome


def _add_files(tools: Tools, bag: Bag, row: dict[str, Any], outcome: Outcome) -> None:
    for file in row["files"]:
        try:
            data = tools.storage.get(file["sha256"])
        except Refused as refused:
            file["included"] = False
            outcome.lacking.append(f"  {file['path']} (SHA-256 {file['sha256']}): {_why(refused.code)}")
            continue
        bag.add(file["path"], data, packed=False)


def _why(code: str) -> str:
    return "isinya berubah" if code == "file_altered" else "hilang atau tidak terbaca"


def _row(session: Session, agreement_id: UUID, place: int) -> dict[str, Any]:
    one = session.get_one(Agreement, agreement_id)
    partner = session.get(Partner, one.partner_id) if one.partner_id else None
    kept = keeping(session, one)
    folder = f"naskah/{place:04d}-{_plain(one.office_number or str(one.id)[:8])}"
    return {
        "folder": folder,
        "id": str(one.id),
        "jenis": KINDS.get(one.kind, one.kind),
        "sifat": one.nature,
        "tentang": one.subject,
        "mitra": partner.name if partner else "",
        "nomor_bawaslu": one.office_number,
        "nomor_mitra": one.partner_number,
        "ditandatangani": one.signed_on,
        "berlaku_mulai": one.effective_on or one.signed_on,
        "berakhir": one.end_on,
        "diakhiri": one.ended_on,
        "cara_tanda_tangan": one.mode or "arsip lama",
        "kode_publik": one.public_code,
        "retensi_kode": kept.rule.code if kept.rule else "",
        "retensi_sampai": kept.until,
        "retensi_nasib": kept.rule.fate if kept.rule else "",
        "naskah_asli": [
            {
                "lembar": sheet.sheet,
                "milik": sheet.owner,
                "nomor_arsip": sheet.archive_number,
                "pemegang": sheet.holder,
                "lokasi": location(session, sheet),
                "keadaan": sheet.condition,
                "klasifikasi_akses": sheet.access_class,
            }
            for sheet in originals_of(session, one.id)
        ],
        "files": list(_files(session, one, folder)),
    }


def _files(session: Session, one: Agreement, folder: str) -> Iterator[dict[str, Any]]:
    if one.final_sha256:
        yield {"path": f"{folder}/naskah.pdf", "sha256": one.final_sha256, "included": True}
    query = select(SigningEvent.bundle_sha256).where(
        SigningEvent.agreement_id == one.id, SigningEvent.bundle_sha256 != ""
    )
    for place, sha256 in enumerate(session.scalars(query), start=1):
        name = "bukti-penandatanganan" if place == 1 else f"bukti-penandatanganan-{place}"
        yield {"path": f"{folder}/{name}.zip", "sha256": sha256, "included": True}


# ----------------------------------------------------------------------------------------------------------- metadata
COLUMNS = (
    "folder", "jenis", "sifat", "tentang", "mitra", "nomor_bawaslu", "nomor_mitra", "ditandatangani", "berlaku_mulai",
    "berakhir", "diakhiri", "cara_tanda_tangan", "kode_publik", "retensi_kode", "retensi_sampai", "retensi_nasib",
)  # fmt: skip
SHEETS = ("lembar", "milik", "nomor_arsip", "pemegang", "lokasi", "keadaan", "klasifikasi_akses")


def _add_metadata(bag: Bag, rows: list[dict[str, Any]]) -> None:
    bag.add("metadata.json", json.dumps(rows, ensure_ascii=False, indent=2, default=_text).encode())
    bag.add("metadata.xml", _xml(rows))
    papers: list[list[Cell]] = [[row[name] for name in COLUMNS] for row in rows]
    files: list[list[Cell]] = [
        [file["path"], file["sha256"], "ya" if file["included"] else "tidak"] for row in rows for file in row["files"]
    ]
    originals: list[list[Cell]] = [
        [row["folder"], *(sheet[name] for name in SHEETS)] for row in rows for sheet in row["naskah_asli"]
    ]
    book = write_xlsx(
        Sheet("Naskah", [_head(name) for name in COLUMNS], papers),
        Sheet("Berkas", ["Berkas", "SHA-256", "Disertakan"], files),
        Sheet("Naskah asli", ["Folder", *(_head(name) for name in SHEETS)], originals),
    )
    bag.add("metadata.xlsx", book)


def _head(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _xml(rows: list[dict[str, Any]]) -> bytes:
    root = ET.Element("arsip")
    for row in rows:
        _grow(ET.SubElement(root, "kerja_sama"), row)
    ET.indent(root)
    out: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return out


def _grow(parent: ET.Element, said: dict[str, Any]) -> None:
    for name, value in said.items():
        if isinstance(value, list):
            group = ET.SubElement(parent, name)
            for one in value:
                _grow(ET.SubElement(group, "butir"), one)
        else:
            ET.SubElement(parent, name).text = _text(value)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no place for them


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else _UNPRINTABLE.sub("", str(value))


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:60] or "naskah"


def _line(text: str) -> str:
    return " ".join(text.split())


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
