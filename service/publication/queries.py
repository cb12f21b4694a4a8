"""Looking up decisions, what still waits for one, and what the public may see."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature, PaperRevision
from service.agreements.queries import own
from service.agreements.registry import Deadline
from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.refusals import Refused
from service.followup.models import JointActivity
from service.offices.models import Office, Partner
from service.offices.queries import ids_below
from service.publication.models import Publication
from service.publication.rules import CopyState, Decision, mask

REVIEW_AT = (30, 0)


# ------------------------------------------------------------------------------------------------- for the own office
def current(session: Session, agreement_id: UUID) -> Publication | None:
    """The decision in force about an agreement."""
    return session.scalars(select(Publication).where(Publication.live_key == agreement_id)).first()


def decisions(session: Session, agreement_id: UUID) -> list[Publication]:
    """Every decision about an agreement, the newest first."""
    query = select(Publication).where(Publication.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(Publication.decided_at.desc())))


def undecided_ids(_session: Session, actor: Actor) -> Select[UUID]:
    """The actor's own signed agreements about which nobody has decided."""
    decided = select(Publication.live_key).where(Publication.live_key == Agreement.id).exists()
    return select(Agreement.id).where(Agreement.stage == Stage.FOLLOW_UP.value, own(actor), ~decided)


def waiting_ids(_session: Session, actor: Actor) -> Select[UUID]:
    """The actor's own agreements whose public copy waits for a check or for being published."""
    states = (CopyState.UPLOADED.value, CopyState.READY.value)
    return (
        select(Publication.live_key)  # type: ignore[return-value]  # never empty where the row is in force
        .join(Agreement, Agreement.id == Publication.live_key)
        .where(Publication.copy_state.in_(states), own(actor))
    )


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """The days on which a decision not to publish is to be looked at again."""
    first, last = (now - timedelta(days=120)).date(), (now + timedelta(days=max(REVIEW_AT) + 1)).date()
    query = (
        select(Publication, Agreement, Office.zone)
        .join(Agreement, Agreement.id == Publication.live_key)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(Publication.decision == Decision.EXEMPT.value, Publication.review_on.between(first, last))
    )
    return [
        Deadline(
            subject_id=row.id,
            agreement_id=one.id,
            clock="exemption",
            due_on=row.review_on,
            zone=Zone(zone),
            office_ids=frozenset({one.lead_office_id}),
            at=REVIEW_AT,
            watched_since=local_date(row.decided_at, Zone(zone)),
            title_id=f"Pengecualian informasi atas “{one.subject}” harus ditinjau",
            title_en=f"The exemption of “{one.subject}” from publication must be reviewed",
        )
        for row, one, zone in session.execute(query)
        if row.review_on is not None
    ]


# ------------------------------------------------------------------------------------------------------ for the public
@dataclass(frozen=True, slots=True)
class PublicSearch:
    """What the public register is asked for; an empty value asks for everything."""

    text: str = ""
    kind: str = ""
    category: str = ""
    validity: str = ""
    office: UUID | None = None
    sort: str = "baru"


@dataclass(frozen=True, slots=True)
class PublicRow:
    """What anybody may know of a published agreement: no contact, no remark, no draft."""

    code: str
    kind: str
    nature: str
    subject: str
    office: str
    partner: str
    category: str
    office_number: str
    partner_number: str
    signed_on: date | None
    effective_on: date | None
    end_on: date | None
    ended_on: date | None
    suspended_on: date | None
    published_at: datetime
    copy_sha256: str


SORTS: dict[str, tuple[Any, ...]] = {
    "baru": (Agreement.signed_on.desc(),),
    "mitra": (func.lower(Partner.name),),
    "kantor": (Office.code,),
    "berakhir": (Agreement.end_on.is_(None), Agreement.end_on),
}
_COLUMNS = (
    Agreement.public_code,
    Agreement.kind,
    Agreement.nature,
    Agreement.subject,
    Office.name,
    func.coalesce(Partner.name, ""),
    func.coalesce(Partner.category, ""),
    Agreement.office_number,
    Agreement.partner_number,
    Agreement.signed_on,
    Agreement.effective_on,
    Agreement.end_on,
    Agreement.ended_on,
    Agreement.suspended_on,
    Publication.published_at,
    Publication.copy_sha256,
)


