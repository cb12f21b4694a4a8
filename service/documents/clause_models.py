"""Tables of the clause library: articles that offices keep ready, each with its editions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id
from service.documents.models import EditionState


class Clause(Base):
    """An article of an office; it and all offices below may use it, and must where it is mandatory.

    An empty kind or category means any.
    """

    __tablename__ = "clauses"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(12))  # part of the article's key in a text
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    kind: Mapped[str] = mapped_column(String(3), default="")
    category: Mapped[str] = mapped_column(String(40), default="")
    topic: Mapped[str] = mapped_column(String(80), default="")
    mandatory: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=EditionState.DRAFT.value)
    current_number: Mapped[int] = mapped_column(default=0)  # the edition in force; 0 before the first was published
    created_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    editions: Mapped[list["ClauseEdition"]] = relationship(order_by="ClauseEdition.number", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> EditionState:
        """The state as a typed value."""
        return EditionState(self.state)

    @property
    def current(self) -> "ClauseEdition | None":
        """The edition in force."""
        return next((one for one in self.editions if one.number == self.current_number), None)


class ClauseEdition(Base):
    """One wording of a clause; never changed, a new wording is a new edition."""

    __tablename__ = "clause_editions"
    __table_args__ = (UniqueConstraint("clause_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    clause_id: Mapped[UUID] = mapped_column(ForeignKey("clauses.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    created_name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]
