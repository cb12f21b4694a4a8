import threading
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from service.core import jobs
from service.core.jobs import KINDS, Job, JobState, Work
from service.core.refusals import Refused
from service.core.tools import Tools

SUBJECT = UUID(int=5)
KIND = "render_version"
LEASE, ATTEMPTS = KINDS[KIND].lease, KINDS[KIND].attempts


def want(tools: Tools, revision: str = "1") -> UUID:
    with tools.begin() as uow:
        return uow.want(KIND, SUBJECT, revision=revision, payload={"n": 1}).id


def claim(tools: Tools, job_id: UUID, owner: str = "worker-1") -> Work | None:
    with tools.begin() as uow:
        return jobs.claim(uow.session, job_id, owner, uow.now)


def claimed(tools: Tools, job_id: UUID, owner: str = "worker-1") -> Work:
    work = claim(tools, job_id, owner)
    assert work is not None
    return work


def finish(tools: Tools, work: Work) -> None:
    with tools.begin() as uow:
        jobs.finish(uow.session, work, uow.now)


def fail(tools: Tools, work: Work, *, final: bool = False) -> JobState:
    with tools.begin() as uow:
        return jobs.fail(uow.session, work, uow.now, code="mail_unavailable", params={"n": 1}, final=final)


def row(tools: Tools, job_id: UUID) -> Job:
    with tools.reading() as session:
        return session.get_one(Job, job_id)


def lost(tools: Tools) -> list[UUID]:
    with tools.reading() as session:
        return [job.id for job in jobs.lost(session, tools.clock.now())]


def advance(tools: Tools, by: timedelta) -> datetime:
    tools.clock.set(tools.clock.now() + by)  # type: ignore[attr-defined]
    return tools.clock.now()


def test_wanting_the_same_work_twice_is_wanting_it_once(tools: Tools) -> None:
    assert want(tools) == want(tools)
    assert want(tools, "2") != want(tools, "1")


def test_people_who_want_the_same_work_at_the_same_moment_get_one_job(tools: Tools) -> None:
    start, got, refused = threading.Barrier(6), [], []

    def ask() -> None:
        start.wait()
        try:
            got.append(want(tools))
        except Refused as refusal:  # the page says that somebody was faster
            refused.append(refusal.code)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) + len(refused) == 6
    assert len(set(got)) == 1
    assert set(refused) <= {"stale_page"}


def test_a_job_is_claimed_by_one_worker_only(tools: Tools) -> None:
    job_id = want(tools)
    work = claimed(tools, job_id)
    assert (work.subject_id, work.revision, work.payload) == (SUBJECT, "1", {"n": 1})
    assert claim(tools, job_id, "worker-2") is None
    assert claim(tools, uuid4()) is None


