"""Logs hold an event and its fields, and nothing about people."""

import io
import json
import logging
from typing import Any

import pytest
import structlog

from service.core import logs


@pytest.fixture
def written(own_logs: None) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(form="json", stream=stream)
    return stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_has_its_name_and_its_fields(written: io.StringIO) -> None:
    structlog.stdlib.get_logger("worker").info("work.done", kind="archive_final")
    assert lines(written)[0] | {"timestamp": ""} == {
        "event": "work.done", "kind": "archive_final", "level": "info", "logger": "worker", "timestamp": "",
    }  # fmt: skip


@pytest.mark.parametrize("field", ["password", "token", "nik", "email", "name", "PIN"])
def test_a_field_about_a_person_is_masked(written: io.StringIO, field: str) -> None:
    structlog.stdlib.get_logger("x").info("some.event", **{field: "rahasia"})
    assert "rahasia" not in written.getvalue()


def test_a_crash_is_told_by_kind_and_place_without_what_it_quoted(written: io.StringIO) -> None:
    try:
        raise ValueError("NIK 3320010101010001")
    except ValueError:
        structlog.stdlib.get_logger("worker").exception("work.crashed")
    told = lines(written)[0]
    assert told["fault"] == "ValueError"
    assert "house/test_logs.py:" in told["at"]
    assert "3320010101010001" not in written.getvalue()


def test_what_an_operator_can_mend_is_told_in_full(written: io.StringIO) -> None:
    try:
        raise ConnectionRefusedError("queue.sock refused")
    except OSError:
        structlog.stdlib.get_logger("worker").exception("queue.lost")
    assert lines(written)[0]["said"] == "queue.sock refused"


def test_words_of_libraries_go_the_same_way(written: io.StringIO) -> None:
    logging.getLogger("gunicorn.error").warning("worker %s timed out", 7)
    assert lines(written)[0]["event"] == "worker 7 timed out"
