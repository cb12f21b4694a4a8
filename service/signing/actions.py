"""Use cases around the event: opening it, telling whose turn it is, voiding it, recording the wet original."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from service.agreements import family, guests
from service.agreements.actions import OutsideAct, enter_act, gather_facts, stream
from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement, PaperRevision, RecordedAct
from service.agreements.numbering import cancel_number, issue_number, number_of, register_manual_number
from service.agreements.permissions import load_for
from service.core.clock import local_date
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.offices.models import Office, Signatory
from service.offices.rules import blocking, signatory_valid
from service.signing.inviting import House
from service.signing.models import SignatureSlot, SigningEvent
from service.signing.queries import (
    candidates,
    current_event,
    event_of,
    events_of,
    frozen_version,
    lease_of,
    office_of,
    signers_in,
)
from service.signing.rules import (
    EventState,
    Order,
    PrintedSigner,
    SlotKind,
    SlotState,
    date_fault,
    in_order,
    number_fault,
)

RENDER = "render_engrossment"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is entered to open signing. An empty office number takes the next of the office's book."""

    held_on: date
    place: str
    stated: bool
    order: Order
    partner_number: str = ""
    office_number: str = ""
    office_sequence: int | None = None
    chosen: Mapping[str, UUID] = field(default_factory=dict)  # by place on the paper, where a name fits several


