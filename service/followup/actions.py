"""Use cases of follow-up: what opens with it, activities and evidence, tasks, ending early, a corrected end date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from service.accounts.models import Person
from service.accounts.queries import person_of_office
from service.agreements.actions import stream
from service.agreements.duties import Duty as NewDuty
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Origin
from service.agreements.permissions import load_for
from service.agreements.registry import REGISTRY
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.terms import may_follow_up
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup.models import ActivityEvidence, EndChange, JointActivity, Task
from service.followup.queries import period, today_of
from service.followup.rules import Basis, ValidityState, end_fault, opening_tasks

PKS_TASK = "pks"


# ------------------------------------------------------------------------------------------------- entering follow-up
def on_stage(uow: UnitOfWork, agreement: Agreement, source: str, target: str) -> None:
    """When an agreement enters follow-up its tasks open, and a PKS does what its MoU owed."""
    if target != Stage.FOLLOW_UP or source == target:
        return
    _open_tasks(uow, agreement)
    if agreement.kind_ is Kind.PKS and agreement.parent_id is not None:
        _fulfil_parent(uow, agreement)


def _open_tasks(uow: UnitOfWork, agreement: Agreement) -> None:
    if agreement.signed_on is None:
        return
    basis = Basis(agreement.kind, agreement.signed_on, agreement.end_on)
    legacy = agreement.origin == Origin.LEGACY
    owner = uow.session.get(Person, agreement.created_by) if agreement.created_by else None
    who = (owner.id, owner.name) if owner is not None and owner.active else (None, "")
    wanted = [
        (task.key, task.title, due, who)
        for task, due in opening_tasks(basis, today_of(uow.session, agreement), legacy=legacy)
    ]
    promised = [one for source in REGISTRY.promises for one in source(uow.session, agreement)]
    wanted += [
        (f"promise-{place}", one.title, one.due_on, (None, one.owner)) for place, one in enumerate(promised, start=1)
    ]
    for key, title, due, (owner_id, name) in wanted:
        _open_task(uow, agreement, Task(key=key, title=title, due_on=due, owner_id=owner_id, owner=name))


def open_duty(uow: UnitOfWork, agreement: Agreement, duty: NewDuty) -> None:
    """Put a duty that another room found on the task list, once for its key."""
    owner = duty.owner
    if duty.owner_id is not None and not owner:
        person = uow.session.get(Person, duty.owner_id)
        owner = person.name if person is not None else ""
    _open_task(
        uow,
        agreement,
        Task(key=duty.key, title=duty.title, due_on=duty.due_on, owner_id=duty.owner_id, owner=owner),
    )


def close_duty(uow: UnitOfWork, agreement: Agreement, key: str, note: str) -> None:
    """Mark a duty that another room opened as done."""
    query = select(Task).where(Task.agreement_id == agreement.id, Task.key == key, Task.done_at.is_(None))
    for task in uow.session.scalars(query):
        task.done_at, task.done_name, task.note = uow.now, uow.actor.name, note
        uow.record(stream(agreement.id), "followup:task_done", task=str(task.id))


def _open_task(uow: UnitOfWork, agreement: Agreement, task: Task) -> None:
    known = select(Task.id).where(Task.agreement_id == agreement.id, Task.key == task.key)
    if uow.session.scalars(known).first() is not None:
        return
    task.id, task.agreement_id, task.opened_at = new_id(), agreement.id, uow.now
    uow.session.add(task)
    uow.session.flush()
    uow.record(
        stream(agreement.id), "followup:task_opened", task=str(task.id), key=task.key, due=task.due_on.isoformat()
    )


def _fulfil_parent(uow: UnitOfWork, pks: Agreement) -> None:
    parent = uow.session.get(Agreement, pks.parent_id)
    if parent is None or parent.signed_on is None or pks.signed_on is None:
        return
    if not may_follow_up(parent.signed_on, pks.signed_on):  # rule 13
        return
    query = select(Task).where(Task.agreement_id == parent.id, Task.key == PKS_TASK, Task.done_at.is_(None))
    for task in uow.session.scalars(query):
        task.done_at, task.done_name = uow.now, uow.actor.name
        task.note = f"Dipenuhi oleh PKS “{pks.subject}” yang ditandatangani {date_long(pks.signed_on)}."
    uow.record(stream(parent.id), "followup:pks_signed", pks=str(pks.id), signed_on=pks.signed_on.isoformat())


# --------------------------------------------------------------------------------------------- activities and evidence
@dataclass(frozen=True, slots=True)
class Held:
    """A joint activity that took place."""

    title: str
    held_on: date
    place: str = ""
    participants: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows it; the bytes are stored before."""

    stored: Stored
    media_type: str
    file_name: str
    description: str = ""


def _signed(uow: UnitOfWork, agreement_id: UUID, seen_version: int | None = None) -> Agreement:
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:follow_up", seen_version=seen_version)
    if agreement.stage_ is not Stage.FOLLOW_UP:
        raise Refused("not_signed_yet")
    return agreement


def add_activity(uow: UnitOfWork, agreement_id: UUID, held: Held, proofs: Sequence[Proof] = ()) -> JointActivity:
    """Record an activity dated within the validity of its agreement, also after its end (rule 21)."""
    agreement = _signed(uow, agreement_id)
    if not held.title.strip():
        raise Refused("joint_activity_title_missing", field="title")
    if held.held_on > today_of(uow.session, agreement):
        raise Refused("joint_activity_in_future", field="held_on")
    _within_validity(agreement, held.held_on)
    _refuse_twice(uow, agreement, held)
    row = JointActivity(
        id=new_id(),
        agreement_id=agreement.id,
        title=held.title.strip(),
        held_on=held.held_on,
        place=held.place.strip(),
        participants=held.participants.strip(),
        result=held.result.strip(),
        added_by=uow.actor.id,
        added_name=uow.actor.name,
        added_at=uow.now,
    )
    uow.session.add(row)
    uow.record(stream(agreement.id), "followup:activity", activity=str(row.id), held_on=held.held_on.isoformat())
    for proof in proofs:
        _add_proof(uow, agreement, row, proof)
    return row