def _public() -> ColumnElement[bool]:
    return and_(
        Publication.decision == Decision.OPEN.value,
        Publication.copy_state == CopyState.PUBLISHED.value,
        Agreement.stage == Stage.FOLLOW_UP.value,
    )


def _joined(query: Any) -> Any:
    return (
        query.select_from(Publication)
        .join(Agreement, Agreement.id == Publication.live_key)
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
    )


def _conditions(session: Session, search: PublicSearch, today: date) -> list[ColumnElement[bool]]:
    wanted = [_public()]
    for word in search.text.split()[:8]:
        columns = (Agreement.subject, Partner.name, Office.name, Agreement.office_number, Agreement.partner_number)
        wanted.append(or_(*(func.lower(one).contains(word.lower(), autoescape=True) for one in columns)))
    if search.kind:
        wanted.append(Agreement.kind == search.kind)
    if search.category:
        wanted.append(Partner.category == search.category)
    if search.office:
        wanted.append(Agreement.lead_office_id.in_({search.office, *ids_below(session, search.office)}))
    if search.validity:  # what changes another agreement has no validity of its own
        wanted.append(Agreement.nature == Nature.ORIGINAL.value)
        over = or_(Agreement.end_on < today, Agreement.ended_on <= today)
        running = and_(
            or_(Agreement.end_on.is_(None), Agreement.end_on >= today),
            or_(Agreement.ended_on.is_(None), Agreement.ended_on > today),
        )
        wanted.append(over if search.validity == "berakhir" else running)
    return wanted


def count(session: Session, search: PublicSearch, today: date) -> int:
    """How many published agreements a search finds."""
    query = _joined(select(func.count())).where(*_conditions(session, search, today))
    return session.scalar(query) or 0


def rows(session: Session, search: PublicSearch, today: date, *, offset: int = 0, limit: int = 25) -> list[PublicRow]:
    """One page of what a search of the public finds."""
    query = (
        _joined(select(*_COLUMNS))
        .where(*_conditions(session, search, today))
        .order_by(*SORTS.get(search.sort, SORTS["baru"]), Agreement.public_code)
        .offset(offset)
        .limit(limit)
    )
    return [_row(found) for found in session.execute(query)]


def row_of(session: Session, code: str) -> PublicRow:
    """A published agreement by its code, or Refused('not_found')."""
    query = _joined(select(*_COLUMNS)).where(_public(), Agreement.public_code == code)
    found = session.execute(query).first()
    if found is None:
        raise Refused("not_found")
    return _row(found)


def _row(found: Any) -> PublicRow:
    """A row whose free texts show no contact, whoever wrote one into them."""
    one = PublicRow(*found)
    return replace(one, subject=mask(one.subject).value, partner=mask(one.partner).value)


@dataclass(frozen=True, slots=True)
class PublicActivity:
    """What the public may know of a joint activity."""

    held_on: date
    title: str


def activities_of(session: Session, code: str) -> list[PublicActivity]:
    """The joint activities of a published agreement, the latest first."""
    query = (
        select(JointActivity.held_on, JointActivity.title)
        .join(Agreement, Agreement.id == JointActivity.agreement_id)
        .where(Agreement.public_code == code, JointActivity.held_on.is_not(None))
        .order_by(JointActivity.held_on.desc())
        .limit(200)
    )
    return [PublicActivity(day, mask(title).value) for day, title in session.execute(query) if day is not None]


def offices_with_papers(session: Session) -> list[tuple[UUID, str]]:
    """The offices that have published something, by code, each with the office above it named once."""
    query = _joined(select(Office.id, Office.name, Office.code)).where(_public()).distinct().order_by(Office.code)
    return [(identity, name) for identity, name, _code in session.execute(query)]


def is_paper(session: Session, agreement_id: UUID, data: bytes) -> bool:
    """Whether a file is one of the agreement's own papers."""
    sha256 = hashlib.sha256(data).hexdigest()
    query = select(PaperRevision.id).where(PaperRevision.agreement_id == agreement_id, PaperRevision.sha256 == sha256)
    return session.scalars(query).first() is not None
