"""`sijari verify` asks the register where there is a database, and does without where there is none."""

from datetime import UTC, datetime

import pytest

from service.agreements.models import PaperKind
from service.core.tools import Tools
from service.seals.verdicts import RegisterState, Validity, Verdict, VerdictCode
from service.verify_cli import ask_register
from tests.support.agreements import Started, start
from tests.verification.test_register import add

VERDICT = Verdict(VerdictCode.AUTHENTIC, Validity(datetime(2026, 3, 2, tzinfo=UTC)), sha256="c" * 64)


@pytest.fixture
def made(tools: Tools) -> Started:
    return start(tools)


def test_the_register_of_this_installation_is_asked(tools, made, monkeypatch, tmp_path):
    add(tools, made, "c", PaperKind.ARCHIVED, published=True)
    monkeypatch.setenv("SIJARI_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", tools.database.url)
    assert ask_register(VERDICT).state is RegisterState.CURRENT


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite", "postgresql://nobody@127.0.0.1:1/none"])
def test_without_a_database_the_answer_is_unavailable_and_nothing_is_made(url, monkeypatch, tmp_path):
    monkeypatch.setenv("SIJARI_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", url)
    assert ask_register(VERDICT).state is RegisterState.UNAVAILABLE
    assert list(tmp_path.iterdir()) == []
