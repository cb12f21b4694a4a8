"""Tables of the agreement: what it is, where it stands, and every file that was ever its paper."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.agreements.lifecycle import Kind, Mode, Stage
from service.core.database import Base, new_id
from service.core.terms import pks_deadline


class Origin(StrEnum):
    """Whether the agreement was made here or existed before (arsip lama)."""

    MADE = "made"
    LEGACY = "legacy"


class Nature(StrEnum):
    """What an agreement is to another: new in its own right, or changing, prolonging or ending one that was signed."""

    ORIGINAL = "original"
    ADDENDUM = "addendum"
    RENEWAL = "renewal"
    TERMINATION = "termination"


class Agreement(Base):
    """A Nota Kesepahaman or Perjanjian Kerja Sama. Whether it is still valid follows from `end_on` when asked."""

    __tablename__ = "agreements"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(3))
    subject: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(String(12), default=Stage.PLANNING.value, index=True)
    stage_since: Mapped[datetime]  # the usual order of the list
    origin: Mapped[str] = mapped_column(String(8), default=Origin.MADE.value)
    lead_office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    nature: Mapped[str] = mapped_column(String(12), default=Nature.ORIGINAL.value)
    amends_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    mode: Mapped[str | None] = mapped_column(String(12))
    public_code: Mapped[str] = mapped_column(String(32), unique=True)
    template_name: Mapped[str] = mapped_column(String(60), default="")
    template_version: Mapped[str] = mapped_column(String(10), default="")
    template_hash: Mapped[str] = mapped_column(String(64), default="")
    frozen_version_id: Mapped[UUID | None]
    frozen_hash: Mapped[str] = mapped_column(String(64), default="")
    office_number: Mapped[str] = mapped_column(default="")
    partner_number: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    term_months: Mapped[int | None]
    end_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    suspended_on: Mapped[date | None]
    pks_due_on: Mapped[date | None]  # follows from signed_on; stored so that lists can ask
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    final_sha256: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    offices: Mapped[list["AgreementOffice"]] = relationship(
        order_by="AgreementOffice.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def stage_(self) -> Stage:
        """The stage as a typed value."""
        return Stage(self.stage)

    @property
    def kind_(self) -> Kind:
        """The instrument as a typed value."""
        return Kind(self.kind)

    @property
    def nature_(self) -> Nature:
        """What it is to another agreement, as a typed value."""
        return Nature(self.nature)

    @property
    def mode_(self) -> Mode | None:
        """The mode of signing as a typed value."""
        return Mode(self.mode) if self.mode else None

    @property
    def office_ids(self) -> frozenset[UUID]:
        """Every Bawaslu office on our side, the lead office included."""
        return frozenset({self.lead_office_id, *(row.office_id for row in self.offices)})


# An order of the list each, the id with it: a page far behind is reached without reading a row on the way.
for _name in ("stage_since", "end_on", "signed_on", "effective_on", "pks_due_on", "office_number", "partner_number"):
    Index(f"ix_agreements_{_name}_id", getattr(Agreement, _name), Agreement.id)
Index("ix_agreements_partner_stage", Agreement.partner_id, Agreement.stage, Agreement.id)
# Everybody's agreements in their order, and those of an office by stage.
Index("ix_agreements_kind_since", Agreement.kind, Agreement.stage_since, Agreement.id)
Index("ix_agreements_lead_stage", Agreement.lead_office_id, Agreement.stage)


@event.listens_for(Agreement, "before_insert")
@event.listens_for(Agreement, "before_update")
def _keep_pks_deadline(_mapper: Any, _connection: Any, target: Agreement) -> None:
    """Only a new MoU owes a PKS: an addendum, a renewal or an ending starts no clock (rule 15)."""
    owes = target.kind == Kind.MOU.value and target.nature in (None, Nature.ORIGINAL.value)
    target.pks_due_on = pks_deadline(target.signed_on) if owes and target.signed_on else None


class AgreementOffice(Base):
    """A further Bawaslu office on our side of the agreement."""

    __tablename__ = "agreement_offices"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class StageChange(Base):
    """One step through the lifecycle, for the dates on the stage rail."""

    __tablename__ = "stage_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    source: Mapped[str] = mapped_column(String(12))
    target: Mapped[str] = mapped_column(String(12))
    action: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    by_name: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")


class PaperKind(StrEnum):
    """What a registered file is in the life of the paper."""

    ENGROSSED = "engrossed"
    PREPARED = "prepared"
    SIGNED = "signed"
    ARCHIVED = "archived"
    RENEWED = "renewed"
    SCAN = "scan"
    LEGACY_SCAN = "legacy_scan"


class PaperRevision(Base):
    """Every file that was ever this agreement's paper; the verifier asks this table (rollback is seen nowhere else)."""

    __tablename__ = "paper_revisions"
    __table_args__ = (UniqueConstraint("agreement_id", "event_id", "sequence"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    event_id: Mapped[UUID | None] = mapped_column(index=True)
    sequence: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    published: Mapped[bool] = mapped_column(default=False)
    void: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class ActKind(StrEnum):
    """The acts of others that may also be recorded from outside (rule 35)."""

    CONSULTATION_ANSWER = "consultation_answer"
    REMARK = "remark"
    MINUTES = "minutes"
    APPROVAL = "approval"
    SIGNATURE = "signature"
    WET_ORIGINAL = "wet_original"
    SCREENING_ADVICE = "screening_advice"
    REPORT_RECEIPT = "report_receipt"  # concerns an office, not an agreement


class RecordedAct(Base):
    """An act done outside the system: entered by one person, checked by another, then it counts (rule 35).

    It concerns an agreement, or the office itself (the receipt of a monthly report): then `agreement_id` is empty.
    """

    __tablename__ = "recorded_acts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id"), index=True)
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[UUID]
    outcome: Mapped[dict[str, Any]]
    done_by: Mapped[str]
    done_on: Mapped[date]
    letter_number: Mapped[str] = mapped_column(default="")
    scan_sha256: Mapped[str] = mapped_column(String(64))
    scan_type: Mapped[str] = mapped_column(String(60), default="application/pdf")
    entered_by: Mapped[UUID]
    entered_name: Mapped[str]
    entered_at: Mapped[datetime]
    checked_by: Mapped[UUID | None]
    checked_name: Mapped[str] = mapped_column(default="")
    checked_at: Mapped[datetime | None]
    rejected_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state(self) -> str:
        """entered, checked or rejected."""
        if self.checked_at is None:
            return "entered"
        return "rejected" if self.rejected_reason else "checked"
