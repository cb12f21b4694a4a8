"""Tables of prospects: the institution, its contact, the next step, and dated notes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id
from service.prospects.rules import Source, Step


class Prospect(Base):
    """An institution that an office explores as a partner; its contact is personal data of the own office."""

    __tablename__ = "prospects"
    __table_args__ = (Index("ix_prospects_office_step", "office_id", "step"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    category: Mapped[str] = mapped_column(String(40), index=True)
    seat: Mapped[str] = mapped_column(String(120), default="")
    need: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(String(10), default=Step.EXPLORED.value)
    step_since: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(12), default=Source.OWN.value)
    reference: Mapped[str] = mapped_column(String(60), default="", index=True)
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_position: Mapped[str] = mapped_column(String(160), default="")
    contact_phone: Mapped[str] = mapped_column(String(60), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_due_on: Mapped[date | None] = mapped_column(index=True)
    next_since: Mapped[datetime | None]
    next_owner_id: Mapped[UUID | None]
    next_owner: Mapped[str] = mapped_column(String(160), default="")
    drop_reason: Mapped[str] = mapped_column(Text, default="")
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"), index=True)
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    created_by: Mapped[UUID | None]
    created_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def step_(self) -> Step:
        """Where it stands, as a typed value."""
        return Step(self.step)

    @property
    def source_(self) -> Source:
        """Where it came from, as a typed value."""
        return Source(self.source)


class ProspectNote(Base):
    """Something that happened with a prospect: a talk, a letter, a step taken."""

    __tablename__ = "prospect_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    prospect_id: Mapped[UUID] = mapped_column(ForeignKey("prospects.id"), index=True)
    day: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(String(10), default="")  # of a step taken
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
