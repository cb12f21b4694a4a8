"""DOCX to PDF: a warm LibreOffice in a child of our own, or rdocx where LibreOffice is absent."""

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Self, cast

from service.core import sandbox
from service.core.refusals import Refused

CHILD = Path(__file__).with_name("libreoffice_child.py")
SYSTEM_PYTHON = "/usr/bin/python3"
LIMIT_S = 30.0
START_S = 90.0
LEAVE_S = 3.0
MAX_PAPERS = 200
MAX_MEMORY_MB = 500
MAX_SLOTS = 64

sandbox.preload("service.documents.rdocx_child")


class Engine(StrEnum):
    """Who made a PDF. A paper of `rdocx` is a "pratinjau" only."""

    LIBREOFFICE = "libreoffice"
    RDOCX = "rdocx"


@dataclass(frozen=True, slots=True)
class Converted:
    """A PDF and the engine that made it."""

    pdf: bytes
    engine: Engine


class ChildLost(Exception):
    """LibreOffice died, hung or gave an error. `late` says that the time was up."""

    def __init__(self, *, late: bool = False) -> None:
        super().__init__("late" if late else "lost")
        self.late = late


@dataclass(slots=True)
class _Slot:
    """A profile of our own, held by a lock as long as this process uses it."""

    folder: Path
    lock: IO[bytes]

    @classmethod
    def take(cls, data: Path) -> "_Slot":
        base = data / "engine"
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number in range(MAX_SLOTS):
            folder = base / f"slot-{number}"
            folder.mkdir(exist_ok=True, mode=0o700)
            lock = (folder / "lock").open("ab")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.close()
                continue
            shutil.rmtree(folder / "work", ignore_errors=True)
            (folder / "work").mkdir()
            return cls(folder, lock)
        raise Refused("paper_not_made")

    def release(self) -> None:
        shutil.rmtree(self.folder / "work", ignore_errors=True)
        self.lock.close()


@dataclass(slots=True)
class _Child:
    """A running libreoffice_child.py."""

    process: subprocess.Popen[bytes]
    papers: int = 0
    memory_mb: int = 0
    network_closed: bool = False
    buffer: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls, profile: Path) -> "_Child":
        child = cls(_spawn(["serve", str(profile)]))
        answer = child.read(START_S)
        child.network_closed = bool(answer.get("network_closed"))
        return child

    def convert(self, source: Path, target: Path, limit_s: float) -> None:
        """Ask for one paper and wait for it; raises `ChildLost` after having killed a child that is late."""
        line = json.dumps({"source": str(source), "target": str(target)}).encode() + b"\n"
        try:
            cast(IO[bytes], self.process.stdin).write(line)
            cast(IO[bytes], self.process.stdin).flush()
        except OSError as error:
            self.kill()
            raise ChildLost from error
        answer = self.read(limit_s)
        self.papers += 1
        self.memory_mb = int(answer.get("memory_mb", 0))
        if not answer.get("ok"):
            self.kill()
            raise ChildLost

    def read(self, limit_s: float) -> dict[str, Any]:
        """One line of answer, or `ChildLost`."""
        out = cast(IO[bytes], self.process.stdout).fileno()
        deadline = time.monotonic() + limit_s
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([out], [], [], max(0.0, deadline - time.monotonic()))
            chunk = os.read(out, 65536) if ready else b""
            if not chunk:
                self.kill()
                raise ChildLost(late=not ready)
            self.buffer += chunk
        line, _, rest = bytes(self.buffer).partition(b"\n")
        self.buffer[:] = rest
        return cast(dict[str, Any], json.loads(line))

    def kill(self) -> None:
        """End the child, which first ends its LibreOffice; one that does not is killed, and the kernel ends both."""
        with contextlib.suppress(OSError):
            cast(IO[bytes], self.process.stdin).close()
        try:
            self.process.wait(LEAVE_S)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        cast(IO[bytes], self.process.stdout).close()


def _spawn(arguments: list[str]) -> subprocess.Popen[bytes]:
    kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "FONTCONFIG_FILE")
    return subprocess.Popen(
        [SYSTEM_PYTHON, str(CHILD), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"PATH": "/usr/bin:/bin", **{name: os.environ[name] for name in kept if name in os.environ}},
    )


