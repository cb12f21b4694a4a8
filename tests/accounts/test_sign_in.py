"""Signing in, being locked out, signing out, and what a stolen cookie is worth."""

import pytest
from sqlalchemy import select

from service.accounts import browser, entry
from service.accounts.entry import Device
from service.accounts.models import SessionRow
from service.core.audit import stream_events
from service.core.refusals import Refused
from service.core.tools import Tools
from tests.support.pages import Page, PageClient
from tests.support.people import PASSWORD, Staff, make_office, make_person


def try_to_sign_in(pages: PageClient, email: str, password: str, status: int = 200) -> Page:
    return pages.submit(pages.see("/masuk"), {"email": email, "password": password}, status=status)


def test_a_person_signs_in_and_sees_the_page_that_was_asked_for(pages: PageClient, staff: Staff):
    asked = pages.see("/pembuat")
    assert asked.path == "/masuk"
    page = pages.submit(asked, {"email": staff.drafter.email.upper(), "password": PASSWORD})
    assert page.h1 == "Hanya pembuat"
    assert staff.drafter.name in page.text


def test_a_wrong_password_and_an_unknown_address_read_the_same(pages: PageClient, staff: Staff):
    known = try_to_sign_in(pages, staff.drafter.email, "salah sama sekali", 422)
    unknown = try_to_sign_in(pages, "tidak.ada@example.go.id", "salah sama sekali", 422)
    assert "tidak cocok" in known.text
    assert known.text == unknown.text


def test_the_sixth_try_is_refused_even_with_the_right_password_and_says_until_when(
    pages: PageClient, staff: Staff, clock
):
    for _ in range(5):
        try_to_sign_in(pages, staff.drafter.email, "salah sama sekali", 422)
    assert "10.05 WIB" in try_to_sign_in(pages, staff.drafter.email, PASSWORD, 429).text
    clock.advance(minutes=6)
    assert try_to_sign_in(pages, staff.drafter.email, PASSWORD).h1 == "Beranda uji"


def test_an_unknown_address_is_locked_like_a_known_one(pages: PageClient, staff: Staff):
    for _ in range(5):
        try_to_sign_in(pages, "tidak.ada@example.go.id", "salah sama sekali", 422)
    assert "Terlalu banyak" in try_to_sign_in(pages, "tidak.ada@example.go.id", "apa saja", 429).text


def test_signing_in_ends_what_the_browser_held_before(pages: PageClient, staff: Staff):
    before = pages.csrf()
    try_to_sign_in(pages, staff.drafter.email, PASSWORD)
    answer = pages.post("/keluar", data={"csrf_token": before})
    assert answer.status_code == 400
    assert "kedaluwarsa" in answer.text


def test_a_token_is_not_kept_in_the_database(pages: PageClient, staff: Staff):
    pages.sign_in(staff.drafter)
    token = pages.get_cookie(browser.cookie_name(pages.app), domain="sijari.example.go.id").value
    with pages.tools.reading() as session:
        assert token not in {row.token_hash for row in session.scalars(select(SessionRow))}


def test_a_cookie_is_worth_nothing_after_signing_out(pages: PageClient, staff: Staff):
    pages.sign_in(staff.drafter)
    cookie = pages.get_cookie(browser.cookie_name(pages.app), domain="sijari.example.go.id").value
    assert "keluar" in pages.submit(pages.see("/"), action="/keluar").text
    pages.put_cookie(browser.cookie_name(pages.app), cookie)
    assert pages.see("/akun").path == "/masuk"


def test_a_session_ends_after_hours_without_use_and_after_a_week_in_any_case(pages: PageClient, staff: Staff, clock):
    pages.sign_in(staff.drafter)
    clock.advance(hours=7)
    assert pages.see("/akun").path == "/akun"
    clock.advance(hours=9)
    assert pages.see("/akun").path == "/masuk"
    pages.sign_in(staff.drafter)
    for _ in range(29):
        clock.advance(hours=6)
        page = pages.see("/akun")
    assert page.path == "/masuk"


def test_a_deactivated_person_is_signed_out_and_cannot_come_back(pages: PageClient, staff: Staff):
    pages.sign_in(staff.drafter)
    with pages.tools.begin() as uow:
        uow.session.merge(staff.drafter).active = False
    assert pages.see("/akun").path == "/masuk"
    assert "tidak cocok" in try_to_sign_in(pages, staff.drafter.email, PASSWORD, 422).text


def test_only_pages_of_ours_are_returned_to(pages: PageClient, staff: Staff):
    for target in ("https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)"):
        pages.sign_out()
        page = pages.submit(pages.see(f"/masuk?next={target}"), {"email": staff.drafter.email, "password": PASSWORD})
        assert page.path == "/"


def test_every_proof_is_in_the_audit_without_address_or_password(pages: PageClient, staff: Staff):
    try_to_sign_in(pages, staff.drafter.email, "salah sama sekali", 422)
    try_to_sign_in(pages, staff.drafter.email, PASSWORD)
    with pages.tools.reading() as session:
        events = stream_events(session, staff.drafter.stream)
    assert [event.code for event in events] == ["account.created", "account.proof_failed", "account.signed_in"]
    assert PASSWORD not in str([event.details for event in events])


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(pages: PageClient, staff: Staff):
    page = pages.see("/masuk")
    answer = pages.post("/masuk", data=page.form().values | {"email": staff.drafter.email, "password": PASSWORD})
    cookie = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-sesi="))
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_signing_in_again_on_the_same_browser_ends_the_session_before(pages: PageClient, staff: Staff):
    pages.sign_in(staff.chair)
    before = pages.get_cookie(browser.cookie_name(pages.app), domain="sijari.example.go.id").value
    form = {"csrf_token": pages.csrf(), "email": staff.drafter.email, "password": PASSWORD}
    pages.post("/masuk", data=form)
    pages.put_cookie(browser.cookie_name(pages.app), before)
    assert pages.see("/akun").path == "/masuk"


def test_tries_are_counted_on_either_database(tools: Tools):
    office = make_office(tools)
    someone = make_person(tools, office, "drafter")
    device = Device("192.0.2.1", "Peramban Uji")
    codes = []
    for password in ["salah sama sekali"] * 5 + [PASSWORD]:
        with pytest.raises(Refused) as refused:
            entry.sign_in(tools, someone.email, password, device)
        codes.append(refused.value.code)
    assert codes == ["sign_in_wrong"] * 5 + ["sign_in_locked"]
