"""Rows as programs see them, by what the token's person may see (rule 33)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.actions import gather_facts
from service.agreements.lifecycle import forward, missing
from service.agreements.models import Agreement, PaperRevision
from service.agreements.permissions import Access
from service.core import refusals
from service.core.refusals import Refused
from service.drafting.queries import Desk
from service.followup.models import JointActivity, Obligation, Task
from service.web.language import language

OUTLINE = (
    "id", "kind", "nature", "subject", "stage", "stage_since", "lead_office_id", "partner_id", "parent_id", "amends_id",
    "office_number", "partner_number", "signed_on", "effective_on", "end_on", "ended_on", "pks_due_on", "version",
)  # fmt: skip


def outline(one: Agreement) -> dict[str, Any]:
    """An agreement in one line."""
    return {name: getattr(one, name) for name in OUTLINE}


def detail(session: Session, one: Agreement, access: Access) -> dict[str, Any]:
    """An agreement with what belongs to it."""
    return outline(one) | {
        "origin": one.origin,
        "mode": one.mode,
        "office_ids": sorted(one.office_ids, key=str),
        "public_code": one.public_code if access >= Access.TEXT else None,
        "papers": papers(session, one) if access >= Access.TEXT else [],
        "missing": _missing(session, one) if access == Access.FULL else [],
    }


def papers(session: Session, one: Agreement) -> list[dict[str, Any]]:
    """The published files of an agreement, the newest last."""
    query = select(PaperRevision).where(PaperRevision.agreement_id == one.id, PaperRevision.published)
    rows = session.scalars(query.order_by(PaperRevision.created_at))
    return [
        {name: getattr(row, name) for name in ("kind", "sha256", "size", "created_at", "published")} for row in rows
    ]


def _missing(session: Session, one: Agreement) -> list[dict[str, str]]:
    line = forward(one.stage_)
    if line is None:
        return []
    return [
        {"code": code, "text": refusals.explain(Refused(code), language())}
        for code in missing(line, gather_facts(session, one))
    ]


def draft(one: Agreement, desk: Desk) -> dict[str, Any]:
    """The working copy of a text."""
    return {
        "template": f"{one.template_name}/{one.template_version}",
        "values": dict(desk.content.values),
        "articles": [
            {"key": article.key, "title": article.title, "body": article.body} for article in desk.content.articles
        ],
        "faults": [
            {"field": fault.field, "code": fault.code, "text": _told(fault.code, fault.params)} for fault in desk.faults
        ],
        "copy_version": desk.copy_version,
    }


def _told(code: str, params: Any) -> str:
    return refusals.explain(Refused(code, **dict(params)), language())


def activity(row: JointActivity) -> dict[str, Any]:
    """A joint activity."""
    return {
        name: getattr(row, name)
        for name in (
            "id",
            "state",
            "title",
            "topic",
            "planned_on",
            "held_on",
            "place",
            "participants",
            "result",
            "obstacles",
        )
    }


def obligation(row: Obligation, times: Sequence[Task]) -> dict[str, Any]:
    """A duty that the text lays on a side."""
    said = {name: getattr(row, name) for name in ("id", "text", "reference", "side", "owner", "recurrence", "until")}
    return said | {"closed": row.closed_at is not None, "times": [task(one) for one in times]}


def task(row: Task) -> dict[str, Any]:
    """A duty."""
    return {name: getattr(row, name) for name in ("id", "title", "owner", "due_on", "done_at", "note")}
