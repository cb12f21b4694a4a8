import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from service.core.audit import AuditEvent, Stream
from service.core.database import Database
from service.core.jobs import Job
from service.core.mail import OutboxLetter
from service.core.queue import RqBell
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.models import Office
from tests.offices.people import plant

STREAM = Stream("agreement", UUID(int=1))


def counts(tools: Tools) -> tuple[int, int, int]:
    with tools.reading() as session:
        events, jobs, letters = (
            session.scalar(select(func.count()).select_from(table)) or 0 for table in (AuditEvent, Job, OutboxLetter)
        )
    return events, jobs, letters


def change(tools: Tools, fault: Exception | None = None) -> None:
    with tools.begin() as uow:
        uow.record(STREAM, "agreement:changed")
        uow.want("render_version", UUID(int=2))
        uow.post("reminder", "sari@contoh.example", {"name": "Sari"})
        if fault is not None:
            raise fault


def test_rows_events_work_and_letters_are_committed_together(tools: Tools) -> None:
    change(tools)
    assert counts(tools) == (1, 2, 1)


@pytest.mark.parametrize("fault", [Refused("comments_open"), RuntimeError("bug")])
def test_a_change_that_fails_leaves_nothing_and_rings_nothing(tools: Tools, fault: Exception) -> None:
    with pytest.raises(type(fault)):
        change(tools, fault)
    assert counts(tools) == (0, 0, 0)
    assert tools.bell.rung == []  # type: ignore[attr-defined]


def test_the_bell_rings_after_the_commit(tools: Tools) -> None:
    class Listening:
        seen: list[int] = []  # noqa: RUF012  one bell, one list

        def ring(self, jobs: list[tuple[str, str]]) -> None:
            with tools.reading() as session:  # another connection, which sees what is committed only
                self.seen.append(len([session.get_one(Job, UUID(job_id)) for _, job_id in jobs]))

    tools.bell = Listening()  # type: ignore[assignment]
    change(tools)
    assert Listening.seen == [2]


def test_a_bell_that_cannot_ring_does_not_undo_the_change(tools: Tools) -> None:
    tools.bell = RqBell("unix:///nowhere/valkey.sock")
    change(tools)
    assert counts(tools) == (1, 2, 1)


def test_work_wanted_a_second_time_is_not_rung_when_it_is_done(tools: Tools) -> None:
    with tools.begin() as uow:
        uow.want("render_version", UUID(int=2)).state = "done"
    tools.bell.rung.clear()  # type: ignore[attr-defined]
    with tools.begin() as uow:
        uow.want("render_version", UUID(int=2))
    assert tools.bell.rung == []  # type: ignore[attr-defined]


def test_a_change_on_what_somebody_else_changed_meanwhile_is_a_stale_page(tools: Tools) -> None:
    tree = plant(tools)
    with tools.reading() as session:
        seen = session.get_one(Office, tree.district)
    with tools.begin() as uow:
        uow.session.get_one(Office, tree.district).seat = "Kota Baru"
    seen.seat = "Kota Lama"
    with pytest.raises(Refused, match="stale_page"), tools.begin() as uow:
        uow.session.add(seen)
    with tools.reading() as session:
        assert session.get_one(Office, tree.district).seat == "Kota Baru"


def test_people_who_change_one_thing_at_the_same_moment_lose_no_event(tools: Tools) -> None:
    start, done, refused = threading.Barrier(6), [], []

    def act() -> None:
        start.wait()
        try:
            with tools.begin() as uow:
                uow.record(STREAM, "agreement:changed")
            done.append(True)
        except Refused as refusal:
            refused.append(refusal.code)

    threads = [threading.Thread(target=act) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert set(refused) <= {"stale_page"}
    assert len(done) + len(refused) == 6
    assert counts(tools)[0] == len(done) >= 1


def test_reading_commits_nothing(tools: Tools) -> None:
    tree = plant(tools)
    with tools.reading() as session:
        session.get_one(Office, tree.district).seat = "Diubah tanpa hak"
        session.flush()
    with tools.reading() as session:
        assert session.get_one(Office, tree.district).seat == ""


def test_a_reader_is_not_held_up_by_a_writer(tools: Tools) -> None:
    tree = plant(tools)
    with tools.begin() as uow:
        uow.session.get_one(Office, tree.district).seat = "Belum selesai"
        uow.session.flush()
        with tools.reading() as session:
            assert session.get_one(Office, tree.district).seat == ""


def test_what_was_read_can_still_be_shown_after_the_transaction(tools: Tools) -> None:
    tree = plant(tools)
    with tools.reading() as session:
        office = session.get_one(Office, tree.district)
    assert office.name == "Bawaslu 98.01"


def test_an_instant_without_a_zone_is_refused_by_the_database(tools: Tools) -> None:
    with pytest.raises(Exception, match="an instant needs a zone"), tools.begin() as uow:  # noqa: PT012  flush is the act
        uow.want("render_version", uuid4()).run_after = datetime(2026, 3, 2)  # noqa: DTZ001  this is the fault
        uow.session.flush()


def test_an_instant_comes_back_as_it_was_given_whatever_its_zone(tools: Tools) -> None:
    given = datetime(2026, 3, 2, 23, 30, 15, 123456, tzinfo=UTC) + timedelta(0)
    with tools.begin() as uow:
        job = uow.want("render_version", uuid4())
        job.run_after = given.astimezone()
        job_id = job.id
    again = Database(tools.database.url)
    with again.reading() as session:
        assert session.get_one(Job, job_id).run_after == given
    again.dispose()
