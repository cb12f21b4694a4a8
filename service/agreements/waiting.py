"""What waits for somebody, and the next days on which something falls due: every room adds its own sources.

The home page shows both; the rooms register them in their wiring without knowing the home page. A source is a query,
so that all of them are asked in one statement, counted without being loaded, and shown a few at a time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    SelectBase,
    String,
    Subquery,
    Uuid,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, AgreementOffice
from service.core.actor import Actor
from service.core.clock import Zone, local_date


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person: what is to be done, with what, since or until when, and where it is done."""

    what: Any
    subject: str
    endpoint: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """One of the next days on which something falls due."""

    agreement_id: UUID
    subject: str
    title: Any
    due_on: date
    days: int


class Line(NamedTuple):
    """A row of a source of what waits; `other_id` is what else the address of the work needs."""

    source: int
    agreement_id: UUID
    subject: str
    title: str
    other_id: UUID | None
    due_on: date | None
    zone: str | None


class Said(NamedTuple):
    """A row in words, and where its work is done."""

    what: str
    endpoint: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WaitingSource:
    """A query of `columns` (None where the person's roles leave nothing to do), and how a row of it is said."""

    asks: Callable[[Session, Actor], Select[Any] | None]
    say: Callable[[Line], Said]


@dataclass(frozen=True, slots=True)
class NearSource:
    """A query of `near_columns`, so many of the next days of each kind; and how a kind and a title are said."""

    asks: Callable[[Session, Actor, int], SelectBase]
    say: Callable[[str, str], str]


WAITING: list[WaitingSource] = []
NEAR: list[NearSource] = []


def add_waiting(source: WaitingSource) -> None:
    """Add a source of what waits for a person."""
    if source not in WAITING:
        WAITING.append(source)


def add_near(source: NearSource) -> None:
    """Add a source of what falls due next."""
    if source not in NEAR:
        NEAR.append(source)


def columns(*, title: Any = None, other: Any = None, due: Any = None, zone: Any = None) -> tuple[Any, ...]:
    """What a source of what waits selects; the query joins `Agreement`."""
    return (
        Agreement.id.label("agreement_id"),
        Agreement.subject.label("subject"),
        (literal("", String) if title is None else title).label("title"),
        (cast(null(), Uuid) if other is None else other).label("other_id"),
        (cast(null(), Date) if due is None else due).label("due_on"),
        (cast(null(), String) if zone is None else zone).label("zone"),
    )


def near_columns(one: Any, *, kind: Any, title: Any, due: Any, zone: Any) -> tuple[Any, ...]:
    """What a source of what falls due selects of an agreement; `zone` is that of the office whose day counts."""
    return (
        one.id.label("agreement_id"),
        one.subject.label("subject"),
        (literal(kind, String) if isinstance(kind, str) else kind).label("kind"),
        title.label("title"),
        due.label("due_on"),
        zone.label("zone"),
    )


def is_own(actor: Actor) -> ColumnElement[bool]:
    """`own` for the few agreements that a query comes to from elsewhere: asked of each, never a way to find them."""
    further = exists().where(AgreementOffice.agreement_id == Agreement.id, AgreementOffice.office_id == actor.office_id)
    return or_(Agreement.lead_office_id == actor.office_id, further)


def all_waiting(session: Session, actor: Actor) -> Select[Any] | None:
    """Everything that waits for a person, what is due first coming first; None where nothing can."""
    found = _united([(place, one.asks(session, actor)) for place, one in enumerate(WAITING)])
    if found is None:
        return None
    due = found.c.due_on
    return select(*(found.c[name] for name in Line._fields)).order_by(due.is_(None), due, found.c.subject)


def all_near(session: Session, actor: Actor, limit: int) -> Select[Any] | None:
    """The next days on which something falls due for the actor's office."""
    asked = [(place, select(one.asks(session, actor, limit).subquery())) for place, one in enumerate(NEAR)]
    found = _united(asked)
    return None if found is None else select(found).order_by(found.c.due_on, found.c.subject).limit(limit)


def _united(asked: Sequence[tuple[int, Select[Any] | None]]) -> Subquery | None:
    parts = [query.add_columns(literal(place).label("source")) for place, query in asked if query is not None]
    return union_all(*parts).subquery() if parts else None


def told(rows: Sequence[Any], now: datetime) -> list[Waiting]:
    """Rows of `all_waiting` in words, the late ones first."""
    days = {zone.value: local_date(now, zone) for zone in Zone}
    found = []
    for line in (Line(*row) for row in rows):
        what, endpoint, arguments = WAITING[line.source].say(line)
        late = line.due_on is not None and line.due_on < days[line.zone or Zone.WIB]
        found.append(Waiting(what, line.subject, endpoint, arguments, line.due_on, late))
    return sorted(found, key=lambda one: not one.late)


def told_near(rows: Sequence[Any], now: datetime) -> list[Near]:
    """Rows of `all_near` in words."""
    days = {zone.value: local_date(now, zone) for zone in Zone}
    return [
        Near(row.agreement_id, row.subject, NEAR[row.source].say(row.kind, row.title), row.due_on,
             (row.due_on - days[row.zone]).days)
        for row in rows
    ]  # fmt: skip
