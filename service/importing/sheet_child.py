"""Opens a spreadsheet from outside. Runs in the limited child of core/sandbox.py; formulas are never evaluated."""

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from service.core.refusals import Refused
from service.importing.columns import guess, letter
from service.importing.sheet import LONGEST_CELL, MAX_COLUMNS, MAX_ROWS, Cell, SheetRead, SheetRow

HEAD_ROWS = 30
LEAST_HEADS = 3
LARGEST_SHEET = 60 * 1024 * 1024  # unpacked; two thousand rows need less than one
MOST_CELLS = 300_000  # written in the file, empty ones that only carry a format included
MOST_MERGED = 300_000  # the reader makes a cell of its own for each place under a merged one
_CELL = re.compile(rb"<(?:[\w.-]+:)?(?:c|si)[\s/>]")  # a cell, or a text that cells share
_MERGE = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']")
_BLANKS = str.maketrans("\n\r\t", "   ")
_TEMPLATE_SHEETS = frozenset({"petunjuk", "contoh", "pilihan"})


def read(data: bytes) -> SheetRead:
    """Find the table in the first sheet that has one and read its rows, or refuse."""
    _refuse_giants(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
    except Refused:
        raise
    except MemoryError as fault:
        raise Refused("import_too_large", limit=MAX_ROWS) from fault
    except Exception as fault:  # a broken workbook may fail in any part of the reader
        raise Refused("import_unreadable") from fault
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        external = any(name.startswith("xl/externalLinks/") for name in archive.namelist())
    return _table(values, formulas, external=external)


def _refuse_giants(data: bytes) -> None:
    """Refuse by looking at the packed text what would keep the reader busy for minutes."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(one.file_size > LARGEST_SHEET for one in parts):
                raise Refused("import_too_large", limit=MAX_ROWS)
            for part in parts:
                if part.filename.casefold().endswith(".xml"):
                    _refuse_giant_part(archive.read(part))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, TypeError) as fault:
        raise Refused("import_unreadable") from fault


def _refuse_giant_part(xml: bytes) -> None:
    cells = sum(1 for _ in islice(_CELL.finditer(xml), MOST_CELLS + 1))
    merged = 0
    for found in _MERGE.finditer(xml):
        left, top, right, bottom = range_boundaries(found[1].decode("ascii"))
        merged += (right - left + 1) * (bottom - top + 1)
    if cells > MOST_CELLS or merged > MOST_MERGED:
        raise Refused("import_too_large", limit=MAX_ROWS)


def _table(values: Any, formulas: Any, *, external: bool) -> SheetRead:
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    hidden = tuple(sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible" and _filled(sheet))
    best = max(visible, key=_score, default=None)
    if best is None or _score(best) < LEAST_HEADS:
        raise Refused("import_no_heads")
    head_row, heads, first = _heads(best)
    others = [one.title for one in visible if one is not best and _filled(one)]
    return SheetRead(
        sheet=best.title,
        head_row=head_row,
        heads=heads,
        rows=tuple(_rows(best, formulas[best.title], first, len(heads))),
        epoch_1904=values.epoch == CALENDAR_MAC_1904,
        other_sheets=tuple(name for name in others if name.casefold() not in _TEMPLATE_SHEETS),
        hidden_sheets=tuple(name for name in hidden if name.casefold() not in _TEMPLATE_SHEETS),
        hidden_columns=_hidden_columns(best, len(heads)),
        external_links=external,
    )


def _filled(sheet: Any) -> bool:
    return any(any(value is not None for value in row) for row in islice(sheet.iter_rows(values_only=True), HEAD_ROWS))


# ------------------------------------------------------------------------------------------------------------ the heads
def _score(sheet: Any) -> int:
    if sheet.title.casefold() in _TEMPLATE_SHEETS:
        return 0
    return max((_known(heads) for _, heads, _ in _candidates(sheet)), default=0)


def _known(heads: Sequence[str]) -> int:
    return len({column for head in heads if (column := guess(head)) is not None})


def _heads(sheet: Any) -> tuple[int, tuple[str, ...], int]:
    row, heads, first = max(_candidates(sheet), key=lambda one: (_known(one[1]), -one[0], one[0] - one[2]))
    while heads and not heads[-1]:
        heads = heads[:-1]
    return row, heads, first


def _candidates(sheet: Any) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """Each row that could be the head, alone and with the row of sub-heads below it: (row, heads, first row)."""
    width = min(sheet.max_column, MAX_COLUMNS)
    last = min(sheet.max_row, HEAD_ROWS)
    lines = {
        number: [_head_text(sheet.cell(number, place).value) for place in range(1, width + 1)]
        for number in range(1, last + 2)
    }
    spans = [one for one in sheet.merged_cells.ranges if one.min_row <= last and one.max_col > one.min_col]
    for number in range(1, last + 1):
        yield number, tuple(lines[number]), number + 1
        over = [one for one in spans if one.min_row == number]
        if over and sum(1 for text in lines[number] if text) > 1:
            yield number, _joined(lines[number], lines[number + 1], over), number + 2


def _joined(tops: list[str], subs: list[str], spans: list[Any]) -> tuple[str, ...]:
    heads = list(tops)
    for span in spans:
        top = tops[span.min_col - 1]
        for place in range(span.min_col - 1, min(span.max_col, len(heads))):
            heads[place] = f"{top} {subs[place]}".strip()
    return tuple(heads)


def _head_text(value: object) -> str:
    return _clean(str(value))[:120] if isinstance(value, (str, int, float)) else ""


# ------------------------------------------------------------------------------------------------------------- the rows
def _rows(sheet: Any, formulas: Any, first: int, width: int) -> Iterator[SheetRow]:
    merged = _merged(sheet, first, width)
    places, count = range(1, width + 1), 0
    for line in _filled_lines(sheet, first, width):
        cells = tuple(_cell(sheet.cell(line, place), formulas.cell(line, place)) for place in places)
        if all(not cell.text for cell in cells):
            continue
        count += 1
        if count > MAX_ROWS:
            raise Refused("import_too_many_rows", limit=MAX_ROWS)
        filled = tuple(merged.get((line, place), cell) for place, cell in enumerate(cells, start=1))
        yield SheetRow(line, filled, hidden=bool(sheet.row_dimensions[line].hidden))


def _filled_lines(sheet: Any, first: int, width: int) -> list[int]:
    """The rows that hold a value, without touching the million empty ones that may lie between two of them."""
    written = sheet._cells.items()  # noqa: SLF001  iter_rows makes a cell for every place up to the last
    return sorted({row for (row, place), cell in written if row >= first and place <= width and cell.value is not None})


def _merged(sheet: Any, first: int, width: int) -> dict[tuple[int, int], Cell]:
    """What a cell merged over several rows says in each of the rows below its first."""
    found = {}
    for span in sheet.merged_cells.ranges:
        if span.min_row < first or span.max_row == span.min_row or span.max_row - span.min_row > MAX_ROWS:
            continue
        top = _cell(sheet.cell(span.min_row, span.min_col), None)
        if not top.text or span.min_col > width:
            continue
        origin = f"{letter(span.min_col - 1)}{span.min_row}"
        for row in range(span.min_row + 1, span.max_row + 1):
            found[(row, span.min_col)] = Cell(top.text, top.kind, top.formula, origin, top.cut)
    return found


def _cell(shown: Any, written: Any) -> Cell:
    formula = written is not None and (
        written.data_type == "f" or isinstance(written.value, (ArrayFormula, DataTableFormula))
    )
    value = shown.value
    if value is None or value == "":
        return Cell("", "lost" if formula else "empty", formula)
    if shown.data_type == "e":
        return Cell(str(value), "error", formula)
    if isinstance(value, bool):
        return Cell("ya" if value else "tidak", "text", formula)
    if isinstance(value, (datetime, date)):
        return Cell(value.isoformat()[:10], "date", formula)
    if isinstance(value, (int, float)):
        whole = float(value).is_integer() and abs(value) < 1e15  # noqa: PLR2004  beyond it digits are lost
        return Cell(str(int(value)) if whole else repr(value), "number", formula)
    if isinstance(value, time):
        return Cell(value.isoformat(), "text", formula)
    text = _clean(str(value))
    return Cell(text[:LONGEST_CELL], "text" if text else "empty", formula, cut=len(text) > LONGEST_CELL)


def _clean(text: str) -> str:
    """Text without what nobody sees: control characters, marks that turn the writing, zero-width letters."""
    plain = unicodedata.normalize("NFC", text.replace("_x000D_", " "))
    shown = (
        letter if unicodedata.category(letter)[0] != "C" else " " if letter in "\n\r\t" else "" for letter in plain
    )
    return " ".join("".join(shown).split())


def _hidden_columns(sheet: Any, width: int) -> tuple[str, ...]:
    found = []
    for name, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            least, most = max(dimension.min or 0, 0), min(dimension.max or 0, width)
            found += [letter(place - 1) for place in range(least, most + 1)] if least else [name]
    return tuple(found)
