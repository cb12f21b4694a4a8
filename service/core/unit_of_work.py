"""One change: its rows, its audit events, its letters and the work it wants, together or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from service.core import audit, jobs, mail, storage
from service.core.actor import Actor
from service.core.audit import AuditEvent, Stream
from service.core.clock import Clock
from service.core.database import CLOCK, Database, new_id
from service.core.queue import Bell
from service.core.refusals import Refused
from service.core.storage import Stored

# What the databases say of two who did the same at the same moment, of waiting in vain, of a full disk:
# PostgreSQL by a code, SQLite in words.
_SAID: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("stale_page", ("23505", "40001", "40P01", "UNIQUE constraint failed")),
    ("database_busy", ("55P03", "57014", "database is locked", "database table is locked")),
    ("storage_full", ("53100", "database or disk is full")),
)


@dataclass(slots=True)
class UnitOfWork:
    """What a use case works with; it never commits itself."""

    session: Session
    actor: Actor
    now: datetime
    _wanted: list[jobs.Job] = field(default_factory=list)

    def record(self, stream: Stream, code: str, **details: Any) -> AuditEvent:
        """Write an audit event; `details` are facts without secrets, document text or identity numbers."""
        return audit.append(self.session, stream, code, self.actor, self.now, details)

    def want(
        self,
        kind: str,
        subject_id: UUID,
        *,
        revision: str = "",
        agreement_id: UUID | None = None,
        payload: dict[str, Any] | None = None,
    ) -> jobs.Job:
        """Ask for work; it is announced after the commit."""
        job = jobs.want(
            self.session, kind, subject_id, now=self.now, revision=revision, agreement_id=agreement_id, payload=payload
        )
        self._wanted.append(job)
        return job

    def retry(self, job_id: UUID) -> jobs.Job:
        """Ask for failed or waiting work again."""
        job = jobs.retry(self.session, job_id, self.now)
        self._wanted.append(job)
        return job

    def post(
        self,
        kind: str,
        to_address: str,
        params: dict[str, Any],
        *,
        language: str = "id",
        code_id: UUID | None = None,
        link_id: UUID | None = None,
        agreement_id: UUID | None = None,
    ) -> mail.OutboxLetter:
        """Put a letter in the outbox and want its sending; `code_id` and `link_id` name secrets made as it is sent."""
        row = mail.OutboxLetter(
            id=new_id(),
            kind=kind,
            to_address=to_address,
            language=language,
            params=params,
            code_id=code_id,
            link_id=link_id,
            agreement_id=agreement_id,
            created_at=self.now,
        )
        self.session.add(row)
        self.want("send_mail", row.id, agreement_id=agreement_id)
        return row

    def keep(self, stored: Stored, media_type: str) -> str:
        """Enter a stored file in the register of files; returns its SHA-256."""
        return storage.keep(self.session, stored, media_type, self.now)

    def to_ring(self) -> list[tuple[str, str]]:
        """The (queue, id) of all work wanted here."""
        return [(job.queue, str(job.id)) for job in self._wanted if job.state == jobs.JobState.WANTED]


def _of_database(fault: DBAPIError) -> Refused | None:
    state = getattr(fault.orig, "sqlstate", None)  # SQLite has none, and says it in words
    said = (state,) if state else (str(fault.orig),)
    code = next((code for code, signs in _SAID if any(sign in one for sign in signs for one in said)), None)
    return Refused(code) if code else None


@contextmanager
def open_unit(database: Database, bell: Bell, clock: Clock, actor: Actor) -> Iterator[UnitOfWork]:
    """Open a unit of work; two people changing the same thing end in Refused('stale_page')."""
    try:
        with database.begin() as session:
            session.info[CLOCK] = clock
            uow = UnitOfWork(session=session, actor=actor, now=clock.now())
            yield uow
            session.flush()
            for job in uow._wanted:  # noqa: SLF001  same module
                job.rung_at = uow.now
            ringing = uow.to_ring()
    except StaleDataError as fault:
        raise Refused("stale_page") from fault
    except (IntegrityError, OperationalError) as fault:
        refused = _of_database(fault)
        if refused is None:
            raise
        raise refused from fault
    if ringing:
        bell.ring(ringing)
