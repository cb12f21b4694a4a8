"""The schedule: a loop of interval entries; each entry decides by date in the office's zone what is due."""

import importlib
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from service.core import jobs
from service.core.tools import Tools

log = structlog.get_logger("schedule")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something done again and again: its name, how often, and the function by name."""

    name: str
    every: timedelta
    function: str


ENTRIES = (
    Entry("ring_lost_work", timedelta(seconds=5), "workers.schedule:ring_lost_work"),
    Entry("send_reminders", timedelta(minutes=15), "workers.followup:send_reminders"),
    Entry("escalate", timedelta(minutes=30), "workers.followup:escalate"),
    Entry("roll_obligations", timedelta(minutes=30), "workers.followup:roll_obligations"),
    Entry("checkpoint_due", timedelta(minutes=1), "service.archive.checkpoints:checkpoint_due"),
    Entry("watch_independence", timedelta(minutes=15), "workers.screening:watch"),
    Entry("index_missing", timedelta(minutes=5), "workers.indexing:index_missing"),
    Entry("check_files", timedelta(minutes=1), "workers.archive:check_files"),
    Entry("verify_audit_daily", timedelta(hours=6), "workers.archive:verify_daily"),
    Entry("sweep_exports", timedelta(hours=6), "workers.archive:sweep_exports"),
    Entry("sweep_applications", timedelta(minutes=30), "service.publication.application_handling:sweep"),
    Entry("refresh_statistics", timedelta(hours=12), "workers.schedule:refresh_statistics"),
    Entry("sweep_storage", timedelta(hours=6), "workers.schedule:sweep_storage"),
)


def ring_lost_work(tools: Tools) -> None:
    """Ring again for work that is due and that nobody is at."""
    with tools.begin() as uow:
        found = jobs.lost(uow.session, uow.now)
        for job in found:
            job.rung_at = uow.now
        ringing = [(job.queue, str(job.id)) for job in found]
    if ringing:
        log.info("schedule.ringing", jobs=len(ringing))
        tools.bell.ring(ringing)


def refresh_statistics(tools: Tools) -> None:
    """Let the database look at how its rows are spread, without which it chooses slow ways through large tables."""
    tools.database.refresh_statistics()


def sweep_storage(tools: Tools) -> None:
    """Remove temporary files that a crash left in the storage more than a day ago."""
    sweep = getattr(tools.storage, "sweep", None)
    if sweep is not None:
        sweep((tools.clock.now() - timedelta(days=1)).timestamp())


def resolve(name: str) -> Callable[[Tools], None]:
    """The function of an entry."""
    module, _, function = name.partition(":")
    found: Callable[[Tools], None] = getattr(importlib.import_module(module), function)
    return found


def run_due(tools: Tools, last: dict[str, float], now: float) -> None:
    """Run each entry whose interval has passed; a fault in one does not stop the others."""
    for entry in ENTRIES:
        if now - last.get(entry.name, float("-inf")) < entry.every.total_seconds():
            continue
        last[entry.name] = now
        try:
            resolve(entry.function)(tools)
        except Exception as fault:  # noqa: BLE001  one bad record must not stop the rest of the schedule
            log.exception("schedule.failed", entry=entry.name, fault=type(fault).__name__)


def run_schedule() -> None:
    """Run until SIGTERM."""
    import time

    from workers.runtime import worker_tools

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    tools, last = worker_tools(), dict[str, float]()
    while not stop.is_set():
        run_due(tools, last, time.monotonic())
        stop.wait(1)
