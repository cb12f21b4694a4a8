"""`sijari import`: try a spreadsheet with its scans and enter it, all of it or nothing."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.core.actor import Actor, ActorKind
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.tools import Tools
from service.importing import actions, queries, reading
from service.importing.columns import match
from service.importing.entries import Entry, FileKnown, Table
from service.importing.judging import judge
from service.importing.note_words import column_name, say
from service.importing.notes import Level, Verdict
from service.offices.queries import office_by_code

LANGUAGE = "en"


class _Nowhere:
    """A storage that keeps nothing, for a dry run."""

    def put(self, data: bytes) -> Stored:
        return Stored(hashlib.sha256(data).hexdigest(), len(data))

    def get(self, sha256: str) -> bytes:
        raise Refused("file_missing", sha256=sha256[:12])

    def has(self, sha256: str) -> bool:  # noqa: ARG002  the protocol's form
        return False

    def names(self) -> Iterator[str]:
        return iter(())


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--files", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The folder of the scans.")
@click.option("--office", "code", default="", help="The code of the office; needed where several offices have people.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row; nothing is kept.")
@click.option("--skip-wrong", is_flag=True, help="Leave out the rows that are wrong.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_obj
def import_(
    tools: Tools, /, file: Path, files: Path | None, code: str, *, dry_run: bool, skip_wrong: bool, as_json: bool
) -> int:
    """Take in the agreements of FILE (XLSX): every row is judged, then all of them enter at once or none does."""
    storage = _Nowhere() if dry_run else tools.storage
    limit = tools.settings.max_upload_bytes
    with file.open("rb") as stream:
        workbook = reading.take_workbook(storage, stream, file.name, max_bytes=limit)
    if not workbook.read.rows:
        raise Refused("import_no_rows")
    scans = reading.take_scans(storage, _scans(files), max_bytes=limit)
    with tools.reading() as session:
        actor = _actor(session, code)
        entries = _judged(session, actor, workbook, scans)
    wrong = [one for one in entries if one.verdict is Verdict.WRONG]
    refused = bool(wrong) and not skip_wrong
    answer: dict[str, Any] = {"file": file.name, "rows": [_row(one) for one in entries], "entered": 0, "batch": None}
    answer["scans_refused"] = {one.name: one.fault for one in scans if one.fault}
    if not dry_run and not refused:
        answer["batch"], answer["entered"] = _enter(tools, actor, workbook, scans, skip_wrong=skip_wrong)
    _say(answer, entries, as_json=as_json, dry_run=dry_run, wrong=len(wrong))
    return 1 if refused else 0


def _enter(
    tools: Tools, actor: Actor, workbook: reading.Workbook, scans: list[reading.Scan], *, skip_wrong: bool
) -> tuple[str, int]:
    with tools.begin(actor) as uow:
        batch = actions.try_file(uow, workbook, scans)
        return str(batch.id), actions.run(uow, batch.id, skip_wrong=skip_wrong)


def _scans(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file() and not path.name.startswith("."):
            yield path.name, path.read_bytes()


def _actor(session: Session, code: str) -> Actor:
    if code:
        office_id: UUID = office_by_code(session, code).id
    else:
        found = list(session.scalars(select(Person.office_id).distinct().limit(2)))
        if len(found) != 1:
            raise Refused("import_office_needed")
        office_id = found[0]
    return Actor(ActorKind.SYSTEM, None, "Sijari", office_id=office_id)


def _judged(session: Session, actor: Actor, workbook: reading.Workbook, scans: list[reading.Scan]) -> list[Entry]:
    assert actor.office_id is not None
    before = queries.imported_before(session, actor.office_id, workbook.sha256)
    if before is not None:
        raise Refused(
            "import_known_file", name=before.file_name, day=str(before.imported_at)[:10], who=before.imported_name
        )
    matched = match(workbook.read.heads)
    if matched.missing:
        raise Refused("import_columns_missing")
    known = [FileKnown(new_id(), one.name, one.sha256, one.size) for one in scans if not one.fault]
    table = Table(workbook.read.rows, matched.places, workbook.read.epoch_1904, known)
    today = queries.today_of_office(session, actor.office_id)
    return judge(table, queries.known(session, actor.office_id, table, today))


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "row": entry.number,
        "verdict": entry.verdict.value,
        "notes": [
            {
                "code": note.code,
                "level": note.level.value,
                "column": note.column,
                "cell": note.cell,
                "text": say(note, LANGUAGE),
            }
            for note in entry.notes
        ],
    }


def _say(answer: dict[str, Any], entries: list[Entry], *, as_json: bool, dry_run: bool, wrong: int) -> None:
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for entry in entries:
        notes = [note for note in entry.notes if note.level is not Level.NOTE]
        click.echo(f"row {entry.number}: {entry.verdict.value}")
        for note in notes:
            where = f"{column_name(note.column, LANGUAGE)} {note.cell}: " if note.column else ""
            click.echo(f"    {where}{say(note, LANGUAGE)}")
    for name, fault in answer["scans_refused"].items():
        click.echo(f"scan {name}: {fault}")
    entering = sum(1 for one in entries if one.enters)
    if answer["batch"]:
        click.echo(f"{answer['entered']} agreements were entered.")
    elif dry_run:
        click.echo(f"{entering} rows would be entered, {wrong} are wrong. Nothing was kept.")
    else:
        click.echo(f"{wrong} rows are wrong, so nothing was entered. Correct them, or use --skip-wrong.")
