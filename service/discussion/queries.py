"""The text under discussion with its remarks, the minutes, and what the lifecycle asks of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session

from service.agreements.guests import GuestLink, GuestPurpose
from service.agreements.lifecycle import Stage
from service.agreements.models import ActKind, Agreement, RecordedAct, StageChange
from service.agreements.queries import own
from service.agreements.registry import OwnThat, count_ids
from service.core.actor import Actor
from service.core.refusals import Refused
from service.discussion.models import Minutes, Remark
from service.discussion.rules import (
    MinutesState,
    Outcome,
    RemarkState,
    Show,
    Side,
    Viewer,
    count_rounds,
    is_shown,
    may_read,
    minutes_count,
)
from service.documents import library, versions
from service.documents.catalogue import Template
from service.documents.content import Content
from service.documents.manifest import Manifest
from service.documents.printed import PrintedArticle, PrintedLine, printed_articles

ARTICLE, FIELD = "pasal:", "isian:"
MINUTES_TEMPLATE = "berita_acara_pembahasan"


# ------------------------------------------------------------------------------------------------------------- remarks
@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text with the remarks on it; a part that is gone keeps its remarks."""

    place: str
    number: int
    title: str
    lines: tuple[PrintedLine, ...]
    remarks: Sequence[Remark] = field(default_factory=tuple)
    gone: bool = False


def remark(session: Session, agreement_id: UUID, remark_id: UUID, viewer: Viewer) -> Remark:
    """A remark that this viewer may read, or Refused('not_found')."""
    found = session.get(Remark, remark_id)
    if found is None or found.agreement_id != agreement_id or not may_read(viewer, found.view):
        raise Refused("not_found")
    return found


def remarks_of(session: Session, agreement_id: UUID, viewer: Viewer, show: Show = Show.ALL) -> list[Remark]:
    """The remarks this viewer sees under a filter, in the order in which they were made."""
    query = select(Remark).where(Remark.agreement_id == agreement_id).order_by(Remark.said_at, Remark.id)
    return [one for one in session.scalars(query) if is_shown(viewer, one.view, show)]


def passages(content: Content | None, remarks: Sequence[Remark], manifest: Manifest | None) -> list[Passage]:
    """The whole, the fields that were remarked upon, and every article, each with its remarks."""
    by_place: dict[str, list[Remark]] = {}
    for one in remarks:
        by_place.setdefault(one.place, []).append(one)
    found = [Passage("", 0, "", (), by_place.pop("", []))]
    articles = []
    for article in _read(content, manifest):
        place = f"{ARTICLE}{article.key}"
        articles.append(Passage(place, article.number, article.title, article.lines, by_place.pop(place, [])))
    for place, rows in sorted(by_place.items()):
        known = manifest.by_key.get(place.removeprefix(FIELD)) if manifest else None
        title = known.label.id if known else place.partition(":")[2].replace("_", " ")
        found.append(Passage(place, 0, title, (), rows, gone=known is None))
    return found + articles


def _read(content: Content | None, manifest: Manifest | None) -> tuple[PrintedArticle, ...]:
    if content is None:
        return ()
    if manifest is not None:
        return printed_articles(manifest, content)
    return tuple(
        PrintedArticle(one.key, number, one.title, (PrintedLine("", one.body, 0),))
        for number, one in enumerate(content.articles, start=1)
    )


def places(content: Content | None, manifest: Manifest | None) -> list[tuple[str, str]]:
    """Everything a remark may be about: (place, words); the empty place is the whole text."""
    articles = [
        (f"{ARTICLE}{one.key}", one.title if one.is_foreign else f"Pasal {number} {one.title}")
        for number, one in enumerate(content.articles if content else (), start=1)
    ]
    fields = [(f"{FIELD}{one.key}", one.label.id) for one in manifest.fields] if manifest else []
    return [*articles, *fields]


def template_of(session: Session, agreement: Agreement) -> Template | None:
    """The template of the agreement's text; None where it was never pinned or is gone."""
    return library.find(session, agreement.template_hash)


def latest_content(session: Session, agreement_id: UUID) -> tuple[int, Content | None]:
    """The number and the text of the newest saved version."""
    newest = versions.latest(session, agreement_id)
    return (newest.number, versions.content_of(newest)) if newest else (0, None)


