"""Workbooks and scans made to read, to run or to block what is not theirs, and what leaves the service afterwards."""

import csv
import io
import time
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
import xlsxwriter
from openpyxl import load_workbook
from sqlalchemy import select

from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.publication.models import Publication
from tests.importing.desk import HEADS, good, pdfs, xlsx
from tests.support.papers import plain_pdf
from tests.support.people import make_office, make_person

SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
QUICK = 20.0  # seconds; the reader's own limit would be a minute
FORMULAS = ('=HYPERLINK("http://jahat.example","klik")', "+62+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1)")


def typed(*rows: tuple[object, ...]) -> bytes:
    """A workbook whose cells are text whatever they begin with, kept as shared strings."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for line, row in enumerate((HEADS, *rows)):
            for place, value in enumerate(row):
                page.write_string(line, place, str(value))
    return out.getvalue()


def part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            raw = old.read(member)
            new.writestr(member.filename, change(raw) if member.filename == name else raw)
    return out.getvalue()


def declared(entities: bytes, used: bytes) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        body = raw[raw.index(b"?>") + 2 :]
        kind = b'<?xml version="1.0"?><!DOCTYPE sst [' + entities + b"]>"
        return kind + body.replace(b"Pengawasan Partisipatif 1", used)

    return change


def at_the_end(more: bytes, *, of: bytes = b"</sheetData>", inside: bool = True) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(of, more + of if inside else of + more)


LAUGHS = b'<!ENTITY a "%s">' % (b"ha" * 50) + b"".join(
    b'<!ENTITY %c "%s">' % (one + 1, (b"&%c;" % one) * 10) for one in b"abcdefghij"
)


@pytest.mark.parametrize(
    ("entities", "used"),
    [
        pytest.param(b'<!ENTITY x SYSTEM "file:///etc/hostname">', b"&x;", id="file"),
        pytest.param(b'<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', b"&x;", id="address"),
        pytest.param(LAUGHS, b"&k;", id="billion laughs"),
        pytest.param(b'<!ENTITY x "%s">' % (b"h" * 100_000), b"&x;" * 3000, id="quadratic"),
        pytest.param(b'<!ENTITY %% x SYSTEM "file:///etc/hostname"> %%x;', b"&x;", id="parameter"),
    ],
)
def test_entities_bring_in_no_file_and_are_not_blown_up(sqlite_desk, entities, used):
    begun = time.monotonic()
    with pytest.raises(Refused, match="import_unreadable"):
        sqlite_desk.look(part(typed(good(1)), SHARED, declared(entities, used)))
    assert time.monotonic() - begun < QUICK


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda raw: raw.replace(b'ref="A1:J3"', b'ref="A1:XFD1048576"'), id="declared size"),
        pytest.param(at_the_end(b'<row r="1048576"><c r="A1048576" s="0"/></row>'), id="format in the last row"),
        pytest.param(at_the_end(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), id="value in the last cell"),
    ],
)
def test_a_sheet_that_only_looks_huge_is_read_as_it_is(sqlite_desk, change):
    """Spreadsheet programs leave formats down to the last row; that must neither refuse a list nor take a minute."""
    begun = time.monotonic()
    workbook, _ = sqlite_desk.look(part(typed(good(1), good(2)), SHEET, change))
    assert [row.number for row in workbook.read.rows] == [2, 3]
    assert time.monotonic() - begun < QUICK


MERGED = b'<mergeCells count="1"><mergeCell ref="%s"/></mergeCells>'


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param(SHEET, at_the_end(MERGED % b"A1:XFD1048576", inside=False), id="all cells merged"),
        pytest.param(SHEET, at_the_end(MERGED % b"A5:A1048576", inside=False), id="a column merged"),
        pytest.param(SHEET, at_the_end(MERGED % b"A:A", inside=False), id="merged without rows"),
        pytest.param(SHEET, at_the_end(b'<row r="9">' + b"<c/>" * 400_000 + b"</row>"), id="too many cells"),
        pytest.param(SHARED, at_the_end(b"".join(b"<si><t>%x</t></si>" % (one * 2654435761) for one in range(400_000)),
                                        of=b"</sst>"), id="too many texts"),
        pytest.param(SHARED, at_the_end(b"<si><t/></si>" * 4_000_000, of=b"</sst>"), id="texts that pack well"),
    ],
)  # fmt: skip
def test_a_small_file_that_would_keep_the_reader_busy_is_refused_at_once(sqlite_desk, name, change):
    begun = time.monotonic()
    with pytest.raises(Refused, match=r"import_too_large|import_unreadable|upload_too_much"):
        sqlite_desk.look(part(typed(good(1)), name, change))
    assert time.monotonic() - begun < QUICK


def test_the_highest_number_of_rows_that_is_allowed_is_read(sqlite_desk):
    rows = [good(number) for number in range(1, 2001)]
    assert len(sqlite_desk.look(typed(*rows))[0].read.rows) == 2000


# -------------------------------------------------------------------------------------------------------- out again
def test_hostile_cells_leave_no_table_as_a_formula(sqlite_desk, pages):
    """What is typed like a formula comes in as text, and leaves as text in both tables and in the open data."""
    desk = sqlite_desk
    rows = [
        good(number, subject=said, partner=f"{said} {number}", office_number=f"{said}{number}",
             partner_number=f"\t{said}{number}")
        for number, said in enumerate(FORMULAS, start=1)
    ]  # fmt: skip
    batch_id = desk.try_(typed(*rows), pdfs(1, 2, 3, 4))
    desk.run(batch_id)
    with desk.tools.begin() as uow:
        for one in uow.session.scalars(select(Agreement)):
            uow.session.add(
                Publication(agreement_id=one.id, live_key=one.id, decision="open", decided_name="A",
                            decided_at=uow.now, copy_state="published", copy_sha256="0" * 64, masked={},
                            published_at=uow.now)
            )  # fmt: skip
    pages.sign_in(make_person(desk.tools, make_office(desk.tools), "drafter"))
    for path in ("/kerja-sama/ekspor?jenis_berkas=csv", "/publik/data.csv"):
        cells = [cell for row in csv.reader(io.StringIO(pages.get(path).data.decode("utf-8-sig"))) for cell in row]
        assert any(FORMULAS[0] in cell for cell in cells), path
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "\t"))] == [], path
    book = load_workbook(io.BytesIO(pages.get("/kerja-sama/ekspor?jenis_berkas=xlsx").data))
    found = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == FORMULAS[0] for cell in found)
    assert [cell.value for cell in found if cell.data_type == "f"] == []
    assert [cell.value for cell in found if cell.hyperlink and "jahat" in str(cell.hyperlink.target)] == []


# ------------------------------------------------------------------------------------------------------------- scans
def pdf_with(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain_pdf(text="Naskah"))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _opening(kind: str, **said: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name(kind), **said)
        pdf.Root.OpenAction = pdf.make_indirect(action)

    return change


def _page_script(pdf: pikepdf.Pdf) -> None:
    script = pdf.make_stream(b"app.alert(1)")
    pdf.pages[0].obj["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script))


def _named_script(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=names)


def _launching_note(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["jahat.exe"] = b"MZ"


ACTIVE = {
    "script on opening": _opening("/JavaScript", JS=pikepdf.String("app.alert(1)")),
    "program on opening": _opening("/Launch", F=pikepdf.String("cmd.exe")),
    "data from elsewhere": _opening("/ImportData", F=pikepdf.String("x.fdf")),
    "script of a page": _page_script,
    "script by name": _named_script,
    "program behind a link": _launching_note,
    "file inside": _attachment,
}


@pytest.mark.parametrize("name", list(ACTIVE))
def test_a_scan_that_runs_or_carries_something_is_named_and_not_kept(sqlite_desk, name):
    bad = pdf_with(ACTIVE[name])
    _, scans = sqlite_desk.look(xlsx([good(1)]), [("1-naskah.pdf", bad), *pdfs(2)])
    assert [(one.fault, bool(one.sha256)) for one in scans] == [("upload_active", False), ("", True)]
    assert len(list(sqlite_desk.tools.storage.names())) == 2  # the spreadsheet and the sound scan


def test_a_name_spelled_in_numbers_hides_no_script(sqlite_desk):
    bad = pdf_with(ACTIVE["script on opening"]).replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS", b"/J#53")
    assert b"/JavaScript" not in bad
    _, scans = sqlite_desk.look(xlsx([good(1)]), [("1-naskah.pdf", bad)])
    assert scans[0].fault == "upload_active"


def test_a_paper_that_only_speaks_of_such_things_is_taken(sqlite_desk):
    def speak(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "Tentang /JavaScript, /Launch dan /EF"
        pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])

    _, scans = sqlite_desk.look(xlsx([good(1)]), [("1-naskah.pdf", pdf_with(speak))])
    assert scans[0].fault == ""
