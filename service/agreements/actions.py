"""Use cases of the agreement itself: moving through the table, registering its papers, recorded acts."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Action, Facts, Stage, missing, step
from service.agreements.models import ActKind, Agreement, PaperKind, PaperRevision, RecordedAct, StageChange
from service.agreements.permissions import load_for
from service.agreements.registry import REGISTRY
from service.core.actor import Actor, ActorKind
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import holds
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter or digit that is read as another


def new_public_code() -> str:
    """A code for the QR address that nobody can guess (about 99 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(20))


def stream(agreement_id: UUID) -> Stream:
    """The audit chain of an agreement."""
    return Stream("agreement", agreement_id)


def gather_facts(session: Session, agreement: Agreement) -> Facts:
    """Ask every room for what it knows about an agreement."""
    session.flush()
    known: dict[str, Any] = {"mode_chosen": agreement.mode is not None, "signed_on": agreement.signed_on}
    for source in REGISTRY.facts:
        known.update(source(session, agreement))
    return Facts(**known)


def move(uow: UnitOfWork, agreement: Agreement, action: Action, *, reason: str = "") -> None:
    """Take an agreement along one line of the lifecycle table, or refuse with the first thing that is missing."""
    line = step(agreement.stage_, action)
    if line is None:
        raise Refused("wrong_stage")
    if uow.actor.kind is ActorKind.PERSON and not holds(uow.actor, line.permission):
        raise Refused("not_permitted")
    gaps = missing(line, gather_facts(uow.session, agreement))
    if gaps:
        raise Refused(gaps[0], missing=gaps)
    _enter(uow, agreement, line.target, action, reason)


def _enter(uow: UnitOfWork, agreement: Agreement, target: Stage, action: Action, reason: str) -> None:
    source = agreement.stage
    agreement.stage = target.value
    agreement.stage_since = uow.now
    uow.session.add(
        StageChange(
            id=new_id(),
            agreement_id=agreement.id,
            source=source,
            target=target.value,
            action=action.value,
            at=uow.now,
            by_name=uow.actor.name,
            reason=reason,
        )
    )
    uow.record(
        stream(agreement.id), f"agreement:stage:{action.value}", source=source, target=target.value, reason=reason
    )
    for hook in REGISTRY.on_stage:
        hook(uow, agreement, source, target.value)


def move_by_person(
    uow: UnitOfWork, agreement_id: UUID, action: Action, *, seen_version: int | None = None, reason: str = ""
) -> Agreement:
    """A person of the agreement's own office moves it on."""
    line_permission = next((s.permission for s in _lines(action)), "agreement:draft")
    agreement = load_for(uow.session, uow.actor, agreement_id, line_permission, seen_version=seen_version)
    if action is Action.CANCEL:
        if not reason.strip():
            raise Refused("reason_missing", field="reason")
        agreement.cancel_reason = reason.strip()
    move(uow, agreement, action, reason=reason.strip())
    return agreement


def _lines(action: Action) -> list[Any]:
    from service.agreements.lifecycle import STEPS  # keeps the module's names few

    return [line for line in STEPS if line.action == action]


def register_paper(
    uow: UnitOfWork,
    agreement_id: UUID,
    stored: Stored,
    kind: PaperKind,
    *,
    event_id: UUID | None = None,
    published: bool = False,
    media_type: str = "application/pdf",
) -> PaperRevision:
    """Enter a file as the agreement's next paper; the same file at the same place is entered once."""
    known = uow.session.scalars(
        select(PaperRevision).where(
            PaperRevision.agreement_id == agreement_id,
            PaperRevision.event_id == event_id if event_id else PaperRevision.event_id.is_(None),
            PaperRevision.sha256 == stored.sha256,
        )
    ).first()
    if known is not None:
        return known
    uow.keep(stored, media_type)
    last = uow.session.scalar(
        select(func.max(PaperRevision.sequence)).where(
            PaperRevision.agreement_id == agreement_id,
            PaperRevision.event_id == event_id if event_id else PaperRevision.event_id.is_(None),
        )
    )
    row = PaperRevision(
        id=new_id(),
        agreement_id=agreement_id,
        event_id=event_id,
        sequence=(last or 0) + 1,
        kind=kind.value,
        sha256=stored.sha256,
        size=stored.size,
        published=published,
        created_at=uow.now,
    )
    uow.session.add(row)
    uow.record(stream(agreement_id), f"paper:{kind.value}", sha256=stored.sha256, size=stored.size)
    return row


