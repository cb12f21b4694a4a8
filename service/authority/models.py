"""Tables of the authority: certificates with their locked keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base, new_id


class AuthorityCertificate(Base):
    """A certificate that the built-in authority issued; `locked_key` is empty for a guest, whose key was destroyed."""

    __tablename__ = "authority_certificates"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    serial: Mapped[str] = mapped_column(String(40), unique=True)
    subject: Mapped[str]
    owner_id: Mapped[UUID | None] = mapped_column(index=True)  # an office's seal, a person, a guest's signing act
    office_id: Mapped[UUID | None] = mapped_column(index=True)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    locked_key: Mapped[str | None] = mapped_column(Text)
    not_before: Mapped[datetime]
    not_after: Mapped[datetime]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revocation_reason: Mapped[str | None] = mapped_column(String(32))
    is_demo: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads this class attribute
