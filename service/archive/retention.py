"""Retention as policy data, what has been kept long enough, and legal holds. Nothing is deleted here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from service.agreements.actions import stream
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.agreements.queries import own
from service.archive.models import LegalHold, RetentionRule
from service.archive.queries import open_hold
from service.archive.rules import Fate, Schedule, by_schedule, ended_before, kept_until, schedule_for
from service.core.actor import Actor
from service.core.audit import Stream
from service.core.clock import local_date
from service.core.database import moment, new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office
from service.offices.queries import above, office

KINDS = tuple(kind.value for kind in Kind)
MOST_YEARS = 200
SIGNED_STAGE = "follow_up"


# ----------------------------------------------------------------------------------------------------- the schedule
@dataclass(frozen=True, slots=True)
class RuleSaid:
    """An entry of the retention schedule as it is entered."""

    code: str
    name: str
    kinds: tuple[str, ...]
    active_years: int
    inactive_years: int
    fate: Fate
    basis: str
    valid_from: date


def rules_in_force(session: Session, office_ids: Sequence[UUID]) -> list[RetentionRule]:
    """The present entries of these offices, by code."""
    query = select(RetentionRule).where(
        RetentionRule.office_id.in_(office_ids), RetentionRule.replaced_at.is_(None), ~RetentionRule.withdrawn
    )
    return list(session.scalars(query.order_by(RetentionRule.code, RetentionRule.valid_from)))


def rules_that_hold(session: Session, actor: Actor) -> list[tuple[RetentionRule, Office]]:
    """The entries of the actor's office and of those above it, with the office that decided each."""
    line = _line(session, actor.office_id) if actor.office_id else []
    offices = {one: office(session, one) for one in line}
    return [(rule, offices[rule.office_id]) for rule in rules_in_force(session, line)]


def rule_history(session: Session, entry_id: UUID) -> list[RetentionRule]:
    """Every version of an entry, the latest first."""
    query = select(RetentionRule).where(RetentionRule.entry_id == entry_id)
    return list(session.scalars(query.order_by(RetentionRule.decided_at.desc())))


def decide_rule(uow: UnitOfWork, said: RuleSaid, *, entry_id: UUID | None = None) -> RetentionRule:
    """Add an entry, or a new version of one; the old version stays in the history."""
    office_id = _may_decide(uow)
    _check(said)
    old = _present(uow, entry_id) if entry_id is not None else None
    if old is not None:
        old.replaced_at = uow.now
    row = RetentionRule(
        id=new_id(),
        entry_id=entry_id or new_id(),
        office_id=office_id,
        code=said.code.strip(),
        name=said.name.strip(),
        kinds=sorted(said.kinds),
        active_years=said.active_years,
        inactive_years=said.inactive_years,
        fate=said.fate.value,
        basis=said.basis.strip(),
        valid_from=said.valid_from,
        decided_name=uow.actor.name,
        decided_at=uow.now,
    )
    uow.session.add(row)
    uow.record(
        Stream("office", office_id),
        "archive:retention_decided",
        entry=str(row.entry_id),
        rule=row.code,
        years=[row.active_years, row.inactive_years],
        fate=row.fate,
        basis=row.basis,
    )
    return row


def withdraw_rule(uow: UnitOfWork, entry_id: UUID) -> None:
    """Take an entry out of use; it stays in the history."""
    office_id = _may_decide(uow)
    row = _present(uow, entry_id)
    row.withdrawn, row.replaced_at = True, uow.now
    uow.record(Stream("office", office_id), "archive:retention_withdrawn", entry=str(entry_id), rule=row.code)


def _may_decide(uow: UnitOfWork) -> UUID:
    require(uow.actor, "retention:decide")
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    return uow.actor.office_id


def _present(uow: UnitOfWork, entry_id: UUID) -> RetentionRule:
    query = select(RetentionRule).where(
        RetentionRule.entry_id == entry_id,
        RetentionRule.office_id == uow.actor.office_id,
        RetentionRule.replaced_at.is_(None),
    )
    row = uow.session.scalars(query).first()
    if row is None:
        raise Refused("retention_rule_unknown")
    return row


def _check(said: RuleSaid) -> None:
    for field in ("code", "name", "basis"):
        if not getattr(said, field).strip():
            raise Refused("retention_incomplete", field=field)
    if not said.kinds or not set(said.kinds) <= set(KINDS):
        raise Refused("retention_incomplete", field="kinds")
    if min(said.active_years, said.inactive_years) < 0 or said.active_years + said.inactive_years > MOST_YEARS:
        raise Refused("retention_years", field="active_years", most=MOST_YEARS)


