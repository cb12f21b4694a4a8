"""How an agreement comes into being: its row, its offices, and the MoU it may stand under."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from service.agreements.actions import new_public_code, stream
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, AgreementOffice, Nature, Origin
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.terms import may_follow_up
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices

LONGEST_SUBJECT = 500


@dataclass(frozen=True, slots=True)
class Founding:
    """What is known of an agreement when it is entered."""

    kind: Kind
    subject: str
    further_office_ids: Sequence[UUID] = ()
    partner_id: UUID | None = None
    parent_id: UUID | None = None
    nature: Nature = Nature.ORIGINAL
    amends_id: UUID | None = None
    lead_office_id: UUID | None = None  # where another of our offices than the actor's leads


def found(uow: UnitOfWork, known: Founding, *, stage: Stage, origin: Origin) -> Agreement:
    """Enter an agreement of the actor's office; the caller writes the audit event."""
    require(uow.actor, "agreement:draft")
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    lead = known.lead_office_id or uow.actor.office_id
    agreement = Agreement(
        id=new_id(),
        kind=known.kind.value,
        subject=clean_subject(known.subject),
        stage=stage.value,
        stage_since=uow.now,
        origin=origin.value,
        lead_office_id=lead,
        partner_id=_partner(uow.session, known.partner_id),
        parent_id=_parent(uow.session, known, uow.actor.office_id),
        nature=known.nature.value,
        amends_id=known.amends_id,
        public_code=new_public_code(),
        created_by=uow.actor.id,
        created_at=uow.now,
        offices=_further(uow.session, known.further_office_ids, lead),
    )
    uow.session.add(agreement)
    uow.session.flush()
    uow.record(
        stream(agreement.id),
        "agreement:entered",
        kind=known.kind.value,
        origin=origin.value,
        partner=str(agreement.partner_id or ""),
        parent=str(agreement.parent_id or ""),
        nature=agreement.nature,
        amends=str(agreement.amends_id or ""),
        offices=[str(one.office_id) for one in agreement.offices],
    )
    return agreement


def clean_subject(text: str) -> str:
    """The subject in one line, or Refused."""
    subject = " ".join(text.split())
    if not subject:
        raise Refused("subject_missing", field="subject")
    if len(subject) > LONGEST_SUBJECT:
        raise Refused("subject_too_long", field="subject", longest=LONGEST_SUBJECT)
    return subject


def _partner(session: Session, partner_id: UUID | None) -> UUID | None:
    return offices.partner(session, partner_id).id if partner_id else None


def _further(session: Session, ids: Sequence[UUID], lead: UUID) -> list[AgreementOffice]:
    wanted = [one for one in dict.fromkeys(ids) if one != lead]
    if any(not offices.office(session, one).active for one in wanted):
        raise Refused("office_unknown", field="further_offices")
    return [AgreementOffice(office_id=one, position=place) for place, one in enumerate(wanted, start=1)]


def _parent(session: Session, known: Founding, office_id: UUID) -> UUID | None:
    if known.parent_id is None:
        return None
    if known.kind is not Kind.PKS:
        raise Refused("parent_only_for_pks", field="parent")
    return check_parent(session, known.parent_id, office_id).id


# ----------------------------------------------------------------------------------------------------- the parent MoU
def check_parent(session: Session, parent_id: UUID, office_id: UUID, *, signed_on: date | None = None) -> Agreement:
    """The MoU under which an office may make a PKS: its own, or a signed one of an office above (rules 10 and 13)."""
    parent = session.get(Agreement, parent_id)
    if parent is None or not _reachable(session, parent, office_id):
        raise Refused("parent_unknown", field="parent")
    if parent.kind_ is not Kind.MOU or parent.nature_ is not Nature.ORIGINAL:
        raise Refused("parent_not_mou", field="parent")
    if parent.stage_ is Stage.CANCELLED:
        raise Refused("parent_cancelled", field="parent")
    if signed_on is not None and (parent.signed_on is None or not may_follow_up(parent.signed_on, signed_on)):
        raise Refused("pks_before_mou", field="parent")
    return parent


def is_over(parent: Agreement, today: date) -> bool:
    """Whether an MoU has ended or expired, so that nothing new can be made under it."""
    return parent.ended_on is not None or (parent.end_on is not None and parent.end_on < today)


def _reachable(session: Session, parent: Agreement, office_id: UUID) -> bool:
    if office_id in parent.office_ids:
        return True
    return parent.stage_ is Stage.FOLLOW_UP and not parent.office_ids.isdisjoint(offices.ids_above(session, office_id))


def possible_parents(session: Session, office_id: UUID, *, signed_only: bool = False) -> list[Agreement]:
    """The MoUs under which an office may make a PKS, the latest first."""
    query = (
        select(Agreement)
        .where(
            Agreement.kind == Kind.MOU.value,
            Agreement.nature == Nature.ORIGINAL.value,
            Agreement.stage != Stage.CANCELLED.value,
            or_(
                _of_offices({office_id}),
                (Agreement.stage == Stage.FOLLOW_UP.value) & _of_offices(offices.ids_above(session, office_id)),
            ),
        )
        .order_by(Agreement.signed_on.desc(), Agreement.created_at.desc())
    )
    if signed_only:
        query = query.where(Agreement.stage == Stage.FOLLOW_UP.value)
    return list(session.scalars(query))


def _of_offices(ids: Collection[UUID]) -> ColumnElement[bool]:
    further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id.in_(ids))
    return or_(Agreement.lead_office_id.in_(ids), Agreement.id.in_(further))


def own_ids(session: Session, office_id: UUID, *, stage: Stage | None = None) -> set[UUID]:
    """The ids of an office's own agreements, further offices' included."""
    query = select(Agreement.id).where(_of_offices({office_id}))
    if stage is not None:
        query = query.where(Agreement.stage == stage.value)
    return set(session.scalars(query))
