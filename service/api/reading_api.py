"""Reading: oneself, offices, partners, agreements with papers and history, deadlines, the code on a paper."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.browser import scopes
from service.agreements import queries as agreements
from service.agreements.actions import stream
from service.agreements.family_tree import Node, family
from service.agreements.lifecycle import Stage
from service.agreements.permissions import Access, access_of, load
from service.agreements.registry import REGISTRY, Deadline
from service.agreements.words import EVENTS
from service.api import schemas, serial
from service.api.rest import Page, blueprint, permitted
from service.core import audit
from service.core.clock import local_date
from service.core.permissions import SIGNED_IN, open_to_all
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.models import Office
from service.verification.queries import public_facts
from service.web import work
from service.web.language import language

bp = blueprint("reading", "Membaca")


@bp.get("/me")
@permitted(SIGNED_IN)
@bp.response(200, schemas.Me)
def me() -> Any:
    """Atas nama siapa token ini bekerja."""
    actor = work.actor()
    return {
        "name": actor.name,
        "office_id": actor.office_id,
        "roles": sorted(actor.roles),
        "scopes": sorted(scopes()),
        "today": work.today(),
    }


@bp.get("/offices")
@permitted("agreement:read")
@bp.arguments(Page, location="query")
@bp.response(200, schemas.paged(schemas.Office, "Offices"))
def list_offices(asked: dict[str, Any]) -> Any:
    """Kantor sendiri dan kantor di bawahnya."""
    with work.reading() as session:
        ids = my_offices(session)
        query = select(Office).where(Office.id.in_(ids)).order_by(Office.code)
        rows = session.scalars(query.offset(offset(asked)).limit(asked["per_page"]))
        total = session.scalar(select(func.count(Office.id)).where(Office.id.in_(ids)))
        return page_of(asked, total or 0, [_office(one) for one in rows])


def my_offices(session: Session) -> set[UUID]:
    """The own office and those below it."""
    own = work.actor().office_id
    return {own, *offices.ids_below(session, own)} if own else set()


def _office(one: Office) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("id", "code", "name", "level", "parent_id", "zone")}


class PartnerSearch(Page):
    """Which partners."""

    q = fields.String(load_default="", validate=validate.Length(max=200))
    category = fields.String(load_default="", validate=validate.Length(max=40))


@bp.get("/partners")
@permitted("agreement:read")
@bp.arguments(PartnerSearch, location="query")
@bp.response(200, schemas.paged(schemas.Partner, "Partners"))
def list_partners(asked: dict[str, Any]) -> Any:
    """Mitra, dicari menurut nama atau kedudukan."""
    text, category = asked["q"], asked["category"]
    with work.reading() as session:
        total = offices.count_partners(session, text, category_key=category)
        rows = offices.find_partners(
            session, text, category_key=category, offset=offset(asked), limit=asked["per_page"]
        )
        shown = [
            {name: getattr(one, name) for name in ("id", "name", "category", "legal_status", "seat")} for one in rows
        ]
        return page_of(asked, total, shown)


class AgreementSearch(Page):
    """Which agreements."""

    q = fields.String(load_default="", validate=validate.Length(max=200))
    kind = fields.String(load_default="", validate=validate.OneOf(["", "mou", "pks"]))
    stage = fields.String(load_default="", validate=validate.OneOf(["", *(one.value for one in Stage)]))
    validity = fields.String(load_default="", validate=validate.OneOf(["", "berlaku", "berakhir"]))
    office = fields.UUID(load_default=None)
    view = fields.String(
        load_default="",
        validate=validate.Length(max=60),
        metadata={"description": "Kunci sebuah saringan siap pakai, misalnya mou-tanpa-pks."},
    )
    sort = fields.String(load_default="baru", validate=validate.OneOf(sorted(agreements.SORTS)))


@bp.get("/agreements")
@permitted("agreement:read")
@bp.arguments(AgreementSearch, location="query")
@bp.response(200, schemas.paged(schemas.Outline, "Agreements"))
def list_agreements(asked: dict[str, Any]) -> Any:
    """Daftar kerja sama yang boleh dilihat kantor ini."""
    if asked["view"] and asked["view"] not in REGISTRY.filters:
        raise Refused("view_unknown", field="view")
    search = agreements.Search(
        text=asked["q"].strip(),
        kind=asked["kind"],
        stage=asked["stage"],
        validity=asked["validity"],
        office=asked["office"],
        named=asked["view"],
        sort=asked["sort"],
    )
    with work.reading() as session:
        actor, today = work.actor(), work.today()
        total = agreements.count(session, actor, search, today)
        rows = agreements.rows(session, actor, search, today, offset=offset(asked), limit=asked["per_page"])
        return page_of(asked, total, [serial.outline(row.agreement) for row in rows])


@bp.get("/agreements/<uuid:agreement_id>")
@permitted("agreement:read")
@bp.response(200, schemas.Detail)
def show_agreement(agreement_id: UUID) -> Any:
    """Satu kerja sama; naskahnya hanya bagi kantor yang boleh membacanya."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id)
        return serial.detail(session, one, access_of(session, work.actor(), one))


