"""Personal links for people of the partner, who have no account: a secret address and a one-time code by mail."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.agreements.models import Agreement
from service.core import codes
from service.core.actor import Actor, ActorKind
from service.core.audit import Stream
from service.core.codes import CodeOutcome
from service.core.database import Base, new_id
from service.core.mail import Letter
from service.core.refusals import Refused, Sentence
from service.core.unit_of_work import UnitOfWork

LIFE = timedelta(days=30)
PROVEN = timedelta(minutes=30)
CODE = "guest"


class GuestPurpose:
    """What a link is for."""

    DISCUSSION = "discussion"
    SIGNING = "signing"


class GuestLink(Base):
    """A personal link; only the hash of its secret is kept. `subject_id` is the signature slot, or the agreement."""

    __tablename__ = "guest_links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    name: Mapped[str]
    email: Mapped[str]
    link_address: Mapped[str] = mapped_column(default="")  # where the link itself was sent, for the evidence
    language: Mapped[str] = mapped_column(String(2), default="id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime | None]
    code_id: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link and its secret, which no row holds: it is made anew from the service's key whenever it is needed."""

    link: GuestLink
    token: str


def make_link(
    uow: UnitOfWork,
    agreement: Agreement,
    *,
    purpose: str,
    subject_id: UUID,
    name: str,
    email: str,
    key: bytes,
    language: str = "id",
) -> NewLink:
    """Make a personal link; an earlier one for the same subject and person stops working.

    `key` is the service's session secret. To mail the link, `uow.post("guest_link", ..., link_id=new.link.id)`: the
    mail worker adds the address to the letter, so that the outbox holds no secret.
    """
    for old in uow.session.scalars(
        select(GuestLink).where(
            GuestLink.purpose == purpose,
            GuestLink.subject_id == subject_id,
            GuestLink.email == email,
            GuestLink.revoked_at.is_(None),
        )
    ):
        old.revoked_at = uow.now
    link_id = new_id()
    token = _token(link_id, key)
    link = GuestLink(
        id=link_id,
        token_hash=_hash(token),
        agreement_id=agreement.id,
        purpose=purpose,
        subject_id=subject_id,
        name=name,
        email=email,
        language=language,
        created_at=uow.now,
        expires_at=uow.now + LIFE,
    )
    uow.session.add(link)
    uow.record(Stream("agreement", agreement.id), "guest:link_made", purpose=purpose, link=str(link.id), name=name)
    return NewLink(link, token)


def token_of(link: GuestLink, key: bytes) -> str:
    """The secret of a link again, to show it for copying or to mail it."""
    return _token(link.id, key)


def _token(link_id: UUID, key: bytes) -> str:
    raw = hmac.new(key, b"guest-link:" + link_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(raw[:24]).decode()


def find_link(session: Session, token: str, now: datetime) -> GuestLink:
    """The living link of a secret, or Refused('link_unknown' | 'link_expired')."""
    link = session.scalars(select(GuestLink).where(GuestLink.token_hash == _hash(token))).first()
    if link is None:
        raise Refused("link_unknown")
    if link.revoked_at is not None or link.expires_at < now:
        raise Refused("link_expired")
    return link


def ask_code(uow: UnitOfWork, token: str) -> GuestLink:
    """Send a one-time code to the address of a link."""
    link = find_link(uow.session, token, uow.now)
    link.code_id = codes.ask(uow.session, CODE, link.id, uow.now).id
    uow.post(
        "guest_code",
        link.email,
        {"name": link.name},
        language=link.language,
        code_id=link.code_id,
        agreement_id=link.agreement_id,
    )
    uow.record(Stream("agreement", link.agreement_id), "guest:code_asked", link=str(link.id))
    return link


def try_code(uow: UnitOfWork, token: str, plain: str, key: bytes) -> CodeOutcome:
    """Try a code; the caller lets this commit, then refuses with the outcome's code if it is not accepted."""
    link = find_link(uow.session, token, uow.now)
    if link.code_id is None:
        return CodeOutcome.EXPIRED
    outcome = codes.attempt(uow.session, link.code_id, CODE, link.id, plain, key, uow.now)
    event = "guest:code_accepted" if outcome is CodeOutcome.ACCEPTED else "guest:code_refused"
    uow.record(Stream("agreement", link.agreement_id), event, link=str(link.id), outcome=outcome.value)
    return outcome


def guest_actor(link: GuestLink, address: str = "", agent: str = "") -> Actor:
    """The person behind a link, as an actor."""
    return Actor(kind=ActorKind.GUEST, id=link.id, name=link.name, address=address, agent=agent)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


LETTERS: dict[str, Letter] = {
    "guest_code": Letter(
        subject_id="Kode sekali pakai Sijari",
        body_id="Yth. {name},\n\nKode sekali pakai Anda: {code}\nBerlaku 10 menit. Jangan berikan kepada siapa pun.\n\n"
        "Bila Anda tidak memintanya, abaikan surel ini.\n",
        subject_en="Sijari one-time code",
        body_en="Dear {name},\n\nYour one-time code: {code}\nIt is valid for 10 minutes. Give it to nobody.\n\n"
        "If you did not ask for it, ignore this mail.\n",
    ),
    "guest_link": Letter(
        subject_id="{office} mengundang Anda: {subject}",
        body_id="Yth. {name},\n\n{office} mengundang Anda untuk {task}:\n{subject}\n\n"
        "Buka tautan pribadi ini:\n{url}\n\n"
        "Tautan ini hanya untuk Anda dan berlaku sampai {until}. Kode sekali pakai akan dikirim ke surel ini.\n"
        "Pertanyaan: {contact}\n",
        subject_en="{office} invites you: {subject}",
        body_en="Dear {name},\n\n{office} invites you to {task}:\n{subject}\n\nOpen this personal link:\n{url}\n\n"
        "The link is for you only and valid until {until}. A one-time code will be sent to this address.\n"
        "Questions: {contact}\n",
    ),
}

SENTENCES: dict[str, Sentence] = {
    "link_unknown": Sentence(
        "Tautan ini tidak dikenal. Periksa apakah tersalin utuh, "
        "atau minta tautan baru kepada kantor Bawaslu yang mengundang Anda.",
        "This link is not known. Check that it was copied whole, or ask the inviting Bawaslu office for a new one.",
        404,
    ),
    "link_expired": Sentence(
        "Tautan ini tidak berlaku lagi. Mintalah tautan baru kepada kantor Bawaslu yang mengundang Anda.",
        "This link is no longer valid. Ask the inviting Bawaslu office for a new one.",
        410,
    ),
}
