import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.spreadsheets import Link, Sheet, harmless, write_csv, write_xlsx

HOSTILE = ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =cmd|' /C calc'!A0", '=HYPERLINK("x")']


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_a_spreadsheet_would_run_leaves_as_text(text: str) -> None:
    assert harmless(text) == "'" + text
    assert rows_of(write_csv(Sheet("a", ("isi",), [[text]])))[1] == ["'" + text]
    cell = openpyxl.load_workbook(io.BytesIO(write_xlsx(Sheet("a", ("isi",), [[text]])))).active["A2"]
    assert cell.data_type == "s"


@given(st.text())
def test_no_csv_cell_ever_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_workbook_keeps_days_numbers_and_links_as_what_they_are() -> None:
    sheet = Sheet(
        "Daftar", ("hari", "jumlah", "nomor"), [[date(2026, 2, 28), 7, Link("012/HK", "https://contoh.example/1")]]
    )
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(sheet)))["Daftar"]
    day, number, link = page[2]
    assert (day.value.date(), day.is_date) == (date(2026, 2, 28), True)
    assert number.value == 7
    assert (link.value, link.hyperlink.target) == ("012/HK", "https://contoh.example/1")


def test_a_title_stands_above_the_heads_and_the_heads_stay_in_sight() -> None:
    page = openpyxl.load_workbook(io.BytesIO(write_xlsx(Sheet("a", ("isi",), [["x"]], title=("Laporan", "Mei")))))["a"]
    assert [page.cell(line, 1).value for line in range(1, 6)] == ["Laporan", "Mei", None, "isi", "x"]
    assert page.freeze_panes == "A5"


def test_a_csv_opens_as_utf_8_with_dates_that_sort() -> None:
    data = write_csv(Sheet("a", ("hari", "isi"), [[date(2026, 2, 28), "Ké; “satu”"], [None, 'dua "kutip"']]))
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows_of(data)[1:] == [["2026-02-28", "Ké; “satu”"], ["", 'dua "kutip"']]
