"""Use cases of calendar addresses: one for a person, one for an office; secret, renewed and revoked at will."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.core.actor import Actor
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import holds
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.followup.models import CalendarFeed
from service.offices.queries import office

TOKEN_BYTES = 32


def may_make_office_feed(actor: Actor) -> bool:
    """Whether somebody may give out the dates of the whole office."""
    return holds(actor, "agreement:follow_up") or actor.has("admin")


def make_feed(uow: UnitOfWork, *, for_office: bool) -> str:
    """Make a new address and revoke the one before; the secret is told once and only its hash is kept."""
    actor = uow.actor
    if actor.office_id is None or actor.id is None or (for_office and not may_make_office_feed(actor)):
        raise Refused("not_permitted")
    for old in feeds_of(uow.session, actor):
        if (old.person_id is None) == for_office:
            _revoke(uow, old)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = CalendarFeed(
        id=new_id(),
        token_hash=hash_of(token),
        office_id=actor.office_id,
        person_id=None if for_office else actor.id,
        made_by=actor.id,
        made_name=actor.name,
        made_at=uow.now,
    )
    uow.session.add(row)
    uow.record(Stream("office", actor.office_id), "followup:feed_made", feed=str(row.id), office=for_office)
    return token


def revoke_feed(uow: UnitOfWork, feed_id: UUID) -> None:
    """Make an address useless."""
    found = next((one for one in feeds_of(uow.session, uow.actor) if one.id == feed_id), None)
    if found is None or (found.person_id is None and not may_make_office_feed(uow.actor)):
        raise Refused("feed_not_yours")
    _revoke(uow, found)


def _revoke(uow: UnitOfWork, row: CalendarFeed) -> None:
    row.revoked_at = uow.now
    uow.record(Stream("office", row.office_id), "followup:feed_revoked", feed=str(row.id))


def feeds_of(session: Session, actor: Actor) -> list[CalendarFeed]:
    """The living addresses that concern somebody: their own and their office's."""
    query = select(CalendarFeed).where(
        CalendarFeed.office_id == actor.office_id,
        CalendarFeed.revoked_at.is_(None),
        (CalendarFeed.person_id == actor.id) | CalendarFeed.person_id.is_(None),
    )
    return list(session.scalars(query.order_by(CalendarFeed.made_at)))


def feed_by_token(session: Session, token: str) -> CalendarFeed:
    """The living feed of a secret, or Refused('not_found'); a person who left has none, nor a closed office."""
    query = select(CalendarFeed).where(CalendarFeed.token_hash == hash_of(token), CalendarFeed.revoked_at.is_(None))
    found = session.scalars(query).first()
    if found is None or not office(session, found.office_id).active:
        raise Refused("not_found")
    person = session.get(Person, found.person_id) if found.person_id else None
    if found.person_id is not None and (person is None or not person.active or person.office_id != found.office_id):
        raise Refused("not_found")
    return found


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
