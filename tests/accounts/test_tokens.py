"""Tokens of programs: shown once, never more than their person, ended at once."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from service.accounts import actions, tokens
from service.accounts.models import ApiToken, Scope
from service.accounts.passwords import hash_password
from service.core.refusals import Refused
from service.core.tools import Tools
from tests.support.pages import PageClient
from tests.support.people import Staff, make_office, make_staff


def make(tools: Tools, staff: Staff, role: str = "drafter", *, days: int = 90) -> tokens.MadeToken:
    with tools.begin(staff.actor(role)) as uow:
        return tokens.make_token(uow, staff.people[role].id, "Portal", [Scope.READ], days)


def is_living(tools: Tools, plain: str) -> bool:
    with tools.reading() as session:
        return tokens.living_token(session, plain, tools.clock.now()) is not None


def test_a_token_is_kept_only_as_its_hash(tools: Tools) -> None:
    made = make(tools, make_staff(tools))
    assert made.plain.startswith("sjr_")
    with tools.reading() as session:
        row = session.scalars(select(ApiToken)).one()
        kept = [str(getattr(row, column.key)) for column in ApiToken.__table__.columns]
    assert made.plain not in kept
    assert is_living(tools, made.plain)
    assert not is_living(tools, made.plain[:-1])


def test_a_token_dies_at_its_hour(tools: Tools) -> None:
    made = make(tools, make_staff(tools), days=7)
    tools.clock.advance(days=7, seconds=-1)
    assert is_living(tools, made.plain)
    tools.clock.advance(seconds=1)
    assert not is_living(tools, made.plain)


def test_a_new_password_ends_every_token(tools: Tools) -> None:
    staff = make_staff(tools)
    made = make(tools, staff)
    someone, hashed = staff.drafter, hash_password("gajah sirkus makan durian")
    with tools.begin(staff.actor("drafter")) as uow:
        actions.set_password(uow, uow.session.merge(someone), hashed)
    assert not is_living(tools, made.plain)


def test_a_token_dies_with_the_access_of_its_person(tools: Tools) -> None:
    staff = make_staff(tools)
    made = make(tools, staff)
    with tools.begin(staff.actor("admin")) as uow:
        actions.deactivate(uow, staff.drafter.id, successor_id=None)
    assert not is_living(tools, made.plain)


def end(tools: Tools, staff: Staff, role: str, token_id: UUID) -> None:
    with tools.begin(staff.actor(role)) as uow:
        tokens.revoke_token(uow, token_id)


def test_the_owner_and_the_administrator_of_his_office_may_end_it_and_nobody_else(tools: Tools) -> None:
    staff, sister = make_staff(tools), make_staff(tools, make_office(tools, "33.21"))
    for who, role in [(staff, "chair"), (sister, "admin"), (sister, "drafter")]:
        with pytest.raises(Refused, match="not_found"):
            end(tools, who, role, make(tools, staff).row.id)
    for role in ("drafter", "admin"):
        made = make(tools, staff)
        end(tools, staff, role, made.row.id)
        assert not is_living(tools, made.plain)


@pytest.mark.parametrize(
    ("name", "scopes", "days", "code"),
    [
        (" ", [Scope.READ], 90, "token_name_missing"),
        ("Portal", [], 90, "token_scope_missing"),
        ("Portal", [Scope.READ], 0, "token_life_wrong"),
        ("Portal", [Scope.READ], 367, "token_life_wrong"),
    ],
)
def test_a_token_without_name_scope_or_end_is_refused(
    tools: Tools, name: str, scopes: list[Scope], days: int, code: str
) -> None:
    staff = make_staff(tools)
    with pytest.raises(Refused) as refused, tools.begin(staff.actor("drafter")) as uow:
        tokens.make_token(uow, staff.drafter.id, name, scopes, days)
    assert refused.value.code == code


def test_a_person_cannot_pile_up_living_tokens(tools: Tools) -> None:
    staff = make_staff(tools)
    for _ in range(tokens.MOST):
        make(tools, staff, days=1)
    with pytest.raises(Refused, match="tokens_too_many"):
        make(tools, staff)
    tools.clock.set(tools.clock.now() + timedelta(days=2))
    assert is_living(tools, make(tools, staff).plain)


def test_the_page_shows_a_new_token_once(pages: PageClient, staff: Staff) -> None:
    pages.sign_in(staff.drafter)
    said = {"name": "Portal", "scopes": ["read"], "days": "30"}
    page = pages.submit(pages.see("/akun/token/baru"), said)
    plain = next(word for one in page.find_all("input") if (word := one.get("value", "")).startswith("sjr_"))
    assert is_living(pages.tools, plain)
    page = pages.see("/akun/token")
    assert plain not in page.response.text
    assert "Portal" in page.main
    pages.submit(page, action="/akhiri")
    assert not is_living(pages.tools, plain)


def test_the_administrator_sees_and_ends_the_tokens_of_the_office(pages: PageClient, staff: Staff) -> None:
    made = make(pages.tools, staff)
    pages.sign_in(staff.admin)
    page = pages.see("/orang/token")
    assert staff.drafter.name in page.main
    pages.submit(page, action="/akhiri")
    assert not is_living(pages.tools, made.plain)
    pages.sign_in(staff.chair)
    pages.see("/orang/token", status=403)
