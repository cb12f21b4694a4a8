"""What "to be reviewed", "reviewed", "to be decided" and "decided" mean, each once, as conditions on agreements."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal, or_

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.reviews.catalogue import checklist
from service.reviews.models import RenewalDecision, Review
from service.reviews.rules import ReviewState

Day = date | ColumnElement[Any]


def standing(today: Day) -> ColumnElement[bool]:
    """Signed and not ended before its time; an addendum or a renewal is reviewed with the agreement it changes."""
    return and_(
        Agreement.stage == Stage.FOLLOW_UP.value,
        Agreement.nature == Nature.ORIGINAL.value,
        or_(Agreement.ended_on.is_(None), Agreement.ended_on > today),
    )


def decided() -> ColumnElement[bool]:
    """What becomes of it after its present last day is decided; a later last day asks anew."""
    return exists(literal(1)).where(
        RenewalDecision.agreement_id == Agreement.id,
        RenewalDecision.current,
        RenewalDecision.for_end_on == Agreement.end_on,
    )


def to_review(today: Day) -> ColumnElement[bool]:
    """Agreements that an office has to hold against the regulation: in force, or over with nothing decided."""
    return and_(
        standing(today),
        or_(Agreement.end_on.is_(None), Agreement.end_on >= today, ~decided()),
    )


def reviewed(today: Day) -> ColumnElement[bool]:
    """Held against the checklist of today, and not yet due again."""
    return exists(literal(1)).where(
        Review.agreement_id == Agreement.id,
        Review.current,
        Review.checklist_version == checklist().version,
        Review.again_on > today,
    )


def waiting_for_confirmation() -> ColumnElement[bool]:
    """A review of it waits for the second person."""
    return exists().where(Review.agreement_id == Agreement.id, Review.state == ReviewState.WAITING.value)


def to_decide(today: Day, window_end: Day) -> ColumnElement[bool]:
    """Agreements in their renewal window or past their last day; `window_end` is today plus the window."""
    return and_(standing(today), Agreement.end_on <= window_end)
