"""What the page of a returned file is drawn from."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY
from service.core import refusals
from service.documents import versions
from service.documents.comparing import Piece, PieceKind, compare_texts
from service.drafting import roundtrip_queries as queries
from service.drafting import roundtrip_words as words
from service.drafting.models import Dispatch, ReturnedChange, TextReturn
from service.web.components import Status
from service.web.language import language, waktu


@dataclass(frozen=True, slots=True)
class Shown:
    """One change as the page shows it."""

    row: ReturnedChange
    pieces: tuple[Piece, ...]
    said_at: str
    status: Status
    mandatory: bool
    barrier: str


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one place, in the order of the text."""

    place: str
    url_place: str
    changes: tuple[Shown, ...]


def dispatch_label(row: Dispatch) -> str:
    """What a sending is called in a list of choices."""
    return str(_("Versi %(n)s kepada %(who)s, %(at)s", n=row.version_number, who=row.sent_to, at=waktu(row.sent_at)))


def changes_of(
    session: Session, agreement: Agreement, row: TextReturn, *, author: str, verdict: str, page: int
) -> dict[str, Any]:
    """Everything on the page of a returned file except its frame and its forms."""
    out = queries.dispatch(session, agreement.id, row.dispatch_id)
    sent = queries.outgoing(session, out)
    manifest = sent.template.manifest
    names = queries.named(sent.template, sent.content, language())
    mandatory = queries.mandatory_keys(session, agreement)
    rows = queries.changes(session, row.id, author=author, verdict=verdict, page=page)
    groups: list[Group] = []
    for one in rows:
        place = words.place(one, names, manifest, language())
        shown = _shown(one, mandatory)
        if groups and groups[-1].place == place:
            groups[-1] = Group(place, groups[-1].url_place, (*groups[-1].changes, shown))
        else:
            groups.append(Group(place, queries.place_of(one), (shown,)))
    return {
        "out": out,
        "groups": groups,
        "standing": queries.standing(session, row.id),
        "authors": queries.authors(session, row.id),
        "notes": [(words.NOTES[code], count) for code, count in row.notes.items() if code in words.NOTES],
        "comments": [
            (one, words.place(one, names, manifest, language()), words.said_at(one.said_at))
            for one in queries.comments(session, row.id)
        ],
        "state": words.state(row.state),
        "keeps_remarks": REGISTRY.remark_keeper is not None,
        "newer": _newer(session, agreement, out),
    }


def _newer(session: Session, agreement: Agreement, out: Dispatch) -> int:
    """The number of the newest version, if the text went on since it was sent; 0 otherwise."""
    newest = versions.latest(session, agreement.id)
    return newest.number if newest is not None and newest.number > out.version_number else 0


def _shown(one: ReturnedChange, mandatory: frozenset[str]) -> Shown:
    held = one.article in mandatory and one.place_kind in ("article", "heading")
    barrier = one.barrier or ("article_mandatory" if held and one.drops_article else "")
    said = refusals.sentence(barrier).text(language(), {}) if barrier else ""
    return Shown(one, _pieces(one), words.said_at(one.said_at), words.verdict(one.verdict), held, said)


def _pieces(one: ReturnedChange) -> tuple[Piece, ...]:
    """A value by its words; anything else between the words that stand around it."""
    if one.place_kind == "field":
        return compare_texts(one.taken, one.put)
    parts = (
        Piece(PieceKind.EQUAL, ("… " if one.before else "") + one.before),
        Piece(PieceKind.DELETE, one.taken),
        Piece(PieceKind.INSERT, one.put),
        Piece(PieceKind.EQUAL, one.after + (" …" if one.after else "")),
    )
    return tuple(part for part in parts if part.text)
