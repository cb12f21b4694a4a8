"""Every refusal has one sentence, in both languages, that can be shown."""

import ast
import importlib
import string

import pytest

from service.core.refusals import Sentence
from tests.house.source import PROJECT, calls, place, product_files

# reasons.py holds the reasons of verdicts, which are shown beside each other and refuse nothing.
FILES = [
    path
    for path in product_files()
    if " Sentence(" in path.read_text(encoding="utf-8") and path.name not in {"refusals.py", "reasons.py"}
]


def sentences_of(path) -> dict[str, Sentence]:
    module = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
    tables = [value for value in vars(importlib.import_module(module)).values() if isinstance(value, dict)]
    return {code: said for table in tables for code, said in table.items() if isinstance(said, Sentence)}


def all_sentences() -> dict[str, list[str]]:
    """Per code the different sentences found (a table may take in another one whole)."""
    found: dict[str, set[Sentence]] = {}
    for path in FILES:
        for code, said in sentences_of(path).items():
            found.setdefault(code, set()).add(said)
    return {code: sorted(said.id for said in different) for code, different in found.items()}


def test_every_refusal_raised_anywhere_has_a_sentence() -> None:
    known = all_sentences()
    silent = [
        f"{place(path, call)}: {call.args[0].value}"
        for path in product_files()
        for call in calls(path, "Refused")
        if call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value not in known
    ]
    assert silent == [], "\n".join(silent)


def test_no_refusal_has_two_sentences() -> None:
    assert {code: said for code, said in all_sentences().items() if len(said) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=place)
def test_both_languages_say_the_same_with_the_same_facts(path) -> None:
    def facts(text: str) -> set[str]:
        return {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(text) if name}

    for code, sentence in sentences_of(path).items():
        assert facts(sentence.id) == facts(sentence.en), code
        assert sentence.id.rstrip().endswith((".", "!", "?", "}")), code
        assert sentence.en.rstrip().endswith((".", "!", "?", "}")), code
        assert 400 <= sentence.status < 600, code


def test_no_code_of_a_room_hides_behind_a_dead_sentence_file() -> None:
    """A room with sentences registers them, so that the person reads them and not the general one."""
    from service.core import refusals
    from service.wiring import register_rooms

    register_rooms()
    unregistered = [code for code in all_sentences() if refusals.sentence(code) is refusals.UNKNOWN]
    from_shell = set(importlib.import_module("service.web.sentences").SENTENCES)  # registered by the page shell
    assert set(unregistered) - from_shell == set()
