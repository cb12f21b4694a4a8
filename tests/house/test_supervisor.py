"""`sijari up`: children are kept running, restarted with a growing pause, and stopped in order."""

import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from service.core import processes
from service.settings import Settings
from service.supervisor import CannotStart, Child, Supervisor, _check_port, _only_one

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(3)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]


def child(name: str, command: list[str], patience: float = 5) -> Child:
    return Child(name, lambda: processes.start(command), patience)


def supervisor(*children: Child, ready: bool = True) -> tuple[Supervisor, list[str]]:
    said: list[str] = []
    return Supervisor(list(children), said.append, ready=ready), said


def wait_for_end(process: "subprocess.Popen[bytes] | None") -> None:
    assert process is not None
    process.wait(10)


def test_a_child_that_dies_is_started_again_and_it_is_said() -> None:
    boss, said = supervisor(child("worker", SLEEP))
    boss.start_all()
    first = boss.children[0].process
    assert first is not None
    first.kill()
    wait_for_end(first)
    boss.tend()
    assert said == ["worker stopped unexpectedly (signal SIGKILL); starting it again in 1 s."]
    assert boss.children[0].process is None, "not at once: a pause comes first"
    boss.children[0].again_at = 0
    boss.tend()
    second = boss.children[0].process
    assert second is not None
    assert second.pid != first.pid
    boss.stop_all()


def test_the_pause_grows_and_has_an_end() -> None:
    boss, said = supervisor(child("worker", FAIL))
    for _ in range(7):
        boss.children[0].again_at = 0
        boss.tend()
        wait_for_end(boss.children[0].process)
        boss.tend()
    assert [line.rpartition(" in ")[2] for line in said] == ["1 s.", "2 s.", "4 s.", "8 s.", "16 s.", "30 s.", "30 s."]


def test_a_child_that_never_comes_up_ends_the_start_with_a_sentence() -> None:
    boss, _ = supervisor(child("web", FAIL), ready=False)

    def try_again() -> None:
        boss.children[0].again_at = 0
        boss.tend()
        wait_for_end(boss.children[0].process)
        boss.tend()

    try_again()
    try_again()
    with pytest.raises(CannotStart, match=r"web does not start \(exit code 3\)"):
        try_again()


def test_the_last_started_is_the_first_stopped(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    code = (
        "import signal, sys, time\n"
        f"def leave(*_):\n    open({str(notes)!r}, 'a').write(sys.argv[1]); sys.exit()\n"
        "signal.signal(signal.SIGTERM, leave)\n"
        f"open({str(tmp_path)!r} + '/' + sys.argv[1], 'w').close(); time.sleep(60)"
    )
    boss, _ = supervisor(*(child(name, [sys.executable, "-c", code, name]) for name in "abc"))
    boss.start_all()
    deadline = time.monotonic() + 10
    while len(list(tmp_path.glob("?"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    boss.stop_all()
    assert notes.read_text() == "cba"


def test_a_child_that_will_not_end_is_killed_when_its_time_is_over() -> None:
    boss, _ = supervisor(child("stubborn", STUBBORN, patience=0.1))
    boss.start_all()
    process = boss.children[0].process
    assert process is not None
    time.sleep(0.3)
    boss.stop_all()
    assert process.returncode is not None


def test_one_data_folder_carries_one_service(tmp_path: Path) -> None:
    already = f"runs on {tmp_path} already .process {os.getpid()}"
    with _only_one(tmp_path), pytest.raises(CannotStart, match=already), _only_one(tmp_path):
        pass
    with _only_one(tmp_path):
        pass


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = Settings(data=tmp_path, database_url="sqlite://", port=other.getsockname()[1])
        with pytest.raises(CannotStart, match="is in use by another program"):
            _check_port(settings)
    _check_port(replace(settings, port=settings.port))
