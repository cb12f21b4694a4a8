"""Use cases of the monthly report: notes, check, sending once, receipt and return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.agreements.actions import OutsideAct, enter_office_act
from service.agreements.models import ActKind, RecordedAct
from service.core.actor import Actor
from service.core.audit import Stream
from service.core.clock import local_date
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.terms import add_months
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office
from service.reporting import freezing, witness
from service.reporting.compiling import compile_report, told_of
from service.reporting.models import MonthlyReport, ReportedItem, ReportNote
from service.reporting.queries import newest
from service.reporting.rules import State, month_of, month_text

RENDER = "render_report"


def _own(actor: Actor) -> UUID:
    if actor.office_id is None:
        raise Refused("not_found")
    return actor.office_id


def _draft(uow: UnitOfWork, month: date) -> MonthlyReport:
    """The draft of the own office: begun if there is none, a new revision after a return, refused once sent."""
    own = _own(uow.actor)
    if uow.session.get_one(Office, own).level == "ri":
        raise Refused("report_nobody_above")
    last = newest(uow.session, own, month, lock=True)
    if last is not None and last.state == State.DRAFT.value:
        return last
    if last is not None and last.state != State.RETURNED.value:
        raise Refused("report_already_sent")
    row = MonthlyReport(id=new_id(), office_id=own, month=month, revision=last.revision + 1 if last else 1)
    row.state, row.receipt = State.DRAFT.value, []
    if last is not None:
        row.general = last.general
        row.notes = [ReportNote(agreement_id=n.agreement_id, obstacles=n.obstacles, plan=n.plan) for n in last.notes]
    uow.session.add(row)
    uow.session.flush()
    _record(uow, row, "report:begun")
    return row


def _record(uow: UnitOfWork, row: MonthlyReport, code: str, **details: object) -> None:
    said = {"month": month_text(row.month), "revision": row.revision} | details
    uow.record(Stream("office", row.office_id), code, **said)


def _note(row: MonthlyReport, agreement_id: UUID, obstacles: str, plan: str) -> ReportNote:
    """The note of a line, the row that is there if there is one."""
    note = next((one for one in row.notes if one.agreement_id == agreement_id), None)
    note = note or ReportNote(agreement_id=agreement_id)
    note.obstacles, note.plan = obstacles.strip(), plan.strip()
    return note


def save_notes(uow: UnitOfWork, month: date, general: str, notes: Mapping[UUID, tuple[str, str]]) -> MonthlyReport:
    """Keep what staff add to these lines, leaving the others; a check made before counts no more."""
    require(uow.actor, "report:compile")
    row = _draft(uow, month)
    lines = compile_report(uow.session, row.office_id, month)["lines"]
    known = {UUID(one["id"]) for one in lines}
    row.general = general.strip()
    kept = [note for note in row.notes if note.agreement_id in known and note.agreement_id not in notes]
    row.notes = kept + [
        _note(row, one, *said) for one, said in notes.items() if one in known and (said[0].strip() or said[1].strip())
    ]
    _uncheck(row)
    _record(uow, row, "report:edited")
    return row


def reuse(uow: UnitOfWork, month: date) -> MonthlyReport:
    """Take over last month's notes where a line has none yet."""
    require(uow.actor, "report:compile")
    row = _draft(uow, month)
    last = newest(uow.session, row.office_id, add_months(month, -1))
    if last is None:
        raise Refused("report_none_before")
    lines = compile_report(uow.session, row.office_id, month)["lines"]
    wanted = {UUID(one["id"]) for one in lines} - {note.agreement_id for note in row.notes}
    for note in last.notes:
        if note.agreement_id in wanted:
            row.notes.append(ReportNote(agreement_id=note.agreement_id, obstacles=note.obstacles, plan=note.plan))
    row.general = row.general or last.general
    _uncheck(row)
    _record(uow, row, "report:edited")
    return row


def _uncheck(row: MonthlyReport) -> None:
    row.checked_by, row.checked_name, row.checked_at = None, "", None


def check(uow: UnitOfWork, month: date) -> MonthlyReport:
    """Somebody has read the report and found it right."""
    require(uow.actor, "report:compile")
    row = _draft(uow, month)
    row.checked_by, row.checked_name, row.checked_at = uow.actor.id, uow.actor.name, uow.now
    _record(uow, row, "report:checked")
    return row


