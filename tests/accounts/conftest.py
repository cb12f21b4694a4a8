"""An application with the page shell and accounts only."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from service.accounts import pages as account_pages
from service.core.permissions import needs, open_to_all
from service.core.tools import Tools
from service.web import shell
from tests.support.pages import PageClient
from tests.support.people import Staff, make_staff

PAGE = (
    "{% extends 'web/layout.html' %}{% block title %}Uji{% endblock %}"
    "{% block content %}<h1>{{ heading }}</h1>{% endblock %}"
)


def build(tools: Tools, add_pages: Callable[[Flask], None] | None = None) -> Flask:
    """The smallest application that people can sign in to, with more pages where a test wants them."""
    app = Flask("tests", static_folder=None)
    shell.install(app, tools)
    for blueprint in account_pages.blueprints:
        app.register_blueprint(blueprint)
    account_pages.install(app)

    @app.get("/")
    @open_to_all
    def home() -> str:
        return render_template_string(PAGE, heading="Beranda uji")

    @app.get("/pembuat")
    @needs("agreement:draft")
    def makers() -> str:
        return render_template_string(PAGE, heading="Hanya pembuat")

    if add_pages is not None:
        add_pages(app)
    shell.check_endpoints(app)
    return app


@pytest.fixture
def app(sqlite_tools: Tools) -> Flask:
    return build(sqlite_tools)


@pytest.fixture
def pages(app: Flask) -> PageClient:
    return PageClient(app)


@pytest.fixture
def staff(sqlite_tools: Tools) -> Staff:
    return make_staff(sqlite_tools)
