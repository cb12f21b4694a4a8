"""What every answer says to the browser, and which requests are refused unseen."""

import io

import pytest

from service.web import security
from tests.support.pages import PageClient
from tests.support.people import Staff


def test_no_page_may_run_inline_scripts_or_be_framed(pages: PageClient):
    headers = pages.get("/masuk").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("headers", [
    pytest.param({"Sec-Fetch-Site": "cross-site"}, id="says so itself"),
    pytest.param({"Sec-Fetch-Site": "same-site"}, id="a neighbour under the same domain"),
    pytest.param({"Origin": "https://jahat.example"}, id="an older browser"),
])  # fmt: skip
def test_a_change_sent_by_another_site_is_refused_even_with_a_token(pages: PageClient, headers):
    answer = pages.post("/gema", data={"csrf_token": pages.csrf(), "x": "1"}, headers=headers)
    assert answer.status_code == 403
    assert "situs lain" in answer.text


def test_a_change_of_our_own_page_passes(pages: PageClient, staff: Staff):
    pages.sign_in(staff.drafter)
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "https://sijari.example.go.id"}, {"Origin": "null"}):
        answer = pages.post("/gema", data={"csrf_token": pages.csrf(), "x": "sampai"}, headers=headers)
        assert answer.text == "sampai"


def test_a_change_without_a_token_is_refused_with_a_plain_sentence(pages: PageClient):
    answer = pages.post("/gema", data={"x": "1"})
    assert answer.status_code == 400
    assert "kedaluwarsa" in answer.text


def test_a_request_over_the_limit_reads_the_limit(pages: PageClient, staff: Staff, monkeypatch):
    pages.app.config["MAX_CONTENT_LENGTH"] = 20_000
    pages.sign_in(staff.drafter)
    token = pages.csrf()
    answer = pages.post("/gema", data={"csrf_token": token, "file": (io.BytesIO(b"x" * 30_000), "besar.pdf")})
    assert answer.status_code == 413
    assert "19,5 KB" in answer.text


def test_an_address_that_asks_too_often_is_held_back_and_valkey_is_not_needed_for_it(pages: PageClient, staff: Staff):
    pages.sign_in(staff.drafter)
    token = pages.csrf()
    answers = [pages.post("/dibatasi", data={"csrf_token": token}).status_code for _ in range(3)]
    assert answers == [302, 302, 429]


def test_personal_pages_tell_no_other_site_their_address(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    link = pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}/tautan"))
    assert link.response.headers["Referrer-Policy"] == "no-referrer"


def test_static_files_with_a_fingerprint_are_kept_and_others_asked_for_again(pages: PageClient):
    page = pages.see("/masuk")
    sheet = next(one.get("href") for one in page.find_all("link") if "sijari.css" in one.get("href", ""))
    assert "immutable" in pages.get(sheet).headers["Cache-Control"]
    assert "immutable" not in pages.get("/aset/css/sijari.css").headers["Cache-Control"]


def test_the_limit_of_a_request_leaves_room_for_the_largest_file():
    assert security.MAX_REQUEST == 50 * 1024 * 1024
