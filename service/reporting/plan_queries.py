"""The five duties of many offices in a handful of grouped questions, and the lists behind each figure.

A figure and its list are the same condition, so that a link always opens exactly what was counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature
from service.core import policies
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.models import Office, Partner
from service.reporting import plan_sources
from service.reporting.plan_models import Instruction, InstructionOffice, PlanOwner, PlanReminder
from service.reporting.plan_rules import NONE, Count, Line, Row, total
from service.reviews import conditions
from service.reviews.queries import WINDOW

AGREEMENT_LINES = (Line.REVIEW, Line.RENEWAL, Line.PKS)
Day = date | ColumnElement[Any]


# -------------------------------------------------------------------------------------------------------- conditions
@dataclass(frozen=True, slots=True)
class Today:
    """The calendar day of the lead office: one date, or a question by zone in the two hours when they differ."""

    day: Day
    by_zone: bool


def today_of_offices(now: datetime, plus: int = 0) -> Today:
    """The day, some days from now, where each office stands."""
    days = {zone: local_date(now, zone) + timedelta(days=plus) for zone in Zone}
    if len(set(days.values())) == 1:
        return Today(days[Zone.WIB], by_zone=False)
    other = [(Office.zone == zone.value, literal(day, Date)) for zone, day in days.items() if zone is not Zone.WIB]
    return Today(case(*other, else_=literal(days[Zone.WIB], Date)), by_zone=True)


def _pks_done() -> ColumnElement[bool]:
    """A PKS under it was signed, not before it (rules 9, 10, 13)."""
    pks = aliased(Agreement)
    return exists(literal(1)).where(
        pks.parent_id == Agreement.id,
        pks.kind == Kind.PKS.value,
        pks.stage == Stage.FOLLOW_UP.value,
        pks.signed_on >= Agreement.signed_on,
    )


def _pks_owed() -> ColumnElement[bool]:
    """A signed MoU; one ended before its deadline owes nothing any more (rule 14)."""
    return and_(
        Agreement.stage == Stage.FOLLOW_UP.value,
        Agreement.nature == Nature.ORIGINAL.value,
        Agreement.pks_due_on.is_not(None),
        or_(Agreement.ended_on.is_(None), Agreement.ended_on > Agreement.pks_due_on, _pks_done()),
    )


@dataclass(frozen=True, slots=True)
class Question:
    """One duty as SQL: what belongs to it, what of it is done, what day it is known by, and when that is late."""

    scope: ColumnElement[bool]
    done: ColumnElement[bool]
    day: Any
    late: ColumnElement[bool] | None
    by_zone: bool


def question(session: Session, line: Line) -> Question:
    """The condition behind the figures and the list of a duty that agreements have."""
    now = moment(session)
    today = today_of_offices(now)
    if line is Line.REVIEW:
        done = conditions.reviewed(today.day)
        return Question(conditions.to_review(today.day), done, Agreement.signed_on, None, today.by_zone)
    if line is Line.RENEWAL:
        until = today_of_offices(now, policies.value(session, WINDOW))
        scope = conditions.to_decide(today.day, until.day)
        return Question(scope, conditions.decided(), Agreement.end_on, Agreement.end_on < today.day, today.by_zone)
    return Question(_pks_owed(), _pks_done(), Agreement.pks_due_on, Agreement.pks_due_on < today.day, today.by_zone)


# ------------------------------------------------------------------------------------------------------------ figures
def _grouped(session: Session, line: Line, office_ids: Sequence[UUID]) -> dict[UUID, Count]:
    """Two questions, each answered in the order of an index: how many there are, and what of them is open."""
    asked = question(session, line)
    late = func.sum(case((asked.late, 1), else_=0)) if asked.late is not None else literal(0)
    office = Agreement.lead_office_id
    every = select(office, func.count()).where(office.in_(office_ids), asked.scope).group_by(office)
    still = select(office, func.count(), func.min(asked.day), late)
    still = still.where(office.in_(office_ids), asked.scope, ~asked.done).group_by(office)
    if asked.by_zone:
        every, still = (one.join(Office, Office.id == office) for one in (every, still))
    left = {row[0]: row for row in session.execute(still)}
    found: dict[UUID, Count] = {}
    for office_id, number in session.execute(every):
        row = left.get(office_id)
        found[office_id] = Count(number, number - row[1], row[3], row[2]) if row else Count(number, number)
    return found


def figures(session: Session, office_ids: Iterable[UUID], today: date) -> dict[Line, dict[UUID, Count]]:
    """The five duties of these offices."""
    ids = list(office_ids)
    found: dict[Line, dict[UUID, Count]] = {line: _grouped(session, line, ids) for line in AGREEMENT_LINES}
    for line in Line:
        ask = plan_sources.source(line)
        if line not in AGREEMENT_LINES:
            found[line] = dict(ask(session, ids, today)) if ask is not None else {}
    return found


def row_of(session: Session, office_id: UUID, today: date, *, below: bool = False) -> Row:
    """The five duties of one office; with `below`, of the offices under it as well."""
    ids = [office_id, *(offices.ids_below(session, office_id) if below else ())]
    known = figures(session, ids, today)
    counts = {line: total(known[line].values()) for line in Line}
    return Row(counts, {Line(one.line): one.target_on for one in owners(session, office_id).values() if one.target_on})


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office directly below, with its five duties (those of the offices under it included)."""

    office: Office
    row: Row
    reminded_on: date | None


