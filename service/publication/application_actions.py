"""What an applicant does: fill in, prove the mail address, submit, and complete what an office asks for."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from service.agreements.actions import new_public_code
from service.core import codes
from service.core.audit import Stream
from service.core.codes import CodeOutcome
from service.core.database import new_id
from service.core.policies import value
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.terms import add_working_days
from service.core.unit_of_work import UnitOfWork
from service.core.uploads import Upload
from service.offices import queries as offices
from service.offices.catalogue import category
from service.offices.rules import LegalStatus
from service.publication import application_queries as queries
from service.publication.application_letters import CHANGED, CODE, STATE_WORDS
from service.publication.application_models import Application, ApplicationDraft, ApplicationEvent, ApplicationFile
from service.publication.application_policy import ANSWER
from service.publication.application_rules import (
    LONGEST_NOTE,
    MOST_A_DAY,
    MOST_CODES,
    MOST_UNPROVEN,
    PROVEN_FOR,
    WAITING_FOR_OFFICE,
    FileRole,
    State,
    Wish,
    is_mail,
)

PROOF, REPLY = "application_proof", "application_reply"
PDF = "application/pdf"
LONGEST = {
    "institution": 200, "seat": 120, "purpose": 3000, "scope": 3000, "activity": 3000,
    "contact_name": 120, "contact_position": 160, "contact_phone": 60, "contact_email": 254,
}  # fmt: skip
MAY_BE_EMPTY = {"seat"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the applicant wrote."""

    institution: str
    category: str
    legal_status: str
    wish: str
    purpose: str
    scope: str
    activity: str
    contact_name: str
    contact_position: str
    contact_phone: str
    contact_email: str
    seat: str = ""


# ------------------------------------------------------------------------------------------------------------ the form
def fill_in(
    uow: UnitOfWork, office_id: UUID, said: Said, letter: Upload, paper: Upload | None, *, consent: bool, language: str
) -> ApplicationDraft:
    """Keep a form until its mail address is proven, and send the code."""
    queries.open_office(uow.session, office_id)
    check(said)
    if not consent:
        raise Refused("application_no_consent", field="consent")
    _refuse_floods(uow, said.contact_email)
    row = ApplicationDraft(
        id=new_id(),
        office_id=office_id,
        email=said.contact_email,
        language=language,
        said=asdict(said),
        letter_name=letter.name,
        letter=letter.data,
        made_at=uow.now,
        codes_sent=0,
    )
    if paper is not None:
        row.paper_name, row.paper_type, row.paper = paper.name, paper.media_type, paper.data
    uow.session.add(row)
    uow.session.flush()
    _send_code(uow, row, PROOF, row.email)
    return row


def check(said: Said) -> None:
    """Refuse what no office could work with."""
    for name, longest in LONGEST.items():
        text = getattr(said, name)
        if not text.strip() and name not in MAY_BE_EMPTY:
            raise Refused("application_field_missing", field=name)
        if len(text) > longest:
            raise Refused("application_too_long", field=name)
    if not is_mail(said.contact_email):
        raise Refused("application_mail_wrong", field="contact_email")
    if said.wish not in set(Wish):
        raise Refused("application_field_missing", field="wish")
    if said.legal_status not in set(LegalStatus):
        raise Refused("application_field_missing", field="legal_status")
    kind = category(said.category)
    if kind.refused:
        raise Refused("application_category_refused", field="category", why=kind.help_id, why_en=kind.help_en)


def _refuse_floods(uow: UnitOfWork, email: str) -> None:
    since = uow.now - timedelta(days=1)
    waiting = select(func.count(ApplicationDraft.id)).where(ApplicationDraft.made_at >= since)
    sent = select(func.count(Application.id)).where(Application.submitted_at >= since)
    box = email.lower()  # one mailbox, however its address is spelled
    mine = (uow.session.scalar(waiting.where(func.lower(ApplicationDraft.email) == box)) or 0) + (
        uow.session.scalar(sent.where(func.lower(Application.contact_email) == box)) or 0
    )
    if mine >= MOST_A_DAY:
        raise Refused("application_too_many", field="contact_email")
    if (uow.session.scalar(waiting) or 0) >= MOST_UNPROVEN:
        raise Refused("application_busy")


