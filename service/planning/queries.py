"""Looking up plans and consultations, and the facts that the lifecycle asks of planning."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Consultation as Stand
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import ActKind, Agreement, Nature, RecordedAct
from service.agreements.queries import own
from service.agreements.registry import OwnThat, PlanSummary, Promise, count_ids
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.database import moment
from service.core.permissions import holds
from service.core.refusals import Refused
from service.core.terms import add_months
from service.core.wording import month_long
from service.offices import queries as offices
from service.offices.models import Office
from service.offices.rules import Fault, blocking
from service.planning.models import Condition, Consultation, Plan
from service.planning.policy import policy
from service.planning.rules import (
    ACTIVITY_NEEDED,
    CHECKS_NEEDED,
    AnswerState,
    Side,
    Umbrella,
    clean_conditions,
    consultation_needed,
    covered,
    gaps,
    short_gaps,
)


def plan_of(session: Session, agreement_id: UUID) -> Plan:
    """The plan of an agreement; an empty one, not yet in the database, where there is none."""
    return session.get(Plan, agreement_id) or empty_plan(agreement_id)


def empty_plan(agreement_id: UUID) -> Plan:
    """A plan that says nothing yet."""
    return Plan(agreement_id=agreement_id, need="", scope="", work_plan="", lawful_by="", independent_by="")


def today_of(session: Session, agreement: Agreement) -> date:
    """The calendar day where the lead office stands."""
    return local_date(moment(session), offices.office(session, agreement.lead_office_id).zone_)


def partner_faults(session: Session, agreement: Agreement) -> tuple[Fault, ...]:
    """What stands between the chosen partner and this agreement, hints included (rule 24)."""
    if agreement.partner_id is None or agreement.nature_ is Nature.TERMINATION:
        return ()  # nobody has to be fit as a partner for parting from him
    return offices.screening(offices.partner(session, agreement.partner_id), today_of(session, agreement))


# ----------------------------------------------------------------------------------------------------- consultation
def consultations(session: Session, agreement_id: UUID) -> list[Consultation]:
    """The consultations of an agreement, the latest first."""
    query = select(Consultation).where(Consultation.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(Consultation.number.desc())))


def latest(session: Session, agreement: Agreement) -> Consultation | None:
    """The latest consultation about the partner that is chosen now."""
    query = select(Consultation).where(
        Consultation.agreement_id == agreement.id, Consultation.partner_id == agreement.partner_id
    )
    return session.scalars(query.order_by(Consultation.number.desc()).limit(1)).first()


def is_needed(session: Session, agreement: Agreement) -> bool:
    """Whether the level above has to be consulted about an agreement (rule 23); not about ending one."""
    if agreement.nature_ is Nature.TERMINATION:
        return False
    level = offices.office(session, agreement.lead_office_id).level
    return consultation_needed(level, _umbrella(session, agreement), policy())


def plan_gaps(agreement: Agreement, plan: Plan) -> tuple[str, ...]:
    """What a plan still lacks for what the paper is to another."""
    said = plan.as_text()
    return gaps(said) if agreement.nature_ is Nature.ORIGINAL else short_gaps(said)


def _umbrella(session: Session, agreement: Agreement) -> Umbrella | None:
    """What was consulted or signed already with this partner: the MoU above a PKS, or what an addendum changes."""
    if agreement.amends_id is not None:
        return Umbrella(same_partner=True, signed=True, consulted=True)
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    if parent is None or agreement.kind_ is not Kind.PKS:
        return None
    return Umbrella(
        same_partner=agreement.partner_id is not None and agreement.partner_id == parent.partner_id,
        signed=parent.stage_ is Stage.FOLLOW_UP,
        consulted=standing(session, parent) in (Stand.SUPPORTED, Stand.OVERRIDDEN, Stand.NOT_NEEDED),
    )


def may_skip_plan(session: Session, agreement: Agreement) -> bool:
    """Whether a PKS may go on to drafting at once, because it stands under its MoU (rule 23, a setting)."""
    if agreement.nature_ is not Nature.ORIGINAL:
        return False  # its plan is short anyway and gives the reason
    return policy().pks_may_start_at_drafting and covered(_umbrella(session, agreement))


def standing(session: Session, agreement: Agreement) -> Stand:
    """Where the consultation about an agreement stands."""
    if not is_needed(session, agreement):
        return Stand.NOT_NEEDED
    found = latest(session, agreement)
    return Stand(found.state) if found else Stand.MISSING


def office_to_ask(session: Session, agreement: Agreement) -> Office:
    """The office of the level above, or Refused('office_above_unknown')."""
    chain = offices.above(session, agreement.lead_office_id)
    if not chain:
        raise Refused("office_above_unknown")
    return chain[0]


def open_act(session: Session, consultation_id: UUID) -> RecordedAct | None:
    """An answer entered from outside that waits for its second person."""
    query = select(RecordedAct).where(
        RecordedAct.kind == ActKind.CONSULTATION_ANSWER.value,
        RecordedAct.subject_id == consultation_id,
        RecordedAct.checked_at.is_(None),
    )
    return session.scalars(query).first()


def asked_of_office(session: Session, office_id: UUID, *, waiting: bool) -> list[Consultation]:
    """What an office was asked: what waits for it (nearest deadline first), or what is settled (latest first)."""
    query = select(Consultation).where(Consultation.asked_of == office_id)
    if waiting:
        query = query.where(_waits()).order_by(Consultation.due_on)
    else:
        query = query.where(Consultation.state != AnswerState.WAITING.value).order_by(Consultation.asked_at.desc())
    return list(session.scalars(query.limit(200)))


def consultation_for(session: Session, actor: Actor, consultation_id: UUID) -> Consultation:
    """A consultation that was asked of the actor's office; otherwise Refused('not_found')."""
    found = session.get(Consultation, consultation_id)
    if found is None or actor.office_id is None or found.asked_of != actor.office_id:
        raise Refused("not_found")
    return found


