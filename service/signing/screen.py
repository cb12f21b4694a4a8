"""What the pages of signing show: the slots with one dated line each, the reading view, what is being completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.guests import GuestLink, token_of
from service.agreements.lifecycle import Mode
from service.agreements.models import Agreement
from service.agreements.words import name_of
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.refusals import Refused, sentence
from service.offices.queries import office, partner
from service.signing.models import SignatureSlot, SigningEvent
from service.signing.papers import ORIGINALS
from service.signing.queries import candidates, current_event, office_of, signatory_faults, signers_in, turn_of
from service.signing.rules import CONSENT, SIDES, EventState, PrintedSigner, SlotKind, SlotState, printed_date_differs
from service.web.components import Status, Tone
from service.web.language import language


def event_status(event: SigningEvent) -> Status:
    """Where an event stands."""
    return {
        EventState.PREPARING: Status(_("naskah sedang disiapkan"), Tone.ACTIVE),
        EventState.OPEN: Status(_("dibuka"), Tone.ACTIVE),
        EventState.COMPLETING: Status(_("sedang dirampungkan"), Tone.ACTIVE),
        EventState.DONE: Status(_("selesai"), Tone.DONE),
        EventState.VOID: Status(_("dibatalkan"), Tone.QUIET),
    }[event.state_]


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party card: who, and one dated line of where his signature stands."""

    slot: SignatureSlot
    status: Status
    at: Any
    mine: bool
    has_turn: bool
    link: str


def party_lines(session: Session, event: SigningEvent, me: UUID | None, link_key: bytes, base: str) -> list[PartyLine]:
    """Every signer with his state; the personal link of the guest whose turn it is can be copied."""
    turn = turn_of(event) if event.state == EventState.OPEN else None
    return [_line(session, slot, turn, me, link_key, base) for slot in event.slots]


def _line(
    session: Session, slot: SignatureSlot, turn: SignatureSlot | None, me: UUID | None, link_key: bytes, base: str
) -> PartyLine:
    has_turn = turn is not None and turn.id == slot.id and slot.waiting
    link = session.get(GuestLink, slot.link_id) if slot.link_id and has_turn else None
    alive = link is not None and link.revoked_at is None
    status, at = _state(slot, has_turn=has_turn)
    return PartyLine(
        slot=slot,
        status=status,
        at=at,
        mine=slot.kind == SlotKind.STAFF and me is not None and slot.person_id == me,
        has_turn=has_turn,
        link=f"{base}/mitra/{token_of(link, link_key)}" if link is not None and alive else "",
    )


def _state(slot: SignatureSlot, *, has_turn: bool) -> tuple[Status, Any]:
    if slot.state == SlotState.SIGNED:
        return Status(_("sudah menandatangani"), Tone.DONE), slot.signed_at
    if slot.state == SlotState.SIGNING:
        return Status(_("tanda tangan tercatat, naskah sedang dirampungkan"), Tone.ACTIVE), slot.signed_at
    if slot.kind == SlotKind.OUTSIDE:
        return Status(_("menandatangani di atas kertas"), Tone.WAITING), None
    if has_turn:
        seen = slot.seen_at or slot.pdf_seen_at
        word = _("sudah membuka naskah, belum menandatangani") if seen else _("diundang, belum membuka naskah")
        return Status(word, Tone.WAITING), seen or slot.notified_at
    return Status(_("menunggu giliran"), Tone.QUIET), None


@dataclass(frozen=True, slots=True)
class Signatories:
    """The signers of the text before signing opens: who may sign, and what is still missing."""

    printed: PrintedSigner
    faults: tuple[str, ...]


def signatories(session: Session, agreement: Agreement, now: Any) -> list[Signatories]:
    """Each signer of the text with what keeps him from signing."""
    return [
        Signatories(printed, tuple(sentence(one.code).text(language(), one.params) for one in faults))
        for printed, faults in signatory_faults(session, agreement, now)
    ]


