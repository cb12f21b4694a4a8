"""Valkey is killed: pages go on answering at once, say nothing false, and the work is done once it is back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from service.agreements.models import Agreement
from service.app import create_app
from service.core import jobs, queue_server
from service.core.jobs import JobState
from service.core.queue import RqBell, make_connection, make_queue
from service.core.tools import Tools
from service.documents.models import DocumentVersion
from service.documents.ports import Renderer
from service.supervisor import Child, Supervisor
from service.wiring import FACTORIES, register_rooms
from tests.support.pages import PageClient
from tests.support.people import make_staff
from tests.support.rooms import make_agreement
from tests.support.signing import PlainRenderer
from workers import runtime
from workers.runtime import perform
from workers.schedule import ring_lost_work

QUICK = 4.0  # a page that had to wait for a dead queue's time limits would take longer


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Supervisor]:
    """An embedded Valkey kept running by the supervisor."""
    boss = Supervisor([Child("valkey", lambda: queue_server.start(tmp_path), 5)], lambda _line: None, ready=True)
    boss.start_all()
    yield boss
    boss.stop_all()


def kill(boss: Supervisor) -> None:
    process = boss.children[0].process
    assert process is not None
    process.kill()
    process.wait(10)


def start_again(boss: Supervisor) -> None:
    boss.tend()  # sees the death
    boss.children[0].again_at = 0  # its pause is over
    boss.tend()
    assert boss.children[0].process is not None


def rung(data: Path) -> list[str]:
    """What RQ holds for the workers."""
    found = make_queue("render", queue_server.socket_url(data))
    return [str(job.args[0]) for job in found.jobs]


def test_a_version_saved_while_valkey_is_dead_gets_its_paper_afterwards(
    sqlite_tools: Tools, queue, clock, tmp_path, monkeypatch
):
    tools = sqlite_tools
    tools.bell = RqBell(queue_server.socket_url(tmp_path))
    tools.use(Renderer, PlainRenderer([]))
    register_rooms()
    tools.factories.update({part: factory for part, factory in FACTORIES.items() if part is not Renderer})
    pages = PageClient(create_app(tools))
    staff = make_staff(tools)
    agreement_id = make_agreement(tools, staff, saved=False)
    pages.sign_in(staff.drafter)
    drafting = pages.see(f"/kerja-sama/{agreement_id}/perumusan")

    kill(queue)
    begun = time.monotonic()
    page = pages.submit(drafting, {"note": "Valkey mati"}, action="/versi")
    assert time.monotonic() - begun < QUICK
    assert "Versi 1 disimpan. PDF-nya sedang dibuat." in page.text  # it is wanted, in the database; not said to be done
    with tools.reading() as session:
        (job,) = jobs.of_agreement(session, agreement_id)
        version = session.query(DocumentVersion).one()
        assert (job.state, version.rendered_at) == (JobState.WANTED, None), "nothing is shown as done"
        assert session.get_one(Agreement, agreement_id).stage == "drafting"
    begun = time.monotonic()
    pages.see(f"/kerja-sama/{agreement_id}")
    pages.sign_out()
    pages.see("/masuk")  # limits are counted in memory meanwhile
    refused = pages.post("/masuk", data={"csrf_token": token(pages), "email": "x@y.example", "password": "salah"})
    assert refused.status_code == 422
    assert time.monotonic() - begun < 2 * QUICK

    start_again(queue)
    assert rung(tmp_path) == [], "the ring was lost with the queue"
    clock.advance(seconds=120)
    ring_lost_work(tools)  # the schedule does so every five seconds
    assert rung(tmp_path) == [str(job.id)], "and the sweep has rung again"
    work_off(tools, tmp_path, monkeypatch)
    assert rung(tmp_path) == []
    assert perform(job.id, tools) is None, "ringing twice does nothing twice"
    with tools.reading() as session:
        assert session.query(DocumentVersion).one().rendered_at is not None


def token(pages: PageClient) -> str:
    return pages.see("/masuk").form().values["csrf_token"]


def work_off(tools: Tools, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker of RQ takes what was rung, as `python -m workers.main render` does, until nothing is left."""
    monkeypatch.setattr(runtime, "_TOOLS", tools)
    connection = make_connection(queue_server.socket_url(data))
    SimpleWorker(["render"], connection=connection, serializer=JSONSerializer).work(burst=True, logging_level="WARNING")


def test_what_was_rung_before_the_kill_is_not_rung_away(queue, tmp_path):
    bell = RqBell(queue_server.socket_url(tmp_path))
    bell.ring([("render", "00000000-0000-0000-0000-000000000001")])
    time.sleep(1.2)  # the log is written to disk every second
    kill(queue)
    start_again(queue)
    assert rung(tmp_path) == ["00000000-0000-0000-0000-000000000001"]