def _send_code(uow: UnitOfWork, row: ApplicationDraft | Application, purpose: str, email: str) -> None:
    if row.codes_sent >= MOST_CODES:
        raise Refused("application_codes_used")
    row.codes_sent += 1
    row.code_id = codes.ask(uow.session, purpose, row.id, uow.now).id
    uow.post(CODE, email, {"about": str(row.id)}, language=row.language, code_id=row.code_id)


def send_again(uow: UnitOfWork, draft_id: UUID) -> ApplicationDraft:
    """Send a fresh code for a form; the earlier one stops working."""
    row = queries.draft(uow.session, draft_id)
    _send_code(uow, row, PROOF, row.email)
    return row


def prove(uow: UnitOfWork, draft_id: UUID, plain: str, key: bytes) -> CodeOutcome:
    """Try the code of a form; the caller lets this commit, so that tries count, and refuses afterwards."""
    row = queries.draft(uow.session, draft_id)
    if row.proven_at is not None and uow.now - row.proven_at <= PROVEN_FOR:
        return CodeOutcome.ACCEPTED
    if row.code_id is None:
        return CodeOutcome.EXPIRED
    outcome = codes.attempt(uow.session, row.code_id, PROOF, row.id, plain, key, uow.now)
    if outcome is CodeOutcome.ACCEPTED:
        row.proven_at = uow.now
    return outcome


def submit(uow: UnitOfWork, draft_id: UUID, letter: Stored, paper: Stored | None, *, public_url: str) -> Application:
    """Make an application out of a proven form; it has a number from now on, and the form is gone."""
    draft = uow.session.get(ApplicationDraft, draft_id, with_for_update=True)
    if draft is None:
        raise Refused("application_draft_gone")
    if draft.proven_at is None or uow.now - draft.proven_at > PROVEN_FOR:
        raise Refused("code_expired", field="code")
    office = queries.open_office(uow.session, draft.office_id)
    number, today = new_public_code(), offices.local_today(uow.session, office.id, uow.now)
    row = Application(
        id=draft.id,  # the letters sent so far are about the same thing
        number=number,
        number_hash=queries.number_hash(number),
        office_id=office.id,
        language=draft.language,
        consented_at=draft.made_at,
        submitted_at=uow.now,
        state=State.SUBMITTED.value,
        state_since=uow.now,
        received_on=today,
        answer_due_on=add_working_days(today, value(uow.session, ANSWER)),
        codes_sent=0,
        **{name: " ".join(text.split()) if name in _ONE_LINE else text.strip() for name, text in draft.said.items()},
    )
    uow.session.add(row)
    uow.session.flush()
    _attach(uow, row, FileRole.LETTER, draft.letter_name, letter, PDF)
    if paper is not None:
        _attach(uow, row, FileRole.DRAFT, draft.paper_name, paper, draft.paper_type)
    uow.session.delete(draft)
    told(uow, row, "", public_url)
    uow.record(Stream("office", office.id), "application:submitted", application=str(row.id), category=row.category)
    return row


_ONE_LINE = {"institution", "seat", "contact_name", "contact_position", "contact_phone", "contact_email"}


def _attach(uow: UnitOfWork, row: Application, role: FileRole, name: str, stored: Stored, media_type: str) -> None:
    sha256 = uow.keep(stored, media_type)
    uow.session.add(
        ApplicationFile(
            id=new_id(),
            application_id=row.id,
            role=role.value,
            name=name,
            sha256=sha256,
            size=stored.size,
            media_type=media_type,
            added_at=uow.now,
        )
    )


