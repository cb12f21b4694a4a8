"""After signing: reopen the file and see for ourselves that it is what we meant to make."""

from collections.abc import Sequence
from typing import Any

from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from service.core.refusals import Refused
from service.seals.pdf import BROKEN, certificate, open_reader, run, signature_fields, token_of
from service.seals.rules import Box

UNTRUSTED_TIME = "timestamp leads to no known root"


def check_signature(
    pdf: bytes, field: str, *, page: int | None, box: Box | None, signer: bytes, roots: Sequence[bytes]
) -> None:
    """Refuse unless the field is signed by the signer, in its place, visibly where it has one, and holds together."""
    try:
        why = run(_fault(pdf, field, page, box, signer, roots))
    except BROKEN as fault:
        raise Refused("signature_unsound", why=type(fault).__name__) from fault
    if why == UNTRUSTED_TIME:
        raise Refused("timestamp_root_unknown")
    if why:
        raise Refused("signature_unsound", why=why)


async def _fault(
    pdf: bytes, field: str, page: int | None, box: Box | None, signer: bytes, roots: Sequence[bytes]
) -> str | None:
    reader = open_reader(pdf)
    place = next((one for one in signature_fields(reader) if one.name == field), None)
    if place is None or not place.signed:
        return "field"
    if box is not None and (place.page != page or place.box != box):
        return "place"
    embedded = next(one for one in reader.embedded_signatures if one.field_name == field)
    if embedded.signer_cert.dump() != signer:
        return "signer"
    if box is not None and not _has_appearance(embedded.sig_field):
        return "appearance"
    stamped = token_of(embedded)
    if stamped is None:
        return "timestamp"
    moment = stamped["encap_content_info"]["content"].parsed["gen_time"].native
    context = ValidationContext(
        trust_roots=[certificate(one) for one in roots],
        other_certs=embedded.other_embedded_certs,
        moment=moment,
        allow_fetching=False,
    )
    status = await async_validate_pdf_signature(embedded, context, ts_validation_context=context, skip_diff=True)
    return _unsound(status)


def _unsound(status: PdfSignatureStatus) -> str | None:
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return "coverage"
    if not (status.intact and status.valid and status.trusted):
        return "signature"
    token = status.timestamp_validity
    if token is None or not (token.intact and token.valid):
        return "timestamp"
    return None if token.trusted else UNTRUSTED_TIME


def _has_appearance(field: Any) -> bool:
    widget = field if "/AP" in field else next((kid.get_object() for kid in field.get("/Kids", ())), {})
    if "/AP" not in widget or "/N" not in widget["/AP"]:
        return False
    return len(widget["/AP"]["/N"].data.strip()) > 0
