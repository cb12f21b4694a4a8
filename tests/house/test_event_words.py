"""Everything that is written into an agreement's chain can be read on its history page in words."""

import ast
from pathlib import Path

import pytest

from service.agreements.words import EVENTS
from service.wiring import register_rooms

PROJECT = Path(__file__).resolve().parents[2]
# Codes whose last part is a value of an enumeration, spelled out.
COMPOSED = {
    "agreement:stage:": (
        "start_draft",
        "open_discussion",
        "back_to_draft",
        "ask_approval",
        "return",
        "freeze",
        "reopen",
    ),
    "paper:": ("engrossed", "prepared", "signed", "archived", "scan", "legacy_scan"),
    "act:": ("checked", "rejected"),
    "family:": ("addendum", "renewal", "termination"),
    "approval:": ("approved", "returned"),
    "approval:round:": ("returned", "void"),
}


def recorded_codes():
    """The codes given to `uow.record(stream(...), code)` for agreements."""
    for path in [*(PROJECT / "service").rglob("*.py"), *(PROJECT / "workers").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _is_record(node) and _is_agreement(node.args[0]):
                yield from _spelled(node.args[1])


def _is_record(node):
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr == "record" and len(node.args) >= 2


def _is_agreement(stream):
    return isinstance(stream, ast.Call) and (
        (isinstance(stream.func, ast.Name) and stream.func.id == "stream")
        or (isinstance(stream.func, ast.Name) and stream.func.id == "Stream" and _first(stream) == "agreement")
    )


def _first(call):
    return call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""


def _spelled(code):
    if isinstance(code, ast.Constant):
        yield code.value
    elif isinstance(code, ast.JoinedStr):
        head = code.values[0].value if isinstance(code.values[0], ast.Constant) else ""
        yield from (head + ending for ending in COMPOSED[head])


def test_the_codes_are_found_at_all():
    assert {"act:entered", "signing:opened", "paper:archived", "followup:activity"} <= set(recorded_codes())


@pytest.mark.parametrize("code", sorted(set(recorded_codes())))
def test_an_event_has_words(code):
    register_rooms()
    assert code in EVENTS
