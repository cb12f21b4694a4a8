"""What somebody who leaves hands over: the open tasks of follow-up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.queries import person
from service.agreements.actions import stream
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup.models import Task


class TaskTakeover:
    """The answer of follow-up to somebody's leaving."""

    def open_tasks(self, session: Session, person_id: UUID) -> Sequence[str]:
        """The open tasks of a person, one sentence each."""
        return [f"{task.title} (tenggat {date_long(task.due_on)})" for task in _open(session, person_id)]

    def hand_over(self, uow: UnitOfWork, person_id: UUID, successor_id: UUID) -> None:
        """Give the open tasks to the successor."""
        successor = person(uow.session, successor_id)
        for task in _open(uow.session, person_id):
            task.owner_id, task.owner = successor.id, successor.name
            uow.record(stream(task.agreement_id), "followup:task_handed_over", task=str(task.id))


def _open(session: Session, person_id: UUID) -> list[Task]:
    query = select(Task).where(Task.owner_id == person_id, Task.done_at.is_(None)).order_by(Task.due_on)
    return list(session.scalars(query))
