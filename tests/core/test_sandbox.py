"""The limited child process: it gives back results, and nothing it does can hurt who called it."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.core.refusals import Refused
from service.core.sandbox import Failure, Sandbox, SandboxFailed
from tests.core import sandbox_subjects

SUBJECTS = "tests.core.sandbox_subjects"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(preload=(SUBJECTS,))
    yield sandbox
    sandbox.close()


def run(sandbox: Sandbox, name: str, *args: object, cpu: int = 5, memory: int = 200, timeout: float = 10) -> object:
    return sandbox.run(f"{SUBJECTS}:{name}", *args, cpu_seconds=cpu, memory_mb=memory, timeout_s=timeout)


def test_a_result_comes_back_with_its_types(sandbox: Sandbox) -> None:
    assert run(sandbox, "double", b"ab" * 1_000_000) == b"ab" * 2_000_000
    assert run(sandbox, "typed") == sandbox_subjects.typed()


def test_a_refusal_inside_is_raised_outside(sandbox: Sandbox) -> None:
    with pytest.raises(Refused) as caught:
        run(sandbox, "refuse", "template_unknown_field")
    assert (caught.value.code, caught.value.field, caught.value.params) == ("template_unknown_field", "judul", {"n": 3})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("spin", Failure.TIMEOUT, id="burns CPU"),
        pytest.param("sleep", Failure.TIMEOUT, id="sleeps for ever"),
        pytest.param("sleep_deaf", Failure.TIMEOUT, id="ignores every polite signal"),
        pytest.param("eat", Failure.MEMORY, id="eats memory"),
        pytest.param("abort", Failure.CRASHED, id="dies in C"),
        pytest.param("leave", Failure.CRASHED, id="leaves without a word"),
        pytest.param("fail", Failure.CRASHED, id="raises"),
        pytest.param("answer_with_code", Failure.CRASHED, id="answers with a pickle that would run code"),
    ],
)
def test_a_child_that_fails_is_named_and_the_next_call_works(sandbox: Sandbox, name: str, code: Failure) -> None:
    with pytest.raises(SandboxFailed) as caught:
        run(sandbox, name, cpu=1, timeout=1.5)
    assert caught.value.code is code
    assert run(sandbox, "double", b"x") == b"xx"


@pytest.mark.enable_socket
def test_the_child_reaches_no_network(sandbox: Sandbox) -> None:
    if subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this kernel gives an ordinary user no network namespace")
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert run(sandbox, "can_reach", server.getsockname()[1]) is False


def test_the_child_sees_no_secret_of_the_parent(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIJARI_MASTER_KEY", "secret")
    own = Sandbox()
    try:
        assert run(own, "environment", "SIJARI_MASTER_KEY") is None
    finally:
        own.close()


def test_threads_share_one_sandbox_and_do_not_wait_for_each_other(sandbox: Sandbox) -> None:
    results: list[object] = []
    threads = [threading.Thread(target=lambda: results.append(run(sandbox, "nap", 0.4))) for _ in range(6)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [0.4] * 6
    assert time.monotonic() - started < 6 * 0.4


def test_a_forked_process_uses_a_sandbox_of_its_own(sandbox: Sandbox) -> None:
    run(sandbox, "double", b"x")
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, bytes(str(run(sandbox, "double", b"y")), "ascii"))
            sandbox.close()
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"b'yy'"
    os.waitpid(pid, 0)
    assert run(sandbox, "double", b"z") == b"zz"


def test_a_killed_server_is_replaced(sandbox: Sandbox) -> None:
    run(sandbox, "double", b"x")
    assert sandbox._server is not None
    sandbox._server.kill()
    sandbox._server.wait()
    assert run(sandbox, "double", b"x") == b"xx"


def test_nothing_is_left_when_the_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "from service.core.sandbox import Sandbox\n"
        f"Sandbox().run('{SUBJECTS}:write_pid_and_sleep', {str(tmp_path / 'pid')!r},"
        " cpu_seconds=60, memory_mb=100, timeout_s=60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    pid = _wait_for_pid(tmp_path / "pid")
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _alive(pid)


def _wait_for_pid(file: Path) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if file.exists() and file.read_text():
            return int(file.read_text())
        time.sleep(0.02)
    raise AssertionError("the child did not start")


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def test_modules_named_late_are_loaded_once_into_the_running_server() -> None:
    own = Sandbox(preload=("no.such.module",))
    try:
        assert run(own, "loaded", "decimal_of_tests") is False
        assert own._server is not None
        pid = own._server.pid
        own.preload = (*own.preload, "fractions")
        assert run(own, "loaded", "fractions") is True
        assert own._server.pid == pid
    finally:
        own.close()
