"""Signing alone: its own facts and effects; real authority and seals; a plain renderer."""

from collections.abc import Iterator

import pytest

from service.agreements import guests
from service.agreements import registry as module
from service.agreements.registry import Registry
from service.agreements.sentences import SENTENCES as AGREEMENTS
from service.authority.sentences import SENTENCES as AUTHORITY
from service.core import mail, refusals
from service.core.sentences import SENTENCES
from service.core.tools import Tools
from service.offices.sentences import SENTENCES as OFFICES
from service.seals.sentences import SENTENCES as SEALS
from service.signing import wiring
from tests.support.signing import PlainRenderer, equip

PARTS = (
    "facts",
    "tabs",
    "panels",
    "missing_links",
    "counters",
    "effects",
    "consulted",
    "on_stage",
    "on_version",
    "turns",
)


@pytest.fixture(autouse=True)
def only_this_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    for part in PARTS:
        monkeypatch.setattr(module.REGISTRY, part, type(getattr(module.REGISTRY, part))())
    refusals.register(SENTENCES)
    refusals.register(AGREEMENTS)
    for sentences in (guests.SENTENCES, AUTHORITY, SEALS, OFFICES):
        refusals.register(sentences)
    mail.register(guests.LETTERS)
    wiring.register()
    return module.REGISTRY


@pytest.fixture
def renderer(tools: Tools) -> PlainRenderer:
    return equip(tools)
