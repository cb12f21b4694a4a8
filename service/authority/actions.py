"""Setting up the authority, issuing and revoking."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from service.authority import certificates, keys, queries
from service.authority.certificates import Issuer, Subject
from service.authority.keys import KeyOwner, PinCost, PrivateKey
from service.authority.models import AuthorityCertificate
from service.authority.rules import DEMO_MARK, CertificateKind, RevocationReason
from service.core.audit import Stream
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork

RENEWED_BEFORE = timedelta(days=90)
AUTHORITY_STREAM = Stream("authority", UUID(int=0))
OWN_NAMES = {
    CertificateKind.ROOT: "Akar Sijari",
    CertificateKind.ISSUING: "Penerbit Sijari",
    CertificateKind.OCSP: "Status Sertifikat Sijari",
    CertificateKind.TIMESTAMP: "Penanda Waktu Sijari",
}


@dataclass(frozen=True, slots=True)
class AuthorityConfig:
    """What issuing depends on; the master key never leaves this object."""

    master_key: bytes
    public_url: str
    demo: bool
    pin_cost: PinCost = field(default_factory=lambda: keys.DEFAULT_PIN_COST)

    def __repr__(self) -> str:
        return f"AuthorityConfig(demo={self.demo})"


@dataclass(frozen=True, slots=True)
class Guest:
    """A partner's signer without an account, who vouches for him and how he was identified."""

    name: str
    title: str
    organisation: str
    office_id: UUID
    office_name: str
    identified_by: str


@dataclass(frozen=True, slots=True)
class GuestKey:
    """A key for one signature; it is held in memory only and forgotten after the act."""

    certificate: AuthorityCertificate
    key: PrivateKey


def init_authority(uow: UnitOfWork, config: AuthorityConfig) -> AuthorityCertificate:
    """Make root, issuing, OCSP and timestamp certificates where they are missing; returns the root."""
    existing = queries.newest(uow.session, CertificateKind.ROOT)
    if existing is not None:
        refuse_demo(existing, config)
        return existing
    made = _make_own(uow, config, CertificateKind.ROOT, None)
    root = Issuer(certificates.load(made[0].certificate), made[1])
    below = _make_own(uow, config, CertificateKind.ISSUING, root)
    issuing = Issuer(certificates.load(below[0].certificate), below[1])
    for kind in (CertificateKind.OCSP, CertificateKind.TIMESTAMP):
        _make_own(uow, config, kind, issuing)
    uow.record(AUTHORITY_STREAM, "authority.created", root=keys.fingerprint(made[0].certificate), demo=config.demo)
    return made[0]


def renew_services(uow: UnitOfWork, config: AuthorityConfig) -> list[AuthorityCertificate]:
    """New keys and certificates for status and timestamps where the old end soon; what the old ones said stays valid.

    The old certificates are not revoked: tokens and answers made with them are judged by the time that they name.
    """
    issuing = queries.needed(uow.session, CertificateKind.ISSUING)
    refuse_demo(issuing, config)
    made = []
    for kind in (CertificateKind.OCSP, CertificateKind.TIMESTAMP):
        old = queries.needed(uow.session, kind)
        if (
            old.not_after > uow.now + RENEWED_BEFORE or issuing.not_after <= old.not_after
        ):  # nothing outlives its issuer
            continue
        issuer = Issuer(certificates.load(issuing.certificate), unlock_service(issuing, config))
        row, _ = _make_own(uow, config, kind, issuer)
        uow.record(AUTHORITY_STREAM, "certificate.renewed", kind=kind.value, serial=row.serial, older=old.serial)
        made.append(row)
    return made


def refuse_demo(root: AuthorityCertificate, config: AuthorityConfig) -> None:
    """A production installation never works with a demo root, nor a demo with a real one."""
    if root.is_demo and not config.demo:
        raise Refused("demo_authority_refused")


def ensure_seal(
    uow: UnitOfWork, config: AuthorityConfig, office_id: UUID, name: str, key: PrivateKey | None = None
) -> AuthorityCertificate:
    """The office's seal, made at first use and anew when it has expired. Make the key before the transaction."""
    existing = queries.newest(uow.session, CertificateKind.SEAL, office_id)
    if existing is not None and existing.not_after > uow.now:
        return existing
    subject = _subject(config, Subject(name=f"Segel {name}", organisation=name))
    row, _ = _issue(uow, config, CertificateKind.SEAL, subject, owner_id=office_id, office_id=office_id, key=key)
    return row


def issue_person(
    uow: UnitOfWork,
    config: AuthorityConfig,
    person_id: UUID,
    subject: Subject,
    office_id: UUID,
    pin: str,
    key: PrivateKey | None = None,
) -> AuthorityCertificate:
    """A certificate for a member of staff, his key under the master key and his PIN; an older one is superseded.

    Make the key before the transaction: it takes up to a second.
    """
    keys.check_pin(pin)
    older = queries.newest(uow.session, CertificateKind.PERSON, person_id)
    if older is not None:
        revoke(uow, older, RevocationReason.SUPERSEDED)
    row, _ = _issue(
        uow,
        config,
        CertificateKind.PERSON,
        _subject(config, subject),
        owner_id=person_id,
        office_id=office_id,
        pin=pin,
        key=key,
    )
    return row


