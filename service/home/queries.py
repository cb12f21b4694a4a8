"""What the home page shows: counters that open exactly their list, and what moved last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, StageChange
from service.agreements.queries import own
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.core.jobs import Job, JobState
from service.home.models import ONE_VISIT, HomeVisit


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


def moved_since(session: Session, actor: Actor, since: datetime | None, *, limit: int = 10) -> list[Moved]:
    """The last step of each of the office's own agreements since a moment (or ever), the latest first."""
    query = select(Agreement).where(own(actor)).order_by(Agreement.stage_since.desc(), Agreement.id).limit(limit)
    if since is not None:
        query = query.where(Agreement.stage_since > since)
    rows = {one.id: one for one in session.scalars(query)}
    steps = select(StageChange).where(StageChange.agreement_id.in_(rows)).order_by(StageChange.at)
    last = {step.agreement_id: step for step in session.scalars(steps)}
    return [
        Moved(one.id, one.subject, one.stage, one.stage_since, last[one.id].by_name if one.id in last else "")
        for one in rows.values()
    ]


def last_visit(session: Session, actor: Actor, now: datetime) -> datetime | None:
    """When the person was here before this visit."""
    row = session.get(HomeVisit, actor.id) if actor.id else None
    if row is None:
        return None
    return row.at if now - row.at > ONE_VISIT else row.before


def is_new_visit(session: Session, actor: Actor, now: datetime) -> bool:
    """Whether the person comes anew."""
    row = session.get(HomeVisit, actor.id) if actor.id else None
    return row is None or now - row.at > ONE_VISIT


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
