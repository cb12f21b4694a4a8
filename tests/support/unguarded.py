"""What somebody could do to the audit who holds the database's own keys."""

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from service.core.audit import GENESIS, AuditEvent, Stream, event_hash
from service.core.audit_triggers import TABLES


def without_triggers(session: Session) -> None:
    """Put the audit's triggers out of action in this transaction."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for table in TABLES:
        session.execute(text(f"DROP TRIGGER {table}_no_update"))
        session.execute(text(f"DROP TRIGGER {table}_no_delete"))


def write_anew(session: Session, stream: Stream, name: str) -> None:
    """Write a whole chain anew, consistent in itself, with another actor's name."""
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.stream == str(stream)).order_by(AuditEvent.sequence)
    ).all()
    session.expunge_all()
    previous = GENESIS
    for event in events:
        event.actor_name, event.previous = name, previous
        previous = event.hash = event_hash(event)
    session.execute(delete(AuditEvent).where(AuditEvent.stream == str(stream)))
    columns = [column.name for column in AuditEvent.__table__.columns]
    session.execute(insert(AuditEvent), [{name: getattr(event, name) for name in columns} for event in events])
