"""Use cases of prospects: enter, change, take a step, note, say what comes next, start the agreement."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.accounts.queries import person_of_office
from service.agreements.founding import Founding, found
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Origin
from service.agreements.registry import REGISTRY
from service.core.actor import ActorKind
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices
from service.offices.actions import PartnerFacts, create_partner
from service.offices.catalogue import category
from service.offices.models import Partner
from service.offices.rules import LegalStatus, name_key
from service.prospects import queries
from service.prospects.models import Prospect, ProspectNote
from service.prospects.rules import OPEN, Source, Step, may_move


@dataclass(frozen=True, slots=True)
class ProspectFacts:
    """What is known of an institution; the contact is personal data and stays with the own office."""

    name: str
    category: str
    need: str
    seat: str = ""
    contact_name: str = ""
    contact_position: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def create(uow: UnitOfWork, facts: ProspectFacts, *, source: Source = Source.OWN, different: bool = False) -> Prospect:
    """Enter a prospect of the actor's office; `different` says that the actor saw those of a similar name."""
    require(uow.actor, "prospect:edit")
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    return _enter(uow, uow.actor.office_id, facts, source, different=different)


def from_application(uow: UnitOfWork, office_id: UUID, facts: ProspectFacts, reference: str) -> Prospect:
    """Make a prospect out of a partner's application; the same application makes one prospect."""
    if uow.actor.kind is not ActorKind.SYSTEM:
        require(uow.actor, "application:handle")
        if uow.actor.office_id != office_id:
            raise Refused("not_found")
    known = queries.of_reference(uow.session, reference)
    if known is not None:
        return known
    row = _enter(uow, office_id, facts, Source.APPLICATION, different=True)
    row.reference = reference
    return row


def _enter(uow: UnitOfWork, office_id: UUID, facts: ProspectFacts, source: Source, *, different: bool) -> Prospect:
    _check(facts)
    if not different:
        _refuse_alike(uow, office_id, facts.name)
    row = Prospect(
        id=new_id(),
        office_id=offices.office(uow.session, office_id).id,
        source=source.value,
        step=Step.EXPLORED.value,
        step_since=uow.now,
        created_by=uow.actor.id,
        created_name=uow.actor.name,
        created_at=uow.now,
    )
    _fill(row, facts)
    uow.session.add(row)
    uow.session.flush()
    _record(uow, row, "prospect:created")
    return row


def change(
    uow: UnitOfWork, prospect_id: UUID, facts: ProspectFacts, *, seen_version: int | None, different: bool = False
) -> Prospect:
    """Correct what is known of an institution."""
    row = _own(uow, prospect_id, seen_version)
    _check(facts)
    if name_key(facts.name) != row.name_key and not different:
        _refuse_alike(uow, row.office_id, facts.name, but=row.id)
    _fill(row, facts)
    uow.session.flush()
    _record(uow, row, "prospect:changed")
    return row


def take_step(
    uow: UnitOfWork, prospect_id: UUID, target: Step, text: str, day: date, *, seen_version: int | None
) -> Prospect:
    """Take a prospect to another step, with the day and a note; giving it up needs the reason."""
    row = _own(uow, prospect_id, seen_version)
    if not may_move(row.step_, target):
        raise Refused("prospect_step_unknown")
    if target is Step.DROPPED and not text.strip():
        raise Refused("prospect_reason_missing", field="text")
    _check_day(uow, row, day)
    row.step, row.step_since = target.value, uow.now
    row.drop_reason = text.strip() if target is Step.DROPPED else ""
    if target is Step.DROPPED:
        _clear_next(row)
    _note(uow, row, day, text, target)
    uow.session.flush()
    _record(uow, row, "prospect:step", step=row.step)
    return row


