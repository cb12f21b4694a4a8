"""A timestamp authority on loopback that can be told to misbehave: hang, refuse, answer garbage, or be slow."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from service.authority.timestamp import rejection


class Mood(StrEnum):
    """How the fake behaves."""

    WELL = "well"
    HANG = "hang"
    REFUSE = "refuse"
    GARBAGE = "garbage"
    ERROR = "error"
    WRONG_IMPRINT = "wrong_imprint"
    ENDLESS = "endless"
    REDIRECT = "redirect"


@dataclass
class FakeTsa:
    """A running fake; `answer` makes honest tokens, `requests` counts what came in."""

    answer: Callable[[bytes], bytes]
    mood: Mood = Mood.WELL
    requests: int = 0
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)
    first: bytes = b""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        fake: FakeTsa = self.server.fake  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fake.requests += 1
        fake.first = fake.first or body
        if fake.mood is Mood.HANG:
            fake.released.wait(20)
            return
        if fake.mood is Mood.ERROR:
            self._send(503, b"sibuk")
        elif fake.mood is Mood.REDIRECT:
            self._send(302, b"", location="http://127.0.0.1:9/lain")
        elif fake.mood is Mood.REFUSE:
            self._send(200, rejection("system_failure"))
        elif fake.mood is Mood.GARBAGE:
            self._send(200, b"<html>bukan token</html>")
        elif fake.mood is Mood.ENDLESS:
            self._send(200, b"\x30" * 200_000)
        elif fake.mood is Mood.WRONG_IMPRINT:
            self._send(200, fake.answer(fake.first))
        else:
            self._send(200, fake.answer(body))

    def _send(self, status: int, body: bytes, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        try:
            self.wfile.write(body)
        except BrokenPipeError:
            return  # the client had seen enough

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def running(answer: Callable[[bytes], bytes], mood: Mood = Mood.WELL) -> Iterator[FakeTsa]:
    """A fake on a free port of loopback, stopped at the end."""
    fake = FakeTsa(answer, mood)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.fake = fake  # type: ignore[attr-defined]
    fake.url = f"http://127.0.0.1:{server.server_port}/tsa"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        fake.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