def choices(session: Session, agreement: Agreement, version: Any) -> dict[str, list[tuple[str, str]]]:
    """The places where several signatories bear the printed name."""
    found = {one.place: candidates(session, agreement, one) for one in signers_in(version)}
    return {
        place: [(str(each.id), f"{each.name}, {each.title} ({each.decree_number})") for each in several]
        for place, several in found.items()
        if len(several) > 1
    }


@dataclass(frozen=True, slots=True)
class SigningView:
    """The page on which a person reads and signs."""

    event: SigningEvent
    slot: SignatureSlot
    agreement: Agreement
    kind: Any
    office_name: str
    office_contact: str
    partner_name: str
    consent: str
    others: tuple[str, ...]
    state: str
    zone: Zone


def signing_view(session: Session, event: SigningEvent, slot: SignatureSlot) -> SigningView:
    """Everything a signer reads before and after his act."""
    agreement = session.get_one(Agreement, event.agreement_id)
    lead = office(session, agreement.lead_office_id)
    return SigningView(
        event=event,
        slot=slot,
        agreement=agreement,
        kind=name_of(agreement),
        office_name=lead.name,
        office_contact=" · ".join(part for part in (lead.email, lead.phone) if part),
        partner_name=partner(session, agreement.partner_id).name if agreement.partner_id else "",
        consent=CONSENT.format(title=slot.title, party=slot.institution),
        others=tuple(f"{one.name} ({one.institution})" for one in event.slots if one.state == SlotState.WAITING),
        state=_view_state(event, slot),
        zone=lead.zone_,
    )


def _view_state(event: SigningEvent, slot: SignatureSlot) -> str:
    """What the page is for now: wait, sign, completing, signed, done."""
    if event.state == EventState.DONE:
        return "done"
    if event.state == EventState.VOID:
        return "void"
    if slot.state == SlotState.SIGNED:
        return "signed"
    if slot.state == SlotState.SIGNING:
        return "completing"
    turn = turn_of(event)
    if event.state == EventState.OPEN and turn is not None and turn.id == slot.id:
        return "sign"
    return "wait"


def date_warning(session: Session, agreement: Agreement, event: SigningEvent) -> bool:
    """Whether the printed date differs from the day of the last signature."""
    if not event.stated:
        return False
    zone = office_of(session, agreement).zone_
    days = [local_date(slot.signed_at, zone) for slot in event.slots if slot.signed_at is not None]
    signed = event.signed_on or agreement.signed_on or (max(days) if days else None)
    return signed is not None and printed_date_differs(event.held_on, signed)


def paper_to_show(event: SigningEvent) -> str:
    """The file that may be handed out now: nothing looks complete between the last signature and the archive."""
    if event.state == EventState.DONE:
        return event.final_sha256
    if event.state == EventState.COMPLETING or not event.head_sha256:
        raise Refused("paper_being_completed" if event.head_sha256 else "paper_in_preparation")
    return event.head_sha256


def originals(event: SigningEvent) -> list[str]:
    """The originals signed by hand, by the side that keeps each; empty where one print serves all."""
    return [str(sha256) for sha256 in event.plan.get(ORIGINALS, ())]


def originals_to_print(event: SigningEvent) -> list[tuple[str, str]]:
    """The file of each original and the side for which it is."""
    sides = [side for side in SIDES if any(slot.side == side for slot in event.slots)]
    names = ("cetak.pdf", *(f"cetak-{number}.pdf" for number in range(2, len(SIDES) + 1)))
    return list(zip(names, (f"PIHAK {side.upper()}" for side in sides), strict=False))[: len(originals(event))]


def paper_panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001
    """The paper that is being signed or was signed here, on the summary page."""
    event = current_event(session, agreement.id)
    if event is None or event.state in (EventState.PREPARING, EventState.COMPLETING):
        return None
    return {
        "url": url_for("signing.download", agreement_id=agreement.id, name="naskah.pdf"),
        "title": _("Naskah final") if event.state == EventState.DONE else _("Naskah siap tanda tangan"),
        "pages": None if event.mode == Mode.WET else event.pages,  # a scan has as many pages as were scanned
    }


def lines(event: SigningEvent) -> Sequence[dict[str, Any]]:
    """The paragraphs of the reading view."""
    return event.reading
