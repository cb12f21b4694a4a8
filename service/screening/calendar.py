"""Use cases of the election calendar: loading what is shipped, entering, correcting and withdrawing a phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from service.core.actor import Actor, ActorKind
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import Role, require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices
from service.offices.catalogue import categories
from service.offices.rules import Level
from service.screening import queries
from service.screening.catalogue import shipped
from service.screening.models import ElectionPhase, PhaseChange
from service.screening.rules import PhaseKind, Span, span_fault

LOADED = "Dimuat bersama sistem."


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """What is entered about a phase; without an office it concerns the whole country."""

    contest: str
    name: str
    kind: PhaseKind
    first_on: date
    last_on: date
    office_id: UUID | None
    categories: Sequence[str]
    source: str


def load_shipped(uow: UnitOfWork) -> int:
    """Enter the phases of the data file that are not there; what was corrected or withdrawn here stays so."""
    known = set(uow.session.scalars(select(ElectionPhase.key).where(ElectionPhase.key.is_not(None))))
    missing = [one for one in shipped() if one.key not in known]
    for one in missing:
        facts = PhaseFacts(one.contest, one.name, one.kind, one.first_on, one.last_on, None, one.categories, one.source)
        row = _new(uow, facts)
        row.key = one.key
        _note(uow, row, {}, LOADED)
    return len(missing)


def may_edit(actor: Actor, level: Level) -> bool:
    """Whether an actor of an office of this level keeps a part of the calendar."""
    return level is not Level.KABKOTA or actor.has(Role.ADMIN)


def add_phase(uow: UnitOfWork, facts: PhaseFacts) -> ElectionPhase:
    """Enter a phase of the actor's own area."""
    _allow(uow, facts.office_id)
    _check(facts)
    same = select(ElectionPhase.id).where(
        ElectionPhase.name == _line(facts.name),
        ElectionPhase.first_on == facts.first_on,
        ElectionPhase.office_id == facts.office_id if facts.office_id else ElectionPhase.office_id.is_(None),
        ElectionPhase.withdrawn_at.is_(None),
    )
    if uow.session.scalars(same).first() is not None:
        raise Refused("phase_known", field="name")
    row = _new(uow, facts)
    _note(uow, row, {}, "Dicatat pertama kali.")
    _record(uow, row, "calendar:added", "")
    return row


def change_phase(
    uow: UnitOfWork, phase_id: UUID, facts: PhaseFacts, reason: str, *, seen_version: int | None
) -> ElectionPhase:
    """Correct a phase, with a reason; what it said before stays visible."""
    row = _standing(uow, phase_id, seen_version)
    _allow(uow, facts.office_id)
    _check(facts)
    if not reason.strip():
        raise Refused("phase_reason_missing", field="reason")
    before = snapshot(row)
    _fill(row, facts)
    uow.session.flush()
    _note(uow, row, before, reason.strip())
    _record(uow, row, "calendar:changed", reason.strip())
    return row


def withdraw_phase(uow: UnitOfWork, phase_id: UUID, reason: str, *, seen_version: int | None) -> ElectionPhase:
    """Take a phase out of the calendar, with a reason; screenings that it opened stay."""
    row = _standing(uow, phase_id, seen_version)
    if not reason.strip():
        raise Refused("phase_reason_missing", field="reason")
    before = snapshot(row)
    row.withdrawn_at, row.withdrawn_reason = uow.now, reason.strip()
    uow.session.flush()
    _note(uow, row, before, reason.strip())
    _record(uow, row, "calendar:withdrawn", reason.strip())
    return row


def snapshot(row: ElectionPhase) -> dict[str, Any]:
    """What a phase says, for its history."""
    return {
        "contest": row.contest,
        "name": row.name,
        "kind": row.kind,
        "first_on": row.first_on.isoformat(),
        "last_on": row.last_on.isoformat(),
        "office": str(row.office_id or ""),
        "categories": list(row.categories),
        "source": row.source,
        "withdrawn": row.withdrawn_at is not None,
    }


def _standing(uow: UnitOfWork, phase_id: UUID, seen_version: int | None) -> ElectionPhase:
    row = queries.phase(uow.session, phase_id)
    _allow(uow, row.office_id)
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    if row.withdrawn_at is not None:
        raise Refused("phase_withdrawn")
    return row


def _allow(uow: UnitOfWork, office_id: UUID | None) -> None:
    """The country is kept by the national office, an area by the office above it or its own administrator."""
    if uow.actor.kind is ActorKind.SYSTEM:
        return
    require(uow.actor, "calendar:edit")
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    level = offices.office(uow.session, uow.actor.office_id).level_
    if not may_edit(uow.actor, level):
        raise Refused("calendar_not_yours")
    if office_id is None:
        if level is not Level.RI:
            raise Refused("calendar_not_yours", field="area")
    elif not offices.is_same_or_below(uow.session, office_id, uow.actor.office_id):
        raise Refused("calendar_not_yours", field="area")


def _check(facts: PhaseFacts) -> None:
    for field, code, said in (
        ("contest", "phase_contest_missing", facts.contest),
        ("name", "phase_name_missing", facts.name),
        ("source", "phase_source_missing", facts.source),
    ):
        if not said.strip():
            raise Refused(code, field=field)
    if not facts.categories or not set(facts.categories) <= set(categories()):
        raise Refused("phase_categories_missing", field="categories")
    fault = span_fault(Span(facts.first_on, facts.last_on))
    if fault:
        raise Refused(fault[0], field=fault[1])


def _new(uow: UnitOfWork, facts: PhaseFacts) -> ElectionPhase:
    row = ElectionPhase(id=new_id(), created_name=uow.actor.name, created_at=uow.now)
    _fill(row, facts)
    uow.session.add(row)
    uow.session.flush()
    return row


def _fill(row: ElectionPhase, facts: PhaseFacts) -> None:
    row.contest, row.name, row.kind = _line(facts.contest), _line(facts.name), facts.kind.value
    row.first_on, row.last_on, row.office_id = facts.first_on, facts.last_on, facts.office_id
    row.categories, row.source = sorted(facts.categories), facts.source.strip()


def _line(text: str) -> str:
    return " ".join(text.split())[:160]


def _note(uow: UnitOfWork, row: ElectionPhase, before: dict[str, Any], reason: str) -> None:
    office_id = uow.actor.office_id
    uow.session.add(
        PhaseChange(
            id=new_id(),
            phase_id=row.id,
            before=before,
            after=snapshot(row),
            reason=reason,
            by_name=uow.actor.name,
            office_name=offices.office(uow.session, office_id).name if office_id else "",
            at=uow.now,
        )
    )


def _record(uow: UnitOfWork, row: ElectionPhase, code: str, reason: str) -> None:
    if uow.actor.office_id is None:
        return
    chain = Stream("office", uow.actor.office_id)
    uow.record(
        chain, code, phase=str(row.id), name=row.name, first_on=row.first_on.isoformat(),
        last_on=row.last_on.isoformat(), reason=reason,
    )  # fmt: skip
