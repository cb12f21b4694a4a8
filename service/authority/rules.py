"""Words and figures of the authority that need nothing but the standard library."""

from enum import StrEnum

DEMO_MARK = "CONTOH, TIDAK BERLAKU"
POLICY_OID = "1.3.6.1.4.1.99999.71.1"
TIMESTAMP_POLICY_OID = "1.3.6.1.4.1.99999.71.2"
DOCUMENT_SIGNING_OID = "1.3.6.1.5.5.7.3.36"
FULL_NAME_OID = "2.5.4.41"
COMMON_NAME_LENGTH = 64
NOTICE_LENGTH = 200


class CertificateKind(StrEnum):
    """What a certificate of the built-in authority is for."""

    ROOT = "root"
    ISSUING = "issuing"
    OCSP = "ocsp"
    TIMESTAMP = "timestamp"
    SEAL = "seal"
    PERSON = "person"
    GUEST = "guest"


class RevocationReason(StrEnum):
    """Why a certificate was revoked; the names of RFC 5280."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "keyCompromise"
    AFFILIATION_CHANGED = "affiliationChanged"
    SUPERSEDED = "superseded"
    CESSATION = "cessationOfOperation"


def shortened(text: str, length: int) -> str:
    """The text cut at a word so that it fits; certificates limit the length of names."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;")
    return f"{cut[: length - 1]}…"
