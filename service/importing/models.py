"""Tables of the import: a batch with its untouched file, its rows as they were read, and its scans."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id


class BatchState(StrEnum):
    """Where a batch stands."""

    TRIED = "tried"  # read and judged; nothing was entered
    IMPORTED = "imported"
    UNDONE = "undone"
    DROPPED = "dropped"


class ImportBatch(Base):
    """One spreadsheet of an office, tried first; `matching` says which of its columns (from 0) tells what."""

    __tablename__ = "import_batches"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=BatchState.TRIED.value)
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    sheet: Mapped[str] = mapped_column(String(60))
    head_row: Mapped[int]
    heads: Mapped[list[Any]]
    epoch_1904: Mapped[bool] = mapped_column(default=False)
    matching: Mapped[dict[str, Any]]
    corrected: Mapped[bool] = mapped_column(default=False)
    partners: Mapped[dict[str, Any]]  # reduced name -> id of the known partner that is meant
    notes: Mapped[list[Any]]
    made_partners: Mapped[list[Any]]
    created_by: Mapped[UUID | None]
    created_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    imported_at: Mapped[datetime | None]
    imported_name: Mapped[str] = mapped_column(String(120), default="")
    undone_at: Mapped[datetime | None]
    undone_name: Mapped[str] = mapped_column(String(120), default="")
    undone_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> BatchState:
        """The state as a typed value."""
        return BatchState(self.state)


class ImportRow(Base):
    """A row of the sheet: its cells as they were, what is said of it, and the agreement it became."""

    __tablename__ = "import_rows"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    cells: Mapped[list[Any]]  # text, kind, formula, merged, cut
    hidden: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[str] = mapped_column(String(10), default="")
    notes: Mapped[list[Any]]
    file_id: Mapped[UUID | None]
    agreement_id: Mapped[UUID | None] = mapped_column(index=True)  # stays when the agreement is taken out again
    tail: Mapped[int] = mapped_column(default=0)  # length of the agreement's audit chain after the import
    note: Mapped[str] = mapped_column(Text, default="")
    location: Mapped[str] = mapped_column(Text, default="")


class ImportFile(Base):
    """A scan that came with a batch."""

    __tablename__ = "import_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int]
    fault: Mapped[str] = mapped_column(String(40), default="")
