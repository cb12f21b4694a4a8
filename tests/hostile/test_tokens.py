"""A program's token: nowhere at rest in clear, never more than it was made for, dead with its person."""

import io
import logging
import zipfile

import pytest
import structlog
from sqlalchemy import select

from service.accounts import actions
from service.accounts.models import ApiToken, RoleGrant, Scope
from service.api.pages import DESCRIPTION
from service.app import create_app
from service.archive.backup import backup
from service.core.audit import AuditEvent
from service.core.database import Database
from service.core.jobs import Job
from service.core.tools import Tools
from service.migrations import runner
from service.wiring import FACTORIES, register_rooms
from tests.conftest import make_tools
from tests.hostile.test_living import bearer, token_of
from tests.hostile.test_secrets import everything
from tests.support.pages import PageClient
from tests.support.people import Staff, make_staff

WRITES = ("post", "put", "patch", "delete")


@pytest.fixture
def both(tools: Tools) -> PageClient:
    """The whole application, once on each database."""
    register_rooms()
    tools.factories.update(FACTORIES)
    return PageClient(create_app(tools))


@pytest.fixture
def people(tools: Tools) -> Staff:
    return make_staff(tools)


def addresses(pages: PageClient):
    ids = dict.fromkeys(("agreement_id", "task_id", "office_id"), "00000000-0000-0000-0000-000000000000")
    for path, methods in pages.app.config[DESCRIPTION]["paths"].items():
        for method in methods:
            if method != "parameters":
                yield method, path.format(**ids, sha256="0" * 64, code="x", month="2026-02")


def test_a_token_rests_nowhere_in_clear(pages, sqlite_tools, monkeypatch, caplog, capfd):
    """Not in a row, a job, the log of a good call, of a refused one, nor of one that broke down, nor on its page."""
    staff = make_staff(sqlite_tools)
    plain = token_of(sqlite_tools, staff.drafter)
    heard = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(heard))
    pages.app.config.update(SIJARI_RAISE=False, PROPAGATE_EXCEPTIONS=False)
    try:
        with caplog.at_level(logging.DEBUG):
            told = [pages.get("/api/v1/me", headers=bearer(plain)).text]
            told.append(pages.open("/api/v1/agreements", method="POST", json=[plain], headers=bearer(plain)).text)
            told.append(pages.get(f"/api/v1/agreements?q={plain}x", headers=bearer(plain + "x")).text)
            told.append(pages.get("/api/v1/none", headers=bearer(plain)).text)
            monkeypatch.setattr("service.api.reading_api.work.reading", _broken)
            broken = pages.get("/api/v1/agreements", headers=bearer(plain))
    finally:
        structlog.reset_defaults()
    assert broken.status_code == 500
    assert broken.mimetype == "application/problem+json"
    noise = heard.getvalue() + caplog.text + "".join(capfd.readouterr())
    assert "rusak" in noise, "the fault was logged"
    for where, said in (("log", noise), ("rows", everything(sqlite_tools)), ("page", "".join(told) + broken.text)):
        assert plain not in said, where
    assert "rusak" not in broken.text


def _broken(*_: object) -> object:
    raise RuntimeError("rusak")


def test_the_log_of_a_broken_database_names_no_value(tools: Tools):
    """What a person typed must not stand in the log because a statement failed."""
    secret = "0812-3456-7890"
    with pytest.raises(Exception, match=r"subject_id|NOT NULL|null value") as caught, tools.begin() as uow:  # noqa: PT012
        uow.session.add(Job(kind="x", subject_id=None, revision=secret, queue="x", payload={"n": secret}))
        uow.session.flush()
    assert secret not in str(caught.value).split("DETAIL")[0]


