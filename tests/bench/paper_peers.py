"""Other ways of making a PDF of the same DOCX: a bare warm LibreOffice, unoserver, one LibreOffice for each paper."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any, Self, cast
from xmlrpc.client import Binary, ServerProxy

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # python3-uno belongs to it
CHILD_FOLDER = ROOT / "service" / "documents"
BARE = (
    "import sys; sys.path.insert(0, sys.argv[1]); import libreoffice_child as child;"
    "child.EXPORT = {}; child.serve(child.Path(sys.argv[2]))"
)
START_S = 60.0


class _Program:
    """A program in a process group of its own, ended as a whole."""

    process: "subprocess.Popen[bytes]"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Bare(_Program):
    """The floor: the same warm LibreOffice over UNO, plain PDF with its defaults, files already on the disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.source, self.target = folder / "paper.docx", folder / "paper.pdf"
        command = [SYSTEM_PYTHON, "-c", BARE, str(CHILD_FOLDER), str(folder / "profile")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self._answer()

    def convert(self, docx: bytes) -> bytes:
        """A plain PDF."""
        self.source.write_bytes(docx)
        line = json.dumps({"source": str(self.source), "target": str(self.target)}).encode() + b"\n"
        to = cast(IO[bytes], self.process.stdin)
        to.write(line)
        to.flush()
        if not self._answer().get("ok"):
            raise RuntimeError("the bare conversion failed")
        return self.target.read_bytes()

    def _answer(self) -> dict[str, Any]:
        return cast(dict[str, Any], json.loads(cast(IO[bytes], self.process.stdout).readline()))


class Unoserver(_Program):
    """unoserver 3.7 as its own client uses it: XML-RPC, bytes there and back."""

    def __init__(self, folder: Path, python: Path) -> None:
        folder.mkdir(parents=True)
        port, uno_port = _free_port(), _free_port()
        command = [str(python), "-m", "unoserver.server", "--port", str(port), "--uno-port", str(uno_port)]
        command += ["--user-installation", str(folder / "profile")]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload]
        self.proxy = ServerProxy(f"http://127.0.0.1:{port}", allow_none=True)
        self._wait()

    def convert(self, docx: bytes) -> bytes:
        """A plain PDF."""
        made = self.proxy.convert(None, Binary(docx), None, "pdf", None, [], True, None, None)
        return cast(Binary, made).data

    def _wait(self) -> None:
        deadline = time.monotonic() + START_S
        while True:
            try:
                self.proxy.info()
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    self.__exit__()
                    raise RuntimeError("unoserver did not start") from None
                time.sleep(0.1)
            else:
                return


def unoserver_python() -> Path | None:
    """The Python of a venv with unoserver, made at first use; None where it cannot be had."""
    folder = Path(os.environ.get("SIJARI_BENCH") or Path(tempfile.gettempdir()) / "sijari-bench") / "unoserver-3.7"
    python = folder / "bin" / "python"
    if not python.exists() or subprocess.run([python, "-c", "import unoserver"], check=False).returncode:
        subprocess.run(
            [SYSTEM_PYTHON, "-m", "venv", "--system-site-packages", "--without-pip", str(folder)], check=False
        )
        wanted = ["--require-hashes", "--no-deps", "-q", "-r", str(ROOT / "requirements" / "bench.txt")]
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", *wanted]
        if subprocess.run(pip, check=False).returncode:
            return None
    return python


def one_shot(docx: bytes, folder: Path) -> None:
    """A new LibreOffice for each paper with a profile that it finds again, as most programs do it."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "paper.docx"
    source.write_bytes(docx)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
