"""Use cases of planning: entering an agreement, choosing its partner, writing its plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements import family
from service.agreements.actions import stream
from service.agreements.family import Wish
from service.agreements.founding import Founding, clean_subject, found, is_over
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature, Origin
from service.agreements.permissions import load_for
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices
from service.planning.models import Contribution, Plan, PlannedActivity
from service.planning.queries import empty_plan, today_of
from service.planning.rules import ContributionKind, Side

OPEN_STAGES = (Stage.PLANNING, Stage.DRAFTING, Stage.DISCUSSION)


def create_agreement(
    uow: UnitOfWork,
    kind: Kind,
    subject: str,
    *,
    further_office_ids: Sequence[UUID] = (),
    partner_id: UUID | None = None,
    parent_id: UUID | None = None,
    predecessor_id: UUID | None = None,
) -> Agreement:
    """Enter a new agreement of the actor's office in planning.

    A PKS starts from its MoU's need and scope, one in the place of an earlier agreement from that one's.
    """
    earlier = family.predecessor_of(uow, predecessor_id) if predecessor_id else None
    known = Founding(kind, subject, further_office_ids, partner_id, parent_id)
    agreement = found(uow, known, stage=Stage.PLANNING, origin=Origin.MADE)
    parent = uow.session.get(Agreement, parent_id) if parent_id else None
    if parent is not None and is_over(parent, today_of(uow.session, agreement)):
        raise Refused("parent_over", field="parent")
    uow.session.add(_first_plan(uow, agreement, earlier))
    if earlier is not None:
        family.succeed(uow, agreement, earlier)
    uow.session.flush()
    return agreement


def begin_change(uow: UnitOfWork, amended_id: UUID, wish: Wish, reason: str) -> Agreement:
    """Begin an addendum, a renewal or a termination of a signed agreement; its plan is short and gives the reason."""
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    instrument = family.begin(uow, amended_id, wish)
    plan = empty_plan(instrument.id)
    plan.need = reason.strip()
    uow.session.add(plan)
    uow.session.flush()
    return instrument


def start_plan(uow: UnitOfWork, agreement: Agreement, need: str) -> None:
    """Begin the plan of an agreement that another room founded, with the need it knows."""
    plan = empty_plan(agreement.id)
    plan.need = need.strip()
    uow.session.add(plan)
    uow.session.flush()


def _first_plan(uow: UnitOfWork, agreement: Agreement, earlier: Agreement | None) -> Plan:
    plan = empty_plan(agreement.id)
    source = earlier.id if earlier is not None else agreement.parent_id
    parent = uow.session.get(Plan, source) if source else None
    if parent is not None:
        plan.need, plan.scope = parent.need, parent.scope
    return plan


def open_plan(
    uow: UnitOfWork, agreement_id: UUID, *, seen_version: int | None, stages: Sequence[Stage] = OPEN_STAGES
) -> tuple[Agreement, Plan]:
    """The agreement and its plan for a change by its own office; other pages about it become stale."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft", seen_version=seen_version)
    if agreement.stage_ not in stages:
        raise Refused("plan_closed")
    plan = uow.session.get(Plan, agreement.id)
    if plan is None:
        plan = empty_plan(agreement.id)
        uow.session.add(plan)
    flag_modified(agreement, "subject")
    return agreement, plan


def choose_partner(uow: UnitOfWork, agreement_id: UUID, partner_id: UUID, *, seen_version: int) -> Agreement:
    """Choose with whom the agreement is to be made; an earlier consultation was about the earlier partner."""
    agreement, _ = open_plan(uow, agreement_id, seen_version=seen_version)
    if agreement.nature_ is not Nature.ORIGINAL:
        raise Refused("partner_of_amended")
    if agreement.stage_ is not Stage.PLANNING:
        raise Refused("partner_closed")
    before = agreement.partner_id
    agreement.partner_id = offices.partner(uow.session, partner_id).id
    uow.record(stream(agreement.id), "planning:partner", before=str(before or ""), partner=str(partner_id))
    return agreement


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person writes about an agreement that is planned."""

    subject: str
    need: str
    scope: str
    work_plan: str = ""


def save_plan(uow: UnitOfWork, agreement_id: UUID, intent: Intent, *, seen_version: int) -> Plan:
    """Write down subject, need, scope and the place in the office's work plan."""
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version)
    if agreement.stage_ is Stage.PLANNING and agreement.nature_ is Nature.ORIGINAL:
        agreement.subject = clean_subject(intent.subject)
    plan.need, plan.scope, plan.work_plan = intent.need.strip(), intent.scope.strip(), intent.work_plan.strip()
    uow.record(stream(agreement.id), "planning:text")
    return plan


def state_checks(uow: UnitOfWork, agreement_id: UUID, *, lawful: bool, independent: bool, seen_version: int) -> Plan:
    """State (or take back) that nothing breaks the law and that independence stays unharmed."""
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version)
    if lawful != (plan.lawful_at is not None):
        plan.lawful_at, plan.lawful_by = (uow.now, uow.actor.name) if lawful else (None, "")
    if independent != (plan.independent_at is not None):
        plan.independent_at, plan.independent_by = (uow.now, uow.actor.name) if independent else (None, "")
    uow.record(stream(agreement.id), "planning:checks", lawful=lawful, independent=independent)
    return plan


@dataclass(frozen=True, slots=True)
class Gift:
    """What one side contributes (rule 37)."""

    side: Side
    kind: ContributionKind
    description: str
    personal_data: bool = False


def add_contribution(uow: UnitOfWork, agreement_id: UUID, gift: Gift, *, seen_version: int) -> Contribution:
    """Add what one side contributes."""
    if not gift.description.strip():
        raise Refused("contribution_empty", field="description")
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version)
    row = Contribution(
        id=new_id(),
        side=gift.side.value,
        kind=gift.kind.value,
        description=gift.description.strip(),
        personal_data=gift.personal_data,
        added_at=uow.now,
    )
    plan.contributions.append(row)
    uow.record(
        stream(agreement.id),
        "planning:contribution_added",
        side=gift.side.value,
        kind=gift.kind.value,
        personal_data=gift.personal_data,
    )
    return row


def remove_contribution(uow: UnitOfWork, agreement_id: UUID, contribution_id: UUID, *, seen_version: int) -> None:
    """Take a contribution out of the plan."""
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version)
    row = next((one for one in plan.contributions if one.id == contribution_id), None)
    if row is None:
        raise Refused("contribution_unknown")
    plan.contributions.remove(row)
    uow.record(stream(agreement.id), "planning:contribution_removed", side=row.side, kind=row.kind)


def add_activity(
    uow: UnitOfWork, agreement_id: UUID, title: str, month: date, owner: str, *, seen_version: int
) -> PlannedActivity:
    """Plan a joint activity with its month and who sees to it (rule 37)."""
    if not title.strip():
        raise Refused("activity_title_missing", field="title")
    if not owner.strip():
        raise Refused("activity_owner_missing", field="owner")
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version)
    row = PlannedActivity(
        id=new_id(), title=title.strip(), month=month.replace(day=1), owner=owner.strip(), added_at=uow.now
    )
    plan.activities.append(row)
    uow.record(stream(agreement.id), "planning:activity_added", month=month.isoformat())
    return row


def remove_activity(uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, *, seen_version: int) -> None:
    """Take an activity out of the plan."""
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version)
    row = next((one for one in plan.activities if one.id == activity_id), None)
    if row is None:
        raise Refused("activity_unknown")
    plan.activities.remove(row)
    uow.record(stream(agreement.id), "planning:activity_removed", month=row.month.isoformat())
