"""Tables of approval: the chain of an office, the rounds of an agreement, and what each approver said."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.approval.rules import DecisionState, RoundState, Turn
from service.core.database import Base, new_id


class ApprovalChainStep(Base):
    """One place in the chain that an office has laid down; an office without rows uses the default chain."""

    __tablename__ = "approval_chain_steps"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(20))


class ApprovalRound(Base):
    """One asking for approval, bound to one version of the text by its content hash (rule 25)."""

    __tablename__ = "approval_rounds"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    number: Mapped[int]
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_versions.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), default=RoundState.OPEN.value, index=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str] = mapped_column(Text, default="")

    decisions: Mapped[list["ApprovalDecision"]] = relationship(
        order_by="ApprovalDecision.position", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The chain of this round, as the rules see it."""
        return tuple(one.turn for one in self.decisions)


class ApprovalDecision(Base):
    """What one approver of a round said; waiting until then."""

    __tablename__ = "approval_decisions"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("approval_rounds.id"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    state: Mapped[str] = mapped_column(String(10), default=DecisionState.WAITING.value)
    decided_by: Mapped[UUID | None]
    decided_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    recorded_act_id: Mapped[UUID | None] = mapped_column(ForeignKey("recorded_acts.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def turn(self) -> Turn:
        """This place as the rules see it."""
        return Turn(self.position, self.role, self.office_id, self.state == DecisionState.WAITING)

    @property
    def from_outside(self) -> bool:
        """Whether the decision was recorded from outside (rule 35)."""
        return self.recorded_act_id is not None
