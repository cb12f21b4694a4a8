"""Tables of signing: the event, its slots, who holds the paper's only signing slot, and each act."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.database import Base, new_id
from service.signing.rules import EventState, SlotKind, SlotState


class SigningEvent(Base):
    """An acara penandatanganan; `live_key` lets an agreement have one that is not void."""

    __tablename__ = "signing_events"
    __table_args__ = (UniqueConstraint("agreement_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    live_key: Mapped[UUID | None] = mapped_column(unique=True)
    number: Mapped[int]
    mode: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default=EventState.PREPARING.value, index=True)
    held_on: Mapped[date]
    stated: Mapped[bool]  # whether the paper prints "Pada hari ini"; only when all sign on that day (rule 26)
    place: Mapped[str] = mapped_column(String(120))
    office_number: Mapped[str] = mapped_column(String(120))
    partner_number: Mapped[str] = mapped_column(String(120), default="")
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_versions.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    plan: Mapped[dict[str, Any]]
    engrossed_sha256: Mapped[str] = mapped_column(String(64), default="")
    engine: Mapped[str] = mapped_column(String(20), default="")
    pages: Mapped[int] = mapped_column(default=0)
    reading: Mapped[list[Any]]
    head_sha256: Mapped[str] = mapped_column(String(64), default="")
    revision: Mapped[int] = mapped_column(default=0)
    final_sha256: Mapped[str] = mapped_column(String(64), default="")
    bundle_sha256: Mapped[str] = mapped_column(String(64), default="")
    signed_on: Mapped[date | None]  # wet ink: as recorded from the original
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    slots: Mapped[list["SignatureSlot"]] = relationship(
        order_by="SignatureSlot.order", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def state_(self) -> EventState:
        """The state as a typed value."""
        return EventState(self.state)


class SignatureSlot(Base):
    """One signature that the paper needs; what stands here about the signatory is as it was when signing opened."""

    __tablename__ = "signature_slots"
    __table_args__ = (UniqueConstraint("event_id", "order"), UniqueConstraint("event_id", "field"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("signing_events.id"), index=True)
    order: Mapped[int]
    side: Mapped[str] = mapped_column(String(8))
    place: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(8), default=SlotKind.STAFF.value)
    state: Mapped[str] = mapped_column(String(8), default=SlotState.WAITING.value)
    signatory_id: Mapped[UUID] = mapped_column(ForeignKey("signatories.id"))
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    office_id: Mapped[UUID | None]
    institution: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(200))
    decree: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200), default="")
    link_id: Mapped[UUID | None]
    notified_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # the text reflowed for reading
    pdf_seen_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    certificate_serial: Mapped[str] = mapped_column(String(40), default="")
    recorded_act_id: Mapped[UUID | None] = mapped_column(ForeignKey("recorded_acts.id"))

    @property
    def waiting(self) -> bool:
        """Whether nobody has signed here."""
        return self.state == SlotState.WAITING


class SigningLease(Base):
    """Who holds the paper's only signing slot, and until when; the primary key lets one hold it."""

    __tablename__ = "signing_leases"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("signing_events.id"), primary_key=True)
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("signature_slots.id"))
    holder: Mapped[UUID]
    taken_at: Mapped[datetime]
    until: Mapped[datetime]


class SigningAct(Base):
    """One act of signing: what was signed and how the person was known. It holds no secret; the key is long gone."""

    __tablename__ = "signing_acts"
    __table_args__ = (UniqueConstraint("event_id", "revision"), UniqueConstraint("slot_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("signing_events.id"), index=True)
    slot_id: Mapped[UUID] = mapped_column(ForeignKey("signature_slots.id"))
    revision: Mapped[int]
    base_sha256: Mapped[str] = mapped_column(String(64))
    prepared_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[dict[str, Any]]
    raw_signature: Mapped[str] = mapped_column(Text)
    certificate_serial: Mapped[str] = mapped_column(String(40))
    consent_version: Mapped[str] = mapped_column(String(20))
    consent_text: Mapped[str] = mapped_column(Text)
    viewed: Mapped[str] = mapped_column(String(10))
    method: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")
    acted_at: Mapped[datetime]
    result_sha256: Mapped[str] = mapped_column(String(64), default="")
    finished_at: Mapped[datetime | None]
