"""Refusing by code: one table turns a code into a sentence and a status."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads when something is refused: what happened and what to do, in both languages.

    `status` is the HTTP status. The texts may name parameters of the refusal as `{name}`.
    """

    id: str
    en: str
    status: int = 409

    def text(self, language: str, params: Mapping[str, object]) -> str:
        """The sentence in the language asked for, with its parameters filled in."""
        raw = self.en if language == "en" else self.id
        return raw.format_map(_Blank(params))


class _Blank(dict[str, object]):
    """Leaves an unknown parameter as a dash, so that a sentence never fails to be shown."""

    def __missing__(self, key: str) -> str:
        return "-"


class Refused(Exception):
    """An action that must not happen, with the code of its reason.

    `field` names the form field at fault, where there is one.
    """

    def __init__(self, code: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with all that was said."""
        return (_rebuild, (self.code, self.field, self.params))


def _rebuild(code: str, field: str | None, params: dict[str, object]) -> Refused:
    return Refused(code, field=field, **params)


UNKNOWN = Sentence(
    id="Permintaan tidak dapat dijalankan. Muat ulang halaman dan coba lagi; bila berulang, hubungi pengelola.",
    en="The request cannot be carried out. Reload the page and try again; if it recurs, contact the administrator.",
)

_SENTENCES: dict[str, Sentence] = {}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Add a room's sentences; a code may have one sentence only."""
    for code, sentence in sentences.items():
        known = _SENTENCES.get(code)
        if known is not None and known != sentence:
            raise ValueError(f"two sentences for the refusal {code!r}")
        _SENTENCES[code] = sentence


def sentence(code: str) -> Sentence:
    """The sentence of a code; an unknown code gets a general one."""
    return _SENTENCES.get(code, UNKNOWN)


def explain(refusal: Refused, language: str = "id") -> str:
    """What the person reads."""
    return sentence(refusal.code).text(language, refusal.params)
