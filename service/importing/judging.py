"""Judging a table: each row by itself, then against its neighbours, its scans, its MoU and the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from service.agreements.lifecycle import Kind
from service.core.terms import may_follow_up, outlives_parent
from service.core.wording import date_long
from service.followup.rules import number_key
from service.importing.columns import Column, letter
from service.importing.entries import AgreementKnown, Entry, FileKnown, Known, PartnerKnown, Table
from service.importing.notes import Level, Note
from service.importing.rows import Reader
from service.importing.values import bare_key, file_key
from service.offices.rules import similar

SHORTEST_NAME_OF_NUMBER = 8  # a file called "1.pdf" is not named by a letter number


def judge(table: Table, known: Known) -> list[Entry]:
    """Every row with what is to be said of it, in the order of the sheet."""
    reader = Reader(table, known.today)
    entries = [reader.read(row) for row in table.rows]
    judge_ = _Judge(table, known, entries)
    judge_.partners()
    judge_.scans()
    judge_.copies()
    judge_.numbers()
    judge_.same_days()
    judge_.register()
    judge_.parents()
    return entries


class _Judge:
    """The steps that look at more than one row."""

    def __init__(self, table: Table, known: Known, entries: list[Entry]) -> None:
        self._table, self._known, self._entries = table, known, entries
        self._by_row = {entry.number: entry for entry in entries}

    def _say(self, entry: Entry, code: str, level: Level, column: Column | None = None, **params: object) -> None:
        place = self._table.places.get(column) if column else None
        cell = f"{letter(place)}{entry.number}" if place is not None else ""
        entry.notes.append(Note(code, level, column.value if column else "", cell, dict(params)))

    # ------------------------------------------------------------------------------------------------------- partners
    def partners(self) -> None:
        """Find each partner in the common list; a new one is made, one of a similar name is pointed at."""
        index = PartnerIndex(self._known.partners)
        first: dict[str, Entry] = {}
        for entry in self._entries:
            if not entry.partner_key:
                continue
            chosen = self._table.chosen.get(entry.partner_key)
            same = index.same(entry.partner_key)
            if chosen is not None:
                entry.partner_id = chosen
            elif same:
                entry.partner_id = same[0].id
                if len(same) > 1:
                    self._say(entry, "partner_ambiguous", Level.WARNING, Column.PARTNER, name=same[0].name)
                elif " ".join(entry.partner_name.split()).casefold() != same[0].name.casefold():
                    self._say(entry, "partner_read_as", Level.NOTE, Column.PARTNER, name=same[0].name)
            else:
                self._new_partner(entry, index, first)
            first.setdefault(entry.partner_key, entry)

    def _new_partner(self, entry: Entry, index: "PartnerIndex", first: dict[str, Entry]) -> None:
        earlier = first.get(entry.partner_key)
        if earlier is not None:
            self._same_new_partner(entry, earlier)
            return
        near = index.near(entry.partner_key)
        if near is not None:
            self._say(
                entry, "partner_near", Level.WARNING, Column.PARTNER, name=near.name, id=str(near.id),
                key=entry.partner_key,
            )  # fmt: skip
        inside = next(
            (one for key, one in first.items() if one.partner_id is None and similar(key, entry.partner_key)), None
        )
        if inside is not None:
            params = {"name": inside.partner_name, "row": inside.number}
            self._say(entry, "partner_near_row", Level.WARNING, Column.PARTNER, **params)
        if entry.category:
            self._say(entry, "partner_new", Level.NOTE, Column.PARTNER, name=entry.partner_name)
        else:
            entry.missing.append("category")
            self._say(entry, "lacks_category", Level.WARNING, Column.PARTNER, name=entry.partner_name)

    def _same_new_partner(self, entry: Entry, earlier: Entry) -> None:
        if entry.category and earlier.category and entry.category != earlier.category:
            self._say(entry, "category_contradicts", Level.WARNING, Column.CATEGORY, row=earlier.number)
        if not earlier.category and entry.category:
            earlier.category = entry.category

    # ---------------------------------------------------------------------------------------------------------- scans
    def scans(self) -> None:
        """Find each row's scan by its name, or by the number that names it; a scan belongs to one row only."""
        by_name: dict[str, list[FileKnown]] = defaultdict(list)
        by_number: dict[str, list[FileKnown]] = defaultdict(list)
        for file in self._table.files:
            by_name[file_key(file.name)].append(file)
            by_number[bare_key(file_key(file.name))].append(file)
        used: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            self._scan(entry, by_name, by_number)
            if entry.file is not None:
                used[entry.file.sha256].append(entry)
        for shared in used.values():
            self._shared(shared)

    def _scan(self, entry: Entry, by_name: dict[str, list[FileKnown]], by_number: dict[str, list[FileKnown]]) -> None:
        place = self._table.places.get(Column.FILE)
        cells = entry.row.cells
        said = cells[place].text if place is not None and place < len(cells) else ""
        wanted = file_key(said)
        named = by_name.get(wanted, []) if wanted and wanted not in ("-", "tidak ada", "belum ada") else []
        if len({file.sha256 for file in named}) > 1:
            self._say(entry, "scan_name_twice", Level.WRONG, Column.FILE, name=said)
            return
        bare = bare_key(entry.office_number)
        if not named and not said and len(bare) >= SHORTEST_NAME_OF_NUMBER:
            named = by_number.get(bare, [])
        if named:
            entry.file = named[0]
            if not said:
                self._say(entry, "scan_by_number", Level.NOTE, Column.OFFICE_NUMBER, name=named[0].name)
            return
        entry.missing.append("scan")
        if said and wanted:
            self._say(entry, "scan_not_found", Level.WARNING, Column.FILE, name=said)
        else:
            self._say(entry, "lacks_scan", Level.WARNING, Column.FILE)

    def _shared(self, entries: Sequence[Entry]) -> None:
        if len(entries) < 2 or all(_same_row(one, entries[0]) for one in entries):  # noqa: PLR2004
            return
        for entry in entries:
            others = _numbers(one for one in entries if one is not entry)
            assert entry.file is not None
            self._say(entry, "scan_shared", Level.WRONG, Column.FILE, name=entry.file.name, rows=others)

    # ---------------------------------------------------------------------------------------------- within the sheet
    def copies(self) -> None:
        """A row that says the same as an earlier one is a copy of it and is left out."""
        first: dict[tuple[str, ...], Entry] = {}
        for entry in self._entries:
            said = _said(entry)
            earlier = first.setdefault(said, entry)
            if earlier is not entry:
                entry.notes = [Note("copy_of_row", Level.KNOWN, params={"row": earlier.number})]

    def numbers(self) -> None:
        """The same office number in two rows: one of them is wrong, and nobody but a person knows which."""
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            if entry.office_number and not _is_copy(entry):
                groups[number_key(entry.office_number)].append(entry)
        for entries in groups.values():
            for entry in entries if len(entries) > 1 else ():
                others = _numbers(one for one in entries if one is not entry)
                params = {"number": entry.office_number, "rows": others}
                self._say(entry, "number_twice", Level.WRONG, Column.OFFICE_NUMBER, **params)

    def same_days(self) -> None:
        """Kind, partner and day of signing the same in two rows: two papers, or one entered twice."""
        groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
        for entry in self._entries:
            if entry.kind and entry.partner_key and entry.signed_on and not _is_copy(entry):
                groups[(entry.kind, entry.partner_id or entry.partner_key, entry.signed_on)].append(entry)
        for entries in groups.values():
            for entry in entries[1:]:
                first = entries[0]
                numbered = entry.office_number and first.office_number
                if numbered and number_key(entry.office_number) == number_key(first.office_number):
                    continue  # said already
                level = Level.WARNING if numbered else Level.WRONG
                code = "same_day_two_numbers" if numbered else "same_day_no_number"
                self._say(entry, code, level, Column.SIGNED_ON, row=first.number)

    # --------------------------------------------------------------------------------------------------- the register
    def register(self) -> None:
        """What the register holds already is not entered again; a number used by another paper is wrong."""
        for entry in self._entries:
            if _is_copy(entry):
                continue
            twin = self._twin(entry)
            if twin is not None:
                params = {"subject": twin.subject, "id": str(twin.id)}
                entry.parent_id = None
                self._say(entry, "known_already", Level.KNOWN, None, **params)

    def _twin(self, entry: Entry) -> AgreementKnown | None:
        for one in self._known.by_number.get(number_key(entry.office_number), ()) if entry.office_number else ():
            if one.signed_on == entry.signed_on or (entry.partner_id and one.partner_id == entry.partner_id):
                return one
            params = {"number": one.office_number, "subject": one.subject}
            self._say(entry, "number_of_another", Level.WRONG, Column.OFFICE_NUMBER, **params)
        if entry.file is not None and entry.file.sha256 in self._known.by_scan:
            return self._known.by_scan[entry.file.sha256]
        return self._same_day_known(entry)

    def _same_day_known(self, entry: Entry) -> AgreementKnown | None:
        if entry.kind is None or entry.partner_id is None or entry.signed_on is None:
            return None
        for one in self._known.by_day.get((entry.kind.value, entry.partner_id, entry.signed_on), ()):
            if not one.office_number or not entry.office_number:
                return one
            self._say(entry, "same_day_known", Level.WARNING, Column.SIGNED_ON, subject=one.subject)
        return None

    # ------------------------------------------------------------------------------------------------- the MoU above
    def parents(self) -> None:
        """Find the MoU of each PKS in the sheet or in the register (rules 10, 13, 20)."""
        mous: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries:
            if entry.kind is Kind.MOU and not _is_copy(entry):
                for number in {number_key(entry.office_number), number_key(entry.partner_number)} - {""}:
                    mous[number].append(entry)
        for entry in self._entries:
            if entry.parent_number and not _is_copy(entry):
                self._parent(entry, mous)

    def _parent(self, entry: Entry, mous: dict[str, list[Entry]]) -> None:
        if entry.kind is Kind.MOU:
            self._say(entry, "parent_only_for_pks", Level.WARNING, Column.PARENT, number=entry.parent_number)
            return
        key = number_key(entry.parent_number)
        rows, known = mous.get(key, []), self._known.parents.get(key, ())
        entering = [one for one in rows if one.verdict.value != "known"]
        if len(entering) == 1:
            self._parent_row(entry, entering[0])
        elif len(entering) > 1 or len(known) > 1:
            self._say(entry, "parent_ambiguous", Level.WRONG, Column.PARENT, number=entry.parent_number)
        elif known:
            entry.parent_id = known[0].id
            self._terms(entry, known[0].signed_on, known[0].end_on)
        else:
            entry.missing.append("parent")
            self._say(entry, "parent_not_found", Level.WARNING, Column.PARENT, number=entry.parent_number)

    def _parent_row(self, entry: Entry, mou: Entry) -> None:
        entry.parent_row = mou.number
        if not mou.enters:
            self._say(entry, "parent_row_wrong", Level.WRONG, Column.PARENT, row=mou.number)
            return
        self._terms(entry, mou.signed_on, mou.end_on)

    def _terms(self, entry: Entry, mou_signed: date | None, mou_end: date | None) -> None:
        if entry.signed_on is None or mou_signed is None:
            return
        if not may_follow_up(mou_signed, entry.signed_on):
            params = {"mou": date_long(mou_signed), "pks": date_long(entry.signed_on)}
            self._say(entry, "pks_before_its_mou", Level.WRONG, Column.SIGNED_ON, **params)
        if entry.end_on is not None and outlives_parent(entry.end_on, mou_end):
            params = {"mou": date_long(mou_end), "pks": date_long(entry.end_on)} if mou_end else {}
            self._say(entry, "pks_outlives_mou", Level.WARNING, Column.END_ON, **params)


