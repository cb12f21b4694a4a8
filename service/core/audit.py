"""Append-only, hash-chained record of what happened: one chain a stream."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Index, String, UniqueConstraint, select
from sqlalchemy.event import listen
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core.actor import Actor
from service.core.audit_triggers import of_table
from service.core.database import Base, new_id

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Stream:
    """One chain: an agreement's, an office's or an account's."""

    type: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.type}:{self.id}"


class AuditEvent(Base):
    """One thing that happened. Rows are never changed or removed; triggers of both databases see to it."""

    __tablename__ = "audit_events"
    __table_args__ = (UniqueConstraint("stream", "sequence"), Index("ix_audit_events_office_id_at", "office_id", "at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    stream: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(80), index=True)
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    office_id: Mapped[UUID | None]
    address: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


def canonical(value: object) -> str:
    """JSON that is the same for the same content, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def event_hash(event: AuditEvent) -> str:
    """SHA-256 (hex) over the previous hash and everything the event says."""
    said = {
        "id": str(event.id),
        "stream": event.stream,
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "code": event.code,
        "actor": [event.actor_kind, str(event.actor_id or ""), event.actor_name, str(event.office_id or "")],
        "address": event.address,
        "details": event.details,
    }
    return hashlib.sha256((event.previous + canonical(said)).encode()).hexdigest()


def make_event(
    stream: Stream, code: str, actor: Actor, at: datetime, details: dict[str, Any], *, sequence: int, previous: str
) -> AuditEvent:
    """The next link of a chain whose last link is known to the caller; many are entered at once this way."""
    event = AuditEvent(
        id=new_id(),
        stream=str(stream),
        sequence=sequence,
        at=at.astimezone(UTC),
        code=code,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        office_id=actor.office_id,
        address=actor.address,
        details=json.loads(canonical(details)),
        previous=previous,
    )
    event.hash = event_hash(event)
    return event


def append(
    session: Session, stream: Stream, code: str, actor: Actor, at: datetime, details: dict[str, Any]
) -> AuditEvent:
    """Add an event at the end of its stream; a race is settled by the unique (stream, sequence)."""
    session.flush()
    last = session.scalars(
        select(AuditEvent).where(AuditEvent.stream == str(stream)).order_by(AuditEvent.sequence.desc()).limit(1)
    ).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, GENESIS)
    event = make_event(stream, code, actor, at, details, sequence=sequence, previous=previous)
    session.add(event)
    session.flush()
    return event


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A place where a chain does not hold: `kind` is gap, link or content."""

    stream: str
    sequence: int
    kind: str


def verify_chains(session: Session) -> Iterator[ChainFault]:
    """Recompute every chain and yield each place that does not hold."""
    stream, sequence, previous = "", 0, GENESIS
    rows = session.scalars(
        select(AuditEvent).order_by(AuditEvent.stream, AuditEvent.sequence).execution_options(yield_per=1000)
    )
    for event in rows:
        if event.stream != stream:
            stream, sequence, previous = event.stream, 0, GENESIS
        if event.sequence != sequence + 1:
            yield ChainFault(stream, event.sequence, "gap")
        if event.previous != previous:
            yield ChainFault(stream, event.sequence, "link")
        if event_hash(event) != event.hash:
            yield ChainFault(stream, event.sequence, "content")
        sequence, previous = event.sequence, event.hash


def stream_events(session: Session, stream: Stream) -> list[AuditEvent]:
    """The events of one stream, oldest first."""
    query = select(AuditEvent).where(AuditEvent.stream == str(stream)).order_by(AuditEvent.sequence)
    return list(session.scalars(query))


def guard(table: Any, connection: Connection, **_: object) -> None:
    """Put the triggers on a table of the audit as it is made."""
    for statement in of_table(connection.dialect.name, table.name):
        connection.exec_driver_sql(statement)


listen(AuditEvent.__table__, "after_create", guard)
