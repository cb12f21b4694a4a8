"""Signing in: the proof first, outside any transaction because hashing takes time; then one short change counts it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from service.accounts import passwords, queries, totp
from service.accounts.models import Person, SessionRow
from service.accounts.rules import SECOND_FACTOR_WAIT, STEP_UP, email_key, stepped_up
from service.accounts.tries import count_failure, forget_failures, refuse_locked
from service.core.actor import SYSTEM, Actor, ActorKind
from service.core.clock import Zone
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office


@dataclass(frozen=True, slots=True)
class Entered:
    """A new session: the token for the browser, and whether the authenticator's code is still wanted."""

    token: str
    person_id: UUID
    awaits_code: bool


@dataclass(frozen=True, slots=True)
class Device:
    """Where a request comes from."""

    address: str
    agent: str


def sign_in(tools: Tools, email: str, password: str, device: Device, *, replacing: str = "") -> Entered:
    """Open a session in place of the browser's last one, if any (`replacing` is its token).

    Raises Refused('sign_in_wrong' | 'sign_in_locked'), alike for known and unknown addresses.
    """
    key = passwords.keyed_hash(email_key(email), tools.settings.session())
    with tools.reading() as session:
        refuse_locked(session, key, tools.clock.now())
        someone = queries.person_by_email(session, email)
        kept = someone.password_hash if someone and someone.active else ""
    proven = passwords.matches(kept, password)
    with tools.begin(_nameless(device)) as uow:
        if someone is None or not proven:
            count_failure(uow, key, someone)
        else:
            forget_failures(uow.session, key)
            sign_out(uow, replacing)
            token = open_session(uow, someone, device, awaits_code=someone.has_totp)
    if someone is None or not proven:
        raise Refused("sign_in_wrong")
    return Entered(token, someone.id, someone.has_totp)


def open_session(uow: UnitOfWork, someone: Person, device: Device, *, awaits_code: bool = False) -> str:
    """A session row for a device; returns the token, which is kept nowhere else."""
    token = passwords.new_token()
    row = SessionRow(
        id=new_id(),
        person_id=someone.id,
        token_hash=passwords.token_hash(token),
        created_at=uow.now,
        last_seen_at=uow.now,
        step_up_at=None if awaits_code else uow.now,
        awaits_code=awaits_code,
        address=device.address,
        agent=device.agent,
    )
    uow.session.add(row)
    uow.record(someone.stream, "account.awaits_code" if awaits_code else "account.signed_in", session=str(row.id))
    return token


def enter_code(tools: Tools, token: str, code: str, device: Device) -> str:
    """Complete a sign-in with the authenticator's code; returns a fresh token (the old one is void)."""
    with tools.begin(_nameless(device)) as uow:
        row = queries.session_of_token(uow.session, token, uow.now)
        if row is None or not row.awaits_code or uow.now - row.created_at > SECOND_FACTOR_WAIT:
            raise Refused("sign_in_start_again")
        someone = queries.person(uow.session, row.person_id)
        fresh = passwords.new_token()
        proven = _code_fits(tools, uow, someone, code)
        if proven:
            row.awaits_code = False
            row.step_up_at = row.last_seen_at = uow.now
            row.token_hash = passwords.token_hash(fresh)
            uow.record(someone.stream, "account.signed_in", session=str(row.id), second_factor=True)
    if not proven:
        raise Refused("totp_wrong", field="code")
    return fresh


def prove_again(tools: Tools, actor: Actor, session_id: UUID, *, password: str = "", code: str = "") -> None:
    """Step up: the signed-in person proves again who he is, by password or by the authenticator's code."""
    with tools.reading() as session:
        someone = queries.person(session, actor.id or session_id)
        key = passwords.keyed_hash(someone.email, tools.settings.session())
        refuse_locked(session, key, tools.clock.now())
    by_password = bool(password) and passwords.matches(someone.password_hash, password)
    with tools.begin(actor) as uow:
        someone = queries.person(uow.session, someone.id)
        proven = by_password or (bool(code) and _code_fits(tools, uow, someone, code))
        if proven:
            uow.session.get_one(SessionRow, session_id).step_up_at = uow.now
            uow.record(someone.stream, "account.stepped_up", by="password" if by_password else "code")
        elif not code:
            count_failure(uow, key, someone)
    if not proven:
        raise Refused("totp_wrong", field="code") if code else Refused("password_wrong", field="password")


def has_stepped_up(session: Session, session_id: UUID | None, now: datetime, max_age: timedelta = STEP_UP) -> bool:
    """Whether the person of this session proved recently enough who he is."""
    row = session.get(SessionRow, session_id) if session_id else None
    return row is not None and stepped_up(row.step_up_at, now, max_age)


def sign_out(uow: UnitOfWork, token: str) -> None:
    """End the session of a token."""
    row = queries.session_of_token(uow.session, token, uow.now)
    if row is not None:
        row.revoked_at = uow.now
        uow.record(queries.person(uow.session, row.person_id).stream, "account.signed_out", session=str(row.id))


def start_totp(tools: Tools, uow: UnitOfWork, person_id: UUID) -> None:
    """Give the person a fresh secret for an authenticator; it counts once a code of it was entered."""
    someone = queries.person(uow.session, person_id)
    someone.totp_wrapped = totp.wrap(totp.new_secret(), tools.settings.master(), someone.id.bytes)
    someone.totp_confirmed_at = None
    someone.totp_last_step = 0
    uow.record(someone.stream, "account.totp_started")


def totp_secret(tools: Tools, someone: Person) -> str:
    """The secret of the authenticator, to be shown once while it is set up."""
    if someone.totp_wrapped is None or someone.has_totp:
        raise Refused("totp_not_started")
    return totp.unwrap(someone.totp_wrapped, tools.settings.master(), someone.id.bytes)


def confirm_totp(tools: Tools, uow: UnitOfWork, person_id: UUID, code: str) -> None:
    """Switch the authenticator on with its first code."""
    someone = queries.person(uow.session, person_id)
    if someone.totp_wrapped is None:
        raise Refused("totp_not_started")
    if not _step(tools, uow, someone, code):
        raise Refused("totp_wrong", field="code")
    someone.totp_confirmed_at = uow.now
    uow.record(someone.stream, "account.totp_on")


def _code_fits(tools: Tools, uow: UnitOfWork, someone: Person, code: str) -> bool:
    """Check a code; wrong ones count like wrong passwords, under a key of their own."""
    key = passwords.keyed_hash(f"code:{someone.id}", tools.settings.session())
    refuse_locked(uow.session, key, uow.now)
    if someone.has_totp and _step(tools, uow, someone, code):
        forget_failures(uow.session, key)
        return True
    count_failure(uow, key, someone)
    return False


def _step(tools: Tools, uow: UnitOfWork, someone: Person, code: str) -> bool:
    secret = totp.unwrap(someone.totp_wrapped or b"", tools.settings.master(), someone.id.bytes)
    step = totp.matching_step(secret, code, uow.now.timestamp(), someone.totp_last_step)
    if step is None:
        return False
    someone.totp_last_step = step
    return True


def _nameless(device: Device) -> Actor:
    return Actor(kind=ActorKind.SYSTEM, id=None, name=SYSTEM.name, address=device.address, agent=device.agent)


def zone_of(session: Session, office_id: UUID) -> tuple[str, Zone]:
    """The short name and the zone of an office."""
    found = session.get(Office, office_id)
    return (found.short_name, found.zone_) if found else ("", Zone.WIB)
