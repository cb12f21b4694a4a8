"""Looking up batches and their rows, and what the register holds that a row could meet."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session

from service.agreements.founding import possible_parents
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, PaperRevision
from service.agreements.registry import OwnThat
from service.core.actor import Actor, ActorKind
from service.core.database import moment
from service.core.refusals import Refused
from service.followup.models import Task
from service.followup.rules import number_key
from service.importing.bulk import chunks
from service.importing.columns import Column
from service.importing.entries import AgreementKnown, FileKnown, Known, PartnerKnown, Table
from service.importing.models import BatchState, ImportBatch, ImportFile, ImportRow
from service.importing.notes import Verdict
from service.importing.sheet import Cell, SheetRow
from service.offices import queries as offices
from service.offices.models import Partner

DUTY = "import-"  # how the keys of duties of this room begin


# -------------------------------------------------------------------------------------------------------------- batches
def batch(session: Session, actor: Actor, batch_id: UUID) -> ImportBatch:
    """A batch of the actor's office, or Refused('not_found')."""
    found = session.get(ImportBatch, batch_id)
    if found is None or (actor.office_id != found.office_id and actor.kind is not ActorKind.SYSTEM):
        raise Refused("not_found")
    return found


def batches(session: Session, office_id: UUID, *, limit: int = 50) -> list[tuple[ImportBatch, int]]:
    """The batches of an office, the latest first, each with how many agreements came of it."""
    entered = (
        select(ImportRow.batch_id, func.count().label("entered"))
        .where(ImportRow.agreement_id.is_not(None))
        .group_by(ImportRow.batch_id)
        .subquery()
    )
    query = (
        select(ImportBatch, func.coalesce(entered.c.entered, 0))
        .outerjoin(entered, entered.c.batch_id == ImportBatch.id)
        .where(ImportBatch.office_id == office_id, ImportBatch.state != BatchState.DROPPED.value)
        .order_by(ImportBatch.created_at.desc())
        .limit(limit)
    )
    return [(one, count) for one, count in session.execute(query)]


def counts(session: Session, batch_id: UUID) -> dict[Verdict, int]:
    """How many rows of a batch have each verdict."""
    query = select(ImportRow.verdict, func.count()).where(ImportRow.batch_id == batch_id).group_by(ImportRow.verdict)
    found = {Verdict(said): count for said, count in session.execute(query)}
    return {verdict: found.get(verdict, 0) for verdict in Verdict}


def entered(session: Session, batch_id: UUID) -> int:
    """How many agreements a batch entered."""
    query = select(func.count()).where(ImportRow.batch_id == batch_id, ImportRow.agreement_id.is_not(None))
    return session.scalar(query) or 0


def rows(
    session: Session, batch_id: UUID, said: Verdict | None = None, *, offset: int = 0, limit: int | None = None
) -> list[ImportRow]:
    """Rows of a batch in the order of the sheet."""
    query = _rows(batch_id, said).order_by(ImportRow.number).offset(offset)
    return list(session.scalars(query.limit(limit) if limit is not None else query))


def _rows(batch_id: UUID, said: Verdict | None) -> Select[ImportRow]:
    query = select(ImportRow).where(ImportRow.batch_id == batch_id)
    return query if said is None else query.where(ImportRow.verdict == said.value)


def files(session: Session, batch_id: UUID) -> list[ImportFile]:
    """The scans that came with a batch, by name."""
    return list(session.scalars(select(ImportFile).where(ImportFile.batch_id == batch_id).order_by(ImportFile.name)))


def unused_files(session: Session, batch_id: UUID) -> list[ImportFile]:
    """Sound scans that no row names."""
    used = select(ImportRow.file_id).where(ImportRow.batch_id == batch_id, ImportRow.file_id.is_not(None))
    query = select(ImportFile).where(
        ImportFile.batch_id == batch_id, ImportFile.fault == "", ImportFile.id.not_in(used)
    )
    return list(session.scalars(query.order_by(ImportFile.name)))


def imported_before(session: Session, office_id: UUID, sha256: str) -> ImportBatch | None:
    """The batch of an office that this very file made, while it stands."""
    return _of_file(session, office_id, sha256, BatchState.IMPORTED)


def tried_before(session: Session, office_id: UUID, sha256: str) -> ImportBatch | None:
    """The trial of this very file that is still open."""
    return _of_file(session, office_id, sha256, BatchState.TRIED)


def _of_file(session: Session, office_id: UUID, sha256: str, state: BatchState) -> ImportBatch | None:
    query = select(ImportBatch).where(
        ImportBatch.office_id == office_id, ImportBatch.sha256 == sha256, ImportBatch.state == state.value
    )
    return session.scalars(query).first()


