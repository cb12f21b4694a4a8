"""Counting wrong tries (passwords, codes, PINs) in the database, so that no restart forgets them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.accounts import passwords
from service.accounts.models import Person, SignInTry
from service.accounts.rules import FIRST_LOCK, FORGET_AFTER, PIN_LOCK, Tries, after_failure, is_locked
from service.core.actor import Actor
from service.core.clock import Zone, local_time
from service.core.refusals import Refused
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork


def refuse_locked(session: Session, key: str, now: datetime, *, code: str = "sign_in_locked") -> None:
    """Refuse while too many wrong tries stand against a key."""
    row = session.get(SignInTry, key)
    tries = Tries(row.failures, row.locked_until) if row else Tries()
    if tries.locked_until is not None and is_locked(tries, now):
        until = local_time(tries.locked_until, Zone.WIB)
        raise Refused(code, until=f"{until:%H.%M} WIB")


def count_failure(
    uow: UnitOfWork,
    key: str,
    someone: Person | None,
    *,
    event: str = "account.proof_failed",
    lock: timedelta = FIRST_LOCK,
) -> None:
    """One more wrong try."""
    row = _row_of(uow, key)
    tries = after_failure(Tries(row.failures, row.locked_until), uow.now, first=lock)
    row.failures, row.locked_until, row.last_at = tries.failures, tries.locked_until, uow.now
    uow.session.execute(delete(SignInTry).where(SignInTry.last_at < uow.now - FORGET_AFTER))
    if someone is not None:
        uow.record(someone.stream, event, failures=tries.failures, locked=tries.locked_until is not None)


def forget_failures(session: Session, key: str) -> None:
    """The right answer was given: the count starts anew."""
    session.execute(delete(SignInTry).where(SignInTry.key == key))


def refuse_locked_pin(tools: Tools, person_id: UUID) -> None:
    """Refuse the signing PIN of a person who entered it wrong too often."""
    with tools.reading() as session:
        refuse_locked(session, _pin_key(tools, person_id), tools.clock.now(), code="pin_locked")


def count_pin(tools: Tools, actor: Actor, person_id: UUID, *, right: bool) -> None:
    """Count one try of a signing PIN, in a transaction of its own so that a refusal does not undo the count."""
    key = _pin_key(tools, person_id)
    with tools.begin(actor) as uow:
        if right:
            forget_failures(uow.session, key)
        else:
            someone = uow.session.get(Person, person_id)
            count_failure(uow, key, someone, event="account.pin_failed", lock=PIN_LOCK)


def forget_pin(uow: UnitOfWork, tools: Tools, person_id: UUID) -> None:
    """A new key has a new PIN: tries of the old one no longer count."""
    forget_failures(uow.session, _pin_key(tools, person_id))


def _pin_key(tools: Tools, person_id: UUID) -> str:
    return passwords.keyed_hash(f"pin:{person_id}", tools.settings.session())


def _row_of(uow: UnitOfWork, key: str) -> SignInTry:
    """The row of an address, locked; made when it is missing, even if somebody else makes it at the same moment."""
    row = uow.session.get(SignInTry, key, with_for_update=True)
    if row is not None:
        return row
    try:
        with uow.session.begin_nested():
            row = SignInTry(key=key, failures=0, last_at=uow.now)
            uow.session.add(row)
    except IntegrityError:
        row = uow.session.get_one(SignInTry, key, with_for_update=True, populate_existing=True)
    return row
