"""The outbox: letters are rows, written with the change that causes them and sent by a worker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id


@dataclass(frozen=True, slots=True)
class Letter:
    """The wording of a kind of letter in both languages; texts name parameters as `{name}`."""

    subject_id: str
    body_id: str
    subject_en: str
    body_en: str

    def compose(self, language: str, params: Mapping[str, Any]) -> tuple[str, str]:
        """Subject and body with the parameters filled in."""
        subject, body = (self.subject_en, self.body_en) if language == "en" else (self.subject_id, self.body_id)
        return " ".join(subject.format_map(dict(params)).split()), body.format_map(dict(params))


_LETTERS: dict[str, Letter] = {}


def register(letters: Mapping[str, Letter]) -> None:
    """Add a room's letters."""
    _LETTERS.update(letters)


def letter(kind: str) -> Letter:
    """The wording of a kind of letter."""
    return _LETTERS[kind]


class OutboxLetter(Base):
    """A letter to be sent. It never holds a one-time code or a personal link: the worker makes them as it sends."""

    __tablename__ = "outbox"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    to_address: Mapped[str]
    language: Mapped[str] = mapped_column(String(2), default="id")
    params: Mapped[dict[str, Any]]
    code_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    agreement_id: Mapped[UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(80), default="")
    attempts: Mapped[int] = mapped_column(default=0)


class DemoLetter(Base):
    """A letter as it arrived in the demo's mail page; only a demo installation writes these."""

    __tablename__ = "demo_mailbox"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    to_address: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    arrived_at: Mapped[datetime]


class MailTransport(Protocol):
    """Hands a letter over. Raises Refused('mail_unavailable') when it may be tried again."""

    def send(self, to_address: str, subject: str, body: str) -> None:
        """Send one plain-text letter."""
        ...
