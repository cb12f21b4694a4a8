"""Looking up phases and screenings, and the facts and lists that others ask of this room."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.queries import own
from service.agreements.registry import OwnThat
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.database import moment
from service.core.permissions import holds
from service.core.policies import value
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.models import Office, Partner
from service.screening import policy
from service.screening.models import AgreementRestriction, ElectionPhase, PhaseChange, Screening
from service.screening.rules import FAVOURABLE, WAITING, Advice, Restriction, State, is_fresh

GUARDED = frozenset({Stage.APPROVAL, Stage.SIGNING, Stage.FOLLOW_UP})
_WAITING = tuple(one.value for one in WAITING)


def today_of(session: Session, agreement: Agreement) -> date:
    """The calendar day where the lead office stands."""
    return local_date(moment(session), offices.office(session, agreement.lead_office_id).zone_)


# -------------------------------------------------------------------------------------------------------- the calendar
def phase(session: Session, phase_id: UUID) -> ElectionPhase:
    """A phase, or Refused('not_found')."""
    found = session.get(ElectionPhase, phase_id)
    if found is None:
        raise Refused("not_found")
    return found


def phases(session: Session, *, today: date, past: bool) -> list[ElectionPhase]:
    """Phases that run or lie ahead, the nearest first; or those that are over or withdrawn, the latest first."""
    gone = or_(ElectionPhase.last_on < today, ElectionPhase.withdrawn_at.is_not(None))
    if past:
        return list(session.scalars(select(ElectionPhase).where(gone).order_by(ElectionPhase.first_on.desc())))
    query = select(ElectionPhase).where(~gone).order_by(ElectionPhase.first_on, ElectionPhase.name)
    return list(session.scalars(query))


def phase_changes(session: Session, phase_id: UUID) -> list[PhaseChange]:
    """What was entered and corrected about a phase, the latest first."""
    query = select(PhaseChange).where(PhaseChange.phase_id == phase_id).order_by(PhaseChange.at.desc())
    return list(session.scalars(query))


def phase_counts(session: Session, phase_id: UUID) -> Mapping[str, int]:
    """How many screenings of a phase stand where."""
    query = select(Screening.state, func.count()).where(Screening.phase_id == phase_id).group_by(Screening.state)
    return dict(session.execute(query).all())


def running_phases(session: Session, today: date) -> list[ElectionPhase]:
    """The phases that run on a day, wherever."""
    query = select(ElectionPhase).where(
        ElectionPhase.first_on <= today, ElectionPhase.last_on >= today, ElectionPhase.withdrawn_at.is_(None)
    )
    return list(session.scalars(query))


def concerned_phases(session: Session, agreement: Agreement, today: date) -> list[ElectionPhase]:
    """The running phases that concern this agreement's partner in its offices' area."""
    running = running_phases(session, today)
    if not running or agreement.partner_id is None:
        return []
    category = offices.partner(session, agreement.partner_id).category
    around = {one for office_id in agreement.office_ids for one in (office_id, *offices.ids_above(session, office_id))}
    return [one for one in running if category in one.categories and (one.office_id is None or one.office_id in around)]


# ---------------------------------------------------------------------------------------------------------- screenings
def screening(session: Session, agreement_id: UUID, screening_id: UUID) -> Screening:
    """A screening of an agreement, or Refused('not_found')."""
    found = session.get(Screening, screening_id)
    if found is None or found.agreement_id != agreement_id:
        raise Refused("not_found")
    return found


def of_agreement(session: Session, agreement_id: UUID) -> list[tuple[Screening, ElectionPhase | None]]:
    """Every screening of an agreement with its phase, the latest first."""
    query = (
        select(Screening, ElectionPhase)
        .outerjoin(ElectionPhase, ElectionPhase.id == Screening.phase_id)
        .where(Screening.agreement_id == agreement_id)
        .order_by(Screening.opened_at.desc(), Screening.id)
    )
    return [(one, found) for one, found in session.execute(query)]


def restrictions(session: Session, agreement_id: UUID) -> list[AgreementRestriction]:
    """What screenings put on an agreement, the latest first."""
    query = select(AgreementRestriction).where(AgreementRestriction.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(AgreementRestriction.from_on.desc(), AgreementRestriction.id)))


def standing(session: Session, agreement_id: UUID, kind: Restriction) -> AgreementRestriction | None:
    """The restriction of a kind that was not lifted."""
    query = select(AgreementRestriction).where(
        AgreementRestriction.agreement_id == agreement_id,
        AgreementRestriction.kind == kind.value,
        AgreementRestriction.lifted_on.is_(None),
    )
    return session.scalars(query).first()


def asked_for(session: Session, actor: Actor, screening_id: UUID) -> Screening:
    """A screening about which the actor's office was asked; otherwise Refused('not_found')."""
    found = session.get(Screening, screening_id)
    if found is None or actor.office_id is None or found.asked_of != actor.office_id:
        raise Refused("not_found")
    return found


# --------------------------------------------------------------------------------- what the lifecycle and others ask
def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """Whether a concerned phase runs and no recent screening lets the agreement go on."""
    if agreement.stage_ not in GUARDED or agreement.nature_ is Nature.TERMINATION:
        return {}  # parting from a partner needs no finding that lets it go on
    today = today_of(session, agreement)
    if not concerned_phases(session, agreement, today):
        return {}
    return {"screening_needed": not is_screened(session, agreement, today)}


