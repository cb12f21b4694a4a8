"""The steps of a prospect and what leads from one to the next."""

from enum import StrEnum


class Step(StrEnum):
    """Where an office stands with an institution that may become its partner."""

    EXPLORED = "explored"
    CONTACTED = "contacted"
    AGREED = "agreed"
    DRAFTED = "drafted"  # an agreement was started
    DROPPED = "dropped"


class Source(StrEnum):
    """Where a prospect came from."""

    OWN = "own"
    OFFER = "offer"
    APPLICATION = "application"


OPEN = (Step.EXPLORED, Step.CONTACTED, Step.AGREED)
# What a person may choose; an agreement is started by its own act, giving up needs a reason.
_MOVES: dict[Step, frozenset[Step]] = {
    Step.EXPLORED: frozenset({Step.CONTACTED, Step.AGREED, Step.DROPPED}),
    Step.CONTACTED: frozenset({Step.EXPLORED, Step.AGREED, Step.DROPPED}),
    Step.AGREED: frozenset({Step.CONTACTED, Step.DROPPED}),
    Step.DRAFTED: frozenset(),
    Step.DROPPED: frozenset({Step.EXPLORED}),
}


def may_move(source: Step, target: Step) -> bool:
    """Whether a person may take a prospect from one step to another."""
    return target in _MOVES[source]


def moves(source: Step) -> list[Step]:
    """The steps a person may choose, in their order."""
    return [one for one in Step if one in _MOVES[source]]
