"""Use cases about offices and partners. Each is called inside a unit of work and writes its audit event."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.actor import Actor, ActorKind
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.offices import queries
from service.offices.catalogue import category, evidence_kind
from service.offices.models import Office, Partner, PartnerEvidence
from service.offices.number_format import check_format
from service.offices.rules import Independence, LegalStatus, name_key


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """A file that was accepted and stored before the transaction began."""

    sha256: str
    size: int
    media_type: str
    name: str

    def keep(self, uow: UnitOfWork) -> None:
        """Enter the file in the register of files."""
        uow.keep(Stored(self.sha256, self.size), self.media_type)


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What is known of a partner."""

    name: str
    category: str
    legal_status: LegalStatus
    address: str = ""
    seat: str = ""
    liaison_name: str = ""
    liaison_phone: str = ""
    liaison_email: str = ""
    parent_id: UUID | None = None
    independence: Independence = Independence.UNCHECKED
    independence_note: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What a document of a partner says."""

    kind: str
    number: str
    issued_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What an administrator keeps of an office."""

    name: str
    full_name: str
    short_name: str
    seat: str
    address: str
    email: str
    phone: str
    letter_code: str
    number_format: str
    classification: str
    users_expected: bool


def allow(uow: UnitOfWork, permission: str) -> None:
    """Refuse a person or guest without the permission; the service itself needs none."""
    if uow.actor.kind is not ActorKind.SYSTEM:
        require(uow.actor, permission)


# --------------------------------------------------------------------------------------------------------- partners
def create_partner(
    uow: UnitOfWork, facts: PartnerFacts, *, office_id: UUID | None = None, different: bool = False
) -> Partner:
    """Add a partner; `different` says that the actor saw those of a similar name and means another one."""
    allow(uow, "partner:edit")
    owner = office_id or uow.actor.office_id
    if owner is None:
        raise Refused("office_unknown")
    _check_partner(uow, facts)
    if not different:
        _refuse_same_name(uow, facts.name)
    made = Partner(
        id=new_id(), office_id=queries.office(uow.session, owner).id, created_by=uow.actor.id, created_at=uow.now
    )
    _fill_partner(made, facts)
    uow.session.add(made)
    uow.session.flush()
    uow.record(_stream(made), "partner:created", category=facts.category)
    return made


def update_partner(
    uow: UnitOfWork, partner_id: UUID, facts: PartnerFacts, *, seen_version: int | None = None, different: bool = False
) -> Partner:
    """Change a partner's main facts; its own office and those above may."""
    allow(uow, "partner:edit")
    known = queries.partner(uow.session, partner_id)
    _keep_to_owner(uow, known)
    if seen_version is not None and known.version != seen_version:
        raise Refused("stale_page")
    _check_partner(uow, facts, known)
    if name_key(facts.name) != known.name_key and not different:
        _refuse_same_name(uow, facts.name, but=known.id)
    before = _public_facts(known)
    _fill_partner(known, facts)
    uow.session.flush()
    changed = sorted(name for name, value in _public_facts(known).items() if before[name] != value)
    uow.record(_stream(known), "partner:changed", fields=changed)
    return known


def add_evidence(
    uow: UnitOfWork, partner_id: UUID, facts: EvidenceFacts, *, file: StoredUpload | None = None
) -> PartnerEvidence:
    """Add a document to a partner. Kinds that prove nothing (an SKT) are refused with the explanation."""
    allow(uow, "partner:edit")
    partner = queries.partner(uow.session, partner_id)
    kind = evidence_kind(facts.kind)
    if not kind.accepted:
        words = {"name": kind.name_id, "name_en": kind.name_en, "why": kind.help_id, "why_en": kind.help_en}
        raise Refused("evidence_refused", field="kind", **words)
    _check_evidence(facts, queries.local_today(uow.session, uow.actor.office_id or partner.office_id, uow.now))
    made = PartnerEvidence(
        id=new_id(),
        partner_id=partner.id,
        added_by=uow.actor.id,
        added_name=uow.actor.name,
        added_at=uow.now,
        **asdict(facts),
    )
    if file is not None:
        file.keep(uow)
        made.sha256, made.media_type, made.file_name = file.sha256, file.media_type, file.name
    partner.evidence.append(made)
    uow.session.flush()
    uow.record(_stream(partner), "partner:evidence:added", kind=facts.kind, sha256=made.sha256)
    return made


def check_evidence(uow: UnitOfWork, evidence_id: UUID) -> PartnerEvidence:
    """A second person has compared a document with what was entered."""
    allow(uow, "partner:edit")
    known = _standing_evidence(uow, evidence_id)
    if known.checked_at is not None:
        raise Refused("evidence_already_checked")
    if uow.actor.id is not None and known.added_by == uow.actor.id:
        raise Refused("evidence_needs_second_person")
    known.checked_by, known.checked_name, known.checked_at = uow.actor.id, uow.actor.name, uow.now
    uow.record(Stream("partner", known.partner_id), "partner:evidence:checked", kind=known.kind)
    return known


def withdraw_evidence(uow: UnitOfWork, evidence_id: UUID, reason: str) -> PartnerEvidence:
    """Take a document out of the screening; row and file stay."""
    allow(uow, "partner:edit")
    known = _standing_evidence(uow, evidence_id)
    if not may_withdraw(uow.session, uow.actor, known):
        raise Refused("evidence_not_yours")
    if not reason.strip():
        raise Refused("withdrawal_reason_missing", field="reason")
    known.withdrawn_at, known.withdrawn_reason = uow.now, reason.strip()
    uow.record(Stream("partner", known.partner_id), "partner:evidence:withdrawn", kind=known.kind)
    return known