def issue_guest(uow: UnitOfWork, config: AuthorityConfig, guest: Guest, key: PrivateKey) -> GuestKey:
    """A short certificate for one signature. Make the key before the transaction; it is stored nowhere."""
    said = Subject(
        name=guest.name,
        organisation=guest.organisation,
        title=guest.title,
        notice=f"Identitas dinyatakan oleh {guest.office_name} melalui {guest.identified_by}",
    )
    row = _sign(uow, config, CertificateKind.GUEST, _subject(config, said), key)
    row.office_id = guest.office_id
    uow.session.add(row)
    uow.record(
        AUTHORITY_STREAM,
        "certificate.issued",
        kind=CertificateKind.GUEST,
        serial=row.serial,
        office=str(guest.office_id),
        identified_by=guest.identified_by,
    )
    return GuestKey(row, key)


def revoke(uow: UnitOfWork, row: AuthorityCertificate, reason: RevocationReason) -> None:
    """Revoke a certificate from now on; what it signed before, with a timestamp, stays valid."""
    if row.revoked_at is not None:
        return
    row.revoked_at = uow.now
    row.revocation_reason = reason.value
    row.locked_key = None  # a revoked key must never sign again
    uow.record(AUTHORITY_STREAM, "certificate.revoked", serial=row.serial, reason=reason.value)


def unlock_person(row: AuthorityCertificate, config: AuthorityConfig, pin: str) -> PrivateKey:
    """A member of staff's key, opened with his PIN for one signature."""
    if row.locked_key is None:
        raise Refused("certificate_revoked")
    wrapped = keys.WrappedKey.from_text(row.locked_key)
    return keys.unwrap_for_person(wrapped, config.master_key, owner_of(row), pin)


def unlock_service(row: AuthorityCertificate, config: AuthorityConfig) -> PrivateKey:
    """One of the server's own keys."""
    if row.locked_key is None:
        raise Refused("certificate_revoked")
    return keys.unwrap_for_service(keys.WrappedKey.from_text(row.locked_key), config.master_key, owner_of(row))


def owner_of(row: AuthorityCertificate) -> KeyOwner:
    """What a locked key is bound to."""
    return KeyOwner(owner=f"{row.kind}:{row.owner_id or ''}", serial=row.serial)


def _make_own(
    uow: UnitOfWork, config: AuthorityConfig, kind: CertificateKind, issuer: Issuer | None
) -> tuple[AuthorityCertificate, PrivateKey]:
    subject = _subject(config, Subject(name=OWN_NAMES[kind], organisation="Otoritas Sijari"))
    curve = kind in (CertificateKind.OCSP, CertificateKind.TIMESTAMP)
    key: PrivateKey = keys.new_curve_key() if curve else keys.new_rsa_key()
    certificate = certificates.build(kind, subject, key, issuer, config.public_url, uow.now)
    row = _row(uow, config, kind, certificates.der(certificate))
    row.locked_key = keys.wrap_for_service(key, config.master_key, owner_of(row)).to_text()
    uow.session.add(row)
    return row, key


def _issue(
    uow: UnitOfWork,
    config: AuthorityConfig,
    kind: CertificateKind,
    subject: Subject,
    *,
    owner_id: UUID,
    office_id: UUID,
    pin: str | None = None,
    key: PrivateKey | None = None,
) -> tuple[AuthorityCertificate, PrivateKey]:
    key = key or keys.new_rsa_key()
    row = _sign(uow, config, kind, subject, key)
    row.owner_id, row.office_id = owner_id, office_id
    if pin is None:
        row.locked_key = keys.wrap_for_service(key, config.master_key, owner_of(row)).to_text()
    else:
        wrapped = keys.wrap_for_person(key, config.master_key, owner_of(row), pin, config.pin_cost)
        row.locked_key = wrapped.to_text()
    uow.session.add(row)
    uow.record(
        AUTHORITY_STREAM,
        "certificate.issued",
        kind=kind.value,
        serial=row.serial,
        owner=str(owner_id),
        office=str(office_id),
    )
    return row, key


def _sign(
    uow: UnitOfWork, config: AuthorityConfig, kind: CertificateKind, subject: Subject, key: PrivateKey
) -> AuthorityCertificate:
    issuing = queries.needed(uow.session, CertificateKind.ISSUING)
    refuse_demo(issuing, config)
    issuer = Issuer(certificates.load(issuing.certificate), unlock_service(issuing, config))
    certificate = certificates.build(kind, subject, key, issuer, config.public_url, uow.now)
    return _row(uow, config, kind, certificates.der(certificate))


def _row(uow: UnitOfWork, config: AuthorityConfig, kind: CertificateKind, der: bytes) -> AuthorityCertificate:
    certificate = certificates.load(der)
    return AuthorityCertificate(
        id=new_id(),
        kind=kind.value,
        serial=certificates.serial_text(certificate),
        subject=certificate.subject.rfc4514_string(),
        certificate=der,
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        issued_at=uow.now,
        is_demo=config.demo,
    )


def _subject(config: AuthorityConfig, subject: Subject) -> Subject:
    """In a demo every subject says that it is an example."""
    if not config.demo:
        return subject
    return Subject(
        name=subject.name,
        organisation=f"{DEMO_MARK} - {subject.organisation}",
        unit=subject.unit,
        title=subject.title,
        serial_number=subject.serial_number,
        notice=subject.notice,
    )
