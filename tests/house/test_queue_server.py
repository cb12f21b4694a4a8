"""The embedded Valkey: on a private socket, keeping what it was told, never left behind."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from service.core import processes, queue_server


@pytest.fixture
def server(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = queue_server.start(tmp_path)
    yield process
    processes.stop(process, patience=5)


def client(data: Path) -> redis.Redis:
    return redis.Redis.from_url(queue_server.socket_url(data))


def test_only_we_may_reach_it(server, tmp_path: Path) -> None:
    path = queue_server.socket_path(tmp_path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    with client(tmp_path) as link:
        assert link.config_get("port")["port"] == "0"


def test_what_it_was_told_survives_an_orderly_stop(tmp_path: Path) -> None:
    first = queue_server.start(tmp_path)
    with client(tmp_path) as link:
        link.set("word", "kept")
    assert processes.stop(first, patience=5)
    second = queue_server.start(tmp_path)
    with client(tmp_path) as link:
        assert link.get("word") == b"kept"
    processes.stop(second, patience=5)


def test_one_left_behind_is_ended_and_its_data_kept(server, tmp_path: Path) -> None:
    with client(tmp_path) as link:
        link.set("word", "kept")
    second = queue_server.start(tmp_path)
    assert server.wait(5) == 0
    with client(tmp_path) as link:
        assert link.get("word") == b"kept"
    processes.stop(second, patience=5)


def test_a_socket_without_a_server_does_not_stand_in_the_way(tmp_path: Path) -> None:
    first = queue_server.start(tmp_path)
    first.kill()
    first.wait()
    second = queue_server.start(tmp_path)
    assert queue_server.answers(queue_server.socket_path(tmp_path))
    processes.stop(second, patience=5)


@pytest.mark.parametrize("name", ["a folder with spaces", "x" * 90, "percent%20"])
def test_an_awkward_data_folder_gets_a_short_socket_elsewhere(tmp_path: Path, name: str) -> None:
    path = queue_server.socket_path(tmp_path / name)
    assert len(str(path)) < 100
    assert str(os.geteuid()) in path.parent.name
    assert path == queue_server.socket_path(tmp_path / name), "every process finds the same"


def test_a_folder_that_somebody_else_prepared_is_refused(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.symlink_to(tmp_path)
    with pytest.raises(queue_server.QueueServerFault, match="somebody else"):
        queue_server.private_folder(trap)


def test_a_child_does_not_outlive_its_parent() -> None:
    code = (
        "import sys, time; from service.core import processes\n"
        "child = processes.start([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
