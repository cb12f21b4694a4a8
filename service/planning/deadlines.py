"""The days of which planning reminds: an answer owed to the level below, and one that did not come (rule 23)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.registry import Deadline
from service.core.clock import local_date
from service.offices import queries as offices
from service.offices.models import Office
from service.planning.models import Consultation
from service.planning.policy import policy
from service.planning.rules import AnswerState

OWED, SILENT = "consultation", "silence"
OWED_AT = (3, 0, -3)
SILENT_AT = (-1,)  # the day after the deadline
BEHIND = timedelta(days=60)


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """Every consultation that waits and whose deadline is near or just past."""
    query = (
        select(Consultation, Agreement)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .where(
            Consultation.state == AnswerState.WAITING.value,
            Agreement.stage == Stage.PLANNING.value,
            Consultation.due_on >= (now - BEHIND).date(),
        )
    )
    return [one for row, agreement in session.execute(query) for one in _of(session, row, agreement)]


def _of(session: Session, row: Consultation, agreement: Agreement) -> Iterator[Deadline]:
    asker, asked = offices.office(session, agreement.lead_office_id), offices.office(session, row.asked_of)
    yield _deadline(
        row,
        asked,
        OWED,
        OWED_AT,
        f"Jawaban konsultasi “{agreement.subject}” dari {asker.name}",
        f"The answer to the consultation “{agreement.subject}” of {asker.name}",
    )
    may = "; ketua dapat melanjutkan dengan alasan" if policy().may_go_on_after_deadline else ""
    may_en = "; the chair may go on with a reason" if policy().may_go_on_after_deadline else ""
    yield _deadline(
        row,
        asker,
        SILENT,
        SILENT_AT,
        f"{asked.name} belum menjawab konsultasi “{agreement.subject}”{may}",
        f"{asked.name} has not answered the consultation “{agreement.subject}”{may_en}",
    )


def _deadline(
    row: Consultation, office: Office, clock: str, at: tuple[int, ...], title_id: str, title_en: str
) -> Deadline:
    return Deadline(
        subject_id=row.id,
        agreement_id=row.agreement_id,
        clock=clock,
        due_on=row.due_on,
        zone=office.zone_,
        office_ids=frozenset({office.id}),
        at=at,
        watched_since=local_date(row.asked_at, office.zone_),
        title_id=title_id,
        title_en=title_en,
    )
