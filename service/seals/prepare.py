"""Preparing a paper: every signature field at once, then the office's seal locks it before anyone signs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

from service.core.refusals import Refused
from service.seals import acts
from service.seals.pdf import BROKEN, open_reader, open_writer, page_count, signature_fields
from service.seals.plan import SignatureSlot, SigningPlan
from service.seals.rules import SCAN_FIELD
from service.seals.timestampers import Timestamper


class SealSigner(Protocol):
    """A seal that the server holds: certificate, chain (issuer first) and the raw signature."""

    @property
    def certificate(self) -> bytes:
        """Certificate as DER."""
        ...

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Issuer first, root last."""
        ...

    def sign(self, attributes: bytes) -> bytes:
        """The raw signature."""
        ...


@dataclass(frozen=True, slots=True)
class _Page:
    width: float
    height: float


def prepare(pdf: bytes, plan: SigningPlan) -> bytes:
    """The paper with every field of its plan; refuses a paper with signatures or form fields of its own."""
    reader = open_reader(pdf)
    if any(field.signed for field in signature_fields(reader)):
        raise Refused("paper_has_signatures")
    form = reader.root.get("/AcroForm")
    if form is not None and len(form.get("/Fields", ())):
        raise Refused("paper_has_forms")
    count = page_count(reader)
    sizes = [_page_size(reader, index) for index in range(count)]
    _check_places(plan, sizes)
    writer = open_writer(pdf)
    append_signature_field(writer, SigFieldSpec(plan.seal_field, readable_field_name="Segel kantor"))
    for slot in plan.slots:
        append_signature_field(writer, _field(slot, count))
    try:
        writer.write_in_place()
    except BROKEN as fault:
        raise Refused("paper_unreadable") from fault
    return bytes(writer.prev.stream.getvalue())


def lock(
    pdf: bytes,
    plan: SigningPlan,
    seal: SealSigner,
    timestamper: Timestamper,
    when: datetime,
    *,
    reason: str = "Penguncian naskah",
) -> bytes:
    """The office's seal certifies the prepared paper: from here on only its signatures may be added."""
    return _sealed(pdf, plan.seal_field, seal, timestamper, when, reason=reason, certify=True, existing=True)


def seal_scan(pdf: bytes, seal: SealSigner, timestamper: Timestamper, when: datetime) -> bytes:
    """A scan of a paper signed by hand, sealed as a new file; the seal vouches for the scan, not for the ink."""
    reader = open_reader(pdf)
    if any(field.signed for field in signature_fields(reader)):
        raise Refused("paper_has_signatures")
    return _sealed(
        pdf, SCAN_FIELD, seal, timestamper, when, reason="Pindaian naskah bertanda tangan basah", certify=True
    )


def seal_last(pdf: bytes, field: str, seal: SealSigner, timestamper: Timestamper, when: datetime) -> bytes:
    """The office's seal after signatures made elsewhere: it covers them and forbids nothing that came before."""
    return _sealed(pdf, field, seal, timestamper, when, reason="Penyegelan naskah", certify=False)


def accept_appended(ours: bytes, returned: bytes) -> None:
    """Refuse a file signed elsewhere that does not begin with exactly the bytes we sent."""
    if len(returned) <= len(ours) or not returned.startswith(ours):
        raise Refused("appended_differs")


def _sealed(
    pdf: bytes,
    field: str,
    seal: SealSigner,
    timestamper: Timestamper,
    when: datetime,
    *,
    reason: str,
    certify: bool,
    existing: bool = False,
) -> bytes:
    prepared = acts.begin_signature(
        pdf,
        field=field,
        certificate=seal.certificate,
        chain=seal.chain,
        stamp=None,
        when=when,
        reason=reason,
        token_size=timestamper.size(),
        certify=certify,
        new_field=not existing,
    )
    raw = seal.sign(prepared.state.signed_attributes)
    return acts.finish_signature(prepared.pdf, prepared.state, raw, seal.certificate, seal.chain, timestamper)


def _field(slot: SignatureSlot, count: int) -> SigFieldSpec:
    return SigFieldSpec(
        slot.field,
        on_page=slot.page % count,
        box=slot.box.corners(),
        field_mdp_spec=FieldMDPSpec(FieldMDPAction.INCLUDE, fields=[slot.field]),
        readable_field_name=f"Tanda tangan {slot.field}",
    )


def _page_size(reader: object, index: int) -> _Page:
    page = reader.find_page_for_modification(index)[0].get_object()  # type: ignore[attr-defined]
    node = page
    while "/MediaBox" not in node and "/Parent" in node:
        node = node["/Parent"]
    left, bottom, right, top = (float(number) for number in node.get("/MediaBox", (0, 0, 595, 842)))
    return _Page(right - left, top - bottom)


def _check_places(plan: SigningPlan, sizes: list[_Page]) -> None:
    seen: list[tuple[int, SignatureSlot]] = []
    for slot in plan.slots:
        if not -len(sizes) <= slot.page < len(sizes):
            raise Refused("plan_page_missing", name=slot.field)
        page = slot.page % len(sizes)
        box, size = slot.box, sizes[page]
        if box.left < 0 or box.bottom < 0 or box.right > size.width or box.top > size.height:
            raise Refused("plan_box_outside", name=slot.field)
        for other_page, other in seen:
            if other_page == page and other.box.overlaps(box):
                raise Refused("plan_box_overlap", name=slot.field, other=other.field)
        seen.append((page, slot))
