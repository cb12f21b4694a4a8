"""The home page: counters that open exactly their list, the next deadlines, what moved, what failed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from service.agreements import queries
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY
from service.agreements.waiting import Near
from service.core import jobs
from service.core.clock import Zone
from service.core.database import new_id
from service.followup import activities, obligations, tasks
from service.followup.activities import Plan
from service.followup.obligations import Terms, Wording
from service.followup.rules import Owing
from service.followup.tasks import Duty
from service.home.asking import Asking
from service.home.queries import MINE, counts, mine, nearest
from tests.support.people import make_office, make_staff
from tests.support.rooms import make_agreement
from tests.support.world import set_stage


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


@pytest.mark.parametrize("role", ["drafter", "archivist", "admin", "auditor", "ppid"])
def test_nobody_is_led_to_a_list_that_is_closed_to_him(pages, staff, role):
    pages.sign_in(getattr(staff, role))
    page = pages.see("/")
    assert page.with_class("counter")
    for box in page.with_class("counter"):
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
    monkeypatch.setattr("service.home.queries.nearest", lambda _asking: [near])
    text = pages.see("/").text
    assert words in text
    assert "Tenggat PKS: Naskah uji" in text


def fill(pages, staff, tools):
    """A signed MoU with a task, a plan and an obligation of the drafter's, and work under way and failed."""
    made = make_agreement(tools, staff)
    set_stage(tools, made, Stage.FOLLOW_UP)
    with tools.begin(staff.actor("drafter")) as uow:
        mine, today = staff.drafter.id, uow.now.date()
        tasks.add_task(uow, made, Duty("Kirim laporan", today - timedelta(1), owner_id=mine))
        activities.plan_activity(uow, made, Plan("Kuliah umum", today + timedelta(3), owner_id=mine))
        terms = Terms(Owing.OFFICE, today + timedelta(5), owner_id=mine)
        obligations.add_obligations(uow, made, [Wording("Menyerahkan data")], terms)
        uow.want("render_version", new_id(), agreement_id=made)
        failed = uow.want("render_version", new_id(), agreement_id=made)
        failed.state, failed.error_code, failed.finished_at = jobs.JobState.FAILED.value, "storage_full", uow.now
    return made


def rows_of(page):
    return [one for body in page.find_all("tbody") for one in body.iter("tr")]


def test_one_list_holds_everything_that_waits_for_me_the_late_first(pages, staff, sqlite_tools):
    fill(pages, staff, sqlite_tools)
    pages.sign_in(staff.drafter)
    page = pages.see("/menunggu-saya")
    said = [one for one in ("Kirim laporan", "Kuliah umum", "Menyerahkan data") if one in page.main]
    assert len(said) == 3
    assert page.main.index("Kirim laporan") < page.main.index("Kuliah umum") < page.main.index("Menyerahkan data")
    for link in page.links():
        if link.startswith("/kerja-sama/"):
            pages.see(link)
    pages.sign_in(staff.chair)
    assert "Tidak ada yang menunggu Anda" in pages.see("/menunggu-saya").main


@pytest.mark.parametrize("role", ["drafter", "chair"])
def test_the_numbers_of_the_home_pages_own_lists_are_their_rows(pages, staff, sqlite_tools, role):
    fill(pages, staff, sqlite_tools)
    pages.sign_in(staff.people[role])
    for counter in REGISTRY.counters:
        if counter.endpoint not in ("home.waiting", "home.work_list"):
            continue
        with sqlite_tools.reading() as session:
            number = counter.count(session, staff.actor(role))
        address = "/menunggu-saya" if counter.endpoint == "home.waiting" else "/pekerjaan"
        query = "&".join(f"{name}={value}" for name, value in counter.arguments.items())
        assert len(rows_of(pages.see(f"{address}?{query}"))) == number, counter.key


@pytest.mark.parametrize("role", ["drafter", "chair", "archivist"])
def test_what_is_asked_together_for_everybody_is_what_each_counter_says_alone(tools, role):
    mine_here, there = make_staff(tools), make_staff(tools, make_office(tools, "33.02"))
    fill(None, mine_here, tools)
    for staff in (mine_here, there, mine_here):  # one statement for both offices: neither may see the other's numbers
        actor = staff.actor(role)
        with tools.reading() as session:
            asking = Asking.of(session, actor, Zone.WIB)
            shown = {one.key: one.number for one in counts(asking)} | {MINE: mine(asking).number}
            assert shown == {one.key: one.count(session, actor) for one in REGISTRY.counters}
    assert sum(shown.values()) > 0


def test_what_waits_for_me_comes_first_on_the_page_with_its_number_and_the_way_to_the_rest(pages, staff, sqlite_tools):
    made = fill(pages, staff, sqlite_tools)
    with sqlite_tools.begin(staff.actor("drafter")) as uow:
        for number in range(5):
            tasks.add_task(uow, made, Duty(f"Tugas {number}", uow.now.date(), owner_id=staff.drafter.id))
    pages.sign_in(staff.drafter)
    page = pages.see("/")
    assert page.main.index("Kirim laporan") < page.main.index("Menunggu kantor Anda")
    (box,) = page.with_class("counter--mine")
    assert "8" in "".join(box.itertext())
    assert len(rows_of(pages.see("/menunggu-saya"))) == 8


def test_what_moved_is_told_from_the_last_visit_on(pages, staff, sqlite_tools, clock):
    pages.sign_in(staff.drafter)
    pages.submit(pages.see("/kerja-sama/baru"), {"kind": "mou", "subject": "Naskah lama"})
    assert "Terakhir bergerak" in pages.see("/").main
    clock.advance(hours=5)
    assert "Tidak ada yang bergerak sejak itu" in pages.see("/").main
    pages.submit(pages.see("/kerja-sama/baru"), {"kind": "mou", "subject": "Naskah baru"})
    shown = pages.see("/").main  # still the same visit
    assert "Bergerak sejak kunjungan terakhir Anda" in shown
    assert "Naskah baru" in shown
    assert "Naskah lama" not in shown


def test_the_nearest_days_are_those_of_the_calendar(pages, staff, sqlite_tools):
    made = fill(pages, staff, sqlite_tools)
    with sqlite_tools.reading() as session:
        found = nearest(Asking.of(session, staff.actor("drafter"), Zone.WIB))
    assert [one.days for one in found] == [3, 5, 125]  # the activity, the obligation, the PKS of an MoU of 5 January
    assert {one.agreement_id for one in found} == {made}
