"""Use cases of approval: opening a round, deciding, freezing the text, voiding."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import OutsideAct, enter_act, move, stream
from service.agreements.lifecycle import Action, Stage
from service.agreements.models import Agreement, RecordedAct
from service.agreements.permissions import load_for
from service.approval.models import ApprovalChainStep, ApprovalDecision, ApprovalRound
from service.approval.queries import chain_of, current_round, latest_version, rounds_of
from service.approval.rules import DecisionState, RoundState, chain_fault, turn_fault, whose_turn
from service.core.actor import SYSTEM
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import TABLE, require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an approver says: approved, or returned with a reason."""

    approved: bool
    reason: str = ""


def on_stage(uow: UnitOfWork, agreement: Agreement, source: str, target: str) -> None:
    """Open a round on entering approval; leaving it or reopening the text ends what was approved."""
    if target == Stage.APPROVAL:
        open_round(uow, agreement)
    elif source == Stage.APPROVAL and target != Stage.SIGNING:
        _close(uow, agreement, RoundState.RETURNED if target == Stage.DISCUSSION else RoundState.VOID, "")
    elif source == Stage.SIGNING and target != Stage.FOLLOW_UP:
        _thaw(uow, agreement, "reopened")


def on_version(uow: UnitOfWork, agreement: Agreement, *_details: object) -> None:
    """A new version or another mode of signing voids what was approved (rules 25, 36)."""
    found = current_round(uow.session, agreement.id)
    newest = latest_version(uow.session, agreement.id)
    if found is None or newest is None:
        return
    if newest.content_hash == found.content_hash and found.mode == (agreement.mode or ""):
        return
    _thaw(uow, agreement, "text_changed")
    if agreement.stage == Stage.APPROVAL:
        open_round(uow, agreement)


def open_round(uow: UnitOfWork, agreement: Agreement) -> ApprovalRound:
    """Ask the chain of the lead office for its approval of the latest version."""
    version = latest_version(uow.session, agreement.id)
    if version is None:
        raise Refused("version_missing")
    earlier = rounds_of(uow.session, agreement.id)
    if earlier and earlier[0].state == RoundState.OPEN:
        return earlier[0]
    opened = ApprovalRound(
        id=new_id(),
        agreement_id=agreement.id,
        number=len(earlier) + 1,
        version_id=version.id,
        content_hash=version.content_hash,
        mode=agreement.mode or "",
        opened_at=uow.now,
        opened_by=uow.actor.name,
    )
    opened.decisions = [
        ApprovalDecision(id=new_id(), position=place, role=role, office_id=agreement.lead_office_id)
        for place, role in enumerate(chain_of(uow.session, agreement.lead_office_id), start=1)
    ]
    uow.session.add(opened)
    uow.session.flush()
    uow.record(
        stream(agreement.id),
        "approval:round:open",
        round=opened.number,
        hash=version.content_hash,
        number=version.number,
    )
    return opened


def decide(
    uow: UnitOfWork,
    agreement_id: UUID,
    verdict: Verdict,
    *,
    seen_round: UUID | None = None,
    seen_version: int | None = None,
) -> Agreement:
    """An approver approves or returns, in his turn, the very text he was shown."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:approve", seen_version=seen_version)
    found = _open_round_of(uow, agreement)
    if seen_round is not None and found.id != seen_round:
        raise Refused("stale_page")
    fault = turn_fault(found.turns, uow.actor.roles, uow.actor.office_id)
    if fault:
        raise Refused(fault)
    _settle(uow, agreement, found, verdict, None)
    return agreement


def record_outside(
    uow: UnitOfWork, agreement_id: UUID, act: OutsideAct, *, seen_version: int | None = None
) -> RecordedAct:
    """Enter the approval of an official who decided on paper (rule 35)."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "act:record", seen_version=seen_version)
    found = _open_round_of(uow, agreement)
    turn = whose_turn(found.turns)
    decision = next((one for one in found.decisions if turn and one.position == turn.position), None)
    if decision is None or decision.id != act.subject_id:
        raise Refused("approval_out_of_turn")
    if act.outcome.get("decision") != "approve" and not str(act.outcome.get("reason", "")).strip():
        raise Refused("reason_missing", field="reason")
    return enter_act(uow, agreement, act)


