"""A program with a token of each kind."""

from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from service.accounts import tokens
from service.accounts.models import Scope
from tests.support.pages import PageClient
from tests.support.people import Staff


@dataclass(slots=True)
class Program:
    """A program that shows a token at every call."""

    pages: PageClient
    plain: str

    def call(self, method: str, path: str, said: Any = None, status: int = 200) -> Any:
        """Call an address and give back its JSON; the status must be as expected."""
        answer: TestResponse = self.pages.open(
            f"/api/v1{path}", method=method, json=said, headers={"Authorization": f"Bearer {self.plain}"}
        )
        assert answer.status_code == status, answer.text
        return answer.get_json() if answer.is_json else answer


def program(pages: PageClient, staff: Staff, role: str, *scopes: Scope) -> Program:
    """A program that acts for a member of the staff."""
    with pages.tools.begin(staff.actor(role)) as uow:
        made = tokens.make_token(uow, staff.people[role].id, "Portal", scopes or list(Scope), 90)
    return Program(pages, made.plain)


@pytest.fixture
def drafter(pages: PageClient, staff: Staff) -> Program:
    """A program with every scope that acts for the drafter."""
    return program(pages, staff, "drafter")
