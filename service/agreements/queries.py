"""Looking up agreements: which an actor may see, the register's list, the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice, RecordedAct
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.offices.models import Office, Partner
from service.offices.queries import ids_below

# The name is chosen by the person; the meaning stands in the register's own column order.
SORTS: dict[str, tuple[Any, ...]] = {
    "baru": (Agreement.stage_since.desc(),),
    "judul": (func.lower(Agreement.subject),),
    "berakhir": (Agreement.end_on.is_(None), Agreement.end_on),
    "mitra": (func.lower(Partner.name),),
    "tanggal": (Agreement.signed_on.is_(None), Agreement.signed_on.desc()),
}


@dataclass(frozen=True, slots=True)
class Search:
    """What the register is asked for; an empty value asks for everything."""

    text: str = ""
    kind: str = ""
    stage: str = ""
    validity: str = ""
    office: UUID | None = None
    named: str = ""
    sort: str = "baru"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register."""

    agreement: Agreement
    partner_name: str
    office_name: str


def of_offices(office_ids: Sequence[UUID] | frozenset[UUID] | set[UUID]) -> ColumnElement[bool]:
    """Agreements in which one of these offices stands on our side."""
    further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id.in_(office_ids))
    return or_(Agreement.lead_office_id.in_(office_ids), Agreement.id.in_(further))


def visible(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Agreements of the actor's own office and of every office below it (rule 33)."""
    if actor.office_id is None:
        return Agreement.id.is_(None)
    return of_offices({actor.office_id, *ids_below(session, actor.office_id)})


def own(actor: Actor) -> ColumnElement[bool]:
    """Agreements of the actor's own office."""
    return of_offices([actor.office_id]) if actor.office_id else Agreement.id.is_(None)


def _conditions(session: Session, actor: Actor, search: Search, today: date) -> list[ColumnElement[bool]]:
    wanted = [visible(session, actor)]
    for word in search.text.split():
        pattern = "%" + word.lower().replace("%", r"\%").replace("_", r"\_") + "%"
        columns = (Agreement.subject, Partner.name, Agreement.office_number, Agreement.partner_number)
        wanted.append(or_(*(func.lower(column).like(pattern, escape="\\") for column in columns)))
    if search.kind:
        wanted.append(Agreement.kind == search.kind)
    if search.stage:
        wanted.append(Agreement.stage == search.stage)
    if search.office:
        wanted.append(of_offices([search.office]))
    if search.validity:
        wanted.append(_validity(search.validity, today))
    if search.named in REGISTRY.filters:
        wanted.append(Agreement.id.in_(REGISTRY.filters[search.named].ids(session, actor)))
    return wanted


def _validity(said: str, today: date) -> ColumnElement[bool]:
    signed = Agreement.stage == Stage.FOLLOW_UP
    ended = or_(Agreement.end_on < today, Agreement.ended_on <= today)
    running = and_(or_(Agreement.end_on.is_(None), Agreement.end_on >= today), Agreement.ended_on.is_(None))
    return and_(signed, ended if said == "berakhir" else running)


def _joined(query: Any) -> Any:
    return query.select_from(Agreement).outerjoin(Partner, Partner.id == Agreement.partner_id)


def count(session: Session, actor: Actor, search: Search, today: date) -> int:
    """How many agreements the search finds."""
    query = _joined(select(func.count(Agreement.id))).where(*_conditions(session, actor, search, today))
    return session.scalar(query) or 0


def rows(session: Session, actor: Actor, search: Search, today: date, *, offset: int, limit: int) -> list[Row]:
    """One page of what the search finds."""
    query = (
        _joined(select(Agreement, Partner.name, Office.name))
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(*_conditions(session, actor, search, today))
        .order_by(*SORTS.get(search.sort, SORTS["baru"]), Agreement.id)
        .offset(offset)
        .limit(limit)
    )
    return [Row(agreement, partner or "", office) for agreement, partner, office in session.execute(query)]


def children(session: Session, agreement_id: UUID) -> list[Agreement]:
    """The agreements made under an agreement (the PKS of an MoU)."""
    query = select(Agreement).where(Agreement.parent_id == agreement_id).order_by(Agreement.created_at)
    return list(session.scalars(query))


def of_partner(session: Session, actor: Actor, partner_id: UUID) -> list[Agreement]:
    """The agreements with a partner that the actor may see, newest first."""
    query = select(Agreement).where(Agreement.partner_id == partner_id, visible(session, actor))
    return list(session.scalars(query.order_by(Agreement.created_at.desc())))


def recorded_acts(session: Session, agreement_id: UUID) -> list[RecordedAct]:
    """The acts recorded from outside, newest first."""
    query = select(RecordedAct).where(RecordedAct.agreement_id == agreement_id).order_by(RecordedAct.entered_at.desc())
    return list(session.scalars(query))


def with_acts_to_check(session: Session, actor: Actor) -> Select[tuple[UUID]]:  # noqa: ARG001  the registry's form
    """The actor's agreements with a recorded act that waits for another person than the one who entered it."""
    return (
        select(Agreement.id)
        .join(RecordedAct, RecordedAct.agreement_id == Agreement.id)
        .where(RecordedAct.checked_at.is_(None), RecordedAct.entered_by != actor.id, own(actor))
        .distinct()
    )
