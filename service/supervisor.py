"""`sijari up`: Valkey, migrations, pages, workers and schedule in one process tree, started and stopped in order."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import click

from service.core import processes, queue_server
from service.core.clock import SystemClock
from service.demo.marker import is_seeded
from service.keyfiles import Mode, create_installation
from service.processes_cli import role_command, web_command
from service.settings import Settings, load

Process = subprocess.Popen[bytes]
LONGEST_PAUSE = 30.0
SETTLED = 60.0  # seconds after which a child counts as healthy again
READY_WITHIN = 120.0
TRIES_BEFORE_READY = 3


class CannotStart(click.ClickException):
    """Why the service does not come up, and what to do."""


@dataclass(slots=True)
class Child:
    """A part of the service that is kept running: how it is started, and how long its end may take."""

    name: str
    start: Callable[[], Process]
    patience: float
    process: Process | None = None
    failures: int = 0
    started_at: float = 0.0
    again_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps children running; they are stopped last started, first stopped."""

    children: list[Child]
    say: Callable[[str], None]
    ready: bool = False
    asked_to_stop: int = 0
    _wake: threading.Event = field(default_factory=threading.Event)

    def stopping(self) -> bool:
        """Whether somebody asked for the end."""
        return self.asked_to_stop > 0

    def watch_signals(self) -> None:
        """Let SIGTERM, SIGINT and SIGHUP end the service in order; a second one hurries."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop_asked)
        signal.signal(signal.SIGCHLD, lambda *_: self._wake.set())

    def _stop_asked(self, *_: object) -> None:
        self.asked_to_stop += 1
        self._wake.set()

    def start_all(self) -> None:
        """Start what is not running yet, in the order of the list."""
        for child in self.children:
            if child.process is None and not self.stopping():
                self._start(child)

    def _start(self, child: Child) -> None:
        child.started_at = time.monotonic()
        child.process = child.start()

    def tend(self) -> None:
        """Start again what has died, after a growing pause. Raises CannotStart when it never came up."""
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._died(child, child.process.returncode, now)
            elif child.process is None and now >= child.again_at:
                self._start(child)

    def _died(self, child: Child, code: int, now: float) -> None:
        if now - child.started_at > SETTLED:
            child.failures = 0
        child.failures += 1
        if not self.ready and child.failures >= TRIES_BEFORE_READY:
            raise CannotStart(f"{child.name} does not start ({_ending(code)}); `sijari doctor` may name the cause.")
        pause = min(2.0 ** (child.failures - 1), LONGEST_PAUSE)
        child.process, child.again_at = None, now + pause
        self.say(f"{child.name} stopped unexpectedly ({_ending(code)}); starting it again in {pause:.0f} s.")

    def wait(self, seconds: float) -> None:
        """Sleep until something happens, at most so long."""
        self._wake.wait(seconds)
        self._wake.clear()

    def run(self) -> None:
        """Keep everything running until asked to stop."""
        while not self.stopping():
            self.tend()
            self.wait(0.5)

    def stop_all(self) -> None:
        """Stop the children in reverse order; work that is cut short is done again after the next start."""
        for child in reversed(self.children):
            if child.process is not None:
                self._stop(child.process, child.patience)
                child.process = None

    def _stop(self, process: Process, patience: float) -> None:
        if process.poll() is None:
            process.terminate()
        deadline = time.monotonic() + patience
        while process.poll() is None and time.monotonic() < deadline and self.asked_to_stop < 2:
            self.wait(0.1)
        processes.stop(process, patience=0.2)


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


@click.command()
@click.option("--demo", is_flag=True, help="With invented people and agreements, to try it out.")
def up(*, demo: bool) -> None:
    """Run the whole service in one process tree until SIGTERM or Ctrl-C; nothing is lost by stopping it."""
    settings = _prepare(demo=demo)
    with _only_one(settings.data), _log(settings) as output:
        _check_port(settings)
        supervisor = Supervisor(_whole_service(settings, output), click.echo)
        supervisor.watch_signals()
        try:
            _bring_up(supervisor, settings, output)
            supervisor.run()
        finally:
            click.echo("Stopping.")
            supervisor.stop_all()
    click.echo("Stopped. Nothing was lost; unfinished work goes on at the next start.")


def run_workers(settings: Settings) -> int:
    """The workers of one machine under a small supervisor of their own."""
    supervisor = Supervisor(_workers(settings, dict(os.environ), None), click.echo, ready=True)
    supervisor.watch_signals()
    try:
        supervisor.start_all()
        supervisor.run()
    finally:
        supervisor.stop_all()
    return 0


def _prepare(*, demo: bool) -> Settings:
    settings = load(demo=demo or None, complete=False)
    if demo:
        create_installation(settings.data, Mode.DEMO, SystemClock().now())
    settings = load(demo=demo or None)
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings


def _whole_service(settings: Settings, output: IO[bytes] | None) -> list[Child]:
    environ = os.environ | {"SIJARI_SUPERVISED": "1"}
    children = []
    if settings.embedded_queue:
        environ["REDIS_URL"] = queue_server.socket_url(settings.data)
        children.append(Child("valkey", lambda: queue_server.start(settings.data), patience=15))
    children += _workers(settings, environ, output)
    children.append(_child("schedule", role_command("schedule"), environ, output, patience=20))
    children.append(_child("web", web_command(), environ, output, patience=25))
    return children


def _workers(settings: Settings, environ: dict[str, str], output: IO[bytes] | None) -> list[Child]:
    roles = ["render"] * settings.render_workers + ["general"] * settings.general_workers
    return [
        _child(f"worker {role} {number}", role_command(role), environ, output, patience=60)
        for number, role in enumerate(roles, start=1)
    ]


def _child(
    name: str, command: list[str], environ: dict[str, str], output: IO[bytes] | None, *, patience: float
) -> Child:
    return Child(name, lambda: processes.start(command, environ=environ, output=output), patience)


def _bring_up(supervisor: Supervisor, settings: Settings, output: IO[bytes] | None) -> None:
    """Migrate, seed the demo, start everything, wait until it answers, and say where."""
    click.echo("Preparing the database …")
    _run_first(supervisor, ["migrate"], output)
    if settings.demo and not is_seeded(settings.data):
        click.echo("Preparing the demo data; this takes up to a minute, once …")
        _run_first(supervisor, ["demo-reset", "--if-empty"], output)
    supervisor.start_all()
    deadline = time.monotonic() + READY_WITHIN
    while not supervisor.stopping() and not _answers(settings):
        if time.monotonic() > deadline:
            raise CannotStart("The service does not answer; `sijari doctor` may name the cause.")
        supervisor.tend()
        supervisor.wait(0.3)
    if not supervisor.stopping():
        supervisor.ready = True
        _announce(settings)


def _run_first(supervisor: Supervisor, command: list[str], output: IO[bytes] | None) -> None:
    """Run one of our own commands to its end before anything else starts."""
    if supervisor.stopping():
        return
    process = processes.start([sys.executable, "-m", "service.cli", *command], output=output)
    while process.poll() is None:
        supervisor.wait(0.5)
        if supervisor.stopping():
            processes.stop(process, patience=20)
            return
    if process.returncode:
        raise CannotStart(f"`sijari {' '.join(command)}` failed; what it said stands above or in the log.")


def _answers(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(settings.host, settings.host)  # noqa: S104
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
    try:
        with opener.open(f"http://{host}:{settings.port}/readyz", timeout=3) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _announce(settings: Settings) -> None:
    click.echo(f"\nSijari is ready: {settings.public_url}")
    if settings.demo:
        from service.demo.people import announcement

        click.echo(announcement())
        click.echo(f"Log: {settings.data / 'log' / 'sijari.log'}")
    click.echo("Ctrl-C stops everything.\n")


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except PermissionError:
            raise CannotStart(
                f"Port {settings.port} may be used by root only; choose one above 1023: PORT=8000"
            ) from None
        except OSError:
            raise CannotStart(
                f"Port {settings.port} on {settings.host} is in use by another program. "
                f"Stop that program, or choose another port: PORT={settings.port + 1}"
            ) from None


@contextlib.contextmanager
def _only_one(data: Path) -> Iterator[None]:
    folder = data / "run"
    queue_server.private_folder(folder)
    with (folder / "up.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotStart(f"Sijari runs on {data} already (process {file.read().strip() or 'unknown'}).") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextlib.contextmanager
def _log(settings: Settings) -> Iterator[IO[bytes] | None]:
    """The demo writes its log to a file, so that the terminal shows the address; a real installation to its output."""
    if not settings.demo:
        yield None
        return
    folder = settings.data / "log"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sijari.log").open("wb", buffering=0) as file:
        yield file