def row_of_agreement(session: Session, agreement_id: UUID) -> tuple[ImportRow, ImportBatch] | None:
    """The row from which an agreement came, with its batch."""
    query = (
        select(ImportRow, ImportBatch)
        .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
        .where(ImportRow.agreement_id == agreement_id, ImportBatch.state == BatchState.IMPORTED.value)
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


# ---------------------------------------------------------------------------------------------------- what is judged
def table_of(session: Session, one: ImportBatch) -> Table:
    """The rows of a batch as they are judged."""
    return Table(
        rows=[as_row(row) for row in rows(session, one.id)],
        places={Column(name): int(place) for name, place in one.matching.items()},
        epoch_1904=one.epoch_1904,
        files=[
            FileKnown(file.id, file.name, file.sha256, file.size) for file in files(session, one.id) if not file.fault
        ],
        chosen={key: UUID(identity) for key, identity in one.partners.items()},
    )


def as_row(row: ImportRow) -> SheetRow:
    """A stored row as it came from the sheet."""
    return SheetRow(row.number, tuple(Cell(*cell) for cell in row.cells), row.hidden)


def known(session: Session, office_id: UUID, table: Table, today: date) -> Known:
    """What the register holds that the rows of a table could meet."""
    own = _own(session, office_id)
    by_number: dict[str, list[AgreementKnown]] = defaultdict(list)
    by_day: dict[tuple[str, UUID, date], list[AgreementKnown]] = defaultdict(list)
    for one in own:
        if one.office_number:
            by_number[number_key(one.office_number)].append(one)
        if one.partner_id is not None and one.signed_on is not None:
            by_day[(one.kind, one.partner_id, one.signed_on)].append(one)
    return Known(
        today=today,
        by_number=by_number,
        by_scan=_by_scan(session, office_id, {file.sha256 for file in table.files}),
        by_day=by_day,
        parents=_parents(session, office_id, table),
        partners=[
            PartnerKnown(row.id, row.name, row.name_key)
            for row in session.execute(select(Partner.id, Partner.name, Partner.name_key).order_by(Partner.created_at))
        ],
    )


_COLUMNS = (
    Agreement.id,
    Agreement.kind,
    Agreement.subject,
    Agreement.partner_id,
    Agreement.signed_on,
    Agreement.end_on,
    Agreement.office_number,
)


def _own(session: Session, office_id: UUID) -> list[AgreementKnown]:
    query = select(*_COLUMNS).where(Agreement.lead_office_id == office_id, Agreement.stage != Stage.CANCELLED.value)
    return [AgreementKnown(*row) for row in session.execute(query)]


def _by_scan(session: Session, office_id: UUID, hashes: Iterable[str]) -> dict[str, AgreementKnown]:
    found: dict[str, AgreementKnown] = {}
    for some in chunks(sorted(hashes)):
        query: Any = (
            select(PaperRevision.sha256, *_COLUMNS)
            .join(Agreement, Agreement.id == PaperRevision.agreement_id)
            .where(PaperRevision.sha256.in_(some), Agreement.lead_office_id == office_id)
        )
        found |= {row[0]: AgreementKnown(*row[1:]) for row in session.execute(query)}
    return found


def _parents(session: Session, office_id: UUID, table: Table) -> dict[str, list[AgreementKnown]]:
    place = table.places.get(Column.PARENT)
    if place is None:
        return {}
    wanted = {number_key(row.cells[place].text) for row in table.rows if place < len(row.cells)} - {""}
    found: dict[str, list[AgreementKnown]] = defaultdict(list)
    for mou in possible_parents(session, office_id, signed_only=True) if wanted else ():
        for key in {number_key(mou.office_number), number_key(mou.partner_number)} & wanted:
            found[key].append(
                AgreementKnown(
                    mou.id, mou.kind, mou.subject, mou.partner_id, mou.signed_on, mou.end_on, mou.office_number
                )
            )
    return found


def today_of_office(session: Session, office_id: UUID) -> date:
    """The calendar day where the office stands."""
    return offices.local_today(session, office_id, moment(session))


# ------------------------------------------------------------------------------------------------- what is incomplete
def open_gaps(session: Session, agreement_id: UUID) -> list[str]:
    """What an imported agreement still lacks, as the keys of its duties."""
    query = select(Task.key).where(
        Task.agreement_id == agreement_id, Task.key.startswith(DUTY, autoescape=True), Task.done_at.is_(None)
    )
    return [key.removeprefix(DUTY) for key in session.scalars(query.order_by(Task.key))]


def incomplete(session: Session, actor: Actor) -> OwnThat:
    """The imported agreements of the actor's office that still lack something, to be counted."""
    lacks = exists().where(
        Task.agreement_id == Agreement.id, Task.done_at.is_(None), Task.key.startswith(DUTY, autoescape=True)
    )
    return OwnThat(incomplete_ids(session, actor), and_(Agreement.lead_office_id == actor.office_id, lacks))


def incomplete_ids(_session: Session, actor: Actor) -> Select[UUID]:
    """The imported agreements of the actor's office that still lack something."""
    return (
        select(Task.agreement_id)
        .join(Agreement, Agreement.id == Task.agreement_id)
        .where(
            Task.key.startswith(DUTY, autoescape=True),
            Task.done_at.is_(None),
            Agreement.lead_office_id == actor.office_id,
        )
    )


def of_scan(session: Session, office_id: UUID, sha256: str) -> str | None:
    """The subject of the agreement of an office that bears this scan."""
    found = _by_scan(session, office_id, [sha256]).get(sha256)
    return found.subject if found else None
