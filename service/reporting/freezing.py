"""The content of a report: live until it is sent, then kept as it was."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.audit import Stream, canonical
from service.offices.models import Office
from service.reporting import witness
from service.reporting.compiling import add_notes, compile_report, districts
from service.reporting.models import MonthlyReport
from service.reporting.rules import month_text


def live(
    session: Session, office_id: UUID, month: date, report: MonthlyReport | None, *, counted: bool = False
) -> dict[str, Any]:
    """What the report would say now; with `counted` only how many lines each office below has."""
    office = session.get_one(Office, office_id)
    said = compile_report(session, office_id, month)
    said["office"] = {"code": office.code, "name": office.name, "level": office.level}
    said["month"], said["general"] = month_text(month), report.general if report else ""
    if report is not None:
        add_notes(said, report.notes)
    said["districts"] = []
    if office.level != "kabkota":
        said["districts"] = districts(session, office_id, month, counted=counted)
    said["nil"] = said["nil"] and not any(one["lines"] or one.get("count") for one in said["districts"])
    return said


def freeze(session: Session, report: MonthlyReport) -> dict[str, Any]:
    """The content as it is sent, with the heads of the chains that it rests on."""
    said = live(session, report.office_id, report.month, report)
    chains = [Stream("office", report.office_id)]
    chains += [Stream("agreement", UUID(one["id"])) for one in (*said["lines"], *said["making"])]
    said["witness"], said["revision"] = witness.heads(session, chains), report.revision
    said["checkpoint"], said["answer"] = witness.checkpoint(session), last_answer(session, report)
    report.content, report.nil = canonical(said), said["nil"]
    report.content_hash = digest(report.content)
    return said


def last_answer(session: Session, report: MonthlyReport) -> dict[str, Any] | None:
    """What the office above said to the revision before this one, with its witness."""
    query = select(MonthlyReport).where(
        MonthlyReport.office_id == report.office_id,
        MonthlyReport.month == report.month,
        MonthlyReport.revision == report.revision - 1,
    )
    before = session.scalars(query).first()
    if before is None:
        return None
    return {
        "state": before.state,
        "name": before.judged_name,
        "at": before.judged_at.isoformat() if before.judged_at else "",
        "outside": before.judged_outside,
        "reason": before.return_reason,
        "receipt": before.receipt,
    }


def content(session: Session, office_id: UUID, month: date, report: MonthlyReport | None) -> dict[str, Any]:
    """The frozen content where there is one, otherwise what a page shows of what it would be."""
    if report is not None and report.content:
        frozen: dict[str, Any] = json.loads(report.content)
        return frozen
    return live(session, office_id, month, report, counted=True)


def digest(text: str) -> str:
    """SHA-256 (hex) of a frozen content."""
    return hashlib.sha256(text.encode()).hexdigest()


def changed_since(said: Mapping[str, Any], before: Mapping[str, Any] | None) -> tuple[list[str], list[str]]:
    """The subjects that the month before did not have, and those that it had and are gone."""
    if before is None:
        return [], []
    now = {one["id"]: one["subject"] for one in said["lines"]}
    then = {one["id"]: one["subject"] for one in before["lines"]}
    return [now[one] for one in now if one not in then], [then[one] for one in then if one not in now]