# ------------------------------------------------------------------------------------------------------------- opening
def open_event(
    uow: UnitOfWork, agreement_id: UUID, said: NewEvent, house: House, *, seen_version: int | None = None
) -> SigningEvent:
    """Open an acara penandatanganan: numbers, date, place and signatories are fixed, and the paper is made."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft", seen_version=seen_version)
    _may_open(uow, agreement, house)
    lead = office_of(uow.session, agreement)
    family.check_before_signing(uow.session, agreement, said.held_on)
    mode = Mode(agreement.mode or "")
    fault = date_fault(mode.value, said.held_on, local_date(uow.now, lead.zone_))
    if fault:
        raise Refused(fault, field="held_on")
    if not said.place.strip():
        raise Refused("event_place_missing", field="place")
    version = frozen_version(uow.session, agreement)
    slots = [
        _slot(uow, agreement, printed, said, mode, place)
        for place, printed in enumerate(in_order(signers_in(version), said.order), start=1)
    ]
    if not slots:
        raise Refused("signers_missing")
    number = _office_number(uow, agreement, lead, said)
    others = len({slot.side for slot in slots}) - 1
    fault = number_fault(mode.value, number, said.partner_number.strip(), max(others, 1))
    if fault:
        raise Refused(fault, field="partner_number" if fault.startswith("partner") else "office_number")
    event = SigningEvent(
        id=new_id(),
        agreement_id=agreement.id,
        live_key=agreement.id,
        number=len(events_of(uow.session, agreement.id)) + 1,
        mode=mode.value,
        held_on=said.held_on,
        stated=said.stated,
        place=said.place.strip(),
        office_number=number,
        partner_number=said.partner_number.strip(),
        version_id=version.id,
        content_hash=version.content_hash,
        plan={},
        reading=[],
        opened_by=uow.actor.name,
        opened_at=uow.now,
        slots=slots,
    )
    uow.session.add(event)
    agreement.office_number, agreement.partner_number = event.office_number, event.partner_number
    flag_modified(agreement, "subject")  # other pages of this agreement are stale from now on
    try:
        uow.session.flush()
    except IntegrityError as race:  # somebody opened it at the same moment
        raise Refused("event_exists") from race
    uow.want(RENDER, event.id, agreement_id=agreement.id)
    uow.record(
        stream(agreement.id),
        "signing:opened",
        event=str(event.id),
        mode=event.mode,
        office_number=event.office_number,
        partner_number=event.partner_number,
        held_on=event.held_on.isoformat(),
        signers=[slot.name for slot in slots],
    )
    return event


def _may_open(uow: UnitOfWork, agreement: Agreement, house: House) -> None:
    if agreement.stage != Stage.SIGNING:
        raise Refused("wrong_stage")
    if agreement.mode == Mode.SEPARATE:
        raise Refused("separate_unavailable")
    if house.clock_moved:
        raise Refused("clock_moved")
    if house.url_fault and not house.demo:
        raise Refused("public_url_unfit", address=house.public_url)
    if current_event(uow.session, agreement.id) is not None:
        raise Refused("event_exists")
    if gather_facts(uow.session, agreement).screening_needed:  # a phase may have opened since the approval
        raise Refused("screening_missing")


def _slot(
    uow: UnitOfWork, agreement: Agreement, printed: PrintedSigner, said: NewEvent, mode: Mode, place: int
) -> SignatureSlot:
    signatory = _signatory(uow, agreement, printed, said)
    faults = blocking(signatory_valid(signatory.as_mandate(), said.held_on, agreement.kind))
    if faults:
        raise Refused(faults[0].code, **faults[0].params)
    kind = _kind(signatory, mode)
    return SignatureSlot(
        id=new_id(),
        order=place,
        side=printed.side,
        place=printed.place,
        field=printed.field,
        kind=kind.value,
        signatory_id=signatory.id,
        person_id=signatory.person_id if kind is SlotKind.STAFF else None,
        office_id=signatory.office_id,
        institution=printed.institution,
        name=signatory.name,
        title=printed.title or signatory.title,
        decree=_decree(signatory),
        email=signatory.email.strip(),
    )


def _signatory(uow: UnitOfWork, agreement: Agreement, printed: PrintedSigner, said: NewEvent) -> Signatory:
    """The signatory of a place: the only one of the printed name, or the one chosen among them."""
    fitting = candidates(uow.session, agreement, printed)
    if not fitting:
        raise Refused("signatory_not_listed", signatory=printed.name, institution=printed.institution)
    chosen = said.chosen.get(printed.place)
    if chosen is not None:
        found = next((one for one in fitting if one.id == chosen), None)
        if found is None:
            raise Refused("signatory_differs", signatory=printed.name)
        return found
    able = [one for one in fitting if not blocking(signatory_valid(one.as_mandate(), said.held_on, agreement.kind))]
    return (able or fitting)[0]


def _kind(signatory: Signatory, mode: Mode) -> SlotKind:
    if mode is Mode.WET:
        return SlotKind.OUTSIDE
    if signatory.partner_id is not None:
        if not signatory.email.strip():
            raise Refused("signatory_without_mail", signatory=signatory.name)
        return SlotKind.GUEST
    if signatory.person_id is None:
        raise Refused("signatory_without_account", signatory=signatory.name)
    return SlotKind.STAFF


def _decree(signatory: Signatory) -> str:
    dated = f" tanggal {date_long(signatory.decree_date)}" if signatory.decree_date else ""
    return f"{signatory.decree_number}{dated}"


def _office_number(uow: UnitOfWork, agreement: Agreement, lead: Office, said: NewEvent) -> str:
    held = number_of(uow.session, lead.id, agreement.id)
    if held is not None and (held.year != said.held_on.year or said.office_number.strip() not in ("", held.number)):
        cancel_number(uow, held.id, "Diganti pada acara penandatanganan yang baru")
        held = None
    if held is not None:
        return held.number
    if not said.office_number.strip():
        return issue_number(uow, lead, lead.classification, said.held_on, agreement.id).number
    if said.office_sequence is None:
        raise Refused("number_sequence_needed", field="office_sequence")
    return register_manual_number(
        uow,
        lead,
        lead.classification,
        said.held_on,
        agreement.id,
        number=said.office_number,
        sequence=said.office_sequence,
    ).number


# ------------------------------------------------------------------------------------------------------------- voiding
def void_event(uow: UnitOfWork, agreement_id: UUID, reason: str, *, seen_version: int | None = None) -> SigningEvent:
    """Call an event off while nobody has signed; its papers are void and its links stop working."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft", seen_version=seen_version)
    event = current_event(uow.session, agreement.id)
    if event is None:
        raise Refused("event_missing")
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    if any(not slot.waiting for slot in event.slots):
        raise Refused("already_signed")
    if lease_of(uow.session, event.id, uow.now) is not None:
        raise Refused("paper_busy")
    _void(uow, agreement, event, reason.strip())
    return event


