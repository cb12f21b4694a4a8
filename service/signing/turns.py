"""The transactions of one act: taking the paper's only signing slot, and writing down the raw signature."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from service.agreements import family
from service.agreements.actions import stream
from service.agreements.guests import GuestLink
from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement
from service.core.actor import Actor, ActorKind
from service.core.clock import Zone, local_date
from service.core.database import new_id
from service.core.permissions import holds
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.signing.models import SignatureSlot, SigningAct, SigningEvent, SigningLease
from service.signing.queries import event_of, lease_of, office_of, turn_of
from service.signing.rules import CONSENT, CONSENT_VERSION, LEASE, EventState, SlotKind, SlotState, View


@dataclass(frozen=True, slots=True)
class Held:
    """The slot as it was taken: everything the act needs while no transaction is open."""

    event_id: UUID
    slot_id: UUID
    holder: UUID
    agreement_id: UUID
    revision: int
    head_sha256: str
    field: str
    kind: SlotKind
    person_id: UUID | None
    name: str
    title: str
    institution: str
    office_id: UUID
    office_name: str
    public_code: str
    place: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class Proof:
    """How the person was known when he signed; what he had opened stands at his slot."""

    method: str


@dataclass(frozen=True, slots=True)
class Made:
    """The prepared paper and its raw signature."""

    prepared: Stored
    state: dict[str, Any]
    raw_signature: str
    serial: str
    acted_at: datetime


def require_turn(uow_or_session: Any, actor: Actor, slot: SignatureSlot, event: SigningEvent) -> None:
    """Refuse anybody but the signer of the slot whose turn it is, on an open event."""
    require_signer(uow_or_session, actor, slot)
    if event.state == EventState.PREPARING:
        raise Refused("paper_in_preparation")
    if event.mode != Mode.ELECTRONIC or event.state != EventState.OPEN:
        raise Refused("event_not_open")
    if slot.state == SlotState.SIGNED:
        raise Refused("slot_signed")
    turn = turn_of(event)
    if slot.state == SlotState.SIGNING or (turn is not None and turn.state == SlotState.SIGNING):
        raise Refused("paper_being_completed")
    if turn is None or turn.id != slot.id:
        raise Refused("not_turn_of_slot")


def require_signer(session: Any, actor: Actor, slot: SignatureSlot) -> None:
    """Refuse anybody but the one person for whom the slot is."""
    if actor.kind is ActorKind.GUEST:
        link = session.get(GuestLink, actor.id)
        if slot.kind != SlotKind.GUEST or link is None or link.subject_id != slot.id:
            raise Refused("not_found")
        return
    if slot.kind != SlotKind.STAFF or actor.id is None or slot.person_id != actor.id:
        raise Refused("not_the_signer")
    if not holds(actor, "agreement:sign"):
        raise Refused("not_permitted")


def take_slot(uow: UnitOfWork, slot_id: UUID, *, seen_sha256: str) -> Held:
    """Part one of the act: check turn and version, and hold the paper for a moment so that nobody else signs it."""
    slot = uow.session.get(SignatureSlot, slot_id)
    if slot is None:
        raise Refused("not_found")
    event = event_of(uow.session, slot.event_id)
    require_turn(uow.session, uow.actor, slot, event)
    agreement = uow.session.get_one(Agreement, event.agreement_id)
    if agreement.stage != Stage.SIGNING:
        raise Refused("wrong_stage")
    if seen_sha256 != event.head_sha256:
        raise Refused("stale_page")
    if not views_of(slot):
        raise Refused("paper_not_opened")
    if lease_of(uow.session, event.id, uow.now) is not None:
        raise Refused("paper_busy")
    lead = office_of(uow.session, agreement)
    family.check_signable(uow.session, agreement, local_date(uow.now, lead.zone_))
    stale = uow.session.get(SigningLease, event.id)
    if stale is not None:
        uow.session.delete(stale)
        uow.session.flush()
    holder = new_id()
    uow.session.add(
        SigningLease(event_id=event.id, slot_id=slot.id, holder=holder, taken_at=uow.now, until=uow.now + LEASE)
    )
    flag_modified(event, "state")
    try:
        uow.session.flush()
    except (IntegrityError, StaleDataError) as fault:  # of two who take it at the same moment, one is refused
        raise Refused("paper_busy") from fault
    return Held(
        event_id=event.id,
        slot_id=slot.id,
        holder=holder,
        agreement_id=agreement.id,
        revision=event.revision,
        head_sha256=event.head_sha256,
        field=slot.field,
        kind=SlotKind(slot.kind),
        person_id=slot.person_id,
        name=slot.name,
        title=slot.title,
        institution=slot.institution,
        office_id=lead.id,
        office_name=lead.name,
        public_code=agreement.public_code,
        place=event.place,
        zone=lead.zone_,
    )


def record_act(uow: UnitOfWork, held: Held, made: Made, proof: Proof) -> SigningAct:
    """The last transaction of the act: digest, attributes and raw signature rest; a worker completes the paper."""
    event = event_of(uow.session, held.event_id)
    lease = uow.session.get(SigningLease, held.event_id)
    if lease is None or lease.holder != held.holder:
        raise Refused("act_took_too_long")
    if event.state != EventState.OPEN or (event.revision, event.head_sha256) != (held.revision, held.head_sha256):
        raise Refused("stale_page")
    slot = uow.session.get_one(SignatureSlot, held.slot_id)
    viewed = "+".join(view.value for view in views_of(slot))
    uow.keep(made.prepared, "application/pdf")
    act = SigningAct(
        id=new_id(),
        event_id=event.id,
        slot_id=slot.id,
        revision=held.revision,
        base_sha256=held.head_sha256,
        prepared_sha256=made.prepared.sha256,
        state=made.state,
        raw_signature=made.raw_signature,
        certificate_serial=made.serial,
        consent_version=CONSENT_VERSION,
        consent_text=CONSENT.format(title=slot.title, party=slot.institution),
        viewed=viewed,
        method=proof.method,
        address=uow.actor.address,
        agent=uow.actor.agent,
        acted_at=made.acted_at,
    )
    uow.session.add(act)
    slot.state, slot.signed_at, slot.certificate_serial = SlotState.SIGNING.value, made.acted_at, made.serial
    flag_modified(event, "state")
    uow.session.flush()
    uow.want("finish_signature", act.id, agreement_id=event.agreement_id)
    uow.record(
        stream(event.agreement_id),
        "signing:act",
        slot=slot.field,
        name=slot.name,
        paper=held.head_sha256,
        prepared=made.prepared.sha256,
        serial=made.serial,
        consent=CONSENT_VERSION,
        viewed=viewed,
        method=proof.method,
    )
    return act


def free_slot(uow: UnitOfWork, held: Held) -> None:
    """Give the paper back after an act that came to nothing."""
    lease = uow.session.get(SigningLease, held.event_id)
    if lease is not None and lease.holder == held.holder:
        uow.session.delete(lease)


def note_seen(uow: UnitOfWork, slot_id: UUID, view: View) -> None:
    """Remember, once a view, that the signer has opened the paper and in which form."""
    slot = uow.session.get(SignatureSlot, slot_id)
    if slot is None:
        raise Refused("not_found")
    require_signer(uow.session, uow.actor, slot)
    if view in views_of(slot):
        return
    if view is View.PDF:
        slot.pdf_seen_at = uow.now
    else:
        slot.seen_at = uow.now
    event = event_of(uow.session, slot.event_id)
    uow.record(
        stream(event.agreement_id),
        "signing:viewed",
        slot=slot.field,
        name=slot.name,
        view=view.value,
        paper=event.head_sha256,
    )


def views_of(slot: SignatureSlot) -> tuple[View, ...]:
    """In which forms the signer has opened the paper."""
    opened = ((View.READING, slot.seen_at), (View.PDF, slot.pdf_seen_at))
    return tuple(view for view, at in opened if at is not None)
