"""What a month's report says, computed from dates, so that it can be computed again for any month."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import JSON, ColumnElement, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session, lazyload

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, AgreementOffice, Nature
from service.followup.models import JointActivity
from service.offices.models import Office, Partner
from service.reporting.models import MonthlyReport, ReportedItem, ReportNote
from service.reporting.rules import State, month_of, next_month

_DEAD = (Stage.CANCELLED.value,)
_CHUNK = 500
SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier reports told, the months that are frozen, and when the first of them was sent."""

    subjects: frozenset[UUID]
    months: frozenset[date]
    first_sent: datetime | None

    def is_late(self, subject: UUID, day: date | None, month: date) -> bool:
        """Whether something of an earlier month was entered after that month's report was sent (rule 32)."""
        if day is None or day >= month or not self.months or subject in self.subjects:
            return False
        return month_of(day) in self.months or day < min(self.months)


def told(session: Session, office_id: UUID, month: date) -> Told:
    """What the office's reports before a month told."""
    items = select(ReportedItem.subject_id).where(ReportedItem.office_id == office_id, ReportedItem.month < month)
    frozen = session.execute(
        select(MonthlyReport.month, MonthlyReport.sent_at).where(
            MonthlyReport.office_id == office_id, MonthlyReport.month < month, MonthlyReport.sent_at.is_not(None)
        )
    ).all()
    first = min((row.sent_at for row in frozen), default=None)
    return Told(frozenset(session.scalars(items.distinct())), frozenset(row.month for row in frozen), first)


def change_id(agreement_id: UUID, change: str) -> UUID:
    """What a change of an agreement is called among the things that a report told."""
    return agreement_id if change == SIGNED else uuid5(agreement_id, change)


def told_of(said: Mapping[str, Any]) -> set[UUID]:
    """The agreements, changes and activities that a report tells, so that none of them is late in another."""
    found: set[UUID] = set()
    for line in said["lines"]:
        found.add(UUID(line["id"]))
        found |= {change_id(UUID(line["id"]), one) for one in line["happened"]}
        found |= {UUID(one["id"]) for one in line["activities"]}
    return found


def compile_report(session: Session, office_id: UUID, month: date) -> dict[str, Any]:
    """The lines of the own agreements, what is being made, and whether anything changed at all."""
    known, end = told(session, office_id, month), next_month(month) - timedelta(days=1)
    joined = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id == office_id)
    ours = or_(Agreement.lead_office_id == office_id, Agreement.id.in_(joined))
    columns = (Agreement, Partner.name, Partner.category)
    base = select(*columns).outerjoin(Partner, Partner.id == Agreement.partner_id).where(ours)
    base = base.options(lazyload(Agreement.offices))  # no line names the other offices
    base = base.where(Agreement.stage.not_in(_DEAD)).order_by(Agreement.signed_on, Agreement.id)
    runs = and_(
        or_(Agreement.ended_on.is_(None), Agreement.ended_on >= month),
        or_(Agreement.end_on.is_(None), Agreement.end_on >= month),
        or_(Agreement.nature == Nature.ORIGINAL.value, Agreement.signed_on >= month),  # else its agreement's line tells
    )
    wanted = or_(runs, _may_be_late(office_id, month, known)) if known.first_sent else runs
    rows = session.execute(base.where(Agreement.signed_on <= end, wanted)).all()
    ids = [row[0].id for row in rows]
    pks, activities = _pks(session, ids, end), _activities(session, ids, month, end, known)
    lines = [_line(row, name, category, month, end, known, pks, activities) for row, name, category in rows]
    shown = [line for line in lines if line.pop("runs") or line["late_changes"] or line["activities"]]
    making = session.execute(base.where(Agreement.signed_on.is_(None))).all()
    return {
        "lines": shown,
        "making": [
            {"id": str(row.id), "kind": row.kind, "subject": row.subject, "partner": name or "", "stage": row.stage}
            for row, name, _ in making
        ],
        "nil": not any(line["changes"] or line["activities"] for line in shown),
    }


