"""What was read from a spreadsheet, as plain values that travel back from the limited child."""

from dataclasses import dataclass, field

MAX_ROWS = 2000
MAX_COLUMNS = 60
LONGEST_CELL = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, what the spreadsheet says it is (text, number, date, error, empty), and how it came."""

    text: str = ""
    kind: str = "empty"
    formula: bool = False
    merged: str = ""  # the cell whose value fills this one
    cut: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that holds something: its number as the spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The table that was found, and what else the file holds that was not read."""

    sheet: str
    head_row: int
    heads: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    epoch_1904: bool = False
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    external_links: bool = False
    remarks: dict[str, str] = field(default_factory=dict)