# ---------------------------------------------------------------------------------------- what other parts ask of us
def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """The fields of the lifecycle's facts that planning knows."""
    plan = plan_of(session, agreement.id)
    skips = may_skip_plan(session, agreement)
    stand = standing(session, agreement)
    found = latest(session, agreement) if stand in (Stand.SUPPORTED, Stand.OVERRIDDEN) else None
    return {
        "partner_chosen": agreement.partner_id is not None,
        "partner_faults": tuple(fault.code for fault in blocking(partner_faults(session, agreement))),
        "plan_complete": not plan_gaps(agreement, plan) or skips,
        "checks_done": plan.checked or skips or agreement.nature not in CHECKS_NEEDED,
        "planned_activities": len(plan.activities),
        "activity_required": policy().activity_required and agreement.nature in ACTIVITY_NEEDED,
        "personal_data": plan.personal_data,
        "consultation": stand,
        "open_conditions": len(found.open_conditions) if found else 0,
    }


def was_consulted(session: Session, agreement_id: UUID, office_id: UUID) -> bool:
    """Whether an office was ever asked about an agreement, so that it may read its text (rule 33)."""
    query = select(Consultation.id).where(Consultation.agreement_id == agreement_id, Consultation.asked_of == office_id)
    return session.scalars(query.limit(1)).first() is not None


def consulted_ids(office_id: UUID) -> Select[UUID]:
    """The agreements about which an office was ever asked."""
    return select(Consultation.agreement_id).where(Consultation.asked_of == office_id)


def promises(session: Session, agreement: Agreement) -> Sequence[Promise]:
    """The planned activities, each due on the last day of its month, for follow-up to see done."""
    plan = plan_of(session, agreement.id)
    return [Promise(one.title, _last_day(one.month), one.owner) for one in plan.activities]


def summary(session: Session, agreement: Agreement) -> PlanSummary | None:
    """What the plan says, for the text to start with."""
    plan = session.get(Plan, agreement.id)
    if plan is None:
        return None
    return PlanSummary(
        need=plan.need,
        scope=clean_conditions(plan.scope.splitlines()),
        office_contribution=tuple(one.description for one in plan.of_side(Side.OFFICE)),
        partner_contribution=tuple(one.description for one in plan.of_side(Side.PARTNER)),
        activities=tuple((one.title, month_long(one.month), one.owner) for one in plan.activities),
        personal_data=plan.personal_data,
    )


def _last_day(month: date) -> date:
    following = add_months(month.replace(day=1), 1)
    return date.fromordinal(following.toordinal() - 1)


def to_answer(session: Session, actor: Actor) -> Select[UUID] | None:  # noqa: ARG001  the registry's form
    """The consultations that wait for the answer of the actor's office."""
    if actor.office_id is None or not holds(actor, "consultation:answer"):
        return None
    return select(Consultation.id).where(Consultation.asked_of == actor.office_id, _waits())


def count_to_answer(session: Session, actor: Actor) -> int:
    """How many these are."""
    found = to_answer(session, actor)
    return 0 if found is None else count_ids(session, found)


def _waits() -> ColumnElement[bool]:
    """Waiting, and the attempt was not given up meanwhile."""
    planned = exists().where(Agreement.id == Consultation.agreement_id, Agreement.stage == Stage.PLANNING.value)
    return (Consultation.state == AnswerState.WAITING.value) & planned.correlate(Consultation)


def waiting(session: Session, actor: Actor) -> OwnThat:
    """The actor's own agreements whose consultation waits for an answer."""
    asked = exists().where(Consultation.agreement_id == Agreement.id, Consultation.state == AnswerState.WAITING.value)
    return OwnThat(waiting_ids(session, actor), and_(Agreement.stage == Stage.PLANNING.value, asked))


def waiting_ids(session: Session, actor: Actor) -> Select[UUID]:  # noqa: ARG001  the registry's form
    """The same as a query of ids."""
    return (
        select(Consultation.agreement_id)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .where(Consultation.state == AnswerState.WAITING.value, Agreement.stage == Stage.PLANNING.value, own(actor))
        .distinct()
    )


_RUNNING = (Stage.PLANNING.value, Stage.DRAFTING.value, Stage.DISCUSSION.value)


def open_conditions(session: Session, actor: Actor) -> OwnThat:
    """The actor's own running agreements with conditions that nobody has shown to be met."""
    unmet = exists().where(
        Consultation.agreement_id == Agreement.id,
        Condition.consultation_id == Consultation.id,
        Condition.closed_at.is_(None),
    )
    return OwnThat(open_condition_ids(session, actor), and_(Agreement.stage.in_(_RUNNING), unmet))


def open_condition_ids(session: Session, actor: Actor) -> Select[UUID]:  # noqa: ARG001
    """The same as a query of ids."""
    return (
        select(Consultation.agreement_id)
        .join(Condition)
        .join(Agreement, Agreement.id == Consultation.agreement_id)
        .where(Condition.closed_at.is_(None), Agreement.stage.in_(_RUNNING), own(actor))
        .distinct()
    )
