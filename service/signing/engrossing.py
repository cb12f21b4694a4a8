"""What the engrossed paper is made from, and the signing plan that follows from where its places are."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.agreements.lifecycle import Mode
from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.core.storage import Stored
from service.documents import library, versions
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment, SigningMode
from service.documents.models import DocumentVersion
from service.seals.plan import SignatureSlot as PlannedSlot
from service.seals.plan import SigningPlan
from service.seals.rules import Box, SignerKind
from service.signing.models import SignatureSlot, SigningEvent
from service.signing.papers import Engrossed
from service.signing.queries import event_of
from service.signing.rules import SIDES, EventState, SlotKind, numbers_of_others

if TYPE_CHECKING:
    from service.documents.rendering import Anchor, Paper

MODES = {
    Mode.ELECTRONIC.value: SigningMode.ELECTRONIC,
    Mode.WET.value: SigningMode.WET,
    Mode.SEPARATE.value: SigningMode.COUNTERPARTS,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything the renderer needs, apart from the database."""

    event_id: UUID
    agreement_id: UUID
    done: bool
    mode: str
    template: Template
    content: Content
    engrossment: Engrossment
    slots: tuple[SignatureSlot, ...]


def asked(session: Session, event_id: UUID, public_url: str) -> Asked:
    """What the engrossment of an event asks for."""
    event = event_of(session, event_id)
    version = session.get_one(DocumentVersion, event.version_id)
    agreement = session.get_one(Agreement, event.agreement_id)
    return Asked(
        event_id=event.id,
        agreement_id=agreement.id,
        done=event.state != EventState.PREPARING or bool(event.engrossed_sha256),
        mode=event.mode,
        template=library.pinned(session, version.template_hash, version.template_name, version.template_version),
        content=versions.content_of(version),
        engrossment=engrossment_of(event, agreement, public_url),
        slots=tuple(event.slots),
    )


def engrossment_of(event: SigningEvent, agreement: Agreement, public_url: str) -> Engrossment:
    """What signing fills in; the numbers stand in the order of the sides, whichever of them is ours."""
    ours = next((slot.side for slot in event.slots if slot.office_id == agreement.lead_office_id), "kesatu")
    numbers: list[str | None] = [number or None for number in numbers_of_others(event.partner_number)]
    place = SIDES.index(ours)
    numbers += [None] * (place - len(numbers))  # a pending number before ours keeps its seat
    numbers.insert(place, event.office_number or None)
    return Engrossment(
        mode=MODES[event.mode],
        numbers=tuple(numbers),
        stated_date=event.held_on if event.stated else None,
        place=event.place,
        verification_url=f"{public_url}/v/{agreement.public_code}",
        code=agreement.public_code,
    )


def further_originals(said: Asked) -> tuple[Engrossment, ...]:
    """The originals that are signed by hand besides the first: one for each further side."""
    if said.mode != Mode.WET:
        return ()
    count = len({slot.side for slot in said.slots})
    return tuple(replace(said.engrossment, original=number) for number in range(2, count + 1))


def engrossed(said: Asked, paper: "Paper", stored: Stored, originals: tuple[Stored, ...] = ()) -> Engrossed:
    """The made paper with its plan; refuses one that may not be signed."""
    from service.documents.reading import read_blocks

    if paper.preview_only and said.mode == Mode.ELECTRONIC:
        raise Refused("preview_not_signable")
    plan = plan_of(said.slots, paper.anchors) if said.mode == Mode.ELECTRONIC else {}
    reading = [block.to_json() for block in read_blocks(paper.docx)]
    return Engrossed(stored, plan, paper.pages, str(paper.engine), reading, originals)


def plan_of(slots: tuple[SignatureSlot, ...], anchors: Any) -> dict[str, Any]:
    """Every field at its place on the paper, in the order of signing."""
    missing = [slot.place for slot in slots if slot.place not in anchors]
    if missing:
        raise Refused("paper_without_places", slot=missing[0])
    return SigningPlan(tuple(_planned(slot, anchors[slot.place]) for slot in slots)).to_json()


def _planned(slot: SignatureSlot, anchor: "Anchor") -> PlannedSlot:
    box = Box(round(anchor.left), round(anchor.bottom), round(anchor.right), round(anchor.top))
    kind = SignerKind.GUEST if slot.kind == SlotKind.GUEST else SignerKind.PERSON
    return PlannedSlot(slot.field, anchor.page, box, kind)