def send(uow: UnitOfWork, month: date) -> MonthlyReport:
    """Freeze the report and hand it to the office above; it can be done once."""
    require(uow.actor, "report:send")
    row = _draft(uow, month)
    if row.checked_at is None:
        raise Refused("report_unchecked")
    _freeze(uow, row, local_date(uow.now, uow.session.get_one(Office, row.office_id).zone_))
    return row


def _freeze(uow: UnitOfWork, row: MonthlyReport, sent_on: date) -> None:
    today = local_date(uow.now, uow.session.get_one(Office, row.office_id).zone_)
    if row.month >= month_of(today):
        raise Refused("report_month_running")
    said = freezing.freeze(uow.session, row)
    row.state, row.sent_name, row.sent_at, row.sent_on = State.SENT.value, uow.actor.name, uow.now, sent_on
    uow.session.add_all(
        ReportedItem(report_id=row.id, subject_id=one, office_id=row.office_id, month=row.month)
        for one in told_of(said)
    )
    _record(uow, row, "report:sent", hash=row.content_hash, nil=row.nil)
    uow.want(RENDER, row.id)


def judge(uow: UnitOfWork, report_id: UUID, *, reason: str = "") -> MonthlyReport:
    """The office above receives a report, or returns it with a reason."""
    require(uow.actor, "report:receive")
    row = uow.session.get(MonthlyReport, report_id, with_for_update=True)
    office = uow.session.get_one(Office, row.office_id) if row else None
    if row is None or office is None or office.parent_id != _own(uow.actor):
        raise Refused("not_found")
    _judge(uow, row, reason.strip())
    receiver = Stream("office", _own(uow.actor))
    uow.record(receiver, f"report:{row.state}", month=month_text(row.month), office=office.code, hash=row.content_hash)
    row.receipt = witness.heads(uow.session, [receiver])
    return row


def _judge(uow: UnitOfWork, row: MonthlyReport, reason: str) -> None:
    if row.state != State.SENT.value:
        raise Refused("report_not_waiting")
    row.state = (State.RETURNED if reason else State.RECEIVED).value
    row.return_reason, row.judged_name, row.judged_at = reason, uow.actor.name, uow.now
    _record(uow, row, f"report:{row.state}", reason=reason)


# ------------------------------------------------------------------------------------------------- outside the system
@dataclass(frozen=True, slots=True)
class Outside:
    """What is entered of a sending or an answer on paper; `what` is sent, received or returned."""

    what: str
    done_by: str
    done_on: date
    letter_number: str
    scan: Stored
    scan_type: str
    reason: str = ""


def enter_outside(uow: UnitOfWork, month: date, said: Outside) -> RecordedAct:
    """Enter that the report was sent, received or returned on paper; it counts once a second person checked it."""
    own = _own(uow.actor)
    if said.what == "sent":
        require(uow.actor, "report:compile")
        row = _draft(uow, month)
        if row.checked_at is None:
            raise Refused("report_unchecked")
    else:
        found = newest(uow.session, own, month)
        if found is None or found.state != State.SENT.value:
            raise Refused("report_not_waiting")
        row = found
    today = local_date(uow.now, uow.session.get_one(Office, own).zone_)
    if not row.month < said.done_on <= today:
        raise Refused("report_day_wrong", field="done_on")
    if said.what == "returned" and not said.reason.strip():
        raise Refused("reason_missing", field="reason")
    outcome = {"what": said.what, "reason": said.reason.strip()}
    act = OutsideAct(
        ActKind.REPORT_RECEIPT,
        row.id,
        said.done_by,
        said.done_on,
        said.letter_number,
        said.scan,
        said.scan_type,
        outcome,
    )
    return enter_office_act(uow, own, act)


def outside_checked(uow: UnitOfWork, office_id: UUID, act: RecordedAct) -> None:
    """The paper was compared: the report is sent, received or returned as it says (rule 35)."""
    row = uow.session.get(MonthlyReport, act.subject_id, with_for_update=True)
    if row is None or row.office_id != office_id:
        raise Refused("not_found")
    if act.outcome["what"] == "sent":
        if row.state != State.DRAFT.value:
            raise Refused("report_already_sent")
        if row.checked_at is None:  # changed after it was printed
            raise Refused("report_unchecked")
        row.outside = True
        _freeze(uow, row, act.done_on)
        return
    row.judged_outside = True
    _judge(uow, row, act.outcome["reason"] if act.outcome["what"] == "returned" else "")
    row.judged_name = act.done_by
