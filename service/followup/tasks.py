"""Use cases of tasks: opening one once for its key, giving one to somebody, saying that it is done or failed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from service.accounts.queries import person_of_office
from service.agreements.actions import stream
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.followup.models import Task, TaskEvidence
from service.followup.proofs import Proof


def signed(uow: UnitOfWork, agreement_id: UUID, seen_version: int | None = None) -> Agreement:
    """An own agreement in follow-up, for a change."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:follow_up", seen_version=seen_version)
    if agreement.stage_ is not Stage.FOLLOW_UP:
        raise Refused("not_signed_yet")
    return agreement


def open_task(uow: UnitOfWork, agreement: Agreement, task: Task) -> None:
    """Put a task on the list, once for its key."""
    known = select(Task.id).where(Task.agreement_id == agreement.id, Task.key == task.key)
    if uow.session.scalars(known).first() is not None:
        return
    task.id, task.agreement_id, task.opened_at = new_id(), agreement.id, uow.now
    uow.session.add(task)
    uow.session.flush()
    uow.record(
        stream(agreement.id), "followup:task_opened", task=str(task.id), key=task.key, due=task.due_on.isoformat()
    )


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: by a person of the office, or by somebody named in words."""

    title: str
    due_on: date
    owner_id: UUID | None = None
    owner: str = ""


def add_task(uow: UnitOfWork, agreement_id: UUID, duty: Duty) -> Task:
    """Give somebody a duty with a due day."""
    agreement = signed(uow, agreement_id)
    if not duty.title.strip():
        raise Refused("task_title_missing", field="title")
    same = select(Task.id).where(
        Task.agreement_id == agreement.id,
        Task.title == duty.title.strip(),
        Task.due_on == duty.due_on,
        Task.done_at.is_(None),
    )
    if uow.session.scalars(same).first() is not None:
        raise Refused("task_known", field="title")
    name = duty.owner.strip()
    if duty.owner_id is not None:
        name = person_of_office(uow.session, duty.owner_id, uow.actor.office_id).name
    if not name:
        raise Refused("task_owner_missing", field="owner")
    task = Task(
        key=f"own-{new_id().hex}", title=duty.title.strip(), due_on=duty.due_on, owner_id=duty.owner_id, owner=name
    )
    open_task(uow, agreement, task)
    return task


def own_task(uow: UnitOfWork, agreement: Agreement, task_id: UUID) -> Task:
    """An open task of an agreement, or Refused."""
    task = uow.session.get(Task, task_id)
    if task is None or task.agreement_id != agreement.id:
        raise Refused("task_unknown")
    if task.done_at is not None:
        raise Refused("task_done")
    return task


def finish(
    uow: UnitOfWork,
    agreement: Agreement,
    task: Task,
    note: str = "",
    *,
    failed: bool = False,
    proof: Proof | None = None,
) -> None:
    """Close a task as done, or as not fulfilled with the reason why."""
    if failed and not note.strip():
        raise Refused("task_failed_without_reason", field="note")
    task.done_at, task.done_name, task.note, task.failed = uow.now, uow.actor.name, note.strip(), failed
    if proof is not None:
        task.evidence.append(
            TaskEvidence(
                id=new_id(),
                sha256=uow.keep(proof.stored, proof.media_type),
                size=proof.stored.size,
                media_type=proof.media_type,
                file_name=proof.file_name,
                description=proof.description.strip(),
                added_name=uow.actor.name,
                added_at=uow.now,
            )
        )
    uow.record(stream(agreement.id), "followup:task_failed" if failed else "followup:task_done", task=str(task.id))


def finish_task(uow: UnitOfWork, agreement_id: UUID, task_id: UUID, note: str = "") -> Task:
    """Say that a task is done, with a note."""
    agreement = signed(uow, agreement_id)
    task = own_task(uow, agreement, task_id)
    finish(uow, agreement, task, note)
    return task
