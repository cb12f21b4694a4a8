"""What waits for somebody, and the next days on which something falls due: every room adds its own sources.

The home page shows both; the rooms register them in their wiring without knowing the home page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person: what is to be done, with what, since or until when, and where it is done."""

    what: Any
    subject: str
    endpoint: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """One of the next days on which something falls due."""

    agreement_id: UUID
    subject: str
    title: Any
    due_on: date
    days: int


WaitingSource = Callable[[Session, Actor], Sequence[Waiting]]
# (session, actor, limit) -> at most so many of the next days, the nearest first, asked of an index.
NearSource = Callable[[Session, Actor, int], Sequence[Near]]
WAITING: list[WaitingSource] = []
NEAR: list[NearSource] = []


def add_waiting(source: WaitingSource) -> None:
    """Add a source of what waits for a person."""
    if source not in WAITING:
        WAITING.append(source)


def add_near(source: NearSource) -> None:
    """Add a source of what falls due next."""
    if source not in NEAR:
        NEAR.append(source)


def waiting_for(session: Session, actor: Actor) -> list[Waiting]:
    """Everything that waits for a person, the most pressing first."""
    found = [one for source in WAITING for one in source(session, actor)]
    return sorted(found, key=lambda one: (not one.late, one.due_on or date.max, one.subject))


def nearest(session: Session, actor: Actor, limit: int) -> list[Near]:
    """The next days on which something falls due for the actor's office."""
    found = [one for source in NEAR for one in source(session, actor, limit)]
    return sorted(found, key=lambda one: (one.due_on, one.subject))[:limit]
