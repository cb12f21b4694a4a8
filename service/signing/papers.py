"""What workers record about the paper of an event: engrossed, locked, signed, archived; each at most once."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from service.agreements.actions import move, register_paper, stream
from service.agreements.lifecycle import Action, Mode
from service.agreements.models import Agreement, PaperKind
from service.core import terms
from service.core.clock import local_date
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.signing.inviting import House, announce_turn
from service.signing.models import SignatureSlot, SigningAct, SigningEvent, SigningLease
from service.signing.queries import event_of, office_of
from service.signing.rules import EventState, SlotState, printed_date_differs

ORIGINALS = "originals"  # the originals to be printed, by the side that keeps each


@dataclass(frozen=True, slots=True)
class Engrossed:
    """The paper as filled in for signing: the file, where each signs, and the text to be read on a phone."""

    pdf: Stored
    plan: dict[str, Any]
    pages: int
    engine: str
    reading: list[dict[str, Any]]
    originals: tuple[Stored, ...] = ()  # wet ink: those of the further sides


def record_engrossed(uow: UnitOfWork, event_id: UUID, made: Engrossed) -> None:
    """Name the engrossed paper; electronic signing then has it locked, wet ink opens."""
    event = event_of(uow.session, event_id)
    if event.state != EventState.PREPARING or event.engrossed_sha256:
        return
    register_paper(uow, event.agreement_id, made.pdf, PaperKind.ENGROSSED, event_id=event.id)
    event.engrossed_sha256, event.plan = made.pdf.sha256, made.plan
    event.pages, event.engine, event.reading = made.pages, made.engine, made.reading
    for further in made.originals:
        register_paper(uow, event.agreement_id, further, PaperKind.ENGROSSED, event_id=event.id)
    if made.originals:
        event.plan = {ORIGINALS: [made.pdf.sha256, *(further.sha256 for further in made.originals)]}
    if event.mode == Mode.ELECTRONIC:
        uow.want("lock_paper", event.id, agreement_id=event.agreement_id)
    else:
        event.state, event.head_sha256 = EventState.OPEN.value, made.pdf.sha256


def record_locked(uow: UnitOfWork, event_id: UUID, locked: Stored, house: House) -> None:
    """The seal locks the paper: the event is open and its first signer is told."""
    event = event_of(uow.session, event_id)
    if event.state != EventState.PREPARING or event.head_sha256:
        return
    register_paper(uow, event.agreement_id, locked, PaperKind.PREPARED, event_id=event.id)
    event.head_sha256, event.revision, event.state = locked.sha256, 1, EventState.OPEN.value
    uow.record(stream(event.agreement_id), "signing:locked", event=str(event.id), sha256=locked.sha256)
    announce_turn(uow, event, house)


def record_signed(uow: UnitOfWork, act_id: UUID, signed: Stored, house: House) -> None:
    """Compare-and-set the paper's head, free the slot, and call the next signer or the archive."""
    act = uow.session.get_one(SigningAct, act_id)
    event = event_of(uow.session, act.event_id)
    if act.finished_at is not None:
        return
    if (event.revision, event.head_sha256) != (act.revision, act.base_sha256):
        raise RuntimeError(
            "the paper moved under a recorded signature"
        )  # the lease forbids it; never repaired silently
    register_paper(uow, event.agreement_id, signed, PaperKind.SIGNED, event_id=event.id)
    event.head_sha256, event.revision = signed.sha256, act.revision + 1
    act.result_sha256, act.finished_at = signed.sha256, uow.now
    slot = uow.session.get_one(SignatureSlot, act.slot_id)
    slot.state = SlotState.SIGNED.value
    lease = uow.session.get(SigningLease, event.id)
    if lease is not None:
        uow.session.delete(lease)
    uow.record(
        stream(event.agreement_id),
        "signing:signed",
        slot=slot.field,
        name=slot.name,
        serial=act.certificate_serial,
        sha256=signed.sha256,
        acted_at=act.acted_at.isoformat(),
    )
    uow.session.flush()
    if all(one.state == SlotState.SIGNED for one in event.slots):
        event.state = EventState.COMPLETING.value
        uow.want("archive_final", event.id, agreement_id=event.agreement_id)
    else:
        announce_turn(uow, event, house)


@dataclass(frozen=True, slots=True)
class Final:
    """The archived paper and its evidence bundle."""

    pdf: Stored
    bundle: Stored


def record_final(uow: UnitOfWork, event_id: UUID, final: Final) -> None:
    """Publish the archived paper and conclude the agreement; its dates follow from the last signature (rules 8, 17)."""
    event = event_of(uow.session, event_id)
    if event.state != EventState.COMPLETING:
        return
    agreement = uow.session.get_one(Agreement, event.agreement_id)
    kind = PaperKind.SCAN if event.mode == Mode.WET else PaperKind.ARCHIVED
    register_paper(uow, agreement.id, final.pdf, kind, event_id=event.id, published=True)
    uow.keep(final.bundle, "application/zip")
    event.final_sha256, event.bundle_sha256 = final.pdf.sha256, final.bundle.sha256
    event.head_sha256, event.revision = final.pdf.sha256, event.revision + 1
    event.state, event.closed_at = EventState.DONE.value, uow.now
    agreement.final_sha256 = final.pdf.sha256
    agreement.signed_on = signing_day(uow, agreement, event)
    agreement.effective_on = agreement.effective_on or agreement.signed_on
    if agreement.end_on is None and agreement.term_months:
        agreement.end_on = terms.end_date(agreement.effective_on, agreement.term_months)
    differs = printed_date_differs(event.held_on if event.stated else None, agreement.signed_on)
    uow.record(
        stream(agreement.id),
        "signing:archived",
        event=str(event.id),
        sha256=final.pdf.sha256,
        bundle=final.bundle.sha256,
        signed_on=agreement.signed_on.isoformat(),
        printed_date_differs=differs,
    )
    move(uow, agreement, Action.CONCLUDE)


def signing_day(uow: UnitOfWork, agreement: Agreement, event: SigningEvent) -> date:
    """The local date of the last signature where the office stands; for wet ink the recorded one (rules 8, 19)."""
    if event.signed_on is not None:
        return event.signed_on
    zone = office_of(uow.session, agreement).zone_
    return terms.last_signature(local_date(slot.signed_at, zone) for slot in event.slots if slot.signed_at is not None)
