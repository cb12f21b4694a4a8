"""From what was found to what is told: names, levels, times."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import x509

from service.seals.assess import Assessed, Evidence
from service.seals.pdf import Field
from service.seals.verdicts import SignatureFinding, SignatureKind, Validity

FULL_NAME = "2.5.4.41"


def findings(assessed: Sequence[Assessed], known: Evidence, fields: Sequence[Field]) -> tuple[SignatureFinding, ...]:
    """Every signature of the file, in order."""
    pages = {field.name: field.page for field in fields if field.box is not None}
    return tuple(_finding(one, _level(one, assessed, known), pages.get(one.field)) for one in assessed)


def validity(assessed: Sequence[Assessed], when: datetime) -> Validity:
    """The times that the verdict rests on."""
    signed = [one.time for one in assessed if one.kind is SignatureKind.SIGNATURE and one.time]
    stamps = [one for one in assessed if one.kind is SignatureKind.TIMESTAMP]
    return Validity(
        judged_at=when,
        first_signed=min(signed, default=None),
        last_signed=max(signed, default=None),
        archived_at=stamps[0].time if stamps else None,
        protected_until=stamps[-1].signer.not_valid_after if stamps else None,
    )


def display_name(certificate: x509.Certificate) -> str:
    """Whom a certificate names, in full."""
    said = _parts(certificate)
    return said.get(FULL_NAME) or said.get("common_name") or str(certificate.subject.human_friendly)


def _finding(one: Assessed, level: str, page: int | None) -> SignatureFinding:
    said = _parts(one.signer)
    return SignatureFinding(
        kind=one.kind,
        field=one.field,
        signer=display_name(one.signer),
        organisation=said.get("organization_name", ""),
        title=said.get("title", ""),
        time=one.time,
        level=level,
        covers=one.covers,
        changes=one.changes,
        intact=one.intact,
        trusted=one.trusted,
        certified=one.certified,
        serial=f"{one.signer.serial_number:x}",
        issuer=str(one.signer.issuer.native.get("common_name", "")),
        page=page,
    )


def _level(one: Assessed, assessed: Sequence[Assessed], known: Evidence) -> str:
    """The PAdES level reached: token, status of the signer in the file, an archive timestamp over all of it."""
    if one.kind is SignatureKind.TIMESTAMP:
        return "DocTimeStamp"
    if not one.has_token:
        return "B-B"
    if not known.knows_status_of(one.signer):
        return "B-T"
    later = assessed[[other.field for other in assessed].index(one.field) + 1 :]
    archived = any(other.kind is SignatureKind.TIMESTAMP and other.trusted and other.intact for other in later)
    return "B-LTA" if archived else "B-LT"


def _parts(certificate: x509.Certificate) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for kind, value in certificate.subject.native.items():
        said[kind] = value if isinstance(value, str) else ", ".join(map(str, value))
    return said
