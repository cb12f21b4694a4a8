"""Telling the person whose turn it is: a member of staff the page, a guest his personal link."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from service.agreements import guests
from service.agreements.actions import stream
from service.agreements.lifecycle import Mode
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.core.clock import local_date
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.signing.models import SignatureSlot, SigningEvent
from service.signing.queries import current_event, office_of, turn_of
from service.signing.rules import EventState, SlotKind


@dataclass(frozen=True, slots=True)
class House:
    """What signing must know of the installation; `link_key` makes personal links."""

    public_url: str
    url_fault: str | None
    clock_moved: bool
    demo: bool
    link_key: bytes = field(repr=False)


def announce_turn(uow: UnitOfWork, event: SigningEvent, house: House) -> None:
    """Tell the person whose turn it is; who was told already is not told again."""
    slot = turn_of(event)
    if event.state != EventState.OPEN or event.mode != Mode.ELECTRONIC or slot is None or slot.notified_at is not None:
        return
    invite(uow, event, slot, house)


def invite(uow: UnitOfWork, event: SigningEvent, slot: SignatureSlot, house: House) -> None:
    """Send a signer his letter: a member of staff the page, a guest his personal link."""
    agreement = uow.session.get_one(Agreement, event.agreement_id)
    lead = office_of(uow.session, agreement)
    said = {
        "name": slot.name,
        "office": lead.name,
        "subject": agreement.subject,
        "contact": lead.email or lead.phone or "-",
    }
    if slot.kind == SlotKind.GUEST:
        made = guests.make_link(
            uow,
            agreement,
            purpose=guests.GuestPurpose.SIGNING,
            subject_id=slot.id,
            name=slot.name,
            email=slot.email,
            key=house.link_key,
        )
        made.link.link_address = slot.email
        slot.link_id = made.link.id
        until = date_long(local_date(uow.now + guests.LIFE - timedelta(days=1), lead.zone_))
        said |= {"task": "membaca dan menandatangani", "until": until}
        uow.session.flush()
        uow.post("guest_link", slot.email, said, agreement_id=agreement.id, link_id=made.link.id)
    elif slot.kind == SlotKind.STAFF and slot.email:
        said |= {"url": f"{house.public_url}/kerja-sama/{agreement.id}/penandatanganan"}
        uow.post("signing_turn", slot.email, said, agreement_id=agreement.id)
    slot.notified_at = uow.now
    uow.record(stream(agreement.id), "signing:invited", slot=slot.field, kind=slot.kind, name=slot.name)


def invite_again(uow: UnitOfWork, agreement_id: UUID, slot_id: UUID, house: House) -> None:
    """Send the letter once more; an earlier personal link stops working."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    event = current_event(uow.session, agreement.id)
    slot = turn_of(event) if event is not None and event.state == EventState.OPEN else None
    if event is None or slot is None or slot.id != slot_id or not slot.waiting:
        raise Refused("not_turn_of_slot")
    invite(uow, event, slot, house)
