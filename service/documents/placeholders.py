"""Places in the text of an article where the value of a field, or the number of another article, is put in.

`{jangka_waktu}` stands for a field, `{pasal.ruang_lingkup}` for "Pasal 2". This is no template language: the text of
an article comes from people and is never run.
"""

import re
from collections.abc import Callable

PLACE = re.compile(r"\{((?:pasal\.)?[a-z][a-z0-9_]*)\}")


def names_in(text: str) -> tuple[str, ...]:
    """The names a text asks for, each once, in order."""
    return tuple(dict.fromkeys(PLACE.findall(text)))


def put_in(text: str, value_of: Callable[[str], str]) -> str:
    """The text with each place replaced; what is put in is not looked at again."""
    return PLACE.sub(lambda match: value_of(match[1]), text)
