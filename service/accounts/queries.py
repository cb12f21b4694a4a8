"""Looking up people, their sessions and links."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.models import PasswordLink, Person, RoleGrant, SessionRow
from service.accounts.passwords import token_hash
from service.accounts.rules import email_key, session_ends
from service.core.actor import Actor, ActorKind
from service.core.refusals import Refused


def person(session: Session, person_id: UUID) -> Person:
    """A person, or Refused('person_unknown')."""
    found = session.get(Person, person_id)
    if found is None:
        raise Refused("person_unknown")
    return found


def person_by_email(session: Session, email: str) -> Person | None:
    """The person with a mail address, however it is spelled."""
    return session.scalars(select(Person).where(Person.email == email_key(email))).first()


def person_of_office(session: Session, person_id: UUID, office_id: UUID | None) -> Person:
    """A person of one office, or Refused('person_unknown')."""
    found = person(session, person_id)
    if found.office_id != office_id:
        raise Refused("person_unknown")
    return found


def people_of(session: Session, office_id: UUID | None, *, active_only: bool = False) -> list[Person]:
    """The people of an office by name, the active ones first."""
    query = select(Person).where(Person.office_id == office_id).order_by(Person.active.desc(), func.lower(Person.name))
    return list(session.scalars(query.where(Person.active) if active_only else query))


def people_with_role(session: Session, office_id: UUID, *roles: str) -> list[Person]:
    """The active people of an office who hold one of these roles, by name."""
    query = (
        select(Person)
        .where(
            Person.active,
            Person.office_id == office_id,
            Person.id.in_(
                select(RoleGrant.person_id).where(RoleGrant.office_id == office_id, RoleGrant.role.in_(list(roles)))
            ),
        )
        .order_by(func.lower(Person.name))
    )
    return list(session.scalars(query))


def actor_of(someone: Person, *, address: str = "", agent: str = "") -> Actor:
    """A person as one who acts, with the roles of his own office."""
    return Actor(
        kind=ActorKind.PERSON,
        id=someone.id,
        name=someone.name,
        office_id=someone.office_id,
        roles=someone.roles_in(someone.office_id),
        address=address,
        agent=agent,
    )


def session_of_token(session: Session, token: str, now: datetime) -> SessionRow | None:
    """The living session that a token opens."""
    row = session.scalars(select(SessionRow).where(SessionRow.token_hash == token_hash(token))).first()
    if row is None or not is_living(row, now):
        return None
    return row


def is_living(row: SessionRow, now: datetime) -> bool:
    """Whether a session is neither revoked nor over."""
    return row.revoked_at is None and now < session_ends(row.created_at, row.last_seen_at)


def living_sessions(session: Session, person_id: UUID, now: datetime) -> list[SessionRow]:
    """The sessions of a person that are open now, the latest used first."""
    query = (
        select(SessionRow)
        .where(SessionRow.person_id == person_id, SessionRow.revoked_at.is_(None), SessionRow.awaits_code.is_(False))
        .order_by(SessionRow.last_seen_at.desc())
    )
    return [row for row in session.scalars(query) if is_living(row, now)]


def living_link(session: Session, token: str, now: datetime) -> PasswordLink:
    """The link that a token names, or Refused('password_link_dead')."""
    link = session.scalars(select(PasswordLink).where(PasswordLink.token_hash == token_hash(token))).first()
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise Refused("password_link_dead")
    return link
