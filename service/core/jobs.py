"""Job truth: what work is wanted, who is at it, and how it ended. RQ is only the bell."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core.database import Base, new_id
from service.core.refusals import Refused


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its queue, its handler by name, how long a worker may hold it, how often it is tried."""

    queue: str
    handler: str
    lease: timedelta = timedelta(seconds=120)
    attempts: int = 8


RENDER, DEFAULT, MAIL = "render", "default", "mail"

KINDS: dict[str, Kind] = {
    "render_version": Kind(RENDER, "workers.rendering:render_version"),
    "render_engrossment": Kind(RENDER, "workers.rendering:render_engrossment"),
    "render_public_copy": Kind(RENDER, "workers.publication:render_public_copy"),
    "render_report": Kind(RENDER, "workers.reporting:render_report"),
    "try_template": Kind(RENDER, "workers.library:try_template", attempts=3),
    "lock_paper": Kind(DEFAULT, "workers.signing:lock_paper"),
    "finish_signature": Kind(DEFAULT, "workers.signing:finish_signature"),
    "archive_final": Kind(DEFAULT, "workers.signing:archive_final"),
    "seal_scan": Kind(DEFAULT, "workers.signing:seal_scan"),
    "index_text": Kind(DEFAULT, "workers.indexing:index_text"),
    "export_year": Kind(DEFAULT, "workers.archive:export_year", lease=timedelta(hours=2), attempts=3),
    "verify_audit": Kind(DEFAULT, "workers.archive:verify_audit", lease=timedelta(hours=1), attempts=3),
    "send_mail": Kind(MAIL, "workers.mail:send_mail", attempts=12),
}
QUEUES = (RENDER, DEFAULT, MAIL)


class JobState(StrEnum):
    """Where a piece of work stands."""

    WANTED = "wanted"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """A piece of work; the unique (kind, subject, revision) makes wanting it twice the same as once."""

    __tablename__ = "jobs"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "revision"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    queue: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    revision: Mapped[str] = mapped_column(String(80), default="")
    agreement_id: Mapped[UUID | None] = mapped_column(index=True)
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default=JobState.WANTED.value, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    rung_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    lease_owner: Mapped[str] = mapped_column(default="")
    error_code: Mapped[str] = mapped_column(String(80), default="")
    error_params: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Work:
    """What a handler is given: a claimed job, apart from the database."""

    job_id: UUID
    kind: str
    subject_id: UUID
    revision: str
    agreement_id: UUID | None
    payload: dict[str, Any]
    owner: str


def want(
    session: Session,
    kind: str,
    subject_id: UUID,
    *,
    now: datetime,
    revision: str = "",
    agreement_id: UUID | None = None,
    payload: dict[str, Any] | None = None,
    run_after: datetime | None = None,
) -> Job:
    """Ask for work; the same work asked for before is returned as it is."""
    known = session.scalars(
        select(Job).where(Job.kind == kind, Job.subject_id == subject_id, Job.revision == revision)
    ).first()
    if known is not None:
        return known
    job = Job(
        id=new_id(),
        kind=kind,
        queue=KINDS[kind].queue,
        subject_id=subject_id,
        revision=revision,
        agreement_id=agreement_id,
        payload=payload or {},
        run_after=run_after or now,
        error_params={},
        created_at=now,
    )
    session.add(job)
    return job


