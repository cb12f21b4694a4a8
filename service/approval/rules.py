"""Whose turn it is in a chain of approvers, and what a round has come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

MAX_STEPS = 6

# Who approves, in this order, in an office that has laid down nothing else.
DEFAULT_CHAIN = ("coordinator", "secretariat", "chair")


class RoundState(StrEnum):
    """What has become of a round."""

    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    VOID = "void"


class DecisionState(StrEnum):
    """What an approver has said."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Turn:
    """One place in the chain: its order, the role and office that decide there, and whether it still waits."""

    position: int
    role: str
    office_id: UUID
    waiting: bool


def whose_turn(turns: Iterable[Turn]) -> Turn | None:
    """The first place that still waits."""
    return min((turn for turn in turns if turn.waiting), key=lambda turn: turn.position, default=None)


def turn_fault(turns: Sequence[Turn], roles: frozenset[str], office_id: UUID | None) -> str | None:
    """Why a person of these roles and this office may not decide now, or None when it is his turn."""
    turn = whose_turn(turns)
    if turn is None:
        return "approval_closed"
    if turn.office_id != office_id:
        return "approval_other_office"
    if turn.role in roles:
        return None
    mine_later = any(one.waiting and one.role in roles for one in turns)
    return "approval_out_of_turn" if mine_later else "approval_not_yours"


def chain_fault(roles: Sequence[str], allowed: frozenset[str]) -> str | None:
    """What is wrong with a chain that an office wants to lay down."""
    if not roles:
        return "chain_empty"
    if len(roles) > MAX_STEPS or not set(roles) <= allowed:
        return "chain_role_unknown"
    return "chain_role_twice" if len(set(roles)) < len(roles) else None
