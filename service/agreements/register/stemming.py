"""The keys of Indonesian words: Snowball's stemmer between our own rules of prefixes, each word worked out once."""

from functools import lru_cache

import snowballstemmer

from service.agreements.register.rules import keys_of, tokens

_SNOWBALL = snowballstemmer.stemmer("indonesian")


@lru_cache(maxsize=50_000)
def keys(word: str) -> tuple[str, ...]:
    """The keys under which a word of small plain letters is indexed and sought."""
    return keys_of(word, _stem)


def _stem(word: str) -> str:
    return str(_SNOWBALL.stemWord(word))


def stems(text: str) -> str:
    """A text as its keys in their order, parted by spaces."""
    return " ".join(key for word in tokens(text) for key in keys(word))


def other_words(text: str) -> str:
    """The words whose key differs from how they are written, each once; what prefix search needs beside the keys."""
    return " ".join(dict.fromkeys(word for word in tokens(text) if keys(word) != (word,)))
