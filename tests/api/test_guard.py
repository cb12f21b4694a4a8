"""Who may call: nobody without a token, nobody beyond its scope, nobody beyond its person."""

from typing import Any

import pytest

from service.accounts.models import Scope
from service.api.pages import DESCRIPTION
from tests.api.conftest import Program, program
from tests.support.pages import PageClient
from tests.support.people import Staff, make_office, make_staff
from tests.support.rooms import make_agreement

NOBODY = "00000000-0000-0000-0000-000000000000"
OPEN = {"/api/v1/verify/{code}"}


def operations(pages: PageClient) -> list[tuple[str, str, dict[str, Any]]]:
    told = pages.app.config[DESCRIPTION]["paths"]
    return [
        (method, path, operation)
        for path, methods in told.items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


def address(path: str) -> str:
    return path.format(
        agreement_id=NOBODY, task_id=NOBODY, sha256="0" * 64, code="x", office_id=NOBODY, month="2026-02"
    ).removeprefix("/api/v1")


def test_no_address_but_the_check_of_a_paper_answers_without_a_token(pages: PageClient) -> None:
    found = operations(pages)
    assert len(found) > 12
    for method, path, _ in found:
        answer = pages.open(f"/api/v1{address(path)}", method=method.upper(), json={})
        assert (answer.status_code == 401) == (path not in OPEN), path
        if path not in OPEN:
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            assert answer.mimetype == "application/problem+json"
            assert answer.get_json()["code"] == "token_needed"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer sjr_salah", "Basic abc", "Bearer  "])
def test_a_wrong_token_is_refused(pages: PageClient, header: str) -> None:
    assert pages.open("/api/v1/me", headers={"Authorization": header}).status_code == 401


def test_the_cookie_of_a_browser_opens_no_address_of_programs(pages: PageClient, staff: Staff) -> None:
    pages.sign_in(staff.drafter)
    assert pages.get("/api/v1/me").status_code == 401


def test_a_token_opens_no_page(pages: PageClient, drafter: Program) -> None:
    answer = pages.open("/kerja-sama/", headers={"Authorization": f"Bearer {drafter.plain}"})
    assert answer.status_code == 302
    assert "/masuk" in answer.location


def test_writing_needs_its_scope(pages: PageClient, staff: Staff) -> None:
    reader = program(pages, staff, "drafter", Scope.READ)
    said = {"kind": "mou", "subject": "Pengawasan"}
    told = reader.call("POST", "/agreements", said, status=403)
    assert told["code"] == "scope_missing"
    writer = program(pages, staff, "drafter", Scope.FOLLOW_UP)
    writer.call("GET", "/agreements", status=403)


def test_a_program_may_no_more_than_its_person(pages: PageClient, staff: Staff) -> None:
    auditor = program(pages, staff, "auditor")
    told = auditor.call("POST", "/agreements", {"kind": "mou", "subject": "Pengawasan"}, status=403)
    assert told["code"] == "not_permitted"


def test_an_agreement_of_another_office_is_not_there(pages: PageClient, staff: Staff, drafter: Program) -> None:
    sister = make_staff(pages.tools, make_office(pages.tools, "33.99"))
    theirs = make_agreement(pages.tools, sister)
    ours = make_agreement(pages.tools, staff)
    assert drafter.call("GET", f"/agreements/{ours}")["id"] == str(ours)
    for path in ("", "/events", "/draft", "/activities", "/tasks"):
        assert drafter.call("GET", f"/agreements/{theirs}{path}", status=404)["code"] == "not_found"
    assert [row["id"] for row in drafter.call("GET", "/agreements")["items"]] == [str(ours)]


def test_an_unknown_address_and_a_wrong_method_refuse_in_json(pages: PageClient, drafter: Program) -> None:
    assert drafter.call("GET", "/tidak-ada", status=404)["code"] == "page_unknown"
    answer = pages.open("/api/v1/me", method="DELETE")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
