"""Tables of people, their roles, sessions, tries to sign in, and links to set a password."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.core.audit import Stream
from service.core.database import Base, new_id
from service.core.permissions import Role


class Person(Base):
    """A member of staff of one office."""

    __tablename__ = "people"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200), default="")
    nip: Mapped[str] = mapped_column(String(30), default="")
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    language: Mapped[str] = mapped_column(String(2), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    password_set_at: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    totp_wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="selectin", order_by="RoleGrant.role"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute

    @property
    def stream(self) -> Stream:
        """The chain of what happened to this account."""
        return Stream("account", self.id)

    @property
    def has_totp(self) -> bool:
        """Whether an authenticator is enrolled."""
        return self.totp_confirmed_at is not None

    def roles_in(self, office_id: UUID) -> frozenset[str]:
        """The roles the person holds in an office."""
        return frozenset(grant.role for grant in self.grants if grant.office_id == office_id)


class RoleGrant(Base):
    """A role of a person in an office."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "office_id", "role"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="grants")

    @property
    def role_(self) -> Role:
        """The role as a typed value."""
        return Role(self.role)


class SessionRow(Base):
    """A session on one device. The browser holds the token, we hold its hash."""

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    step_up_at: Mapped[datetime | None]
    awaits_code: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")


class SignInTry(Base):
    """Wrong tries for one mail address, known or not, so that a lock tells nobody whether the address is known."""

    __tablename__ = "sign_in_tries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    last_at: Mapped[datetime] = mapped_column(index=True)


class PasswordLink(Base):
    """A link that lets a person set the password once; we hold the hash of its token."""

    __tablename__ = "password_links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Scope(StrEnum):
    """What a program with a person's token may do; it never may more than the person, and nothing is signed by it."""

    READ = "read"
    AGREEMENTS = "agreements:write"
    FOLLOW_UP = "follow_up:write"
    REPORTS = "reports:write"


class ApiToken(Base):
    """A token by which a program acts for a person. The program holds the token, we hold its hash."""

    __tablename__ = "api_tokens"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    last_address: Mapped[str] = mapped_column(String(64), default="")
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")

    def is_living(self, now: datetime) -> bool:
        """Whether it is neither revoked nor over, and its person still works here."""
        return self.revoked_at is None and now < self.expires_at and self.person.active
