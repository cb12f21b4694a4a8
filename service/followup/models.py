"""Tables of follow-up: activities with their evidence, tasks, changed end dates, reminders that went out."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id


class JointActivity(Base):
    """A joint activity that took place."""

    __tablename__ = "joint_activities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    participants: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    added_by: Mapped[UUID | None]
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]

    evidence: Mapped[list["ActivityEvidence"]] = relationship(
        order_by="ActivityEvidence.added_at", cascade="all, delete-orphan", lazy="selectin"
    )


class ActivityEvidence(Base):
    """A file that shows an activity: a report, a list of those present, a photograph."""

    __tablename__ = "activity_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("joint_activities.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]


class Task(Base):
    """A duty with who sees to it and by when; the key makes one that opens by itself open once."""

    __tablename__ = "follow_up_tasks"
    __table_args__ = (UniqueConstraint("agreement_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(String(160), default="")
    due_on: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_name: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class EndChange(Base):
    """A correction of an end date; old and new stay visible."""

    __tablename__ = "end_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    old: Mapped[date | None]
    new: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class ReminderSent(Base):
    """A reminder that an office has been given: which clock of what, due when, at which threshold (rule 16)."""

    __tablename__ = "reminders_sent"
    __table_args__ = (UniqueConstraint("office_id", "subject_id", "clock", "due_on", "threshold"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    subject_id: Mapped[UUID]
    clock: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    threshold: Mapped[int]
    sent_at: Mapped[datetime]


class DigestSent(Base):
    """That an office had its letter of a day; a second one waits for the next day."""

    __tablename__ = "digests_sent"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime]
    letters: Mapped[int] = mapped_column(default=0)
