"""Looking up applications: one by its number, the inbox of an office, counts below it, deadlines, what is over."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.registry import Deadline
from service.core.actor import Actor
from service.core.clock import Zone
from service.core.refusals import Refused
from service.offices.models import Office
from service.offices.queries import ids_below
from service.offices.rules import Level
from service.publication.application_models import Application, ApplicationDraft, ApplicationEvent, ApplicationFile
from service.publication.application_rules import NEW, OPEN, WAITING_FOR_OFFICE, State

AT = (3, 0, -3)
MOST_FOUND = 30
NEW_ONES = "baru"  # the group of states that the counter of the home page counts


def number_hash(number: str) -> str:
    """What an application is looked up by."""
    return hashlib.sha256(number.strip().lower().encode()).hexdigest()


def by_number(session: Session, number: str) -> Application:
    """The application of a number, or Refused('not_found')."""
    found = session.scalars(select(Application).where(Application.number_hash == number_hash(number[:100]))).first()
    if found is None:
        raise Refused("not_found")
    return found


def is_number(session: Session, number: str) -> bool:
    """Whether an application has this number."""
    query = select(Application.id).where(Application.number_hash == number_hash(number[:100]))
    return session.scalars(query).first() is not None


def of_office(session: Session, actor: Actor, application_id: UUID) -> Application:
    """An application that the actor's own office handles, or Refused('not_found'): its contact is nobody else's."""
    found = session.get(Application, application_id)
    if found is None or actor.office_id is None or found.office_id != actor.office_id:
        raise Refused("not_found")
    return found


def draft(session: Session, draft_id: UUID) -> ApplicationDraft:
    """A form that waits for its code, or Refused('application_draft_gone')."""
    found = session.get(ApplicationDraft, draft_id)
    if found is None:
        raise Refused("application_draft_gone")
    return found


def history(session: Session, application_id: UUID) -> list[ApplicationEvent]:
    """What happened, in its order."""
    query = select(ApplicationEvent).where(ApplicationEvent.application_id == application_id)
    return list(session.scalars(query.order_by(ApplicationEvent.place)))


def files(session: Session, application_id: UUID) -> list[ApplicationFile]:
    """The attachments, in the order they came."""
    query = select(ApplicationFile).where(ApplicationFile.application_id == application_id)
    return list(session.scalars(query.order_by(ApplicationFile.added_at, ApplicationFile.role.desc())))


# ----------------------------------------------------------------------------------------------------------- the inbox
@dataclass(frozen=True, slots=True)
class Inbox:
    """What an office's inbox is asked for."""

    office_id: UUID
    state: str = ""
    text: str = ""


def _conditions(asked: Inbox) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Application.office_id == asked.office_id]
    if asked.state == NEW_ONES:
        found.append(Application.state.in_([one.value for one in NEW]))
    elif asked.state in set(State):
        found.append(Application.state == asked.state)
    elif asked.state != "semua":
        found.append(Application.state.in_([one.value for one in OPEN]))
    for word in asked.text.split()[:8]:
        needle = word.lower()
        name = func.lower(Application.institution).contains(needle, autoescape=True)
        found.append(or_(name, Application.number.contains(needle, autoescape=True)))
    return found


def count(session: Session, asked: Inbox) -> int:
    """How many applications the inbox shows."""
    return session.scalar(select(func.count(Application.id)).where(*_conditions(asked))) or 0


def rows(session: Session, asked: Inbox, *, offset: int, limit: int) -> list[Application]:
    """One page of the inbox: what has to be answered first comes first."""
    order = (Application.answer_due_on.is_(None), Application.answer_due_on, Application.state_since, Application.id)
    query = select(Application).where(*_conditions(asked)).order_by(*order)
    return list(session.scalars(query.offset(offset).limit(limit)))


def new_ids(_session: Session, actor: Actor) -> Select[UUID] | None:
    """The applications that wait for being taken up by the actor's office."""
    return select(Application.id).where(*_conditions(Inbox(actor.office_id, NEW_ONES))) if actor.office_id else None


