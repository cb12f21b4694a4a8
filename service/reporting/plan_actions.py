"""Use cases of the action plan: name an owner, instruct, acknowledge, answer, remind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.accounts.queries import people_with_role, person_of_office
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import Role, require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.offices import queries as offices
from service.offices.models import Office
from service.reporting import plan_queries
from service.reporting.plan_letters import LATE_LINES
from service.reporting.plan_models import Instruction, InstructionOffice, PlanOwner, PlanReminder
from service.reporting.plan_queries import OfficeRow
from service.reporting.plan_rules import Line

TOLD = (Role.DRAFTER, Role.COORDINATOR, Role.SECRETARIAT, Role.CHAIR)


def _own_office(uow: UnitOfWork) -> UUID:
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    return uow.actor.office_id


def set_owner(uow: UnitOfWork, line: Line, person_id: UUID | None, target_on: date | None) -> PlanOwner:
    """Say who of the own office sees to a duty, and by when."""
    require(uow.actor, "instruction:send")
    office_id = _own_office(uow)
    if person_id is None:
        raise Refused("plan_owner_missing", field="person")
    someone = person_of_office(uow.session, person_id, office_id)
    row = uow.session.get(PlanOwner, (office_id, line.value))
    if row is None:
        row = PlanOwner(office_id=office_id, line=line.value)
        uow.session.add(row)
    row.person_id, row.name, row.target_on = someone.id, someone.name, target_on
    row.set_name, row.set_at = uow.actor.name, uow.now
    uow.session.flush()
    uow.record(
        Stream("office", office_id),
        "plan:owner_set",
        line=line.value,
        person=str(someone.id),
        target=target_on.isoformat() if target_on else "",
    )
    return row


# -------------------------------------------------------------------------------------------------------- instructions
@dataclass(frozen=True, slots=True)
class Order:
    """What is instructed, by when, to whom."""

    text: str
    due_on: date
    office_ids: Sequence[UUID]


def instruct(uow: UnitOfWork, order: Order, url: str) -> Instruction:
    """Tell offices below to do something by a day; each of their people gets it by mail (rule 33)."""
    require(uow.actor, "instruction:send")
    own = _own_office(uow)
    if not order.text.strip():
        raise Refused("instruction_text_missing", field="text")
    if order.due_on < offices.local_today(uow.session, own, uow.now):
        raise Refused("instruction_due_past", field="due_on")
    below = offices.ids_below(uow.session, own)
    wanted = list(dict.fromkeys(order.office_ids))
    if not wanted or any(one not in below for one in wanted):
        raise Refused("instruction_offices_missing", field="offices")
    row = Instruction(
        id=new_id(),
        office_id=own,
        text=order.text.strip(),
        due_on=order.due_on,
        sent_by=uow.actor.id,
        sent_name=uow.actor.name,
        sent_at=uow.now,
        receivers=[InstructionOffice(office_id=one) for one in wanted],
    )
    uow.session.add(row)
    uow.session.flush()
    sender = offices.office(uow.session, own)
    uow.record(
        Stream("office", own),
        "plan:instructed",
        instruction=str(row.id),
        due=row.due_on.isoformat(),
        offices=[str(one) for one in wanted],
    )
    for one in wanted:
        _tell(uow, offices.office(uow.session, one), row, sender, url)
    return row


def _tell(uow: UnitOfWork, office: Office, row: Instruction, sender: Office, url: str) -> None:
    for name, email, language in addressees(uow, office):
        said = {"name": name, "office": sender.name, "text": row.text, "due": date_long(row.due_on), "url": url}
        uow.post("plan_instruction", email, said, language=language)
    uow.record(Stream("office", office.id), "plan:instruction_got", instruction=str(row.id), sender=str(sender.id))


def addressees(uow: UnitOfWork, office: Office) -> list[tuple[str, str, str]]:
    """The people of an office who prepare and decide; its mailbox where nobody has an account."""
    people = people_with_role(uow.session, office.id, *TOLD)
    if people:
        return [(one.name, one.email, one.language or "id") for one in people]
    return [(office.name, office.email, "id")] if office.email else []


def _mine(uow: UnitOfWork, instruction_id: UUID) -> InstructionOffice:
    require(uow.actor, "agreement:follow_up")
    found = uow.session.get(InstructionOffice, (instruction_id, _own_office(uow)))
    if found is None:
        raise Refused("not_found")
    return found


def mark_read(uow: UnitOfWork, instruction_id: UUID) -> InstructionOffice:
    """Say that the office has read an instruction; the first who says so counts."""
    row = _mine(uow, instruction_id)
    if row.read_at is None:
        row.read_at, row.read_name = uow.now, uow.actor.name
        uow.record(Stream("office", row.office_id), "plan:instruction_read", instruction=str(instruction_id))
    return row


def answer(uow: UnitOfWork, instruction_id: UUID, text: str) -> InstructionOffice:
    """Answer an instruction once; answering says that it was read."""
    row = _mine(uow, instruction_id)
    if not text.strip():
        raise Refused("instruction_answer_missing", field="answer")
    if row.answered_at is not None:
        raise Refused("instruction_answered")
    mark_read(uow, instruction_id)
    row.answer, row.answered_at, row.answered_name = text.strip(), uow.now, uow.actor.name
    uow.record(Stream("office", row.office_id), "plan:instruction_answered", instruction=str(instruction_id))
    return row


# ----------------------------------------------------------------------------------------------------------- reminders
def remind_late(uow: UnitOfWork, url: str, only: Sequence[UUID] | None = None) -> list[Office]:
    """Remind every office directly below that is late, with one letter an office a day; returns who was reminded."""
    require(uow.actor, "instruction:send")
    own = _own_office(uow)
    today = offices.local_today(uow.session, own, uow.now)
    late = [
        one
        for one in plan_queries.table(uow.session, own, today)
        if one.row.late_lines(today) and (only is None or one.office.id in only)
    ]
    sender = offices.office(uow.session, own)
    reminded = [one.office for one in late if _remind(uow, one, sender, today, url)]
    if not reminded:
        raise Refused("plan_nobody_late")
    uow.record(Stream("office", own), "plan:reminders_sent", offices=[str(one.id) for one in reminded])
    return reminded


def _remind(uow: UnitOfWork, one: OfficeRow, sender: Office, today: date, url: str) -> bool:
    day = offices.local_today(uow.session, one.office.id, uow.now)
    if uow.session.get(PlanReminder, (one.office.id, day)) is not None:
        return False
    people = addressees(uow, one.office)
    lines = one.row.late_lines(today)
    for name, email, language in people:
        items = "\n".join(f"- {_late_line(one, line, language)}" for line in lines)
        said = {"name": name, "office": sender.name, "items": items, "url": url}
        uow.post("plan_reminder", email, said, language=language)
    uow.session.add(
        PlanReminder(
            office_id=one.office.id,
            day=day,
            from_office_id=sender.id,
            lines=[line.value for line in lines],
            letters=len(people),
            sent_name=uow.actor.name,
            sent_at=uow.now,
        )
    )
    uow.session.flush()
    uow.record(
        Stream("office", one.office.id),
        "plan:reminded",
        sender=str(sender.id),
        lines=[line.value for line in lines],
        letters=len(people),
    )
    return True


def _late_line(one: OfficeRow, line: Line, language: str) -> str:
    count = one.row.count(line)
    words = LATE_LINES[line.value][1 if language == "en" else 0]
    return words.format(open=count.open, total=count.total, late=count.late)
