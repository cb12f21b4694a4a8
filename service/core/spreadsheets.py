"""Tables that leave the service as XLSX or CSV; what a spreadsheet would run as a formula leaves as plain text."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

Cell = str | int | date | None
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a cell begins that spreadsheet programs take for a formula
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Link:
    """A cell with an address behind its text."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name, an optional title above it, the heads of the columns, and the rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell | Link]]
    title: Sequence[str] = ()


def harmless(text: str) -> str:
    """Text that no spreadsheet program takes for a formula: an apostrophe goes before one that begins like it."""
    return "'" + text if text.lstrip(" ").startswith(_RUNS) else text


def write_csv(sheet: Sheet) -> bytes:
    """A CSV with a byte order mark, so that spreadsheet programs read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.columns)
    writer.writerows([harmless(_plain(cell)) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: Cell | Link) -> str:
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def write_xlsx(*sheets: Sheet, in_order: bool = False) -> bytes:
    """A workbook; text stays text whatever it begins with, a date is a date, the head stays in sight.

    `in_order` lets go of each row once it is written, for tables whose rows would not fit into memory together.
    """
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain | ({"constant_memory": True} if in_order else {"in_memory": True}))
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"}),
        "title": book.add_format({"bold": True}),
    }
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name[:31]), sheet, formats)
    book.close()
    return out.getvalue()


def _write_sheet(page: "xlsxwriter.workbook.Worksheet", sheet: Sheet, formats: dict[str, object]) -> None:
    for line, text in enumerate(sheet.title):
        page.write_string(line, 0, text, formats["title"])
    top = len(sheet.title) + 1 if sheet.title else 0
    widths = [len(name) for name in sheet.columns]
    for place, name in enumerate(sheet.columns):
        page.write_string(top, place, name, formats["head"])
    for line, row in enumerate(sheet.rows, start=top + 1):
        for place, cell in enumerate(row):
            _write_cell(page, line, place, cell, formats)
            widths[place] = max(widths[place], len(_plain(cell)))
    for place, width in enumerate(widths):
        page.set_column(place, place, min(max(width, 8), _WIDEST) + 2)
    page.freeze_panes(top + 1, 0)


def _write_cell(
    page: "xlsxwriter.workbook.Worksheet", line: int, place: int, cell: Cell | Link, formats: dict[str, object]
) -> None:
    if isinstance(cell, Link):
        page.write_url(line, place, cell.url, formats["text"], cell.text)
    elif isinstance(cell, date):
        page.write_datetime(line, place, cell, formats["day"])
    elif isinstance(cell, int):
        page.write_number(line, place, cell, formats["text"])
    elif cell is not None:
        page.write_string(line, place, str(cell), formats["text"])
