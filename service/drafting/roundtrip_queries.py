"""What went out, what came back, and what is still to be decided."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.queries import own
from service.agreements.registry import count_ids
from service.core.actor import Actor
from service.core.refusals import Refused
from service.documents import library, versions
from service.documents.catalogue import Template
from service.documents.content import Content
from service.documents.models import DocumentVersion
from service.drafting.models import Dispatch, ReturnedChange, ReturnedComment, TextReturn
from service.drafting.queries import OPEN_STAGES, template_of
from service.drafting.roundtrip_rules import ReturnState, Verdict

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What went out, ready to be laid under what came back; the file itself is fetched outside the transaction."""

    template: Template
    content: Content
    docx_sha256: str


def dispatches(session: Session, agreement_id: UUID) -> list[Dispatch]:
    """Everything that went out, the latest first."""
    query = select(Dispatch).where(Dispatch.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(Dispatch.sent_at.desc(), Dispatch.id)))


def dispatch(session: Session, agreement_id: UUID, dispatch_id: UUID) -> Dispatch:
    """One sending of this agreement's text, or Refused('not_found')."""
    row = session.get(Dispatch, dispatch_id)
    if row is None or row.agreement_id != agreement_id:
        raise Refused("not_found")
    return row


def returns(session: Session, agreement_id: UUID) -> list[TextReturn]:
    """Everything that came back, the latest first."""
    query = select(TextReturn).where(TextReturn.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(TextReturn.returned_at.desc(), TextReturn.id)))


def text_return(session: Session, agreement_id: UUID, return_id: UUID) -> TextReturn:
    """One returned file of this agreement, or Refused('not_found')."""
    row = session.get(TextReturn, return_id)
    if row is None or row.agreement_id != agreement_id:
        raise Refused("not_found")
    return row


def outgoing(session: Session, row: Dispatch) -> Outgoing:
    """The text and the template of what went out."""
    version = versions.version(session, row.version_id)
    return Outgoing(template_of_version(session, version), versions.content_of(version), row.docx_sha256)


def template_of_version(session: Session, version: DocumentVersion) -> Template:
    """The template that a version was made with."""
    return library.pinned(session, version.template_hash, version.template_name, version.template_version)


def rendered_versions(session: Session, agreement_id: UUID) -> list[DocumentVersion]:
    """The versions whose Word file exists, the newest first."""
    return [row for row in versions.versions_of(session, agreement_id) if row.docx_sha256]


# ------------------------------------------------------------------------------------------------------------- changes
def _of(return_id: UUID, author: str = "", verdict: str = "") -> Select[ReturnedChange]:
    query = select(ReturnedChange).where(ReturnedChange.return_id == return_id)
    if author:
        query = query.where(ReturnedChange.author == ("" if author == "-" else author))
    return query.where(ReturnedChange.verdict == verdict) if verdict else query


def changes(
    session: Session, return_id: UUID, *, author: str = "", verdict: str = "", page: int = 1
) -> list[ReturnedChange]:
    """One page of changes, in the order of the text."""
    query = _of(return_id, author, verdict).order_by(ReturnedChange.number)
    return list(session.scalars(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE)))


def count_changes(session: Session, return_id: UUID, *, author: str = "", verdict: str = "") -> int:
    """How many changes a view shows."""
    return session.scalar(select(func.count()).select_from(_of(return_id, author, verdict).subquery())) or 0


def all_changes(session: Session, return_id: UUID, verdict: Verdict | None = None) -> list[ReturnedChange]:
    """Every change, in the order of the text."""
    query = _of(return_id, verdict=verdict.value if verdict else "")
    return list(session.scalars(query.order_by(ReturnedChange.number)))


def authors(session: Session, return_id: UUID) -> list[tuple[str, int]]:
    """Who changed how much; the unmarked changes under an empty name."""
    query = select(ReturnedChange.author, func.count()).where(ReturnedChange.return_id == return_id)
    rows = session.execute(query.group_by(ReturnedChange.author).order_by(ReturnedChange.author))
    return [(str(author), int(count)) for author, count in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the decisions on one returned file are."""

    undecided: int
    accepted: int
    refused: int
    untracked: int

    @property
    def total(self) -> int:
        """All changes."""
        return self.undecided + self.accepted + self.refused


def standing(session: Session, return_id: UUID) -> Standing:
    """Counted, not loaded."""
    query = select(ReturnedChange.verdict, ReturnedChange.tracked, func.count())
    rows = session.execute(
        query.where(ReturnedChange.return_id == return_id).group_by(ReturnedChange.verdict, ReturnedChange.tracked)
    ).all()
    by = {one: sum(count for verdict, _tracked, count in rows if verdict == one) for one in Verdict}
    untracked = sum(count for _verdict, tracked, count in rows if not tracked)
    return Standing(by[Verdict.OPEN], by[Verdict.ACCEPTED], by[Verdict.REFUSED], untracked)


def waiting(session: Session, actor: Actor) -> Select[UUID]:  # noqa: ARG001  the registry's form
    """The ids of my office's agreements with a returned file on which something is to be decided."""
    return (
        select(TextReturn.agreement_id)
        .join(Agreement, Agreement.id == TextReturn.agreement_id)
        .where(
            TextReturn.state == ReturnState.OPEN.value,
            Agreement.stage.in_([stage.value for stage in OPEN_STAGES]),
            own(actor),
        )
        .distinct()
    )


def count_waiting(session: Session, actor: Actor) -> int:
    """How many agreements `waiting` shows."""
    return count_ids(session, waiting(session, actor))


def comments(session: Session, return_id: UUID) -> list[ReturnedComment]:
    """The comments in the margin, in the order of the text."""
    query = select(ReturnedComment).where(ReturnedComment.return_id == return_id)
    return list(session.scalars(query.order_by(ReturnedComment.number)))


# ----------------------------------------------------------------------------------------------------------- mandatory
def mandatory_keys(session: Session, agreement: Agreement) -> frozenset[str]:
    """The articles that may not be dropped, and whose changes are decided one by one."""
    return frozenset(one.key for one in template_of(session, agreement).manifest.articles if one.mandatory)


def place_of(row: ReturnedChange | ReturnedComment) -> str:
    """The place as a remark names it: "pasal:key", "isian:key" or nothing."""
    if row.place_kind in ("field", "list") and not row.place_key.startswith("pasal."):
        return f"isian:{row.place_key}"
    return f"pasal:{row.article}" if row.article else ""


def named(template: Template, content: Content, language: str) -> dict[str, Any]:
    """What people call every place: articles by number and heading, fields by their label."""
    names = {f"pasal:{one.key}": (number, one.title) for number, one in enumerate(content.articles, 1)}
    labels = {f"isian:{one.key}": str(getattr(one.label, language)) for one in template.manifest.fields}
    return {**names, **labels}
