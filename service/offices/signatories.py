"""Use cases about those who sign, for an office or for a partner."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.actor import Actor, ActorKind
from service.core.audit import Stream
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices import queries
from service.offices.actions import StoredUpload, allow, manageable
from service.offices.models import Signatory
from service.offices.rules import Acting

KINDS = ("mou", "pks")


@dataclass(frozen=True, slots=True)
class SignatoryFacts:
    """Who signs, in what capacity, and by what decree or power of attorney."""

    name: str
    position: str
    decree_kind: str
    decree_number: str
    decree_date: date | None
    valid_from: date | None
    valid_until: date | None = None
    acting_capacity: Acting = Acting.FULL
    may_sign: tuple[str, ...] = KINDS
    email: str = ""
    phone: str = ""
    person_id: UUID | None = None


def add_signatory(
    uow: UnitOfWork,
    facts: SignatoryFacts,
    *,
    office_id: UUID | None = None,
    partner_id: UUID | None = None,
    file: StoredUpload | None = None,
) -> Signatory:
    """Add a signatory to exactly one side. Dates may be missing for now; they block the opening of signing."""
    if (office_id is None) == (partner_id is None):
        raise ValueError("a signatory stands on exactly one side")
    stream = _side(uow, office_id, partner_id)
    _check(facts)
    made = Signatory(id=new_id(), office_id=office_id, partner_id=partner_id, active=True)
    made.created_by, made.created_at = uow.actor.id, uow.now
    _fill(uow, made, facts, file)
    uow.session.add(made)
    uow.session.flush()
    uow.record(stream, "signatory:added", signatory=str(made.id), decree=facts.decree_number)
    return made


def update_signatory(
    uow: UnitOfWork,
    signatory_id: UUID,
    facts: SignatoryFacts,
    *,
    seen_version: int | None = None,
    file: StoredUpload | None = None,
) -> Signatory:
    """Change a signatory; papers already signed keep what they say."""
    known = queries.signatory(uow.session, signatory_id)
    stream = _side_of(uow, known)
    if seen_version is not None and known.version != seen_version:
        raise Refused("stale_page")
    _check(facts)
    _fill(uow, known, facts, file)
    uow.session.flush()
    uow.record(stream, "signatory:changed", signatory=str(known.id), decree=facts.decree_number)
    return known


def set_signatory_active(uow: UnitOfWork, signatory_id: UUID, *, active: bool) -> Signatory:
    """Let a signatory sign again or no more; the row stays."""
    known = queries.signatory(uow.session, signatory_id)
    stream = _side_of(uow, known)
    known.active = active
    uow.session.flush()
    uow.record(stream, "signatory:activated" if active else "signatory:deactivated", signatory=str(known.id))
    return known


def may_change(session: Session, actor: Actor, one: Signatory) -> bool:
    """A partner's signatory is changed by the office that keeps the partner, those above it, or who entered him.

    Personal links go to his mail address, so that no other office may put in another one.
    """
    if actor.kind is ActorKind.SYSTEM or one.partner_id is None or one.created_by == actor.id:
        return True
    owner = queries.partner(session, one.partner_id).office_id
    return actor.office_id is not None and queries.is_same_or_below(session, owner, actor.office_id)


def _side_of(uow: UnitOfWork, one: Signatory) -> Stream:
    stream = _side(uow, one.office_id, one.partner_id)
    if not may_change(uow.session, uow.actor, one):
        raise Refused("signatory_not_yours")
    return stream


def _side(uow: UnitOfWork, office_id: UUID | None, partner_id: UUID | None) -> Stream:
    if office_id is not None:
        return Stream("office", manageable(uow, office_id).id)
    allow(uow, "partner:edit")
    if partner_id is None:
        raise Refused("partner_unknown")
    return Stream("partner", queries.partner(uow.session, partner_id).id)


def _check(facts: SignatoryFacts) -> None:
    if not facts.name.strip():
        raise Refused("signatory_name_missing", field="name")
    if not facts.position.strip():
        raise Refused("signatory_name_missing", field="position")
    if not facts.may_sign or not set(facts.may_sign) <= set(KINDS):
        raise Refused("signatory_kinds_missing", field="may_sign")
    if facts.valid_from and facts.valid_until and facts.valid_until < facts.valid_from:
        raise Refused("decree_dates_crossed", field="valid_until")


def _fill(uow: UnitOfWork, one: Signatory, facts: SignatoryFacts, file: StoredUpload | None) -> None:
    for name, value in asdict(facts).items():
        setattr(one, name, value.strip() if type(value) is str else value)
    one.acting_capacity = facts.acting_capacity.value
    one.may_sign = [kind for kind in KINDS if kind in facts.may_sign]
    if file is not None:
        file.keep(uow)
        one.sha256, one.media_type, one.file_name = file.sha256, file.media_type, file.name
