"""The server behind core/sandbox.py: loads modules once, forks a limited child for each call, kills it in time.

Started as `python -m service.core.sandbox_server FD MODULE...`; FD is a socket over which the parent sends one
connection for each call. The server ends, with all its children, when that socket closes.
"""

import contextlib
import ctypes
import gc
import importlib
import os
import pickle
import resource
import selectors
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from service.core.refusals import Refused
from service.core.sandbox_wire import LOAD, Failed, Payload, dumps

CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
MEGABYTE = 1024 * 1024
FILE_LIMIT = 512 * MEGABYTE
SECONDS_TO_ASK = 30.0


@dataclass(slots=True)
class Child:
    """A running child: the connection its answer goes to and when it must be done."""

    line: socket.socket
    deadline: float
    timed_out: bool = False


def main(arguments: list[str]) -> None:
    """Serve until the parent closes its end."""
    control = socket.socket(fileno=int(arguments[0]))
    _load(arguments[1:])
    _close_network()
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    os.set_blocking(wake_read, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which closes us
    control.sendall(b"r")
    _serve(control, wake_read, {})


def _serve(control: socket.socket, wake: int, children: dict[int, Child]) -> None:
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(wake, selectors.EVENT_READ)
    while True:
        events = selector.select(_patience(children))
        with contextlib.suppress(BlockingIOError):
            os.read(wake, 4096)
        _reap(children)
        _kill_late(children)
        if not any(key.fileobj is control for key, _ in events):
            continue
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            for pid in children:
                _kill(pid)
            return
        if message == LOAD:
            _load(_exactly(control, struct.unpack("<H", _exactly(control, 2))[0]).decode().split())
        for descriptor in descriptors:
            _start(socket.socket(fileno=descriptor), children, control)


def _load(modules: list[str]) -> None:
    """Import modules for all later children; one that fails is left to the child that needs it."""
    for module in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    gc.collect()
    gc.freeze()


def _patience(children: dict[int, Child]) -> float | None:
    waiting = [child.deadline for child in children.values() if not child.timed_out]
    return max(0.0, min(waiting) - time.monotonic()) if waiting else None


def _start(line: socket.socket, children: dict[int, Child], control: socket.socket) -> None:
    line.settimeout(SECONDS_TO_ASK)
    try:
        size = struct.unpack("<Q", _exactly(line, 8))[0]
        request = _exactly(line, size)
    except (OSError, EOFError):
        line.close()  # whoever asked is gone
        return
    function, args, cpu_seconds, memory_mb, timeout_s = pickle.loads(request)  # noqa: S301  our own parent wrote it
    pid = os.fork()
    if pid == 0:
        control.close()
        for other in children.values():
            other.line.close()
        _child(line, function, args, cpu_seconds, memory_mb)
    children[pid] = Child(line, time.monotonic() + timeout_s)


def _exactly(line: socket.socket, size: int) -> bytes:
    buffer = bytearray()
    while len(buffer) < size:
        chunk = line.recv(min(1 << 20, size - len(buffer)))
        if not chunk:
            raise EOFError
        buffer += chunk
    return bytes(buffer)


def _reap(children: dict[int, Child]) -> None:
    while children:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        child = children.pop(pid, None)
        if child is None:
            continue
        late = child.timed_out or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU)
        verdict = b"t" if late else b"o" if status == 0 else b"x"
        with contextlib.suppress(OSError), child.line:
            child.line.sendall(verdict)


def _kill_late(children: dict[int, Child]) -> None:
    now = time.monotonic()
    for pid, child in children.items():
        if not child.timed_out and child.deadline <= now:
            child.timed_out = True
            _kill(pid)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)  # the child leads a group of its own
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _child(line: socket.socket, function: str, args: tuple[object, ...], cpu_seconds: int, memory_mb: int) -> None:
    """Run the function and leave; nothing returns from here."""
    status = 1
    try:
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        line.settimeout(None)
        _limit(cpu_seconds, memory_mb)
        line.sendall(dumps(_answer(function, args)))
        status = 0
    except BaseException as error:  # noqa: BLE001  whatever it is, the parent must hear of it
        with contextlib.suppress(BaseException):
            code = "memory" if isinstance(error, MemoryError) else "crashed"
            line.sendall(dumps(Failed(code, type(error).__name__)))
            status = 0
    finally:
        os._exit(status)


def _answer(function: str, args: tuple[object, ...]) -> Payload | Failed | Refused:
    try:
        module, _, name = function.partition(":")
        return Payload(getattr(importlib.import_module(module), name)(*args))
    except Refused as refusal:
        return refusal
    except MemoryError:
        return Failed("memory", "MemoryError")
    except RecursionError:
        return Failed("crashed", "RecursionError")
    except Exception as error:  # noqa: BLE001  a child may fail in any way
        return Failed("crashed", f"{type(error).__name__}: {str(error)[:200]}")


def _limit(cpu_seconds: int, memory_mb: int) -> None:
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    address_space = used + memory_mb * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, FILE_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _close_network() -> None:
    """Leave the machine's network where the kernel lets us; for an ordinary user through a user namespace."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


if __name__ == "__main__":
    main(sys.argv[1:])
