"""Versions of a text and the files made from them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text, UniqueConstraint
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