def add_note(uow: UnitOfWork, prospect_id: UUID, text: str, day: date) -> ProspectNote:
    """Write down what happened on a day."""
    row = _own(uow, prospect_id, None)
    if not text.strip():
        raise Refused("prospect_note_missing", field="text")
    _check_day(uow, row, day)
    made = _note(uow, row, day, text, None)
    _record(uow, row, "prospect:noted")
    return made


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done next, by whom and until when."""

    text: str
    due_on: date | None
    owner_id: UUID | None = None
    owner: str = ""


def set_next(uow: UnitOfWork, prospect_id: UUID, said: Next, *, seen_version: int | None) -> Prospect:
    """Say what comes next; an empty text says that nothing does."""
    row = _own(uow, prospect_id, seen_version)
    if row.step_ not in OPEN:
        raise Refused("prospect_closed")
    if not said.text.strip():
        _clear_next(row)
    else:
        if said.due_on is None:
            raise Refused("prospect_due_missing", field="due_on")
        owner = said.owner.strip()
        if said.owner_id is not None:
            owner = person_of_office(uow.session, said.owner_id, row.office_id).name
        if not owner:
            raise Refused("prospect_owner_missing", field="owner_id")
        row.next_step, row.next_due_on, row.next_since = said.text.strip(), said.due_on, uow.now
        row.next_owner_id, row.next_owner = said.owner_id, owner
    uow.session.flush()
    _record(uow, row, "prospect:next", due=row.next_due_on.isoformat() if row.next_due_on else "")
    return row


# -------------------------------------------------------------------------------------------------------- the agreement
@dataclass(frozen=True, slots=True)
class Start:
    """How the agreement begins: its kind and subject, and a known partner or the status of a new one."""

    kind: Kind
    subject: str
    partner_id: UUID | None = None
    legal_status: LegalStatus = LegalStatus.LEGAL_ENTITY


def start_agreement(uow: UnitOfWork, prospect_id: UUID, said: Start, *, seen_version: int | None) -> Agreement:
    """Begin the agreement of a prospect: partner, subject and need are carried over."""
    row = _own(uow, prospect_id, seen_version)
    if row.agreement_id is not None:
        raise Refused("prospect_started")
    if row.step_ not in OPEN:
        raise Refused("prospect_closed")
    partner = offices.partner(uow.session, said.partner_id) if said.partner_id else _new_partner(uow, row, said)
    agreement = found(
        uow, Founding(said.kind, said.subject, partner_id=partner.id), stage=Stage.PLANNING, origin=Origin.MADE
    )
    if REGISTRY.plan_starter is not None:
        REGISTRY.plan_starter(uow, agreement, row.need)
    row.partner_id, row.agreement_id = partner.id, agreement.id
    row.step, row.step_since = Step.DRAFTED.value, uow.now
    _clear_next(row)
    _note(uow, row, offices.local_today(uow.session, row.office_id, uow.now), "", Step.DRAFTED)
    uow.session.flush()
    _record(uow, row, "prospect:step", step=row.step, agreement=str(agreement.id))
    return agreement


def _new_partner(uow: UnitOfWork, row: Prospect, said: Start) -> Partner:
    same = [one for one in offices.find_duplicates(uow.session, row.name) if one.name_key == row.name_key]
    if same:
        return same[0]
    facts = PartnerFacts(
        name=row.name,
        category=row.category,
        legal_status=said.legal_status,
        seat=row.seat,
        liaison_name=row.contact_name,
        liaison_phone=row.contact_phone,
        liaison_email=row.contact_email,
    )
    return create_partner(uow, facts, different=True)


# -------------------------------------------------------------------------------------------------------------- helpers
def _own(uow: UnitOfWork, prospect_id: UUID, seen_version: int | None) -> Prospect:
    require(uow.actor, "prospect:edit")
    row = queries.prospect(uow.session, uow.actor, prospect_id)
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    return row


def _check(facts: ProspectFacts) -> None:
    if not name_key(facts.name):
        raise Refused("prospect_name_missing", field="name")
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
    if not facts.need.strip():
        raise Refused("prospect_need_missing", field="need")


def _check_day(uow: UnitOfWork, row: Prospect, day: date) -> None:
    if day > offices.local_today(uow.session, row.office_id, uow.now):
        raise Refused("prospect_day_in_future", field="day")


def _refuse_alike(uow: UnitOfWork, office_id: UUID, name: str, but: UUID | None = None) -> None:
    alike = queries.alike(uow.session, office_id, name, but=but)
    if alike:
        raise Refused("prospect_known", field="name", names="; ".join(one.name for one in alike[:5]))


def _fill(row: Prospect, facts: ProspectFacts) -> None:
    row.name = " ".join(facts.name.split())
    row.name_key = name_key(facts.name)
    row.category, row.need, row.seat = facts.category, facts.need.strip(), facts.seat.strip()
    row.contact_name, row.contact_position = facts.contact_name.strip(), facts.contact_position.strip()
    row.contact_phone, row.contact_email = facts.contact_phone.strip(), facts.contact_email.strip()


def _clear_next(row: Prospect) -> None:
    row.next_step, row.next_due_on, row.next_since, row.next_owner_id, row.next_owner = "", None, None, None, ""


def _note(uow: UnitOfWork, row: Prospect, day: date, text: str, step: Step | None) -> ProspectNote:
    made = ProspectNote(
        id=new_id(),
        prospect_id=row.id,
        day=day,
        text=text.strip(),
        step=step.value if step else "",
        by_name=uow.actor.name,
        at=uow.now,
    )
    uow.session.add(made)
    return made


def _record(uow: UnitOfWork, row: Prospect, code: str, **details: str) -> None:
    uow.record(Stream("office", row.office_id), code, prospect=str(row.id), category=row.category, **details)
