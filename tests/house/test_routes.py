"""Every route asks for what it declares: walked as a passer-by and in every role."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from service.core.permissions import OPEN, SIGNED_IN, TABLE, Role, declared
from service.web.guard import is_static
from tests.support.pages import PageClient
from tests.support.people import Staff


def plain_routes(app: Flask) -> Iterator[tuple[Rule, str | None]]:
    """The routes that can be fetched without knowing an id."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and not is_static(rule.endpoint):
            yield rule, declared(app.view_functions[rule.endpoint])


def test_a_passer_by_sees_only_what_is_open(app: Flask, pages: PageClient):
    for rule, permission in plain_routes(app):
        answer = pages.get(rule.rule)
        if permission == OPEN:
            assert answer.status_code < 500, rule.rule
        elif rule.rule.startswith("/api/"):  # a program is told, not led to a form
            assert answer.status_code == 401, rule.rule
        else:
            assert answer.status_code == 302, rule.rule
            assert answer.location.startswith("/masuk"), rule.rule


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_what_its_role_may_and_no_more(app: Flask, pages: PageClient, staff: Staff, role: Role):
    pages.sign_in(staff.people[role.value])
    for rule, permission in plain_routes(app):
        status = pages.get(rule.rule).status_code
        if permission in (OPEN, SIGNED_IN) or role in TABLE[permission or ""]:
            assert status < 500, f"{rule.rule} as {role}: {status}"
            assert status != 403 or permission == OPEN, f"{rule.rule} as {role}: {status}"
        else:
            assert status == 403, f"{rule.rule} as {role}: {status}"


def test_the_menu_leads_to_pages_the_person_may_open(app: Flask, pages: PageClient, staff: Staff):
    for role in Role:
        pages.sign_in(staff.people[role.value])
        for link in pages.see("/akun").find_all("nav")[0].iter("a"):
            assert pages.get(link.get("href", "")).status_code in (200, 302), f"{link.get('href')} as {role}"
