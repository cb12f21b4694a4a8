"""Who sees which remark, what a reply does, and when minutes count."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Side(StrEnum):
    """Who speaks."""

    OFFICE = "office"
    PARTNER = "partner"


class Visibility(StrEnum):
    """Who may read a remark: both sides, or only the offices of the agreement."""

    SHARED = "shared"
    INTERNAL = "internal"


class RemarkState(StrEnum):
    """Whether a remark still waits."""

    OPEN = "open"
    SETTLED = "settled"


class Outcome(StrEnum):
    """What the meeting came to."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"


class MinutesState(StrEnum):
    """Whether minutes may still be changed."""

    DRAFT = "draft"
    FILED = "filed"


class Show(StrEnum):
    """Which remarks a page shows."""

    ALL = "semua"
    OPEN = "terbuka"
    MINE = "saya"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: a person of the agreement's offices, of a level above, or a guest of the partner."""

    id: UUID | None
    own: bool


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark as the rules see it."""

    visibility: Visibility
    state: RemarkState
    author_id: UUID | None


def may_read(viewer: Viewer, remark: RemarkView) -> bool:
    """Internal remarks are read by the agreement's own offices only: never by a guest or the level above (rule 33)."""
    return remark.visibility is Visibility.SHARED or viewer.own


def is_shown(viewer: Viewer, remark: RemarkView, show: Show) -> bool:
    """Whether a remark stands on the page under a filter."""
    if not may_read(viewer, remark):
        return False
    return {
        Show.ALL: True,
        Show.OPEN: remark.state is RemarkState.OPEN,
        Show.MINE: viewer.id is not None and remark.author_id == viewer.id,
        Show.INTERNAL: remark.visibility is Visibility.INTERNAL,
    }[show]


def reopens(state: RemarkState, side: Side) -> bool:
    """A partner who answers a settled remark does not agree that it is settled."""
    return state is RemarkState.SETTLED and side is Side.PARTNER


def count_rounds(changes: Sequence[tuple[str, str]]) -> int:
    """How often discussion began anew: from drafting, or after signing was given up; (source, target) in order.

    A return from approval is our own correction and goes on with the same round.
    """
    return sum(target == "discussion" and source in ("drafting", "signing") for source, target in changes)


def minutes_count(*, state: MinutesState, outcome: Outcome, round_number: int, now: int) -> bool:
    """Whether minutes let the text go on to approval: filed, agreed, and of this round."""
    return state is MinutesState.FILED and outcome is Outcome.AGREED and round_number == now
