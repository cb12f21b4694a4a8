"""Where a text was found: the field or the page, a few words around the hit, the hit marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.register.asking import Asked
from service.agreements.register.listing import Row
from service.agreements.register.models import SearchPage
from service.agreements.register.rules import tokens
from service.agreements.register.stemming import keys

AROUND = 60  # letters before and after the first hit
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """The place ("title", "number", "partner", "office" or "page"), the page, and pieces of text, hits marked."""

    place: str
    page: int
    pieces: tuple[tuple[str, bool], ...]


def snippets(session: Session, rows: Sequence[Row], asked: Asked, readable: ColumnElement[bool]) -> dict[UUID, Snippet]:
    """Where each of these lines was found; a page of its text only where that may be read (rule 33)."""
    if not asked.clauses:
        return {}
    found: dict[UUID, Snippet] = {}
    for row in rows:
        hit = _in_fields(row, asked)
        if hit is not None:
            found[row.agreement.id] = hit
    rest = [row.agreement.id for row in rows if row.agreement.id not in found]
    return found | _in_pages(session, rest, asked, readable)


def _in_fields(row: Row, asked: Asked) -> Snippet | None:
    one = row.agreement
    numbers = " · ".join(number for number in (one.office_number, one.partner_number) if number)
    fields = (("title", one.subject), ("number", numbers), ("partner", row.partner_name), ("office", row.office_name))
    best, most = None, 0
    for place, text in fields:
        pieces, hits = marked(text, asked)
        if hits > most:
            best, most = Snippet(place, 0, pieces), hits
    return best if most == len(asked.clauses) else None


def _in_pages(session: Session, ids: list[UUID], asked: Asked, readable: ColumnElement[bool]) -> dict[UUID, Snippet]:
    query = (
        select(SearchPage.agreement_id, SearchPage.page, SearchPage.text)
        .join(Agreement, Agreement.id == SearchPage.agreement_id)
        .where(SearchPage.agreement_id.in_(ids), readable)
        .order_by(SearchPage.agreement_id, SearchPage.page)
    )
    found: dict[UUID, tuple[int, Snippet]] = {}
    for agreement_id, page, text in session.execute(query) if ids else ():
        if agreement_id in found and found[agreement_id][0] == len(asked.clauses):
            continue
        pieces, hits = marked(text, asked)
        if hits > found.get(agreement_id, (0,))[0]:
            found[agreement_id] = hits, Snippet("page", page, pieces)
    return {agreement_id: snippet for agreement_id, (_, snippet) in found.items()}


def marked(text: str, asked: Asked) -> tuple[tuple[tuple[str, bool], ...], int]:
    """The text around the first hit in pieces, and how many of the clauses have a word in it."""
    places, seen = [], set()
    sought = {key: number for number, clause in enumerate(asked.clauses) for key in clause.keys}
    for match in _WORD.finditer(text):
        number = _clause_of(match.group(), sought, asked)
        if number is not None:
            places.append(match.span())
            seen.add(number)
    return (tuple(_pieces(text, places)) if places else ()), len(seen)


def _clause_of(word: str, sought: dict[str, int], asked: Asked) -> int | None:
    for token in tokens(word):
        if asked.begun and token.startswith(asked.begun):
            return len(asked.clauses) - 1
        for key in keys(token):
            if key in sought:
                return sought[key]
    return None


def _pieces(text: str, places: list[tuple[int, int]]) -> Iterable[tuple[str, bool]]:
    start = max(0, places[0][0] - AROUND)
    end = min(len(text), places[0][1] + 2 * AROUND)
    if start:
        start = text.find(" ", start) + 1 or start
    yield ("… " if start else ""), False
    at = start
    for begin, stop in places:
        if begin >= end:
            break
        yield text[at:begin], False
        yield text[begin:stop], True
        at = stop
    yield text[at:end] + (" …" if end < len(text) else ""), False
