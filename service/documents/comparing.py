"""Comparing two contents word by word, field by field and article by article."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from service.documents.content import ArticleText, Content

WORDS = re.compile(r"\s+|[^\s\w]|\w+", re.UNICODE)


class PieceKind(StrEnum):
    """What happened to a piece of text."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


class Change(StrEnum):
    """What happened to an article or a field."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is the same, new or gone."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class ArticleDiff:
    """What happened to one article. `number` is its place in the new text, 0 when it is gone or bears its own."""

    key: str
    number: int
    change: Change
    title: tuple[Piece, ...]
    body: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """What happened to one value; its texts are pieces too."""

    key: str
    change: Change
    pieces: tuple[Piece, ...]


def compare(old: Content, new: Content) -> tuple[ArticleDiff, ...]:
    """The articles of both, in the order of the new text, removed ones where they stood."""
    before = {article.key: article for article in old.articles}
    after = {article.key: article for article in new.articles}
    moved = _moved([article.key for article in old.articles], [article.key for article in new.articles])
    numbers = {article.key: 0 if article.is_foreign else index for index, article in enumerate(new.articles, 1)}
    return tuple(
        _article(key, numbers.get(key, 0), before.get(key), after.get(key), moved=key in moved)
        for key in _order(list(before), list(after))
    )


def compare_values(old: Content, new: Content) -> tuple[FieldDiff, ...]:
    """The values that differ, by their key."""
    found = []
    for key in sorted(set(old.values) | set(new.values)):
        before, after = as_text(old.values.get(key)), as_text(new.values.get(key))
        if before != after:
            change = Change.ADDED if not before else Change.REMOVED if not after else Change.CHANGED
            found.append(FieldDiff(key, change, compare_texts(before, after)))
    return tuple(found)


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts by words; pieces joined together give both back."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(PieceKind.EQUAL, "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(PieceKind.DELETE, "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(PieceKind.INSERT, "".join(after[j1:j2])))
    return tuple(_joined(pieces))


def as_text(value: Any) -> str:
    """A value as lines that can be compared."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {as_text(part)}" for key, part in value.items() if as_text(part))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(as_text(part) for part in value)
    return str(value)


def _article(key: str, number: int, old: ArticleText | None, new: ArticleText | None, *, moved: bool) -> ArticleDiff:
    title = compare_texts(old.title if old else "", new.title if new else "")
    body = compare_texts(old.body if old else "", new.body if new else "")
    if old is None:
        change = Change.ADDED
    elif new is None:
        change = Change.REMOVED
    elif any(piece.kind is not PieceKind.EQUAL for piece in (*title, *body)):
        change = Change.CHANGED
    else:
        change = Change.MOVED if moved else Change.SAME
    return ArticleDiff(key, number, change, title, body)


def _order(before: list[str], after: list[str]) -> list[str]:
    """The keys of the new text, with each removed key behind the one it followed."""
    order = list(after)
    for index, key in enumerate(before):
        if key not in after:
            earlier = [each for each in before[:index] if each in order]
            order.insert(order.index(earlier[-1]) + 1 if earlier else 0, key)
    return order


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Keys whose place among the others changed."""
    both = [key for key in before if key in after]
    now = [key for key in after if key in before]
    matcher = difflib.SequenceMatcher(None, both, now, autojunk=False)
    stayed = {both[i] for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)}
    return set(both) - stayed


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A blank between two changes is part of the change: pages read better so."""
    gone = come = ""
    for number, piece in enumerate(pieces):
        alone = piece.kind is PieceKind.EQUAL and piece.text.isspace() and 0 < number < len(pieces) - 1
        if piece.kind is PieceKind.EQUAL and not alone:
            yield from _change(gone, come)
            gone = come = ""
            yield piece
            continue
        gone += piece.text if piece.kind is not PieceKind.INSERT else ""
        come += piece.text if piece.kind is not PieceKind.DELETE else ""
    yield from _change(gone, come)


def _change(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(PieceKind.DELETE, gone)
    if come:
        yield Piece(PieceKind.INSERT, come)
