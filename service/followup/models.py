"""Tables of follow-up: activities with evidence, duties of the text, tasks, changed end dates, reminders, calendars."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id
from service.followup.rules import ActivityState, Recurrence


class JointActivity(Base):
    """A joint activity: planned for a day, then held, put off or called off. Only `held_on` says that it took place."""

    __tablename__ = "joint_activities"
    __table_args__ = (
        UniqueConstraint("agreement_id", "plan_key"),
        Index("ix_joint_activities_agreement_held", "agreement_id", "held_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=ActivityState.HELD.value)
    plan_key: Mapped[str | None] = mapped_column(String(60))  # what planning promised becomes one activity, once
    title: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(120), default="")
    planned_on: Mapped[date | None] = mapped_column(index=True)
    held_on: Mapped[date | None] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(String(200), default="")
    participants: Mapped[str] = mapped_column(Text, default="")
    from_office: Mapped[int | None]
    from_partner: Mapped[int | None]
    from_others: Mapped[int | None]
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(String(160), default="")
    result: Mapped[str] = mapped_column(Text, default="")
    obstacles: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # why it was put off or called off
    added_by: Mapped[UUID | None]
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    evidence: Mapped[list["ActivityEvidence"]] = relationship(
        order_by="ActivityEvidence.added_at", cascade="all, delete-orphan", lazy="selectin"
    )
    changes: Mapped[list["ActivityChange"]] = relationship(
        order_by="ActivityChange.at", cascade="all, delete-orphan", lazy="select"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> ActivityState:
        """The state as a typed value."""
        return ActivityState(self.state)

    @property
    def day(self) -> date | None:
        """The day on which it stands in a calendar."""
        return self.held_on or self.planned_on


class ActivityChange(Base):
    """One correction or change of state of an activity: which fields were what before, and why."""

    __tablename__ = "activity_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("joint_activities.id"), index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class ActivityEvidence(Base):
    """A file that shows an activity: a report, a list of those present, a photograph with its small picture."""

    __tablename__ = "activity_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("joint_activities.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    small_sha256: Mapped[str] = mapped_column(String(64), default="")  # drawn anew, so without position or camera
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]


class Obligation(Base):
    """A duty (kewajiban) that the text lays on a side; each time it falls due is a task."""

    __tablename__ = "obligations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(String(120), default="")  # "Pasal 4 ayat (2) huruf a"
    side: Mapped[str] = mapped_column(String(8))
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(String(160))
    recurrence: Mapped[str] = mapped_column(String(10), default=Recurrence.ONCE.value)
    first_due_on: Mapped[date]
    until: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)  # nothing more falls due
    closed_reason: Mapped[str] = mapped_column(Text, default="")
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]

    @property
    def recurrence_(self) -> Recurrence:
        """How often it falls due, as a typed value."""
        return Recurrence(self.recurrence)


class Task(Base):
    """A duty with who sees to it and by when; the key makes one that opens by itself open once."""

    __tablename__ = "follow_up_tasks"
    __table_args__ = (
        UniqueConstraint("agreement_id", "key"),
        Index("ix_follow_up_tasks_agreement_open", "agreement_id", "done_at", "due_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    obligation_id: Mapped[UUID | None] = mapped_column(ForeignKey("obligations.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID | None] = mapped_column(index=True)
    owner: Mapped[str] = mapped_column(String(160), default="")
    due_on: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_name: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    failed: Mapped[bool] = mapped_column(default=False)  # closed as not fulfilled, the reason in the note
    version: Mapped[int] = mapped_column(default=1)

    evidence: Mapped[list["TaskEvidence"]] = relationship(
        order_by="TaskEvidence.added_at", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute


class TaskEvidence(Base):
    """A file that shows that a task was done."""

    __tablename__ = "task_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("follow_up_tasks.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]


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
    agreement_id: Mapped[UUID] = mapped_column(index=True)  # no key: an office's own affair stands here by its own id
    subject_id: Mapped[UUID] = mapped_column(index=True)
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


class EscalationSent(Base):
    """That the level above had its letter of a day about what is long overdue below it."""

    __tablename__ = "escalations_sent"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime]
    letters: Mapped[int] = mapped_column(default=0)


class CalendarFeed(Base):
    """A secret address under which a calendar program fetches somebody's dates; only the hash of the secret is kept."""

    __tablename__ = "calendar_feeds"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # none: the whole office's dates
    made_by: Mapped[UUID | None]
    made_name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
