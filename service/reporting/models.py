"""Tables of the monthly report: one row a revision, what staff add to its lines, and what it has told."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id
from service.reporting.rules import State


class MonthlyReport(Base):
    """The report of an office on a month; once sent its content never changes, a correction is a new revision."""

    __tablename__ = "monthly_reports"
    __table_args__ = (
        UniqueConstraint("office_id", "month", "revision"),
        Index("ix_monthly_reports_month_state", "month", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    month: Mapped[date]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT.value)
    general: Mapped[str] = mapped_column(Text, default="")
    checked_by: Mapped[UUID | None]
    checked_name: Mapped[str] = mapped_column(String(120), default="")
    checked_at: Mapped[datetime | None]
    sent_name: Mapped[str] = mapped_column(String(120), default="")
    sent_at: Mapped[datetime | None]
    sent_on: Mapped[date | None]  # the local day that counts against the due day
    outside: Mapped[bool] = mapped_column(default=False)
    nil: Mapped[bool] = mapped_column(default=False)
    content: Mapped[str] = mapped_column(Text, default="")
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    xlsx_sha256: Mapped[str] = mapped_column(String(64), default="")
    judged_name: Mapped[str] = mapped_column(String(120), default="")
    judged_at: Mapped[datetime | None]
    judged_outside: Mapped[bool] = mapped_column(default=False)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    receipt: Mapped[list[Any]] = mapped_column(default=list)  # heads of the receiver's chains
    version: Mapped[int] = mapped_column()

    notes: Mapped[list["ReportNote"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> State:
        """The state as a typed value."""
        return State(self.state)


class ReportNote(Base):
    """What staff say about one agreement in a report."""

    __tablename__ = "report_notes"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_reports.id", ondelete="CASCADE"), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), primary_key=True)
    obstacles: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[str] = mapped_column(Text, default="")


class ReportedItem(Base):
    """That a sent report told of an agreement or an activity; what none told of is a late entry (rule 32)."""

    __tablename__ = "reported_items"
    __table_args__ = (Index("ix_reported_items_subject", "office_id", "subject_id", "month"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_reports.id"), primary_key=True)
    # an agreement or an activity, so no key; an agreement that a report told of is not taken out again by an import
    subject_id: Mapped[UUID] = mapped_column(primary_key=True, info={"names": "agreements"})
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    month: Mapped[date]
