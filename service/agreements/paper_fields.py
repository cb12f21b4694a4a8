"""Which signature fields a registered paper may have; the room that makes papers says it, the verifier asks."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

# (session, event id) -> the names of all fields of that event's signing plan; empty where the room does not know it.
FieldSource = Callable[[Session, UUID], tuple[str, ...]]
SOURCES: list[FieldSource] = []


def add_source(source: FieldSource) -> None:
    """Add a source once."""
    if source not in SOURCES:
        SOURCES.append(source)


def planned_fields(session: Session, event_id: UUID | None) -> tuple[str, ...]:
    """All fields of an event's plan; empty where nobody knows."""
    if event_id is None:
        return ()
    return next((found for source in SOURCES if (found := source(session, event_id))), ())