def _may_be_late(office_id: UUID, month: date, known: Told) -> ColumnElement[bool]:
    """What is over: never told though it came up after the first report, or told while it ran and its end was not."""
    first = min(known.months)
    items = select(ReportedItem.subject_id).where(ReportedItem.office_id == office_id, ReportedItem.month < month)
    entered = or_(Agreement.created_at > known.first_sent, Agreement.signed_on >= first)
    never = and_(Agreement.id.not_in(items), entered)
    held = exists().where(
        JointActivity.agreement_id == Agreement.id,
        JointActivity.held_on < month,
        JointActivity.added_at > known.first_sent,
        JointActivity.id.not_in(items),
    )
    return or_(never, and_(Agreement.ended_on >= first, Agreement.ended_on < month), held)


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """A statement takes a limited number of values."""
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _pks(session: Session, ids: Sequence[UUID], end: date) -> dict[UUID, date]:
    """The first PKS under each agreement that was signed by a day."""
    found: dict[UUID, date] = {}
    for part in _chunks(ids):
        query = select(Agreement.parent_id, func.min(Agreement.signed_on)).where(
            Agreement.parent_id.in_(part), Agreement.kind == Kind.PKS.value, Agreement.signed_on <= end
        )
        rows = session.execute(query.group_by(Agreement.parent_id))
        found |= {parent: day for parent, day in rows if parent is not None and day is not None}
    return found


def _activities(
    session: Session, ids: Sequence[UUID], month: date, end: date, known: Told
) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = {}
    for part in _chunks(ids):
        query = select(JointActivity.id, JointActivity.agreement_id, JointActivity.title, JointActivity.held_on).where(
            JointActivity.agreement_id.in_(part), JointActivity.held_on <= end
        )
        if known.first_sent is None:
            query = query.where(JointActivity.held_on >= month)
        else:
            late = and_(JointActivity.held_on >= min(known.months), JointActivity.held_on < month)
            query = query.where(or_(JointActivity.held_on >= month, late, JointActivity.added_at > known.first_sent))
        for one, agreement_id, title, day in session.execute(query.order_by(JointActivity.held_on, JointActivity.id)):
            late_one = known.is_late(one, day, month)
            if day is not None and (day >= month or late_one):
                said = {"id": str(one), "title": title, "held_on": day.isoformat(), "late": late_one}
                found.setdefault(agreement_id, []).append(said)
    return found


def _line(
    row: Agreement,
    partner: str | None,
    category: str | None,
    month: date,
    end: date,
    known: Told,
    pks: Mapping[UUID, date],
    activities: Mapping[UUID, list[dict[str, Any]]],
) -> dict[str, Any]:
    pks_on, happened = pks.get(row.id), _happened(row, pks.get(row.id), end)
    late = [one for one, day in happened.items() if known.is_late(change_id(row.id, one), day, month)]
    changes = [one for one, day in happened.items() if one in late or month <= day]
    return {
        "id": str(row.id),
        "kind": row.kind,
        "nature": row.nature,
        "subject": row.subject,
        "partner": partner or "",
        "category": category or "",
        "office_number": row.office_number,
        "partner_number": row.partner_number,
        "signed_on": _day(row.signed_on),
        "end_on": _day(row.end_on),
        "term": _term(row),
        "pks": _pks_state(row, pks_on, end),
        "pks_on": _day(pks_on),
        "pks_due_on": _day(row.pks_due_on),
        "changes": [_named(row, one) for one in changes] + _passed(row, month, end, pks_on),
        "late": bool(late),
        "late_changes": [_named(row, one) for one in late],
        "happened": list(happened),
        "runs": _runs(row, month),
        "activities": activities.get(row.id, []),
        "obstacles": "",
        "plan": "",
    }


def _term(row: Agreement) -> int | None:
    """The term in months; counted from the days where the paper does not say it."""
    begins, ends = row.effective_on or row.signed_on, row.end_on
    if row.term_months or begins is None or ends is None:
        return row.term_months
    after = ends + timedelta(days=1)
    whole = (after.year - begins.year) * 12 + after.month - begins.month
    return whole - 1 if after.day < begins.day else whole


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _runs(row: Agreement, month: date) -> bool:
    """Whether it has a line of its own in the month; what changes another is told when it is signed."""
    told_now = row.nature == Nature.ORIGINAL.value or (row.signed_on is not None and row.signed_on >= month)
    return told_now and all(day is None or day >= month for day in (row.ended_on, row.end_on))


def _released(row: Agreement) -> bool:
    """Whether an MoU was ended before its PKS was due (rule 14)."""
    return row.pks_due_on is not None and row.ended_on is not None and row.ended_on <= row.pks_due_on


