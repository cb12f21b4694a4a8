"""Spreadsheets and scans that are wrong, odd, or meant to do harm."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.importing import queries
from tests.importing.desk import HEADS, good, pdfs, xlsx
from tests.support.papers import plain_pdf


def changed(data, change):
    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"Jenis;Tentang\nMoU;Apa\n", "upload_wrong_type", id="CSV called XLSX"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "upload_wrong_type", id="XLS or password"),
        pytest.param(zipped(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x")), "import_unreadable", id="bad"),
        pytest.param(zipped(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", bytes(80_000_000))), "upload_too_much",
                     id="zip bomb"),
        pytest.param(xlsx([("a", "b")], ("Warna", "Rasa")), "import_no_heads", id="no known heads"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused(sqlite_desk, data, code):
    with pytest.raises(Refused, match=code):
        sqlite_desk.look(data)


def test_ten_thousand_rows_are_refused_with_the_limit(sqlite_desk):
    data = xlsx([good(number) for number in range(1, 10_001)])
    with pytest.raises(Refused, match="import_too_many_rows") as refused:
        sqlite_desk.look(data)
    assert refused.value.params["limit"] == 2000


def test_a_formula_is_never_evaluated_and_text_that_looks_like_one_stays_text(sqlite_desk):
    rows = [good(1, subject='=HYPERLINK("http://jahat.example","klik")'), good(2, subject="'+62 =cmd|' /C calc'!A0")]
    batch_id = sqlite_desk.try_(xlsx(rows), pdfs(1, 2))
    said = sqlite_desk.said(batch_id)
    assert said[2][0] == "wrong"
    assert {"cell_formula_lost", "subject_missing"} <= said[2][1]
    sqlite_desk.run(batch_id, skip_wrong=True)
    assert sqlite_desk.entered(batch_id)[3].subject == "'+62 =cmd|' /C calc'!A0"


def test_a_term_written_where_the_last_day_is_asked_for_is_reckoned(sqlite_desk):
    batch_id = sqlite_desk.try_(xlsx([good(1, end="3 tahun"), good(2, end="30-05-2028")]), pdfs(1, 2))
    assert "end_reckoned" in sqlite_desk.said(batch_id)[2][1]
    sqlite_desk.run(batch_id)
    ends = {number: entered.end_on for number, entered in sqlite_desk.entered(batch_id).items()}
    assert ends == {2: date(2028, 5, 28), 3: date(2028, 5, 30)}


def test_error_cells_control_characters_and_very_long_text_are_named(sqlite_desk):
    rows = [good(1), good(2, subject="Judul\n\u202edengan\u200b tipu\tdaya"), good(3, subject="x" * 3000)]

    def spoil(book):
        book.active["C2"].value, book.active["C2"].data_type = "#REF!", "e"

    batch_id = sqlite_desk.try_(changed(xlsx(rows), spoil), pdfs(1, 2, 3))
    said = sqlite_desk.said(batch_id)
    assert said[2] == ("wrong", {"cell_error"})
    assert said[3][0] == "ready"
    assert (said[4][0], "cell_too_long" in said[4][1]) == ("wrong", True)
    sqlite_desk.run(batch_id, skip_wrong=True)
    assert sqlite_desk.entered(batch_id)[3].subject == "Judul dengan tipu daya"


def test_merged_cells_hidden_rows_columns_and_sheets_are_named(sqlite_desk):
    def disguise(book):
        sheet = book.active
        sheet.merge_cells("C2:C3")
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["F"].hidden = True
        book.create_sheet("Rahasia").append(["x"])
        book["Rahasia"].sheet_state = "hidden"
        book.create_sheet("Lain").append(["y"])

    rows = [good(1), good(2, signed="2 Juni 2025"), good(3)]
    workbook, _ = sqlite_desk.look(changed(xlsx(rows), disguise))
    read = workbook.read
    assert (read.hidden_sheets, read.other_sheets, read.hidden_columns) == (("Rahasia",), ("Lain",), ("F",))
    said = sqlite_desk.said(sqlite_desk.try_(changed(xlsx(rows), disguise), pdfs(1, 2, 3)))
    assert said[3] == ("warning", {"cell_merged"})
    assert "row_hidden" in said[4][1]


def test_heads_below_a_merged_title_and_over_two_rows_are_found(sqlite_desk):
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "REKAPITULASI"
    sheet.merge_cells("A1:F1")
    for place, head in enumerate(("Jenis", "Judul", "Instansi", "Nomor", None, "Tanggal"), start=1):
        sheet.cell(3, place, head)
    sheet.merge_cells("D3:E3")
    sheet["D4"], sheet["E4"] = "Bawaslu", "Mitra"
    sheet.append(["PKS", "Magang", "Kampus", "1/B/2025", "2/K/2025", date(2025, 5, 28)])
    out = io.BytesIO()
    book.save(out)
    read = sqlite_desk.look(out.getvalue())[0].read
    assert (read.head_row, read.heads[3:5]) == (3, ("Nomor Bawaslu", "Nomor Mitra"))
    assert [row.number for row in read.rows] == [5]


def test_dates_of_the_1904_system_are_read_as_they_are_meant(sqlite_desk):
    def old(book):
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904

    batch_id = sqlite_desk.try_(changed(xlsx([good(1, signed=44343)]), old), pdfs(1))
    sqlite_desk.run(batch_id)
    assert sqlite_desk.entered(batch_id)[2].signed_on == date(2025, 5, 28)


def test_external_links_are_named_and_never_opened(sqlite_desk):
    data = xlsx([good(1)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        new.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert sqlite_desk.look(out.getvalue())[0].read.external_links


def test_scans_that_cannot_be_used_are_named_and_the_others_taken(sqlite_desk):
    broken = ("rusak.pdf", b"%PDF-1.7 ini rusak")
    picture = ("foto.jpg", b"\xff\xd8\xff\xe0" + bytes(40))
    archive = ("pindaian.zip", zipped(("dalam/../../1-naskah.pdf", plain_pdf(text="1")), ("__MACOSX/._x.pdf", b"x")))
    _, scans = sqlite_desk.look(xlsx([good(1)]), [archive, broken, picture])
    assert [(one.name, one.fault) for one in scans] == [
        ("1-naskah.pdf", ""), ("rusak.pdf", "upload_unreadable"), ("foto.jpg", "import_scan_not_pdf"),
    ]  # fmt: skip


def test_a_zip_bomb_among_the_scans_is_refused(sqlite_desk):
    with pytest.raises(Refused, match="import_zip_too_much"):
        sqlite_desk.look(xlsx([good(1)]), [("bom.zip", zipped(("a.pdf", bytes(60_000_000))))])


def test_one_file_for_two_rows_is_wrong_in_both_also_under_two_names(sqlite_desk):
    same = plain_pdf(text="satu")
    batch_id = sqlite_desk.try_(xlsx([good(1), good(2)]), [("1-naskah.pdf", same), ("2-naskah.pdf", same)])
    said = sqlite_desk.said(batch_id)
    assert [said[row][0] for row in (2, 3)] == ["wrong", "wrong"]
    with sqlite_desk.tools.reading() as session:
        notes = [note for row in queries.rows(session, batch_id) for note in row.notes if note[0] == "scan_shared"]
    assert [(note[3], note[4]["rows"]) for note in notes] == [("J2", "3"), ("J3", "2")]


def test_what_the_register_holds_is_not_entered_again(sqlite_desk):
    sqlite_desk.import_([good(1), good(2)], pdfs(1, 2))
    rows = [
        good(1, subject="Ditulis lain"),  # the same number and day
        good(7, file="2-naskah.pdf", partner="Kampus Tujuh"),  # the same scan
        good(1, signed="30 Mei 2025", partner="Kampus Lain", file=""),  # the number of another paper
        good(9, partner="Kampus Sembilan"),
    ]
    batch_id = sqlite_desk.try_(xlsx(rows), pdfs(2, 9))
    said = sqlite_desk.said(batch_id)
    assert {row: verdict for row, (verdict, _) in said.items()} == {2: "wrong", 3: "known", 4: "wrong", 5: "ready"}
    assert "number_of_another" in said[4][1]
    assert "number_twice" in said[2][1]
    assert sqlite_desk.run(batch_id, skip_wrong=True) == 1


def test_nothing_is_entered_when_a_row_fails_at_the_last_moment(desk, monkeypatch):
    from service.importing import entering

    batch_id = desk.try_(xlsx([good(1), good(2)], HEADS), pdfs(1, 2))
    calls = []

    def fail(*args):
        calls.append(args)
        if len(calls) == 2:
            raise Refused("storage_full")

    monkeypatch.setattr(entering, "_duties", fail)
    with pytest.raises(Refused, match="storage_full"):
        desk.run(batch_id)
    assert desk.count(Agreement) == 0
