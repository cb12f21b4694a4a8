"""The review and the renewal decision in two lines on the agreement's summary page."""

from typing import Any

from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.reviews import queries, screen


def panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001
    """Whether it is reviewed, and whether its end is decided."""
    if agreement.stage_ is not Stage.FOLLOW_UP or agreement.nature != "original":
        return None
    current, waiting = queries.current(session, agreement.id), queries.waiting(session, agreement.id)
    standing = queries.standing_of(session, agreement)
    if agreement.ended_on is not None and agreement.ended_on <= standing.today:
        return None
    decided = queries.standing_decision(session, agreement)
    return {
        "now": screen.now_of(session, agreement, current, waiting),
        "outcome": screen.outcome_tag(current) if current else None,
        "decision": screen.decision_tag(decided) if decided else None,
        "owed": decided is None and (standing.expired or standing.ending),
        "left": (agreement.end_on - standing.today).days if agreement.end_on else None,
    }
