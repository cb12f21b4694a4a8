"""The home page: counters that open exactly their list, the next deadlines, what moved, what failed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from service.agreements import queries
from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY
from service.core import jobs
from service.agreements.waiting import Near


def test_a_new_office_reads_that_nothing_waits_and_where_to_begin(pages, staff):
    pages.sign_in(staff.drafter)
    page = pages.see("/")
    assert page.h1 == "Beranda"
    assert "Belum ada kerja sama yang bergerak" in page.text


def test_every_counter_leads_to_a_page_that_answers(pages, staff):
    pages.sign_in(staff.chair)
    boxes = pages.see("/").with_class("counter")
    assert len(boxes) == len(REGISTRY.counters)
    for box in boxes:
        (link,) = [one for one in box.iter() if one.get("href")]
        pages.see(link.get("href"))


def test_each_counter_with_a_filter_counts_what_its_list_shows(pages, staff, sqlite_tools):
    tools, actor = sqlite_tools, staff.actor("drafter")
    pages.sign_in(staff.drafter)
    pages.submit(pages.see("/kerja-sama/baru"), {"kind": "mou", "subject": "Naskah uji"})
    for counter in REGISTRY.counters:
        name = counter.arguments.get("saring")
        if name is None:
            continue
        with tools.reading() as session:
            shown = queries.count(session, actor, queries.Search(named=name), tools.clock.now().date())
            assert counter.count(session, actor) == shown, counter.key


def test_failed_work_of_the_office_stands_on_top_with_its_reason_and_retry(pages, staff, sqlite_tools):
    pages.sign_in(staff.drafter)
    pages.submit(pages.see("/kerja-sama/baru"), {"kind": "mou", "subject": "Naskah uji"})
    with sqlite_tools.begin() as uow:
        agreement = uow.session.scalars(select(Agreement)).one()
        job = uow.want("render_version", agreement.id, agreement_id=agreement.id)
        job.state, job.error_code, job.finished_at = jobs.JobState.FAILED.value, "storage_full", uow.now
    page = pages.see("/")
    assert "Pekerjaan yang gagal" in page.text
    assert "ruang penyimpanan penuh" in page.text
    page = pages.submit(page, action="/ulangi")
    with sqlite_tools.reading() as session:
        assert session.get_one(jobs.Job, job.id).state == jobs.JobState.WANTED
    assert "ruang penyimpanan penuh" not in page.text


@pytest.mark.parametrize(("days", "words"), [(0, "hari ini"), (5, "5 hari lagi")])
def test_the_nearest_deadline_says_when_and_what(pages, staff, sqlite_tools, monkeypatch, days, words):
    pages.sign_in(staff.drafter)
    pages.submit(pages.see("/kerja-sama/baru"), {"kind": "mou", "subject": "Naskah uji"})
    with sqlite_tools.reading() as session:
        agreement_id = session.scalars(select(Agreement.id)).one()
    due = sqlite_tools.clock.now().date() + timedelta(days)
    near = Near(agreement_id, "Naskah uji", "Tenggat PKS", due, days)
    monkeypatch.setattr("service.agreements.waiting.NEAR", [lambda *_args: [near]])
    text = pages.see("/").text
    assert words in text
    assert "Tenggat PKS: Naskah uji" in text
