"""A unit of work for many rows: the audit chains are complete and valid, their links are written together."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.core.audit import GENESIS, AuditEvent, Stream, make_event
from service.core.storage import Stored, StoredFile
from service.core.unit_of_work import UnitOfWork

One = TypeVar("One")
CHUNK = 500


@dataclass(slots=True)
class BulkUnit(UnitOfWork):
    """Works inside another unit of work; its events go to the database with `settle`."""

    tails: dict[str, tuple[int, str]] = field(default_factory=dict)
    events: list[AuditEvent] = field(default_factory=list)

    @classmethod
    def within(cls, uow: UnitOfWork) -> "BulkUnit":
        """The same session, person and moment."""
        return cls(uow.session, uow.actor, uow.now, uow._wanted)  # noqa: SLF001  what it wants is rung by the outer one

    def fresh(self, stream: Stream) -> Stream:
        """Say that a chain begins here, so that nobody has to look for its end."""
        self.tails[str(stream)] = (0, GENESIS)
        return stream

    def record(self, stream: Stream, code: str, **details: Any) -> AuditEvent:
        """Add a link to a chain; a race is settled by the unique (stream, sequence) as ever."""
        sequence, previous = self.tails.get(str(stream)) or _tail(self.session, stream)
        event = make_event(stream, code, self.actor, self.now, details, sequence=sequence + 1, previous=previous)
        self.tails[str(stream)] = (event.sequence, event.hash)
        self.events.append(event)
        return event

    def settle(self) -> None:
        """Write the links."""
        self.session.add_all(self.events)
        self.session.flush()
        self.events = []

    def keep_all(self, files: dict[str, int], media_type: str) -> None:
        """Enter many stored files (hash -> size) in the register of files."""
        keep_all(self.session, files, media_type, self.now)


def keep_all(session: Session, files: dict[str, int], media_type: str, now: datetime) -> None:
    """Enter many stored files in the register of files, those that stand there left as they are."""
    known: set[str] = set()
    for some in chunks(list(files)):
        known |= set(session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(some))))
    fresh = (Stored(sha256, size) for sha256, size in files.items() if sha256 not in known)
    session.add_all(StoredFile(sha256=one.sha256, size=one.size, media_type=media_type, stored_at=now) for one in fresh)
    session.flush()


def _tail(session: Session, stream: Stream) -> tuple[int, str]:
    query = select(AuditEvent.sequence, AuditEvent.hash).where(AuditEvent.stream == str(stream))
    last = session.execute(query.order_by(AuditEvent.sequence.desc()).limit(1)).first()
    return (last.sequence, last.hash) if last else (0, GENESIS)


def chain_lengths(session: Session, streams: list[Stream]) -> dict[str, int]:
    """How long each chain is now."""
    found: dict[str, int] = {}
    for some in chunks([str(one) for one in streams]):
        query = (
            select(AuditEvent.stream, func.max(AuditEvent.sequence))
            .where(AuditEvent.stream.in_(some))
            .group_by(AuditEvent.stream)
        )
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found


def chunks(many: list[One]) -> list[list[One]]:
    """A long list in parts that a statement can name."""
    return [many[start : start + CHUNK] for start in range(0, len(many), CHUNK)]
