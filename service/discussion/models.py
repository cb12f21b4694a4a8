"""Tables of discussion: remarks with their replies, and minutes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id
from service.discussion.rules import MinutesState, Outcome, RemarkState, RemarkView, Side, Visibility


class Remark(Base):
    """A remark on the text: on one article (`pasal:kunci`), one field (`isian:kunci`) or the whole (empty place)."""

    __tablename__ = "remarks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    version_number: Mapped[int]
    place: Mapped[str] = mapped_column(String(120), default="")
    side: Mapped[str] = mapped_column(String(8))
    visibility: Mapped[str] = mapped_column(String(8), default=Visibility.SHARED.value)
    author_id: Mapped[UUID | None]
    author_name: Mapped[str] = mapped_column(String(200))
    recorded_act_id: Mapped[UUID | None] = mapped_column(ForeignKey("recorded_acts.id"))
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), default=RemarkState.OPEN.value, index=True)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(String(200), default="")
    settled_how: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    replies: Mapped[list["RemarkReply"]] = relationship(
        order_by="RemarkReply.said_at", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def view(self) -> RemarkView:
        """The remark as the rules see it."""
        return RemarkView(Visibility(self.visibility), RemarkState(self.state), self.author_id)

    @property
    def outside(self) -> bool:
        """Whether it was recorded from outside (rule 35)."""
        return self.recorded_act_id is not None


class RemarkReply(Base):
    """An answer to a remark; who may read the remark may read its replies."""

    __tablename__ = "remark_replies"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    remark_id: Mapped[UUID] = mapped_column(ForeignKey("remarks.id"), index=True)
    side: Mapped[str] = mapped_column(String(8), default=Side.OFFICE.value)
    author_id: Mapped[UUID | None]
    author_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime]


class Minutes(Base):
    """The minutes of one meeting: a document of its own (its versions carry this id as owner), or a scan of one."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    number: Mapped[int]
    round_number: Mapped[int] = mapped_column(default=0)
    text_version: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(12), default=Outcome.AGREED.value)
    state: Mapped[str] = mapped_column(String(8), default=MinutesState.DRAFT.value)
    held_on: Mapped[date | None]
    template_hash: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    filed_by: Mapped[str] = mapped_column(String(200), default="")
    recorded_act_id: Mapped[UUID | None] = mapped_column(ForeignKey("recorded_acts.id"))
    scan_sha256: Mapped[str] = mapped_column(String(64), default="")
    scan_type: Mapped[str] = mapped_column(String(60), default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def outside(self) -> bool:
        """Whether they were recorded from outside (rule 35)."""
        return self.recorded_act_id is not None

    @property
    def is_draft(self) -> bool:
        """Whether they may still be changed."""
        return self.state == MinutesState.DRAFT
