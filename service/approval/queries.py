"""Looking up chains and rounds."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.registry import count_ids
from service.approval.models import ApprovalChainStep, ApprovalDecision, ApprovalRound
from service.approval.rules import DEFAULT_CHAIN, DecisionState, RoundState
from service.core.actor import Actor
from service.documents.models import DocumentVersion


def chain_of(session: Session, office_id: UUID) -> tuple[str, ...]:
    """The roles that approve for an office, in their order."""
    query = (
        select(ApprovalChainStep.role)
        .where(ApprovalChainStep.office_id == office_id)
        .order_by(ApprovalChainStep.position)
    )
    return tuple(session.scalars(query)) or DEFAULT_CHAIN


def latest_version(session: Session, agreement_id: UUID) -> DocumentVersion | None:
    """The newest saved version of an agreement's text."""
    query = select(DocumentVersion).where(DocumentVersion.owner_id == agreement_id)
    return session.scalars(query.order_by(DocumentVersion.number.desc()).limit(1)).first()


def rounds_of(session: Session, agreement_id: UUID) -> list[ApprovalRound]:
    """All rounds of an agreement, newest first."""
    query = select(ApprovalRound).where(ApprovalRound.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(ApprovalRound.number.desc())))


def current_round(session: Session, agreement_id: UUID) -> ApprovalRound | None:
    """The round that is open, or the one that approved the text last; None when every round came to nothing."""
    newest = next(iter(rounds_of(session, agreement_id)), None)
    alive = newest is not None and newest.state in (RoundState.OPEN, RoundState.APPROVED)
    return newest if alive else None


def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """What the lifecycle table asks of this room (rule 25)."""
    found = current_round(session, agreement.id)
    if found is None:
        return {"approvals_left": len(chain_of(session, agreement.lead_office_id)), "approved_hash_matches": False}
    newest = latest_version(session, agreement.id)
    return {
        "approvals_left": sum(one.state == DecisionState.WAITING for one in found.decisions),
        "approved_hash_matches": newest is not None
        and newest.content_hash == found.content_hash
        and (agreement.mode or "") == found.mode,
    }


def waiting_for(session: Session, actor: Actor) -> list[Agreement]:
    """The agreements that wait for this person's approval now, longest waiting first."""
    query = _waiting(select(Agreement), actor).order_by(ApprovalRound.opened_at)
    return list(session.scalars(query))


def waiting_ids(_session: Session, actor: Actor) -> Select[UUID]:
    """The same as a query of ids."""
    return _waiting(select(Agreement.id), actor)


def count_waiting(session: Session, actor: Actor) -> int:
    """How many agreements wait for this person's approval."""
    return count_ids(session, waiting_ids(session, actor))


def _waiting(query: Select[Any], actor: Actor) -> Select[Any]:
    """Those whose first place that still waits (`rules.whose_turn`) is one of the actor's office and roles."""
    earlier = aliased(ApprovalDecision)
    passed_over = exists().where(
        earlier.round_id == ApprovalDecision.round_id,
        earlier.state == DecisionState.WAITING.value,
        earlier.position < ApprovalDecision.position,
    )
    return (
        query.join(ApprovalRound, ApprovalRound.agreement_id == Agreement.id)
        .join(ApprovalDecision, ApprovalDecision.round_id == ApprovalRound.id)
        .where(
            Agreement.stage == Stage.APPROVAL.value,
            ApprovalRound.state == RoundState.OPEN.value,
            ApprovalDecision.state == DecisionState.WAITING.value,
            ApprovalDecision.office_id == actor.office_id,
            ApprovalDecision.role.in_(sorted(actor.roles)),
            ~passed_over,
        )
    )
