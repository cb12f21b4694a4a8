"""Use cases of joint activities: planned, held, put off, called off, corrected, with their evidence (rule 21)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from service.accounts.queries import person_of_office
from service.agreements.actions import stream
from service.agreements.models import Agreement, Nature
from service.agreements.registry import REGISTRY
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.followup.models import ActivityChange, ActivityEvidence, JointActivity
from service.followup.proofs import SMALL_TYPE, Proof
from service.followup.queries import period, today_of
from service.followup.rules import ActivityState, may_become
from service.followup.tasks import signed


@dataclass(frozen=True, slots=True)
class Plan:
    """A joint activity that is intended: on which day, where, with whom, about what, and who sees to it."""

    title: str
    planned_on: date
    place: str = ""
    participants: str = ""
    topic: str = ""
    owner_id: UUID | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A joint activity that took place, with how many came from each side."""

    title: str
    held_on: date
    place: str = ""
    participants: str = ""
    result: str = ""
    topic: str = ""
    from_office: int | None = None
    from_partner: int | None = None
    from_others: int | None = None
    obstacles: str = ""


# ------------------------------------------------------------------------------------------------------------ planned
def plan_promises(uow: UnitOfWork, agreement: Agreement) -> None:
    """What planning promised stands as planned activities once the agreement is signed (rule 37)."""
    if agreement.nature_ is not Nature.ORIGINAL:
        return  # what an addendum or a renewal plans is owed under the agreement that goes on
    promised = [one for source in REGISTRY.promises for one in source(uow.session, agreement)]
    known = select(JointActivity.plan_key).where(JointActivity.agreement_id == agreement.id)
    keys = set(uow.session.scalars(known))
    for place, one in enumerate(promised, start=1):
        key = f"promise-{place}"
        if key in keys:
            continue
        row = _new(uow, agreement, {"title": one.title, "planned_on": one.due_on, "owner": one.owner})
        row.state, row.plan_key = ActivityState.PLANNED.value, key
        uow.record(
            stream(agreement.id), "followup:activity_planned", activity=str(row.id), planned_on=one.due_on.isoformat()
        )


def plan_activity(uow: UnitOfWork, agreement_id: UUID, plan: Plan) -> JointActivity:
    """Plan an activity on a day of the agreement's validity that is still ahead."""
    agreement = signed(uow, agreement_id)
    values = _planned(uow, agreement, plan)
    _refuse_twice(uow, agreement, plan.title, JointActivity.planned_on, plan.planned_on)
    row = _new(uow, agreement, values)
    row.state = ActivityState.PLANNED.value
    uow.record(
        stream(agreement.id), "followup:activity_planned", activity=str(row.id), planned_on=plan.planned_on.isoformat()
    )
    return row


def _planned(uow: UnitOfWork, agreement: Agreement, plan: Plan) -> dict[str, Any]:
    _titled(plan.title)
    if plan.planned_on < today_of(uow.session, agreement):
        raise Refused("joint_activity_plan_past", field="planned_on")
    _within_validity(agreement, plan.planned_on, "planned_on")
    _not_suspended(agreement, plan.planned_on, "planned_on")
    values = _clean(asdict(plan))
    if plan.owner_id is not None:
        values["owner"] = person_of_office(uow.session, plan.owner_id, uow.actor.office_id).name
    if not values["owner"]:
        raise Refused("task_owner_missing", field="owner")
    return values


# --------------------------------------------------------------------------------------------------------------- held
def add_activity(uow: UnitOfWork, agreement_id: UUID, held: Held, proofs: Sequence[Proof] = ()) -> JointActivity:
    """Record an activity that nobody had planned, dated within the validity of its agreement, also after its end."""
    agreement = signed(uow, agreement_id)
    _may_be_held(uow, agreement, held)
    _refuse_twice(uow, agreement, held.title, JointActivity.held_on, held.held_on)
    row = _new(uow, agreement, _clean(asdict(held)))
    row.state = ActivityState.HELD.value
    _tell_held(uow, agreement, row, proofs)
    return row