def table(session: Session, office_id: UUID, today: date) -> list[OfficeRow]:
    """The offices directly below one, by code."""
    below = offices.children(session, office_id)
    belongs = _rows_by_office(session, [one.id for one in below])
    known = figures(session, belongs, today)
    sums: dict[Line, dict[UUID, Count]] = {line: {} for line in Line}
    for line, by_office in known.items():
        for one, count in by_office.items():
            row_id = belongs[one]
            sums[line][row_id] = sums[line].get(row_id, NONE) + count
    targets = _targets(session, [one.id for one in below])
    reminded = _reminded(session, [one.id for one in below])
    return [
        OfficeRow(
            one,
            Row({line: sums[line].get(one.id, NONE) for line in Line}, targets.get(one.id, {})),
            reminded.get(one.id),
        )
        for one in below
        if one.active
    ]


def _rows_by_office(session: Session, row_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """To which row an office belongs: itself, or the one it stands under."""
    found = {one: one for one in row_ids}
    under = session.execute(select(Office.id, Office.parent_id).where(Office.parent_id.in_(row_ids)))
    return found | {identity: parent for identity, parent in under if parent is not None}


def _targets(session: Session, office_ids: Sequence[UUID]) -> dict[UUID, dict[Line, date]]:
    query = select(PlanOwner.office_id, PlanOwner.line, PlanOwner.target_on).where(
        PlanOwner.office_id.in_(office_ids), PlanOwner.target_on.is_not(None)
    )
    found: dict[UUID, dict[Line, date]] = {}
    for office_id, line, day in session.execute(query):
        if day is not None:
            found.setdefault(office_id, {})[Line(line)] = day
    return found


def _reminded(session: Session, office_ids: Sequence[UUID]) -> Mapping[UUID, date]:
    query = (
        select(PlanReminder.office_id, func.max(PlanReminder.day))
        .where(PlanReminder.office_id.in_(office_ids))
        .group_by(PlanReminder.office_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


# -------------------------------------------------------------------------------------------------------------- lists
@dataclass(frozen=True, slots=True)
class Listed:
    """One agreement behind a figure."""

    agreement: Agreement
    partner: str
    office: str
    done: bool
    day: date | None


def _listing(session: Session, line: Line, office_ids: Sequence[UUID], state: str) -> tuple[Select[Any], Question]:
    asked = question(session, line)
    wanted = [Agreement.lead_office_id.in_(office_ids), asked.scope]
    wanted += {"terbuka": [~asked.done], "selesai": [asked.done]}.get(state, [])
    query = select(Agreement.id).join(Office, Office.id == Agreement.lead_office_id).where(*wanted)
    return query, asked


def count_listed(session: Session, line: Line, office_ids: Sequence[UUID], state: str) -> int:
    """How many agreements stand behind a figure."""
    query, _ = _listing(session, line, office_ids, state)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def listed(
    session: Session, line: Line, office_ids: Sequence[UUID], state: str, *, offset: int, limit: int
) -> list[Listed]:
    """The agreements behind a figure, the oldest day first."""
    query, asked = _listing(session, line, office_ids, state)
    shown = (
        query.with_only_columns(Agreement, Partner.name, Office.name, asked.done, asked.day)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .order_by(asked.day.is_(None), asked.day, Agreement.id)
    )
    return [
        Listed(agreement, partner or "", office, bool(done), day)
        for agreement, partner, office, done, day in session.execute(shown.offset(offset).limit(limit))
    ]


def visible_offices(session: Session, own: UUID | None, wanted: UUID) -> list[UUID]:
    """An office that the actor's office is or stands above, with those under it; otherwise Refused (rule 33)."""
    if own is None or not offices.is_same_or_below(session, wanted, own):
        raise Refused("not_found")
    return [wanted, *offices.ids_below(session, wanted)]


# ---------------------------------------------------------------------------------------- owners, instructions, letters
def owners(session: Session, office_id: UUID) -> dict[str, PlanOwner]:
    """Who sees to each duty of an office."""
    return {one.line: one for one in session.scalars(select(PlanOwner).where(PlanOwner.office_id == office_id))}


@dataclass(frozen=True, slots=True)
class Received:
    """An instruction as the office that got it sees it."""

    instruction: Instruction
    sender: str
    mine: InstructionOffice


def received(session: Session, office_id: UUID, *, limit: int = 20) -> list[Received]:
    """What an office was told to do: unanswered first, by day."""
    query = (
        select(Instruction, Office.name, InstructionOffice)
        .join(InstructionOffice, InstructionOffice.instruction_id == Instruction.id)
        .join(Office, Office.id == Instruction.office_id)
        .where(InstructionOffice.office_id == office_id)
        .order_by(InstructionOffice.answered_at.is_not(None), Instruction.due_on, Instruction.sent_at.desc())
        .limit(limit)
    )
    return [Received(one, sender, mine) for one, sender, mine in session.execute(query)]


def sent(session: Session, office_id: UUID, *, limit: int = 20) -> list[Instruction]:
    """What an office told those below, the latest first."""
    query = select(Instruction).where(Instruction.office_id == office_id).order_by(Instruction.sent_at.desc())
    return list(session.scalars(query.limit(limit)))


def instruction_for(session: Session, own: UUID | None, instruction_id: UUID) -> Instruction:
    """An instruction that the office sent or got; otherwise Refused('not_found')."""
    found = session.get(Instruction, instruction_id)
    parties = {found.office_id, *(one.office_id for one in found.receivers)} if found else set()
    if found is None or own not in parties:
        raise Refused("not_found")
    return found


def reminders(session: Session, office_id: UUID, *, limit: int = 12) -> list[PlanReminder]:
    """The reminders an office had, the latest first."""
    query = select(PlanReminder).where(PlanReminder.office_id == office_id).order_by(PlanReminder.day.desc())
    return list(session.scalars(query.limit(limit)))


def count_unread(session: Session, office_id: UUID | None) -> int:
    """How many instructions an office has not read."""
    query = (
        select(func.count())
        .select_from(InstructionOffice)
        .where(InstructionOffice.office_id == office_id, InstructionOffice.read_at.is_(None))
    )
    return session.scalar(query) or 0