def on_stage(uow: UnitOfWork, agreement: Agreement, source: str, target: str) -> None:
    """Leaving signing backwards calls its event off."""
    if source != Stage.SIGNING or target == Stage.FOLLOW_UP:
        return
    event = current_event(uow.session, agreement.id)
    if event is not None:
        _void(uow, agreement, event, "Naskah dibuka lagi atau dibatalkan")


def _void(uow: UnitOfWork, agreement: Agreement, event: SigningEvent, reason: str) -> None:
    event.state, event.live_key = EventState.VOID.value, None
    event.closed_at, event.void_reason = uow.now, reason
    uow.session.execute(update(PaperRevision).where(PaperRevision.event_id == event.id).values(void=True))
    ids = [slot.id for slot in event.slots]
    for link in uow.session.scalars(select(guests.GuestLink).where(guests.GuestLink.subject_id.in_(ids))):
        link.revoked_at = link.revoked_at or uow.now
    flag_modified(agreement, "subject")
    uow.record(stream(agreement.id), "signing:void", event=str(event.id), reason=reason)


# ------------------------------------------------------------------------------------------------------------- wet ink
def record_original(
    uow: UnitOfWork, agreement_id: UUID, act: OutsideAct, *, seen_version: int | None = None
) -> RecordedAct:
    """Enter the original signed by hand: its scan, the day of the last signature, the numbers of both (rules 8, 26)."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "act:record", seen_version=seen_version)
    event = current_event(uow.session, agreement.id)
    if event is None or event.state != EventState.OPEN:
        raise Refused("event_missing")
    if event.mode != Mode.WET:
        raise Refused("electronic_not_from_outside")
    if act.scan_type != "application/pdf":
        raise Refused("scan_not_pdf", field="scan")
    signed_on = date.fromisoformat(str(act.outcome["signed_on"]))
    if signed_on > local_date(uow.now, office_of(uow.session, agreement).zone_):
        raise Refused("signed_in_future", field="signed_on")
    family.check_signable(uow.session, agreement, signed_on, field="signed_on")
    if not str(act.outcome.get("partner_number", "")).strip() and not event.partner_number:
        raise Refused("partner_number_missing", field="partner_number")
    said = {**act.outcome, "printed_pages": event.pages}
    return enter_act(uow, agreement, replace(act, subject_id=event.id, outcome=said))


def apply_original(uow: UnitOfWork, agreement: Agreement, act: RecordedAct) -> None:
    """The original was checked by a second person: its scan is sealed and archived."""
    event = event_of(uow.session, act.subject_id)
    if event.state != EventState.OPEN or event.mode != Mode.WET:
        raise Refused("event_missing")
    event.state = EventState.COMPLETING.value
    event.signed_on = date.fromisoformat(str(act.outcome["signed_on"]))
    event.partner_number = str(act.outcome.get("partner_number", "")).strip() or event.partner_number
    agreement.partner_number = event.partner_number
    for slot in event.slots:
        slot.state, slot.recorded_act_id = SlotState.SIGNED.value, act.id
    uow.want("seal_scan", event.id, agreement_id=agreement.id)
    uow.record(
        stream(agreement.id),
        "signing:original",
        event=str(event.id),
        scan=act.scan_sha256,
        signed_on=event.signed_on.isoformat(),
    )
