"""Every refusal has one sentence, in both languages, that can be shown."""

import ast
import importlib
import string

import pytest

from service.core.refusals import Sentence
from tests.house.source import PROJECT, calls, place, product_files

FILES = product_files("*sentences.py")


def sentences_of(path) -> dict[str, Sentence]:
    module = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
    return importlib.import_module(module).SENTENCES


def all_sentences() -> dict[str, list[str]]:
    where: dict[str, list[str]] = {}
    for path in FILES:
        for code in sentences_of(path):
            where.setdefault(code, []).append(place(path))
    return where


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
    assert {code: places for code, places in all_sentences().items() if len(places) > 1} == {}


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
