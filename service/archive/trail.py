"""The audit trail as an auditor reads it: what happened in the own office and below (rule 33), and whether it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, case, cast, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.archive.checkpoints import anchor_faults
from service.archive.models import AuditVerification
from service.core.actor import Actor
from service.core.audit import GENESIS, AuditEvent, Stream, event_hash, verify_chains
from service.core.audit_checkpoints import AuditLeaf, last_checkpoint
from service.core.clock import Zone
from service.core.jobs import Work
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.models import Office
from service.offices.queries import ids_below

PAGE = 50
MOST_EXPORTED = 20_000
OF_AGREEMENT = "agreement:"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor looks for; an empty value looks for everything."""

    office: UUID | None = None
    agreement: UUID | None = None
    person: str = ""
    code: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """Where the next page begins: the last event of the page before."""

    at: datetime
    id: UUID


def scope(session: Session, actor: Actor) -> list[Office]:
    """The offices whose record the actor may read: the own one first, then those below by code."""
    if actor.office_id is None:
        return []
    query = select(Office).where(Office.id.in_([actor.office_id, *ids_below(session, actor.office_id)]))
    return sorted(session.scalars(query), key=lambda one: (one.id != actor.office_id, one.code))


def _conditions(session: Session, actor: Actor, asked: Asked, zone: Zone) -> list[ColumnElement[bool]]:
    known = {one.id for one in scope(session, actor)}
    offices = known & {asked.office} if asked.office else known
    wanted: list[ColumnElement[bool]] = []
    if asked.agreement is not None:
        load(session, actor, asked.agreement, least=Access.OUTLINE)
        wanted.append(AuditEvent.stream == str(Stream("agreement", asked.agreement)))
        if asked.office:
            wanted.append(AuditEvent.office_id.in_(offices))
    else:
        wanted.append(or_(AuditEvent.office_id.in_(offices), _nobodys(session, offices)))
    if asked.person:
        pattern = "%" + asked.person.lower().replace("%", r"\%").replace("_", r"\_") + "%"
        wanted.append(func.lower(AuditEvent.actor_name).like(pattern, escape="\\"))
    if asked.code:
        wanted.append(AuditEvent.code == asked.code)
    if asked.since:
        wanted.append(AuditEvent.at >= datetime.combine(asked.since, time(), zone.info))
    if asked.until:
        wanted.append(AuditEvent.at < datetime.combine(asked.until + timedelta(days=1), time(), zone.info))
    return wanted


def _nobodys(session: Session, offices: set[UUID]) -> ColumnElement[bool]:
    """Events of the service itself and of partners: they belong to the office that leads the agreement."""
    tail = func.substr(AuditEvent.stream, len(OF_AGREEMENT) + 1)
    of_one = AuditEvent.stream.like(f"{OF_AGREEMENT}%")
    sqlite = session.get_bind().dialect.name == "sqlite"
    key: Any = func.replace(tail, "-", "") if sqlite else case((of_one, cast(tail, Uuid())), else_=None)
    same = exists().where(_raw_id(sqlite=sqlite) == key, Agreement.lead_office_id.in_(offices))
    return and_(AuditEvent.office_id.is_(None), of_one, same)


def _raw_id(*, sqlite: bool) -> Any:
    """The id as the database keeps it: SQLite has it as 32 letters, so it is compared as text there."""
    from sqlalchemy import String, type_coerce

    return type_coerce(Agreement.id, String()) if sqlite else Agreement.id


def events(
    session: Session, actor: Actor, asked: Asked, zone: Zone, *, before: Before | None = None, limit: int = PAGE
) -> list[AuditEvent]:
    """What happened, the latest first; without a count, because a million events are not counted for a page."""
    query = select(AuditEvent).where(*_conditions(session, actor, asked, zone))
    if before is not None:
        query = query.where(tuple_(AuditEvent.at, AuditEvent.id) < tuple_(before.at, before.id))
    return list(session.scalars(query.order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(limit)))


def codes(session: Session) -> list[str]:
    """Every code that was ever recorded."""
    return list(session.scalars(select(AuditEvent.code).distinct().order_by(AuditEvent.code)))


