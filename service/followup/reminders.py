"""Reminders: what is reached and not yet told, as one letter a person a day (rule 16)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.queries import people_with_role
from service.agreements.registry import REGISTRY, Deadline
from service.core.audit import Stream
from service.core.clock import local_date, local_time
from service.core.database import new_id
from service.core.permissions import Role
from service.core.terms import reminder_days_due
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup.models import DigestSent, ReminderSent
from service.offices import queries as offices
from service.offices.models import Office

REMINDED = (Role.DRAFTER, Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR)
FIRST_HOUR = 6  # nobody is to be woken by a reminder

Key = tuple[UUID, UUID, str, date]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A deadline of which an office has to be told now, with every threshold that is reached."""

    deadline: Deadline
    thresholds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the letter of an office."""

    name: str
    email: str
    language: str


def due_by_office(session: Session, now: datetime) -> dict[UUID, list[Reminder]]:
    """What each office has to be told now, without those that had their letter today."""
    sources = (*REGISTRY.deadlines, *REGISTRY.office_deadlines)
    known = [one for source in sources for one in source(session, now)]
    sent = _sent(session, {one.agreement_id for one in known})
    found: dict[UUID, list[Reminder]] = {}
    for one in known:
        for office_id in one.office_ids:
            told = sent.get((office_id, one.subject_id, one.clock, one.due_on), frozenset())
            today = local_date(now, one.zone)
            reached = reminder_days_due(one.due_on, today, told, watched_since=one.watched_since, at=one.at)
            if reached:
                found.setdefault(office_id, []).append(Reminder(one, reached))
    return {office_id: reminders for office_id, reminders in found.items() if _may_write(session, office_id, now)}


def _sent(session: Session, agreement_ids: Iterable[UUID]) -> Mapping[Key, frozenset[int]]:
    found: dict[Key, set[int]] = {}
    for part in _parts(list(agreement_ids)):
        for row in session.scalars(select(ReminderSent).where(ReminderSent.agreement_id.in_(part))):
            found.setdefault((row.office_id, row.subject_id, row.clock, row.due_on), set()).add(row.threshold)
    return {key: frozenset(thresholds) for key, thresholds in found.items()}


def _parts(ids: Sequence[UUID], size: int = 500) -> Iterator[Sequence[UUID]]:
    """A statement takes a limited number of values."""
    for first in range(0, len(ids), size):
        yield ids[first : first + size]


def _may_write(session: Session, office_id: UUID, now: datetime) -> bool:
    office = offices.office(session, office_id)
    if local_time(now, office.zone_).hour < FIRST_HOUR:
        return False
    if session.get(DigestSent, (office_id, local_date(now, office.zone_))) is not None:
        return False
    return bool(addressees(session, office))


def addressees(session: Session, office: Office) -> list[Addressee]:
    """The people of an office who prepare and decide; the office's own mailbox where nobody has an account."""
    people = people_with_role(session, office.id, *REMINDED)
    if people:
        return [Addressee(one.name, one.email, one.language or "id") for one in people]
    return [Addressee(office.name, office.email, "id")] if office.email else []


def still_due(session: Session, office_id: UUID, due: Sequence[Reminder], now: datetime) -> list[Reminder]:
    """What of it nobody told the office meanwhile; nothing where it had its letter of the day."""
    if not _may_write(session, office_id, now):
        return []
    sent = _sent(session, {one.deadline.agreement_id for one in due})
    found = []
    for one in due:
        line = one.deadline
        told = sent.get((office_id, line.subject_id, line.clock, line.due_on), frozenset())
        left = tuple(days for days in one.thresholds if days not in told)
        if left:
            found.append(Reminder(line, left))
    return found


def send_digest(uow: UnitOfWork, office_id: UUID, reminders: Sequence[Reminder], url: str) -> int:
    """Write an office's letter of the day to each of its people; the unique keys keep a second one from going out."""
    office = offices.office(uow.session, office_id)
    today = local_date(uow.now, office.zone_)
    people = addressees(uow.session, office)
    uow.session.add(DigestSent(office_id=office_id, day=today, sent_at=uow.now, letters=len(people)))
    for reminder in reminders:
        _note(uow, office_id, reminder)
    uow.session.flush()
    ordered = sorted(reminders, key=lambda one: one.deadline.due_on)
    for person in people:
        lines = [_line(one.deadline, local_date(uow.now, one.deadline.zone), person.language) for one in ordered]
        params = {"name": person.name, "count": len(lines), "items": "\n".join(lines), "url": url}
        uow.post("followup_digest", person.email, params, language=person.language)
    uow.record(Stream("office", office_id), "followup:reminded", reminders=len(reminders), letters=len(people))
    return len(people)


def _note(uow: UnitOfWork, office_id: UUID, reminder: Reminder) -> None:
    one = reminder.deadline
    for threshold in reminder.thresholds:
        uow.session.add(
            ReminderSent(
                id=new_id(),
                office_id=office_id,
                agreement_id=one.agreement_id,
                subject_id=one.subject_id,
                clock=one.clock,
                due_on=one.due_on,
                threshold=threshold,
                sent_at=uow.now,
            )
        )


def _line(one: Deadline, today: date, language: str) -> str:
    days = (one.due_on - today).days
    if language == "en":
        when = "today" if days == 0 else f"in {days} days" if days > 0 else f"{-days} days ago"
        return f"- {one.title_en}: {one.due_on.day} {one.due_on:%B %Y} ({when})"
    when = "hari ini" if days == 0 else f"{days} hari lagi" if days > 0 else f"lewat {-days} hari"
    return f"- {one.title_id}: {date_long(one.due_on)} ({when})"
