"""A worker may die between any two steps: the work done again ends in exactly one archived file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement, PaperRevision
from service.core.actor import SYSTEM, Actor
from service.core.jobs import Job, retry
from service.core.storage import DiskStorage, Stored
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.seals.ports import PaperSealer
from tests.signing.test_acts import sign_next
from tests.signing.test_events import event_of, open_it
from tests.support.signing import equip, ready_to_sign
from workers.runtime import drain


class Killed(BaseException):
    """The process is gone; nothing that was meant to happen afterwards happens."""


@dataclass
class Reaper:
    """Kills each kind of step once: before and after every file is stored and every transaction is committed."""

    seen: set[str] = field(default_factory=set)
    place: int = 0

    def pass_by(self, step: str) -> None:
        self.place += 1
        name = f"{self.place}:{step}"
        if name not in self.seen:
            self.seen.add(name)
            raise Killed(name)


@dataclass
class MortalStorage:
    """A storage whose process may die around each write."""

    inner: DiskStorage
    reaper: Reaper

    def put(self, data: bytes) -> Stored:
        self.reaper.pass_by("before put")
        stored = self.inner.put(data)
        self.reaper.pass_by("after put")
        return stored

    def get(self, sha256: str) -> bytes:
        return self.inner.get(sha256)

    def has(self, sha256: str) -> bool:
        return self.inner.has(sha256)

    def names(self) -> Iterator[str]:
        return self.inner.names()


class MortalTools(Tools):
    """Tools whose process may die before and after each commit."""

    reaper: Reaper

    @contextmanager
    def begin(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        with super().begin(actor) as uow:
            yield uow
            self.reaper.pass_by("before commit")
        self.reaper.pass_by("after commit")


def mortal(tools: Tools) -> MortalTools:
    reaper = Reaper()
    made = MortalTools(
        tools.settings, tools.database, MortalStorage(tools.storage, reaper), tools.clock, tools.bell, tools.factories
    )
    made._parts = tools._parts
    made.reaper = reaper
    return made


def drain_among_deaths(tools: MortalTools, clock) -> int:
    """Work until all is done, however often the worker dies; returns how often it did."""
    deaths, done = 0, 0
    tools.reaper.seen.clear()  # what killed the work before is to kill this work too
    for _ in range(400):
        tools.reaper.place = 0
        try:
            drain(tools)
        except Killed:
            deaths += 1
        with tools.reading() as session:
            states = session.scalars(select(Job.state)).all()
        if set(states) == {"done"}:
            return deaths
        if states.count("done") != done:  # the next job dies at all of its steps too
            tools.reaper.seen.clear()
            done = states.count("done")
        clock.advance(minutes=3)  # the lease of the dead worker ends
        retry_what_was_given_up(tools)
    raise AssertionError(f"work that never ends: {states}")


def retry_what_was_given_up(tools: Tools) -> None:
    """Work that killed worker after worker is left to a person, who presses Retry."""
    with tools.database.begin() as session:
        for job_id in session.scalars(select(Job.id).where(Job.state == "failed")).all():
            retry(session, job_id, tools.clock.now())


@pytest.mark.parametrize("mode", [Mode.ELECTRONIC, Mode.WET])
def test_dying_at_every_step_once_ends_in_one_archived_file(sqlite_tools, clock, mode):
    equip(sqlite_tools)
    made = ready_to_sign(sqlite_tools, mode)
    tools = mortal(sqlite_tools)
    open_it(sqlite_tools, made)
    deaths = drain_among_deaths(tools, clock)
    if mode is Mode.ELECTRONIC:
        for _ in range(2):
            sign_next(sqlite_tools, made)
            deaths += drain_among_deaths(tools, clock)
        expected = ["engrossed", "prepared", "signed", "signed", "archived"]
    else:
        record_original(sqlite_tools, made)
        deaths += drain_among_deaths(tools, clock)
        expected = ["engrossed", "engrossed", "scan"]  # two originals
    assert deaths > 15
    with sqlite_tools.reading() as session:
        rows = session.scalars(select(PaperRevision).order_by(PaperRevision.sequence)).all()
        agreement = session.get_one(Agreement, made.agreement_id)
    assert [row.kind for row in rows] == expected
    assert [row.published for row in rows] == [False] * (len(rows) - 1) + [True]
    assert agreement.stage == Stage.FOLLOW_UP
    assert agreement.final_sha256 == rows[-1].sha256 == event_of(sqlite_tools, made).final_sha256
    verdict = sqlite_tools.part(PaperSealer).judge(sqlite_tools.storage.get(agreement.final_sha256))
    assert verdict.authentic
    signatures = [one.signer for one in verdict.signatures if one.kind == "signature"]
    assert signatures == (["Prof. Siti Aminah", "Rahmat Hidayat"] if mode is Mode.ELECTRONIC else [])


def record_original(tools: Tools, made) -> None:
    from datetime import date

    from service.agreements.actions import OutsideAct, check_act
    from service.agreements.models import ActKind
    from service.signing.actions import record_original as record
    from tests.support.papers import plain_pdf

    scan = tools.storage.put(plain_pdf(2, "Pindaian"))
    said = {"signed_on": "2026-03-01", "partner_number": "1/2026"}
    act = OutsideAct(
        ActKind.WET_ORIGINAL, made.agreement_id, "Keduanya", date(2026, 3, 1), "", scan, "application/pdf", said
    )
    with tools.begin(made.people["drafter"]) as uow:
        row = record(uow, made.agreement_id, act)
    with tools.begin(made.people["archivist"]) as uow:
        check_act(uow, row.id)
