"""Use cases of obligations: taken from the text or typed, falling due once or again and again, each time as a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from service.accounts.queries import person_of_office
from service.agreements.actions import stream
from service.agreements.models import Agreement
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.terms import add_months
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup.models import Obligation, Task
from service.followup.proofs import Proof
from service.followup.queries import period, today_of
from service.followup.rules import Owing, Recurrence, occurrences
from service.followup.tasks import finish, open_task, own_task, signed

LONGEST = 1000
FURTHEST_YEARS = 50


@dataclass(frozen=True, slots=True)
class Terms:
    """Who owes, from when, how often and until when; the same for all that are taken from the text together."""

    side: Owing
    first_due_on: date
    owner_id: UUID | None = None
    owner: str = ""
    recurrence: Recurrence = Recurrence.ONCE
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What is owed, and where the text says so."""

    text: str
    reference: str = ""


def add_obligations(uow: UnitOfWork, agreement_id: UUID, wordings: Sequence[Wording], terms: Terms) -> list[Obligation]:
    """Enter what a side owes; the first time it falls due is a task at once."""
    agreement = signed(uow, agreement_id)
    if not wordings:
        raise Refused("obligation_none_chosen", field="lines")
    owner = _owner(uow, terms)
    _check_dates(agreement, terms)
    known = {
        (one.text, one.side)
        for one in uow.session.scalars(
            select(Obligation).where(Obligation.agreement_id == agreement.id, Obligation.closed_at.is_(None))
        )
    }
    return [_add(uow, agreement, one, terms, owner, known) for one in wordings]


def _add(
    uow: UnitOfWork, agreement: Agreement, wording: Wording, terms: Terms, owner: str, known: set[tuple[str, str]]
) -> Obligation:
    text = " ".join(wording.text.split())
    if not text or len(text) > LONGEST:
        raise Refused("obligation_text_missing", field="text", longest=LONGEST)
    if (text, terms.side.value) in known:
        raise Refused("obligation_known", field="text", text=text[:120])
    row = Obligation(
        id=new_id(),
        agreement_id=agreement.id,
        text=text,
        reference=wording.reference.strip()[:120],
        side=terms.side.value,
        owner_id=terms.owner_id,
        owner=owner,
        recurrence=terms.recurrence.value,
        first_due_on=terms.first_due_on,
        until=terms.until,
        added_name=uow.actor.name,
        added_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(stream(agreement.id), "followup:obligation", obligation=str(row.id), reference=row.reference)
    roll(uow, agreement, row)
    return row


def _owner(uow: UnitOfWork, terms: Terms) -> str:
    if terms.owner_id is not None:
        return person_of_office(uow.session, terms.owner_id, uow.actor.office_id).name
    if not terms.owner.strip():
        raise Refused("task_owner_missing", field="owner")
    return terms.owner.strip()


def _check_dates(agreement: Agreement, terms: Terms) -> None:
    if agreement.signed_on is not None and terms.first_due_on < agreement.signed_on:
        raise Refused("obligation_before_signing", field="first_due_on")
    known = period(agreement)
    end = known.last_day if known else None
    furthest = end or add_months(terms.first_due_on, 12 * FURTHEST_YEARS)
    if end is not None and terms.recurrence is not Recurrence.ONCE and terms.first_due_on > end:
        raise Refused("obligation_after_end", field="first_due_on", end=date_long(end))
    if terms.until is not None and not terms.first_due_on <= terms.until <= furthest:
        raise Refused("obligation_until_wrong", field="until", end=date_long(furthest))


# ------------------------------------------------------------------------------------------------------- falling due
def due_days(agreement: Agreement, row: Obligation, today: date) -> list[date]:
    """The days on which it has fallen due, and the next one; none after its end or the agreement's."""
    known = period(agreement)
    ends = [day for day in (row.until, known.last_day if known else None) if day is not None]
    return occurrences(row.first_due_on, row.recurrence_, min(ends, default=None), today)


def roll(uow: UnitOfWork, agreement: Agreement, row: Obligation) -> int:
    """Put on the task list each time it has fallen due and the next one; how many were new."""
    if row.closed_at is not None:
        return 0
    known = set(uow.session.scalars(select(Task.due_on).where(Task.obligation_id == row.id)))
    missing = [day for day in due_days(agreement, row, today_of(uow.session, agreement)) if day not in known]
    for day in missing:
        task = Task(key=f"obligation-{row.id.hex}-{day.isoformat()}", title=row.text, due_on=day)
        task.obligation_id, task.owner_id, task.owner = row.id, row.owner_id, row.owner
        open_task(uow, agreement, task)
    return len(missing)


def fulfil(
    uow: UnitOfWork, agreement_id: UUID, task_id: UUID, note: str, *, failed: bool = False, proof: Proof | None = None
) -> Task:
    """Say of a task that it was done, or that it was not and why; a recurring obligation goes on to the next time."""
    agreement = signed(uow, agreement_id)
    task = own_task(uow, agreement, task_id)
    finish(uow, agreement, task, note, failed=failed, proof=proof)
    row = uow.session.get(Obligation, task.obligation_id) if task.obligation_id else None
    if row is not None:
        roll(uow, agreement, row)
    return task


def close_obligation(uow: UnitOfWork, agreement_id: UUID, obligation_id: UUID, reason: str) -> Obligation:
    """An obligation falls away, with a reason: what is open of it closes, what was done stays."""
    agreement = signed(uow, agreement_id)
    row = uow.session.get(Obligation, obligation_id)
    if row is None or row.agreement_id != agreement.id:
        raise Refused("obligation_unknown")
    if row.closed_at is not None:
        raise Refused("obligation_closed")
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    row.closed_at, row.closed_reason = uow.now, reason.strip()
    for task in uow.session.scalars(select(Task).where(Task.obligation_id == row.id, Task.done_at.is_(None))):
        task.done_at, task.done_name, task.note = row.closed_at, uow.actor.name, row.closed_reason  # see `fulfilment`
    uow.record(stream(agreement.id), "followup:obligation_closed", obligation=str(row.id), reason=row.closed_reason)
    return row
