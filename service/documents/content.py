"""What a paper says: the frozen content that is approved, and the engrossment that signing adds (rule 25)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

MODE_FIELD = "mode_penandatanganan"
FOREIGN = "mitra_"  # how the key of an article begins that was read from a partner's file


class SigningMode(StrEnum):
    """How the parties sign (rule 36)."""

    ELECTRONIC = "elektronik"
    WET = "basah"
    COUNTERPARTS = "rangkap_terpisah"


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article as it stands on this paper."""

    key: str
    title: str
    body: str

    @property
    def is_foreign(self) -> bool:
        """Whether it was read from a partner's file: it is printed there as it stands and is not edited here."""
        return self.key.startswith(FOREIGN)


@dataclass(frozen=True, slots=True)
class Content:
    """Field values (plain JSON values, by the key of the manifest) and the articles in their order."""

    values: Mapping[str, Any]
    articles: tuple[ArticleText, ...] = ()

    @property
    def mode(self) -> SigningMode:
        """The mode of signing chosen in drafting; electronic where the paper does not ask."""
        chosen = self.values.get(MODE_FIELD)
        return SigningMode(chosen) if chosen in set(SigningMode) else SigningMode.ELECTRONIC

    def canonical_json(self) -> str:
        """The same text for the same content, whatever the order of keys."""
        said = {
            "values": dict(self.values),
            "articles": [[article.key, article.title, article.body] for article in self.articles],
        }
        return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def content_hash(self) -> str:
        """SHA-256 (hex) of what approvers approve."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()


def read_content(text: str) -> Content:
    """The content that `canonical_json` wrote."""
    said = json.loads(text)
    return Content(said["values"], tuple(ArticleText(*article) for article in said["articles"]))


def articles_from(rows: Iterable[Mapping[str, str]]) -> tuple[ArticleText, ...]:
    """Articles from plain JSON rows."""
    return tuple(ArticleText(row["key"], row["title"], row["body"]) for row in rows)


@dataclass(frozen=True, slots=True)
class Engrossment:
    """What is filled in when signing opens: it voids no approval.

    `numbers` are those of PIHAK KESATU, PIHAK KEDUA and so on; `None` prints a dotted line (wet ink only, rule 26).
    `stated_date` is given only when all sign on that day; without it an electronic paper says so (rule 26).
    `original` counts the originals signed by hand, one for each side; the words are the same in all of them, the
    order of the sides and the seat of the duty stamp are not.
    """

    mode: SigningMode
    numbers: tuple[str | None, ...]
    stated_date: date | None = None
    place: str = ""
    verification_url: str = ""
    code: str = ""
    original: int = 1
