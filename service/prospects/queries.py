"""Looking up prospects, and the grid of partner categories against agreements and prospects."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice
from service.agreements.queries import of_offices, visible
from service.agreements.registry import Deadline
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.models import Office, Partner
from service.offices.rules import name_key, similar
from service.prospects.models import Prospect, ProspectNote
from service.prospects.rules import OPEN

CLOCK = "prospect"
AT = (7, 0, -3)
BEHIND, AHEAD = timedelta(days=60), timedelta(days=30)
_OPEN = tuple(one.value for one in OPEN)


# ----------------------------------------------------------------------------------------------------------- prospects
def prospect(session: Session, actor: Actor, prospect_id: UUID) -> Prospect:
    """A prospect of the actor's own office, or Refused('not_found'): its contact is nobody else's."""
    found = session.get(Prospect, prospect_id)
    if found is None or actor.office_id is None or found.office_id != actor.office_id:
        raise Refused("not_found")
    return found


def notes(session: Session, prospect_id: UUID) -> list[ProspectNote]:
    """What happened with a prospect, the latest first."""
    query = select(ProspectNote).where(ProspectNote.prospect_id == prospect_id)
    return list(session.scalars(query.order_by(ProspectNote.day.desc(), ProspectNote.at.desc())))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of prospects is asked for."""

    office_ids: Collection[UUID]
    text: str = ""
    category: str = ""
    step: str = ""


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Prospect.office_id.in_(wanted.office_ids)]
    if wanted.category:
        found.append(Prospect.category == wanted.category)
    if wanted.step == "semua":
        pass
    elif wanted.step:
        found.append(Prospect.step == wanted.step)
    else:
        found.append(Prospect.step.in_(_OPEN))
    words = wanted.text.split()
    return [*found, *(func.lower(Prospect.name).contains(word.casefold(), autoescape=True) for word in words)]


def count(session: Session, wanted: Wanted) -> int:
    """How many prospects the list holds."""
    return session.scalar(select(func.count(Prospect.id)).where(*_conditions(wanted))) or 0


def rows(session: Session, wanted: Wanted, *, offset: int, limit: int) -> list[Prospect]:
    """One page of the list: what is due next first."""
    query = select(Prospect).where(*_conditions(wanted))
    order = (Prospect.next_due_on.is_(None), Prospect.next_due_on, func.lower(Prospect.name), Prospect.id)
    return list(session.scalars(query.order_by(*order).offset(offset).limit(limit)))


def alike(session: Session, office_id: UUID, name: str, *, but: UUID | None = None) -> list[Prospect]:
    """Open prospects of an office that could be the same institution under another spelling."""
    wanted = name_key(name)
    query = select(Prospect).where(Prospect.office_id == office_id, Prospect.step.in_(_OPEN))
    return [one for one in session.scalars(query) if one.id != but and similar(one.name_key, wanted)]


def of_reference(session: Session, reference: str) -> Prospect | None:
    """The prospect that came from an application."""
    return session.scalars(select(Prospect).where(Prospect.reference == reference)).first() if reference else None


