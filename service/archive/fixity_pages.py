"""The page of the files' integrity: the last rounds, what is damaged, and what to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.permissions import access_of
from service.archive import fixity as files
from service.archive import words
from service.archive.desk import bp
from service.archive.models import FixityFault
from service.core import policies
from service.core.permissions import needs
from service.core.storage import StoredFile
from service.web import work
from service.web.components import Status

SEES_ALL = ("admin", "archivist")
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged file: what it is, of which agreement, and how it is damaged."""

    sha256: str
    size: int
    status: Status
    what: str
    agreement: Agreement | None
    found_at: datetime


@bp.get("/arsip/keutuhan")
@needs("archive:read")
def fixity() -> ResponseReturnValue:
    """Whether all files are as they were stored."""
    with work.reading() as session:
        faults = files.open_faults(session)
        shown = [one for fault in faults[:SHOWN] for one in _damaged(session, fault)]
        count, size = session.execute(select(func.count(), func.coalesce(func.sum(StoredFile.size), 0))).one()
        return render_template(
            "archive/fixity.html",
            damaged=shown,
            open_faults=len(faults),
            runs=files.runs(session),
            count=count,
            size=size,
            days=policies.value(session, files.POLICY),
        )


def _damaged(session: Session, fault: FixityFault) -> list[Damaged]:
    """One line for each agreement; what the viewer does not see is named without its subject, or not at all."""
    actor = work.actor()
    status = Status(*words.DAMAGES[fault.kind])
    by_agreement: dict[str, set[str]] = {}
    for paper in fault.papers:
        by_agreement.setdefault(paper["agreement"], set()).add(paper["table"])
    found: list[Damaged] = []
    for agreement_id, tables in (by_agreement or {"": set()}).items():
        agreement = session.get(Agreement, UUID(agreement_id)) if agreement_id else None
        if agreement is not None and not access_of(session, actor, agreement):
            agreement = None
        if agreement is None and not actor.has(*SEES_ALL):
            continue
        found.append(Damaged(fault.sha256, fault.size, status, _what(tables), agreement, fault.found_at))
    return found


def _what(tables: set[str]) -> str:
    known: list[Any] = [words.FILES.get(table, table) for table in sorted(tables)]
    return ", ".join(str(one) for one in known)
