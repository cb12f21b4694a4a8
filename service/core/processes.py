"""Child processes that never outlive us, not even when we are killed without warning."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str],
    *,
    environ: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own that gets SIGTERM at the moment this process dies.

    Call it from the main thread: Linux ties the signal to the thread that started the child.
    """
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        env=None if environ is None else dict(environ),
        cwd=cwd,
        start_new_session=True,  # Ctrl-C in the terminal reaches the supervisor only, which stops things in order
        preexec_fn=_die_with(os.getpid()),  # noqa: PLW1509  the supervisor has one thread
    )


def _die_with(parent: int) -> Callable[[], None]:
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def prepare() -> None:
        if libc is None:
            return
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return prepare


def stop(process: "subprocess.Popen[bytes]", *, patience: float) -> bool:
    """Ask a child to end, wait, then kill its whole group; returns whether it went by itself."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        kill_group(process)
        process.wait(10)
        return False
    return True


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill a child and everything it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()