@bp.get("/agreements/<uuid:agreement_id>/family")
@permitted("agreement:read")
@bp.response(200, schemas.Outline(many=True))
def list_family(agreement_id: UUID) -> Any:
    """Keluarga naskah: MoU, PKS di bawahnya, dan yang mengubahnya; `parent_id` dan `amends_id` menyatakan tempatnya."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id)
        return [serial.outline(node.agreement) for node in _nodes(family(session, work.actor(), one).root)]


def _nodes(root: Node) -> Iterator[Node]:
    yield root
    for child in root.children:
        yield from _nodes(child)


@bp.get("/agreements/<uuid:agreement_id>/events")
@permitted("agreement:read")
@bp.response(200, schemas.Event(many=True))
def list_events(agreement_id: UUID) -> Any:
    """Riwayat, dari rantai audit; hanya untuk kantor pemilik."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id, least=Access.FULL)
        return [
            {
                "sequence": event.sequence,
                "at": event.at,
                "code": event.code,
                "text": str(EVENTS.get(event.code, event.code)),
                "actor": event.actor_name,
            }
            for event in audit.stream_events(session, stream(one.id))
        ]


@bp.get("/agreements/<uuid:agreement_id>/papers/<regex_sha:sha256>")
@permitted("agreement:read")
@bp.response(
    200,
    {"type": "string", "format": "binary"},
    content_type="application/pdf",
    description="Berkas naskah seperti disimpan.",
)
def fetch_paper(agreement_id: UUID, sha256: str) -> ResponseReturnValue:
    """Berkas sebuah naskah yang sudah terbit."""
    with work.reading() as session:
        one = load(session, work.actor(), agreement_id, least=Access.TEXT)
        if sha256 not in {row["sha256"] for row in serial.papers(session, one)}:
            raise Refused("not_found")
    answer = Response(work.tools().storage.get(sha256), mimetype="application/pdf")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = f'attachment; filename="{sha256[:12]}.pdf"'
    return answer


class DeadlineSearch(Page):
    """How far ahead."""

    days = fields.Integer(load_default=90, validate=validate.Range(min=0, max=90))


@bp.get("/deadlines")
@permitted("agreement:read")
@bp.arguments(DeadlineSearch, location="query")
@bp.response(200, schemas.paged(schemas.Deadline, "Deadlines"))
def list_deadlines(asked: dict[str, Any]) -> Any:
    """Tenggat kantor ini, yang terdekat dahulu; yang lewat bernilai negatif."""
    with work.reading() as session:
        found = _deadlines(session, asked["days"])
    first = offset(asked)
    return page_of(asked, len(found), found[first : first + asked["per_page"]])


def _deadlines(session: Session, days: int) -> list[dict[str, Any]]:
    now, own = work.now(), work.actor().office_id
    known: list[Deadline] = [one for source in REGISTRY.deadlines for one in source(session, now)]
    shown: list[dict[str, Any]] = [
        {
            "agreement_id": one.agreement_id,
            "clock": one.clock,
            "due_on": one.due_on,
            "title": one.title_en if language() == "en" else one.title_id,
            "days_left": (one.due_on - local_date(now, one.zone)).days,
        }
        for one in known
        if own in one.office_ids
    ]
    near: list[dict[str, Any]] = [one for one in shown if one["days_left"] <= days]
    return sorted(near, key=lambda one: (one["due_on"], one["title"]))


@bp.get("/verify/<string:code>")
@open_to_all
@bp.response(200, schemas.Standing)
def verify_code(code: str) -> Any:
    """Yang boleh diketahui siapa pun dari kode pada naskah."""
    with work.reading() as session:
        facts = public_facts(session, code[:40])
    return {
        "kind": facts.kind,
        "subject": facts.subject,
        "parties": facts.parties,
        "office_number": facts.office_number,
        "partner_number": facts.partner_number,
        "signed_on": facts.dates.signed_on,
        "end_on": facts.dates.end_on,
        "sha256": facts.final_sha256,
    }


def offset(asked: dict[str, Any]) -> int:
    """How many rows lie before the page that is asked for."""
    return (int(asked["page"]) - 1) * int(asked["per_page"])


def page_of(asked: dict[str, Any], total: int, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One page of rows with the number of all."""
    return {"total": total, "page": asked["page"], "per_page": asked["per_page"], "items": items}