def open_remarks(session: Session, agreement_id: UUID) -> int:
    """How many remarks wait, internal ones included."""
    query = select(func.count()).select_from(Remark)
    query = query.where(Remark.agreement_id == agreement_id, Remark.state == RemarkState.OPEN.value)
    return session.scalar(query) or 0


def last_words(session: Session, agreement_id: UUID) -> list[Side]:
    """Who spoke last on each open remark that both sides read."""
    found = remarks_of(session, agreement_id, Viewer(None, own=False), Show.OPEN)
    return [Side(one.replies[-1].side if one.replies else one.side) for one in found]


# ------------------------------------------------------------------------------------------------------------- minutes
def minutes_of(session: Session, agreement_id: UUID) -> list[Minutes]:
    """The minutes of an agreement, the latest first."""
    query = select(Minutes).where(Minutes.agreement_id == agreement_id).order_by(Minutes.number.desc())
    return list(session.scalars(query))


def minutes(session: Session, agreement_id: UUID, minutes_id: UUID) -> Minutes:
    """The minutes of one meeting, or Refused('not_found')."""
    found = session.get(Minutes, minutes_id)
    if found is None or found.agreement_id != agreement_id:
        raise Refused("not_found")
    return found


def minutes_template(session: Session, agreement: Agreement, row: Minutes | None = None) -> Template:
    """The template that minutes are bound to, or the newest one of the office that keeps them."""
    if row is not None and row.template_hash:
        return library.by_hash(session, row.template_hash)
    return library.current(session, agreement.lead_office_id, MINUTES_TEMPLATE)


def current_round(session: Session, agreement_id: UUID) -> int:
    """The number of the present round of discussion."""
    query = select(StageChange.source, StageChange.target).where(StageChange.agreement_id == agreement_id)
    return count_rounds([(source, target) for source, target in session.execute(query.order_by(StageChange.at))])


def counts(row: Minutes, round_number: int) -> bool:
    """Whether these minutes let the text go on."""
    return minutes_count(
        state=MinutesState(row.state), outcome=Outcome(row.outcome), round_number=row.round_number, now=round_number
    )


def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """What the lifecycle table asks of this room."""
    now = current_round(session, agreement.id)
    return {
        "open_remarks": open_remarks(session, agreement.id),
        "minutes_filed": any(counts(row, now) for row in minutes_of(session, agreement.id)),
    }


# --------------------------------------------------------------------------------------------- links, acts, counters
def links_of(session: Session, agreement_id: UUID, now: datetime) -> list[GuestLink]:
    """The living invitations to the discussion, the latest first."""
    query = (
        select(GuestLink)
        .where(
            GuestLink.agreement_id == agreement_id,
            GuestLink.purpose == GuestPurpose.DISCUSSION,
            GuestLink.revoked_at.is_(None),
            GuestLink.expires_at > now,
        )
        .order_by(GuestLink.created_at.desc())
    )
    return list(session.scalars(query))


def waiting_acts(session: Session, agreement_id: UUID) -> list[RecordedAct]:
    """What was recorded from outside for this room and waits for its second person."""
    query = select(RecordedAct).where(
        RecordedAct.agreement_id == agreement_id,
        RecordedAct.kind.in_([ActKind.REMARK.value, ActKind.MINUTES.value]),
        RecordedAct.checked_at.is_(None),
    )
    return list(session.scalars(query.order_by(RecordedAct.entered_at)))


def remarked(session: Session, actor: Actor) -> OwnThat:
    """My office's agreements in discussion with a remark of the partner that waits, to be counted."""
    waits = exists().where(Remark.agreement_id == Agreement.id, Remark.state == RemarkState.OPEN.value)
    return OwnThat(with_open_remarks(session, actor), and_(Agreement.stage == Stage.DISCUSSION.value, waits))


def with_open_remarks(session: Session, actor: Actor) -> Select[UUID]:  # noqa: ARG001  the registry's form
    """The ids of my office's agreements in discussion with a remark of the partner that waits."""
    return (
        select(Remark.agreement_id)
        .join(Agreement, Agreement.id == Remark.agreement_id)
        .where(Remark.state == RemarkState.OPEN.value, Agreement.stage == Stage.DISCUSSION.value, own(actor))
        .distinct()
    )


def count_with_open_remarks(session: Session, actor: Actor) -> int:
    """How many of my office's agreements have remarks that wait."""
    return count_ids(session, with_open_remarks(session, actor))
