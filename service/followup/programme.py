"""The activities of an office by month: ahead, held, put off and called off, its own or those of offices below."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.queries import own, visible
from service.core.actor import Actor
from service.core.terms import add_months
from service.followup.models import ActivityEvidence, JointActivity
from service.followup.rules import OPEN_ACTIVITIES, ActivityState
from service.offices.models import Office, Partner

MOST = 5000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for: a month, or what still has no day; a state; the offices below as well."""

    month: date
    state: str = ""
    below: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One activity with the agreement it belongs to."""

    activity: JointActivity
    subject: str
    partner: str
    office: str
    proofs: int


def rows(session: Session, actor: Actor, wanted: Wanted) -> Sequence[Row]:
    """The activities of a month in the order of their days."""
    day = func.coalesce(JointActivity.held_on, JointActivity.planned_on)
    proofs = (
        select(func.count(ActivityEvidence.id))
        .where(ActivityEvidence.activity_id == JointActivity.id)
        .correlate(JointActivity)
        .scalar_subquery()
    )
    query = (
        select(JointActivity, Agreement.subject, Partner.name, Office.name, proofs)
        .join(Agreement, Agreement.id == JointActivity.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .where(
            Agreement.stage == Stage.FOLLOW_UP.value,
            visible(session, actor) if wanted.below else own(actor),
            _when(wanted),
        )
        .order_by(day, JointActivity.added_at)
        .limit(MOST)
    )
    if wanted.state:
        query = query.where(JointActivity.state == wanted.state)
    return [
        Row(one, subject, partner or "", office, count)
        for one, subject, partner, office, count in session.execute(query)
    ]


def _when(wanted: Wanted) -> ColumnElement[bool]:
    if wanted.undated:
        none = and_(JointActivity.held_on.is_(None), JointActivity.planned_on.is_(None))
        return and_(none, JointActivity.state != ActivityState.CANCELLED.value)
    first, last = month_of(wanted.month)
    return or_(
        JointActivity.held_on.between(first, last),
        and_(JointActivity.held_on.is_(None), JointActivity.planned_on.between(first, last)),
    )


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = day.replace(day=1)
    return first, add_months(first, 1) - timedelta(days=1)


def unreported(session: Session, actor: Actor, today: date) -> int:
    """How many activities were planned for a day that is over and say nothing of what came of it."""
    query = (
        select(func.count(JointActivity.id))
        .join(Agreement, Agreement.id == JointActivity.agreement_id)
        .where(
            JointActivity.state.in_([one.value for one in OPEN_ACTIVITIES]),
            JointActivity.planned_on < today,
            Agreement.stage == Stage.FOLLOW_UP.value,
            Agreement.ended_on.is_(None),
            own(actor),
        )
    )
    return session.scalar(query) or 0
