"""The check of every stored file: in slices over days, resumable, naming the papers that a damaged file belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from service.agreements.actions import stream
from service.archive.models import FixityFault, FixityRun
from service.archive.ownership import papers_of
from service.archive.rules import slice_bytes
from service.core import policies
from service.core.audit import Stream
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Storage, StoredFile
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork

log = structlog.get_logger("fixity")

POLICY = "fixity_days"
OPEN = "open"
FILES_A_SLICE = 500
ARCHIVE_STREAM = Stream("archive", UUID(int=0))


class Kind(StrEnum):
    """What is wrong with a file."""

    ALTERED = "altered"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not as it was stored."""

    sha256: str
    size: int
    kind: Kind


def look_at(storage: Storage, sha256: str, size: int) -> Damage | None:
    """Read one file and compare it with its name."""
    try:
        storage.get(sha256)
    except Refused as refused:
        if refused.code == "file_altered":
            return Damage(sha256, size, Kind.ALTERED)
        return Damage(sha256, size, Kind.UNREADABLE if storage.has(sha256) else Kind.MISSING)
    return None


# --------------------------------------------------------------------------------------------------- on the schedule
def check_due(tools: Tools) -> None:
    """Go on with the round that is under way by one slice, or begin one when the last began long enough ago."""
    run = _current(tools)
    if run is None:
        return
    with tools.reading() as session:
        total = session.scalar(select(func.sum(StoredFile.size))) or 0
        budget = slice_bytes(total, policies.value(session, POLICY))
        after = StoredFile.sha256 > run.cursor
        query = select(StoredFile.sha256, StoredFile.size).where(after).order_by(StoredFile.sha256)
        ahead = [(sha256, size) for sha256, size in session.execute(query.limit(FILES_A_SLICE))]
    files = _within(ahead, budget)
    found = [damage for sha256, size in files if (damage := look_at(tools.storage, sha256, size)) is not None]
    _record_slice(tools, run, files, found)


def _current(tools: Tools) -> FixityRun | None:
    with tools.reading() as session:
        run = session.scalars(select(FixityRun).where(FixityRun.open_key == OPEN)).first()
        last = session.scalar(select(func.max(FixityRun.started_at)).where(~FixityRun.by_hand))
        days = policies.value(session, POLICY)
    now = tools.clock.now()
    if run is not None:
        return run
    if last is not None and now < last + timedelta(days=days):
        return None
    try:
        with tools.begin() as uow:
            run = FixityRun(id=new_id(), open_key=OPEN, started_at=uow.now)
            uow.session.add(run)
    except Refused as refused:
        if refused.code != "stale_page":  # another schedule process began it
            raise
        return None
    return run


def _within(files: Sequence[tuple[str, int]], budget: int) -> list[tuple[str, int]]:
    chosen: list[tuple[str, int]] = []
    for sha256, size in files:
        if chosen and budget < size:
            break
        chosen.append((sha256, size))
        budget -= size
    return chosen