# ------------------------------------------------------------------------------------------- what follows from it
@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when an agreement is kept, by which entry; `until` is empty where nobody can say yet."""

    rule: RetentionRule | None
    end: date | None
    until: date | None
    reached: bool


def keeping(session: Session, agreement: Agreement) -> Keeping:
    """How long an agreement is kept: the years of its entry, counted from the end of its validity."""
    line = _line(session, agreement.lead_office_id)
    rows = {row.id: row for row in rules_in_force(session, line)}
    today = local_date(moment(session), office(session, agreement.lead_office_id).zone_)
    chosen = schedule_for(agreement.kind, line, map(_schedule, rows.values()), today)
    end = agreement.ended_on or agreement.end_on
    if chosen is None or end is None or agreement.stage != SIGNED_STAGE:
        return Keeping(rows[chosen.id] if chosen else None, end, None, reached=False)
    until = kept_until(end, chosen.years)
    return Keeping(rows[chosen.id], end, until, until < today)


def reached(session: Session, actor: Actor) -> Select[Any]:
    """The office's agreements that have been kept long enough; those under a hold are not among them."""
    held_now = exists().where(LegalHold.open_agreement_id == Agreement.id)
    return select(Agreement.id).where(
        own(actor), Agreement.stage == SIGNED_STAGE, _long_enough(session, actor), ~held_now
    )


def _long_enough(session: Session, actor: Actor) -> ColumnElement[bool]:
    if actor.office_id is None:
        return false()
    leads = session.scalars(select(Agreement.lead_office_id).where(own(actor)).distinct()).all()
    lines = {one: _line(session, one) for one in leads}
    rows = {row.id: row for row in rules_in_force(session, list({one for line in lines.values() for one in line}))}
    today = local_date(moment(session), office(session, actor.office_id).zone_)
    end = func.coalesce(Agreement.ended_on, Agreement.end_on)
    wanted: list[ColumnElement[bool]] = []
    for (rule_id, kind), offices in by_schedule(lines, KINDS, [*map(_schedule, rows.values())], today).items():
        years = rows[rule_id].active_years + rows[rule_id].inactive_years
        before = ended_before(years, today)
        wanted.append(and_(Agreement.lead_office_id.in_(offices), Agreement.kind == kind, end < before))
    return or_(*wanted) if wanted else false()


def count_reached(session: Session, actor: Actor) -> int:
    """How many that are."""
    return session.scalar(select(func.count()).select_from(reached(session, actor).subquery())) or 0


def reached_page(session: Session, actor: Actor, *, offset: int, limit: int) -> list[tuple[Agreement, Keeping]]:
    """One page of them, those that ended first on top."""
    query = select(Agreement).where(Agreement.id.in_(reached(session, actor)))
    end = func.coalesce(Agreement.ended_on, Agreement.end_on)
    found = session.scalars(query.order_by(end, Agreement.id).offset(offset).limit(limit)).all()
    return [(one, keeping(session, one)) for one in found]


def _line(session: Session, office_id: UUID) -> list[UUID]:
    return [office_id, *(one.id for one in above(session, office_id))]


def _schedule(row: RetentionRule) -> Schedule:
    return Schedule(
        row.id,
        row.office_id,
        frozenset(row.kinds),
        row.active_years,
        row.inactive_years,
        Fate(row.fate),
        row.valid_from,
    )


# -------------------------------------------------------------------------------------------------------- legal holds
def place_hold(uow: UnitOfWork, agreement_id: UUID, reason: str, letter_number: str = "") -> LegalHold:
    """Keep everything of an agreement until somebody lifts this."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "archive:keep")
    if not reason.strip():
        raise Refused("hold_reason_missing", field="reason")
    if open_hold(uow.session, agreement.id) is not None:
        raise Refused("hold_known")
    row = LegalHold(
        id=new_id(),
        agreement_id=agreement.id,
        open_agreement_id=agreement.id,
        reason=reason.strip(),
        letter_number=letter_number.strip(),
        placed_name=uow.actor.name,
        placed_at=uow.now,
    )
    uow.session.add(row)
    uow.record(stream(agreement.id), "archive:hold_placed", reason=row.reason, letter=row.letter_number)
    return row


def lift_hold(uow: UnitOfWork, agreement_id: UUID, reason: str) -> None:
    """The hold is over, with the reason why."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "retention:decide")
    row = open_hold(uow.session, agreement.id)
    if row is None:
        raise Refused("hold_unknown")
    if not reason.strip():
        raise Refused("hold_reason_missing", field="reason")
    row.open_agreement_id, row.lifted_at, row.lifted_name = None, uow.now, uow.actor.name
    row.lift_reason = reason.strip()
    uow.record(stream(agreement.id), "archive:hold_lifted", reason=row.lift_reason)


def dispose(uow: UnitOfWork, agreement_id: UUID) -> None:
    """Refuse to remove an agreement: a hold forbids it, and this release removes nothing at all."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "retention:decide")
    raise Refused("held" if open_hold(uow.session, agreement.id) is not None else "disposal_blocked")
