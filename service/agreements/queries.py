"""Looking up agreements: which an actor may see, the register's list, the history."""

from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, RecordedAct
from service.agreements.register import keeping  # noqa: F401  from here on the search index follows every change
from service.agreements.register.listing import Found, Row, count, every_row, find, rows
from service.agreements.register.ordering import SORTS
from service.agreements.register.scope import of_offices, own, readable, visible
from service.agreements.register.search import Search
from service.agreements.registry import OwnThat
from service.core.actor import Actor

__all__ = [
    "SORTS", "Found", "Row", "Search", "acts_to_check", "children", "count", "every_row", "find", "of_offices",
    "of_partner", "own", "readable", "recorded_acts", "rows", "visible", "with_acts_to_check",
]  # fmt: skip


def children(session: Session, agreement_id: UUID) -> list[Agreement]:
    """The agreements made under an agreement (the PKS of an MoU)."""
    query = select(Agreement).where(Agreement.parent_id == agreement_id).order_by(Agreement.created_at)
    return list(session.scalars(query))


def of_partner(session: Session, actor: Actor, partner_id: UUID) -> list[Agreement]:
    """The agreements with a partner that the actor may see, newest first."""
    query = select(Agreement).where(Agreement.partner_id == partner_id, visible(session, actor))
    return list(session.scalars(query.order_by(Agreement.created_at.desc())))


def recorded_acts(session: Session, agreement_id: UUID) -> list[RecordedAct]:
    """The acts recorded from outside, newest first."""
    query = select(RecordedAct).where(RecordedAct.agreement_id == agreement_id).order_by(RecordedAct.entered_at.desc())
    return list(session.scalars(query))


def acts_to_check(session: Session, actor: Actor) -> OwnThat:
    """The actor's agreements with a recorded act that waits for somebody else, to be counted."""
    waits = exists().where(
        RecordedAct.agreement_id == Agreement.id, RecordedAct.checked_at.is_(None), RecordedAct.entered_by != actor.id
    )
    return OwnThat(with_acts_to_check(session, actor), waits)


def with_acts_to_check(session: Session, actor: Actor) -> Select[UUID]:  # noqa: ARG001  the registry's form
    """The actor's agreements with a recorded act that waits for another person than the one who entered it."""
    return (
        select(Agreement.id)
        .join(RecordedAct, RecordedAct.agreement_id == Agreement.id)
        .where(RecordedAct.checked_at.is_(None), RecordedAct.entered_by != actor.id, own(actor))
        .distinct()
    )