def _refuse_twice(uow: UnitOfWork, agreement: Agreement, held: Held) -> None:
    """A button pressed twice, or two people after the same meeting."""
    same = select(JointActivity.title).where(
        JointActivity.agreement_id == agreement.id, JointActivity.held_on == held.held_on
    )
    if held.title.strip().casefold() in {title.casefold() for title in uow.session.scalars(same)}:
        raise Refused("joint_activity_known", field="title")


def _within_validity(agreement: Agreement, day: date) -> None:
    known = period(agreement)
    if known is None or known.covers(day):
        return
    end = known.last_day
    raise Refused(
        "joint_activity_outside_validity",
        field="held_on",
        day=date_long(day),
        start=date_long(known.start),
        end=date_long(end) if end else "-",
    )


def add_evidence(uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, proof: Proof) -> ActivityEvidence:
    """Add a file to an activity; its activity is dated within validity, so this is open after the end too."""
    agreement = _signed(uow, agreement_id)
    row = uow.session.get(JointActivity, activity_id)
    if row is None or row.agreement_id != agreement.id:
        raise Refused("joint_activity_unknown")
    return _add_proof(uow, agreement, row, proof)


def _add_proof(uow: UnitOfWork, agreement: Agreement, activity: JointActivity, proof: Proof) -> ActivityEvidence:
    if any(one.sha256 == proof.stored.sha256 for one in activity.evidence):
        raise Refused("evidence_known", field="file")
    row = ActivityEvidence(
        id=new_id(),
        sha256=uow.keep(proof.stored, proof.media_type),
        size=proof.stored.size,
        media_type=proof.media_type,
        file_name=proof.file_name,
        description=proof.description.strip(),
        added_name=uow.actor.name,
        added_at=uow.now,
    )
    activity.evidence.append(row)
    uow.record(stream(agreement.id), "followup:evidence", activity=str(activity.id), sha256=proof.stored.sha256)
    return row


# --------------------------------------------------------------------------------------------------------------- tasks
@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: by a person of the office, or by somebody named in words."""

    title: str
    due_on: date
    owner_id: UUID | None = None
    owner: str = ""


def add_task(uow: UnitOfWork, agreement_id: UUID, duty: Duty) -> Task:
    """Give somebody a duty with a due day."""
    agreement = _signed(uow, agreement_id)
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
    _open_task(uow, agreement, task)
    return task


def finish_task(uow: UnitOfWork, agreement_id: UUID, task_id: UUID, note: str = "") -> Task:
    """Say that a task is done, with a note."""
    agreement = _signed(uow, agreement_id)
    task = uow.session.get(Task, task_id)
    if task is None or task.agreement_id != agreement.id:
        raise Refused("task_unknown")
    if task.done_at is not None:
        raise Refused("task_done")
    task.done_at, task.done_name, task.note = uow.now, uow.actor.name, note.strip()
    uow.record(stream(agreement.id), "followup:task_done", task=str(task.id))
    return task


# ------------------------------------------------------------------------------------------- ending and the end date
def terminate(
    uow: UnitOfWork, agreement_id: UUID, ended_on: date, reason: str, *, seen_version: int | None
) -> Agreement:
    """End an agreement before its time, with a reason (rule 14); from that day it is no longer in force."""
    agreement = _signed(uow, agreement_id, seen_version)
    today, known = today_of(uow.session, agreement), period(agreement)
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    if agreement.ended_on is not None or (known is not None and known.state(today) is ValidityState.EXPIRED):
        raise Refused("already_ended")
    if ended_on > today:
        raise Refused("ended_in_future", field="ended_on")
    if agreement.signed_on is not None and ended_on < agreement.signed_on:
        raise Refused("ended_before_signing", field="ended_on")
    agreement.ended_on, agreement.end_reason = ended_on, reason.strip()
    uow.record(stream(agreement.id), "followup:terminated", ended_on=ended_on.isoformat(), reason=reason.strip())
    return agreement


def change_end_date(
    uow: UnitOfWork, agreement_id: UUID, end_on: date | None, reason: str, *, seen_version: int | None
) -> EndChange:
    """Correct the end date to what the text says, with a reason; old and new stay visible (rule 17)."""
    agreement = _signed(uow, agreement_id, seen_version)
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    if agreement.ended_on is not None:
        raise Refused("already_ended")
    if end_on == agreement.end_on:
        raise Refused("end_unchanged", field="end_on")
    start = agreement.effective_on or agreement.signed_on
    fault = end_fault(start, end_on) if start else None
    if fault is not None:
        raise Refused(fault[0], field=fault[1])
    row = EndChange(
        id=new_id(),
        agreement_id=agreement.id,
        old=agreement.end_on,
        new=end_on,
        reason=reason.strip(),
        by_name=uow.actor.name,
        at=uow.now,
    )
    uow.session.add(row)
    agreement.end_on = end_on
    uow.record(
        stream(agreement.id), "followup:end_changed", old=str(row.old or ""), new=str(end_on or ""), reason=row.reason
    )
    return row
