"""Who may do what to one agreement: office, place in the tree, stage (rule 33)."""

from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.actor import Actor, ActorKind
from service.core.permissions import holds
from service.core.refusals import Refused


class Access(IntEnum):
    """How much of an agreement an office sees."""

    NONE = 0
    OUTLINE = 1  # stage and dates
    TEXT = 2  # the text as well, because the office was consulted or the paper is signed
    FULL = 3  # its own agreement, internal remarks included


@dataclass(frozen=True, slots=True)
class Relation:
    """How the actor's office stands to the agreement's: one of them, above them, and whether it was consulted."""

    own: bool
    above: bool
    consulted: bool


def access(relation: Relation, stage: Stage) -> Access:
    """The table of rule 33."""
    if relation.own:
        return Access.FULL
    if not relation.above:
        return Access.NONE
    return Access.TEXT if relation.consulted or stage == Stage.FOLLOW_UP else Access.OUTLINE


def relation(session: Session, actor: Actor, agreement: Agreement) -> Relation:
    """Look up how an actor's office stands to an agreement."""
    from service.agreements.registry import was_consulted  # registry imports this module's types
    from service.offices.queries import ids_above  # offices load no page code this way

    if actor.office_id is None:
        return Relation(own=False, above=False, consulted=False)
    own = actor.office_id in agreement.office_ids
    above = not own and any(actor.office_id in ids_above(session, office) for office in agreement.office_ids)
    consulted = above and was_consulted(session, agreement.id, actor.office_id)
    return Relation(own=own, above=above, consulted=consulted)


def access_of(session: Session, actor: Actor, agreement: Agreement) -> Access:
    """How much of an agreement an actor sees."""
    if actor.kind is ActorKind.SYSTEM:
        return Access.FULL
    return access(relation(session, actor, agreement), agreement.stage_)


def load(session: Session, actor: Actor, agreement_id: UUID, *, least: Access = Access.OUTLINE) -> Agreement:
    """The agreement, if the actor sees at least this much of it; otherwise Refused('not_found')."""
    agreement = session.get(Agreement, agreement_id)
    if agreement is None or access_of(session, actor, agreement) < least:
        raise Refused("not_found")
    return agreement


def load_for(
    session: Session, actor: Actor, agreement_id: UUID, permission: str, *, seen_version: int | None = None
) -> Agreement:
    """The agreement for a change by its own office: right role, right office, page not stale."""
    if actor.kind is not ActorKind.SYSTEM and not holds(actor, permission):
        raise Refused("not_permitted")
    agreement = load(session, actor, agreement_id, least=Access.FULL)
    if seen_version is not None and agreement.version != seen_version:
        raise Refused("stale_page")
    return agreement
