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


_STATUS = {
    "local_government": "public_body",
    "vertical_agency": "public_body",
    "ministry": "public_body",
    "public_university": "public_body",
    "public_school": "public_body",
    "regional_agency": "part_of_body",
    "faculty": "part_of_body",
    "private_university": "part_of_body",
    "private_school": "part_of_body",
    "other": "no_legal_entity",
}


def usual_status(category: str) -> str:
    """What an institution of this kind usually is in law; the person may choose otherwise."""
    return _STATUS.get(category, "legal_entity")


def may_move(source: Step, target: Step) -> bool:
    """Whether a person may take a prospect from one step to another."""
    return target in _MOVES[source]


def moves(source: Step) -> list[Step]:
    """The steps a person may choose, in their order."""
    return [one for one in Step if one in _MOVES[source]]
