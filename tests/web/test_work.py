"""Work in progress on a page, Retry, and the addresses of health."""

import pytest

from service.core import jobs
from service.core.database import new_id
from service.core.jobs import Job, JobState
from service.web.visitor import shell
from tests.support.pages import PageClient
from tests.support.people import Staff


def add_job(pages: PageClient, state: JobState, error: str = "") -> Job:
    with pages.tools.begin() as uow:
        job = jobs.want(uow.session, "render_version", new_id(), now=uow.now)
        job.state, job.error_code, job.attempts = state.value, error, 3
    return job


@pytest.mark.parametrize(("state", "error", "word", "refreshes", "retry"), [
    (JobState.WANTED, "", "menunggu giliran", True, False),
    (JobState.RUNNING, "", "sedang dikerjakan", True, False),
    (JobState.WANTED, "mail_unavailable", "akan dicoba lagi", False, True),
    (JobState.FAILED, "work_crashed", "gagal", False, True),
])  # fmt: skip
def test_unfinished_work_shows_state_fault_and_retry(pages, staff: Staff, state, error, word, refreshes, retry):
    add_job(pages, state, error)
    pages.sign_in(staff.drafter)
    page = pages.see("/pekerjaan")
    assert word in page.text
    assert ('http-equiv="refresh"' in page.response.text) is refreshes
    assert ("Coba lagi" in page.text) is retry
    if error:
        assert "tekan Coba lagi" in page.text or "Sistem mencoba lagi" in page.text


def test_finished_work_shows_nothing(pages, staff: Staff):
    add_job(pages, JobState.DONE)
    pages.sign_in(staff.drafter)
    assert not pages.see("/pekerjaan").with_class("work")


def test_retry_puts_the_work_back_rings_and_returns(pages, staff: Staff, bell):
    job = add_job(pages, JobState.FAILED, "work_crashed")
    shell(pages.app).may_retry = lambda actor, _job: actor.office_id == staff.office_id
    pages.sign_in(staff.drafter)
    page = pages.submit(pages.see("/pekerjaan"), action="/ulangi")
    assert page.path == "/pekerjaan"
    assert "dicoba lagi" in page.text
    assert bell.rung == [("render", str(job.id))]


def test_work_of_others_cannot_be_retried(pages, staff: Staff):
    job = add_job(pages, JobState.FAILED, "work_crashed")
    pages.sign_in(staff.drafter)
    assert "bukan milik kantor Anda" in pages.post_to(f"/tugas/{job.id}/ulangi", status=403).text
    with pages.tools.reading() as session:
        assert session.get(Job, job.id).state == JobState.FAILED


def test_health_tells_alive_from_ready(pages, monkeypatch):
    assert pages.get("/healthz").json == {"status": "ok"}
    ready = pages.get("/readyz")
    assert ready.status_code == 200
    assert ready.json["checks"]["database"] == ready.json["checks"]["storage"] == "ok"
    assert ready.json["status"] == "degraded"  # no queue runs in this test, and no work is lost by that


def test_not_ready_without_a_place_for_files(pages, storage):
    import shutil

    shutil.rmtree(storage.folder)
    ready = pages.get("/readyz")
    assert ready.status_code == 503
    assert ready.json["checks"]["storage"] == "not answering"


def test_metrics_count_waiting_work_for_this_machine_only(pages, clock):
    add_job(pages, JobState.FAILED, "work_crashed")
    add_job(pages, JobState.WANTED)
    clock.advance(seconds=90)
    text = pages.get("/metrics").text
    assert 'sijari_jobs{queue="render",state="failed"} 1.0' in text
    assert "sijari_oldest_job_seconds 90.0" in text
    assert pages.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 403
    assert pages.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
