"""What the home page shows: counters that open exactly their list, and what moved last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, StageChange
from service.agreements.queries import own
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.jobs import Job, JobState


@dataclass(frozen=True, slots=True)
class Count:
    """One counter with its number."""

    label: Any
    number: int
    endpoint: str
    arguments: Mapping[str, str]
    urgent: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """One agreement that moved lately."""

    agreement_id: UUID
    subject: str
    target: str
    at: datetime
    by: str


def counts(session: Session, actor: Actor) -> list[Count]:
    """Every counter of the rooms, urgent ones that are not zero first."""
    found = [
        Count(counter.label, counter.count(session, actor), counter.endpoint, counter.arguments, counter.urgent)
        for counter in REGISTRY.counters
    ]
    return sorted(found, key=lambda one: (one.number == 0, not one.urgent))


def moved_lately(session: Session, actor: Actor, *, limit: int = 5) -> list[Moved]:
    """The last step of each of the office's own agreements, the latest first."""
    last = select(StageChange.agreement_id, func.max(StageChange.at).label("at")).group_by(StageChange.agreement_id)
    newest = last.subquery()
    query = (
        select(StageChange, Agreement.subject)
        .join(newest, and_(newest.c.agreement_id == StageChange.agreement_id, newest.c.at == StageChange.at))
        .join(Agreement, Agreement.id == StageChange.agreement_id)
        .where(own(actor))
        .order_by(StageChange.at.desc())
        .limit(limit)
    )
    return [
        Moved(change.agreement_id, subject, change.target, change.at, change.by_name)
        for change, subject in session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class Near:
    """One of the next days on which something is due."""

    agreement_id: UUID
    subject: str
    title_id: str
    title_en: str
    due_on: date
    days: int


def nearest_deadlines(session: Session, actor: Actor, now: datetime, *, limit: int = 3) -> list[Near]:
    """What falls due next for the actor's office, today or later."""
    found = []
    for deadline in (one for source in REGISTRY.deadlines for one in source(session, now)):
        days = (deadline.due_on - local_date(now, deadline.zone)).days
        if actor.office_id in deadline.office_ids and days >= 0:
            found.append((deadline.due_on, deadline.agreement_id, deadline, days))
    found.sort(key=lambda one: (one[0], str(one[1])))
    return [
        Near(
            one.agreement_id,
            session.get_one(Agreement, one.agreement_id).subject,
            one.title_id,
            one.title_en,
            one.due_on,
            days,
        )
        for _due, _agreement, one, days in found[:limit]
    ]


def failed_work(session: Session, actor: Actor) -> list[Job]:
    """Work of the office's agreements that failed and waits for somebody to press Retry."""
    query = (
        select(Job)
        .join(Agreement, Agreement.id == Job.agreement_id)
        .where(Job.state == JobState.FAILED, own(actor))
        .order_by(Job.finished_at.desc())
        .limit(20)
    )
    return list(session.scalars(query))
