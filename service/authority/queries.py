"""Reading the authority's certificates."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.authority.models import AuthorityCertificate
from service.authority.revocation import Revoked
from service.authority.rules import CertificateKind, RevocationReason
from service.core.refusals import Refused


def newest(session: Session, kind: CertificateKind, owner_id: UUID | None = None) -> AuthorityCertificate | None:
    """The newest certificate of a kind (and owner) that is not revoked."""
    query = select(AuthorityCertificate).where(
        AuthorityCertificate.kind == kind.value, AuthorityCertificate.revoked_at.is_(None)
    )
    if owner_id is not None:
        query = query.where(AuthorityCertificate.owner_id == owner_id)
    return session.scalars(query.order_by(AuthorityCertificate.issued_at.desc())).first()


def needed(session: Session, kind: CertificateKind) -> AuthorityCertificate:
    """The newest certificate of one of the authority's own kinds; refuses where it was never set up."""
    row = newest(session, kind)
    if row is None:
        raise Refused("authority_missing")
    return row


def usable(session: Session, kind: CertificateKind, owner_id: UUID, now: datetime) -> AuthorityCertificate:
    """The certificate that an owner signs with now; refuses by the reason why there is none."""
    row = newest(session, kind, owner_id)
    if row is None:
        revoked = session.scalars(
            select(AuthorityCertificate.id).where(
                AuthorityCertificate.kind == kind.value, AuthorityCertificate.owner_id == owner_id
            )
        ).first()
        raise Refused("certificate_revoked" if revoked else "certificate_missing")
    if row.not_after <= now:
        raise Refused("certificate_expired")
    return row


def by_serial(session: Session, serial: str) -> AuthorityCertificate | None:
    """The certificate with a serial number in hexadecimal."""
    return session.scalars(select(AuthorityCertificate).where(AuthorityCertificate.serial == serial)).first()


def of_kind(session: Session, kind: CertificateKind) -> Sequence[AuthorityCertificate]:
    """All certificates of a kind, the newest first."""
    return session.scalars(
        select(AuthorityCertificate)
        .where(AuthorityCertificate.kind == kind.value)
        .order_by(AuthorityCertificate.issued_at.desc())
    ).all()


def revoked(session: Session, *, by_root: bool) -> list[Revoked]:
    """What was revoked, either of the issuing authority or of everything below it."""
    rows = session.scalars(select(AuthorityCertificate).where(AuthorityCertificate.revoked_at.is_not(None)))
    found = [as_revoked(row) for row in rows if (row.kind == CertificateKind.ISSUING) is by_root]
    return [one for one in found if one is not None]


def as_revoked(row: AuthorityCertificate) -> Revoked | None:
    """When and why a certificate was revoked, or None while it holds."""
    if row.revoked_at is None:
        return None
    reason = RevocationReason(row.revocation_reason or RevocationReason.UNSPECIFIED)
    return Revoked(int(row.serial, 16), row.revoked_at, reason)
