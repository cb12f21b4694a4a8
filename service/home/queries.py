"""What the home page shows: counters that open exactly their list, and what moved last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, null, select
from sqlalchemy.orm import Session

from service.agreements import waiting
from service.agreements.models import Agreement, StageChange
from service.agreements.queries import own
from service.agreements.registry import REGISTRY, Counter, OwnThat, number_of
from service.agreements.waiting import Near, Waiting
from service.core.actor import Actor
from service.core.database import moment
from service.core.jobs import Job, JobState
from service.home.asking import Asking
from service.home.models import ONE_VISIT, HomeVisit
from service.offices.models import Office

MINE = "waiting_for_me"
FIRST, NEAREST, MOVED, EARLIER = 5, 3, 10, 5


@dataclass(frozen=True, slots=True)
class Count:
    """One counter with its number."""

    key: str
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
    by: str | None


def counts(asking: Asking) -> list[Count]:
    """Every counter of the rooms but the person's own, urgent ones first, those that are zero last."""
    counters = _offices()
    rows = asking.rows(("counts", *(one.key for one in counters)), _numbers)
    found = []
    for one, number in zip(counters, rows[0], strict=True):
        counted = one.count(asking.session, asking.actor) if number is None else number
        found.append(Count(one.key, one.label, counted, one.endpoint, one.arguments, one.urgent))
    return sorted(found, key=lambda one: (one.number == 0, not one.urgent))


def _offices() -> tuple[Counter, ...]:
    return tuple(one for one in REGISTRY.counters if one.key != MINE)


def _numbers(session: Session, actor: Actor) -> Select[Any]:
    """One column for each counter; NULL where a number is no query's."""
    asked = {f"n{place}": one.asks(session, actor) for place, one in enumerate(_offices())}
    sums = [
        func.coalesce(func.sum(case((one.condition, 1), else_=0)), 0).label(label)
        for label, one in asked.items()
        if isinstance(one, OwnThat)
    ]
    passed = select(*sums).select_from(Agreement).join(Office, Office.id == Agreement.lead_office_id).where(own(actor))
    mine = passed.subquery()
    parts = {label: number_of(one) if isinstance(one, Select) else null() for label, one in asked.items()}
    return select(*(mine.c[label] if label in mine.c else one.label(label) for label, one in parts.items()))


@dataclass(frozen=True, slots=True)
class Mine:
    """How much waits for the person, and what is to be done first."""

    number: int
    first: list[Waiting]


def mine(asking: Asking) -> Mine:
    """What waits for the person; its number is that of the whole list."""
    rows = asking.rows(("waiting", *waiting.WAITING), _waiting_first)
    first = waiting.told([row[:-1] for row in rows], moment(asking.session))
    return Mine(rows[0][-1] if rows else 0, first)


def _waiting_first(session: Session, actor: Actor) -> Select[Any] | None:
    found = waiting.all_waiting(session, actor)
    return None if found is None else found.add_columns(func.count().over()).limit(FIRST)


def count_waiting(session: Session, actor: Actor) -> int:
    """How much waits for a person."""
    found = waiting.all_waiting(session, actor)
    return 0 if found is None else session.scalar(select(number_of(found))) or 0


def waiting_rows(session: Session, actor: Actor, *, offset: int, limit: int) -> list[Waiting]:
    """One page of all that waits for a person."""
    found = waiting.all_waiting(session, actor)
    rows = () if found is None else session.execute(found.offset(offset).limit(limit)).all()
    return waiting.told(rows, moment(session))


def nearest(asking: Asking) -> list[Near]:
    """The next days on which something falls due for the person's office."""
    rows = asking.rows(("near", *waiting.NEAR), _nearest)
    return waiting.told_near(rows, moment(asking.session))


def _nearest(session: Session, actor: Actor) -> Select[Any] | None:
    return waiting.all_near(session, actor, NEAREST)


def moved(asking: Asking) -> list[Moved]:
    """The last step of each of the office's own agreements, the latest first."""
    return [Moved(*row) for row in asking.rows(("moved",), _moved)]


def _moved(_session: Session, actor: Actor) -> Select[Any]:
    by = select(StageChange.by_name).where(StageChange.agreement_id == Agreement.id)
    by = by.order_by(StageChange.at.desc()).limit(1)
    columns = (Agreement.id, Agreement.subject, Agreement.stage, Agreement.stage_since, by.scalar_subquery())
    query = select(*columns).where(own(actor)).order_by(Agreement.stage_since.desc(), Agreement.id)
    return query.limit(MOVED)


@dataclass(frozen=True, slots=True)
class Visit:
    """When the person was here before this visit, and whether this is a new one."""

    before: datetime | None
    new: bool


def visit(session: Session, actor: Actor, now: datetime) -> Visit:
    """How this look at the page stands to the earlier ones."""
    row = session.get(HomeVisit, actor.id) if actor.id else None
    if row is None:
        return Visit(None, new=True)
    new = now - row.at > ONE_VISIT
    return Visit(row.at if new else row.before, new)


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
