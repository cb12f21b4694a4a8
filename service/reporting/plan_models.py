"""Tables of the action plan: who sees to a duty, instructions with their answers, reminders that went out."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.agreements.models import Agreement
from service.core.database import Base, new_id


class PlanOwner(Base):
    """Who sees to one of the five duties of an office, and by when."""

    __tablename__ = "plan_owners"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    line: Mapped[str] = mapped_column(String(10), primary_key=True)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(160), default="")
    target_on: Mapped[date | None]
    set_name: Mapped[str] = mapped_column(String(120))
    set_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute


class Instruction(Base):
    """What the level above told offices to do, with its day."""

    __tablename__ = "plan_instructions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    sent_by: Mapped[UUID | None]
    sent_name: Mapped[str] = mapped_column(String(120))
    sent_at: Mapped[datetime]

    receivers: Mapped[list["InstructionOffice"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class InstructionOffice(Base):
    """That one office got an instruction: when it was read, and what it answered."""

    __tablename__ = "plan_instruction_offices"
    __table_args__ = (Index("ix_plan_instruction_offices_office", "office_id", "answered_at"),)

    instruction_id: Mapped[UUID] = mapped_column(
        ForeignKey("plan_instructions.id", ondelete="CASCADE"), primary_key=True
    )
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    read_name: Mapped[str] = mapped_column(String(120), default="")
    read_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_name: Mapped[str] = mapped_column(String(120), default="")
    answered_at: Mapped[datetime | None]


class PlanReminder(Base):
    """That an office was reminded of its late duties on a day; a second letter waits for the next day."""

    __tablename__ = "plan_reminders"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    from_office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    lines: Mapped[list[Any]]
    letters: Mapped[int] = mapped_column(default=0)
    sent_name: Mapped[str] = mapped_column(String(120))
    sent_at: Mapped[datetime]


# The duties of all offices are counted from these two alone, without reading a row of the wide table.
Index(
    "ix_agreements_duties",
    Agreement.lead_office_id,
    Agreement.stage,
    Agreement.nature,
    Agreement.ended_on,
    Agreement.end_on,
    Agreement.signed_on,
    Agreement.pks_due_on,
    Agreement.id,
)
Index("ix_agreements_signed_under", Agreement.parent_id, Agreement.kind, Agreement.stage, Agreement.signed_on)
