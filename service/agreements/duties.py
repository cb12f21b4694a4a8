"""Duties of an agreement that one room finds and another keeps: follow-up's task list, reached without importing it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY
from service.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done by a day; the key makes the same duty of an agreement open once."""

    key: str
    title: str
    due_on: date
    owner_id: UUID | None = None
    owner: str = ""


def open_duty(uow: UnitOfWork, agreement: Agreement, duty: Duty) -> None:
    """Put a duty on the agreement's task list; one with the same key that is there already stays as it is."""
    if REGISTRY.duty_opener is None:
        raise RuntimeError("no room keeps duties; register_rooms() was not run")
    REGISTRY.duty_opener(uow, agreement, duty)


def close_duty(uow: UnitOfWork, agreement: Agreement, key: str, note: str) -> None:
    """Mark the open duty with this key as done, with what did it; nothing happens where there is none."""
    if REGISTRY.duty_closer is None:
        raise RuntimeError("no room keeps duties; register_rooms() was not run")
    REGISTRY.duty_closer(uow, agreement, key, note)
