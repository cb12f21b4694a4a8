"""Laying what was accepted over a text that went on meanwhile, and what may be accepted at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from service.documents.content import ArticleText, Content

WORDS = re.compile(r"\s+|[^\s\w]|\w+", re.UNICODE)


class ReturnState(StrEnum):
    """How far a returned file is."""

    OPEN = "open"
    APPLIED = "applied"
    SET_ASIDE = "set_aside"


class Verdict(StrEnum):
    """What was decided on a change."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(slots=True)
class Merged:
    """The text with both; `torn` names what both changed in different ways ("pasal:key" or "isian:key")."""

    content: Content
    torn: list[str] = field(default_factory=list)


def merge(sent: Content, returned: Content, present: Content) -> Merged:
    """What was accepted, laid over the present text; what was not touched since it went out is simply replaced."""
    torn: list[str] = []
    values = dict(present.values)
    for key in sorted(set(sent.values) | set(returned.values)):
        before, after, now = sent.values.get(key), returned.values.get(key), present.values.get(key)
        if after in (before, now):
            continue
        found = _value(before, after, now)
        if found is None:
            torn.append(f"isian:{key}")
        else:
            values[key] = found
        if after is None and found is not None:
            del values[key]
    articles = _articles(sent.articles, returned.articles, present.articles, torn)
    return Merged(Content(values, articles), torn)


def _value(before: Any, after: Any, now: Any) -> Any:
    if now == before:
        return "" if after is None else after
    if isinstance(before, list) and isinstance(after, list) and isinstance(now, list):
        return _sequence(before, after, now)
    if isinstance(before, Mapping) and isinstance(after, Mapping) and isinstance(now, Mapping):
        parts = {}
        for key in {*before, *after, *now}:
            found = after.get(key)
            if before.get(key) == found:
                found = now.get(key)
            elif now.get(key) not in (before.get(key), found):
                return None
            if found is not None:
                parts[key] = found
        return parts
    if isinstance(before, str) and isinstance(after, str) and isinstance(now, str):
        return merged_text(before, after, now)
    return None


def _articles(
    sent: Sequence[ArticleText], returned: Sequence[ArticleText], present: Sequence[ArticleText], torn: list[str]
) -> tuple[ArticleText, ...]:
    before, after = ({one.key: one for one in side} for side in (sent, returned))
    found: list[ArticleText] = []
    for now in present:
        old, new = before.get(now.key), after.get(now.key)
        if old is None or old == new:
            found.append(now)
        elif new is None:
            if now != old:
                torn.append(f"pasal:{now.key}")
                found.append(now)
        else:
            found.append(_article(old, new, now, torn))
    present_keys = {one.key for one in present}
    for place, one in enumerate(returned):
        if one.key in before and one.key in present_keys:
            continue
        if one.key in before:  # gone from the present text; missed only where the partner changed it
            if one != before[one.key]:
                torn.append(f"pasal:{one.key}")
            continue
        earlier = {each.key for each in returned[:place]}
        target = max((index + 1 for index, each in enumerate(found) if each.key in earlier), default=0)
        found.insert(target, _fresh(one, {each.key for each in found}))
    return tuple(found)


def _article(old: ArticleText, new: ArticleText, now: ArticleText, torn: list[str]) -> ArticleText:
    title, body = merged_text(old.title, new.title, now.title), merged_text(old.body, new.body, now.body)
    if title is None or body is None:
        torn.append(f"pasal:{now.key}")
        return now
    return ArticleText(now.key, title, body)


def _fresh(one: ArticleText, taken: set[str]) -> ArticleText:
    """The article under a key that nobody has: two may have added one each meanwhile."""
    stem, _sep, number = one.key.rpartition("_")
    count = int(number) if number.isdigit() else 0
    key = one.key
    while key in taken:
        count += 1
        key = f"{stem}_{count}"
    return ArticleText(key, one.title, one.body)


def merged_text(before: str, after: str, now: str) -> str | None:
    """Both changes of one text by words; None where they touch each other."""
    if now == before:
        return after
    if now == after:
        return now
    found = _sequence(WORDS.findall(before), WORDS.findall(after), WORDS.findall(now))
    return None if found is None else "".join(found)


def _sequence(before: Sequence[Any], after: Sequence[Any], now: Sequence[Any]) -> list[Any] | None:
    """Both changes of one sequence; None where they touch each other."""
    edits = sorted([*_edits(before, after), *_edits(before, now)], key=lambda one: (one[0], one[1]))
    result: list[Any] = []
    at, last = 0, (-1, -1, [])  # type: tuple[int, tuple[int, int, list[Any]]]
    for start, end, put in edits:
        if (start, end, put) == last:
            continue
        if start < at or (start == at and last[0] >= 0 and (last[1] == start or start == end)):
            return None
        result += [*before[at:start], *put]
        at, last = end, (start, end, put)
    return [*result, *before[at:]]


def _edits(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[int, int, list[Any]]]:
    keys, others = [repr(one) for one in before], [repr(one) for one in after]
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    return [(i1, i2, list(after[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]
