"""Use cases of the hierarchical consultation: ask, answer, record from outside, go on, close conditions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import OutsideAct, enter_act, stream
from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind, Agreement, RecordedAct
from service.agreements.permissions import load_for
from service.core.clock import local_date
from service.core.database import new_id
from service.core.permissions import Role, require
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.terms import consultation_deadline
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.offices import queries as offices
from service.planning import letters
from service.planning.actions import open_plan
from service.planning.models import Condition, Consultation, Plan
from service.planning.policy import policy
from service.planning.queries import consultation_for, consultations, is_needed, latest, office_to_ask, today_of
from service.planning.rules import AnswerState, clean_conditions, gaps, may_go_on


def ask(uow: UnitOfWork, agreement_id: UUID, question: str, *, seen_version: int) -> Consultation:
    """Ask the level above about the partner and the plan; it is shown the plan as it stands now (rule 23)."""
    agreement, plan = open_plan(uow, agreement_id, seen_version=seen_version, stages=(Stage.PLANNING,))
    _may_ask(uow, agreement, plan, question)
    today = today_of(uow.session, agreement)
    asked_of = office_to_ask(uow.session, agreement)
    row = Consultation(
        id=new_id(),
        agreement_id=agreement.id,
        number=len(consultations(uow.session, agreement.id)) + 1,
        partner_id=agreement.partner_id,
        asked_of=asked_of.id,
        question=question.strip(),
        shown=snapshot(uow, agreement, plan),
        asked_by=uow.actor.id,
        asked_name=uow.actor.name,
        asked_at=uow.now,
        due_on=consultation_deadline(today, policy().answer_working_days, policy().holidays),
        state=AnswerState.WAITING.value,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(
        stream(agreement.id),
        "consultation:asked",
        consultation=str(row.id),
        office=str(asked_of.id),
        due=row.due_on.isoformat(),
    )
    letters.asked(uow, agreement, row)
    return row


def _may_ask(uow: UnitOfWork, agreement: Agreement, plan: Plan, question: str) -> None:
    if not question.strip():
        raise Refused("question_missing", field="question")
    if agreement.partner_id is None:
        raise Refused("partner_missing")
    if not is_needed(uow.session, agreement):
        raise Refused("consultation_not_needed")
    if gaps(plan.as_text()):
        raise Refused("plan_incomplete")
    known = latest(uow.session, agreement)
    if known is not None and known.state_ is not AnswerState.REFUSED:
        raise Refused("consultation_open" if known.state_ is AnswerState.WAITING else "consultation_settled")


def snapshot(uow: UnitOfWork, agreement: Agreement, plan: Plan) -> dict[str, Any]:
    """The plan as the level above is shown it; later changes do not alter what it was asked about."""
    partner = offices.partner(uow.session, agreement.partner_id) if agreement.partner_id else None
    return {
        "subject": agreement.subject,
        "kind": agreement.kind,
        "partner": partner.name if partner else "",
        "need": plan.need,
        "scope": plan.scope,
        "work_plan": plan.work_plan,
        "contributions": [
            {"side": one.side, "kind": one.kind, "description": one.description, "personal_data": one.personal_data}
            for one in plan.contributions
        ],
        "activities": [
            {"title": one.title, "month": one.month.isoformat(), "owner": one.owner} for one in plan.activities
        ],
        "lawful_by": plan.lawful_by,
        "independent_by": plan.independent_by,
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the level above says: support, perhaps with conditions, or a refusal with its reason."""

    supported: bool
    text: str = ""
    conditions: Sequence[str] = ()

    def checked(self) -> "Answer":
        """The same answer tidied up, or Refused where it says too little or too much."""
        conditions = clean_conditions(self.conditions)
        if not self.supported and not self.text.strip():
            raise Refused("refusal_reason_missing", field="text")
        if not self.supported and conditions:
            raise Refused("refusal_with_conditions", field="conditions")
        return Answer(self.supported, self.text.strip(), conditions)


def answer(uow: UnitOfWork, consultation_id: UUID, said: Answer, *, seen_version: int) -> Consultation:
    """The level above answers on its own page."""
    require(uow.actor, "consultation:answer")
    row = consultation_for(uow.session, uow.actor, consultation_id)
    if row.state_ is not AnswerState.WAITING:
        raise Refused("consultation_settled")
    if row.version != seen_version:
        raise Refused("stale_page")
    said = said.checked()
    agreement = uow.session.get_one(Agreement, row.agreement_id)
    if agreement.stage_ is not Stage.PLANNING:
        raise Refused("wrong_stage")
    _settle(row, said)
    row.answered_name, row.answered_at = uow.actor.name, uow.now
    row.answered_on = local_date(uow.now, offices.office(uow.session, row.asked_of).zone_)
    _note_answer(uow, agreement, row, outside=False)
    return row


def _settle(row: Consultation, said: Answer) -> None:
    row.state = (AnswerState.SUPPORTED if said.supported else AnswerState.REFUSED).value
    row.answer = said.text
    row.conditions = [
        Condition(id=new_id(), place=place, text=text) for place, text in enumerate(said.conditions, start=1)
    ]


