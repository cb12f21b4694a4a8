"""Addendum, renewal and termination: beginning one from a signed agreement, and what still stands in its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import stream
from service.agreements.family_models import Amendment, Succession
from service.agreements.family_rules import (
    ENDS_FROM,
    NEW_END,
    OLD_END,
    Term,
    end_fault,
    ending_fault,
    signing_fault,
    text_fault,
)
from service.agreements.founding import Founding, found, own_ids
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature, Origin
from service.agreements.permissions import Access, load
from service.core.clock import local_date
from service.core.database import moment
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.documents import versions
from service.documents.values import read_date
from service.offices import queries as offices

ENDED = (Stage.FOLLOW_UP.value, Stage.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form that begins an instrument asks for; the text starts from it and may still change."""

    nature: Nature
    end_on: date | None = None  # the new last day, of an addendum (if it changes) or a renewal
    ends_from: date | None = None  # from which day a termination counts


def today_of(session: Session, agreement: Agreement) -> date:
    """The calendar day where the lead office stands."""
    return local_date(moment(session), offices.office(session, agreement.lead_office_id).zone_)


def term_of(agreement: Agreement) -> Term:
    """The validity of an agreement."""
    return Term(agreement.effective_on or agreement.signed_on, agreement.end_on, agreement.ended_on)


def amended(session: Session, instrument: Agreement) -> Agreement | None:
    """The agreement that an instrument changes; None for an agreement in its own right."""
    return session.get(Agreement, instrument.amends_id) if instrument.amends_id else None


def may_be_changed(session: Session, agreement: Agreement) -> bool:
    """Whether an addendum, a renewal or a termination can begin from this agreement today."""
    signed = agreement.stage_ is Stage.FOLLOW_UP and agreement.nature_ is Nature.ORIGINAL
    return signed and signing_fault(term_of(agreement), today_of(session, agreement)) is None


# ------------------------------------------------------------------------------------------------------------ beginning
def begin(uow: UnitOfWork, amended_id: UUID, wish: Wish) -> Agreement:
    """Begin an addendum, a renewal or a termination of an own signed agreement, in planning."""
    require(uow.actor, "agreement:draft")
    target = check_amended(uow, amended_id)
    fault = signing_fault(term_of(target), today_of(uow.session, target)) or _wish_fault(target, wish)
    if fault:
        raise Refused(fault, field=FIELDS.get(fault, ""))
    _refuse_second(uow.session, target, wish.nature)
    flag_modified(target, "subject")  # of two who begin at the same moment, one is refused
    instrument = enter(uow, target, wish, stage=Stage.PLANNING, origin=Origin.MADE)
    uow.record(stream(target.id), "family:begun", nature=wish.nature.value, instrument=str(instrument.id))
    return instrument


FIELDS = {
    "renewal_end_missing": "end_on",
    "renewal_end_not_later": "end_on",
    "amendment_end_before_start": "end_on",
    "termination_day_missing": "ends_from",
    "termination_before_start": "ends_from",
    "termination_after_end": "ends_from",
}


def check_amended(uow: UnitOfWork, amended_id: UUID) -> Agreement:
    """The agreement to be changed: of an own office, signed, and an agreement in its own right."""
    target = load(uow.session, uow.actor, amended_id, least=Access.FULL)
    if target.stage_ is not Stage.FOLLOW_UP:
        raise Refused("amend_not_signed", field="amends")
    if target.nature_ is not Nature.ORIGINAL:
        raise Refused("amend_original_only", field="amends")
    return target


def _wish_fault(target: Agreement, wish: Wish) -> str | None:
    if wish.nature is Nature.TERMINATION:
        return ending_fault(term_of(target), wish.ends_from)
    return end_fault(wish.nature, term_of(target), wish.end_on)


def running(session: Session, amended_id: UUID, nature: Nature) -> Agreement | None:
    """The attempt of this nature that is under way."""
    query = select(Agreement).where(
        Agreement.amends_id == amended_id, Agreement.nature == nature.value, Agreement.stage.not_in(ENDED)
    )
    return session.scalars(query).first()


def _refuse_second(session: Session, target: Agreement, nature: Nature) -> None:
    other = running(session, target.id, nature)
    if other is not None:
        lead = offices.office(session, other.lead_office_id)
        begun = date_long(local_date(other.created_at, lead.zone_))
        raise Refused("amendment_running", subject=other.subject, begun=begun, office=lead.name)


