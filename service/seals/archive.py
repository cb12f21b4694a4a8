"""Archiving (PAdES B-LTA): fresh status of every signer into the file, then one timestamp over all of it."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings
from pyhanko.sign.validation.dss import DocumentSecurityStore

from service.core.refusals import Refused
from service.seals.anchors import Anchor, AnchorKind, Anchors
from service.seals.judge import judge
from service.seals.pdf import BROKEN, CHUNK, certificate, open_reader, open_writer, run, signature_fields, token_of
from service.seals.rules import ARCHIVE_PATTERN, ARCHIVE_PREFIX
from service.seals.timestampers import ALGORITHM, Timestamper
from service.seals.verdicts import VerdictCode

StatusOf = Callable[[bytes], bytes | None]
MARGIN = 1024


def archive(
    pdf: bytes,
    ocsp_for: StatusOf,
    timestamper: Timestamper,
    roots: Sequence[bytes],
    crls: Iterable[bytes],
    when: datetime,
) -> bytes:
    """The completed paper as its archive copy; `ocsp_for` gives a fresh answer for a certificate, or None."""
    fields = signature_fields(open_reader(pdf))
    if not any(field.signed for field in fields):
        raise Refused("archive_unsigned")
    empty = [field.name for field in fields if not field.signed]
    if empty:
        raise Refused("archive_incomplete", name=empty[0])
    return _timestamped(pdf, ocsp_for, timestamper, roots, list(crls), when)


def renew(
    pdf: bytes,
    ocsp_for: StatusOf,
    timestamper: Timestamper,
    roots: Sequence[bytes],
    crls: Iterable[bytes],
    when: datetime,
) -> bytes:
    """The archive copy with a further timestamp over everything before it; to be done before the last one ends."""
    if not any(ARCHIVE_PATTERN.fullmatch(field.name) for field in signature_fields(open_reader(pdf))):
        raise Refused("archive_missing")
    return _timestamped(pdf, ocsp_for, timestamper, roots, list(crls), when)


def _timestamped(
    pdf: bytes, ocsp_for: StatusOf, timestamper: Timestamper, roots: Sequence[bytes], crls: list[bytes], when: datetime
) -> bytes:
    timestamper.size()  # a trial token tells which certificate the authority signs with
    try:
        writer = open_writer(pdf)
        certificates = _certificates(writer.prev, timestamper)
        answers = [answer for one in certificates if not _is_authority(one) and (answer := ocsp_for(one)) is not None]
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[certificate(one) for one in [*certificates, *_leading_to(certificates, roots)]],
            ocsps=[asn1_ocsp.OCSPResponse.load(one) for one in answers],
            crls=[asn1_crl.CertificateList.load(one) for one in crls],
        )
        number = sum(1 for field in signature_fields(writer.prev) if ARCHIVE_PATTERN.fullmatch(field.name)) + 1
        stamper = PdfTimeStamper(timestamper, field_name=f"{ARCHIVE_PREFIX}{number}")
        output = io.BytesIO()
        run(_stamp(stamper, writer, output, 2 * (timestamper.size() + MARGIN)))
    except Refused:
        raise
    except BROKEN as fault:
        raise Refused("paper_unreadable") from fault
    archived = output.getvalue()
    _check(pdf, archived, roots, crls, when)
    return archived


async def _stamp(stamper: PdfTimeStamper, writer: Any, output: io.BytesIO, reserved: int) -> None:
    settings = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
    await stamper.async_timestamp_pdf(
        writer, ALGORITHM, bytes_reserved=reserved, output=output, dss_settings=settings, chunk_size=CHUNK
    )


def _certificates(reader: Any, timestamper: Timestamper) -> list[bytes]:
    """Every certificate in every signature and token of the paper, and those of the timestamper, each once."""
    found: dict[bytes, None] = {}
    for embedded in reader.embedded_signatures:
        data = [embedded.signed_data]
        token = token_of(embedded)
        if token is not None:
            data.append(token)
        for one in data:
            found.update(dict.fromkeys(choice.chosen.dump() for choice in one["certificates"]))
    found.update(dict.fromkeys(timestamper.known_certificates()))
    return list(found)


def _leading_to(certificates: list[bytes], roots: Sequence[bytes]) -> list[bytes]:
    """The roots that issued any of the certificates; the others have no place in the file."""
    issuers = {certificate(one).issuer.dump() for one in certificates}
    return [one for one in roots if one not in certificates and certificate(one).subject.dump() in issuers]


def _is_authority(der: bytes) -> bool:
    constraints = certificate(der).basic_constraints_value
    return constraints is not None and bool(constraints["ca"].native)


def _check(before: bytes, archived: bytes, roots: Sequence[bytes], crls: list[bytes], when: datetime) -> None:
    if not archived.startswith(before):
        raise Refused("signature_unsound", why="prefix")
    trusted = Anchors(tuple(Anchor(one, AnchorKind.BUILT_IN) for one in roots), tuple(crls))
    verdict = judge(archived, trusted, when=when)
    if verdict.verdict is not VerdictCode.AUTHENTIC:
        raise Refused("signature_unsound", why=",".join(reason.code for reason in verdict.reasons))
