"""Tables of reviews and of renewal decisions; earlier ones are kept."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id
from service.reviews.rules import Decision, Outcome, ReviewState


class Review(Base):
    """One review of an agreement against the regulation; `current` marks the confirmed one that counts."""

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        Index("ix_reviews_counting", "agreement_id", "current", "checklist_version", "again_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=ReviewState.WAITING.value, index=True)
    current: Mapped[bool] = mapped_column(default=False)
    checklist_version: Mapped[int]
    regulation: Mapped[str] = mapped_column(String(120))
    answers: Mapped[dict[str, Any]]  # by the key of the item: said, note, known (what the system knew)
    outcome: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[UUID | None]
    made_name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    decided_by: Mapped[UUID | None]
    decided_name: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None]
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    again_on: Mapped[date | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> ReviewState:
        """The state as a typed value."""
        return ReviewState(self.state)

    @property
    def outcome_(self) -> Outcome:
        """The outcome as a typed value."""
        return Outcome(self.outcome)


class RenewalDecision(Base):
    """What was decided about an agreement for its last day, with the minutes; the latest one counts."""

    __tablename__ = "renewal_decisions"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        Index("ix_renewal_decisions_counting", "agreement_id", "current", "for_end_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    number: Mapped[int]
    current: Mapped[bool] = mapped_column(default=True)
    for_end_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(String(14))
    reason: Mapped[str] = mapped_column(Text)
    benefit: Mapped[str] = mapped_column(Text, default="")
    met_on: Mapped[date]
    met_at: Mapped[str] = mapped_column(String(200), default="")
    attendants: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[str] = mapped_column(Text, default="")
    minutes_sha256: Mapped[str] = mapped_column(String(64), default="")
    minutes_name: Mapped[str] = mapped_column(String(200), default="")
    review_id: Mapped[UUID | None]
    decided_by: Mapped[UUID | None]
    decided_name: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime]
    decided_on: Mapped[date]

    @property
    def decision_(self) -> Decision:
        """The decision as a typed value."""
        return Decision(self.decision)
