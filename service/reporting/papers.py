"""The PDF and the XLSX of a frozen report, made from its frozen content alone."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from service.core.audit import Stream
from service.core.jobs import Work
from service.core.refusals import Refused
from service.core.spreadsheets import Cell, Link, Sheet, write_xlsx
from service.core.tools import Tools
from service.documents.content import Content
from service.documents.ports import Renderer
from service.documents.shipped import shipped
from service.offices.catalogue import categories
from service.reporting import words
from service.reporting.models import MonthlyReport
from service.reporting.rules import read_month

TEMPLATE, VERSION = "laporan_bulanan", 1
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
COLUMNS = (
    "Bentuk", "Tentang", "Mitra", "Jenis mitra", "Nomor Bawaslu", "Nomor mitra", "Ditandatangani", "Berlaku s.d.",
    "Jangka (bulan)", "Keadaan PKS", "Perubahan bulan ini", "Kegiatan bulan ini", "Kendala", "Rencana bulan depan",
)  # fmt: skip


def category_label(key: str) -> str:
    """The kind of partner in Indonesian; what is not known any more keeps its key."""
    known = categories().get(key)
    return known.name_id if known else key


def month_words(text: str) -> str:
    """A month in words: Maret 2026."""
    month = read_month(text)
    return f"{MONTHS[month.month - 1]} {month.year}" if month else text


def make(work: Work, tools: Tools) -> None:
    """Make both files and enter them; what was made before stays."""
    with tools.reading() as session:
        row = session.get(MonthlyReport, work.subject_id)
        if row is None or not row.content:
            raise Refused("not_found")
        if row.pdf_sha256:
            return
        said, digest = json.loads(row.content), row.content_hash
    table = tools.storage.put(write_xlsx(*sheets(said, tools.settings.public_url)))
    paper = tools.part(Renderer).render(shipped().get(TEMPLATE, VERSION), Content(values(said, digest)))
    pdf = tools.storage.put(paper.pdf)
    with tools.begin() as uow:
        row = uow.session.get_one(MonthlyReport, work.subject_id, with_for_update=True)
        if row.pdf_sha256:
            return
        row.pdf_sha256, row.xlsx_sha256 = uow.keep(pdf, "application/pdf"), uow.keep(table, XLSX)
        uow.record(
            Stream("office", row.office_id), "report:rendered", report=str(row.id), pdf=pdf.sha256, xlsx=table.sha256
        )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def short(text: str) -> str:
    """A day as 28-05-2025."""
    day = _date(text)
    return f"{day:%d-%m-%Y}" if day else "–"


def changes(line: Mapping[str, Any]) -> str:
    """What changed, with the mark of a late entry."""
    late = set(line.get("late_changes", ()))
    return ", ".join(f"{words.CHANGES[one]}{' (entri susulan)' if one in late else ''}" for one in line["changes"])


def activities(line: Mapping[str, Any]) -> str:
    """The activities of the month."""
    return "; ".join(
        f"{one['title']} ({short(one['held_on'])}{', entri susulan' if one['late'] else ''})"
        for one in line["activities"]
    )


def sheets(said: Mapping[str, Any], url: str) -> Iterator[Sheet]:
    """The own agreements, what is being made, and the reports of the offices below."""
    title = (f"Laporan bulanan {said['office']['name']}", month_words(said["month"]))
    yield Sheet("Kerja sama", COLUMNS, [row(one, url) for one in said["lines"]], title)
    if said["making"]:
        made = [
            (words.KINDS[one["kind"]], one["subject"], one["partner"], words.STAGES[one["stage"]])
            for one in said["making"]
        ]
        yield Sheet("Dalam proses", ("Bentuk", "Tentang", "Mitra", "Tahapan"), made)
    if said["districts"]:
        rows = [(one["code"], one["name"], DISTRICT[one["state"]], len(one["lines"])) for one in said["districts"]]
        yield Sheet("Kantor di bawah", ("Kode", "Kantor", "Laporan", "Kerja sama"), rows)
        lines = [(one["name"], *row(line, url)) for one in said["districts"] for line in one["lines"]]
        yield Sheet("Rekap kantor di bawah", ("Kantor", *COLUMNS), lines)


DISTRICT = {
    "missing": "belum ada",
    "draft": "belum dikirim",
    "sent": "terkirim, belum diterima",
    "returned": "dikembalikan",
    "received": "diterima",
}


def row(line: Mapping[str, Any], url: str) -> tuple[Cell | Link, ...]:
    """One agreement as the columns say; its number leads to it."""
    number = Link(line["office_number"] or "buka", f"{url.rstrip('/')}/kerja-sama/{line['id']}")
    return (
        words.KINDS[line["kind"]], line["subject"], line["partner"], category_label(line["category"]), number,
        line["partner_number"], _date(line["signed_on"]), _date(line["end_on"]), line.get("term"),
        words.PKS[line["pks"]], changes(line), activities(line), line["obstacles"], line["plan"],
    )  # fmt: skip


def values(said: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """What the template prints."""
    return {
        "kantor": said["office"]["name"],
        "bulan": month_words(said["month"]),
        "revisi": f"Diperbaiki, revisi {said['revision']}" if said["revision"] > 1 else "",
        "nihil": "Nihil: tidak ada perubahan dan kegiatan pada bulan ini." if said["nil"] else "",
        "umum": said["general"],
        "baris": [_printed(number, one) for number, one in enumerate(said["lines"], start=1)],
        "proses": [
            {"tentang": one["subject"], "mitra": one["partner"] or "–", "tahapan": words.STAGES[one["stage"]]}
            for one in said["making"]
        ],
        "wilayah": [
            {"kantor": one["name"], "laporan": DISTRICT[one["state"]], "jumlah": str(len(one["lines"]))}
            for one in said["districts"]
        ],
        "sidik": digest,
        "saksi": _heads(said),
        "tanda_terima": receipt(said.get("answer")),
    }


def head(one: Mapping[str, Any]) -> str:
    """A head as it is printed."""
    return f"{one['stream']} nomor {one['sequence']}: {one['hash']}"


def own_heads(said: Mapping[str, Any]) -> list[str]:
    """The head of the sender's own chain."""
    return [head(one) for one in said["witness"] if one["stream"].startswith("office:")]