def test_workers_who_claim_at_the_same_moment_do_not_both_get_it(tools: Tools) -> None:
    job_id = want(tools)
    start, got = threading.Barrier(8), []

    def take(name: str) -> None:
        start.wait()
        got.append(claim(tools, job_id, name))

    threads = [threading.Thread(target=take, args=(f"worker-{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) == 8
    assert len([work for work in got if work is not None]) == 1


def test_a_finished_job_is_not_done_again(tools: Tools) -> None:
    job_id = want(tools)
    finish(tools, claimed(tools, job_id))
    assert claim(tools, job_id, "worker-2") is None
    done = row(tools, job_id)
    assert (done.state, done.finished_at, done.lease_until) == ("done", tools.clock.now(), None)
    assert lost(tools) == []


def test_the_work_of_a_dead_worker_is_taken_over_when_its_lease_ends(tools: Tools) -> None:
    job_id = want(tools)
    claimed(tools, job_id)
    advance(tools, LEASE)
    assert claim(tools, job_id, "worker-2") is None
    assert lost(tools) == []
    advance(tools, timedelta(seconds=1))
    assert lost(tools) == [job_id]
    assert claimed(tools, job_id, "worker-2").owner == "worker-2"
    assert row(tools, job_id).attempts == 2


@pytest.mark.parametrize("end", ["finish", "fail"])
def test_a_worker_that_lost_its_lease_changes_nothing(tools: Tools, end: str) -> None:
    job_id = want(tools)
    slow = claimed(tools, job_id)
    advance(tools, LEASE + timedelta(seconds=1))
    claimed(tools, job_id, "worker-2")
    if end == "finish":
        finish(tools, slow)
    else:
        fail(tools, slow, final=True)
    known = row(tools, job_id)
    assert (known.state, known.lease_owner, known.error_code) == ("running", "worker-2", "")


def test_a_worker_that_comes_late_does_not_undo_what_is_done(tools: Tools) -> None:
    job_id = want(tools)
    slow = claimed(tools, job_id)
    advance(tools, LEASE + timedelta(seconds=1))
    finish(tools, claimed(tools, job_id, "worker-2"))
    assert fail(tools, slow) is JobState.RUNNING
    assert row(tools, job_id).state == "done"


def test_failed_work_is_tried_again_with_growing_pauses_until_a_person_is_asked(tools: Tools) -> None:
    job_id = want(tools)
    pauses = []
    for _ in range(ATTEMPTS - 1):
        assert fail(tools, claimed(tools, job_id)) is JobState.WANTED
        assert claim(tools, job_id) is None
        due = row(tools, job_id).run_after
        pauses.append((due - tools.clock.now()).total_seconds())
        tools.clock.set(due)  # type: ignore[attr-defined]
    assert fail(tools, claimed(tools, job_id)) is JobState.FAILED
    assert pauses == sorted(pauses)
    assert pauses[0] >= 1
    assert max(pauses) <= 600
    known = row(tools, job_id)
    assert (known.state, known.error_code, known.error_params) == ("failed", "mail_unavailable", {"n": 1})
    advance(tools, timedelta(days=1))
    assert claim(tools, job_id) is None
    assert lost(tools) == []


def test_a_fault_that_no_second_try_mends_is_shown_at_once(tools: Tools) -> None:
    job_id = want(tools)
    assert fail(tools, claimed(tools, job_id), final=True) is JobState.FAILED


def test_work_that_kills_every_worker_is_given_to_a_person_in_the_end(tools: Tools) -> None:
    job_id = want(tools)
    for number in range(ATTEMPTS):
        claimed(tools, job_id, f"worker-{number}")
        advance(tools, LEASE + timedelta(seconds=1))
    assert claim(tools, job_id, "one too many") is None
    known = row(tools, job_id)
    assert (known.state, known.error_code, known.attempts) == ("failed", "work_crashed", ATTEMPTS)
    assert lost(tools) == []


def test_a_person_asks_for_failed_work_again(tools: Tools) -> None:
    job_id = want(tools)
    fail(tools, claimed(tools, job_id), final=True)
    tools.bell.rung.clear()  # type: ignore[attr-defined]
    with tools.begin() as uow:
        uow.retry(job_id)
    assert tools.bell.rung == [("render", str(job_id))]  # type: ignore[attr-defined]
    assert claimed(tools, job_id).job_id == job_id
    assert row(tools, job_id).attempts == 1


def test_a_person_asks_for_waiting_work_at_once(tools: Tools) -> None:
    job_id = want(tools)
    fail(tools, claimed(tools, job_id))
    assert claim(tools, job_id) is None
    with tools.begin() as uow:
        uow.retry(job_id)
    assert claim(tools, job_id) is not None


@pytest.mark.parametrize("state", ["running", "done"])
def test_asking_again_for_work_that_runs_or_is_done_changes_nothing(tools: Tools, state: str) -> None:
    job_id = want(tools)
    work = claimed(tools, job_id)
    if state == "done":
        finish(tools, work)
    tools.bell.rung.clear()  # type: ignore[attr-defined]
    with tools.begin() as uow:
        uow.retry(job_id)
    assert row(tools, job_id).state == state
    assert tools.bell.rung == []  # type: ignore[attr-defined]


def test_asking_again_for_unknown_work_is_refused(tools: Tools) -> None:
    with pytest.raises(Refused, match="work_unknown"), tools.begin() as uow:
        uow.retry(uuid4())


def test_a_ring_that_was_lost_is_found_by_the_sweep(tools: Tools) -> None:
    job_id = want(tools)
    assert lost(tools) == []
    advance(tools, timedelta(seconds=21))
    assert lost(tools) == [job_id]


def test_work_that_is_not_due_yet_is_not_swept(tools: Tools) -> None:
    with tools.begin() as uow:
        jobs.want(uow.session, KIND, SUBJECT, now=uow.now, run_after=uow.now + timedelta(hours=1))
    assert lost(tools) == []
    advance(tools, timedelta(hours=1))
    assert len(lost(tools)) == 1


def test_the_work_of_a_subject_and_of_an_agreement_is_found(tools: Tools) -> None:
    agreement = uuid4()
    with tools.begin() as uow:
        first = uow.want(KIND, SUBJECT, revision="1", agreement_id=agreement).id
        second = uow.want(KIND, SUBJECT, revision="2", agreement_id=agreement).id
    finish(tools, claimed(tools, first))
    with tools.reading() as session:
        assert {job.id for job in jobs.of_subject(session, SUBJECT)} == {first, second}
        assert [job.id for job in jobs.of_agreement(session, agreement)] == [second]
        assert len(jobs.of_agreement(session, agreement, open_only=False)) == 2
