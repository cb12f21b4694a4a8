"""Is the process alive, do its dependencies answer, and how much work waits."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from ipaddress import ip_address
from typing import Any, cast

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from service.core.jobs import Job, JobState
from service.core.mail import OutboxLetter
from service.core.permissions import open_to_all
from service.core.queue import make_connection
from service.core.queue_server import socket_url
from service.core.refusals import Refused
from service.core.tools import Tools
from service.web.work import now, tools

bp = Blueprint("health", __name__)
Check = Callable[[Tools], str]
OK, NOT_THERE = "ok", "not answering"


def check_database(using: Tools) -> str:
    """Whether the database answers."""
    with using.reading() as session:
        session.execute(text("SELECT 1"))
    return OK


def check_storage(using: Tools) -> str:
    """Whether files can be written."""
    folder = getattr(using.storage, "folder", None)
    if folder is None:
        using.storage.has("0" * 64)
    else:
        with tempfile.TemporaryFile(dir=folder / "incoming") as file:
            file.write(b"sijari")
    return OK


def queue_url(using: Tools) -> str:
    """Where Valkey listens: the operator's, or the one that `sijari up` runs."""
    return using.settings.redis_url or socket_url(using.settings.data)


def check_queue(using: Tools) -> str:
    """Whether Valkey answers."""
    with closing(make_connection(queue_url(using))) as connection:
        connection.ping()
    return OK


def check_workers(using: Tools) -> str:
    """How many workers give a sign of life."""
    with closing(make_connection(queue_url(using))) as connection:
        alive = sum(1 for name in connection.smembers("rq:workers") if connection.exists(name))
    return f"ok ({alive})" if alive else "none alive"


# What a page cannot do without, and what may be away for a while because no work is lost by it.
NEEDED: dict[str, Check] = {"database": check_database, "storage": check_storage}
HELPFUL: dict[str, Check] = {"queue": check_queue, "workers": check_workers}


@bp.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status=OK)


@bp.get("/readyz")
@open_to_all
def readyz() -> ResponseReturnValue:
    """Each dependency with its state; 503 when a needed one is away."""
    states = {name: _state(check) for name, check in (NEEDED | HELPFUL).items()}
    ready = all(states[name].startswith(OK) for name in NEEDED)
    whole = all(state.startswith(OK) for state in states.values())
    status = "ready" if whole else "degraded" if ready else "not ready"
    return jsonify(status=status, checks=states), 200 if ready else 503


def _state(check: Check) -> str:
    try:
        return check(tools())
    except Exception:  # noqa: BLE001  whatever the dependency's trouble, the answer is that it does not answer
        return NOT_THERE


@bp.get("/metrics")
@open_to_all
def metrics() -> ResponseReturnValue:
    """Numbers for Prometheus; only for this machine."""
    if not _from_this_machine():
        raise Refused("not_permitted")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(WorkCollector())
    return generate_latest(registry), 200, {"Content-Type": CONTENT_TYPE_LATEST}


def _from_this_machine() -> bool:
    """Asked from this machine and not through a proxy, which would look like this machine too."""
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False
    with suppress(ValueError):
        return ip_address(request.remote_addr or "").is_loopback
    return False


class WorkCollector(Collector):
    """Counts work and letters when asked, from the rows themselves."""

    def collect(self) -> Iterator[Any]:
        """The gauges."""
        with tools().reading() as session:
            yield _work(session)
            yield _oldest(session)
            yield _letters(session)


def _work(session: Session) -> Any:
    gauge = GaugeMetricFamily("sijari_jobs", "Work by queue and state", labels=["queue", "state"])
    rows = session.execute(select(Job.queue, Job.state, func.count()).group_by(Job.queue, Job.state))
    for queue, state, count in rows:
        gauge.add_metric([queue, state], count)
    return gauge


def _oldest(session: Session) -> Any:
    waiting = (JobState.WANTED.value, JobState.RUNNING.value)
    oldest = session.scalar(select(func.min(Job.created_at)).where(Job.state.in_(waiting)))
    age = (now() - oldest).total_seconds() if oldest else 0.0
    return GaugeMetricFamily("sijari_oldest_job_seconds", "Age of the oldest work not done", value=age)


def _letters(session: Session) -> Any:
    unsent = session.scalar(select(func.count()).select_from(OutboxLetter).where(OutboxLetter.sent_at.is_(None)))
    return GaugeMetricFamily("sijari_letters_unsent", "Letters not sent yet", value=cast(int, unsent))
