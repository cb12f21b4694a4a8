"""A signature in two steps: begin (prepared paper and attributes to sign), then finish with the raw signature."""

import base64
import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from asn1crypto import cms
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import ExternalSigner

from service.core.refusals import Refused
from service.seals import aftercheck
from service.seals import stamp as stamps
from service.seals.pdf import (
    BROKEN,
    CHUNK,
    open_writer,
    run,
    sha256,
    signature_fields,
    store_of,
)
from service.seals.pdf import (
    certificate as load_certificate,
)
from service.seals.rules import Box
from service.seals.stamp import Stamp
from service.seals.timestampers import Timestamper

ALGORITHM = "sha256"
RAW_LENGTH = 384
MARGIN = 1024


@dataclass(frozen=True, slots=True)
class ActState:
    """What must be kept between the two steps. It holds no secret and serialises to plain JSON."""

    field: str
    document_digest: bytes
    region_start: int
    region_end: int
    signed_attributes: bytes
    prepared_sha256: str
    page: int | None
    box: Box | None

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored."""
        return {
            "field": self.field,
            "document_digest": base64.b64encode(self.document_digest).decode(),
            "region_start": self.region_start,
            "region_end": self.region_end,
            "signed_attributes": base64.b64encode(self.signed_attributes).decode(),
            "prepared_sha256": self.prepared_sha256,
            "page": self.page,
            "box": list(self.box.corners()) if self.box else None,
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "ActState":
        """From stored values."""
        return cls(
            field=said["field"],
            document_digest=base64.b64decode(said["document_digest"]),
            region_start=said["region_start"],
            region_end=said["region_end"],
            signed_attributes=base64.b64decode(said["signed_attributes"]),
            prepared_sha256=said["prepared_sha256"],
            page=said["page"],
            box=Box(*said["box"]) if said["box"] else None,
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready for its signature bytes, and what to remember about it."""

    pdf: bytes
    state: ActState


def begin_signature(  # noqa: PLR0913  one act; all but the paper is said by keyword
    pdf: bytes,
    *,
    field: str,
    certificate: bytes,
    chain: tuple[bytes, ...],
    stamp: Stamp | None,
    when: datetime,
    reason: str = "",
    location: str = "",
    token_size: int = 16 * 1024,
    certify: bool = False,
    new_field: bool = False,
) -> Prepared:
    """Write the signature's place and stamp; the attributes in the result are what the signer's key must sign."""
    writer = open_writer(pdf)
    page, box = _place(writer.prev, field, new_field=new_field)
    signer = ExternalSigner(load_certificate(certificate), store_of(chain), bytes(RAW_LENGTH), embed_roots=False)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=ALGORITHM,
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        location=location or None,
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    look = stamps.style(stamp, box, when) if stamp is not None and box is not None else None
    pdf_signer = PdfSigner(
        metadata, signer, stamp_style=look, new_field_spec=SigFieldSpec(field) if new_field else None
    )
    try:
        session = pdf_signer.init_signing_session(writer, existing_fields_only=not new_field)
        session.system_time = when  # the time of the act, from our clock
        size = _trial_size(certificate, chain) + token_size + token_size // 4 + MARGIN
        document = session.prepare_tbs_document(None, 2 * size, appearance_text_params={})
        digest, written = document.digest_tbs_document(in_place=True, chunk_size=CHUNK)
        output = cast(io.BytesIO, written)
        attributes = run(signer.signed_attrs(digest.document_digest, ALGORITHM, use_pades=True)).dump()
    except Refused:
        raise
    except BROKEN as fault:
        raise Refused("paper_unreadable") from fault
    prepared = output.getvalue()
    state = ActState(
        field=field,
        document_digest=digest.document_digest,
        region_start=digest.reserved_region_start,
        region_end=digest.reserved_region_end,
        signed_attributes=attributes,
        prepared_sha256=sha256(prepared),
        page=page,
        box=box,
    )
    return Prepared(prepared, state)


def finish_signature(
    prepared_pdf: bytes,
    state: ActState,
    raw_signature: bytes,
    certificate: bytes,
    chain: tuple[bytes, ...],
    timestamper: Timestamper,
) -> bytes:
    """The paper signed to PAdES B-T, reopened and checked before it is returned; there is no lesser result."""
    if sha256(prepared_pdf) != state.prepared_sha256:
        raise Refused("signature_unsound", why="prepared")
    signer = ExternalSigner(load_certificate(certificate), store_of(chain), raw_signature, embed_roots=False)
    attributes = cms.CMSAttributes.load(state.signed_attributes)
    signed = run(signer.async_sign_prescribed_attributes(ALGORITHM, signed_attrs=attributes, timestamper=timestamper))
    content = signed.dump()
    if 2 * len(content) > state.region_end - state.region_start - 2:
        raise Refused("signature_too_large")
    region = PreparedByteRangeDigest(
        document_digest=state.document_digest,
        reserved_region_start=state.region_start,
        reserved_region_end=state.region_end,
    )
    output = io.BytesIO(prepared_pdf)
    region.fill_with_cms(output, content)
    finished = output.getvalue()
    aftercheck.check_signature(
        finished,
        state.field,
        page=state.page,
        box=state.box,
        signer=certificate,
        roots=[chain[-1], *timestamper.roots()],
    )
    return finished


def _place(reader: PdfHandler, field: str, *, new_field: bool) -> tuple[int | None, Box | None]:
    for known in signature_fields(reader):
        if known.name != field:
            continue
        if known.signed:
            raise Refused("field_signed", name=field)
        return known.page, known.box
    if not new_field:
        raise Refused("signature_field_missing", name=field)
    return None, None


@lru_cache(maxsize=256)
def _trial_size(certificate: bytes, chain: tuple[bytes, ...]) -> int:
    """How long a trial signature with this certificate is, the token apart."""
    signer = ExternalSigner(load_certificate(certificate), store_of(chain), bytes(RAW_LENGTH), embed_roots=False)
    attributes = run(signer.signed_attrs(bytes(32), ALGORITHM, use_pades=True))
    trial = run(signer.async_sign_prescribed_attributes(ALGORITHM, signed_attrs=attributes))
    return len(trial.dump())