@dataclass(frozen=True, slots=True)
class Below:
    """What the level above may know: numbers, no name."""

    office: str
    new: int
    open: int
    late: int
    decided: int


def below(session: Session, office_id: UUID, today: date) -> list[Below]:
    """The numbers of the offices below one that have applications."""

    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    waiting = Application.state.in_([one.value for one in WAITING_FOR_OFFICE])
    is_open = Application.state.in_([one.value for one in OPEN])
    query = (
        select(
            Office.name,
            total(Application.state.in_([one.value for one in NEW])),
            total(is_open),
            total(and_(waiting, Application.answer_due_on < today)),
            total(~is_open),
        )
        .join(Office, Office.id == Application.office_id)
        .where(Application.office_id.in_(ids_below(session, office_id)))
        .group_by(Office.id, Office.name, Office.code)
        .order_by(Office.code)
    )
    return [Below(name, int(a), int(b), int(c), int(d)) for name, a, b, c, d in session.execute(query)]


# ------------------------------------------------------------------------------------------------- choosing an office
def open_office(session: Session, office_id: UUID, field: str = "office") -> Office:
    """An office that takes applications, or Refused('application_office_closed')."""
    found = session.get(Office, office_id)
    if found is None or not found.active:
        raise Refused("application_office_closed", field=field)
    return found


def open_or_closed(session: Session, office_id: UUID) -> Office:
    """The office that has an application, even where it takes no new ones."""
    return session.get_one(Office, office_id)


def national(session: Session) -> list[Office]:
    """The office of the whole country."""
    return _active(session, Office.level == Level.RI.value)


def provinces(session: Session) -> list[Office]:
    """Every province that takes applications."""
    return _active(session, Office.level == Level.PROVINSI.value)


def of_province(session: Session, province_id: UUID) -> list[Office]:
    """A province and its districts, as far as they take applications."""
    return _active(session, or_(Office.id == province_id, Office.parent_id == province_id))


def named(session: Session, text: str) -> list[Office]:
    """Offices whose name holds every word."""
    words = text.lower().split()[:8]
    return _active(session, *(func.lower(Office.name).contains(one, autoescape=True) for one in words))[:MOST_FOUND]


def _active(session: Session, *wanted: ColumnElement[bool]) -> list[Office]:
    query = select(Office).where(Office.active, *wanted).order_by(Office.code).limit(200)
    return list(session.scalars(query))


# ------------------------------------------------------------------------------------------------------------ by clock
def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """The days by which an office should answer; the letter names the institution and no contact."""
    first, last = (now - timedelta(days=60)).date(), (now + timedelta(days=10)).date()
    query = (
        select(Application, Office.zone)
        .join(Office, Office.id == Application.office_id)
        .where(
            Application.state.in_([one.value for one in WAITING_FOR_OFFICE]),
            Application.answer_due_on.between(first, last),
        )
    )
    return [
        Deadline(
            subject_id=row.id,
            agreement_id=row.id,
            clock="application",
            due_on=row.answer_due_on,
            zone=Zone(zone),
            office_ids=frozenset({row.office_id}),
            at=AT,
            watched_since=row.received_on,
            title_id=f"Permohonan {row.institution} menunggu keputusan",
            title_en=f"The application of {row.institution} waits for a decision",
        )
        for row, zone in session.execute(query)
        if row.answer_due_on is not None
    ]


def forgotten_drafts(session: Session, before: datetime) -> list[UUID]:
    """The forms that nobody proved in time."""
    return list(session.scalars(select(ApplicationDraft.id).where(ApplicationDraft.made_at < before).limit(500)))


def to_blank(session: Session, before: datetime) -> list[UUID]:
    """The applications in which nothing has changed since a moment and whose contacts are still there."""
    query = select(Application.id).where(Application.blanked_at.is_(None), Application.state_since < before)
    return list(session.scalars(query.order_by(Application.state_since).limit(500)))