class Converter:
    """One LibreOffice child, started at first use. One paper at a time; threads wait for each other.

    `data` is the folder for profiles. Without LibreOffice, or with `engine` set so, rdocx makes the PDF.
    """

    def __init__(
        self, data: Path, *, engine: Engine | None = None, limit_s: float = LIMIT_S, retry: bool = True
    ) -> None:
        self.data = data
        self.engine = engine or (Engine.LIBREOFFICE if libreoffice_present() else Engine.RDOCX)
        self.limit_s = limit_s
        self.retry = retry
        self._lock = threading.RLock()
        self._slot: _Slot | None = None
        self._child: _Child | None = None
        self._owner = os.getpid()

    def convert(self, docx: bytes) -> Converted:
        """The PDF of a DOCX; refuses what is none, what takes too long and what no engine can make."""
        if not docx.startswith(b"PK"):
            raise Refused("not_docx")
        with self._lock:
            if self.engine is Engine.RDOCX:
                return Converted(_with_rdocx(docx, self.limit_s), Engine.RDOCX)
            return Converted(self._with_libreoffice(docx), Engine.LIBREOFFICE)

    def warm(self) -> None:
        """Start LibreOffice now, so that the first paper does not wait for it."""
        with self._lock:
            if self.engine is Engine.LIBREOFFICE:
                self._running(self._held())

    @property
    def network_closed(self) -> bool:
        """Whether the running child has no network (rdocx never has)."""
        return self.engine is Engine.RDOCX or (self._child is not None and self._child.network_closed)

    def close(self) -> None:
        """End the child and give its profile back."""
        with self._lock:
            if self._owner != os.getpid():
                return  # a forked process must not end its parent's child
            if self._child is not None:
                self._child.kill()
                self._child = None
            if self._slot is not None:
                self._slot.release()
                self._slot = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _held(self) -> _Slot:
        if self._owner != os.getpid():  # forked: the parent's child and profile are not ours
            self._owner, self._child, self._slot = os.getpid(), None, None
        if self._slot is None:
            self._slot = _Slot.take(self.data)
        return self._slot

    def _running(self, slot: _Slot) -> _Child:
        child = self._child
        if child is not None and (child.papers >= MAX_PAPERS or child.memory_mb > MAX_MEMORY_MB):
            child.kill()
            child = None
        if child is None or child.process.poll() is not None:
            if child is not None:
                child.kill()
            self._child = None
            try:
                child = self._child = _Child.start(slot.folder / "profile")
            except ChildLost:  # a profile that a crash spoilt; a fresh one tells it from a broken installation
                shutil.rmtree(slot.folder / "profile", ignore_errors=True)
                child = self._child = _Child.start(slot.folder / "profile")
        return child

    def _with_libreoffice(self, docx: bytes) -> bytes:
        slot = self._held()
        with tempfile.TemporaryDirectory(dir=slot.folder / "work", prefix="paper-") as private:
            source, target = Path(private) / "naskah.docx", Path(private) / "naskah.pdf"
            source.write_bytes(docx)
            try:
                self._running(slot).convert(source, target, self.limit_s)
            except ChildLost as lost:
                self._child = None
                if lost.late or not self.retry:
                    raise self._refusal(late=lost.late) from lost
                self._once(slot, source, target)
            if not target.is_file() or not target.stat().st_size:
                raise Refused("paper_not_made")
            return target.read_bytes()

    def _once(self, slot: _Slot, source: Path, target: Path) -> None:
        """The one retry: a LibreOffice of its own that ends afterwards, with its own profile."""
        target.unlink(missing_ok=True)
        process = _spawn(["once", str(slot.folder / "profile-once"), str(source), str(target)])
        try:
            status = process.wait(self.limit_s)
        except subprocess.TimeoutExpired as error:
            raise self._refusal(late=True) from error
        finally:
            _Child(process).kill()
        if status != 0:
            raise Refused("paper_not_made")

    def _refusal(self, *, late: bool) -> Refused:
        return Refused("paper_too_slow", seconds=round(self.limit_s)) if late else Refused("paper_not_made")


def _with_rdocx(docx: bytes, limit_s: float) -> bytes:
    try:
        made = sandbox.run_limited(
            "service.documents.rdocx_child:convert",
            docx,
            cpu_seconds=round(limit_s),
            memory_mb=1500,
            timeout_s=limit_s,
        )
    except sandbox.SandboxFailed as failure:
        if failure.code is sandbox.Failure.TIMEOUT:
            raise Refused("paper_too_slow", seconds=round(limit_s)) from failure
        raise Refused("paper_not_made") from failure
    return cast(bytes, made)


def libreoffice_present() -> bool:
    """Whether soffice and the system's python3-uno are there."""
    found = shutil.which("soffice")
    if not found or not (Path(found).resolve().parent / "soffice.bin").exists():
        return False
    check = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], check=False, capture_output=True, timeout=20)
    return check.returncode == 0
