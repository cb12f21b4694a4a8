"""The dates of an office or a person as an iCalendar file (RFC 5545): all-day events with lasting names.

Titles only: no names of people, no participants. What was called off stays in the file, marked as cancelled, so that
calendar programs take it off; the sequence grows with every change of what an event is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from icalendar import Calendar, Event
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice, Nature
from service.core.database import moment
from service.followup import lists
from service.followup.models import CalendarFeed, EndChange, JointActivity, Task
from service.followup.rules import OPEN_ACTIVITIES, ActivityState
from service.offices.queries import office

BEHIND, AHEAD = timedelta(days=90), timedelta(days=730)
MOST = 2000
DOMAIN = "sijari"
PRODUCT = "-//Sijari//Kalender kerja sama//ID"


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of the calendar."""

    uid: str
    day: date
    title: str
    changed_at: datetime
    sequence: int
    link: str
    cancelled: bool = False


def build(session: Session, feed: CalendarFeed, public_url: str) -> bytes:
    """The whole calendar of a feed."""
    name = office(session, feed.office_id).name
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title = f"Sijari: {name}" if feed.person_id is None else "Sijari: tugas saya"
    calendar.add("x-wr-calname", title)
    for entry in sorted(entries(session, feed), key=lambda one: (one.day, one.uid))[:MOST]:
        calendar.add_component(_event(entry, public_url.rstrip("/")))
    return bytes(calendar.to_ical())


def _event(entry: Entry, base: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{base}{entry.link}")
    return event


def entries(session: Session, feed: CalendarFeed) -> Iterator[Entry]:
    """Everything dated that concerns the feed's person or office."""
    today = moment(session).date()
    span = (today - BEHIND, today + AHEAD)
    yield from _tasks(session, feed, span)
    yield from _activities(session, feed, span)
    yield from _agreements(session, feed, span)


def _of(feed: CalendarFeed) -> Any:
    further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id == feed.office_id)
    mine = or_(Agreement.lead_office_id == feed.office_id, Agreement.id.in_(further))
    return and_(mine, Agreement.stage == Stage.FOLLOW_UP.value)


def _link(agreement_id: UUID) -> str:
    return f"/kerja-sama/{agreement_id}/tindak-lanjut"


def _tasks(session: Session, feed: CalendarFeed, span: tuple[date, date]) -> Iterator[Entry]:
    query = (
        select(Task, Agreement)
        .join(Agreement, Agreement.id == Task.agreement_id)
        .where(_of(feed), Task.key != "pks", Task.due_on.between(*span))
    )
    if feed.person_id is not None:
        query = query.where(Task.owner_id == feed.person_id)
    for task, agreement in session.execute(query.order_by(Task.due_on).limit(MOST)):
        kind = "Kewajiban" if task.obligation_id else "Tugas"
        mark = "" if task.done_at is None else "Tidak dipenuhi: " if task.failed else "Selesai: "
        title = f"{mark}{kind}: {task.title} – {agreement.subject}"
        changed = max(task.opened_at, task.done_at or task.opened_at)
        gone = agreement.ended_on is not None and task.done_at is None
        yield Entry(
            f"task-{task.id}@{DOMAIN}", task.due_on, title, changed, task.version + gone, _link(agreement.id), gone
        )


def _activities(session: Session, feed: CalendarFeed, span: tuple[date, date]) -> Iterator[Entry]:
    day = func.coalesce(JointActivity.held_on, JointActivity.planned_on)
    query = (
        select(JointActivity, Agreement)
        .join(Agreement, Agreement.id == JointActivity.agreement_id)
        .where(_of(feed), day.between(*span))
    )
    if feed.person_id is not None:
        query = query.where(JointActivity.owner_id == feed.person_id)
    for row, agreement in session.execute(query.order_by(day).limit(MOST)):
        if row.day is None:
            continue
        gone = row.state == ActivityState.CANCELLED
        ended = agreement.ended_on is not None and row.state_ in OPEN_ACTIVITIES
        yield Entry(
            f"activity-{row.id}@{DOMAIN}",
            row.day,
            f"Kegiatan: {row.title} – {agreement.subject}",
            row.changed_at or row.added_at,
            row.version + ended,
            _link(agreement.id),
            gone or ended,
        )


def _agreements(session: Session, feed: CalendarFeed, span: tuple[date, date]) -> Iterator[Entry]:
    corrected: Any = select(func.max(EndChange.at)).where(EndChange.agreement_id == Agreement.id).scalar_subquery()
    query = select(Agreement, corrected, lists.owes_pks()).where(
        _of(feed), or_(Agreement.end_on.between(*span), Agreement.pks_due_on.between(*span))
    )
    if feed.person_id is not None:
        query = query.where(Agreement.created_by == feed.person_id)
    for one, changed, owes in session.execute(query.limit(MOST)):
        at = max(one.stage_since, changed or one.stage_since)
        over = one.ended_on is not None
        if one.pks_due_on is not None and span[0] <= one.pks_due_on <= span[1]:
            title = f"Tenggat PKS: {one.subject}"
            uid = f"pks-{one.id}@{DOMAIN}"
            yield Entry(uid, one.pks_due_on, title, at, one.version + (not owes), _link(one.id), not owes)
        termed = one.nature in (Nature.ORIGINAL.value, Nature.RENEWAL.value)
        if termed and one.end_on is not None and span[0] <= one.end_on <= span[1]:
            title = f"Masa berlaku berakhir: {one.subject}"
            yield Entry(f"end-{one.id}@{DOMAIN}", one.end_on, title, at, one.version, _link(one.id), over)
