"""Escalation: what stays overdue is told to the office above, once for each deadline, as one letter a day (rule 33).

The level above reads counts and which agreements they concern; what exactly a task says stays with the office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core import policies
from service.core.audit import Stream
from service.core.clock import Zone, local_date, local_time
from service.core.database import new_id
from service.core.policies import Policy, Unit
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup import lists
from service.followup.models import EscalationSent, ReminderSent, Task
from service.followup.reminders import FIRST_HOUR, addressees
from service.offices import queries as offices
from service.offices.models import Office

ESCALATE_AFTER = "escalate_after_days"
TOLD = -1  # the one threshold of an escalation, so that a changed policy tells nothing twice
PKS, OBLIGATION = "above-pks", "above-obligation"
MOST_LINES = 40
POLICIES = (
    Policy(
        ESCALATE_AFTER,
        Unit.DAYS,
        14,
        1,
        180,
        "Keterlambatan diteruskan ke kantor di atas sesudah",
        "Overdue matters go to the office above after",
        "Pengawasan berjenjang; Perbawaslu 7/2023 tidak menyebut jangka waktunya.",
    ),
)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A deadline that is long over: whose, of which agreement, since when."""

    clock: str
    subject_id: UUID
    agreement_id: UUID
    subject: str
    office: str
    above_id: UUID
    due_on: date
    zone: Zone


def overdue_by_office(session: Session, now: datetime) -> dict[UUID, list[Overdue]]:
    """What each office above has to be told now."""
    found: dict[UUID, list[Overdue]] = {}
    wait = timedelta(days=policies.value(session, ESCALATE_AFTER))
    for clock, query in ((PKS, _pks(now, wait)), (OBLIGATION, _obligations(now, wait))):
        for row in session.execute(query):
            one = _overdue(clock, row)
            since = local_date(row.since, one.zone)  # entered late: the office below gets its time first
            if max(one.due_on, since) + wait < local_date(now, one.zone):
                found.setdefault(one.above_id, []).append(one)
    return {office_id: rows for office_id, rows in found.items() if _may_write(session, office_id, now)}


def _overdue(clock: str, row: Row[Any]) -> Overdue:
    return Overdue(clock, row.id, row.agreement_id, row.subject, row.name, row.parent_id, row.due_on, Zone(row.zone))


def _pks(now: datetime, wait: timedelta) -> Select[Any]:
    return (
        _base(Agreement.id, Agreement.pks_due_on, Agreement.stage_since)
        .where(Agreement.pks_due_on < (now + timedelta(days=1) - wait).date(), lists.owes_pks())
        .where(_untold(PKS, Agreement.id, Agreement.pks_due_on))
    )


def _obligations(now: datetime, wait: timedelta) -> Select[Any]:
    return (
        _base(Task.id, Task.due_on, Task.opened_at)
        .join(Task, Task.agreement_id == Agreement.id)
        .where(
            Task.obligation_id.is_not(None),
            Task.done_at.is_(None),
            Task.due_on < (now + timedelta(days=1) - wait).date(),
            Agreement.suspended_on.is_(None),
            _untold(OBLIGATION, Task.id, Task.due_on),
        )
    )


def _base(subject: Any, due: Any, since: Any) -> Select[Any]:
    return (
        select(
            subject.label("id"),
            Agreement.id.label("agreement_id"),
            Agreement.subject,
            Office.name,
            Office.parent_id,
            Office.zone,
            due.label("due_on"),
            since.label("since"),
        )
        .select_from(Agreement)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(
            Agreement.stage == Stage.FOLLOW_UP.value,
            or_(Agreement.ended_on.is_(None), and_(Agreement.ended_on > due)),
            Office.parent_id.is_not(None),
        )
    )


def _untold(clock: str, subject: Any, due: Any) -> Any:
    sent = aliased(ReminderSent)
    return ~exists().where(
        sent.subject_id == subject, sent.clock == clock, sent.due_on == due, sent.office_id == Office.parent_id
    )


def _may_write(session: Session, office_id: UUID, now: datetime) -> bool:
    office = offices.office(session, office_id)
    if local_time(now, office.zone_).hour < FIRST_HOUR:
        return False
    if session.get(EscalationSent, (office_id, local_date(now, office.zone_))) is not None:
        return False
    return bool(addressees(session, office))


def send(uow: UnitOfWork, office_id: UUID, found: Sequence[Overdue], url: str) -> int:
    """Write the letter of the office above; the unique keys keep a second one from going out."""
    office = offices.office(uow.session, office_id)
    people = addressees(uow.session, office)
    day = local_date(uow.now, office.zone_)
    uow.session.add(EscalationSent(office_id=office_id, day=day, sent_at=uow.now, letters=len(people)))
    for one in found:
        uow.session.add(
            ReminderSent(
                id=new_id(),
                office_id=office_id,
                agreement_id=one.agreement_id,
                subject_id=one.subject_id,
                clock=one.clock,
                due_on=one.due_on,
                threshold=TOLD,
                sent_at=uow.now,
            )
        )
    uow.session.flush()
    for person in people:
        params = {"name": person.name, "count": len(found), "items": letter_lines(found, uow.now, person.language)}
        uow.post("followup_escalation", person.email, params | {"url": url}, language=person.language)
    uow.record(Stream("office", office_id), "followup:escalated", deadlines=len(found), letters=len(people))
    return len(people)


def letter_lines(found: Sequence[Overdue], now: datetime, language: str) -> str:
    """Counts by office, then the agreements, the longest overdue first."""
    english = language == "en"
    lines = []
    for name in sorted({one.office for one in found}):
        pks = sum(one.office == name and one.clock == PKS for one in found)
        owed = sum(one.office == name and one.clock == OBLIGATION for one in found)
        lines.append(
            f"- {name}: {pks} MoU without PKS, {owed} unfulfilled obligations"
            if english
            else f"- {name}: {pks} MoU tanpa PKS, {owed} kewajiban belum dipenuhi"
        )
    lines.append("")
    ordered = sorted(found, key=lambda one: (one.due_on, one.office, one.subject))
    lines += [_line(one, now, english=english) for one in ordered[:MOST_LINES]]
    if len(ordered) > MOST_LINES:
        left = len(ordered) - MOST_LINES
        lines.append(f"- and {left} more" if english else f"- dan {left} lainnya")
    return "\n".join(lines)


def _line(one: Overdue, now: datetime, *, english: bool) -> str:
    days = (local_date(now, one.zone) - one.due_on).days
    if english:
        what = "PKS" if one.clock == PKS else "an obligation"
        return f"- {one.office}, “{one.subject}”: {what} was due {one.due_on.isoformat()} ({days} days ago)"
    what = "PKS" if one.clock == PKS else "kewajiban"
    return f"- {one.office}, “{one.subject}”: {what} jatuh tempo {date_long(one.due_on)} (lewat {days} hari)"
