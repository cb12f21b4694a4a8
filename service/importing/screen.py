"""What pages show of the import: rows with their notes, the table of columns, what an agreement still lacks."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, Origin
from service.core.actor import Actor
from service.core.permissions import holds
from service.importing import queries
from service.importing.actions import places_of
from service.importing.columns import Column, letter
from service.importing.models import BatchState, ImportBatch, ImportFile, ImportRow
from service.importing.note_words import column_name, say
from service.importing.notes import Level, Note, Verdict
from service.importing.words import GAPS, LEVELS, STATES, VERDICTS
from service.offices.queries import partners_by_id
from service.web.components import Status, Tone
from service.web.language import language, tanggal

_TONES = {Level.NOTE: Tone.QUIET, Level.WARNING: Tone.WARNING, Level.WRONG: Tone.DANGER, Level.KNOWN: Tone.QUIET}
_ORDER = (Level.WRONG, Level.KNOWN, Level.WARNING, Level.NOTE)  # what keeps a row out is read first


@dataclass(frozen=True, slots=True)
class Said:
    """A note in words: how grave, where, what."""

    status: Status
    where: str
    sentence: str
    url: str = ""
    marked: bool = False  # what keeps a row out carries its word where everybody sees it


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet on the page."""

    number: int
    status: Status
    subject: str
    partner: str
    kind: str
    signed_on: str
    notes: Sequence[Said]
    agreement_id: UUID | None = None


def lines(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[Line]:
    """Rows as the page shows them."""
    places = places_of(batch)
    return [
        Line(
            row.number,
            verdict_status(Verdict(row.verdict)),
            _cell(row, places.get(Column.SUBJECT)),
            _cell(row, places.get(Column.PARTNER)),
            _cell(row, places.get(Column.KIND)),
            _day(row, places.get(Column.SIGNED_ON)),
            [said(one) for one in sorted(map(Note.of_json, row.notes), key=lambda one: _ORDER.index(one.level))],
            row.agreement_id,
        )
        for row in rows
    ]


def _cell(row: ImportRow, place: int | None) -> str:
    return str(row.cells[place][0]) if place is not None and place < len(row.cells) else ""


def _day(row: ImportRow, place: int | None) -> str:
    """A day as it was typed; one that the spreadsheet keeps as a day stands there as we write days."""
    text = _cell(row, place)
    with suppress(ValueError):
        return tanggal(date.fromisoformat(text), short=True)
    return text


def said(note: Note) -> Said:
    """A note in words."""
    where = column_name(note.column, language())
    where = f"{where} ({note.cell})" if note.cell else where
    known = note.params.get("id") if note.level is Level.KNOWN else None
    url = url_for("agreements.show", agreement_id=known) if known else ""
    marked = note.level in (Level.WRONG, Level.WARNING)
    return Said(Status(LEVELS[note.level], _TONES[note.level]), where, say(note, language()), url, marked)


def sheet_notes(batch: ImportBatch) -> list[Said]:
    """What is to be said of the sheet as a whole."""
    return [said(Note.of_json(raw)) for raw in batch.notes]


def verdict_status(verdict: Verdict) -> Status:
    """The verdict as a tag."""
    return Status(*VERDICTS[verdict])


def state_status(state: BatchState) -> Status:
    """The state of a batch as a tag."""
    return Status(*STATES[state])


@dataclass(frozen=True, slots=True)
class Meant:
    """A name in the file that is like a known partner's, and what was chosen."""

    key: str
    name: str
    rows: str
    choices: Sequence[tuple[str, str]]
    chosen: str


def meant_partners(session: Session, batch: ImportBatch, rows: Sequence[ImportRow]) -> list[Meant]:
    """The names of which a person has to say whether a known partner is meant."""
    places, found = places_of(batch), {}
    for row in rows:
        for raw in row.notes:
            note = Note.of_json(raw)
            if note.code == "partner_near":
                name = _cell(row, places.get(Column.PARTNER))
                key = str(note.params["key"])
                found[key] = Meant(key, name, str(row.number), [(str(note.params["id"]), str(note.params["name"]))], "")
    known = partners_by_id(session, [UUID(one) for one in batch.partners.values()])
    for key, identity in batch.partners.items():
        partner = known.get(UUID(identity))
        if partner is not None:
            found[key] = Meant(key, key, "", [(identity, partner.name)], identity)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet that may be chosen: its place, letter and head, and what its first rows hold."""

    value: str
    label: str


def sheet_columns(batch: ImportBatch, first: Sequence[ImportRow]) -> list[Place]:
    """The columns of the sheet to choose from."""
    found = []
    for place, head in enumerate(batch.heads):
        sample = next((text for row in first if (text := _cell(row, place))), "")
        label = f"{letter(place)}: {head}" if head else letter(place)
        found.append(Place(str(place), f"{label} ({sample[:40]})" if sample else label))
    return found


def file_faults(files: Sequence[ImportFile]) -> list[tuple[str, str]]:
    """Scans that cannot be used, each with the sentence that says why."""
    from service.core.refusals import Refused, explain  # only pages need it

    return [(one.name, explain(Refused(one.fault, label="PDF", limit=""), language())) for one in files if one.fault]


def gaps_panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:
    """What an agreement from an import still lacks, and what its row said beside."""
    if agreement.origin != Origin.LEGACY:
        return None
    gaps = queries.open_gaps(session, agreement.id)
    found = queries.row_of_agreement(session, agreement.id)
    row, batch = found if found is not None else (None, None)
    if not gaps and row is None:
        return None
    own = actor.office_id in agreement.office_ids
    mine = batch is not None and actor.office_id == batch.office_id and holds(actor, "import:run")
    return {
        "gaps": [GAPS[one] for one in gaps if one in GAPS],
        "row": row if own else None,
        "batch": batch if mine else None,
        "may_complete": own and holds(actor, "import:run"),
        "agreement": agreement,
        "partner_only": gaps == ["category"],
    }
