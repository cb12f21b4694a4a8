"""Looking up events, turns, leases and acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement
from service.agreements.registry import count_ids
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.refusals import Refused
from service.documents.models import DocumentVersion
from service.offices.models import Office, Partner, Signatory
from service.offices.queries import office, signatories
from service.offices.rules import Fault, blocking, name_key, signatory_valid
from service.signing.models import SignatureSlot, SigningAct, SigningEvent, SigningLease
from service.signing.rules import SIDES, EventState, PrintedSigner, SlotState, printed_signers, same_name


def event_of(session: Session, event_id: UUID) -> SigningEvent:
    """One event, or Refused('not_found')."""
    found = session.get(SigningEvent, event_id)
    if found is None:
        raise Refused("not_found")
    return found


def current_event(session: Session, agreement_id: UUID) -> SigningEvent | None:
    """The event of an agreement that is going on or done; None when there is none or only void ones."""
    query = select(SigningEvent).where(SigningEvent.live_key == agreement_id)
    return session.scalars(query).first()


def events_of(session: Session, agreement_id: UUID) -> list[SigningEvent]:
    """All events of an agreement, newest first."""
    query = select(SigningEvent).where(SigningEvent.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(SigningEvent.number.desc())))


def turn_of(event: SigningEvent) -> SignatureSlot | None:
    """The slot whose turn it is: the first that is not complete."""
    return next((slot for slot in event.slots if slot.state != SlotState.SIGNED), None)


def lease_of(session: Session, event_id: UUID, now: datetime) -> SigningLease | None:
    """Who holds the paper at the moment; None when nobody does."""
    lease = session.get(SigningLease, event_id)
    return lease if lease is not None and lease.until > now else None


def acts_of(session: Session, event_id: UUID) -> dict[UUID, SigningAct]:
    """The acts of an event by their slots."""
    return {act.slot_id: act for act in session.scalars(select(SigningAct).where(SigningAct.event_id == event_id))}


def frozen_version(session: Session, agreement: Agreement) -> DocumentVersion:
    """The version that was approved, or Refused('approval_void')."""
    found = session.get(DocumentVersion, agreement.frozen_version_id) if agreement.frozen_version_id else None
    if found is None or found.content_hash != agreement.frozen_hash:
        raise Refused("approval_void")
    return found


def signers_in(version: DocumentVersion) -> tuple[PrintedSigner, ...]:
    """Everybody for whom the text has a place to sign."""
    return printed_signers(version.content.get("values", version.content))


def candidates(session: Session, agreement: Agreement, printed: PrintedSigner) -> list[Signatory]:
    """The signatories of both sides whose name is the one that the text prints at a place."""
    offices = sorted(agreement.office_ids, key=str)
    found = [one for office_id in offices for one in signatories(session, office_id=office_id)]
    if agreement.partner_id is not None:
        found += signatories(session, partner_id=agreement.partner_id)
        found += _of_units_above(session, agreement.partner_id)
    if printed.side in SIDES[2:]:
        found += _of_partners_named(session, printed.institution)
    return [one for one in found if same_name(one.name, printed.name)]


def _of_partners_named(session: Session, institution: str) -> list[Signatory]:
    """A third side stands in the text alone: its signatories are those of the partner of that name."""
    ids = session.scalars(select(Partner.id).where(Partner.name_key == name_key(institution)).limit(5))
    return [one for partner_id in ids for one in signatories(session, partner_id=partner_id)]


def _of_units_above(session: Session, partner_id: UUID) -> list[Signatory]:
    unit = session.get(Partner, partner_id)
    return list(signatories(session, partner_id=unit.parent_id)) if unit and unit.parent_id else []


def signatory_faults(
    session: Session, agreement: Agreement, now: datetime
) -> list[tuple[PrintedSigner, tuple[Fault, ...]]]:
    """Per place to sign, what keeps its signatory from signing today; a missing signatory is a fault too."""
    version = session.get(DocumentVersion, agreement.frozen_version_id) if agreement.frozen_version_id else None
    if version is None:
        return []
    today = local_date(now, office(session, agreement.lead_office_id).zone_)
    found = []
    for printed in signers_in(version):
        listed = candidates(session, agreement, printed)
        able = [blocking(signatory_valid(one.as_mandate(), today, agreement.kind)) for one in listed]
        missing = (Fault("signatory_not_listed", {"signatory": printed.name, "institution": printed.institution}),)
        found.append((printed, min(able, key=len) if able else missing))
    return found


def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """What the lifecycle table asks of this room."""
    event = current_event(session, agreement.id)
    if event is None:
        return {"signatories_valid": False, "event_open": False, "signatures_made": 0, "signatures_left": 1}
    made = sum(not slot.waiting for slot in event.slots)
    complete = sum(slot.state == SlotState.SIGNED for slot in event.slots)
    return {
        "signatories_valid": True,
        "event_open": True,
        "signatures_made": made,
        "signatures_left": len(event.slots) - complete,
        "paper_archived": bool(event.final_sha256),
    }


def waiting_for(session: Session, actor: Actor) -> list[Agreement]:
    """The agreements whose paper waits for this person's signature now, earliest date first."""
    if actor.id is None:
        return []
    return list(session.scalars(_waiting(select(Agreement), actor).order_by(SigningEvent.held_on)))


def waiting_ids(_session: Session, actor: Actor) -> Select[UUID]:
    """The same as a query of ids."""
    return _waiting(select(Agreement.id), actor)


def count_waiting(session: Session, actor: Actor) -> int:
    """How many papers wait for this person's signature."""
    return count_ids(session, waiting_ids(session, actor)) if actor.id else 0


def _waiting(query: Select[Any], actor: Actor) -> Select[Any]:
    """Those whose first place that is not signed (`turn_of`) waits for this person."""
    earlier = aliased(SignatureSlot)
    passed_over = exists().where(
        earlier.event_id == SignatureSlot.event_id,
        earlier.state != SlotState.SIGNED.value,
        earlier.order < SignatureSlot.order,
    )
    return (
        query.join(SigningEvent, SigningEvent.live_key == Agreement.id)
        .join(SignatureSlot, SignatureSlot.event_id == SigningEvent.id)
        .where(
            Agreement.stage == Stage.SIGNING.value,
            SigningEvent.state == EventState.OPEN.value,
            SigningEvent.mode == Mode.ELECTRONIC.value,
            SignatureSlot.person_id == actor.id,
            SignatureSlot.state == SlotState.WAITING.value,
            ~passed_over,
        )
    )


def office_of(session: Session, agreement: Agreement) -> Office:
    """The lead office of an agreement."""
    return office(session, agreement.lead_office_id)


def planned_fields(session: Session, event_id: UUID) -> tuple[str, ...]:
    """The fields of an event's paper, the seal's first; for the verifier."""
    event = session.get(SigningEvent, event_id)
    if event is None or "slots" not in event.plan:
        return ()
    return (str(event.plan["seal_field"]), *(str(slot["field"]) for slot in event.plan["slots"]))