# ------------------------------------------------------------------------------------------------ numbers for others
def counts_by_office(session: Session, office_ids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """How many prospects each office has at each step."""
    query = (
        select(Prospect.office_id, Prospect.step, func.count(Prospect.id))
        .where(Prospect.office_id.in_(office_ids))
        .group_by(Prospect.office_id, Prospect.step)
    )
    found: dict[UUID, dict[str, int]] = {}
    for office_id, step, number in session.execute(query):
        found.setdefault(office_id, {})[step] = number
    return found


def categories_without_agreement(session: Session, office_id: UUID, today: date) -> list[str]:
    """The kinds of partners with which an office has no agreement in force, in the order of the catalogue."""
    covered = set(_by_category(session, of_offices([office_id]), running(today)))
    return [key for key in open_categories() if key not in covered]


def open_categories() -> list[str]:
    """The kinds of partners with which agreements can be made."""
    return [key for key, one in categories().items() if not one.refused]


def running(today: date) -> ColumnElement[bool]:
    """Agreements in force, as the list of agreements understands it."""
    return and_(
        Agreement.stage == Stage.FOLLOW_UP.value,
        or_(Agreement.end_on.is_(None), Agreement.end_on >= today),
        or_(Agreement.ended_on.is_(None), Agreement.ended_on > today),
    )


def making() -> ColumnElement[bool]:
    """Agreements that are being made."""
    return Agreement.stage.not_in((Stage.FOLLOW_UP.value, Stage.CANCELLED.value))


def making_ids(session: Session, actor: Actor) -> Select[Any]:
    """The ids of the agreements being made that the actor sees."""
    return select(Agreement.id).where(visible(session, actor), making())


# ------------------------------------------------------------------------------------------------------------ the grid
@dataclass(frozen=True, slots=True)
class Line:
    """One kind of partner: agreements in force, in the making, prospects; offices without any in force."""

    category: str
    running: int
    making: int
    prospects: int
    offices_without: int = 0

    @property
    def empty(self) -> bool:
        """Whether no agreement of this kind is in force."""
        return self.running == 0


def grid_of_office(session: Session, office_id: UUID, today: date) -> list[Line]:
    """The grid of one office."""
    mine = of_offices([office_id])
    in_force, made = _by_category(session, mine, running(today)), _by_category(session, mine, making())
    explored = _prospects(session, [office_id])
    return [_line(key, in_force, made, explored) for key in open_categories()]


def grid_of_area(session: Session, actor: Actor, today: date) -> tuple[list[Line], int]:
    """The grid of the actor's office and all below it, and how many offices that are."""
    assert actor.office_id is not None  # the page has looked
    area = area_of(session, actor.office_id)
    seen = visible(session, actor)
    in_force, made = _by_category(session, seen, running(today)), _by_category(session, seen, making())
    explored, having = _prospects(session, area), _offices_having(session, area, today)
    lines = [
        _line(key, in_force, made, explored, without=len(area) - len(having.get(key, ()))) for key in open_categories()
    ]
    return lines, len(area)


def offices_without(session: Session, office_id: UUID, category: str, today: date) -> list[Office]:
    """The offices of an area that have no agreement in force with a kind of partner, by code."""
    area = area_of(session, office_id)
    missing = area - _offices_having(session, area, today).get(category, set())
    return list(session.scalars(select(Office).where(Office.id.in_(missing)).order_by(Office.code)))


def area_of(session: Session, office_id: UUID) -> set[UUID]:
    """The active offices of an area: one and all below it."""
    ids = {office_id, *offices.ids_below(session, office_id)}
    return set(session.scalars(select(Office.id).where(Office.id.in_(ids), Office.active)))


def _line(
    key: str, in_force: Mapping[str, int], made: Mapping[str, int], explored: Mapping[str, int], *, without: int = 0
) -> Line:
    return Line(key, in_force.get(key, 0), made.get(key, 0), explored.get(key, 0), without)


def _by_category(session: Session, *wanted: ColumnElement[bool]) -> Mapping[str, int]:
    query = (
        select(Partner.category, func.count(Agreement.id))
        .join(Agreement, Agreement.partner_id == Partner.id)
        .where(*wanted)
        .group_by(Partner.category)
    )
    return dict(session.execute(query).all())


def _prospects(session: Session, office_ids: Collection[UUID]) -> Mapping[str, int]:
    query = (
        select(Prospect.category, func.count(Prospect.id))
        .where(Prospect.office_id.in_(office_ids), Prospect.step.in_(_OPEN))
        .group_by(Prospect.category)
    )
    return dict(session.execute(query).all())


def _offices_having(session: Session, area: Collection[UUID], today: date) -> Mapping[str, set[UUID]]:
    """Which offices of an area stand in an agreement in force, by kind of partner."""
    led = (
        select(Partner.category, Agreement.lead_office_id)
        .join(Agreement, Agreement.partner_id == Partner.id)
        .where(running(today), Agreement.lead_office_id.in_(area))
    )
    joined = (
        select(Partner.category, AgreementOffice.office_id)
        .join(Agreement, Agreement.partner_id == Partner.id)
        .join(AgreementOffice, AgreementOffice.agreement_id == Agreement.id)
        .where(running(today), AgreementOffice.office_id.in_(area))
    )
    found: dict[str, set[UUID]] = {}
    for category, office_id in session.execute(led.union(joined)):
        found.setdefault(category, set()).add(office_id)
    return found


# ------------------------------------------------------------------------------------------------- reminders, counters
def open_ids(_session: Session, actor: Actor) -> Select[UUID] | None:
    """The prospects that the office is working on."""
    return select(Prospect.id).where(*_conditions(Wanted([actor.office_id]))) if actor.office_id else None


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """The next steps of open prospects that are near or just past; the letter names no contact."""
    query = (
        select(Prospect, Office.zone)
        .join(Office, Office.id == Prospect.office_id)
        .where(
            Prospect.step.in_(_OPEN),
            Prospect.next_due_on.between((now - BEHIND).date(), (now + AHEAD).date()),
        )
    )
    return [one for row, zone in session.execute(query) for one in _deadline(row, Zone(zone))]


def _deadline(row: Prospect, zone: Zone) -> Iterator[Deadline]:
    if row.next_due_on is None:
        return
    since = local_date(row.next_since or row.created_at, zone)
    yield Deadline(
        subject_id=row.id,
        agreement_id=row.id,
        clock=CLOCK,
        due_on=row.next_due_on,
        zone=zone,
        office_ids=frozenset({row.office_id}),
        at=AT,
        watched_since=since,
        title_id=f"Penjajakan {row.name}: {row.next_step} ({row.next_owner or 'tanpa penanggung jawab'})",
        title_en=f"Prospect {row.name}: {row.next_step} ({row.next_owner or 'nobody'})",
    )
