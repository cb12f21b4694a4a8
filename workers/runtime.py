"""The life of one piece of work: claim its row, run its handler, record the outcome."""

import importlib
import os
import socket
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import structlog

from service.core import jobs
from service.core.jobs import KINDS, JobState, Work
from service.core.refusals import Refused
from service.core.tools import Tools

log = structlog.get_logger("worker")
Handler = Callable[[Work, Tools], None]

# Faults that no second try can mend: they are shown to a person at once.
FINAL = frozenset(
    {
        "glyph_missing",
        "not_found",
        "number_pending_electronic",
        "paper_rejected",
        "paper_without_places",
        "picture_unreadable",
        "table_too_long",
        "template_broken",
        "template_faulty",
        "template_forbidden",
        "template_unknown",
        "template_unknown_name",
        "values_faulty",
    }
)

_TOOLS: Tools | None = None


def worker_tools() -> Tools:
    """The tools of this worker process, built after the fork so that no connection is shared with the parent."""
    global _TOOLS  # noqa: PLW0603  one wiring per process
    if _TOOLS is None:
        from service.wiring import make_tools  # heavy, and only needed in a worker

        _TOOLS = make_tools()
    return _TOOLS


def run_job(job_id: str) -> None:
    """What RQ calls; the argument is an id and nothing else, because arguments rest in Redis in clear."""
    perform(UUID(job_id), worker_tools())


def handler_of(kind: str) -> Handler:
    """The function that does a kind of work."""
    module, _, name = KINDS[kind].handler.partition(":")
    handler: Handler = getattr(importlib.import_module(module), name)
    return handler


def perform(job_id: UUID, tools: Tools) -> JobState | None:
    """Do one job if it is free; returns its state afterwards, or None when there was nothing to do."""
    owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
    with tools.begin() as uow:
        work = jobs.claim(uow.session, job_id, owner, uow.now)
    if work is None:
        return None
    log.info("work.started", kind=work.kind, job=str(job_id))
    try:
        handler_of(work.kind)(work, tools)
    except Refused as refused:
        return _failed(tools, work, refused.code, refused.params, final=refused.code in FINAL)
    except Exception as fault:  # noqa: BLE001  whatever a handler meets, the row must say so and be tried again
        log.exception("work.crashed", kind=work.kind, job=str(job_id), fault=type(fault).__name__)
        return _failed(tools, work, "work_crashed", {}, final=False)
    with tools.begin() as uow:
        jobs.finish(uow.session, work, uow.now)
    log.info("work.done", kind=work.kind, job=str(job_id))
    return JobState.DONE


def _failed(tools: Tools, work: Work, code: str, params: dict[str, Any], *, final: bool) -> JobState:
    plain = {key: str(value) for key, value in params.items()}
    with tools.begin() as uow:
        state = jobs.fail(uow.session, work, uow.now, code=code, params=plain, final=final)
    log.warning("work.failed", kind=work.kind, job=str(work.job_id), code=code, state=state.value)
    return state


def drain(tools: Tools, *, limit: int = 200) -> int:
    """Do all due work in this very process (used by `sijari demo` and tests); returns how many jobs were run."""
    done = 0
    while done < limit:
        with tools.reading() as session:
            due = [job.id for job in jobs.lost(session, tools.clock.now(), limit=50)]
            due += _just_wanted(session, tools)
        ran = [job_id for job_id in dict.fromkeys(due) if perform(job_id, tools) is not None]
        if not ran:
            return done
        done += len(ran)
    return done


def _just_wanted(session: Any, tools: Tools) -> list[UUID]:
    from sqlalchemy import select

    query = select(jobs.Job.id).where(jobs.Job.state == JobState.WANTED, jobs.Job.run_after <= tools.clock.now())
    return list(session.scalars(query.order_by(jobs.Job.created_at)))