@dataclass(frozen=True, slots=True)
class OutsideAct:
    """What is entered about an act done outside the system (rule 35). The scan is stored before."""

    kind: ActKind
    subject_id: UUID
    done_by: str
    done_on: date
    letter_number: str
    scan: Stored
    scan_type: str
    outcome: dict[str, Any]


def enter_act(uow: UnitOfWork, agreement: Agreement, act: OutsideAct) -> RecordedAct:
    """Enter an act of another; it counts once a second person has checked it."""
    _require_own(uow.actor, agreement.office_ids, "act:record")
    row = _enter_record(uow, act)
    row.agreement_id = agreement.id
    uow.record(stream(agreement.id), "act:entered", act=act.kind.value, record=str(row.id), scan=act.scan.sha256)
    return row


def enter_office_act(uow: UnitOfWork, office_id: UUID, act: OutsideAct) -> RecordedAct:
    """Enter an act of another that concerns the office itself: the receipt of its monthly report (rule 35)."""
    _require_own(uow.actor, {office_id}, "act:record")
    row = _enter_record(uow, act)
    row.office_id = office_id
    uow.record(Stream("office", office_id), "act:entered", act=act.kind.value, record=str(row.id), scan=act.scan.sha256)
    return row


def _enter_record(uow: UnitOfWork, act: OutsideAct) -> RecordedAct:
    if not act.done_by.strip():
        raise Refused("act_who_missing", field="done_by")
    open_one = uow.session.scalars(
        select(RecordedAct).where(
            RecordedAct.kind == act.kind.value,
            RecordedAct.subject_id == act.subject_id,
            RecordedAct.checked_at.is_(None),
        )
    ).first()
    if open_one is not None:
        raise Refused("act_already_entered")
    uow.keep(act.scan, act.scan_type)
    row = RecordedAct(
        id=new_id(),
        kind=act.kind.value,
        subject_id=act.subject_id,
        outcome=act.outcome,
        done_by=act.done_by.strip(),
        done_on=act.done_on,
        letter_number=act.letter_number.strip(),
        scan_sha256=act.scan.sha256,
        scan_type=act.scan_type,
        entered_by=_person(uow.actor),
        entered_name=uow.actor.name,
        entered_at=uow.now,
    )
    uow.session.add(row)
    return row


def check_act(uow: UnitOfWork, act_id: UUID, *, rejected_reason: str = "") -> RecordedAct:
    """A second person compares the entry with its scan: it counts from now on, or is rejected with a reason."""
    act = uow.session.get(RecordedAct, act_id)
    if act is None:
        raise Refused("not_found")
    agreement = uow.session.get(Agreement, act.agreement_id) if act.agreement_id else None
    office_ids = agreement.office_ids if agreement else {one for one in (act.office_id,) if one}
    _require_own(uow.actor, office_ids, "act:check")
    if act.checked_at is not None:
        raise Refused("act_already_checked")
    if act.entered_by == uow.actor.id:
        raise Refused("act_needs_second_person")
    act.checked_by, act.checked_name, act.checked_at = _person(uow.actor), uow.actor.name, uow.now
    act.rejected_reason = rejected_reason.strip()
    uow.session.flush()
    chain = stream(agreement.id) if agreement else Stream("office", next(iter(office_ids)))
    uow.record(chain, f"act:{act.state}", act=act.kind, record=str(act.id), reason=act.rejected_reason)
    if act.state == "checked" and agreement is not None:
        REGISTRY.effects[act.kind](uow, agreement, act)
    elif act.state == "checked" and act.office_id is not None:
        REGISTRY.office_effects[act.kind](uow, act.office_id, act)
    return act


def _require_own(actor: Actor, office_ids: Collection[UUID], permission: str) -> None:
    if not holds(actor, permission):
        raise Refused("not_permitted")
    if actor.office_id not in office_ids:
        raise Refused("not_found")


def _person(actor: Actor) -> UUID:
    if actor.id is None:
        raise Refused("not_permitted")
    return actor.id
