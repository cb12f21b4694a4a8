"""Reading one row: every cell by itself, then what its cells say together."""

from datetime import date

from service.agreements.founding import LONGEST_SUBJECT
from service.core.terms import end_date
from service.core.wording import date_long
from service.followup.rules import Dates, date_fault
from service.importing import values
from service.importing.columns import Column, letter
from service.importing.dates import DayRead, read_day
from service.importing.entries import Entry, Table
from service.importing.notes import Level, Note
from service.importing.sheet import LONGEST_CELL, Cell, SheetRow
from service.offices.catalogue import categories
from service.offices.rules import name_key

LONGEST = {Column.PARTNER: 200, Column.OFFICE_NUMBER: 200, Column.PARTNER_NUMBER: 200, Column.FILE: 200}
_END_SLACK = 1  # texts differ on the last day: 27 or 28 May (rule 17)
_EMPTY = Cell()


class Reader:
    """Reads the rows of a table."""

    def __init__(self, table: Table, today: date) -> None:
        self._places = table.places
        self._epoch_1904 = table.epoch_1904
        self._today = today

    def read(self, row: SheetRow) -> Entry:
        """What a row says, with everything that is wrong or missing in it."""
        entry = Entry(row)
        if row.hidden:
            entry.notes.append(Note("row_hidden", Level.WARNING))
        self._words(entry)
        self._partner(entry)
        self._dates(entry)
        self._missing(entry)
        return entry

    # ------------------------------------------------------------------------------------------------------- the cells
    def _say(self, entry: Entry, code: str, level: Level, column: Column | None = None, **params: object) -> None:
        place = self._places.get(column) if column else None
        cell = f"{letter(place)}{entry.number}" if place is not None else ""
        entry.notes.append(Note(code, level, column.value if column else "", cell, dict(params)))

    def _cell(self, entry: Entry, column: Column) -> Cell:
        """A cell, with what is to be said of how it came; an error or an empty word counts as nothing."""
        place = self._places.get(column)
        cells = entry.row.cells
        cell = cells[place] if place is not None and place < len(cells) else _EMPTY
        if cell.kind == "error":
            self._say(entry, "cell_error", Level.WRONG, column, said=cell.text)
            return _EMPTY
        if cell.kind == "lost":
            self._say(entry, "cell_formula_lost", Level.WARNING, column)
            return _EMPTY
        if cell.formula:
            self._say(entry, "cell_formula", Level.WARNING, column, said=cell.text[:80])
        if cell.merged:
            self._say(entry, "cell_merged", Level.WARNING, column, origin=cell.merged, said=cell.text[:80])
        if cell.cut or len(cell.text) > LONGEST.get(column, LONGEST_CELL):
            longest = LONGEST.get(column, LONGEST_CELL)
            self._say(entry, "cell_too_long", Level.WRONG, column, longest=longest)
            return _EMPTY
        return _EMPTY if values.is_nothing(cell.text) else cell

    def _text(self, entry: Entry, column: Column) -> str:
        return self._cell(entry, column).text

    def _wrong_already(self, entry: Entry, column: Column) -> bool:
        return any(note.column == column.value and note.level is Level.WRONG for note in entry.notes)

    # ------------------------------------------------------------------------------------------------------- the words
    def _words(self, entry: Entry) -> None:
        kind = self._text(entry, Column.KIND)
        entry.kind = values.read_kind(kind) if kind else None
        if entry.kind is None and not self._wrong_already(entry, Column.KIND):
            code = "kind_unknown" if kind else "kind_missing"
            self._say(entry, code, Level.WRONG, Column.KIND, said=kind)
        entry.subject = self._text(entry, Column.SUBJECT)
        if len(entry.subject) > LONGEST_SUBJECT:
            self._say(entry, "cell_too_long", Level.WRONG, Column.SUBJECT, longest=LONGEST_SUBJECT)
        elif not entry.subject and not self._wrong_already(entry, Column.SUBJECT):
            self._say(entry, "subject_missing", Level.WRONG, Column.SUBJECT)
        entry.office_number = self._text(entry, Column.OFFICE_NUMBER)
        entry.partner_number = self._text(entry, Column.PARTNER_NUMBER)
        entry.parent_number = self._text(entry, Column.PARENT)
        entry.note = self._text(entry, Column.NOTE)
        entry.location = self._text(entry, Column.LOCATION)

    def _partner(self, entry: Entry) -> None:
        entry.partner_name = self._text(entry, Column.PARTNER)
        entry.partner_key = name_key(entry.partner_name)
        if not entry.partner_key and not self._wrong_already(entry, Column.PARTNER):
            self._say(entry, "partner_missing", Level.WRONG, Column.PARTNER)
        said = self._text(entry, Column.CATEGORY)
        entry.category = values.read_category(said) or ""
        if said and not entry.category:
            self._say(entry, "category_unknown", Level.WARNING, Column.CATEGORY, said=said)
        if entry.category and categories()[entry.category].refused:
            self._say(entry, "category_refused", Level.WRONG, Column.CATEGORY, said=said)
        status = self._text(entry, Column.LEGAL_STATUS)
        entry.legal_status = values.read_status(status) if status else None
        if status and entry.legal_status is None:
            self._say(entry, "status_unknown", Level.WARNING, Column.LEGAL_STATUS, said=status)

    # -------------------------------------------------------------------------------------------------------- the days
    def _dates(self, entry: Entry) -> None:
        entry.signed_on = self._day(entry, Column.SIGNED_ON)
        if entry.signed_on is None and not self._wrong_already(entry, Column.SIGNED_ON):
            self._say(entry, "signed_missing", Level.WRONG, Column.SIGNED_ON)
        entry.effective_on = self._day(entry, Column.EFFECTIVE_ON)
        self._end(entry)
        self._term(entry)
        if entry.signed_on is None:
            return
        start = entry.effective_on or entry.signed_on
        self._settle_end(entry, start)
        fault = date_fault(Dates(entry.signed_on, start, entry.end_on), self._today)
        if fault is not None:
            self._contradiction(entry, fault[0], start)

    def _day(self, entry: Entry, column: Column) -> date | None:
        cell = self._cell(entry, column)
        if not cell.text:
            return None
        found = read_day(cell.text, cell.kind, epoch_1904=self._epoch_1904)
        self._of_day(entry, column, found)
        return found.day

    def _of_day(self, entry: Entry, column: Column, found: DayRead) -> None:
        params = dict(found.params)
        if found.fault:
            self._say(entry, found.fault, Level.WRONG, column, **params)
        for hint in found.hints:
            level = Level.WARNING if hint == "date_weekday_wrong" else Level.NOTE
            self._say(entry, hint, level, column, **params)

    def _end(self, entry: Entry) -> None:
        place = self._places.get(Column.END_ON)
        cell = entry.row.cells[place] if place is not None and place < len(entry.row.cells) else _EMPTY
        if values.is_endless(cell.text):
            entry.endless = True
            return
        if Column.TERM not in self._places and values.read_term(cell.text):
            # Many a list has one column for both: a day in one row, "3 tahun" in the next.
            entry.term_months = values.read_term(cell.text)
            return
        entry.end_on = self._day(entry, Column.END_ON)

    def _term(self, entry: Entry) -> None:
        said = self._text(entry, Column.TERM)
        if not said:
            return
        if values.is_endless(said):
            entry.endless = entry.end_on is None
            return
        entry.term_months = values.read_term(said)
        if entry.term_months is None:
            level = Level.WARNING if entry.end_on else Level.WRONG
            self._say(entry, "term_unreadable", level, Column.TERM, said=said)

    def _settle_end(self, entry: Entry, start: date) -> None:
        if entry.term_months is None:
            return
        reckoned = end_date(start, entry.term_months)
        if entry.end_on is None:
            if not self._wrong_already(entry, Column.END_ON):
                entry.end_on = reckoned
                said_in = Column.TERM if Column.TERM in self._places else Column.END_ON
                self._say(entry, "end_reckoned", Level.NOTE, said_in, day=date_long(reckoned))
        elif abs((entry.end_on - reckoned).days) > _END_SLACK:
            params = {"term": entry.term_months, "reckoned": date_long(reckoned), "end": date_long(entry.end_on)}
            self._say(entry, "end_contradicts_term", Level.WARNING, Column.END_ON, **params)

    def _contradiction(self, entry: Entry, code: str, start: date) -> None:
        column = {
            "existing_in_future": Column.SIGNED_ON,
            "existing_too_early": Column.SIGNED_ON,
            "effective_far_away": Column.EFFECTIVE_ON,
        }.get(code, Column.END_ON if Column.END_ON in self._places else Column.TERM)
        assert entry.signed_on is not None
        end = date_long(entry.end_on) if entry.end_on else "-"
        self._say(entry, code, Level.WRONG, column, signed=date_long(entry.signed_on), start=date_long(start), end=end)

    # ------------------------------------------------------------------------------------------------ what is missing
    def _missing(self, entry: Entry) -> None:
        if not entry.office_number and not self._wrong_already(entry, Column.OFFICE_NUMBER):
            self._lacks(entry, "office_number", Column.OFFICE_NUMBER)
        if not entry.partner_number and not self._wrong_already(entry, Column.PARTNER_NUMBER):
            self._lacks(entry, "partner_number", Column.PARTNER_NUMBER)
        awaits_start = entry.signed_on is None and entry.term_months is not None  # reckoned once the day is mended
        if entry.end_on is None and not (entry.endless or awaits_start or self._wrong_already(entry, Column.END_ON)):
            self._lacks(entry, "end", Column.END_ON)

    def _lacks(self, entry: Entry, key: str, column: Column) -> None:
        entry.missing.append(key)
        self._say(entry, f"lacks_{key}", Level.WARNING, column)
