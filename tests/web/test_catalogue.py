"""The English catalogue says what the Indonesian text says, with the same blanks to fill."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from service.web.language import CATALOGUES

FILE = CATALOGUES / "en" / "LC_MESSAGES" / "messages.po"
BLANK = re.compile(r"%\((\w+)\)[sd]")


def messages() -> list[Message]:
    if not FILE.is_file():
        return []
    with FILE.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id and message.string]


def texts(said: object) -> list[str]:
    return [str(one) for one in said] if isinstance(said, list | tuple) else [str(said)]


def test_every_translation_fills_the_same_blanks():
    wrong = [
        str(message.id)
        for message in messages()
        for text in texts(message.string)
        if text and not set(BLANK.findall(text)) <= {name for one in texts(message.id) for name in BLANK.findall(one)}
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["tidak sah", "Dasar"])
def test_the_blanks_are_found(name):
    assert BLANK.findall(f"%(first)s–%(total)d {name} 10% saja") == ["first", "total"]
