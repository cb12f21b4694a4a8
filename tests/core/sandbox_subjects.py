"""What the tests run in a child: well-behaved functions and hostile ones."""

import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from service.core.clock import Zone
from service.core.refusals import Refused, Sentence


@dataclass
class Bomb:
    """Pickles into a call of os.system."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, ("true",))


def double(data: bytes) -> bytes:
    return data * 2


def typed() -> object:
    sentence = Sentence(id="satu", en="one")
    return {
        "when": datetime(2025, 5, 28, tzinfo=UTC),
        "day": date(2025, 5, 28),
        "zone": Zone.WIB,
        "s": (sentence, None),
    }


def refuse(code: str) -> None:
    raise Refused(code, field="judul", n=3)


def spin() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(60)


def sleep_deaf() -> None:
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    time.sleep(60)


def eat() -> int:
    return len(bytearray(2_000_000_000))


def abort() -> None:
    os.abort()


def leave() -> None:
    os._exit(0)


def fail() -> None:
    raise ValueError("something personal")


def answer_with_code() -> object:
    return Bomb()


def can_reach(port: int) -> bool:
    """Whether a server on this machine answers."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def environment(name: str) -> str | None:
    return os.environ.get(name)


def loaded(module: str) -> bool:
    return module in sys.modules


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def write_pid_and_sleep(file: str) -> None:
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)