def may_withdraw(session: Session, actor: Actor, known: PartnerEvidence) -> bool:
    """A document is withdrawn by who added it, or by the office that keeps the partner and those above it."""
    return known.added_by == actor.id or keeps(session, actor, queries.partner(session, known.partner_id))


def _standing_evidence(uow: UnitOfWork, evidence_id: UUID) -> PartnerEvidence:
    known = uow.session.get(PartnerEvidence, evidence_id, with_for_update=True)
    if known is None:
        raise Refused("evidence_unknown")
    if known.withdrawn_at is not None:
        raise Refused("evidence_withdrawn")
    return known


def _stream(one: Partner) -> Stream:
    return Stream("partner", one.id)


def _check_partner(uow: UnitOfWork, facts: PartnerFacts, known: Partner | None = None) -> None:
    if not name_key(facts.name):
        raise Refused("partner_name_missing", field="name")
    kind = category(facts.category)
    if kind.refused:
        raise Refused(
            "partner_category_refused",
            field="category",
            category=kind.name_id,
            category_en=kind.name_en,
            why=kind.help_id,
            why_en=kind.help_en,
        )
    if kind.unit and facts.parent_id is None:
        raise Refused("partner_parent_missing", field="parent_id", category=kind.name_id, category_en=kind.name_en)
    if facts.independence is not Independence.UNCHECKED and not facts.independence_note.strip():
        raise Refused("independence_note_missing", field="independence_note")
    _check_parent(uow, facts.parent_id, known)


def _check_parent(uow: UnitOfWork, parent_id: UUID | None, known: Partner | None) -> None:
    while parent_id is not None:
        if known is not None and parent_id == known.id:
            raise Refused("partner_parent_self", field="parent_id")
        parent_id = queries.partner(uow.session, parent_id).parent_id


def _refuse_same_name(uow: UnitOfWork, name: str, but: UUID | None = None) -> None:
    alike = queries.find_duplicates(uow.session, name, but=but)
    if alike:
        raise Refused("partner_same_name", field="name", names="; ".join(one.name for one in alike[:5]))


def keeps(session: Session, actor: Actor, known: Partner) -> bool:
    """Whether the actor's office keeps a partner or stands above the office that does."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.office_id is not None and queries.is_same_or_below(session, known.office_id, actor.office_id)


def _keep_to_owner(uow: UnitOfWork, known: Partner) -> None:
    if not keeps(uow.session, uow.actor, known):
        raise Refused("partner_not_yours", office=queries.office(uow.session, known.office_id).name)


def _fill_partner(one: Partner, facts: PartnerFacts) -> None:
    for name, value in asdict(facts).items():
        setattr(one, name, value.strip() if type(value) is str else value)
    one.legal_status, one.independence = facts.legal_status.value, facts.independence.value
    one.name = " ".join(facts.name.split())
    one.name_key = name_key(facts.name)


def _public_facts(one: Partner) -> dict[str, object]:
    return {name: getattr(one, name) for name in PartnerFacts.__dataclass_fields__}


def _check_evidence(facts: EvidenceFacts, today: date) -> None:
    if not facts.number.strip():
        raise Refused("evidence_number_missing", field="number")
    if facts.valid_until is not None and facts.valid_until < facts.issued_on:
        raise Refused("evidence_dates_crossed", field="valid_until")
    if facts.issued_on > today:
        kind = evidence_kind(facts.kind)
        raise Refused("evidence_from_future", field="issued_on", name=kind.name_id, name_en=kind.name_en)


# ---------------------------------------------------------------------------------------------------------- offices
def manageable(uow: UnitOfWork, office_id: UUID) -> Office:
    """An office that the actor may manage: his own or one below it."""
    allow(uow, "office:manage")
    known = queries.office(uow.session, office_id)
    if uow.actor.kind is ActorKind.SYSTEM:
        return known
    own = uow.actor.office_id
    if own is None or not queries.is_same_or_below(uow.session, known.id, own):
        raise Refused("office_not_yours")
    return known


def update_office(uow: UnitOfWork, office_id: UUID, facts: OfficeFacts, *, seen_version: int | None = None) -> Office:
    """Change what is kept of an office; a number format that cannot work is refused."""
    known = manageable(uow, office_id)
    if seen_version is not None and known.version != seen_version:
        raise Refused("stale_page")
    if not facts.name.strip() or not facts.full_name.strip() or not facts.short_name.strip():
        raise Refused("office_name_missing", field="name")
    check_format(facts.number_format)
    changed = [name for name, value in _cleaned(asdict(facts)) if getattr(known, name) != value]
    for name, value in _cleaned(asdict(facts)):
        setattr(known, name, value)
    uow.session.flush()
    uow.record(Stream("office", known.id), "office:changed", fields=sorted(changed))
    return known


def set_office_logo(uow: UnitOfWork, office_id: UUID, file: StoredUpload) -> Office:
    """Keep the office's own logo, which papers show at their top."""
    known = manageable(uow, office_id)
    file.keep(uow)
    known.logo_sha256 = file.sha256
    uow.session.flush()
    uow.record(Stream("office", known.id), "office:logo:set", sha256=file.sha256)
    return known


def _cleaned(raw: dict[str, object]) -> Iterable[tuple[str, object]]:
    return [(name, value.strip() if isinstance(value, str) else value) for name, value in raw.items()]