def _pks_state(row: Agreement, pks_on: date | None, end: date) -> str:
    if row.pks_due_on is None:
        return "none"
    if pks_on is not None:
        return "signed" if pks_on <= row.pks_due_on else "signed_late"
    if _released(row):
        return "none"
    return "overdue" if row.pks_due_on < end else "owed"


def _happened(row: Agreement, pks_on: date | None, end: date) -> dict[str, date]:
    """What people entered about an agreement and the day of each, up to the end of the month."""
    days = {SIGNED: row.signed_on, "ended": row.ended_on, "suspended": row.suspended_on}
    if row.pks_due_on is not None:
        days["pks_signed"] = pks_on
    return {one: day for one, day in days.items() if day is not None and day <= end}


def _named(row: Agreement, change: str) -> str:
    return row.nature if change == SIGNED and row.nature not in (None, "original") else change


def _passed(row: Agreement, month: date, end: date, pks_on: date | None) -> list[str]:
    """What came by the calendar alone."""

    def falls(day: date | None) -> bool:
        return day is not None and month <= day <= end

    found = []
    if falls(row.end_on) and not (row.ended_on and row.ended_on <= end):
        found.append("expired")
    # The last day for the PKS is still in time (rule 2).
    if (
        row.pks_due_on is not None
        and pks_on is None
        and not _released(row)
        and falls(row.pks_due_on + timedelta(days=1))
    ):
        found.append("pks_overdue")
    return found


def add_notes(said: dict[str, Any], notes: Sequence[ReportNote]) -> None:
    """Put what staff wrote into the lines."""
    by_id: Mapping[str, ReportNote] = {str(note.agreement_id): note for note in notes}
    for line in said["lines"]:
        note = by_id.get(line["id"])
        if note is not None:
            line["obstacles"], line["plan"] = note.obstacles, note.plan


def districts(session: Session, office_id: UUID, month: date, *, counted: bool = False) -> list[dict[str, Any]]:
    """The reports of the offices just below: figures and lines of the received ones, the others named as missing.

    With `counted` the database counts the lines and none is read: dozens of reports have thousands.
    """
    below = select(Office.id).where(Office.parent_id == office_id, Office.active)
    offices = session.execute(
        select(Office.id, Office.code, Office.name).where(Office.id.in_(below)).order_by(Office.code)
    ).all()
    query = (
        select(MonthlyReport.id, MonthlyReport.office_id, MonthlyReport.state, MonthlyReport.nil)
        .where(MonthlyReport.month == month, MonthlyReport.office_id.in_(below))
        .order_by(MonthlyReport.revision)
    )
    newest = {row.office_id: row for row in session.execute(query)}
    received = [row.id for row in newest.values() if row.state == State.RECEIVED.value]
    if counted:
        return _counted(session, offices, newest, received)
    texts: dict[UUID, Any] = {}
    for part in _chunks(received):
        found = select(MonthlyReport.office_id, MonthlyReport.content, MonthlyReport.content_hash)
        texts |= {row.office_id: row for row in session.execute(found.where(MonthlyReport.id.in_(part)))}
    return [_district(one.code, one.name, newest.get(one.id), texts.get(one.id)) for one in offices]


def _counted(
    session: Session, offices: Sequence[Any], newest: Mapping[UUID, Any], received: Sequence[UUID]
) -> list[dict[str, Any]]:
    text: Any = MonthlyReport.content
    lines = (
        func.json_array_length(text, "$.lines")
        if session.get_bind().dialect.name == "sqlite"
        else func.json_array_length(cast(text, JSON)["lines"])
    )
    many: dict[UUID, int] = {}
    for part in _chunks(received):
        query = select(MonthlyReport.office_id, lines).where(MonthlyReport.id.in_(part))
        many |= dict(session.execute(query).all())
    found = []
    for one in offices:
        row = newest.get(one.id)
        said = _district(one.code, one.name, row, None)
        found.append(said | {"nil": bool(one.id in many and row and row.nil), "count": many.get(one.id, 0)})
    return found


def _district(code: str, name: str, found: Any, text: Any) -> dict[str, Any]:
    state = found.state if found is not None else "missing"
    if text is None:
        return {"code": code, "name": name, "state": state, "hash": "", "nil": False, "lines": []}
    said = json.loads(text.content)
    digest = text.content_hash
    return {"code": code, "name": name, "state": state, "hash": digest, "nil": said["nil"], "lines": said["lines"]}