def _heads(said: Mapping[str, Any]) -> list[str]:
    rest = sum(1 for one in said["witness"] if not one["stream"].startswith("office:"))
    found = [f"Kepala rantai audit kantor pengirim: {one}" for one in own_heads(said)]
    if said.get("checkpoint"):
        found.append(f"Titik simpan audit nomor {said['checkpoint']['sequence']}: {said['checkpoint']['hash']}")
    if rest:
        found.append(f"Kepala rantai audit {rest} kerja sama tercantum dalam berkas saksi (JSON) laporan ini.")
    return [
        *found,
        "Kepala rantai audit penerima tercantum dalam berkas saksi (JSON) setelah laporan diterima atau dikembalikan.",
    ]


def receipt(answer: Mapping[str, Any] | None) -> list[str]:
    """What the office above answered before this revision, with the head of its chain."""
    if not answer or answer["state"] not in ("received", "returned"):
        return []
    day = f" pada {short(answer['at'][:10])}" if answer["at"] else ""
    found = [f"Revisi sebelumnya {DISTRICT[answer['state']]} oleh {answer['name']}{day}: {answer['reason']}"]
    if answer["receipt"]:
        return found + [f"Kepala rantai audit penerima: {head(one)}" for one in answer["receipt"]]
    return [*found, "Dicatat dari luar sistem: tidak ada kepala rantai audit penerima."]


def _printed(number: int, line: Mapping[str, Any]) -> dict[str, str]:
    numbers = "\n".join(one for one in (line["office_number"], line["partner_number"]) if one)
    return {
        "no": str(number),
        "naskah": f"{line['kind'].upper()}: {line['subject']}",
        "mitra": f"{line['partner']} ({category_label(line['category'])})" if line["partner"] else "–",
        "nomor": numbers.replace("\n", " / ") or "–",
        "berlaku": f"{short(line['signed_on'])} s.d. {short(line['end_on'])}",
        "jangka": str(line["term"]) if line.get("term") else "–",
        "pks": words.PKS[line["pks"]],
        "kegiatan": "; ".join(one for one in (changes(line), activities(line)) if one) or "–",
        "kendala": line["obstacles"] or "–",
        "rencana": line["plan"] or "–",
    }