def enter(uow: UnitOfWork, target: Agreement, wish: Wish, *, stage: Stage, origin: Origin) -> Agreement:
    """The row of an instrument: kind, subject, partner and offices are those of what it changes."""
    known = Founding(
        kind=target.kind_,
        subject=target.subject,
        further_office_ids=[row.office_id for row in target.offices],
        partner_id=target.partner_id,
        nature=wish.nature,
        amends_id=target.id,
        lead_office_id=target.lead_office_id,
    )
    instrument = found(uow, known, stage=stage, origin=origin)
    row = Amendment(
        instrument_id=instrument.id,
        amended_id=target.id,
        ordinal=_ordinal(uow.session, target.id, wish.nature),
        wanted_end_on=wish.end_on,
        wanted_ended_on=wish.ends_from,
    )
    uow.session.add(row)
    uow.session.flush()
    return instrument


def _ordinal(session: Session, amended_id: UUID, nature: Nature) -> int:
    query = select(func.count(Agreement.id)).where(
        Agreement.amends_id == amended_id,
        Agreement.nature == nature.value,
        Agreement.stage == Stage.FOLLOW_UP.value,
        Agreement.signed_on.is_not(None),
    )
    return (session.scalar(query) or 0) + 1


def existing_target(uow: UnitOfWork, amended_id: UUID, wish: Wish, signed_on: date) -> Agreement:
    """The agreement that an instrument on paper changed on a day; the day of its signing counts (rule 22)."""
    target = check_amended(uow, amended_id)
    if target.signed_on is not None and signed_on < target.signed_on:
        raise Refused("amended_signed_later", field="signed_on")
    fault = signing_fault(term_of(target), signed_on)
    if fault:
        raise Refused(fault, field="signed_on")
    fault = _wish_fault(target, wish)
    if fault:
        raise Refused(fault, field="effective_on" if wish.nature is Nature.TERMINATION else "end_on")
    return target


def changeable(session: Session, office_id: UUID) -> list[Agreement]:
    """The signed agreements of an office in their own right, the latest first: what a paper may have changed."""
    query = select(Agreement).where(
        Agreement.id.in_(own_ids(session, office_id, stage=Stage.FOLLOW_UP)),
        Agreement.nature == Nature.ORIGINAL.value,
    )
    return list(session.scalars(query.order_by(Agreement.signed_on.desc()).limit(1000)))


# ------------------------------------------------------------------------------------------------------ what still fits
def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """What the lifecycle table asks about what is to be changed."""
    target = amended(session, agreement)
    if target is None or agreement.stage in ENDED:
        return {}
    fault = signing_fault(term_of(target), today_of(session, agreement)) or _text_fault(session, agreement, target)
    return {"amendment_fault": fault or ""}


def _text_fault(session: Session, instrument: Agreement, target: Agreement) -> str | None:
    saved = versions.latest(session, instrument.id)
    if saved is None:
        return None
    said = versions.content_of(saved).values
    return text_fault(
        instrument.nature_,
        term_of(target),
        old_end=read_date(said.get(OLD_END)),
        new_end=read_date(said.get(NEW_END)),
        ends_from=read_date(said.get(ENDS_FROM)),
    )


def check_signable(session: Session, agreement: Agreement, day: date, *, field: str = "") -> None:
    """Refuse to have an instrument signed on a day on which what it changes is over (rule 22); the act date counts."""
    target = amended(session, agreement)
    fault = signing_fault(term_of(target), day) if target is not None else None
    if fault:
        raise Refused(fault, field=field)


def check_before_signing(session: Session, agreement: Agreement, day: date) -> None:
    """Refuse to open signing of an instrument whose text no longer fits what it changes."""
    check_signable(session, agreement, day, field="held_on")
    target = amended(session, agreement)
    fault = _text_fault(session, agreement, target) if target is not None else None
    if fault:
        raise Refused(fault)


# ----------------------------------------------------------------------------------------------------------- succession
def predecessor_of(uow: UnitOfWork, predecessor_id: UUID) -> Agreement:
    """An own signed agreement whose data a new one may start from."""
    return check_amended(uow, predecessor_id)


def succeed(uow: UnitOfWork, successor: Agreement, predecessor: Agreement) -> None:
    """Remember that a new agreement takes the place of an earlier one."""
    uow.session.add(Succession(successor_id=successor.id, predecessor_id=predecessor.id))
    uow.record(stream(predecessor.id), "family:succeeded", successor=str(successor.id))
