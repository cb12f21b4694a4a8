"""The consultation of the level above about a screening: answered here, or recorded from outside (rule 35)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import OutsideAct, enter_act, stream
from service.agreements.models import ActKind, Agreement, RecordedAct
from service.agreements.permissions import load_for
from service.core.clock import local_date
from service.core.permissions import require
from service.core.policies import value
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.terms import add_working_days
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices
from service.screening import policy, queries
from service.screening.models import Screening
from service.screening.queries import today_of
from service.screening.rules import WAITING, Advice


def ask(
    uow: UnitOfWork, agreement_id: UUID, screening_id: UUID, question: str, *, seen_version: int | None
) -> Screening:
    """Ask the level above what it thinks of the proposed result."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "screening:do")
    row = queries.screening(uow.session, agreement.id, screening_id)
    if row.state_ not in WAITING:
        raise Refused("screening_settled")
    if row.advice_ is not Advice.NONE:
        raise Refused("screening_advice_open")
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    if not row.filled_at:
        raise Refused("screening_not_filled")
    if not question.strip():
        raise Refused("screening_question_missing", field="question")
    chain = offices.above(uow.session, agreement.lead_office_id)
    if not chain:
        raise Refused("screening_no_above")
    today = today_of(uow.session, agreement)
    row.advice, row.asked_of, row.asked_on = Advice.ASKED.value, chain[0].id, today
    row.asked_name, row.question = uow.actor.name, question.strip()
    row.answer_due_on = add_working_days(today, value(uow.session, policy.ANSWER))
    uow.session.flush()
    uow.record(
        stream(agreement.id), "screening:advice_asked", screening=str(row.id), office=str(row.asked_of),
        due=row.answer_due_on.isoformat(),
    )  # fmt: skip
    return row


def answer(uow: UnitOfWork, screening_id: UUID, text: str, *, agrees: bool, seen_version: int | None) -> Screening:
    """The level above answers on its own page."""
    require(uow.actor, "consultation:answer")
    row = queries.asked_for(uow.session, uow.actor, screening_id)
    if row.advice_ is not Advice.ASKED or row.state_ not in WAITING:
        raise Refused("screening_advice_settled")
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    if not agrees and not text.strip():
        raise Refused("screening_answer_missing", field="text")
    agreement = uow.session.get_one(Agreement, row.agreement_id)
    _settle(row, text, agrees=agrees)
    row.answered_name = uow.actor.name
    if row.asked_of is not None:
        row.answered_on = local_date(uow.now, offices.office(uow.session, row.asked_of).zone_)
    uow.session.flush()
    uow.record(stream(agreement.id), "screening:advice_given", screening=str(row.id), advice=row.advice, outside=False)
    return row


@dataclass(frozen=True, slots=True)
class AdviceLetter:
    """A letter with the answer: who wrote it, when, its number, and what it says."""

    done_by: str
    done_on: date
    letter_number: str
    agrees: bool
    text: str = ""


def enter_answer(
    uow: UnitOfWork, agreement_id: UUID, screening_id: UUID, letter: AdviceLetter, scan: Stored, scan_type: str
) -> RecordedAct:
    """Enter an answer that came by letter; it counts once a second person has compared it with its scan."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "act:record")
    row = queries.screening(uow.session, agreement.id, screening_id)
    if row.advice_ is not Advice.ASKED:
        raise Refused("screening_advice_settled")
    if letter.done_on > today_of(uow.session, agreement):
        raise Refused("screening_day_in_future", field="done_on")
    if row.asked_on is not None and letter.done_on < row.asked_on:
        raise Refused("screening_answer_early", field="done_on")
    if not letter.agrees and not letter.text.strip():
        raise Refused("screening_answer_missing", field="text")
    word = "Sependapat" if letter.agrees else "Tidak sependapat"
    act = OutsideAct(
        kind=ActKind.SCREENING_ADVICE,
        subject_id=row.id,
        done_by=letter.done_by,
        done_on=letter.done_on,
        letter_number=letter.letter_number,
        scan=scan,
        scan_type=scan_type,
        outcome={
            "agrees": letter.agrees,
            "text": letter.text.strip(),
            "words": ". ".join(part for part in (word, letter.text.strip()) if part),
        },
    )
    flag_modified(agreement, "subject")
    return enter_act(uow, agreement, act)


def apply_recorded(uow: UnitOfWork, agreement: Agreement, act: RecordedAct) -> None:
    """The effect of a checked record: the consultation is answered as the letter says."""
    row = queries.screening(uow.session, agreement.id, act.subject_id)
    if row.advice_ is not Advice.ASKED:
        raise Refused("screening_advice_settled")
    _settle(row, str(act.outcome["text"]), agrees=bool(act.outcome["agrees"]))
    row.answered_name, row.answered_on, row.letter_number = act.done_by, act.done_on, act.letter_number
    row.recorded_act_id = act.id
    uow.session.flush()
    uow.record(stream(agreement.id), "screening:advice_given", screening=str(row.id), advice=row.advice, outside=True)


def _settle(row: Screening, text: str, *, agrees: bool) -> None:
    row.advice = (Advice.AGREED if agrees else Advice.DISAGREED).value
    row.answer = text.strip()
