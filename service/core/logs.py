"""Logs: a fixed event name and fields; no names, identity numbers, document text or secrets, whoever wrote the line."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

# A field of such a name is a slip of the pen; its value never reaches the log.
FORBIDDEN = frozenset({
    "address", "authorization", "body", "cookie", "email", "mail", "name", "nik", "nip", "otp", "passphrase",
    "password", "phone", "pin", "secret", "text", "title", "to_address", "token",
})  # fmt: skip
# Only these say in their message what an operator needs; any other message may quote a person's data.
PLAIN_FAULTS = (OSError, ImportError, NotImplementedError)

Event = MutableMapping[str, Any]


def configure(*, form: str = "text", level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Send our events and those of libraries to one stream (standard error), as text or as JSON lines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_fault,
        mask,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.add_logger_name, *shared, _to_stdlib],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _writer(form)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("rq", "rq.worker", "fontTools", "pikepdf", "pyhanko", "pyhanko_certvalidator", "alembic", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def mask(_logger: Any, _method: str, event: Event) -> Event:
    """Put a mark in place of every value whose field must not be logged."""
    for key in event:
        if key.lower() in FORBIDDEN:
            event[key] = "…"
    return event


def tell_fault(_logger: Any, _method: str, event: Event) -> Event:
    """Replace exception information by the kind of fault and the places it passed, without what it quoted."""
    said = event.pop("exc_info", None)
    fault = _exception(said)
    if fault is None:
        return event
    event["fault"] = type(fault).__name__
    if isinstance(fault, PLAIN_FAULTS):
        event["said"] = str(fault)
    event["at"] = _places(fault.__traceback__)
    return event


def _exception(said: Any) -> BaseException | None:
    if isinstance(said, BaseException):
        return said
    if isinstance(said, tuple):
        return said[1] if isinstance(said[1], BaseException) else None
    return sys.exc_info()[1] if said else None


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)[-6:]
    return " < ".join(f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno}" for frame in reversed(frames))


def _to_stdlib(logger: Any, method: str, event: Event) -> Any:
    return structlog.stdlib.ProcessorFormatter.wrap_for_formatter(logger, method, event)


def _writer(form: str) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=28)
