"""Tables of the watch: the election calendar with its history, screenings, and what they put on agreements."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id
from service.screening.rules import Advice, Finding, Occasion, PhaseKind, Restriction, Result, Span, State


class ElectionPhase(Base):
    """A phase of an election: when, where (no office: the whole country), and which partners it concerns."""

    __tablename__ = "election_phases"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str | None] = mapped_column(String(60), unique=True)  # of a shipped one
    contest: Mapped[str] = mapped_column(String(160))
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(12), default=PhaseKind.OTHER.value)
    first_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date] = mapped_column(index=True)
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"), index=True)
    categories: Mapped[list[Any]]
    source: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    created_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def kind_(self) -> PhaseKind:
        """The kind as a typed value."""
        return PhaseKind(self.kind)

    @property
    def span(self) -> Span:
        """Its days as the rules see them."""
        return Span(self.first_on, self.last_on)


class PhaseChange(Base):
    """One entry, correction or withdrawal of a phase: what it said before and after, by whom, why."""

    __tablename__ = "election_phase_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    phase_id: Mapped[UUID] = mapped_column(ForeignKey("election_phases.id"), index=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(String(120))
    office_name: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]


class Screening(Base):
    """One look at the independence of a partner: what was asked, what was found, what was decided."""

    __tablename__ = "screenings"
    __table_args__ = (UniqueConstraint("phase_id", "agreement_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    phase_id: Mapped[UUID | None] = mapped_column(ForeignKey("election_phases.id"), index=True)
    occasion: Mapped[str] = mapped_column(String(8), default=Occasion.PHASE.value)
    state: Mapped[str] = mapped_column(String(8), default=State.OPEN.value, index=True)
    opened_on: Mapped[date]
    opened_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(index=True)

    candidate: Mapped[str] = mapped_column(String(8), default="")
    campaign: Mapped[str] = mapped_column(String(8), default="")
    sources: Mapped[str] = mapped_column(Text, default="")
    looked_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    proposal: Mapped[str] = mapped_column(String(8), default="")
    evidence_sha256: Mapped[str] = mapped_column(String(64), default="")
    evidence_type: Mapped[str] = mapped_column(String(100), default="")
    evidence_name: Mapped[str] = mapped_column(String(200), default="")
    filled_by: Mapped[UUID | None]
    filled_name: Mapped[str] = mapped_column(String(120), default="")
    filled_at: Mapped[datetime | None]
    returned_note: Mapped[str] = mapped_column(Text, default="")

    advice: Mapped[str] = mapped_column(String(10), default=Advice.NONE.value)
    asked_of: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"), index=True)
    asked_on: Mapped[date | None]
    asked_name: Mapped[str] = mapped_column(String(120), default="")
    question: Mapped[str] = mapped_column(Text, default="")
    answer_due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answered_name: Mapped[str] = mapped_column(String(160), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    letter_number: Mapped[str] = mapped_column(String(120), default="")
    recorded_act_id: Mapped[UUID | None]

    result: Mapped[str] = mapped_column(String(8), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    allowed: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[UUID | None]
    decided_name: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    covered_by: Mapped[UUID | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> State:
        """Where it stands, as a typed value."""
        return State(self.state)

    @property
    def advice_(self) -> Advice:
        """Where the consultation stands, as a typed value."""
        return Advice(self.advice)

    @property
    def result_(self) -> Result | None:
        """What was decided, as a typed value."""
        return Result(self.result) if self.result else None

    @property
    def found(self) -> bool:
        """Whether a tie was found, or could not be ruled out."""
        return bool({self.candidate, self.campaign} & {Finding.YES, Finding.UNCLEAR})


class AgreementRestriction(Base):
    """A limit or suspension that a screening put on an agreement, and how it was lifted."""

    __tablename__ = "agreement_restrictions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    screening_id: Mapped[UUID] = mapped_column(ForeignKey("screenings.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    allowed: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    by_name: Mapped[str] = mapped_column(String(120))
    lifted_on: Mapped[date | None]
    lifted_reason: Mapped[str] = mapped_column(Text, default="")
    lifted_name: Mapped[str] = mapped_column(String(120), default="")

    @property
    def kind_(self) -> Restriction:
        """What it is, as a typed value."""
        return Restriction(self.kind)
