"""Recurring obligations whose next time has come: found by one query, opened one by one."""

from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.core.unit_of_work import UnitOfWork
from service.followup.lists import days_now, not_after
from service.followup.models import Obligation, Task
from service.followup.obligations import due_days, roll
from service.followup.queries import today_of
from service.followup.rules import Recurrence
from service.offices.models import Office


def behind(session: Session) -> list[UUID]:
    """Obligations that fall due again and again and of which no time ahead is on the task list."""
    days = days_now(session)
    ahead = exists().where(Task.obligation_id == Obligation.id, ~not_after(Task.due_on, days))
    query = (
        select(Obligation, Agreement)
        .join(Agreement, Agreement.id == Obligation.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(
            Obligation.recurrence != Recurrence.ONCE.value,
            Obligation.closed_at.is_(None),
            or_(Obligation.until.is_(None), Obligation.until >= min(days.values())),
            Agreement.ended_on.is_(None),
            ~ahead.correlate(Obligation, Office),
        )
    )
    found = []
    for row, agreement in session.execute(query):
        known = session.scalars(select(Task.due_on).where(Task.obligation_id == row.id))
        if set(due_days(agreement, row, today_of(session, agreement))) - set(known):
            found.append(row.id)
    return found


def roll_one(uow: UnitOfWork, obligation_id: UUID) -> None:
    """Open what is missing of one obligation."""
    row = uow.session.get_one(Obligation, obligation_id)
    roll(uow, uow.session.get_one(Agreement, row.agreement_id), row)
