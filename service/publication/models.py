"""Tables of publication: each decision about an agreement with its public copy."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id
from service.publication.rules import CopyState, Decision


class Publication(Base):
    """A decision of the information officer; `live_key` makes one of them per agreement the one in force."""

    __tablename__ = "publications"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    live_key: Mapped[UUID | None] = mapped_column(unique=True)
    decision: Mapped[str] = mapped_column(String(8))
    ground: Mapped[str] = mapped_column(Text, default="")
    review_on: Mapped[date | None] = mapped_column(index=True)
    decided_by: Mapped[UUID | None]
    decided_name: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[datetime]
    copy_state: Mapped[str] = mapped_column(String(10), default=CopyState.NONE.value)
    copy_sha256: Mapped[str] = mapped_column(String(64), default="")
    copy_size: Mapped[int] = mapped_column(default=0)
    masked: Mapped[dict[str, Any]]
    uploaded_by: Mapped[UUID | None]
    uploaded_name: Mapped[str] = mapped_column(String(200), default="")
    checked_name: Mapped[str] = mapped_column(String(200), default="")
    checked_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    published_name: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def decision_(self) -> Decision:
        """What was decided, as a typed value."""
        return Decision(self.decision)

    @property
    def copy_(self) -> CopyState:
        """Where the public copy stands, as a typed value."""
        return CopyState(self.copy_state)
