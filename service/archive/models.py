"""Tables of the archive: where paper originals are, loans, retention, holds, checks of files, exports of a year."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.archive.rules import AccessClass, Condition, ContainerKind, Place
from service.core.database import Base, new_id


class ArchiveBox(Base):
    """A box or a folder of an office; a folder may lie in a box and is then where its box is."""

    __tablename__ = "archive_boxes"
    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    kind: Mapped[str] = mapped_column(String(8), default=ContainerKind.BOX.value)
    code: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(200), default="")
    inside_id: Mapped[UUID | None] = mapped_column(ForeignKey("archive_boxes.id"), index=True)
    room: Mapped[str] = mapped_column(String(80), default="")
    cabinet: Mapped[str] = mapped_column(String(80), default="")
    shelf: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def place(self) -> Place:
        """Where the box itself stands."""
        return Place(self.room, self.cabinet, self.shelf)


class PaperOriginal(Base):
    """One signed sheet of paper (lembar ke-n): whose it is, where it lies, in what condition, who compared its scan."""

    __tablename__ = "paper_originals"
    __table_args__ = (UniqueConstraint("agreement_id", "office_id", "sheet"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    sheet: Mapped[int]
    owner: Mapped[str] = mapped_column(String(8))
    archive_number: Mapped[str] = mapped_column(String(80), default="")
    holder_kind: Mapped[str] = mapped_column(String(8))
    holder: Mapped[str] = mapped_column(String(160), default="")
    box_id: Mapped[UUID | None] = mapped_column(ForeignKey("archive_boxes.id"), index=True)
    room: Mapped[str] = mapped_column(String(80), default="")
    cabinet: Mapped[str] = mapped_column(String(80), default="")
    shelf: Mapped[str] = mapped_column(String(80), default="")
    condition: Mapped[str] = mapped_column(String(12), default=Condition.GOOD.value)
    pages: Mapped[int | None]
    access_class: Mapped[str] = mapped_column(String(12), default=AccessClass.ORDINARY.value)
    scanned_by: Mapped[str] = mapped_column(String(160), default="")
    scanned_on: Mapped[date | None]
    scan_entered_by: Mapped[UUID | None]
    compared_by: Mapped[UUID | None]
    compared_name: Mapped[str] = mapped_column(String(120), default="")
    compared_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text, default="")
    entered_by: Mapped[UUID | None]
    entered_name: Mapped[str] = mapped_column(String(120))
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def place(self) -> Place:
        """Where it lies when it lies in no box."""
        return Place(self.room, self.cabinet, self.shelf)


class ArchiveMove(Base):
    """That an original, or a box with all that was in it, was put somewhere else."""

    __tablename__ = "archive_moves"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    original_id: Mapped[UUID | None] = mapped_column(ForeignKey("paper_originals.id"), index=True)
    box_id: Mapped[UUID | None] = mapped_column(ForeignKey("archive_boxes.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    with_box: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class OriginalLoan(Base):
    """A loan of an original; `open_original_id` lets one be out at a time."""

    __tablename__ = "original_loans"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    original_id: Mapped[UUID] = mapped_column(ForeignKey("paper_originals.id"), index=True)
    open_original_id: Mapped[UUID | None] = mapped_column(unique=True)
    borrower: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    out_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    out_name: Mapped[str] = mapped_column(String(120))
    lent_at: Mapped[datetime]
    returned_on: Mapped[date | None]
    returned_condition: Mapped[str] = mapped_column(String(12), default="")
    returned_name: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")


class RetentionRule(Base):
    """One entry of a retention schedule (JRA) as one office decided it; a change is a new row that replaces it."""

    __tablename__ = "retention_rules"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    entry_id: Mapped[UUID] = mapped_column(index=True)  # the same for all versions of an entry
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    kinds: Mapped[list[Any]]
    active_years: Mapped[int]
    inactive_years: Mapped[int]
    fate: Mapped[str] = mapped_column(String(12))
    basis: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    decided_name: Mapped[str] = mapped_column(String(120))
    decided_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class LegalHold(Base):
    """That nothing of an agreement may be disposed of until somebody lifts it; one is open at a time."""

    __tablename__ = "legal_holds"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    open_agreement_id: Mapped[UUID | None] = mapped_column(unique=True)
    reason: Mapped[str] = mapped_column(Text)
    letter_number: Mapped[str] = mapped_column(String(120), default="")
    placed_name: Mapped[str] = mapped_column(String(120))
    placed_at: Mapped[datetime]
    lifted_name: Mapped[str] = mapped_column(String(120), default="")
    lifted_at: Mapped[datetime | None]
    lift_reason: Mapped[str] = mapped_column(Text, default="")


class FixityRun(Base):
    """One round over every stored file; `cursor` is the last file looked at, so that a round goes on after a stop."""

    __tablename__ = "fixity_runs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    by_hand: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    open_key: Mapped[str | None] = mapped_column(String(10), unique=True)  # one scheduled round at a time
    cursor: Mapped[str] = mapped_column(String(64), default="")
    checked: Mapped[int] = mapped_column(default=0)
    checked_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    faults: Mapped[int] = mapped_column(default=0)


class FixityFault(Base):
    """A file that was found altered, missing or unreadable, with the papers it belongs to as they were known then."""

    __tablename__ = "fixity_faults"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("fixity_runs.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    open_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    size: Mapped[int] = mapped_column(BigInteger)
    papers: Mapped[list[Any]]
    found_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_how: Mapped[str] = mapped_column(String(20), default="")


class YearExport(Base):
    """An export of a year that somebody asked for; the file lies in the data folder until it is swept."""

    __tablename__ = "year_exports"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    year: Mapped[int]
    asked_name: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")  # of the whole ZIP; it is no stored file
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    agreements: Mapped[int] = mapped_column(default=0)
    files: Mapped[int] = mapped_column(default=0)
    lacking: Mapped[int] = mapped_column(default=0)
    swept_at: Mapped[datetime | None]


class AuditVerification(Base):
    """The outcome of recomputing every audit chain and checkpoint."""

    __tablename__ = "audit_verifications"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(index=True)
    events: Mapped[int]
    checkpoint: Mapped[int]
    faults: Mapped[list[Any]]
