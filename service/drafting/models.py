"""Tables of drafting: what was sent out to be edited in Word, and what came back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id
from service.drafting.roundtrip_rules import ReturnState, Verdict


class Dispatch(Base):
    """A version that went out as a Word file: exactly which file, when, by whom, to whom."""

    __tablename__ = "text_dispatches"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_versions.id"))
    version_number: Mapped[int]
    docx_sha256: Mapped[str] = mapped_column(String(64))
    sent_to: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime]
    sent_by: Mapped[str] = mapped_column(String(200))


class TextReturn(Base):
    """A Word file that came back. `notes` counts what was seen in it and is not taken over."""

    __tablename__ = "text_returns"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    dispatch_id: Mapped[UUID] = mapped_column(ForeignKey("text_dispatches.id"))
    version_number: Mapped[int]
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    notes: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default=ReturnState.OPEN.value, index=True)
    returned_at: Mapped[datetime]
    returned_by: Mapped[str] = mapped_column(String(200))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    closed_why: Mapped[str] = mapped_column(Text, default="")
    new_number: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided."""
        return self.state == ReturnState.OPEN


class ReturnedChange(Base):
    """One change of a returned file, where it belongs, and what was decided. Dates are as the file says them."""

    __tablename__ = "text_return_changes"
    __table_args__ = (UniqueConstraint("return_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("text_returns.id"), index=True)
    number: Mapped[int]
    place_kind: Mapped[str] = mapped_column(String(10))
    place_key: Mapped[str] = mapped_column(String(80))
    article: Mapped[str] = mapped_column(String(80), default="")
    part: Mapped[str] = mapped_column(String(120), default="")
    author: Mapped[str] = mapped_column(String(400), default="")
    said_at: Mapped[str] = mapped_column(String(20), default="")
    tracked: Mapped[bool]
    taken: Mapped[str] = mapped_column(Text)
    put: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    move: Mapped[str] = mapped_column(String(200), default="")
    barrier: Mapped[str] = mapped_column(String(40), default="")
    drops_article: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[str] = mapped_column(String(8), default=Verdict.OPEN.value)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")


class ReturnedComment(Base):
    """A comment of a returned file; `remark` says that it stands among the remarks of the discussion."""

    __tablename__ = "text_return_comments"
    __table_args__ = (UniqueConstraint("return_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("text_returns.id"), index=True)
    number: Mapped[int]
    place_kind: Mapped[str] = mapped_column(String(10))
    place_key: Mapped[str] = mapped_column(String(80))
    article: Mapped[str] = mapped_column(String(80), default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    said_at: Mapped[str] = mapped_column(String(20), default="")
    quoted: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text)
    remark: Mapped[bool] = mapped_column(default=False)
