"""Putting agreements up for screening when a phase opens, once for each phase and agreement."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.orm import Session

from service.agreements.actions import stream
from service.agreements.duties import Duty, close_duty, open_duty
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice
from service.core.clock import Zone, local_date
from service.core.database import new_id
from service.core.policies import value
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices
from service.offices.models import Office, Partner
from service.screening import policy, queries
from service.screening.models import ElectionPhase, Screening
from service.screening.rules import LATE_DAYS, WAITING, Occasion, State

BATCH = 100


def due_key(screening_id: UUID) -> str:
    """The key of the duty that a screening opens."""
    return f"screening-{screening_id.hex}"


def asking_phases(session: Session, day: date) -> list[ElectionPhase]:
    """The phases that may ask for screenings around a day, in any zone."""
    query = select(ElectionPhase).where(
        ElectionPhase.first_on <= day + timedelta(days=1),
        ElectionPhase.last_on >= day - timedelta(days=LATE_DAYS + 1),
        ElectionPhase.withdrawn_at.is_(None),
    )
    return list(session.scalars(query.order_by(ElectionPhase.first_on, ElectionPhase.id)))


def to_open(session: Session, phase: ElectionPhase, zone: Zone, today: date) -> Sequence[Agreement]:
    """The agreements of offices in a zone that this phase concerns and has not put up yet."""
    if not phase.span.asks(today):
        return []
    known = select(Screening.agreement_id).where(Screening.phase_id == phase.id)
    query = (
        select(Agreement)
        .join(Office, Office.id == Agreement.lead_office_id)
        .join(Partner, Partner.id == Agreement.partner_id)
        .where(
            Office.zone == zone.value,
            Partner.category.in_(phase.categories),
            queries.running(today),
            Agreement.id.not_in(known),
            *_in_area(session, phase),
            *_was_there(phase, today),
        )
        .order_by(Agreement.id)
        .limit(BATCH)
    )
    return list(session.scalars(query))


def _in_area(session: Session, phase: ElectionPhase) -> list[ColumnElement[bool]]:
    if phase.office_id is None:
        return []
    area = {phase.office_id, *offices.ids_below(session, phase.office_id)}
    further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id.in_(area))
    return [or_(Agreement.lead_office_id.in_(area), Agreement.id.in_(further))]


def _was_there(phase: ElectionPhase, today: date) -> list[ColumnElement[bool]]:
    """Of a phase that is over, only what had been entered by its end is still looked at."""
    if phase.span.running(today):
        return []
    return [Agreement.created_at < _after(phase.last_on)]


def _after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def open_for_phase(uow: UnitOfWork, phase: ElectionPhase, agreement: Agreement, today: date) -> Screening:
    """Put one agreement up for screening because of a phase."""
    return _open(uow, agreement, today, Occasion.PHASE, phase, f"{phase.name}, {phase.contest}")


def open_own(uow: UnitOfWork, agreement: Agreement, today: date) -> Screening:
    """Put an agreement up for screening on the office's own account."""
    return _open(uow, agreement, today, Occasion.OWN, None, "prakarsa kantor")


def _open(
    uow: UnitOfWork, agreement: Agreement, today: date, occasion: Occasion, phase: ElectionPhase | None, why: str
) -> Screening:
    due = today + timedelta(days=value(uow.session, policy.DAYS))
    row = Screening(
        id=new_id(),
        agreement_id=agreement.id,
        phase_id=phase.id if phase else None,
        occasion=occasion.value,
        opened_on=today,
        opened_at=uow.now,
        due_on=due,
    )
    uow.session.add(row)
    uow.session.flush()
    open_duty(uow, agreement, Duty(due_key(row.id), f"Menapis ulang kemandirian mitra ({why})", due))
    uow.record(
        stream(agreement.id), "screening:opened", screening=str(row.id), phase=str(row.phase_id or ""),
        due=due.isoformat(), reason=why,
    )  # fmt: skip
    return row


def open_due(uow: UnitOfWork) -> int:
    """Open one batch of what is due now; 0 when nothing is left."""
    opened = 0
    for phase in asking_phases(uow.session, local_date(uow.now, Zone.WIB)):
        for zone in Zone:
            today = local_date(uow.now, zone)
            for agreement in to_open(uow.session, phase, zone, today):
                open_for_phase(uow, phase, agreement, today)
                opened += 1
            if opened >= BATCH:
                return opened
    return opened


def lapse_over(uow: UnitOfWork) -> int:
    """Close screenings of agreements that ended or were given up meanwhile."""
    today = min(local_date(uow.now, zone) for zone in Zone)
    query = (
        select(Screening, Agreement)
        .join(Agreement, Agreement.id == Screening.agreement_id)
        .where(
            Screening.state.in_([one.value for one in WAITING]),
            or_(
                Agreement.stage == Stage.CANCELLED.value,
                and_(Agreement.stage == Stage.FOLLOW_UP.value, not_(queries.running(today))),
            ),
        )
        .limit(BATCH)
    )
    found = list(uow.session.execute(query))
    for row, agreement in found:
        row.state = State.LAPSED.value
        close_duty(uow, agreement, due_key(row.id), "Kerja sama sudah berakhir atau dibatalkan.")
        uow.record(stream(agreement.id), "screening:lapsed", screening=str(row.id))
    return len(found)
