"""What a person leaves behind: upper rooms say which tasks are open and hand them over."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.unit_of_work import UnitOfWork


class Takeover(Protocol):
    """A room's answer to somebody's leaving."""

    def open_tasks(self, session: Session, person_id: UUID) -> Sequence[str]:
        """The open tasks of a person, one sentence each."""
        ...

    def hand_over(self, uow: UnitOfWork, person_id: UUID, successor_id: UUID) -> None:
        """Give the open tasks to the successor."""
        ...


_TAKEOVERS: dict[str, Takeover] = {}


def register(room: str, takeover: Takeover) -> None:
    """Let a room hand over its tasks; registering a room again replaces its answer."""
    _TAKEOVERS[room] = takeover


def open_tasks(session: Session, person_id: UUID) -> list[str]:
    """All open tasks of a person."""
    return [task for takeover in _TAKEOVERS.values() for task in takeover.open_tasks(session, person_id)]


def hand_over(uow: UnitOfWork, person_id: UUID, successor_id: UUID) -> None:
    """Give all open tasks of a person to the successor."""
    for takeover in _TAKEOVERS.values():
        takeover.hand_over(uow, person_id, successor_id)
