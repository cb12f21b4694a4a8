"""A worker's life: what is done once stays done, what fails says so, what is lost is rung again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from service.core import jobs, refusals
from service.core.jobs import Job, JobState, Kind, Work
from service.core.refusals import Refused
from workers import runtime, schedule


class Handler:
    """Stands for the work itself: counts its calls and does what the test tells it."""

    def __init__(self):
        self.calls: list[Work] = []
        self.faults: list[Exception] = []

    def __call__(self, work, tools):
        self.calls.append(work)
        if self.faults:
            raise self.faults.pop(0)


@pytest.fixture
def handler(monkeypatch):
    found = Handler()
    monkeypatch.setitem(jobs.KINDS, "test_work", Kind(jobs.DEFAULT, "tests:none", attempts=3))
    monkeypatch.setattr(runtime, "handler_of", lambda kind: found)
    return found


def wanted(tools, subject=None):
    with tools.begin() as uow:
        return uow.want("test_work", subject or uuid4()).id


def state(tools, job_id):
    with tools.reading() as session:
        job = session.get(Job, job_id)
        return JobState(job.state), job.error_code, job.attempts


def test_a_job_announced_twice_is_done_once(tools, handler):
    job_id = wanted(tools)
    assert runtime.perform(job_id, tools) is JobState.DONE
    assert runtime.perform(job_id, tools) is None
    assert len(handler.calls) == 1


def test_wanting_the_same_work_twice_makes_one_row(tools, handler):
    subject = uuid4()
    assert wanted(tools, subject) == wanted(tools, subject)


def test_the_bell_rings_after_the_commit_with_an_id_and_nothing_else(tools, handler, bell):
    job_id = wanted(tools)
    assert bell.rung == [("default", str(job_id))]


def test_a_refusal_is_recorded_by_its_code_and_tried_again_later(tools, handler, clock):
    job_id = wanted(tools)
    handler.faults = [Refused("mail_unavailable")]
    assert runtime.perform(job_id, tools) is JobState.WANTED
    assert state(tools, job_id) == (JobState.WANTED, "mail_unavailable", 1)
    assert runtime.perform(job_id, tools) is None, "not before its pause is over"
    clock.advance(seconds=5)
    assert runtime.perform(job_id, tools) is JobState.DONE
    assert state(tools, job_id)[1] == ""


def test_a_fault_that_no_second_try_mends_is_shown_at_once(tools, handler):
    job_id = wanted(tools)
    handler.faults = [Refused("glyph_missing")]
    assert runtime.perform(job_id, tools) is JobState.FAILED


def test_an_unexpected_fault_leaves_a_code_and_no_exception_text(tools, handler):
    job_id = wanted(tools)
    handler.faults = [RuntimeError("secret path")]
    assert runtime.perform(job_id, tools) is JobState.WANTED
    with tools.reading() as session:
        job = session.get(Job, job_id)
        assert (job.error_code, job.error_params) == ("work_crashed", {})


def test_work_that_keeps_failing_waits_for_a_person_who_may_retry(tools, handler, clock):
    job_id = wanted(tools)
    handler.faults = [RuntimeError()] * 3
    for _ in range(3):
        runtime.perform(job_id, tools)
        clock.advance(minutes=10)
    assert state(tools, job_id)[0] is JobState.FAILED
    assert runtime.perform(job_id, tools) is None
    with tools.begin() as uow:
        uow.retry(job_id)
    assert runtime.perform(job_id, tools) is JobState.DONE


def test_work_of_a_killed_worker_is_taken_over_when_its_lease_ends(tools, handler, clock):
    job_id = wanted(tools)
    with tools.begin() as uow:
        assert jobs.claim(uow.session, job_id, "a worker that dies", uow.now)
    assert runtime.perform(job_id, tools) is None, "the lease still holds"
    clock.advance(seconds=121)
    assert runtime.perform(job_id, tools) is JobState.DONE


def test_a_worker_that_lost_its_lease_changes_nothing(tools, handler, clock):
    job_id = wanted(tools)
    with tools.begin() as uow:
        late = jobs.claim(uow.session, job_id, "slow", uow.now)
    clock.advance(seconds=121)
    with tools.begin() as uow:
        jobs.claim(uow.session, job_id, "quick", uow.now)
        jobs.fail(uow.session, late, uow.now, code="work_crashed")
        jobs.finish(uow.session, late, uow.now)
    assert state(tools, job_id)[0] is JobState.RUNNING


def test_the_sweep_rings_again_for_what_was_lost_and_only_for_that(tools, handler, clock, bell):
    lost, done, later = wanted(tools), wanted(tools), wanted(tools)
    runtime.perform(done, tools)
    with tools.begin() as uow:
        uow.session.get(Job, later).run_after = clock.now() + timedelta(hours=1)
    bell.rung.clear()
    schedule.ring_lost_work(tools)
    assert bell.rung == [], "rung a moment ago"
    clock.advance(seconds=30)
    schedule.ring_lost_work(tools)
    assert bell.rung == [("default", str(lost))]


def test_a_dead_bell_loses_nothing(tools, handler, clock):

    from service.core.queue import RqBell

    tools.bell = RqBell("redis://127.0.0.1:1/0")
    job_id = wanted(tools)
    assert state(tools, job_id)[0] is JobState.WANTED
    assert runtime.drain(tools) == 1


def test_draining_does_everything_that_is_due(tools, handler):
    for _ in range(3):
        wanted(tools)
    assert runtime.drain(tools) == 3
    assert runtime.drain(tools) == 0


def test_one_bad_entry_does_not_stop_the_schedule(tools, monkeypatch):
    ran = []

    def resolve(name):
        if name.endswith("ring_lost_work"):
            raise ValueError("broken")
        return lambda _tools: ran.append(name)

    monkeypatch.setattr(schedule, "resolve", resolve)
    schedule.run_due(tools, {}, 0.0)
    assert len(ran) == len(schedule.ENTRIES) - 1


def test_every_refusal_of_the_core_has_a_sentence_in_both_languages():
    from service.core.sentences import SENTENCES

    refusals.register(SENTENCES)
    for code in SENTENCES:
        assert refusals.explain(Refused(code), "id") != refusals.explain(Refused(code), "en")
