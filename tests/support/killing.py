"""Killing a process between any two steps of its work, or at a random moment."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from service.core.database import Database
from service.core.storage import Stored
from service.core.tools import Tools
from service.documents.ports import Renderer

Work = Callable[[Tools], object]


class Counter:
    """Kills this very process (SIGKILL, as a power loss would) at the step asked for."""

    def __init__(self, at: int) -> None:
        self.left = at

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class KillingDatabase(Database):
    """Counts a step before each changing transaction and one after its commit."""

    counter: Counter

    @contextmanager
    def begin(self) -> Iterator[Any]:
        self.counter.step()
        with super().begin() as session:
            yield session
        self.counter.step()


class KillingStorage:
    """Counts a step before and after each file that is stored."""

    def __init__(self, inner: Any, counter: Counter) -> None:
        self._inner, self._counter = inner, counter

    def put(self, data: bytes) -> Stored:
        self._counter.step()
        stored: Stored = self._inner.put(data)
        self._counter.step()
        return stored

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def in_child(tools: Tools, work: Work, *, kill_at: int = 0, kill_after: float = 0.0) -> str:
    """Do work in a forked process with its own connections; "done" or "killed". 0 kills nowhere.

    `kill_at` kills at a step, `kill_after` after seconds; any other end of the child fails the test.
    """
    tools.database.dispose()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        code = 1
        try:
            work(_own(tools, kill_at))
            code = 0
        except BaseException:  # noqa: BLE001  a child must never come back into pytest
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(code)
    if kill_after:
        _kill_later(child, kill_after)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return "killed"
    assert os.WEXITSTATUS(status) == 0, "the child failed; its traceback stands in the captured output"
    return "done"


def _kill_later(child: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(0.005)
        if _has_ended(child):
            return
    os.kill(child, signal.SIGKILL)


def _has_ended(child: int) -> bool:
    with open(f"/proc/{child}/stat", encoding="ascii") as file:  # noqa: PTH123  /proc is no ordinary path
        return file.read().rpartition(")")[2].split()[0] == "Z"


def _own(tools: Tools, kill_at: int) -> Tools:
    counter = Counter(kill_at)
    database = KillingDatabase(tools.database.url)
    database.counter = counter
    renderer = tools._parts.get(Renderer)
    own = Tools(
        tools.settings,
        database,
        KillingStorage(tools.storage, counter),  # type: ignore[arg-type]  # it passes everything else on
        tools.clock,
        tools.bell,
        dict(tools.factories),
    )
    if renderer is not None:
        own.use(Renderer, renderer)
    return own