def test_a_backup_holds_a_token_s_hash_and_not_the_token(empty_database: Database, storage, clock, bell, tmp_path):
    runner.upgrade(empty_database)
    tools = make_tools(empty_database, storage, clock, bell, tmp_path)
    register_rooms()
    plain = token_of(tools, make_staff(tools).drafter)
    backup(tools, tmp_path / "all.zip")
    with tools.reading() as session:
        hashed = session.scalars(select(ApiToken.token_hash)).one()
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        said = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert hashed in said
    assert plain not in said
    assert plain.removeprefix("sjr_") not in said


def test_a_token_that_reads_writes_nothing_and_each_other_scope_only_its_own(both, tools, people):
    """Every address that writes, with each scope alone: the refusal names what is missing, and nothing changes."""
    before = _events(tools) + len(Scope)  # making a token is an event
    refused = dict.fromkeys(Scope, 0)
    headers = {scope: bearer(token_of(tools, people.drafter, scope)) for scope in Scope}
    writing = [(method, path) for method, path in addresses(both) if method in WRITES]
    for method, path in writing:
        codes = {}
        for scope in Scope:
            answer = both.open(path, method=method.upper(), json={"unknown": 1}, headers=headers[scope])
            assert 400 <= answer.status_code < 500, f"{scope} {method} {path}: {answer.status_code}"
            codes[scope] = answer.get_json()["code"]
            refused[scope] += codes[scope] == "scope_missing"
        assert codes[Scope.READ] == "scope_missing", f"{method} {path}"
        assert sum(code != "scope_missing" for code in codes.values()) == 1, f"{method} {path}: {codes}"
    assert refused[Scope.READ] == len(writing) > 5
    assert _events(tools) == before


@pytest.mark.parametrize(
    "heads",
    [
        {"X-Scopes": "read agreements followup reports"},
        {"X-HTTP-Method-Override": "POST"},
        {"X-Forwarded-User": "admin"},
        {"Cookie": "scopes=agreements"},
    ],
)
def test_no_head_of_a_request_widens_a_token(both, tools, people, heads):
    headers = bearer(token_of(tools, people.drafter, Scope.READ)) | heads
    said = {"kind": "mou", "subject": "Jahat", "scopes": [one.value for one in Scope]}
    answer = both.open("/api/v1/agreements?scope=agreements", method="POST", json=said, headers=headers)
    assert answer.status_code == 403
    assert both.open("/api/v1/agreements", method="GET", json=said, headers=headers).get_json()["total"] == 0


def test_a_token_dies_with_its_person_and_stays_dead_when_he_comes_back(both, tools, people):
    plain = token_of(tools, people.drafter)
    assert both.get("/api/v1/me", headers=bearer(plain)).status_code == 200
    with tools.begin(people.actor("admin")) as uow:
        actions.deactivate(uow, people.drafter.id, successor_id=people.chair.id)
    for method, path in addresses(both):
        if "/verify/" not in path:
            assert both.open(path, method=method.upper(), json={}, headers=bearer(plain)).status_code == 401, path
    with tools.begin(people.actor("admin")) as uow:  # brought back: the old token stays dead
        actions.reactivate(uow, people.drafter.id)
    assert both.get("/api/v1/me", headers=bearer(plain)).status_code == 401


def test_a_role_that_was_taken_away_is_missed_at_the_next_call(both, tools, people):
    plain = token_of(tools, people.chair)
    said = {"kind": "mou", "subject": "Pengawasan"}
    assert both.open("/api/v1/agreements", method="POST", json=said, headers=bearer(plain)).status_code == 201
    with tools.begin() as uow:
        for grant in uow.session.scalars(select(RoleGrant).where(RoleGrant.person_id == people.chair.id)):
            grant.role = "auditor"
    assert both.open("/api/v1/agreements", method="POST", json=said, headers=bearer(plain)).status_code == 403
    assert both.get("/api/v1/agreements", headers=bearer(plain)).status_code == 200


def _events(tools: Tools) -> int:
    with tools.reading() as session:
        return session.query(AuditEvent).count()
