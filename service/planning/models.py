"""Tables of planning: the plan, what each side gives, planned activities, consultations and their conditions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id
from service.planning.rules import AnswerState, ContributionKind, PlanText, Side


class Plan(Base):
    """What an agreement is for, and the two checks with who stated them and when."""

    __tablename__ = "plans"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), primary_key=True)
    need: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str] = mapped_column(Text, default="")
    work_plan: Mapped[str] = mapped_column(Text, default="")
    lawful_by: Mapped[str] = mapped_column(String(120), default="")
    lawful_at: Mapped[datetime | None]
    independent_by: Mapped[str] = mapped_column(String(120), default="")
    independent_at: Mapped[datetime | None]

    contributions: Mapped[list["Contribution"]] = relationship(
        order_by="Contribution.added_at", cascade="all, delete-orphan", lazy="selectin"
    )
    activities: Mapped[list["PlannedActivity"]] = relationship(
        order_by="PlannedActivity.month, PlannedActivity.added_at", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def personal_data(self) -> bool:
        """Whether any side contributes personal data (rule 37)."""
        return any(one.personal_data for one in self.contributions)

    @property
    def checked(self) -> bool:
        """Whether both checks are stated."""
        return self.lawful_at is not None and self.independent_at is not None

    def of_side(self, side: str) -> list["Contribution"]:
        """What one side contributes."""
        return [one for one in self.contributions if one.side == side]

    def as_text(self) -> PlanText:
        """The plan as the rules see it."""
        return PlanText(self.need, self.scope, frozenset(Side(one.side) for one in self.contributions))


class Contribution(Base):
    """Something that one side gives."""

    __tablename__ = "contributions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("plans.agreement_id"), index=True)
    side: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(12))
    description: Mapped[str] = mapped_column(Text)
    personal_data: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]

    @property
    def kind_(self) -> ContributionKind:
        """The kind as a typed value."""
        return ContributionKind(self.kind)


class PlannedActivity(Base):
    """A joint activity that is intended: what, in which month, who sees to it."""

    __tablename__ = "planned_activities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("plans.agreement_id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    month: Mapped[date]
    owner: Mapped[str] = mapped_column(String(160))
    added_at: Mapped[datetime]


class Consultation(Base):
    """One question to the level above about one partner, with what it was shown, and its answer."""

    __tablename__ = "consultations"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        Index("ix_consultations_asked_waiting", "asked_of", "state", "due_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    number: Mapped[int]
    partner_id: Mapped[UUID]
    asked_of: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    question: Mapped[str] = mapped_column(Text)
    shown: Mapped[dict[str, Any]]
    asked_by: Mapped[UUID | None]
    asked_name: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default=AnswerState.WAITING.value, index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_name: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None]
    answered_on: Mapped[date | None]
    letter_number: Mapped[str] = mapped_column(String(120), default="")
    recorded_act_id: Mapped[UUID | None]
    override_reason: Mapped[str] = mapped_column(Text, default="")
    override_name: Mapped[str] = mapped_column(String(120), default="")
    override_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    conditions: Mapped[list["Condition"]] = relationship(
        order_by="Condition.place", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> AnswerState:
        """The state as a typed value."""
        return AnswerState(self.state)

    @property
    def outside(self) -> bool:
        """Whether the answer was recorded from outside (rule 35)."""
        return self.recorded_act_id is not None

    @property
    def open_conditions(self) -> list["Condition"]:
        """Conditions that nobody has shown to be met."""
        return [one for one in self.conditions if one.closed_at is None]


class Condition(Base):
    """A condition of an answer, closed with a note that says how it is met."""

    __tablename__ = "consultation_conditions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), index=True)
    place: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    closed_note: Mapped[str] = mapped_column(Text, default="")
    closed_name: Mapped[str] = mapped_column(String(120), default="")
    closed_at: Mapped[datetime | None]
