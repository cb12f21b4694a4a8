"""Nothing is served that did not say who may call it."""

import pytest
from flask import Flask

from service.core.permissions import needs
from service.core.tools import Tools
from service.web import shell
from service.web.shell import UnguardedEndpoint
from tests.accounts.conftest import build
from tests.support.pages import PageClient
from tests.support.people import Staff


def test_an_application_with_an_unguarded_endpoint_does_not_start(sqlite_tools: Tools):
    app = Flask("tests", static_folder=None)
    shell.install(app, sqlite_tools)
    app.add_url_rule("/lupa", "forgotten", lambda: "isi rahasia")
    with pytest.raises(UnguardedEndpoint, match="forgotten"):
        shell.check_endpoints(app)


def test_an_unguarded_endpoint_that_came_later_is_refused(sqlite_tools: Tools):
    app = Flask("tests", static_folder=None)
    shell.install(app, sqlite_tools)
    shell.check_endpoints(app)
    app.add_url_rule("/lupa", "forgotten", lambda: "isi rahasia")
    answer = app.test_client().get("/lupa")
    assert answer.status_code == 403
    assert "isi rahasia" not in answer.text


def test_a_passer_by_is_sent_to_sign_in_and_comes_back_to_the_very_page(pages: PageClient):
    page = pages.see("/pembuat?hal=2")
    assert page.path == "/masuk"
    assert page.form().values["next"] == "/pembuat?hal=2"


def test_the_wrong_role_reads_that_it_may_not(pages: PageClient, staff: Staff):
    pages.sign_in(staff.auditor)
    assert "tidak berwenang" in pages.see("/pembuat", 403).text


def test_a_post_of_somebody_whose_session_ended_says_that_nothing_was_saved(sqlite_tools: Tools):
    def add(app: Flask) -> None:
        app.add_url_rule("/simpan", "save", needs("agreement:draft")(lambda: "tersimpan"), methods=["POST"])

    pages = PageClient(build(sqlite_tools, add))
    page = pages.post_to("/simpan", {"x": "1"})
    assert page.path == "/masuk"
    assert "belum tersimpan" in page.text


def test_every_endpoint_of_the_whole_application_declares_its_permission(sqlite_tools: Tools):
    from service.app import create_app
    from service.web.guard import undeclared

    assert undeclared(create_app(sqlite_tools)) == []