def claim(session: Session, job_id: UUID, owner: str, now: datetime) -> Work | None:
    """Take the lease of a job, or None when it is done, not due, or held by a living worker."""
    job = session.get(Job, job_id)
    if job is None or (job.state == JobState.RUNNING and _given_up(session, job, now)):
        return None
    free = or_(
        (Job.state == JobState.WANTED) & (Job.run_after <= now),
        (Job.state == JobState.RUNNING) & (Job.lease_until < now),
    )
    taken = session.execute(
        update(Job)
        .where(Job.id == job_id, free)
        .values(
            state=JobState.RUNNING.value,
            attempts=Job.attempts + 1,
            lease_until=now + KINDS[job.kind].lease,
            lease_owner=owner,
        )
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # SQLAlchemy types an UPDATE's result as Result
        return None
    return Work(job.id, job.kind, job.subject_id, job.revision, job.agreement_id, dict(job.payload), owner)


def _given_up(session: Session, job: Job, now: datetime) -> bool:
    """Leave to a person what killed its worker at every try, so that it does not kill workers for ever."""
    gone = session.execute(
        update(Job)
        .where(
            Job.id == job.id,
            Job.state == JobState.RUNNING,
            Job.lease_until < now,
            Job.attempts >= KINDS[job.kind].attempts,
        )
        .values(state=JobState.FAILED.value, error_code="work_crashed", lease_until=None, finished_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(gone.rowcount == 1)  # type: ignore[attr-defined]  # SQLAlchemy types an UPDATE's result as Result


def finish(session: Session, work: Work, now: datetime) -> None:
    """Record that work is done; a worker that lost its lease changes nothing."""
    session.execute(
        update(Job)
        .where(Job.id == work.job_id, Job.lease_owner == work.owner, Job.state == JobState.RUNNING)
        .values(state=JobState.DONE.value, finished_at=now, lease_until=None, error_code="", error_params={})
        .execution_options(synchronize_session=False)
    )


def fail(
    session: Session, work: Work, now: datetime, *, code: str, params: dict[str, Any] | None = None, final: bool = False
) -> JobState:
    """Record a fault: tried again later with growing pauses, or failed for a person to see and retry."""
    job = session.get(Job, work.job_id)
    if job is None or job.lease_owner != work.owner or job.state != JobState.RUNNING:
        return JobState.RUNNING
    exhausted = final or job.attempts >= KINDS[job.kind].attempts
    job.state = (JobState.FAILED if exhausted else JobState.WANTED).value
    job.error_code = code
    job.error_params = params or {}
    job.lease_until = None
    job.run_after = now + timedelta(seconds=min(2**job.attempts, 600))
    job.finished_at = now if exhausted else None
    return JobState(job.state)


def retry(session: Session, job_id: UUID, now: datetime) -> Job:
    """A person asks for failed or waiting work again, at once."""
    job = session.get(Job, job_id)
    if job is None:
        raise Refused("work_unknown")
    if job.state in (JobState.FAILED, JobState.WANTED):
        job.state = JobState.WANTED.value
        job.attempts = 0
        job.run_after = now
        job.finished_at = None
    return job


def lost(session: Session, now: datetime, *, limit: int = 200) -> list[Job]:
    """Work that should be going on and is not: due but not rung of late, or held by a worker that died."""
    quiet = now - timedelta(seconds=20)
    query = (
        select(Job)
        .where(
            or_(
                (Job.state == JobState.WANTED)
                & (Job.run_after <= now)
                & (or_(Job.rung_at.is_(None), Job.rung_at < quiet, Job.rung_at < Job.run_after)),
                (Job.state == JobState.RUNNING)
                & (Job.lease_until < now)
                & or_(Job.rung_at.is_(None), Job.rung_at < quiet),
            )
        )
        .order_by(Job.run_after)
        .limit(limit)
    )
    return list(session.scalars(query))


def of_subject(session: Session, subject_id: UUID) -> list[Job]:
    """All work wanted for one subject, newest first."""
    return list(session.scalars(select(Job).where(Job.subject_id == subject_id).order_by(Job.created_at.desc())))


def of_agreement(session: Session, agreement_id: UUID, *, open_only: bool = True) -> list[Job]:
    """Work of one agreement that is not done yet (or all of it)."""
    query = select(Job).where(Job.agreement_id == agreement_id).order_by(Job.created_at)
    if open_only:
        query = query.where(Job.state != JobState.DONE)
    return list(session.scalars(query))
