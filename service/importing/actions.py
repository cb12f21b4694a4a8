"""Use cases of the import: try a file, correct the matching, import all of it, complete what was missing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from service.core.actor import ActorKind
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.importing import queries
from service.importing.bulk import keep_all
from service.importing.columns import Column, Matched, corrected, letter, match
from service.importing.entering import PDF, Entered, enter_all
from service.importing.entries import Entry
from service.importing.judging import judge
from service.importing.models import BatchState, ImportBatch, ImportFile, ImportRow
from service.importing.notes import Level, Note, Verdict
from service.importing.reading import MOST_FILES, Scan, Workbook
from service.importing.sheet import SheetRead
from service.offices import queries as offices

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def try_file(uow: UnitOfWork, workbook: Workbook, scans: Sequence[Scan] = ()) -> ImportBatch:
    """Read a file as a trial: every row gets its verdict, nothing is entered."""
    office_id = _office(uow)
    before = queries.imported_before(uow.session, office_id, workbook.sha256)
    if before is not None:
        day = date_long(offices.local_today(uow.session, office_id, before.imported_at or before.created_at))
        raise Refused("import_known_file", field="sheet", name=before.file_name, day=day, who=before.imported_name)
    batch = queries.tried_before(uow.session, office_id, workbook.sha256)
    if batch is None:
        batch = _new_batch(uow, office_id, workbook)
    _add_files(uow, batch, scans)
    judge_again(uow, batch)
    return batch


def _new_batch(uow: UnitOfWork, office_id: UUID, workbook: Workbook) -> ImportBatch:
    read = workbook.read
    matched = match(read.heads)
    batch = ImportBatch(
        id=new_id(),
        office_id=office_id,
        file_name=workbook.name,
        sha256=workbook.sha256,
        size=workbook.size,
        sheet=read.sheet[:60],
        head_row=read.head_row,
        heads=list(read.heads),
        epoch_1904=read.epoch_1904,
        matching={column.value: place for column, place in matched.places.items()},
        partners={},
        notes=[note.as_json() for note in sheet_notes(read, matched)],
        made_partners=[],
        created_by=uow.actor.id,
        created_name=uow.actor.name,
        created_at=uow.now,
    )
    keep_all(uow.session, {workbook.sha256: workbook.size}, XLSX, uow.now)
    uow.session.add(batch)
    uow.session.flush()
    uow.session.add_all(
        ImportRow(
            id=new_id(),
            batch_id=batch.id,
            number=row.number,
            cells=[list(asdict(cell).values()) for cell in row.cells],
            hidden=row.hidden,
            notes=[],
        )
        for row in read.rows
    )
    uow.record(
        Stream("office", office_id), "import:tried", batch=str(batch.id), sha256=batch.sha256, rows=len(read.rows)
    )
    return batch


def sheet_notes(read: SheetRead, matched: Matched) -> list[Note]:
    """What is to be said of the sheet as a whole."""
    found = [
        Note(code, Level.WARNING, params={"names": ", ".join(names)})
        for code, names in (
            ("sheet_hidden", read.hidden_sheets),
            ("sheet_others", read.other_sheets),
            ("columns_hidden", read.hidden_columns),
        )
        if names
    ]
    if read.external_links:
        found.append(Note("external_links", Level.WARNING))
    return found + matching_notes(read.heads, matched)


def matching_notes(heads: Sequence[str], matched: Matched) -> list[Note]:
    """Columns that are not understood, and those of which two claim the same."""
    found = []
    if matched.unknown:
        names = ", ".join(f"{letter(place)} ({heads[place]})" for place in matched.unknown)
        found.append(Note("columns_unknown", Level.NOTE, params={"names": names}))
    for column, places in matched.doubled:
        names = ", ".join(f"{letter(place)} ({heads[place]})" for place in places)
        used = letter(matched.places[column])
        params = {"column": column.value, "names": names, "used": used}
        found.append(Note("column_doubled", Level.WARNING, params=params))
    return found


def add_scans(uow: UnitOfWork, batch_id: UUID, scans: Sequence[Scan]) -> ImportBatch:
    """Add scans to a trial and judge it again."""
    batch = _open(uow, batch_id)
    _add_files(uow, batch, scans)
    judge_again(uow, batch)
    return batch


def _add_files(uow: UnitOfWork, batch: ImportBatch, scans: Sequence[Scan]) -> None:
    known = {(one.name, one.sha256) for one in queries.files(uow.session, batch.id)}
    fresh = {(one.name, one.sha256): one for one in scans if (one.name, one.sha256) not in known}
    if len(known) + len(fresh) > MOST_FILES:
        raise Refused("import_too_many_files", field="scans", limit=MOST_FILES)
    keep_all(uow.session, {one.sha256: one.size for one in fresh.values() if not one.fault}, PDF, uow.now)
    uow.session.add_all(
        ImportFile(
            id=new_id(), batch_id=batch.id, name=one.name[:200], sha256=one.sha256, size=one.size, fault=one.fault
        )
        for one in fresh.values()
    )
    uow.session.flush()


def match_again(uow: UnitOfWork, batch_id: UUID, places: Mapping[Column, int]) -> ImportBatch:
    """Take the matching of columns that a person chose and judge again."""
    batch = _open(uow, batch_id)
    if len(set(places.values())) != len(places):
        raise Refused("import_column_twice")
    if any(not 0 <= place < len(batch.heads) for place in places.values()):
        raise Refused("not_found")
    kept = [raw for raw in batch.notes if raw[0] not in ("columns_unknown", "column_doubled")]
    notes = matching_notes(batch.heads, corrected(batch.heads, places))
    batch.notes = kept + [note.as_json() for note in notes]
    batch.matching, batch.corrected = {column.value: place for column, place in places.items()}, True
    judge_again(uow, batch)
    return batch


def choose_partners(uow: UnitOfWork, batch_id: UUID, chosen: Mapping[str, UUID | None]) -> ImportBatch:
    """Say for names in the file which known partner is meant; None makes a new one."""
    batch = _open(uow, batch_id)
    partners = dict(batch.partners)
    for key, identity in chosen.items():
        partners.pop(key, None)
        if identity is not None:
            partners[key] = str(offices.partner(uow.session, identity).id)
    batch.partners = partners
    judge_again(uow, batch)
    return batch


def drop(uow: UnitOfWork, batch_id: UUID) -> None:
    """Put a trial away; nothing was entered, so nothing is lost."""
    batch = _open(uow, batch_id)
    batch.state = BatchState.DROPPED.value
    uow.record(Stream("office", batch.office_id), "import:dropped", batch=str(batch.id))


def judge_again(uow: UnitOfWork, batch: ImportBatch) -> list[Entry]:
    """Judge every row against the register as it is now, and write the verdicts down."""
    uow.session.flush()
    table = queries.table_of(uow.session, batch)
    today = queries.today_of_office(uow.session, batch.office_id)
    entries = judge(table, queries.known(uow.session, batch.office_id, table, today))
    stored = {row.number: row for row in queries.rows(uow.session, batch.id)}
    for entry in entries:
        row = stored[entry.number]
        row.verdict, row.notes = entry.verdict.value, [note.as_json() for note in entry.notes]
        row.file_id = entry.file.id if entry.file else None
        row.note, row.location = entry.note, entry.location
    uow.session.flush()
    return entries


def run(uow: UnitOfWork, batch_id: UUID, *, skip_wrong: bool = False, seen_version: int | None = None) -> int:
    """Enter every row that can be entered, all in this transaction; how many agreements it made."""
    batch = _open(uow, batch_id)
    if seen_version is not None and batch.version != seen_version:
        raise Refused("stale_page")
    if missing_columns(batch):
        raise Refused("import_columns_missing")
    entries = judge_again(uow, batch)
    wrong = [one for one in entries if one.verdict is Verdict.WRONG]
    if wrong and not skip_wrong:
        raise Refused("import_rows_wrong", count=len(wrong))
    wanted = [one for one in entries if one.enters]
    if not wanted:
        raise Refused("import_nothing")
    made = enter_all(uow, batch, wanted)
    _close(uow, batch, made, skipped=len(wrong))
    return len(made.agreements)


def _close(uow: UnitOfWork, batch: ImportBatch, made: Entered, *, skipped: int) -> None:
    stored = {row.number: row for row in queries.rows(uow.session, batch.id)}
    for number, agreement in made.agreements.items():
        stored[number].agreement_id, stored[number].tail = agreement.id, made.tails[number]
    batch.state, batch.imported_at, batch.imported_name = BatchState.IMPORTED.value, uow.now, uow.actor.name
    batch.made_partners = [str(identity) for identity in made.partners.values()]
    uow.record(
        Stream("office", batch.office_id),
        "import:done",
        batch=str(batch.id),
        sha256=batch.sha256,
        agreements=len(made.agreements),
        partners=len(made.partners),
        skipped=skipped,
    )


def missing_columns(batch: ImportBatch) -> tuple[Column, ...]:
    """Columns without which no row can be read."""
    return corrected(batch.heads, places_of(batch)).missing


def places_of(batch: ImportBatch) -> dict[Column, int]:
    """Which column of the sheet tells what."""
    return {Column(name): int(place) for name, place in batch.matching.items()}


def _office(uow: UnitOfWork) -> UUID:
    if uow.actor.kind is not ActorKind.SYSTEM:
        require(uow.actor, "import:run")
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    return uow.actor.office_id


def _open(uow: UnitOfWork, batch_id: UUID) -> ImportBatch:
    _office(uow)
    batch = queries.batch(uow.session, uow.actor, batch_id)
    if batch.state_ is not BatchState.TRIED:
        raise Refused("import_closed")
    return batch
