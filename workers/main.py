"""The worker processes: `render` keeps one warm converter, `general` forks for signing, archiving and mail."""

import os
import signal
import sys

import structlog

from service.core.jobs import DEFAULT, MAIL, RENDER
from service.core.queue import make_connection
from service.settings import load
from service.wiring import queue_url

log = structlog.get_logger("worker")


def run_render() -> None:
    """Work on papers in this very process, so that the warm converter survives from job to job."""
    from rq import SimpleWorker
    from rq.serializers import JSONSerializer

    settings = load()
    worker = SimpleWorker(
        [RENDER], connection=make_connection(queue_url(settings), patient=True), serializer=JSONSerializer
    )
    worker.work(with_scheduler=False, logging_level="WARNING")


def run_general() -> None:
    """Work on everything else in forked children; the parent loads heavy packages and touches no database or file."""
    from rq import Worker
    from rq.serializers import JSONSerializer

    _warm()
    settings = load()
    queues = [DEFAULT, MAIL]
    worker = Worker(queues, connection=make_connection(queue_url(settings), patient=True), serializer=JSONSerializer)
    worker.work(with_scheduler=False, logging_level="WARNING")


def _warm() -> None:
    """Import what every child would import, once."""
    import pyhanko.sign.signers  # noqa: F401  820 ms that no job has to wait for
    import pyhanko.sign.validation  # noqa: F401

    import service.wiring  # noqa: F401
    import workers.runtime  # noqa: F401


def main() -> None:
    """`python -m workers.main render|general|schedule`."""
    role = sys.argv[1] if len(sys.argv) > 1 else ""
    signal.signal(signal.SIGINT, signal.SIG_IGN if os.environ.get("SIJARI_SUPERVISED") else signal.default_int_handler)
    if role == "render":
        run_render()
    elif role == "general":
        run_general()
    elif role == "schedule":
        from workers.schedule import run_schedule

        run_schedule()
    else:
        raise SystemExit("usage: python -m workers.main render|general|schedule")


if __name__ == "__main__":
    main()
