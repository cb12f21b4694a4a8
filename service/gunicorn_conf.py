"""How gunicorn serves the pages: threads in a few processes, and an access log without personal data."""

import importlib
import threading
from typing import Any

import structlog
from gunicorn.glogging import Logger

from service.core import logs
from service.settings import load

_settings = load()
_log = structlog.get_logger("http")
_NOT_LOGGED = frozenset({"health.healthz", "health.readyz", "health.metrics", "web.static"})


class QuietLogger(Logger):  # type: ignore[misc]  # gunicorn carries no types
    """Says which endpoint was asked for and how it went; never who asked, the address, the query or the browser."""

    def setup(self, cfg: Any) -> None:
        """Let gunicorn's own words go the way of ours."""
        logs.configure(form=_settings.log_format)
        super().setup(cfg)
        self.error_log.handlers[:] = []
        self.error_log.propagate = True
        self.error_log.setLevel("WARNING")

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:  # noqa: ARG002  gunicorn's
        """One line a request. Paths may hold secrets (personal links), so only the endpoint's name is kept."""
        endpoint = environ.get("sijari.endpoint", "-")
        if endpoint in _NOT_LOGGED:
            return
        _log.info(
            "http.request",
            method=environ.get("REQUEST_METHOD", "-"),
            endpoint=endpoint,
            status=int(str(resp.status).split(maxsplit=1)[0]),
            milliseconds=int(request_time.total_seconds() * 1000),
        )


bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
worker_class = "gthread"
workers = _settings.web_workers
threads = _settings.web_threads
timeout = 120
graceful_timeout = 20
keepalive = 5
max_requests = 20_000  # a slow leak in some library never becomes an outage
max_requests_jitter = 2_000
limit_request_line = 4094
control_socket_disable = True
logger_class = QuietLogger
accesslog = "-"


def post_worker_init(_worker: Any) -> None:
    """The process can answer now; load what signing will need beside it, so that nobody waits for that."""
    threading.Thread(target=_load_heavy_parts, daemon=True, name="warming").start()


def _load_heavy_parts() -> None:
    from service.wiring import FACTORIES

    for name in FACTORIES.values():
        importlib.import_module(name.partition(":")[0])