def subjects(session: Session, found: Sequence[AuditEvent]) -> dict[str, str]:
    """The subject of each agreement that events are about, by stream."""
    ids = {UUID(one.stream[len(OF_AGREEMENT) :]) for one in found if one.stream.startswith(OF_AGREEMENT)}
    if not ids:
        return {}
    query = select(Agreement.id, Agreement.subject).where(Agreement.id.in_(ids))
    return {f"{OF_AGREEMENT}{identity}": subject for identity, subject in session.execute(query)}


def details_of(event: AuditEvent, actor: Actor) -> dict[str, str]:
    """What an event says further: for the own office only, because remarks below stay below (rule 33)."""
    if event.office_id is not None and event.office_id != actor.office_id:
        return {}
    return {key: _short(said) for key, said in event.details.items() if said not in ("", None, [], {})}


def own_details(session: Session, event: AuditEvent, actor: Actor) -> dict[str, str]:
    """The same, also for events of nobody: those of a lower office's agreement say nothing further."""
    if event.office_id is None and event.stream.startswith(OF_AGREEMENT):
        agreement = session.get(Agreement, UUID(event.stream[len(OF_AGREEMENT) :]))
        if agreement is None or actor.office_id not in agreement.office_ids:
            return {}
    return details_of(event, actor)


def _short(said: Any) -> str:
    text = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
    return text if len(text) <= 200 else text[:199] + "…"  # noqa: PLR2004  a line of the page


# ------------------------------------------------------------------------------------------------------ does it hold
@dataclass(frozen=True, slots=True)
class ChainState:
    """One chain: how many events, whether each follows from the one before, up to which one a checkpoint covers it."""

    events: int
    broken_at: int | None
    covered: int


def chain_of(session: Session, agreement_id: UUID) -> ChainState:
    """Recompute the chain of one agreement."""
    name = str(Stream("agreement", agreement_id))
    previous, sequence, broken = GENESIS, 0, None
    query = select(AuditEvent).where(AuditEvent.stream == name).order_by(AuditEvent.sequence)
    for event in session.scalars(query):
        sequence += 1
        if broken is None and (
            event.sequence != sequence or event.previous != previous or event_hash(event) != event.hash
        ):
            broken = event.sequence
        previous = event.hash
    covered = session.scalar(select(func.max(AuditLeaf.sequence)).where(AuditLeaf.stream == name)) or 0
    return ChainState(sequence, broken, covered)


def last_verification(session: Session) -> AuditVerification | None:
    """The last time that everything was recomputed."""
    return session.scalars(select(AuditVerification).order_by(AuditVerification.at.desc()).limit(1)).first()


def verify_audit(work: Work, tools: Tools) -> None:
    """Recompute every chain and checkpoint and keep the outcome; a job, because it reads every event."""
    with tools.reading() as session:
        if session.get(AuditVerification, work.job_id) is not None:
            return
        count = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
        faults = [[one.stream, one.kind, one.sequence] for one in verify_chains(session)]
        last = last_checkpoint(session)
    faults += [[one.where, one.kind, one.sequence] for one in anchor_faults(tools)]
    with tools.begin() as uow:
        uow.session.add(
            AuditVerification(
                id=work.job_id, at=uow.now, events=count, checkpoint=last.sequence if last else 0, faults=faults
            )
        )


def ask_verification(tools: Tools) -> None:
    """Want one verification a day; the unique key of a job settles which schedule process asked first."""
    with tools.begin() as uow:
        uow.want("verify_audit", UUID(int=0), revision=uow.now.date().isoformat())


def cursor(text: str) -> Before | None:
    """Where a page begins, from the address; anything else begins at the top."""
    at, _, identity = text.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return Before(moment, UUID(identity)) if moment.tzinfo is not None else None
    except ValueError:
        return None


def agreement_of(text: str) -> UUID | None:
    """The agreement named in a filter, or Refused('audit_agreement_unknown')."""
    if not text.strip():
        return None
    try:
        return UUID(text.strip().rstrip("/").rpartition("/")[2])
    except ValueError:
        raise Refused("audit_agreement_unknown", field="agreement") from None