def report_activity(
    uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, held: Held, proofs: Sequence[Proof] = (), *, seen: int
) -> JointActivity:
    """A planned activity took place: what came of it."""
    agreement, row = _activity(uow, agreement_id, activity_id, seen)
    _step(row, ActivityState.HELD)
    _may_be_held(uow, agreement, held)
    _refuse_twice(uow, agreement, held.title, JointActivity.held_on, held.held_on)
    _change(uow, row, _clean(asdict(held)) | {"state": ActivityState.HELD.value}, "")
    _tell_held(uow, agreement, row, proofs)
    return row


def _may_be_held(uow: UnitOfWork, agreement: Agreement, held: Held) -> None:
    _titled(held.title)
    if held.held_on > today_of(uow.session, agreement):
        raise Refused("joint_activity_in_future", field="held_on")
    _within_validity(agreement, held.held_on, "held_on")
    _not_suspended(agreement, held.held_on, "held_on")


def _not_suspended(agreement: Agreement, day: date, field: str) -> None:
    """While it is suspended only what took place before may still be recorded."""
    if agreement.suspended_on is not None and day >= agreement.suspended_on:
        raise Refused("agreement_suspended", field=field, day=date_long(agreement.suspended_on))


def _tell_held(uow: UnitOfWork, agreement: Agreement, row: JointActivity, proofs: Sequence[Proof]) -> None:
    held_on = row.held_on.isoformat() if row.held_on else ""
    uow.record(stream(agreement.id), "followup:activity", activity=str(row.id), held_on=held_on)
    for proof in proofs:
        _add_proof(uow, agreement, row, proof)


# ----------------------------------------------------------------------------------- put off, called off, put right
def postpone(
    uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, new_day: date | None, reason: str, *, seen: int
) -> JointActivity:
    """Put a planned activity off, with a reason, to a new day or until one is found."""
    agreement, row = _activity(uow, agreement_id, activity_id, seen)
    _step(row, ActivityState.POSTPONED)
    _reasoned(reason)
    if new_day is not None:
        if new_day < today_of(uow.session, agreement):
            raise Refused("joint_activity_plan_past", field="planned_on")
        _within_validity(agreement, new_day, "planned_on")
    state = ActivityState.POSTPONED.value
    _change(uow, row, {"state": state, "planned_on": new_day, "reason": reason.strip()}, reason)
    uow.record(stream(agreement.id), "followup:activity_postponed", activity=str(row.id), reason=reason.strip())
    return row


def call_off(uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, reason: str, *, seen: int) -> JointActivity:
    """Call a planned activity off, with a reason; it stays visible."""
    agreement, row = _activity(uow, agreement_id, activity_id, seen)
    _step(row, ActivityState.CANCELLED)
    _reasoned(reason)
    _change(uow, row, {"state": ActivityState.CANCELLED.value, "reason": reason.strip()}, reason)
    uow.record(stream(agreement.id), "followup:activity_cancelled", activity=str(row.id), reason=reason.strip())
    return row


def correct(
    uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, said: Plan | Held, reason: str, *, seen: int
) -> JointActivity:
    """Put right what was written of an activity; what stood there before stays in its history."""
    agreement, row = _activity(uow, agreement_id, activity_id, seen)
    _reasoned(reason)
    if isinstance(said, Held):
        if row.state_ is not ActivityState.HELD:
            raise Refused("joint_activity_not_held")
        _may_be_held(uow, agreement, said)
        values = _clean(asdict(said))
    else:
        _step(row, ActivityState.HELD)
        values = _planned(uow, agreement, said)
    if not _change(uow, row, values, reason):
        raise Refused("joint_activity_unchanged")
    uow.record(stream(agreement.id), "followup:activity_corrected", activity=str(row.id), reason=reason.strip())
    return row


