"""Tables of offices, partners, their evidence, and the signatories of both sides."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.clock import Zone
from service.core.database import Base, new_id
from service.offices.rules import Acting, Evidence, Independence, LegalStatus, Level, Mandate

DEFAULT_FORMAT = "{sequence:3}/{classification}/{code}/{month:2}/{year}"


class Office(Base):
    """A Bawaslu office. Its name is data: in Aceh the offices are called otherwise."""

    __tablename__ = "offices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    full_name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(10), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"), index=True)
    zone: Mapped[str] = mapped_column(String(4), default=Zone.WIB.value)
    area: Mapped[str] = mapped_column(String(120), default="")
    seat: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    letter_code: Mapped[str] = mapped_column(String(40), default="")
    number_format: Mapped[str] = mapped_column(String(120), default=DEFAULT_FORMAT)
    classification: Mapped[str] = mapped_column(String(20), default="HK.02.00")
    logo_sha256: Mapped[str] = mapped_column(String(64), default="")
    active: Mapped[bool] = mapped_column(default=True)
    users_expected: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def level_(self) -> Level:
        """The level as a typed value."""
        return Level(self.level)

    @property
    def zone_(self) -> Zone:
        """The time zone as a typed value."""
        return Zone(self.zone)


class Partner(Base):
    """An institution with which offices make agreements; the whole tree shares one list."""

    __tablename__ = "partners"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    category: Mapped[str] = mapped_column(String(40), index=True)
    legal_status: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(Text, default="")
    seat: Mapped[str] = mapped_column(String(120), default="")
    liaison_name: Mapped[str] = mapped_column(String(120), default="")
    liaison_phone: Mapped[str] = mapped_column(String(60), default="")
    liaison_email: Mapped[str] = mapped_column(String(200), default="")
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"), index=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    independence: Mapped[str] = mapped_column(String(12), default=Independence.UNCHECKED.value)
    independence_note: Mapped[str] = mapped_column(Text, default="")
    logo_sha256: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    evidence: Mapped[list["PartnerEvidence"]] = relationship(order_by="PartnerEvidence.added_at", lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def independence_(self) -> Independence:
        """What is known of its ties, as a typed value."""
        return Independence(self.independence)

    @property
    def legal_status_(self) -> LegalStatus:
        """What it is in law, as a typed value."""
        return LegalStatus(self.legal_status)

    @property
    def standing_evidence(self) -> list["PartnerEvidence"]:
        """Evidence that was not withdrawn."""
        return [one for one in self.evidence if one.withdrawn_at is None]


class PartnerEvidence(Base):
    """A document that shows what a partner is; never removed, at most withdrawn with a reason."""

    __tablename__ = "partner_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("partners.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(120))
    issued_on: Mapped[date]
    valid_until: Mapped[date | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    added_by: Mapped[UUID | None]
    added_name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime]
    checked_by: Mapped[UUID | None]
    checked_name: Mapped[str] = mapped_column(String(120), default="")
    checked_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    def as_evidence(self) -> Evidence:
        """The document as the rules see it."""
        return Evidence(
            kind=self.kind,
            issued_on=self.issued_on,
            valid_until=self.valid_until,
            has_file=bool(self.sha256),
            checked=self.checked_at is not None,
        )


class Signatory(Base):
    """An official who signs for an office or for a partner, with the decree that lets him."""

    __tablename__ = "signatories"
    __table_args__ = (CheckConstraint("(office_id IS NULL) <> (partner_id IS NULL)", name="one_side"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"), index=True)
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(160))
    acting_capacity: Mapped[str] = mapped_column(String(8), default=Acting.FULL.value)
    decree_kind: Mapped[str] = mapped_column(String(40))
    decree_number: Mapped[str] = mapped_column(String(120))
    decree_date: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    may_sign: Mapped[list[Any]]
    sha256: Mapped[str] = mapped_column(String(64), default="")
    media_type: Mapped[str] = mapped_column(String(100), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def title(self) -> str:
        """The position with the capacity before it, as it is printed: "Plt. Ketua"."""
        return f"{self.acting_capacity} {self.position}".strip()

    def as_mandate(self) -> Mandate:
        """The signatory as the rules see him."""
        return Mandate(
            name=self.name,
            decree_number=self.decree_number,
            decree_date=self.decree_date,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            may_sign=frozenset(str(kind) for kind in self.may_sign),
            active=self.active,
            has_file=bool(self.sha256),
        )
