"""Saying whether a certificate holds: OCSP answers and revocation lists; pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from service.authority.certificates import Issuer
from service.authority.rules import RevocationReason

OCSP_LIFE = timedelta(days=1)
CRL_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Revoked:
    """A revoked certificate's serial number, when and why."""

    serial: int
    at: datetime
    reason: RevocationReason


def ocsp_answer(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    responder: Issuer,
    revoked: Revoked | None,
    now: datetime,
    nonce: bytes | None = None,
) -> bytes:
    """A fresh answer about one certificate, signed by the responder."""
    now = now.replace(microsecond=0)
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=certificate,
            issuer=issuer,
            algorithm=hashes.SHA1(),  # noqa: S303  names the issuer as RFC 5019 asks; it protects nothing
            cert_status=status,
            this_update=now,
            next_update=now + OCSP_LIFE,
            revocation_time=revoked.at if revoked else None,
            revocation_reason=x509.ReasonFlags(revoked.reason.value) if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
        .certificates([responder.certificate])
    )
    if nonce is not None:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.sign(responder.key, hashes.SHA256()).public_bytes(Encoding.DER)


def ocsp_refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    """An answer that answers nothing: malformed request, unknown certificate."""
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)


def revocation_list(issuer: Issuer, revoked: Iterable[Revoked], now: datetime, number: int) -> bytes:
    """The list of what an issuer has revoked."""
    now = now.replace(microsecond=0)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now)
        .next_update(now + CRL_LIFE)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.certificate.public_key()),  # type: ignore[arg-type]
            critical=False,
        )
    )
    for one in sorted(revoked, key=lambda item: item.serial):
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.serial)
            .revocation_date(one.at)
            .add_extension(x509.CRLReason(x509.ReasonFlags(one.reason.value)), critical=False)
            .build()
        )
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)
