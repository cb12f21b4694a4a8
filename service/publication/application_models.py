"""Tables of applications: the form that waits for its code, the application, its history and attachments."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from service.core.database import Base, new_id
from service.publication.application_rules import State


class ApplicationDraft(Base):
    """A form whose mail address is not proven yet; the row goes when it is submitted, or after a day.

    Its files stay in this row, so that nothing unproven reaches the storage, which never forgets.
    """

    __tablename__ = "application_drafts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2), default="id")
    said: Mapped[dict[str, Any]]
    letter_name: Mapped[str] = mapped_column(String(200))
    letter: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    paper_name: Mapped[str] = mapped_column(String(200), default="")
    paper_type: Mapped[str] = mapped_column(String(100), default="")
    paper: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    made_at: Mapped[datetime] = mapped_column(index=True)
    code_id: Mapped[UUID | None]
    codes_sent: Mapped[int] = mapped_column(default=0)
    proven_at: Mapped[datetime | None]


class Application(Base):
    """A partner's application; the contact is personal data of the handling office, blanked after its time."""

    __tablename__ = "applications"
    __table_args__ = (Index("ix_applications_office_state", "office_id", "state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    number_hash: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # looked up by it: a try tells nothing by its time
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    institution: Mapped[str] = mapped_column(String(200))
    category: Mapped[str] = mapped_column(String(40))
    legal_status: Mapped[str] = mapped_column(String(20))
    seat: Mapped[str] = mapped_column(String(120), default="")
    wish: Mapped[str] = mapped_column(String(8))
    purpose: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    activity: Mapped[str] = mapped_column(Text)
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_position: Mapped[str] = mapped_column(String(160))
    contact_phone: Mapped[str] = mapped_column(String(60))
    contact_email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2), default="id")
    consented_at: Mapped[datetime]
    submitted_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    state_since: Mapped[datetime] = mapped_column(index=True)
    received_on: Mapped[date]  # local day since which this office has to answer
    answer_due_on: Mapped[date | None] = mapped_column(index=True)  # none while the applicant has the turn
    code_id: Mapped[UUID | None]
    codes_sent: Mapped[int] = mapped_column(default=0)
    prospect_id: Mapped[UUID | None] = mapped_column(ForeignKey("prospects.id"), index=True)
    blanked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> State:
        """Where it stands, as a typed value."""
        return State(self.state)


class ApplicationEvent(Base):
    """One line of the history that the applicant sees: the state after the change, and what he is told."""

    __tablename__ = "application_events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    place: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    office_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    by_name: Mapped[str] = mapped_column(String(120), default="")  # of staff; the tracking page does not show it
    at: Mapped[datetime]


class ApplicationFile(Base):
    """An attachment, in the storage since the address was proven."""

    __tablename__ = "application_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    role: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(100))
    added_at: Mapped[datetime]
