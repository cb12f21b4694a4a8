"""Building certificates: pure functions from a request to a signed certificate."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from service.authority.keys import PrivateKey
from service.authority.rules import (
    COMMON_NAME_LENGTH,
    DEMO_MARK,
    DOCUMENT_SIGNING_OID,
    FULL_NAME_OID,
    NOTICE_LENGTH,
    POLICY_OID,
    CertificateKind,
    shortened,
)

YEARS = {
    CertificateKind.ROOT: 25,
    CertificateKind.ISSUING: 20,
    CertificateKind.OCSP: 10,
    CertificateKind.TIMESTAMP: 12,
    CertificateKind.SEAL: 5,
    CertificateKind.PERSON: 2,
}
GUEST_DAYS = 3  # the key lives for seconds; the days let the timestamp come after an outage
CRL_OF = {CertificateKind.ISSUING: "root"}
SIGNERS = (CertificateKind.SEAL, CertificateKind.PERSON, CertificateKind.GUEST)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names. `notice` says who vouches for the identity and how."""

    name: str
    organisation: str
    unit: str = ""
    title: str = ""
    serial_number: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The certificate and key that sign."""

    certificate: x509.Certificate
    key: PrivateKey


def load(der: bytes) -> x509.Certificate:
    """A certificate from its DER bytes."""
    return x509.load_der_x509_certificate(der)


def der(certificate: x509.Certificate) -> bytes:
    """The DER bytes of a certificate."""
    return certificate.public_bytes(Encoding.DER)


def pem(certificate: x509.Certificate) -> str:
    """The PEM text of a certificate."""
    return certificate.public_bytes(Encoding.PEM).decode()


def serial_text(certificate: x509.Certificate) -> str:
    """The serial number in hexadecimal, as it is stored and shown."""
    return f"{certificate.serial_number:x}"


def is_demo(certificate: x509.Certificate) -> bool:
    """Whether the certificate says of itself that it is an example."""
    return any(DEMO_MARK in str(attribute.value) for attribute in certificate.subject)


def validity(kind: CertificateKind, now: datetime) -> tuple[datetime, datetime]:
    """From when until when a certificate of this kind is valid."""
    begin = now.replace(microsecond=0) - timedelta(minutes=5)
    if kind is CertificateKind.GUEST:
        return begin, begin + timedelta(days=GUEST_DAYS)
    return begin, begin + timedelta(days=365 * YEARS[kind])


def build(
    kind: CertificateKind, subject: Subject, key: PrivateKey, issuer: Issuer | None, base_url: str, now: datetime
) -> x509.Certificate:
    """A certificate of a kind; without an issuer it signs itself."""
    name = subject_name(subject)
    signer = issuer.certificate if issuer else None
    begin, end = validity(kind, now)
    if signer is not None:
        end = min(end, signer.not_valid_after_utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(signer.subject if signer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )
    for extension, critical in _extensions(kind, key, issuer, base_url, subject.notice):
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer.key if issuer else key, hashes.SHA256())


def subject_name(subject: Subject) -> x509.Name:
    """The distinguished name; a name longer than certificates allow stands in full in its own attribute."""
    common = shortened(subject.name, COMMON_NAME_LENGTH)
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, shortened(subject.organisation, COMMON_NAME_LENGTH)),
    ]
    if subject.unit:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, shortened(subject.unit, COMMON_NAME_LENGTH)))
    if subject.title:
        parts.append(x509.NameAttribute(NameOID.TITLE, shortened(subject.title, COMMON_NAME_LENGTH)))
    if subject.serial_number:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, shortened(subject.serial_number, COMMON_NAME_LENGTH)))
    parts.append(x509.NameAttribute(NameOID.COMMON_NAME, common))
    if common != subject.name:
        parts.append(x509.NameAttribute(x509.ObjectIdentifier(FULL_NAME_OID), subject.name))
    return x509.Name(parts)


def _extensions(
    kind: CertificateKind, key: PrivateKey, issuer: Issuer | None, base_url: str, notice: str
) -> list[tuple[x509.ExtensionType, bool]]:
    is_ca = kind in (CertificateKind.ROOT, CertificateKind.ISSUING)
    signing_key = issuer.key.public_key() if issuer else key.public_key()
    found: list[tuple[x509.ExtensionType, bool]] = [
        (x509.BasicConstraints(is_ca, 0 if kind is CertificateKind.ISSUING else None), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key), False),
        (_key_usage(kind, is_ca=is_ca), True),
    ]
    purposes, critical = _purposes(kind)
    if purposes:
        found.append((x509.ExtendedKeyUsage(purposes), critical))
    if kind is CertificateKind.OCSP:
        found.append((x509.OCSPNoCheck(), False))
    elif issuer is not None:
        found.extend((extension, False) for extension in _pointers(kind, base_url))
    if kind in SIGNERS:
        found.append((_policies(notice), False))
    return found


def _key_usage(kind: CertificateKind, *, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=kind in SIGNERS,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )


def _purposes(kind: CertificateKind) -> tuple[list[x509.ObjectIdentifier], bool]:
    if kind in SIGNERS:  # poppler trusts a signer only with emailProtection
        return [x509.ObjectIdentifier(DOCUMENT_SIGNING_OID), ExtendedKeyUsageOID.EMAIL_PROTECTION], False
    if kind is CertificateKind.TIMESTAMP:
        return [ExtendedKeyUsageOID.TIME_STAMPING], True
    if kind is CertificateKind.OCSP:
        return [ExtendedKeyUsageOID.OCSP_SIGNING], True
    return [], False


def _pointers(kind: CertificateKind, base_url: str) -> list[x509.ExtensionType]:
    base = f"{base_url.rstrip('/')}/authority"
    where = x509.UniformResourceIdentifier(f"{base}/{CRL_OF.get(kind, 'issuing')}.crl")
    found: list[x509.ExtensionType] = [x509.CRLDistributionPoints([x509.DistributionPoint([where], None, None, None)])]
    if kind is not CertificateKind.ISSUING:
        ocsp = x509.UniformResourceIdentifier(f"{base}/ocsp")
        found.append(
            x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, ocsp)])
        )
    return found


def _policies(notice: str) -> x509.CertificatePolicies:
    said: list[str | x509.UserNotice] | None = None
    if notice:
        said = [x509.UserNotice(None, shortened(notice, NOTICE_LENGTH))]
    return x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(POLICY_OID), said)])
