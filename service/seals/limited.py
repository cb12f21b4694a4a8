"""Judging in a limited child process: for every file that came from outside. Does not load pyHanko itself."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from service.core import sandbox
from service.seals.anchors import Anchors
from service.seals.verdicts import Reason, RegisterAnswer, Validity, Verdict, VerdictCode, apply_register

SIZE_LIMIT = 64 * 1024 * 1024
CPU_SECONDS, MEMORY_MB, TIMEOUT_SECONDS = 20, 512, 30.0
JUDGE = "service.seals.judge"
Register = Callable[[Verdict], RegisterAnswer]


def judge_limited(pdf: bytes, anchors: Anchors, *, when: datetime, register: Register | None = None) -> Verdict:
    """The verdict on a file; `register` is asked here, with the verdict found in the child (it carries all hashes)."""
    verdict = _found(pdf, anchors, when)
    return apply_register(verdict, register(verdict)) if register else verdict


def unreadable(pdf: bytes, when: datetime, code: str) -> Verdict:
    """The verdict on a file that cannot be judged, with the reason."""
    return Verdict(VerdictCode.UNREADABLE, Validity(when), reasons=(Reason(code),), sha256=sha256(pdf).hexdigest())


def _found(pdf: bytes, anchors: Anchors, when: datetime) -> Verdict:
    if len(pdf) > SIZE_LIMIT:
        return unreadable(pdf, when, "too_large")
    sandbox.preload(JUDGE)
    try:
        found = sandbox.run_limited(
            f"{JUDGE}:judge_bytes",
            pdf,
            anchors,
            when,
            cpu_seconds=CPU_SECONDS,
            memory_mb=MEMORY_MB,
            timeout_s=TIMEOUT_SECONDS,
        )
    except sandbox.SandboxFailed as fault:
        crashed = fault.code is sandbox.Failure.CRASHED
        return unreadable(pdf, when, "cannot_be_judged" if crashed else "took_too_long")
    assert isinstance(found, Verdict)
    return found
