"""Entering an agreement that was signed before the service knew it (arsip lama), straight into follow-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from service.agreements import family, family_effects
from service.agreements.actions import register_paper, stream
from service.agreements.family import Wish
from service.agreements.founding import Founding, check_parent, found
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature, Origin, PaperKind, PaperRevision, StageChange
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.terms import end_date
from service.core.unit_of_work import UnitOfWork
from service.followup.actions import on_stage
from service.followup.queries import same_number, today_of
from service.followup.rules import Dates, date_fault


@dataclass(frozen=True, slots=True)
class Existing:
    """What stands on a paper that is signed already; without an end date the term gives the default (rule 17)."""

    kind: Kind
    subject: str
    partner_id: UUID | None
    office_number: str
    signed_on: date
    partner_number: str = ""
    effective_on: date | None = None
    term_months: int | None = None
    end_on: date | None = None
    parent_id: UUID | None = None
    further_office_ids: Sequence[UUID] = ()
    same_number_is_right: bool = False
    nature: Nature = Nature.ORIGINAL  # an addendum or renewal gives its new end date, a termination its effective day
    amends_id: UUID | None = None


def enter_existing(uow: UnitOfWork, known: Existing, scan: Stored) -> Agreement:
    """Enter a signed agreement with its scan; its clocks run from its own dates, and it is never shown as e-signed."""
    if not known.office_number.strip():
        raise Refused("existing_number_missing", field="office_number")
    agreement = _original(uow, known) if known.nature is Nature.ORIGINAL else _instrument(uow, known)
    _refuse_known(uow, agreement, known, scan)
    agreement.office_number = " ".join(known.office_number.split())
    agreement.partner_number = " ".join(known.partner_number.split())
    agreement.final_sha256 = scan.sha256
    register_paper(uow, agreement.id, scan, PaperKind.LEGACY_SCAN, published=True)
    _enter_stage(uow, agreement)
    if known.nature is not Nature.ORIGINAL:
        family_effects.apply(uow, agreement, end_on=known.end_on, ends_from=known.effective_on)
    return agreement


def _original(uow: UnitOfWork, known: Existing) -> Agreement:
    if known.partner_id is None:
        raise Refused("existing_partner_missing", field="partner")
    founding = Founding(known.kind, known.subject, known.further_office_ids, known.partner_id, known.parent_id)
    agreement = found(uow, founding, stage=Stage.FOLLOW_UP, origin=Origin.LEGACY)
    if known.parent_id is not None:
        check_parent(uow.session, known.parent_id, agreement.lead_office_id, signed_on=known.signed_on)
    _set_dates(uow, agreement, known)
    return agreement


def _instrument(uow: UnitOfWork, known: Existing) -> Agreement:
    """An addendum, a renewal or a termination on paper; what it changes has to be entered before (rules 15, 22)."""
    if known.amends_id is None:
        raise Refused("amends_missing", field="amends")
    end, ends_from = known.end_on, known.effective_on
    wish = Wish(known.nature, ends_from=ends_from) if known.nature is Nature.TERMINATION else Wish(known.nature, end)
    target = family.existing_target(uow, known.amends_id, wish, known.signed_on)
    if (target.kind_, target.partner_id) != (known.kind, known.partner_id):
        raise Refused("amends_differs", field="amends")
    agreement = family.enter(uow, target, wish, stage=Stage.FOLLOW_UP, origin=Origin.LEGACY)
    fault = date_fault(Dates(known.signed_on, known.signed_on, None), today_of(uow.session, agreement))
    if fault is not None:
        raise Refused(fault[0], field=fault[1])
    agreement.signed_on, agreement.effective_on = known.signed_on, known.effective_on or known.signed_on
    return agreement


def _set_dates(uow: UnitOfWork, agreement: Agreement, known: Existing) -> None:
    start = known.effective_on or known.signed_on
    end = known.end_on or (end_date(start, known.term_months) if known.term_months else None)
    fault = date_fault(Dates(known.signed_on, start, end), today_of(uow.session, agreement))
    if fault is not None:
        raise Refused(fault[0], field=fault[1])
    agreement.signed_on, agreement.effective_on, agreement.end_on = known.signed_on, start, end
    agreement.term_months = known.term_months


def _refuse_known(uow: UnitOfWork, agreement: Agreement, known: Existing, scan: Stored) -> None:
    twin = same_number(uow.session, agreement.lead_office_id, known.office_number)
    if twin is not None and not known.same_number_is_right:
        number = " ".join(known.office_number.split())
        raise Refused("existing_number_known", field="office_number", number=number, subject=twin.subject)
    query = (
        select(Agreement)
        .join(PaperRevision, PaperRevision.agreement_id == Agreement.id)
        .where(PaperRevision.sha256 == scan.sha256, Agreement.lead_office_id == agreement.lead_office_id)
    )
    same = uow.session.scalars(query).first()
    if same is not None:
        raise Refused("existing_scan_known", field="scan", subject=same.subject)


def _enter_stage(uow: UnitOfWork, agreement: Agreement) -> None:
    """It never walked through the stages, so only this room opens what follow-up brings."""
    write_entry(uow, agreement)
    on_stage(uow, agreement, "", Stage.FOLLOW_UP.value)


def write_entry(uow: UnitOfWork, agreement: Agreement) -> None:
    """Say in its stages and in its history that a signed agreement entered follow-up from its paper."""
    uow.session.add(
        StageChange(
            id=new_id(),
            agreement_id=agreement.id,
            source="",
            target=Stage.FOLLOW_UP.value,
            action="enter_existing",
            at=uow.now,
            by_name=uow.actor.name,
        )
    )
    signed_on = agreement.signed_on.isoformat() if agreement.signed_on else ""
    uow.record(stream(agreement.id), "followup:existing", signed_on=signed_on, scan=agreement.final_sha256)
