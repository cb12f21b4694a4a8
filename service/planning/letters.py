"""Letters of the consultation: it was asked, it was answered."""

from collections.abc import Sequence
from uuid import UUID

from service.accounts import queries as accounts
from service.agreements.models import Agreement
from service.core.mail import Letter
from service.core.permissions import Role
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.offices import queries as offices
from service.planning.models import Consultation
from service.planning.rules import AnswerState

ANSWERING = (Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR)
ASKING = (Role.DRAFTER, Role.COORDINATOR)

LETTERS: dict[str, Letter] = {
    "consultation_asked": Letter(
        subject_id="Konsultasi menunggu jawaban: {subject}",
        body_id="Yth. {name},\n\n{office} mengajukan konsultasi tentang rencana kerja sama dengan {partner}:\n"
        "{subject}\n\nJawaban diharapkan paling lambat {due}. "
        "Buka menu Konsultasi di Sijari untuk membaca rencananya dan menjawab.\n",
        subject_en="A consultation waits for an answer: {subject}",
        body_en="Dear {name},\n\n{office} asks your office about a planned agreement with {partner}:\n{subject}\n\n"
        "An answer is expected by {due}. Open Consultations in Sijari to read the plan and answer.\n",
    ),
    "consultation_answered": Letter(
        subject_id="Konsultasi dijawab: {subject}",
        body_id="Yth. {name},\n\nKonsultasi tentang kerja sama dengan {partner} sudah dijawab: {outcome}.\n"
        "{subject}\n\nBuka bagian Konsultasi pada tab Perencanaan untuk membaca jawaban lengkapnya.\n",
        subject_en="Consultation answered: {subject}",
        body_en="Dear {name},\n\nThe consultation about the agreement with {partner} has been answered: {outcome_en}.\n"
        "{subject}\n\nOpen Consultation in the Planning tab to read the whole answer.\n",
    ),
}

_OUTCOMES = {
    AnswerState.SUPPORTED: ("didukung", "supported"),
    AnswerState.REFUSED: ("tidak didukung", "not supported"),
}


def asked(uow: UnitOfWork, agreement: Agreement, row: Consultation) -> None:
    """Tell those who may answer, where the office above has people in Sijari at all."""
    office = offices.office(uow.session, agreement.lead_office_id)
    _send(
        uow,
        "consultation_asked",
        row.asked_of,
        ANSWERING,
        {**_said(agreement, row), "office": office.name, "due": date_long(row.due_on)},
        agreement.id,
    )


def answered(uow: UnitOfWork, agreement: Agreement, row: Consultation) -> None:
    """Tell those who prepare the agreement."""
    outcome, outcome_en = _OUTCOMES[row.state_]
    if row.conditions:
        outcome, outcome_en = f"{outcome} dengan {len(row.conditions)} syarat", f"{outcome_en} with conditions"
    said = {**_said(agreement, row), "outcome": outcome, "outcome_en": outcome_en}
    _send(uow, "consultation_answered", agreement.lead_office_id, ASKING, said, agreement.id)


def _said(agreement: Agreement, row: Consultation) -> dict[str, str]:
    return {"subject": agreement.subject, "partner": str(row.shown.get("partner", ""))}


def _send(
    uow: UnitOfWork, kind: str, office_id: UUID, roles: Sequence[Role], said: dict[str, str], agreement_id: UUID
) -> None:
    for person in accounts.people_with_role(uow.session, office_id, *roles):
        params = {**said, "name": person.name}
        uow.post(kind, person.email, params, language=person.language or "id", agreement_id=agreement_id)