# ----------------------------------------------------------------------------------------------------------- evidence
def add_evidence(uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, proof: Proof) -> ActivityEvidence:
    """Add a file to an activity that was held; dated within validity, so this is open after the end too."""
    agreement, row = _activity(uow, agreement_id, activity_id)
    if row.state_ is not ActivityState.HELD:
        raise Refused("joint_activity_not_held")
    return _add_proof(uow, agreement, row, proof)


def _add_proof(uow: UnitOfWork, agreement: Agreement, activity: JointActivity, proof: Proof) -> ActivityEvidence:
    if any(one.sha256 == proof.stored.sha256 for one in activity.evidence):
        raise Refused("evidence_known", field="file")
    row = ActivityEvidence(
        id=new_id(),
        sha256=uow.keep(proof.stored, proof.media_type),
        small_sha256=uow.keep(proof.small, SMALL_TYPE) if proof.small else "",
        size=proof.stored.size,
        media_type=proof.media_type,
        file_name=proof.file_name,
        description=proof.description.strip(),
        added_name=uow.actor.name,
        added_at=uow.now,
    )
    activity.evidence.append(row)
    uow.record(stream(agreement.id), "followup:evidence", activity=str(activity.id), sha256=proof.stored.sha256)
    return row


# ------------------------------------------------------------------------------------------------------------- shared
def _activity(
    uow: UnitOfWork, agreement_id: UUID, activity_id: UUID, seen: int | None = None
) -> tuple[Agreement, JointActivity]:
    agreement = signed(uow, agreement_id)
    row = uow.session.get(JointActivity, activity_id)
    if row is None or row.agreement_id != agreement.id:
        raise Refused("joint_activity_unknown")
    if seen is not None and row.version != seen:
        raise Refused("stale_page")
    return agreement, row


def _new(uow: UnitOfWork, agreement: Agreement, values: Mapping[str, Any]) -> JointActivity:
    row = JointActivity(
        id=new_id(), agreement_id=agreement.id, added_by=uow.actor.id, added_name=uow.actor.name, added_at=uow.now
    )
    row.changed_at = uow.now
    for name, value in values.items():
        setattr(row, name, value)
    uow.session.add(row)
    return row


def _change(uow: UnitOfWork, row: JointActivity, values: Mapping[str, Any], reason: str) -> bool:
    """Write the new values and keep the old ones; whether anything changed."""
    before = {name: getattr(row, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    if not changed:
        return False
    for name in changed:
        setattr(row, name, values[name])
    row.changed_at = uow.now
    row.changes.append(
        ActivityChange(
            id=new_id(),
            before={name: _plain(before[name]) for name in changed},
            after={name: _plain(values[name]) for name in changed},
            reason=reason.strip(),
            by_name=uow.actor.name,
            at=uow.now,
        )
    )
    return True


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _titled(title: str) -> None:
    if not title.strip():
        raise Refused("joint_activity_title_missing", field="title")


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", field="reason")


def _step(row: JointActivity, then: ActivityState) -> None:
    if not may_become(row.state_, then):
        raise Refused("joint_activity_settled")


def _refuse_twice(uow: UnitOfWork, agreement: Agreement, title: str, column: Any, day: date) -> None:
    """A button pressed twice, or two people after the same meeting."""
    same = select(JointActivity.title).where(
        JointActivity.agreement_id == agreement.id, column == day, JointActivity.state != ActivityState.CANCELLED.value
    )
    if title.strip().casefold() in {known.casefold() for known in uow.session.scalars(same)}:
        raise Refused("joint_activity_known", field="title")


def _within_validity(agreement: Agreement, day: date, field: str) -> None:
    known = period(agreement)
    if known is None or known.covers(day):
        return
    end = known.last_day
    raise Refused(
        "joint_activity_outside_validity",
        field=field,
        day=date_long(day),
        start=date_long(known.start),
        end=date_long(end) if end else "-",
    )
