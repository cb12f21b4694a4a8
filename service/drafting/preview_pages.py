"""The paper beside the form: what is typed now, as the paper will print it, before anything is saved."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.logos import logo_names
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load
from service.core import refusals
from service.core.permissions import needs
from service.core.refusals import Refused
from service.documents.content import ArticleText, Content
from service.documents.converting import Engine
from service.documents.entry import block, read_fields
from service.documents.partner import source_of
from service.documents.ports import Previewer
from service.documents.previewing import Preview
from service.documents.versions import PDF
from service.drafting import prefill, queries
from service.drafting.desk_pages import editable
from service.web import work
from service.web.downloads import hand_out
from service.web.language import language

NEW_ARTICLE = "baru"

previews = Blueprint("previews", __name__, url_prefix="/kerja-sama/<uuid:agreement_id>/perumusan")


@previews.get("/pratinjau.pdf")
@needs("agreement:draft")
def see(agreement_id: UUID) -> ResponseReturnValue:
    """The paper of the working copy, for those whose browser runs no scripts."""
    with work.reading() as session:
        agreement = _open(session, agreement_id)
        subject, content = agreement.subject, queries.desk(session, agreement).content
    made = _made(agreement_id, content)
    return hand_out(made.pdf, _("Pratinjau %(subject)s", subject=subject), "pdf", PDF, attach=False)


@previews.post("/pratinjau")
@needs("agreement:draft")
def make(agreement_id: UUID) -> ResponseReturnValue:
    """The paper of what a form says now; `bagian` or `pasal` names the form. Nothing is kept."""
    with work.reading() as session:
        agreement = _open(session, agreement_id)
        desk = queries.desk(session, agreement)
        content = desk.content
        if key := request.args.get("pasal", ""):
            content = _with_article(content, key)
        elif section := request.args.get("bagian", ""):
            manifest = desk.template.manifest
            typed = read_fields(manifest.fields_of(section), request.form)
            content = prefill.with_section(manifest, content, section, typed)
    try:
        made = _made(agreement_id, content)
    except Refused as refusal:  # said beside the form; a browser would call any other status a fault of the page
        return jsonify(code=refusal.code, message=refusals.explain(refusal, language()))
    answer = Response(made.pdf, mimetype=PDF)
    answer.headers["Cache-Control"] = "no-store"
    if made.engine is not Engine.LIBREOFFICE:
        answer.headers["X-Sijari-Engine"] = made.engine.value
    return answer


def _open(session: Session, agreement_id: UUID) -> Agreement:
    agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
    if not editable(session, agreement):
        raise Refused("text_closed")
    return agreement


def _with_article(content: Content, key: str) -> Content:
    title, body = " ".join(request.form.get("title", "").split()), block(request.form.get("body", ""))
    if key == NEW_ARTICLE:
        own = ArticleText("tambahan_pratinjau", title, body)
        return Content(content.values, (*content.articles[:-1], own, *content.articles[-1:]))
    articles = tuple(replace(one, title=title, body=body) if one.key == key else one for one in content.articles)
    return Content(content.values, articles)


def _made(agreement_id: UUID, content: Content) -> Preview:
    """The paper, made outside of any transaction."""
    tools = work.tools()
    with work.reading() as session:
        agreement = _open(session, agreement_id)
        template = queries.template_of(session, agreement)
        logos = logo_names(session, agreement.id)
    pictures = {name: tools.storage.get(sha256) for name, sha256 in logos.items()}
    asker = f"{work.actor().id}:{agreement_id}"
    return tools.part(Previewer).preview(
        template, content, asker=asker, logos=pictures, **source_of(content, tools.storage)
    )