def _record_slice(tools: Tools, run: FixityRun, files: Sequence[tuple[str, int]], found: Sequence[Damage]) -> None:
    with tools.begin() as uow:
        moved = uow.session.execute(
            update(FixityRun)
            .where(FixityRun.id == run.id, FixityRun.cursor == run.cursor, FixityRun.open_key == OPEN)
            .values(
                cursor=files[-1][0] if files else run.cursor,
                checked=FixityRun.checked + len(files),
                checked_bytes=FixityRun.checked_bytes + sum(size for _, size in files),
                faults=FixityRun.faults + len(found),
                finished_at=None if files else uow.now,
                open_key=OPEN if files else None,
            )
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount != 1:  # type: ignore[attr-defined]  # SQLAlchemy types an UPDATE's result as Result
            return  # another schedule process looked at the same slice
        _note_outcome(uow, run.id, [sha256 for sha256, _ in files], found)
    if not files:
        log.info("fixity.finished", run=str(run.id), checked=run.checked, faults=run.faults)


# ------------------------------------------------------------------------------------------------------------ by hand
def check_now(tools: Tools, *, whole: bool) -> tuple[FixityRun, list[Damage]]:
    """Look at files at once: all of them, or those that were damaged and those stored since the last round began."""
    with tools.reading() as session:
        files = [(one, size) for one, size in session.execute(_chosen(session, whole=whole))]
    found = [damage for sha256, size in files if (damage := look_at(tools.storage, sha256, size)) is not None]
    with tools.begin() as uow:
        run = FixityRun(
            id=new_id(),
            by_hand=True,
            started_at=uow.now,
            finished_at=uow.now,
            checked=len(files),
            checked_bytes=sum(size for _, size in files),
            faults=len(found),
        )
        uow.session.add(run)
        uow.session.flush()
        _note_outcome(uow, run.id, [sha256 for sha256, _ in files], found)
    return run, found


def _chosen(session: Session, *, whole: bool) -> Any:
    query = select(StoredFile.sha256, StoredFile.size).order_by(StoredFile.sha256)
    if whole:
        return query
    since = session.scalar(select(func.max(FixityRun.started_at)).where(~FixityRun.by_hand))
    damaged = StoredFile.sha256.in_(select(FixityFault.open_sha256).where(FixityFault.open_sha256.is_not(None)))
    return query.where(damaged | (StoredFile.stored_at >= since)) if since else query


# ------------------------------------------------------------------------------------------------------------ outcome
def _note_outcome(uow: UnitOfWork, run_id: UUID, looked_at: Sequence[str], found: Sequence[Damage]) -> None:
    known = {row.sha256: row for row in open_faults(uow.session)}
    bad = {one.sha256: one for one in found}
    for sha256 in looked_at:
        if sha256 in known and sha256 not in bad:
            resolve(uow, known[sha256], "found_whole")
    papers = papers_of(uow.session, [sha256 for sha256 in bad if sha256 not in known])
    for sha256, damage in bad.items():
        if sha256 in known:
            known[sha256].kind = damage.kind.value
            continue
        named = papers.get(sha256, [])
        uow.session.add(
            FixityFault(
                id=new_id(),
                run_id=run_id,
                sha256=sha256,
                open_sha256=sha256,
                kind=damage.kind.value,
                size=damage.size,
                papers=[paper.said() for paper in named],
                found_at=uow.now,
            )
        )
        _record(uow, "archive:file_damaged", sha256, named_ids(paper.agreement_id for paper in named), damage.kind)
        log.error("fixity.damaged", sha256=sha256, kind=damage.kind.value)


def named_ids(ids: Iterable[UUID | None]) -> list[UUID]:
    """Each agreement once."""
    return list(dict.fromkeys(one for one in ids if one is not None))


def _record(uow: UnitOfWork, code: str, sha256: str, agreements: Sequence[UUID], kind: str) -> None:
    uow.record(ARCHIVE_STREAM, code, sha256=sha256, kind=kind)
    for agreement_id in agreements:
        uow.record(stream(agreement_id), code, sha256=sha256, kind=kind)


def resolve(uow: UnitOfWork, fault: FixityFault, how: str) -> None:
    """A file is as it should be again."""
    fault.open_sha256, fault.resolved_at, fault.resolved_how = None, uow.now, how
    ids = named_ids(UUID(one["agreement"]) for one in fault.papers if one.get("agreement"))
    _record(uow, "archive:file_restored", fault.sha256, ids, how)


def open_faults(session: Session) -> list[FixityFault]:
    """The files that are damaged as far as is known, the latest found first."""
    query = select(FixityFault).where(FixityFault.open_sha256.is_not(None))
    return list(session.scalars(query.order_by(FixityFault.found_at.desc(), FixityFault.sha256)))


def count_open_faults(session: Session) -> int:
    """How many files are damaged as far as is known."""
    return session.scalar(select(func.count(FixityFault.id)).where(FixityFault.open_sha256.is_not(None))) or 0


def runs(session: Session, *, limit: int = 12) -> list[FixityRun]:
    """The last rounds, the latest first."""
    return list(session.scalars(select(FixityRun).order_by(FixityRun.started_at.desc()).limit(limit)))


def last_whole_run(session: Session) -> FixityRun | None:
    """The last round over every file that came to its end."""
    query = select(FixityRun).where(FixityRun.finished_at.is_not(None), ~FixityRun.by_hand)
    return session.scalars(query.order_by(FixityRun.finished_at.desc()).limit(1)).first()
