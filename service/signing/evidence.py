"""What is known about how a paper was signed, for its evidence bundle; no secret and no one-time code is in it."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.actions import stream
from service.agreements.guests import GuestLink
from service.agreements.models import Agreement, PaperRevision, RecordedAct
from service.core.audit import AuditEvent, stream_events
from service.core.tools import Tools
from service.seals.ports import PaperSealer
from service.signing.models import SignatureSlot, SigningAct, SigningEvent
from service.signing.queries import acts_of, event_of, office_of
from service.signing.rules import printed_date_differs

ATTACHMENT = "penandatanganan.json"  # who signed, how each was known, what each had opened


def bundle(tools: Tools, event_id: UUID, paper: bytes) -> bytes:
    """The evidence bundle of an event as a ZIP file."""
    with tools.reading() as session:
        facts = facts_of(session, event_id)
        events = [_audit(one) for one in stream_events(session, stream(UUID(facts["agreement"]["id"])))]
    said = json.dumps(facts, ensure_ascii=False, indent=2, default=str).encode()
    return tools.part(PaperSealer).bundle(paper, events, {ATTACHMENT: said})


def facts_of(session: Session, event_id: UUID) -> dict[str, Any]:
    """Everything about the event, its signers and their acts, as plain values."""
    event = event_of(session, event_id)
    agreement = session.get_one(Agreement, event.agreement_id)
    acts = acts_of(session, event.id)
    query = select(PaperRevision).where(PaperRevision.event_id == event.id).order_by(PaperRevision.sequence)
    return {
        "agreement": {
            "id": str(agreement.id),
            "kind": agreement.kind,
            "subject": agreement.subject,
            "office": office_of(session, agreement).name,
            "public_code": agreement.public_code,
            "content_hash": event.content_hash,
        },
        "event": _event(event),
        "signatures": [_slot(session, slot, acts.get(slot.id)) for slot in event.slots],
        "revisions": [
            {"sequence": row.sequence, "kind": row.kind, "sha256": row.sha256, "size": row.size, "at": row.created_at}
            for row in session.scalars(query)
        ],
    }


def _event(event: SigningEvent) -> dict[str, Any]:
    names = ("mode", "held_on", "place", "office_number", "partner_number", "engine", "pages", "opened_by", "opened_at")
    said: dict[str, Any] = {name: getattr(event, name) for name in names}
    days = [slot.signed_at.date() for slot in event.slots if slot.signed_at]
    said["printed_date_differs"] = bool(days) and printed_date_differs(
        event.held_on if event.stated else None, max(days)
    )
    return said | {"plan": event.plan}


def _slot(session: Session, slot: SignatureSlot, act: SigningAct | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "order": slot.order,
        "field": slot.field,
        "name": slot.name,
        "title": slot.title,
        "institution": slot.institution,
        "decree": slot.decree,
        "kind": slot.kind,
        "opened_at": slot.seen_at,
    }
    if act is not None:
        names = ("acted_at", "consent_version", "consent_text", "viewed", "method", "address", "agent", "revision")
        said["act"] = {name: getattr(act, name) for name in names} | {
            "certificate_serial": act.certificate_serial,
            "paper_shown_sha256": act.base_sha256,
            "prepared_sha256": act.prepared_sha256,
            "result_sha256": act.result_sha256,
        }
    link = session.get(GuestLink, slot.link_id) if slot.link_id else None
    if link is not None:
        same = link.link_address == link.email
        said["personal_link"] = {
            "made_at": link.created_at,
            "code_address": link.email,
            "link_and_code_one_mailbox": same,
        }
    recorded = session.get(RecordedAct, slot.recorded_act_id) if slot.recorded_act_id else None
    if recorded is not None:
        said["recorded_from_outside"] = {
            "done_by": recorded.done_by,
            "done_on": recorded.done_on,
            "letter_number": recorded.letter_number,
            "scan_sha256": recorded.scan_sha256,
            "entered_by": recorded.entered_name,
            "checked_by": recorded.checked_name,
        }
    return said


def _audit(event: AuditEvent) -> dict[str, Any]:
    names = ("id", "sequence", "at", "code", "actor_kind", "actor_name", "details", "previous", "hash")
    return {name: getattr(event, name) for name in names}