def _note_answer(uow: UnitOfWork, agreement: Agreement, row: Consultation, *, outside: bool) -> None:
    flag_modified(agreement, "subject")
    uow.record(
        stream(agreement.id),
        "consultation:answered",
        consultation=str(row.id),
        state=row.state,
        conditions=len(row.conditions),
        outside=outside,
    )
    letters.answered(uow, agreement, row)


# ------------------------------------------------------------------------------------ an answer recorded from outside
@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """A letter of answer: who wrote it, when, its number, and what it says (rule 35)."""

    done_by: str
    done_on: date
    letter_number: str
    said: Answer


def enter_answer(
    uow: UnitOfWork, agreement_id: UUID, letter: OutsideAnswer, scan: Stored, scan_type: str, *, seen_version: int
) -> RecordedAct:
    """Enter an answer that came by letter; it counts once a second person has checked it."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "act:record", seen_version=seen_version)
    row = latest(uow.session, agreement)
    if row is None or row.state_ is not AnswerState.WAITING:
        raise Refused("consultation_missing" if row is None else "consultation_settled")
    today = today_of(uow.session, agreement)
    if letter.done_on > today:
        raise Refused("answer_in_future", field="done_on")
    if letter.done_on < local_date(row.asked_at, offices.office(uow.session, agreement.lead_office_id).zone_):
        raise Refused("answer_before_question", field="done_on")
    act = OutsideAct(
        kind=ActKind.CONSULTATION_ANSWER,
        subject_id=row.id,
        done_by=letter.done_by,
        done_on=letter.done_on,
        letter_number=letter.letter_number,
        scan=scan,
        scan_type=scan_type,
        outcome=_outcome(letter.said.checked()),
    )
    flag_modified(agreement, "subject")
    return enter_act(uow, agreement, act)


def _outcome(said: Answer) -> dict[str, Any]:
    """What the letter says, and in words for the second person who compares it with the scan."""
    words = ["Didukung" if said.supported else "Tidak didukung", said.text]
    words += [f"Syarat {place}: {text}" for place, text in enumerate(said.conditions, start=1)]
    return asdict(said) | {"conditions": list(said.conditions), "words": ". ".join(word for word in words if word)}


def apply_recorded(uow: UnitOfWork, agreement: Agreement, act: RecordedAct) -> None:
    """The effect of a checked record: the consultation is answered as the letter says."""
    row = uow.session.get(Consultation, act.subject_id)
    if row is None or row.agreement_id != agreement.id:
        raise Refused("not_found")
    if row.state_ is not AnswerState.WAITING:
        raise Refused("consultation_settled")
    said = act.outcome
    _settle(row, Answer(bool(said["supported"]), str(said["text"]), tuple(said["conditions"])))
    row.answered_name, row.answered_at, row.answered_on = act.done_by, uow.now, act.done_on
    row.letter_number, row.recorded_act_id = act.letter_number, act.id
    _note_answer(uow, agreement, row, outside=True)


# -------------------------------------------------------------------------------------------- going on and conditions
def go_on(uow: UnitOfWork, agreement_id: UUID, reason: str, *, seen_version: int) -> Consultation:
    """The chair goes on after silence (or an answer that only advises), with a reason that stays on record."""
    agreement, _ = open_plan(uow, agreement_id, seen_version=seen_version, stages=(Stage.PLANNING,))
    if not uow.actor.has(Role.CHAIR):
        raise Refused("not_chair")
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    row = latest(uow.session, agreement)
    if row is None:
        raise Refused("consultation_missing")
    why = may_go_on(row.state_, row.due_on, today_of(uow.session, agreement), policy())
    if why is None:
        raise Refused("may_not_go_on", due=date_long(row.due_on))
    row.state = AnswerState.OVERRIDDEN.value
    row.override_reason, row.override_name, row.override_at = reason.strip(), uow.actor.name, uow.now
    uow.record(
        stream(agreement.id), "consultation:overridden", consultation=str(row.id), why=why.value, reason=reason.strip()
    )
    return row


def close_condition(
    uow: UnitOfWork, agreement_id: UUID, condition_id: UUID, note: str, *, seen_version: int
) -> Condition:
    """Show that a condition is met; the note says how and by what evidence."""
    agreement, _ = open_plan(uow, agreement_id, seen_version=seen_version)
    row = uow.session.get(Condition, condition_id)
    consultation = uow.session.get(Consultation, row.consultation_id) if row else None
    if row is None or consultation is None or consultation.agreement_id != agreement.id:
        raise Refused("condition_unknown")
    if row.closed_at is not None:
        raise Refused("condition_closed")
    if not note.strip():
        raise Refused("condition_note_missing", field="note")
    row.closed_note, row.closed_name, row.closed_at = note.strip(), uow.actor.name, uow.now
    uow.record(stream(agreement.id), "consultation:condition_closed", condition=str(row.id), place=row.place)
    return row
