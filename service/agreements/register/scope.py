"""Which agreements an actor sees at all, and of which he may read the text (rule 33), as conditions of a query."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.offices.models import Office
from service.offices.queries import ids_below


def of_offices(office_ids: Collection[UUID]) -> ColumnElement[bool]:
    """Agreements in which one of these offices stands on our side."""
    further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id.in_(office_ids))
    return or_(Agreement.lead_office_id.in_(office_ids), Agreement.id.in_(further))


def of_offices_now(session: Session, office_ids: Collection[UUID]) -> ColumnElement[bool]:
    """The same, asked of the database as it is: without further offices one index answers."""
    if session.scalar(select(exists().where(AgreementOffice.office_id.in_(office_ids)))):
        return of_offices(office_ids)
    return Agreement.lead_office_id.in_(office_ids)


def visible(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Agreements of the actor's own office and of every office below it (rule 33)."""
    if actor.office_id is None:
        return false()
    mine = {actor.office_id, *ids_below(session, actor.office_id)}
    if len(mine) == session.scalar(select(func.count(Office.id))):
        return true()  # the whole tree is below: no agreement is of another office
    return of_offices_now(session, mine)


def own(actor: Actor) -> ColumnElement[bool]:
    """Agreements of the actor's own office."""
    return of_offices([actor.office_id]) if actor.office_id else false()


def readable(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Of what is visible: own agreements, signed ones, and those about which the actor's office was consulted."""
    if actor.office_id is None:
        return false()
    if not ids_below(session, actor.office_id):
        return true()  # nothing is visible but its own
    asked = [Agreement.id.in_(source(actor.office_id)) for source in REGISTRY.consulted_ids]
    return or_(own(actor), Agreement.stage == Stage.FOLLOW_UP.value, *asked)