def _is_copy(entry: Entry) -> bool:
    return any(note.code == "copy_of_row" for note in entry.notes)


def _said(entry: Entry) -> tuple[str, ...]:
    return tuple(cell.text.casefold() for cell in entry.row.cells if not _counts(cell.text))


def _counts(text: str) -> bool:
    """A running number tells no two rows apart."""
    return len(text) <= 4 and text.rstrip(".").isdigit()  # noqa: PLR2004


def _same_row(one: Entry, other: Entry) -> bool:
    return _said(one) == _said(other)


def _numbers(entries: Iterable[Entry]) -> str:
    return ", ".join(str(one.number) for one in entries)


class PartnerIndex:
    """Known partners by their reduced names and by the words in them, so that a thousand names are found quickly."""

    def __init__(self, partners: Sequence[PartnerKnown]) -> None:
        self._by_key: dict[str, list[PartnerKnown]] = defaultdict(list)
        self._by_word: dict[str, list[PartnerKnown]] = defaultdict(list)
        for one in partners:
            self._by_key[one.key].append(one)
            for word in set(one.key.split()):
                self._by_word[word].append(one)

    def same(self, key: str) -> list[PartnerKnown]:
        """Partners of exactly this reduced name."""
        return self._by_key.get(key, [])

    def near(self, key: str) -> PartnerKnown | None:
        """The partner of the most similar name, where one could be meant."""
        shared: Counter[UUID] = Counter()
        partners: dict[UUID, PartnerKnown] = {}
        words = sorted(set(key.split()), key=lambda word: len(self._by_word.get(word, ())))
        for word in words:
            for one in self._by_word.get(word, ()):
                shared[one.id] += 1
                partners[one.id] = one
        for identity, _ in shared.most_common(20):
            if similar(partners[identity].key, key):
                return partners[identity]
        return None
