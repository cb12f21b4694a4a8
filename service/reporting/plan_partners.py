"""The duty of winning new partners, counted from the prospects."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from service.core.clock import Zone, local_date
from service.prospects.models import Prospect
from service.prospects.rules import Step
from service.reporting.plan_rules import NONE, Count


def partners(session: Session, office_ids: Sequence[UUID], today: date) -> Mapping[UUID, Count]:
    """Prospects that were not given up; done is one that led to an agreement, late one whose next step is overdue."""
    done = case((Prospect.step == Step.DRAFTED.value, 1), else_=0)
    query = (
        select(
            Prospect.office_id,
            done,
            func.count(),
            func.min(Prospect.created_at),
            func.sum(case((Prospect.next_due_on < today, 1), else_=0)),
        )
        .where(Prospect.office_id.in_(office_ids), Prospect.step != Step.DROPPED.value)
        .group_by(Prospect.office_id, done)
    )
    found: dict[UUID, Count] = {}
    for office_id, is_done, number, first, late in session.execute(query):
        one = Count(number, number) if is_done else Count(number, 0, late, local_date(first, Zone.WIB))
        found[office_id] = found.get(office_id, NONE) + one
    return found
