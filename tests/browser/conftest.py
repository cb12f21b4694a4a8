"""The real service with its demo, once for all browser tests, and a browser."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, sync_playwright

from service.web import assets
from tests.browser.walker import NARROW, WIDE, Company, Findings
from tests.support import demo

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = "SIJARI_SHOTS"  # a folder for pictures of the main pages
READY = re.compile(r"^Sijari is ready: (\S+)", re.MULTILINE)
PATIENCE = 600.0  # seconds until the demo is seeded on a slow machine that does other things too
FETCHED = (assets.STATIC / "vendor" / "bootstrap" / "bootstrap.min.css").is_file()


@dataclass(frozen=True, slots=True)
class Running:
    """A running service."""

    base: str
    data: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _members(group: int) -> list[str]:
    """The living processes whose session was begun by the service."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "stat").read_text()
        except OSError:
            continue
        state, _parent, _group, session = said.rpartition(")")[2].split()[:4]
        if int(session) == group and state != "Z":
            found.append(said.partition(")")[0])
    return found


def _of_folder(data: Path) -> list[str]:
    """The living processes that name this data folder, whatever session they moved to."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "environ").read_bytes() + b"\0" + (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(data) in told and int(folder.name) != os.getpid():
            found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:120])
    return found


def _ready(process: "subprocess.Popen[bytes]", told: Path) -> str:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        found = READY.search(told.read_text())
        if found:
            return found.group(1)
        assert process.poll() is None, f"the service did not start:\n{told.read_text()}"
        time.sleep(0.2)
    raise AssertionError(f"the service was not ready after {PATIENCE:.0f} s:\n{told.read_text()}")


def _start(data: Path, port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    environ = {key: value for key, value in os.environ.items() if not key.startswith("SIJARI_")}
    environ |= {"SIJARI_DATA": str(data), "PORT": str(port), "HOST": "127.0.0.1", "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "service.cli", "up", "--demo"],
        env=environ,
        cwd=Path(__file__).parents[2],
        stdout=log,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture(scope="package")
def service(run_folder: Path) -> Iterator[Running]:
    """`sijari up --demo` on a port and a folder of its own; stopped by SIGTERM, after which nothing is left of it."""
    if not FETCHED:
        pytest.skip("front-end packages are not fetched; run make setup")
    folder = Path(tempfile.mkdtemp(prefix="sijari-peramban-"))
    data, told = folder / "data", folder / "told"
    port = _free_port()
    with told.open("wb") as log, demo.alone(run_folder) as kept:
        if kept.exists():
            demo.copy_data(kept, data)
        process = _start(data, port, log)
        try:
            base = _ready(process, told)
            if not kept.exists():
                demo.keep_data(data, kept)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    try:
        yield Running(f"http://127.0.0.1:{port}" if "localhost" not in base else f"http://localhost:{port}", data)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(90)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        left = _members(process.pid) + _of_folder(data)
        said = told.read_text()
        shutil.rmtree(folder, ignore_errors=True)
    assert not left, f"still running after SIGTERM: {left}"
    assert process.returncode == 0, said
    assert "Nothing was lost" in said


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. For the tests of one file: while Playwright lives, nothing else may use asyncio."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("program missing: chromium")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def findings() -> Iterator[Findings]:
    """Whatever was wrong with any page fails the test at its end, all of it at once."""
    shots = os.environ.get(SHOTS)
    if shots:
        Path(shots).mkdir(parents=True, exist_ok=True)
    found = Findings(Path(shots) if shots else None)
    yield found
    assert not found.wrong, "\n".join(dict.fromkeys(found.wrong))


@pytest.fixture(params=[WIDE, NARROW])
def company(
    request: pytest.FixtureRequest, service: Running, browser: Browser, findings: Findings
) -> Iterator[Company]:
    """Everybody who takes part, at a desk and on a phone."""
    made = Company(browser, service.base, findings, request.param)
    yield made
    made.leave()


@pytest.fixture
def wide(service: Running, browser: Browser, findings: Findings) -> Iterator[Company]:
    """Everybody who takes part, at a desk."""
    made = Company(browser, service.base, findings, WIDE)
    yield made
    made.leave()
