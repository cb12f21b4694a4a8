"""One-time codes: made when the letter is sent, kept as a hash, few tries, short life, bound to one purpose."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core.database import Base, new_id

LIFE = timedelta(minutes=10)
TRIES = 5


class OneTimeCode(Base):
    """A challenge: which purpose, for which subject, and the hash of the code last sent."""

    __tablename__ = "one_time_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    hash: Mapped[str] = mapped_column(String(64), default="")
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]


class CodeOutcome(StrEnum):
    """How a try ended; every value but `accepted` is the code of a refusal."""

    ACCEPTED = "code_accepted"
    WRONG = "code_wrong"
    EXPIRED = "code_expired"
    TOO_MANY = "code_too_many"


def ask(session: Session, purpose: str, subject_id: UUID, now: datetime) -> OneTimeCode:
    """Open a challenge; the code itself is made by `issue` when the letter goes out."""
    code = OneTimeCode(id=new_id(), purpose=purpose, subject_id=subject_id, asked_at=now)
    session.add(code)
    session.flush()
    return code


def issue(session: Session, code_id: UUID, key: bytes, now: datetime) -> str | None:
    """Make a fresh six-digit code for a challenge and keep its hash; None when it was used already."""
    code = session.get(OneTimeCode, code_id)
    if code is None or code.used_at is not None:
        return None
    plain = f"{secrets.randbelow(10**6):06d}"
    code.hash = _hash(code.id, plain, key)
    code.expires_at = now + LIFE
    return plain


def attempt(
    session: Session, code_id: UUID, purpose: str, subject_id: UUID, plain: str, key: bytes, now: datetime
) -> CodeOutcome:
    """Try a code. The caller commits the outcome, so that tries count, and refuses afterwards."""
    code = session.get(OneTimeCode, code_id, with_for_update=True)
    if code is None or code.purpose != purpose or code.subject_id != subject_id or not code.hash:
        return CodeOutcome.WRONG
    if code.used_at is not None or code.expires_at is None or code.expires_at < now:
        return CodeOutcome.EXPIRED
    if code.tries >= TRIES:
        return CodeOutcome.TOO_MANY
    code.tries += 1
    if not hmac.compare_digest(code.hash, _hash(code.id, plain.strip().replace(" ", ""), key)):
        return CodeOutcome.TOO_MANY if code.tries >= TRIES else CodeOutcome.WRONG
    code.used_at = now
    return CodeOutcome.ACCEPTED


def _hash(code_id: UUID, plain: str, key: bytes) -> str:
    return hmac.new(key, code_id.bytes + plain.encode(), hashlib.sha256).hexdigest()
