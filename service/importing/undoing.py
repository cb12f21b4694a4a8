"""Taking a batch out again, while nothing else has happened to what it entered. The audit chains stay."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from service.agreements.actions import stream
from service.agreements.models import Agreement, PaperRevision, StageChange
from service.core.actor import ActorKind
from service.core.audit import Stream
from service.core.database import Base
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.followup.actions import PKS_TASK
from service.followup.models import ReminderSent, Task
from service.importing import queries
from service.importing.bulk import BulkUnit, chain_lengths, chunks
from service.importing.models import BatchState, ImportBatch, ImportRow
from service.offices.models import Partner

# What the import itself made, and what the service notes by itself; anything else means that someone worked with it.
OWN: tuple[type[Base], ...] = (StageChange, PaperRevision, Task, ReminderSent)
MOST_NAMED = 5

AGREEMENTS = "agreements"  # the table that a column names (`info={"names": ...}`)


def undo(uow: UnitOfWork, batch_id: UUID, reason: str) -> int:
    """Remove the agreements of a batch, or refuse and name those that something has happened to."""
    if uow.actor.kind is not ActorKind.SYSTEM:
        require(uow.actor, "import:run")
    batch = queries.batch(uow.session, uow.actor, batch_id)
    if batch.state_ is not BatchState.IMPORTED:
        raise Refused("import_not_done")
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    rows = [row for row in queries.rows(uow.session, batch.id) if row.agreement_id is not None]
    ids = [row.agreement_id for row in rows if row.agreement_id is not None]
    _refuse_touched(uow.session, rows, ids)
    bulk = BulkUnit.within(uow)
    _reopen_outer(bulk, batch, ids)
    for identity in ids:
        bulk.record(stream(identity), "import:undone", batch=str(batch.id), reason=reason.strip())
    _remove(uow.session, ids)
    kept = _remove_partners(bulk, batch)
    batch.state, batch.undone_at, batch.undone_name = BatchState.UNDONE.value, uow.now, uow.actor.name
    batch.undone_reason = reason.strip()
    bulk.record(
        Stream("office", batch.office_id), "import:undone", batch=str(batch.id), agreements=len(ids),
        partners_kept=kept, reason=reason.strip(),
    )  # fmt: skip
    bulk.settle()
    return len(ids)


def touched(session: Session, rows: Sequence[ImportRow]) -> list[UUID]:
    """The agreements of these rows to which something has happened since the import."""
    ids = [row.agreement_id for row in rows if row.agreement_id is not None]
    lengths = chain_lengths(session, [stream(identity) for identity in ids])
    longer = {
        row.agreement_id
        for row in rows
        if row.agreement_id is not None and lengths.get(str(stream(row.agreement_id)), 0) != row.tail
    }
    return [identity for identity in ids if identity in longer | _named_elsewhere(session, ids)]


def _refuse_touched(session: Session, rows: Sequence[ImportRow], ids: Sequence[UUID]) -> None:
    found = touched(session, rows)
    if not found:
        return
    named = session.scalars(select(Agreement.subject).where(Agreement.id.in_(found[:MOST_NAMED])))
    names = "; ".join(f"“{subject}”" for subject in named)
    more = len(found) - MOST_NAMED
    raise Refused("import_touched", names=f"{names} (+{more})" if more > 0 else names, count=len(found), of=len(ids))


def _named_elsewhere(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """The agreements that rows of other rooms, or agreements from elsewhere, name."""
    own, mine = {one.__table__ for one in OWN}, set(ids)
    found: set[UUID] = set()
    for table, column in _pointing():
        if table in own:
            continue
        for some in chunks(list(ids)):
            if table is Agreement.__table__:
                query = select(column, Agreement.id).where(column.in_(some))
                found |= {named for named, by in session.execute(query) if by not in mine}
            else:
                found |= set(session.scalars(select(column).where(column.in_(some))))
    return found


def _pointing() -> list[tuple[Table, Any]]:
    """Every column that names an agreement and does not go with it (the search index does).

    Most name it by a foreign key; a column that names other things as well says so in its `info`.
    """
    target = Agreement.__table__
    by_key = [
        (table, key.parent)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is target and key.ondelete != "CASCADE"
    ]
    by_word = [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.info.get("names") == AGREEMENTS
    ]
    return by_key + by_word


def _reopen_outer(bulk: BulkUnit, batch: ImportBatch, ids: Sequence[UUID]) -> None:
    """An MoU from elsewhere that a PKS of the batch had followed up owes its PKS again."""
    mine = set(ids)
    for some in chunks(list(ids)):
        query = select(Agreement.parent_id).where(Agreement.id.in_(some), Agreement.parent_id.is_not(None)).distinct()
        for parent_id in bulk.session.scalars(query).all():
            if parent_id is None or parent_id in mine:
                continue
            tasks = select(Task).where(
                Task.agreement_id == parent_id, Task.key == PKS_TASK, Task.done_at == batch.imported_at
            )
            for task in bulk.session.scalars(tasks):
                task.done_at, task.done_name, task.note = None, "", ""
            bulk.record(stream(parent_id), "import:undone", batch=str(batch.id), reason="pks")


def _remove(session: Session, ids: Sequence[UUID]) -> None:
    for some in chunks(list(ids)):
        for model in OWN:
            session.execute(delete(model).where(model.__table__.c.agreement_id.in_(some)))
    rows = [
        one for some in chunks(list(ids)) for one in session.scalars(select(Agreement).where(Agreement.id.in_(some)))
    ]
    for kind in ("pks", "mou"):  # a PKS names the MoU above it
        for one in rows:
            if one.kind == kind:
                session.delete(one)
        session.flush()


def _remove_partners(bulk: BulkUnit, batch: ImportBatch) -> int:
    """Remove the partners that the batch made, unless someone has worked with them; how many stay."""
    ids = [UUID(raw) for raw in batch.made_partners]
    lengths = chain_lengths(bulk.session, [Stream("partner", identity) for identity in ids])
    kept = 0
    for identity in ids:
        partner = bulk.session.get(Partner, identity)
        if partner is None:
            continue
        if lengths.get(f"partner:{identity}", 0) != 1 or _partner_used(bulk.session, identity):
            kept += 1
            continue
        bulk.record(Stream("partner", identity), "import:undone", batch=str(batch.id))
        bulk.session.delete(partner)
    bulk.session.flush()
    return kept


def _partner_used(session: Session, partner_id: UUID) -> bool:
    target = Partner.__table__
    columns = [
        key.parent for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.column.table is target
    ]
    return any(session.execute(select(column).where(column == partner_id).limit(1)).first() for column in columns)