def apply_recorded(uow: UnitOfWork, agreement: Agreement, act: RecordedAct) -> None:
    """A recorded approval was checked by a second person: it counts as if given here (rule 35)."""
    found = _open_round_of(uow, agreement)
    turn = whose_turn(found.turns)
    decision = next((one for one in found.decisions if one.id == act.subject_id), None)
    if decision is None or turn is None or decision.position != turn.position:
        raise Refused("approval_void")
    verdict = Verdict(approved=act.outcome.get("decision") == "approve", reason=str(act.outcome.get("reason", "")))
    _settle(uow, agreement, found, verdict, act)


def set_chain(uow: UnitOfWork, office_id: UUID, roles: Sequence[str]) -> None:
    """Lay down who approves for an office, in this order; rounds already open keep the chain they began with."""
    require(uow.actor, "office:manage")
    if uow.actor.office_id != office_id:
        raise Refused("not_found")
    fault = chain_fault(roles, frozenset(role.value for role in TABLE["agreement:approve"]))
    if fault:
        raise Refused(fault)
    uow.session.execute(delete(ApprovalChainStep).where(ApprovalChainStep.office_id == office_id))
    uow.session.add_all(
        ApprovalChainStep(office_id=office_id, position=place, role=role) for place, role in enumerate(roles, start=1)
    )
    uow.record(Stream("office", office_id), "approval:chain:set", roles=list(roles))


def _open_round_of(uow: UnitOfWork, agreement: Agreement) -> ApprovalRound:
    if agreement.stage != Stage.APPROVAL:
        raise Refused("wrong_stage")
    found = current_round(uow.session, agreement.id)
    newest = latest_version(uow.session, agreement.id)
    if found is None or found.state != RoundState.OPEN:
        raise Refused("approval_closed")
    if newest is None or newest.content_hash != found.content_hash or found.mode != (agreement.mode or ""):
        raise Refused("approval_void")
    return found


def _settle(
    uow: UnitOfWork, agreement: Agreement, found: ApprovalRound, verdict: Verdict, act: RecordedAct | None
) -> None:
    """Write down what was said at the place whose turn it is, and move on when the chain is through."""
    turn = whose_turn(found.turns)
    decision = next(one for one in found.decisions if turn and one.position == turn.position)
    reason = verdict.reason.strip()
    if not verdict.approved and not reason:
        raise Refused("reason_missing", field="reason")
    decision.state = (DecisionState.APPROVED if verdict.approved else DecisionState.RETURNED).value
    decision.decided_by = None if act else uow.actor.id
    decision.decided_name = act.done_by if act else uow.actor.name
    decision.decided_at, decision.reason = uow.now, reason
    decision.recorded_act_id = act.id if act else None
    flag_modified(agreement, "subject")  # other pages of this agreement are stale from now on
    uow.record(
        stream(agreement.id),
        f"approval:{decision.state}",
        role=decision.role,
        round=found.number,
        hash=found.content_hash,
        outside=act is not None,
        reason=reason,
    )
    # A recorded act is checked by people who need not be approvers: the step itself is then the service's.
    mover = replace(uow, actor=SYSTEM) if act else uow
    if not verdict.approved:
        found.state, found.closed_at, found.closed_reason = RoundState.RETURNED.value, uow.now, reason
        move(mover, agreement, Action.RETURN, reason=reason)
    elif whose_turn(found.turns) is None:
        _freeze(uow, agreement, found)
        move(mover, agreement, Action.FREEZE)


def _freeze(uow: UnitOfWork, agreement: Agreement, found: ApprovalRound) -> None:
    found.state, found.closed_at = RoundState.APPROVED.value, uow.now
    agreement.frozen_version_id, agreement.frozen_hash = found.version_id, found.content_hash
    uow.record(stream(agreement.id), "approval:frozen", round=found.number, hash=found.content_hash)


def _thaw(uow: UnitOfWork, agreement: Agreement, reason: str) -> None:
    """Undo the freezing: what was approved is void."""
    agreement.frozen_version_id, agreement.frozen_hash = None, ""
    _close(uow, agreement, RoundState.VOID, reason)


def _close(uow: UnitOfWork, agreement: Agreement, state: RoundState, reason: str) -> None:
    found = current_round(uow.session, agreement.id)
    if found is None:
        return
    found.state, found.closed_at, found.closed_reason = state.value, uow.now, found.closed_reason or reason
    uow.record(stream(agreement.id), f"approval:round:{state.value}", round=found.number, reason=reason)
