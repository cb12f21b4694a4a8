"""What an office does with an application: take it up, ask for more, forward, reject, approve; and what time does."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from service.core.audit import Stream
from service.core.codes import OneTimeCode
from service.core.mail import OutboxLetter
from service.core.permissions import require
from service.core.policies import value
from service.core.refusals import Refused
from service.core.terms import add_months
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.prospects.actions import ProspectFacts, from_application
from service.publication import application_queries as queries
from service.publication.application_actions import to_state, told
from service.publication.application_letters import CHANGED, CODE
from service.publication.application_models import Application, ApplicationDraft, ApplicationFile
from service.publication.application_policy import KEEP
from service.publication.application_rules import DRAFT_LIFE, LONGEST_NOTE, NEEDS_NOTE, State, may_move


def review(uow: UnitOfWork, application_id: UUID, note: str, *, seen: int, public_url: str) -> Application:
    """Take an application up for consideration."""
    return _decide(uow, application_id, State.REVIEWING, note, seen, public_url)


def ask_for_more(uow: UnitOfWork, application_id: UUID, note: str, *, seen: int, public_url: str) -> Application:
    """Ask the applicant to complete it; he does so on the tracking page with a new code."""
    row = _decide(uow, application_id, State.INCOMPLETE, note, seen, public_url)
    row.code_id, row.codes_sent = None, 0
    return row


def reject(uow: UnitOfWork, application_id: UUID, note: str, *, seen: int, public_url: str) -> Application:
    """Turn it down, with the reason that the applicant reads."""
    return _decide(uow, application_id, State.REJECTED, note, seen, public_url)


def forward(
    uow: UnitOfWork, application_id: UUID, to_office: UUID, note: str, *, seen: int, public_url: str
) -> Application:
    """Hand it to another office, which has its own full time to answer."""
    row = _mine(uow, application_id, State.FORWARDED, note, seen)
    if to_office == row.office_id:
        raise Refused("application_same_office", field="office")
    target, source_id = queries.open_office(uow.session, to_office), row.office_id
    row.office_id = target.id
    to_state(uow, row, State.FORWARDED)
    told(uow, row, note, public_url)
    uow.record(Stream("office", source_id), "application:forwarded", application=str(row.id), to=target.code)
    uow.record(Stream("office", target.id), "application:received", application=str(row.id))
    return row


def accept(uow: UnitOfWork, application_id: UUID, note: str, *, seen: int, public_url: str) -> Application:
    """Approve it: a prospect of the office begins, with everything that the applicant said."""
    row = _mine(uow, application_id, State.ACCEPTED, note, seen)
    if row.blanked_at is not None:
        raise Refused("application_blanked")
    facts = ProspectFacts(
        name=row.institution,
        category=row.category,
        need=f"{row.purpose}\n\n{row.scope}\n\n{row.activity}".strip(),
        seat=row.seat,
        contact_name=row.contact_name,
        contact_position=row.contact_position,
        contact_phone=row.contact_phone,
        contact_email=row.contact_email,
    )
    row.prospect_id = from_application(uow, row.office_id, facts, row.number).id
    return _changed(uow, row, State.ACCEPTED, note, public_url)


def _decide(uow: UnitOfWork, application_id: UUID, state: State, note: str, seen: int, public_url: str) -> Application:
    return _changed(uow, _mine(uow, application_id, state, note, seen), state, note, public_url)


def _mine(uow: UnitOfWork, application_id: UUID, target: State, note: str, seen: int) -> Application:
    require(uow.actor, "application:handle")
    row = queries.of_office(uow.session, uow.actor, application_id)
    if row.version != seen:
        raise Refused("stale_page")
    if not may_move(row.state_, target):
        raise Refused("application_closed")
    if target in NEEDS_NOTE and not note.strip():
        raise Refused("application_note_missing", field="note")
    if len(note) > LONGEST_NOTE:
        raise Refused("application_too_long", field="note")
    return row


def _changed(uow: UnitOfWork, row: Application, state: State, note: str, public_url: str) -> Application:
    to_state(uow, row, state)
    told(uow, row, note, public_url)
    uow.record(Stream("office", row.office_id), f"application:{state.value}", application=str(row.id))
    return row


def file_read(uow: UnitOfWork, application_id: UUID, file_id: UUID) -> ApplicationFile:
    """An attachment, for the handling office; the access is written down, for it holds personal data."""
    require(uow.actor, "application:handle")
    row = queries.of_office(uow.session, uow.actor, application_id)
    found = uow.session.get(ApplicationFile, file_id)
    if found is None or found.application_id != row.id:
        raise Refused("not_found")
    if row.blanked_at is not None:
        raise Refused("application_blanked")
    uow.record(Stream("office", row.office_id), "application:file_read", application=str(row.id), role=found.role)
    return found


# ------------------------------------------------------------------------------------------------------------- by clock
def sweep(tools: Tools) -> None:
    """Remove forms that nobody proved within a day, and blank the contacts whose time is over."""
    now = tools.clock.now()
    with tools.reading() as session:
        drafts = queries.forgotten_drafts(session, now - DRAFT_LIFE)
        last_kept = datetime.combine(add_months(now.date(), -value(session, KEEP)), now.timetz())
        over = queries.to_blank(session, last_kept)
    for draft_id in drafts:
        with tools.begin() as uow:
            forget_draft(uow, draft_id)
    for application_id in over:
        with tools.begin() as uow:
            blank(uow, application_id)


def forget_draft(uow: UnitOfWork, draft_id: UUID) -> None:
    """Remove a form with its files, its codes and its letters."""
    row = uow.session.get(ApplicationDraft, draft_id, with_for_update=True)
    if row is None:
        return
    uow.session.execute(delete(OneTimeCode).where(OneTimeCode.subject_id == row.id))
    _forget_letters(uow, row.email, row.id)
    uow.session.delete(row)


def blank(uow: UnitOfWork, application_id: UUID) -> None:
    """Take the contacts out of an application; its number, institution and history stay."""
    row = uow.session.get(Application, application_id, with_for_update=True)
    if row is None or row.blanked_at is not None:
        return
    _forget_letters(uow, row.contact_email, row.id)
    row.contact_name = row.contact_position = row.contact_phone = row.contact_email = ""
    row.blanked_at = uow.now
    uow.record(Stream("office", row.office_id), "application:contact_blanked", application=str(row.id))


def _forget_letters(uow: UnitOfWork, email: str, about: UUID) -> None:
    """Take letters out of the outbox: sent ones need no address any more, waiting ones are no use either."""
    query = select(OutboxLetter).where(OutboxLetter.to_address == email, OutboxLetter.kind.in_((CODE, CHANGED)))
    for letter in uow.session.scalars(query):
        if letter.params.get("about") == str(about):
            uow.session.delete(letter)
