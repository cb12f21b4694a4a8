"""Versions of a text and the files made from them; the templates that offices publish."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id


class WorkingCopy(Base):
    """The one unsaved state of a text; autosave overwrites it, `version` refuses a stale page."""

    __tablename__ = "working_copies"

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute


class DocumentVersion(Base):
    """A saved version of a text (an agreement's or its minutes'): its content, and the paper once made."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("owner_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    number: Mapped[int]
    template_name: Mapped[str] = mapped_column(String(60))
    template_version: Mapped[str] = mapped_column(String(10))
    template_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    docx_sha256: Mapped[str] = mapped_column(String(64), default="")
    pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    pages: Mapped[int] = mapped_column(default=0)
    engine: Mapped[str] = mapped_column(String(20), default="")
    rendered_at: Mapped[datetime | None]


class EditionState(StrEnum):
    """How far a template or a clause of an office is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class TemplateEdition(Base):
    """One version of a kind of paper that an office uploaded; what is published holds for it and all offices below.

    The package stands in the row: every reader of a text needs its template, and most of them only have a session.
    """

    __tablename__ = "template_editions"
    __table_args__ = (
        UniqueConstraint("office_id", "name", "number"),
        Index("ix_template_editions_name_state", "name", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)  # over the files: what a text is pinned to
    package: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(String(10), default=EditionState.DRAFT.value)
    findings: Mapped[list[Any]]
    note: Mapped[str] = mapped_column(Text, default="")
    sample_pdf_sha256: Mapped[str] = mapped_column(String(64), default="")
    sample_pages: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[UUID | None]
    created_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    decided_name: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> EditionState:
        """The state as a typed value."""
        return EditionState(self.state)


class TemplateConfirmation(Base):
    """An administrator's word that a template was compared with the annex of Perbawaslu 7/2023."""

    __tablename__ = "template_confirmations"
    __table_args__ = (UniqueConstraint("office_id", "sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    confirmed_by: Mapped[UUID | None]
    confirmed_name: Mapped[str] = mapped_column(String(120))
    confirmed_at: Mapped[datetime]
