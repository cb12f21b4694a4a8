"""Pages as a signed-in person fetches them: how long each takes, and how much of it the processor works.

The page function runs in this process, so its processor time is the service's own; PostgreSQL's processes are counted
beside it. On a machine that does other things too, the processor time is the figure to look at.
"""

import gc
import resource
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from service.accounts import browser, entry
from service.accounts.entry import Device
from service.accounts.models import Person
from service.app import create_app
from service.core.permissions import Role
from service.offices.models import Office
from service.wiring import FACTORIES
from tests.bench.databases import Kept
from tests.support.people import make_person

WARM = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What one kind of request took in milliseconds; `cpu` and `server` are processor time."""

    engine: str
    size: int
    who: str
    what: str
    p50: float
    p95: float
    cpu: float
    server: float
    rounds: int

    def as_row(self) -> dict[str, Any]:
        """For a file of results."""
        return asdict(self)


class Visitor:
    """A person of an office with every role, who looks at pages."""

    def __init__(self, kept: Kept, app: Flask, office_id: UUID) -> None:
        self.kept = kept
        self.client: FlaskClient = app.test_client()
        self.url = kept.tools.settings.public_url
        with kept.tools.begin() as uow:
            person = uow.session.get_one(Person, _person(kept, office_id))
            token = entry.open_session(uow, person, Device("127.0.0.1", "Bench"))
        self.client.set_cookie(
            browser.cookie_name(app), token, domain=urlsplit(self.url).hostname or "", secure=True, path="/"
        )

    def fetch(self, path: str) -> int:
        """One request; its length."""
        answer = self.client.get(path, base_url=self.url)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"  # noqa: PLR2004  OK
        return len(answer.data)

    def look(self, who: str, what: str, paths: Sequence[str], rounds: int) -> Look:
        """Every one of these addresses so many times in turn, after a warm-up; each request counts alone."""
        for path in paths:
            for _ in range(WARM):
                self.fetch(path)
        gc.collect()
        taken: list[float] = []
        cpu, server = time.process_time(), self.kept.server_seconds()
        for _ in range(rounds):
            for path in paths:
                begun = time.perf_counter()
                self.fetch(path)
                taken.append((time.perf_counter() - begun) * 1000)
        cpu, server = time.process_time() - cpu, self.kept.server_seconds() - server
        taken.sort()
        many = len(taken)
        return Look(
            self.kept.engine, self.kept.seeded.agreements, who, what,
            round(taken[many // 2], 1), round(taken[min(many - 1, int(many * 0.95))], 1),
            round(cpu / many * 1000, 1), round(server / many * 1000, 1), many,
        )  # fmt: skip


def _person(kept: Kept, office_id: UUID) -> UUID:
    with kept.tools.reading() as session:
        office = session.get_one(Office, office_id)
        known = session.scalars(select(Person.id).where(Person.office_id == office_id, Person.name == "Bench")).first()
    return known or make_person(kept.tools, office, *(one.value for one in Role), name="Bench").id


def application(kept: Kept) -> Flask:
    """The whole web application on a database."""
    kept.tools.factories.update(FACTORIES)
    app = create_app(kept.tools)
    app.config["SIJARI_RAISE"] = app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


def visitors(kept: Kept) -> dict[str, Visitor]:
    """A person of RI, one of a province, one of a district."""
    app = application(kept)
    return {who: Visitor(kept, app, getattr(kept.seeded, who)) for who in ("national", "province", "district")}


def peak_mb() -> int:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