# ------------------------------------------------------------------------------------------- completing, and telling
def ask_reply_code(uow: UnitOfWork, number: str) -> Application:
    """Send a code to the address of an application whose office asked for more."""
    row = _waiting_for_applicant(uow, number)
    _send_code(uow, row, REPLY, row.contact_email)
    return row


def try_reply_code(uow: UnitOfWork, number: str, plain: str, key: bytes) -> CodeOutcome:
    """Try the code of a completion; the caller lets this commit and refuses afterwards."""
    row = _waiting_for_applicant(uow, number)
    if row.code_id is None:
        return CodeOutcome.EXPIRED
    outcome = codes.attempt(uow.session, row.code_id, REPLY, row.id, plain, key, uow.now)
    if outcome is not CodeOutcome.ACCEPTED:
        uow.record(Stream("office", row.office_id), "application:code_refused", application=str(row.id))
    return outcome


def answer(
    uow: UnitOfWork, number: str, text: str, extra: tuple[str, Stored, str] | None, *, public_url: str
) -> Application:
    """Hand in what an office asked for; the caller has just proven the address. `extra`: name, file, media type."""
    row = _waiting_for_applicant(uow, number)
    if not text.strip():
        raise Refused("application_field_missing", field="text")
    if len(text) > LONGEST_NOTE:
        raise Refused("application_too_long", field="text")
    if extra is not None:
        name, stored, media_type = extra
        _attach(uow, row, FileRole.EXTRA, name, stored, media_type)
    to_state(uow, row, State.ANSWERED)
    row.code_id, row.codes_sent = None, 0
    told(uow, row, text, public_url)
    uow.record(Stream("office", row.office_id), "application:answered", application=str(row.id))
    return row


def _waiting_for_applicant(uow: UnitOfWork, number: str) -> Application:
    row = queries.by_number(uow.session, number)
    if row.state_ is not State.INCOMPLETE or row.blanked_at is not None:
        raise Refused("application_closed")
    return row


def to_state(uow: UnitOfWork, row: Application, state: State) -> None:
    """Put an application into a state; the office's time runs while it is the office's turn."""
    fresh = state in (State.FORWARDED, State.ANSWERED) or row.answer_due_on is None
    row.state, row.state_since = state.value, uow.now
    if state not in WAITING_FOR_OFFICE:
        row.answer_due_on = None
    elif fresh:
        row.received_on = offices.local_today(uow.session, row.office_id, uow.now)
        row.answer_due_on = add_working_days(row.received_on, value(uow.session, ANSWER))
    uow.session.flush()


def told(uow: UnitOfWork, row: Application, note: str, public_url: str) -> None:
    """Write the line of the history and mail it to the applicant."""
    place = uow.session.scalar(select(func.count(ApplicationEvent.id)).where(ApplicationEvent.application_id == row.id))
    office = offices.office(uow.session, row.office_id)
    uow.session.add(
        ApplicationEvent(
            id=new_id(),
            application_id=row.id,
            place=(place or 0) + 1,
            state=row.state,
            office_name=office.name,
            note=note.strip(),
            by_name=uow.actor.name if uow.actor.office_id is not None else "",
            at=uow.now,
        )
    )
    uow.session.flush()
    if row.blanked_at is not None:
        return
    said, said_en = STATE_WORDS[row.state]
    shown = note.strip() if row.state_ is not State.ANSWERED else ""  # his own words need not come back to him
    params = {
        "about": str(row.id),
        "number": row.number,
        "office": office.name,
        "state_id": said,
        "state_en": said_en,
        "note_id": f"\nCatatan kantor:\n{shown}\n" if shown else "",
        "note_en": f"\nThe office says:\n{shown}\n" if shown else "",
        "url": f"{public_url}/publik/permohonan/{row.number}",
    }
    uow.post(CHANGED, row.contact_email, params, language=row.language)
