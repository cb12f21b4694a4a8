"""The family of an agreement: MoU, its PKS, their addenda, renewals and terminations, and what replaced what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from service.agreements.family_models import Amendment, Succession
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.queries import visible
from service.core.actor import Actor

MOST = 200
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Node:
    """One agreement of the family with what stands below it."""

    agreement: Agreement
    amendment: Amendment | None
    replaces: tuple[Agreement, ...]
    replaced_by: tuple[Agreement, ...]
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The whole family as far as the viewer may see it (rule 33)."""

    root: Node
    size: int
    more: bool

    @property
    def alone(self) -> bool:
        """Whether there is nobody but the agreement itself."""
        return self.size == 1 and not (self.root.replaces or self.root.replaced_by)


def family(session: Session, actor: Actor, agreement: Agreement) -> Family:
    """Climb to the top of what the viewer sees, then gather everything below."""
    seen = visible(session, actor)
    top = _top(session, agreement, seen)
    members, more = _below(session, top, seen)
    ids = list(members)
    wishes = select(Amendment).where(Amendment.instrument_id.in_(ids))
    notes = {row.instrument_id: row for row in session.scalars(wishes)}
    before, after = _successions(session, ids, seen)
    below: dict[UUID, list[Agreement]] = defaultdict(list)
    for one in members.values():
        upper = one.amends_id or one.parent_id
        if one.id != top.id and upper is not None:
            below[upper].append(one)

    def node(one: Agreement) -> Node:
        under = sorted(below[one.id], key=_order)
        pair = (tuple(before[one.id]), tuple(after[one.id]))
        return Node(one, notes.get(one.id), *pair, tuple(node(child) for child in under))

    return Family(node(top), len(members), more)


def _order(one: Agreement) -> tuple[bool, bool, str, str]:
    """What changes the agreement itself first, then its PKS, each by the day of signing."""
    return one.nature_ is Nature.ORIGINAL, one.signed_on is None, str(one.signed_on or ""), str(one.created_at)


def _top(session: Session, agreement: Agreement, seen: ColumnElement[bool]) -> Agreement:
    top = agreement
    for _ in range(DEEPEST):
        upper = top.amends_id or top.parent_id
        found = session.scalars(select(Agreement).where(Agreement.id == upper, seen)).first() if upper else None
        if found is None:
            return top
        top = found
    return top


def _below(session: Session, top: Agreement, seen: ColumnElement[bool]) -> tuple[dict[UUID, Agreement], bool]:
    members = {top.id: top}
    level = [top.id]
    for _ in range(DEEPEST):
        query = select(Agreement).where(or_(Agreement.parent_id.in_(level), Agreement.amends_id.in_(level)), seen)
        found = list(session.scalars(query.order_by(Agreement.created_at).limit(MOST + 1)))
        level = [one.id for one in found if one.id not in members]
        members |= {one.id: one for one in found}
        if not level or len(members) > MOST:
            break
    return members, len(members) > MOST


Links = dict[UUID, list[Agreement]]


def _successions(session: Session, ids: Sequence[UUID], seen: ColumnElement[bool]) -> tuple[Links, Links]:
    """By member: the agreements it replaces, and those that replace it."""
    before: Links = defaultdict(list)
    after: Links = defaultdict(list)
    earlier = select(Succession, Agreement).join(Agreement, Agreement.id == Succession.predecessor_id)
    for row, other in session.execute(earlier.where(Succession.successor_id.in_(ids), seen)):
        before[row.successor_id].append(other)
    later = select(Succession, Agreement).join(Agreement, Agreement.id == Succession.successor_id)
    for row, other in session.execute(later.where(Succession.predecessor_id.in_(ids), seen)):
        after[row.predecessor_id].append(other)
    return before, after


def amendments_of(session: Session, agreement_id: UUID) -> list[tuple[Agreement, Amendment]]:
    """The signed instruments that changed an agreement, in the order in which they took effect."""
    query = (
        select(Agreement, Amendment)
        .join(Amendment, Amendment.instrument_id == Agreement.id)
        .where(
            Amendment.amended_id == agreement_id,
            Amendment.applied_at.is_not(None),
            Agreement.stage == Stage.FOLLOW_UP.value,
        )
        .order_by(Agreement.signed_on, Amendment.applied_at)
    )
    return [(instrument, row) for instrument, row in session.execute(query)]
