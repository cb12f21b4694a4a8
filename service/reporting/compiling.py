"""What a month's report says, computed from dates, so that it can be computed again for any month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, AgreementOffice
from service.followup.models import JointActivity
from service.offices.models import Office, Partner
from service.reporting.models import MonthlyReport, ReportedItem, ReportNote
from service.reporting.rules import State, month_of, next_month

_DEAD = (Stage.CANCELLED.value,)


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier reports told: subjects, and the newest month that is frozen."""

    subjects: frozenset[UUID]
    newest: date | None

    def is_late(self, subject: UUID, day: date, month: date) -> bool:
        """Whether something of an earlier month was entered after that month's report was sent (rule 32)."""
        return day < month and self.newest is not None and month_of(day) <= self.newest and subject not in self.subjects


def told(session: Session, office_id: UUID, month: date) -> Told:
    """What the office's reports before a month told."""
    items = select(ReportedItem.subject_id).where(ReportedItem.office_id == office_id, ReportedItem.month < month)
    newest = select(MonthlyReport.month).where(
        MonthlyReport.office_id == office_id, MonthlyReport.month < month, MonthlyReport.state != State.DRAFT.value
    )
    return Told(frozenset(session.scalars(items)), session.scalar(newest.order_by(MonthlyReport.month.desc()).limit(1)))


def compile_report(session: Session, office_id: UUID, month: date) -> dict[str, Any]:
    """The lines of the own agreements, what is being made, and whether anything changed at all."""
    known, end = told(session, office_id, month), next_month(month) - timedelta(days=1)
    joined = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id == office_id)
    ours = or_(Agreement.lead_office_id == office_id, Agreement.id.in_(joined))
    columns = (Agreement, Partner.name, Partner.category)
    base = select(*columns).outerjoin(Partner, Partner.id == Agreement.partner_id).where(ours)
    base = base.where(Agreement.stage.not_in(_DEAD)).order_by(Agreement.signed_on, Agreement.id)
    signed = session.execute(
        base.where(
            Agreement.signed_on <= end,
            or_(Agreement.ended_on.is_(None), Agreement.ended_on >= month),
            or_(Agreement.end_on.is_(None), Agreement.end_on >= month),
        )
    ).all()
    ids = [row[0].id for row in signed]
    pks, activities = _pks(session, ids, end), _activities(session, ids, month, end, known)
    lines = [
        _line(row, name, category, month, end, known, pks.get(row.id), activities.get(row.id, []))
        for row, name, category in signed
    ]
    making = session.execute(base.where(Agreement.signed_on.is_(None))).all()
    return {
        "lines": lines,
        "making": [
            {"id": str(row.id), "kind": row.kind, "subject": row.subject, "partner": name or "", "stage": row.stage}
            for row, name, _ in making
        ],
        "nil": not any(line["changes"] or line["activities"] for line in lines),
    }


def _pks(session: Session, ids: Sequence[UUID], end: date) -> dict[UUID, date]:
    query = select(Agreement.parent_id, Agreement.signed_on).where(
        Agreement.parent_id.in_(ids), Agreement.kind == Kind.PKS.value, Agreement.signed_on <= end
    )
    rows = session.execute(query.order_by(Agreement.signed_on.desc()))
    return {parent: day for parent, day in rows if parent is not None and day is not None}


def _activities(
    session: Session, ids: Sequence[UUID], month: date, end: date, known: Told
) -> dict[UUID, list[dict[str, Any]]]:
    query = select(JointActivity.id, JointActivity.agreement_id, JointActivity.title, JointActivity.held_on).where(
        JointActivity.agreement_id.in_(ids), JointActivity.held_on <= end
    )
    if known.newest is None:
        query = query.where(JointActivity.held_on >= month)
    found: dict[UUID, list[dict[str, Any]]] = {}
    for one, agreement_id, title, day in session.execute(query.order_by(JointActivity.held_on, JointActivity.id)):
        if day is None:
            continue
        late = known.is_late(one, day, month)
        if day >= month or late:
            said = {"id": str(one), "title": title, "held_on": day.isoformat(), "late": late}
            found.setdefault(agreement_id, []).append(said)
    return found


def _line(
    row: Agreement,
    partner: str | None,
    category: str | None,
    month: date,
    end: date,
    known: Told,
    pks_on: date | None,
    activities: list[dict[str, Any]],
) -> dict[str, Any]:
    late = row.signed_on is not None and known.is_late(row.id, row.signed_on, month)
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
        "pks": _pks_state(row, pks_on, end),
        "pks_on": _day(pks_on),
        "pks_due_on": _day(row.pks_due_on),
        "changes": _changes(row, month, end, pks_on, late=late),
        "late": late,
        "activities": activities,
        "obstacles": "",
        "plan": "",
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _pks_state(row: Agreement, pks_on: date | None, end: date) -> str:
    if row.pks_due_on is None:
        return "none"
    if pks_on is not None:
        return "signed" if pks_on <= row.pks_due_on else "signed_late"
    return "overdue" if row.pks_due_on < end else "owed"


def _changes(row: Agreement, month: date, end: date, pks_on: date | None, *, late: bool) -> list[str]:
    def falls(day: date | None) -> bool:
        return day is not None and month <= day <= end

    found = []
    if late or falls(row.signed_on):
        found.append("signed" if row.nature in (None, "original") else row.nature)
    if falls(row.ended_on):
        found.append("ended")
    elif falls(row.end_on):
        found.append("expired")
    if falls(row.suspended_on):
        found.append("suspended")
    if row.pks_due_on is not None and falls(pks_on):
        found.append("pks_signed")
    elif row.pks_due_on is not None and pks_on is None and falls(row.pks_due_on + timedelta(days=1)):  # rule 2
        found.append("pks_overdue")
    return found


def add_notes(said: dict[str, Any], notes: Sequence[ReportNote]) -> None:
    """Put what staff wrote into the lines."""
    by_id: Mapping[str, ReportNote] = {str(note.agreement_id): note for note in notes}
    for line in said["lines"]:
        note = by_id.get(line["id"])
        if note is not None:
            line["obstacles"], line["plan"] = note.obstacles, note.plan


def districts(session: Session, office_id: UUID, month: date) -> list[dict[str, Any]]:
    """The reports of the offices just below: figures and lines of the received ones, the others named as missing."""
    offices = session.execute(
        select(Office.id, Office.code, Office.name)
        .where(Office.parent_id == office_id, Office.active)
        .order_by(Office.code)
    ).all()
    newest: dict[UUID, tuple[str, str, str]] = {}
    query = (
        select(MonthlyReport.office_id, MonthlyReport.state, MonthlyReport.content, MonthlyReport.content_hash)
        .where(MonthlyReport.month == month, MonthlyReport.office_id.in_([row.id for row in offices]))
        .order_by(MonthlyReport.revision)
    )
    for one, state, content, digest in session.execute(query):
        newest[one] = (state, content, digest)
    return [_district(row.code, row.name, newest.get(row.id)) for row in offices]


def _district(code: str, name: str, found: tuple[str, str, str] | None) -> dict[str, Any]:
    import json

    state, content, digest = found or ("missing", "", "")
    if state != State.RECEIVED.value:
        return {"code": code, "name": name, "state": state, "hash": "", "nil": False, "lines": []}
    said = json.loads(content)
    return {"code": code, "name": name, "state": state, "hash": digest, "nil": said["nil"], "lines": said["lines"]}
