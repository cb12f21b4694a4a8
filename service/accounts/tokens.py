"""Tokens by which programs act for a person: made by himself, ended by him or by his office's administrator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts import queries
from service.accounts.models import ApiToken, Person, Scope
from service.accounts.passwords import new_token, token_hash
from service.core.database import new_id
from service.core.permissions import holds
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork

PREFIX = "sjr_"  # lets a program that looks for leaked secrets know one of ours
LONGEST_LIFE = 366
MOST = 20


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token; its text is shown once and kept nowhere."""

    row: ApiToken
    plain: str


def make_token(uow: UnitOfWork, person_id: UUID, name: str, scopes: Collection[Scope], days: int) -> MadeToken:
    """Make a token for oneself; the caller has asked for a proof of who one is."""
    someone = queries.person(uow.session, person_id)
    if not name.strip():
        raise Refused("token_name_missing", field="name")
    if not scopes:
        raise Refused("token_scope_missing", field="scopes")
    if not 1 <= days <= LONGEST_LIFE:
        raise Refused("token_life_wrong", field="days", longest=LONGEST_LIFE)
    if sum(one.is_living(uow.now) for one in tokens_of(uow.session, person_id)) >= MOST:
        raise Refused("tokens_too_many", most=MOST)
    plain = PREFIX + new_token()
    row = ApiToken(
        id=new_id(),
        person_id=someone.id,
        name=name.strip(),
        token_hash=token_hash(plain),
        scopes=sorted(scope.value for scope in scopes),
        created_at=uow.now,
        expires_at=uow.now + timedelta(days=days),
    )
    uow.session.add(row)
    uow.record(someone.stream, "account.token_made", token=str(row.id), scopes=row.scopes, days=days)
    return MadeToken(row, plain)


def revoke_token(uow: UnitOfWork, token_id: UUID) -> ApiToken:
    """End a token: one's own, or as administrator one of the office's."""
    row = uow.session.get(ApiToken, token_id)
    if row is None or not _may_end(uow, row):
        raise Refused("not_found")
    if row.revoked_at is None:
        row.revoked_at = uow.now
        uow.record(row.person.stream, "account.token_ended", token=str(row.id))
    return row


def _may_end(uow: UnitOfWork, row: ApiToken) -> bool:
    if row.person_id == uow.actor.id:
        return True
    return holds(uow.actor, "token:manage") and row.person.office_id == uow.actor.office_id


def end_all(uow: UnitOfWork, someone: Person) -> None:
    """End every token of a person who leaves or whose password was lost."""
    for row in tokens_of(uow.session, someone.id):
        if row.revoked_at is None:
            row.revoked_at = uow.now
            uow.record(someone.stream, "account.token_ended", token=str(row.id))


def tokens_of(session: Session, person_id: UUID) -> list[ApiToken]:
    """The tokens of a person, the newest first."""
    query = select(ApiToken).where(ApiToken.person_id == person_id)
    return list(session.scalars(query.order_by(ApiToken.created_at.desc())))


def tokens_of_office(session: Session, office_id: UUID | None) -> list[ApiToken]:
    """The tokens of an office's people, the newest first."""
    query = select(ApiToken).join(Person).where(Person.office_id == office_id)
    return list(session.scalars(query.order_by(ApiToken.created_at.desc())))


def living_token(session: Session, plain: str, now: datetime) -> ApiToken | None:
    """The living token with this text."""
    row = session.scalars(select(ApiToken).where(ApiToken.token_hash == token_hash(plain))).first()
    return row if row is not None and row.is_living(now) else None
