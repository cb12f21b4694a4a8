"""Approval alone: only its own facts, hooks and effects are registered."""

from collections.abc import Iterator

import pytest

from service.agreements import registry as module
from service.agreements.registry import Registry
from service.agreements.sentences import SENTENCES as AGREEMENTS
from service.approval import wiring
from service.core import refusals
from service.core.sentences import SENTENCES

PARTS = ("facts", "tabs", "panels", "missing_links", "counters", "effects", "consulted", "on_stage", "on_version")


@pytest.fixture(autouse=True)
def only_this_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """The registry as if approval were the only room."""
    for part in PARTS:
        if hasattr(module.REGISTRY, part):
            monkeypatch.setattr(module.REGISTRY, part, type(getattr(module.REGISTRY, part))())
    refusals.register(SENTENCES)
    refusals.register(AGREEMENTS)
    wiring.register()
    return module.REGISTRY
