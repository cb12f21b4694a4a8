"""Tables of the register: what is searched of each agreement, saved views, and how a person wants the list."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.agreements.register import ddl
from service.core.database import Base, new_id


def entry_id(agreement_id: UUID) -> int:
    """The number under which an agreement stands in the index: the same wherever it is counted out."""
    return agreement_id.int >> 65  # 63 bits, as many as a positive row number has


def office_mark(office_id: UUID) -> str:
    """How an office is marked in the index: its first letter is none that a word of a question can have."""
    return f"ø{office_id.hex}"


class SearchEntry(Base):
    """What can be found of one agreement, as keys of words; `search_index` follows it by triggers."""

    __tablename__ = "search_entries"
    # a hit leads to its agreement without reading the long row between them
    __table_args__ = (Index("ix_search_entries_id_agreement_id", "id", "agreement_id"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), unique=True)
    paper_sha256: Mapped[str] = mapped_column(String(64), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[str] = mapped_column(Text, default="")
    partner: Mapped[str] = mapped_column(Text, default="")
    office: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    paper: Mapped[str] = mapped_column(Text, default="")
    paper_words: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str] = mapped_column(Text, default="")


class SearchPage(Base):
    """The text of one page of an agreement's paper, to show where a word was found."""

    __tablename__ = "search_pages"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)


class SavedView(Base):
    """A state of the list under a name: its owner's own, or shared with the office."""

    __tablename__ = "saved_views"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    owner_name: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute


class RegisterChoice(Base):
    """Which columns a person wants to see, and how many rows on a page."""

    __tablename__ = "register_choices"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    columns: Mapped[list[Any]]
    size: Mapped[int] = mapped_column(default=25)


ddl.follow(SearchEntry.__table__)  # type: ignore[arg-type]  # declared as FromClause, made as Table
