"""Use cases of follow-up: what opens with it, what a PKS does to its MoU, ending early, a corrected end date."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from service.accounts.models import Person
from service.agreements.actions import stream
from service.agreements.duties import Duty as NewDuty
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature, Origin
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.terms import may_follow_up
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup.activities import plan_promises
from service.followup.models import EndChange, Task
from service.followup.queries import period, today_of
from service.followup.rules import EXPIRY_WINDOW, Basis, ValidityState, end_fault, opening_tasks
from service.followup.tasks import open_task, signed

PKS_TASK = "pks"
RENEWAL_TASK = "renewal"
# An agreement that changes, prolongs or ends another owes no PKS; one that changes or ends has no term to renew.
_NOT_FOR = {
    Nature.RENEWAL: (PKS_TASK,),
    Nature.ADDENDUM: (PKS_TASK, RENEWAL_TASK),
    Nature.TERMINATION: (PKS_TASK, RENEWAL_TASK),
}


# ------------------------------------------------------------------------------------------------- entering follow-up
def on_stage(uow: UnitOfWork, agreement: Agreement, source: str, target: str) -> None:
    """When an agreement enters follow-up its tasks open, and a PKS does what its MoU owed."""
    if target != Stage.FOLLOW_UP or source == target:
        return
    _open_tasks(uow, agreement)
    plan_promises(uow, agreement)
    follows_up = agreement.nature_ in (Nature.ORIGINAL, Nature.RENEWAL)
    if agreement.kind_ is Kind.PKS and agreement.parent_id is not None and follows_up:
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
        if task.key not in _NOT_FOR.get(agreement.nature_, ())
    ]
    for key, title, due, (owner_id, name) in wanted:
        open_task(uow, agreement, Task(key=key, title=title, due_on=due, owner_id=owner_id, owner=name))


def open_duty(uow: UnitOfWork, agreement: Agreement, duty: NewDuty) -> None:
    """Put a duty that another room found on the task list, once for its key."""
    owner = duty.owner
    if duty.owner_id is not None and not owner:
        person = uow.session.get(Person, duty.owner_id)
        owner = person.name if person is not None else ""
    open_task(
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


# ------------------------------------------------------------------------------------------- ending and the end date
def terminate(
    uow: UnitOfWork, agreement_id: UUID, ended_on: date, reason: str, *, seen_version: int | None
) -> Agreement:
    """End an agreement before its time, with a reason (rule 14); from that day it is no longer in force."""
    agreement = signed(uow, agreement_id, seen_version)
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
    agreement = signed(uow, agreement_id, seen_version)
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
    _move_renewal(uow, agreement)
    uow.record(
        stream(agreement.id), "followup:end_changed", old=str(row.old or ""), new=str(end_on or ""), reason=row.reason
    )
    return row


def end_moved(uow: UnitOfWork, agreement: Agreement) -> None:
    """An addendum or a renewal moved the end: so does the window; one that was decided about stays, a new one opens."""
    _move_renewal(uow, agreement)
    query = select(Task).where(Task.agreement_id == agreement.id, Task.key == RENEWAL_TASK, Task.done_at.is_not(None))
    decided = uow.session.scalars(query).first()
    if decided is None or agreement.end_on is None:
        return
    decided.key = f"window-{decided.due_on.isoformat()}"
    uow.session.flush()
    due = agreement.end_on - timedelta(days=EXPIRY_WINDOW)
    if due >= today_of(uow.session, agreement):
        task = Task(key=RENEWAL_TASK, title=decided.title, due_on=due)
        task.owner_id, task.owner = decided.owner_id, decided.owner
        open_task(uow, agreement, task)


def _move_renewal(uow: UnitOfWork, agreement: Agreement) -> None:
    """The window for deciding on renewal follows the end date."""
    query = select(Task).where(Task.agreement_id == agreement.id, Task.key == RENEWAL_TASK, Task.done_at.is_(None))
    for task in uow.session.scalars(query):
        if agreement.end_on is not None:
            task.due_on = agreement.end_on - timedelta(days=EXPIRY_WINDOW)
