"""Use cases of loans: an original goes out, comes back, and is asked for when it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.actions import stream
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.agreements.registry import Deadline
from service.archive.models import OriginalLoan, PaperOriginal
from service.archive.queries import open_loan, original_of_office
from service.archive.rules import Condition, Owner
from service.core.clock import Zone, local_date
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office
from service.offices.queries import local_today

CLOCK, AT = "loan", (3, 0, -7, -30)
BEHIND = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Lending:
    """To whom, what for, and for how long."""

    borrower: str
    purpose: str
    out_on: date
    due_on: date


def lend(uow: UnitOfWork, original_id: UUID, said: Lending) -> OriginalLoan:
    """Hand an original out; one that is out, lost or not with us cannot be."""
    row = _own(uow, original_id)
    if open_loan(uow.session, row.id) is not None:
        raise Refused("original_on_loan")
    if row.condition == Condition.LOST or row.holder_kind != Owner.OFFICE:
        raise Refused("original_not_here")
    if not said.borrower.strip() or not said.purpose.strip():
        raise Refused("loan_incomplete", field="purpose" if said.borrower.strip() else "borrower")
    if said.out_on > local_today(uow.session, row.office_id, uow.now):
        raise Refused("loan_in_future", field="out_on")
    if said.due_on < said.out_on:
        raise Refused("loan_due_before_out", field="due_on")
    loan = OriginalLoan(
        id=new_id(),
        original_id=row.id,
        open_original_id=row.id,
        borrower=said.borrower.strip(),
        purpose=said.purpose.strip(),
        out_on=said.out_on,
        due_on=said.due_on,
        out_name=uow.actor.name,
        lent_at=uow.now,
    )
    uow.session.add(loan)
    uow.record(
        stream(row.agreement_id),
        "archive:lent",
        original=str(row.id),
        sheet=row.sheet,
        due=said.due_on.isoformat(),
    )
    return loan


def take_back(uow: UnitOfWork, original_id: UUID, returned_on: date, condition: Condition, note: str = "") -> None:
    """An original is back; its condition is now the one it came back in."""
    row = _own(uow, original_id)
    loan = open_loan(uow.session, row.id)
    if loan is None:
        raise Refused("original_not_on_loan")
    if not loan.out_on <= returned_on <= local_today(uow.session, row.office_id, uow.now):
        raise Refused("loan_return_day", field="returned_on")
    loan.returned_on, loan.returned_condition, loan.open_original_id = returned_on, condition.value, None
    loan.returned_name, loan.note = uow.actor.name, note.strip()
    row.condition = condition.value
    uow.record(
        stream(row.agreement_id), "archive:returned", original=str(row.id), sheet=row.sheet, condition=condition.value
    )


def _own(uow: UnitOfWork, original_id: UUID) -> PaperOriginal:
    row = original_of_office(uow.session, original_id, uow.actor.office_id)
    load_for(uow.session, uow.actor, row.agreement_id, "archive:keep")
    return row


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """The days on which lent originals are due back; asked for again a week and a month after (rule 16)."""
    query = (
        select(OriginalLoan, PaperOriginal, Agreement.subject, Office.zone)
        .join(PaperOriginal, PaperOriginal.id == OriginalLoan.open_original_id)
        .join(Agreement, Agreement.id == PaperOriginal.agreement_id)
        .join(Office, Office.id == PaperOriginal.office_id)
        .where(OriginalLoan.due_on.between((now - BEHIND).date(), (now + timedelta(days=max(AT) + 1)).date()))
    )
    return [
        Deadline(
            subject_id=loan.id,
            agreement_id=original.agreement_id,
            clock=CLOCK,
            due_on=loan.due_on,
            zone=Zone(zone),
            office_ids=frozenset({original.office_id}),
            at=AT,
            watched_since=local_date(loan.lent_at, Zone(zone)),
            title_id=f"Naskah asli “{subject}” lembar ke-{original.sheet} yang dipinjam {loan.borrower} harus kembali",
            title_en=f"Original “{subject}”, copy no. {original.sheet}, lent to {loan.borrower}, is due back",
        )
        for loan, original, subject, zone in session.execute(query)
    ]
