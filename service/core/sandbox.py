"""Work that could go wrong or be turned against us, done in a limited child process.

Filling templates, judging signatures and parsing uploads run here. A small server (sandbox_server.py) stands ready
with the heavy modules loaded and forks a child for each call, which costs about ten milliseconds instead of the
second that a fresh interpreter needs. The child has no network, a limit on CPU time and memory, and is killed when
its time is up. Python's own multiprocessing forkserver was not used: it runs the caller's main module again in the
child, cannot be used after a fork (RQ's work-horse), and reads back what the child says with an open pickle.
"""

import atexit
import os
import pickle
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum

from service.core.refusals import Refused
from service.core.sandbox_wire import CALL, LOAD, MAX_ANSWER, Failed, Payload, loads_checked

START_SECONDS = 60.0
GRACE_SECONDS = 5.0


class Failure(StrEnum):
    """How a child failed."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


class SandboxFailed(Exception):
    """The child did not come back with a result. `detail` is for the log, never for the page."""

    def __init__(self, code: Failure, detail: str = "") -> None:
        super().__init__(code.value)
        self.code = code
        self.detail = detail


@dataclass(slots=True)
class Sandbox:
    """A server of limited children, started at first use; every thread of the process may use it."""

    preload: tuple[str, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: subprocess.Popen[bytes] | None = None
    _control: socket.socket | None = None
    _owner: int = 0
    _loaded: tuple[str, ...] = ()

    def run(self, function: str, *args: object, cpu_seconds: int, memory_mb: int, timeout_s: float) -> object:
        """Call "package.module:function" in a child and give back its result.

        Raises the `Refused` that the function raised, or `SandboxFailed`. The result may be made of plain values,
        dates, and dataclasses and enums of this service. `memory_mb` counts from what the loaded modules need.
        """
        request = pickle.dumps((function, args, cpu_seconds, memory_mb, timeout_s))
        deadline = time.monotonic() + timeout_s + GRACE_SECONDS
        with self._ask() as line:
            try:
                line.sendall(struct.pack("<Q", len(request)) + request)
                line.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the child is gone already; the server's verdict on it can still be read
            answer = _read_all(line, deadline)
        return _result(answer)

    def close(self) -> None:
        """Stop the server and whatever still runs in it."""
        with self._lock:
            self._stop()

    def _ask(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            for attempt in (1, 2):
                try:
                    control = self._running()
                    self._load_more(control)
                    socket.send_fds(control, [CALL], [theirs.fileno()])
                    return ours
                except OSError:
                    self._stop()
                    if attempt == 2:  # noqa: PLR2004
                        ours.close()
                        raise
        raise AssertionError("unreachable")

    def _load_more(self, control: socket.socket) -> None:
        """Tell a running server of modules that were named after it started."""
        missing = [module for module in self.preload if module not in self._loaded]
        if missing:
            names = " ".join(missing).encode()
            control.sendall(LOAD + struct.pack("<H", len(names)) + names)
            self._loaded = self.preload

    def _running(self) -> socket.socket:
        if self._owner != os.getpid():
            self._forget()
        if self._control is not None and self._server is not None and self._server.poll() is None:
            return self._control
        self._stop()
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "service.core.sandbox_server", str(theirs.fileno()), *self.preload]
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_environment(),
                start_new_session=True,
            )
        ready, _, _ = select.select([ours], [], [], START_SECONDS)
        if not ready or ours.recv(1) != b"r":
            ours.close()
            self._stop()
            raise SandboxFailed(Failure.CRASHED, "the sandbox server did not start")
        self._control, self._owner, self._loaded = ours, os.getpid(), self.preload
        return ours

    def _stop(self) -> None:
        if self._owner not in (0, os.getpid()):
            self._forget()
        if self._control is not None:
            self._control.close()  # the server ends with its children when this closes
        if self._server is not None:
            try:
                self._server.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        self._control = self._server = None

    def _forget(self) -> None:
        """Let go of a server that belongs to the process we were forked from."""
        if self._control is not None:
            self._control.close()
        if self._server is not None:
            self._server.returncode = 0  # it is not our child; Popen must not wait for it
        self._control = self._server = None
        self._owner = 0


def _environment() -> dict[str, str]:
    """What the server may know: where code is, and the language; no secret of ours."""
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "HOME", "COVERAGE_PROCESS_START")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    return environment


def _read_all(line: socket.socket, deadline: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        line.settimeout(max(0.05, deadline - time.monotonic()))
        try:
            chunk = line.recv(1 << 20)
        except TimeoutError as error:
            raise SandboxFailed(Failure.TIMEOUT, "the sandbox server did not answer") from error
        except ConnectionError as error:
            raise SandboxFailed(Failure.CRASHED, "the sandbox server is gone") from error
        if not chunk:
            return b"".join(chunks)
        size += len(chunk)
        if size > MAX_ANSWER:
            raise SandboxFailed(Failure.MEMORY, "the answer is too large")
        chunks.append(chunk)


def _result(answer: bytes) -> object:
    """The answer is: what the child said (or nothing), then one byte of verdict by the server."""
    if not answer:
        raise SandboxFailed(Failure.CRASHED, "the sandbox server is gone")
    verdict, said = answer[-1:], answer[:-1]
    if verdict == b"t":
        raise SandboxFailed(Failure.TIMEOUT)
    if verdict != b"o" or not said:
        raise SandboxFailed(Failure.CRASHED, "the child ended without an answer")
    try:
        payload = loads_checked(said)
    except Exception as error:
        raise SandboxFailed(Failure.CRASHED, "the answer cannot be read") from error
    if isinstance(payload, Refused):
        raise payload
    if isinstance(payload, Failed):
        raise SandboxFailed(Failure(payload.code), payload.detail)
    if not isinstance(payload, Payload):
        raise SandboxFailed(Failure.CRASHED, "the answer has no known form")
    return payload.value


_default = Sandbox()


def preload(*modules: str) -> None:
    """Name modules that the process's own sandbox loads once for all children; a running one too."""
    _default.preload = tuple(dict.fromkeys((*_default.preload, *modules)))


def run_limited(function: str, *args: object, cpu_seconds: int, memory_mb: int, timeout_s: float) -> object:
    """`Sandbox.run` of the process's own sandbox."""
    return _default.run(function, *args, cpu_seconds=cpu_seconds, memory_mb=memory_mb, timeout_s=timeout_s)


def close() -> None:
    """Stop the process's own sandbox; it starts again at the next call."""
    _default.close()


def _after_fork() -> None:
    _default._lock = threading.Lock()  # another thread may have held it at the moment of the fork  # noqa: SLF001


os.register_at_fork(after_in_child=_after_fork)
atexit.register(close)
