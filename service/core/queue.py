"""The bell: tells workers that a row in `jobs` waits. Losing a ring loses nothing; the sweep rings again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from service.core.jobs import QUEUES

RUN = "workers.runtime.run_job"
log = structlog.get_logger("queue")


class Bell(Protocol):
    """Rings for jobs by (queue, job id)."""

    def ring(self, jobs: Sequence[tuple[str, str]]) -> None:
        """Announce jobs; a fault is logged and never raised."""
        ...


@dataclass(slots=True)
class SilentBell:
    """Announces nothing; keeps what was rung, for tests and for work done in this very process."""

    rung: list[tuple[str, str]] = field(default_factory=list)

    def ring(self, jobs: Sequence[tuple[str, str]]) -> None:
        """Remember the jobs."""
        self.rung.extend(jobs)


class RqBell:
    """Rings through RQ on Valkey or Redis."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._queues: dict[str, Any] = {}

    def ring(self, jobs: Sequence[tuple[str, str]]) -> None:
        """Put each job's id on its queue."""
        try:
            for queue, job_id in jobs:
                self._queue(queue).enqueue(RUN, job_id, result_ttl=0, failure_ttl=0, job_timeout=300)
        except Exception as fault:  # noqa: BLE001  whatever the queue's trouble, the row is committed and the sweep rings again
            log.warning("queue.ring_failed", fault=type(fault).__name__, jobs=len(jobs))

    def _queue(self, name: str) -> Any:
        if name not in self._queues:
            self._queues[name] = make_queue(name, self._url)
        return self._queues[name]


def make_connection(url: str, *, patient: bool = False) -> Any:
    """A connection to Valkey with short timeouts, so that a dead queue does not hold a page; a worker may wait long."""
    from redis import Redis  # not needed where no queue runs

    return Redis.from_url(url, socket_connect_timeout=1, socket_timeout=None if patient else 5)


def make_queue(name: str, url: str) -> Any:
    """An RQ queue that speaks JSON only: pickle would run whatever stands in Redis."""
    from rq import Queue  # not needed where no queue runs
    from rq.serializers import JSONSerializer

    if name not in QUEUES:
        raise ValueError(f"unknown queue {name}")
    return Queue(name, connection=make_connection(url), serializer=JSONSerializer)