def is_screened(session: Session, agreement: Agreement, today: date) -> bool:
    """Whether the last decided screening, of it or of what it renews, is recent and lets it go on."""
    ids = [one for one in (agreement.id, agreement.amends_id) if one is not None]
    query = select(Screening).where(Screening.agreement_id.in_(ids), Screening.state == State.DECIDED.value)
    last = session.scalars(query.order_by(Screening.decided_at.desc()).limit(1)).first()
    if last is None or last.decided_on is None or last.result_ not in FAVOURABLE:
        return False
    return is_fresh(last.decided_on, today, value(session, policy.VALID))


def running(today: date) -> ColumnElement[bool]:
    """Agreements in force or in the making on a day."""
    made = Agreement.stage.not_in((Stage.FOLLOW_UP.value, Stage.CANCELLED.value))
    in_force = and_(
        Agreement.stage == Stage.FOLLOW_UP.value,
        or_(Agreement.end_on.is_(None), Agreement.end_on >= today),
        or_(Agreement.ended_on.is_(None), Agreement.ended_on > today),
    )
    return or_(made, in_force)


def _that(actor: Actor, wanted: ColumnElement[bool]) -> OwnThat:
    ids = select(Screening.agreement_id).join(Agreement, Agreement.id == Screening.agreement_id)
    screened = exists().where(Screening.agreement_id == Agreement.id, wanted)
    return OwnThat(ids.where(own(actor), wanted).distinct(), screened)


def open_ones(_session: Session, actor: Actor) -> OwnThat:
    """The office's agreements with a screening that waits for staff or for the decision."""
    return _that(actor, Screening.state.in_(_WAITING))


def undecided(_session: Session, actor: Actor) -> OwnThat:
    """The office's agreements with a screening that waits for the decision."""
    return _that(actor, Screening.state == State.FILLED.value)


def open_ids(session: Session, actor: Actor) -> Select[UUID]:
    """Those with a screening that waits, as a query of ids."""
    return open_ones(session, actor).ids


def undecided_ids(session: Session, actor: Actor) -> Select[UUID]:
    """Those with one that waits for the decision, as a query of ids."""
    return undecided(session, actor).ids


def suspended_ids(_session: Session, actor: Actor) -> Select[UUID]:
    """The office's agreements that are suspended."""
    return select(Agreement.id).where(own(actor), Agreement.suspended_on.is_not(None))


Row = tuple[Screening, Agreement, str, str, ElectionPhase | None]


def _rows() -> Any:
    return (
        select(Screening, Agreement, Partner.name, Office.short_name, ElectionPhase)
        .join(Agreement, Agreement.id == Screening.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .outerjoin(ElectionPhase, ElectionPhase.id == Screening.phase_id)
    )


LISTS = ("isi", "putus", "pendapat", "selesai")


def _listed(actor: Actor, which: str) -> list[ColumnElement[bool]]:
    if which == "pendapat":
        asked = Screening.asked_of == actor.office_id
        return [asked, Screening.advice == Advice.ASKED.value, Screening.state.in_(_WAITING)]
    if which == "selesai":
        return [own(actor), Screening.state.not_in(_WAITING)]
    return [own(actor), Screening.state == (State.FILLED if which == "putus" else State.OPEN).value]


def count_list(session: Session, actor: Actor, which: str) -> int:
    """How many screenings a list of the desk holds."""
    query = select(func.count(Screening.id)).join(Agreement, Agreement.id == Screening.agreement_id)
    return session.scalar(query.where(*_listed(actor, which))) or 0


def rows(session: Session, actor: Actor, which: str, *, offset: int, limit: int) -> Sequence[Row]:
    """One page of a list of the desk: what is due first, or what was settled last."""
    order = Screening.opened_at.desc() if which == "selesai" else Screening.due_on
    query = _rows().where(*_listed(actor, which)).order_by(order, Screening.id).offset(offset).limit(limit)
    return [(one, agreement, partner or "", office, found) for one, agreement, partner, office, found
            in session.execute(query)]  # fmt: skip


def below_counts(session: Session, actor: Actor, today: date) -> list[tuple[str, int, int, int]]:
    """Per office below that has any: its name, screenings that wait, overdue ones, and suspended agreements."""
    if actor.office_id is None:
        return []
    below = offices.ids_below(session, actor.office_id)
    if not below:
        return []
    late = func.sum(_one_if(Screening.due_on < today))
    waiting = (
        select(Agreement.lead_office_id, func.count(Screening.id), late)
        .join(Agreement, Agreement.id == Screening.agreement_id)
        .where(Screening.state.in_(_WAITING), Agreement.lead_office_id.in_(below))
        .group_by(Agreement.lead_office_id)
    )
    counted = {office_id: (number, int(overdue or 0)) for office_id, number, overdue in session.execute(waiting)}
    held = (
        select(Agreement.lead_office_id, func.count(Agreement.id))
        .where(Agreement.suspended_on.is_not(None), Agreement.lead_office_id.in_(below))
        .group_by(Agreement.lead_office_id)
    )
    suspended = dict(session.execute(held).all())
    names = select(Office.id, Office.name).where(Office.id.in_({*counted, *suspended})).order_by(Office.code)
    return [(name, *counted.get(one, (0, 0)), suspended.get(one, 0)) for one, name in session.execute(names)]


def _one_if(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def advice_ids(_session: Session, actor: Actor) -> Select[UUID] | None:
    """The screenings that wait for the opinion of the actor's office."""
    if actor.office_id is None or not holds(actor, "consultation:answer"):
        return None
    return select(Screening.id).where(*_listed(actor, "pendapat"))
