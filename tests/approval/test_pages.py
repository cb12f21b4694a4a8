"""The page of approval as its people meet it."""

import io

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, RecordedAct
from service.approval import queries
from service.core.tools import Tools
from tests.approval.test_actions import ask
from tests.support.agreements import Started, add_version, content, start, with_accounts
from tests.support.applications import application
from tests.support.pages import PageClient
from tests.support.papers import plain_pdf
from tests.support.people import Staff


@pytest.fixture
def pages(sqlite_tools: Tools) -> PageClient:
    return PageClient(application(sqlite_tools))


@pytest.fixture
def made(sqlite_tools: Tools) -> Started:
    return start(sqlite_tools)


@pytest.fixture
def staff(sqlite_tools: Tools, made: Started) -> Staff:
    return with_accounts(sqlite_tools, made)


def here(made: Started) -> str:
    return f"/kerja-sama/{made.agreement_id}/pengesahan"


def stage(tools: Tools, made: Started) -> str:
    with tools.reading() as session:
        return session.get_one(Agreement, made.agreement_id).stage


def test_before_approval_is_asked_the_page_says_so(pages, made, staff):
    pages.sign_in(staff.coordinator)
    assert "Belum ada persetujuan yang diminta" in pages.see(here(made)).text


def test_three_officials_approve_one_after_the_other(pages, sqlite_tools, made, staff):
    ask(sqlite_tools, made)
    for role in ("coordinator", "secretariat", "chair"):
        pages.sign_in(staff.people[role])
        page = pages.see(here(made))
        page = pages.submit(page, {"decision": "approve"}, action="/pengesahan")
        assert "Keputusan Anda sudah dicatat" in page.text
    assert stage(sqlite_tools, made) == Stage.SIGNING
    assert "dibekukan" in pages.see(here(made)).text


def test_who_has_not_the_turn_sees_why_and_no_form(pages, sqlite_tools, made, staff):
    ask(sqlite_tools, made)
    pages.sign_in(staff.chair)
    page = pages.see(here(made))
    assert "Belum giliran Anda" in page.text
    assert "Keputusan Anda" not in page.text


def test_returning_without_a_reason_is_shown_at_the_field(pages, sqlite_tools, made, staff):
    ask(sqlite_tools, made)
    pages.sign_in(staff.coordinator)
    page = pages.submit(pages.see(here(made)), {"decision": "return"}, action="/pengesahan", status=422)
    assert "Tuliskan alasannya" in page.text
    page = pages.submit(page, {"decision": "return", "reason": "Pasal 2 belum jelas."}, action="/pengesahan")
    assert "Pasal 2 belum jelas." in page.text
    assert stage(sqlite_tools, made) == Stage.DISCUSSION


def test_a_page_opened_before_the_text_changed_is_refused_and_says_what_to_do(pages, sqlite_tools, made, staff):
    ask(sqlite_tools, made)
    pages.sign_in(staff.coordinator)
    page = pages.see(here(made))
    with sqlite_tools.begin() as uow:
        add_version(uow.session, made.agreement_id, 2, content("Lain"), uow.now)
    page = pages.submit(page, {"decision": "approve"}, action="/pengesahan", status=409)
    assert "Naskah berubah setelah disetujui" in page.text
    assert stage(sqlite_tools, made) == Stage.APPROVAL


def test_the_approver_sees_what_changed_in_words(pages, sqlite_tools, made, staff):
    with sqlite_tools.begin() as uow:
        add_version(uow.session, made.agreement_id, 2, content("Pengawasan Pemilu"), uow.now)
    ask(sqlite_tools, made)
    pages.sign_in(staff.coordinator)
    page = pages.see(here(made))
    assert [one.text for one in page.with_class("removed")] == ["Partisipatif"]
    assert [one.text for one in page.with_class("added")] == ["Pemilu"]


def test_a_decision_on_paper_is_entered_with_its_scan(pages, sqlite_tools, made, staff):
    ask(sqlite_tools, made)
    pages.sign_in(staff.drafter)
    page = pages.see(f"{here(made)}/dicatat")
    said = {
        "done_by": "Budi, Koordinator",
        "done_on": "2026-03-01",
        "letter_number": "5/2026",
        "decision": "approve",
        "scan": (io.BytesIO(plain_pdf()), "disposisi.pdf"),
    }
    page = pages.submit(page, said, action="/dicatat")
    assert "diperiksa orang kedua" in page.text
    with sqlite_tools.reading() as session:
        act = session.query(RecordedAct).one()
        found = queries.current_round(session, made.agreement_id)
        assert found is not None
        assert act.subject_id == found.decisions[0].id


def test_a_scan_that_is_no_scan_is_refused_at_its_field(pages, sqlite_tools, made, staff):
    ask(sqlite_tools, made)
    pages.sign_in(staff.drafter)
    said = {
        "done_by": "Budi",
        "done_on": "2026-03-01",
        "decision": "approve",
        "scan": (io.BytesIO(b"MZ bukan pindaian"), "disposisi.pdf"),
    }
    page = pages.submit(pages.see(f"{here(made)}/dicatat"), said, action="/dicatat", status=422)
    assert "program komputer" in page.text


def test_the_administrator_lays_down_the_chain(pages, sqlite_tools, made, staff):
    pages.sign_in(staff.admin)
    page = pages.submit(pages.see("/pengelola/rantai-persetujuan"), {"place1": "chair", "place2": "", "place3": ""})
    assert "sudah disimpan" in page.text
    with sqlite_tools.reading() as session:
        assert queries.chain_of(session, made.office_id) == ("chair",)


def test_the_list_of_what_waits_has_an_empty_state(pages, staff):
    pages.sign_in(staff.chair)
    assert "Tidak ada yang menunggu persetujuan Anda" in pages.see("/pengesahan/menunggu").text
