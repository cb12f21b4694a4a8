"""The addresses of drafting: writing sections and articles, saving versions, handing out papers."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, flash, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from service.agreements.permissions import Access, load
from service.core.permissions import needs
from service.core.refusals import Refused
from service.documents import versions
from service.documents.entry import block, read_fields
from service.drafting import actions, partner_pages, queries, roundtrip_pages, words
from service.drafting.desk_pages import bp, glyphs, page, sentences_of, to
from service.drafting.forms import ArticleForm, CopyForm, SaveForm
from service.drafting.preview_pages import previews
from service.drafting.queries import ARTICLES
from service.drafting.regulations import regulations
from service.web import progress, work
from service.web.downloads import hand_out

papers = Blueprint("papers", __name__, url_prefix="/naskah")
blueprints = (bp, previews, papers)
__all__ = ["blueprints", "install", "partner_pages", "roundtrip_pages"]


def install(app: Flask) -> None:
    """Say what the work of this room is called."""
    progress.name_work(app, words.WORK)


# ------------------------------------------------------------------------------------------------------------- showing
@bp.get("")
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """What still has to be filled in, with the paper beside it."""
    return page(agreement_id, request.args.get("bagian", ""))


# ------------------------------------------------------------------------------------------------------------- writing
@bp.post("/bagian/<section>")
@needs("agreement:draft")
def write(agreement_id: UUID, section: str) -> ResponseReturnValue:
    """Keep what was typed into one section."""
    form, typed = CopyForm(), _typed(agreement_id, section)
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                actions.write_section(uow, agreement_id, section, typed, seen_copy=form.seen)
            flash(_("Isian disimpan pada konsep. Tekan Simpan versi bila sudah siap."), "success")
            return _after(agreement_id, section)
    return page(agreement_id, section, form=form, typed=typed)


def _after(agreement_id: UUID, section: str) -> ResponseReturnValue:
    order = request.form.get("do", "")
    if order.startswith("more:"):
        return to(agreement_id, section, tambah=order[5:], _anchor=f"isi-{order[5:]}")
    if order == "next":
        return to(agreement_id, _next(agreement_id, section))
    return to(agreement_id, section)


def _next(agreement_id: UUID, section: str) -> str:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        manifest = queries.template_of(session, agreement).manifest
        keys = [one.key for one in manifest.sections if queries.drafted(manifest, one)] + [ARTICLES]
    return keys[min(keys.index(section) + 1, len(keys) - 1)] if section in keys else keys[0]


def _typed(agreement_id: UUID, section: str) -> dict[str, Any]:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        fields = queries.template_of(session, agreement).manifest.fields_of(section)
    return read_fields(fields, request.form)


@bp.post("/bagian/<section>/otomatis")
@needs("agreement:draft")
def autosave(agreement_id: UUID, section: str) -> ResponseReturnValue:
    """Keep what was typed without leaving the page; answers a script with the new state of the working copy."""
    form, typed = CopyForm(), _typed(agreement_id, section)
    if not form.validate_on_submit():
        raise Refused("form_expired")
    with work.begin() as uow:
        copy = actions.write_section(uow, agreement_id, section, typed, seen_copy=form.seen)
        version = copy.version
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        found = queries.desk(session, agreement, glyphs=glyphs())
        said = {p: s for p, s in sentences_of(found).items() if found.by_place[p].code != "field_missing"}
    return jsonify(copy_version=version, faults=said, left=len(found.faults), words=_("Tersimpan sebagai konsep."))


@bp.post("/versi")
@needs("agreement:draft")
def save_version(agreement_id: UUID) -> ResponseReturnValue:
    """Save the text as a version; its paper is made in the background."""
    form = SaveForm()
    section = request.args.get("bagian", "")
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                saved = actions.save_version(uow, agreement_id, note=form.note.data or "", seen_copy=form.seen)
            if saved.is_new:
                flash(_("Versi %(n)s disimpan. PDF-nya sedang dibuat.", n=saved.version.number), "success")
            else:
                number = saved.version.number
                flash(_("Tidak ada yang berubah sejak versi %(n)s, jadi tidak dibuat versi baru.", n=number))
            return to(agreement_id, section, periksa=1)
    return page(agreement_id, section, form=form)


# ------------------------------------------------------------------------------------------------------------ articles
@bp.post("/pasal")
@needs("agreement:draft")
def arrange(agreement_id: UUID) -> ResponseReturnValue:
    """Move, remove, restore or bring back an article."""
    form = CopyForm()
    order, _sep, key = request.form.get("do", "").partition(":")
    if form.validate_on_submit():
        with form.refusing():
            with work.begin() as uow:
                if order in ("up", "down"):
                    actions.move_article(uow, agreement_id, key, -1 if order == "up" else 1, seen_copy=form.seen)
                elif order == "remove":
                    actions.remove_article(uow, agreement_id, key, seen_copy=form.seen)
                elif order == "restore":
                    actions.restore_article(uow, agreement_id, key, seen_copy=form.seen)
                elif order == "bring_back":
                    actions.bring_back_article(uow, agreement_id, key, seen_copy=form.seen)
                else:
                    raise Refused("request_malformed")
            return to(agreement_id, ARTICLES, _anchor=f"pasal-{key}")
    return page(agreement_id, ARTICLES, form=form)


@bp.post("/pasal/<key>")
@needs("agreement:draft")
def rewrite(agreement_id: UUID, key: str) -> ResponseReturnValue:
    """Write an article; the key `baru` adds one of the drafter's own."""
    form = ArticleForm()
    if form.validate_on_submit():
        with form.refusing():
            title, body = " ".join(form.title.data.split()), block(form.body.data)
            with work.begin() as uow:
                if key == "baru":
                    key = actions.add_article(uow, agreement_id, title, body, seen_copy=form.seen)
                else:
                    actions.rewrite_article(uow, agreement_id, key, title, body, seen_copy=form.seen)
            flash(_("Pasal disimpan pada konsep."), "success")
            return to(agreement_id, ARTICLES, _anchor=f"pasal-{key}")
    return page(agreement_id, ARTICLES, form=form, article=key)


@bp.post("/klausul")
@needs("agreement:draft")
def insert_clause(agreement_id: UUID) -> ResponseReturnValue:
    """Put a clause of the library into the text."""
    form = CopyForm()
    if form.validate_on_submit():
        with form.refusing():
            chosen = _uuid(request.form.get("clause", ""))
            with work.begin() as uow:
                key = actions.insert_clause(uow, agreement_id, chosen, seen_copy=form.seen)
            flash(_("Klausul disisipkan pada konsep."), "success")
            return to(agreement_id, ARTICLES, _anchor=f"pasal-{key}")
    return page(agreement_id, ARTICLES, form=form)


# --------------------------------------------------------------------------------------------------------- shortcuts
@bp.post("/penanda-tangan")
@needs("agreement:draft")
def choose_signatory(agreement_id: UUID) -> ResponseReturnValue:
    """Fill in the signatory of a party from the list."""
    form = CopyForm()
    side, _dot, place = request.form.get("place", "").partition(".")
    if form.validate_on_submit():
        with form.refusing():
            chosen = _uuid(request.form.get("signatory", ""))
            number = int(place) if place.isdecimal() and len(place) < 5 else -1  # noqa: PLR2004  a paper has few parties
            with work.begin() as uow:
                actions.choose_signatory(uow, agreement_id, side, number, chosen, seen_copy=form.seen)
            flash(_("Penanda tangan diisi dari daftar."), "success")
            return to(agreement_id, "para_pihak", _anchor=f"isi-{side}-{place}")
    return page(agreement_id, "para_pihak", form=form)


@bp.post("/dasar-hukum")
@needs("agreement:draft")
def cite(agreement_id: UUID) -> ResponseReturnValue:
    """Add a regulation of the list to the legal bases."""
    form = CopyForm()
    section = request.args.get("bagian", "")
    if form.validate_on_submit():
        with form.refusing():
            citation = request.form.get("citation", "")
            if citation not in {one.citation for one in regulations()}:
                raise Refused("choice_missing")
            with work.begin() as uow:
                actions.cite(uow, agreement_id, citation, seen_copy=form.seen)
            return to(agreement_id, section, _anchor="isi-dasar_hukum")
    return page(agreement_id, section, form=form)


@bp.post("/salin")
@needs("agreement:draft")
def start_from(agreement_id: UUID) -> ResponseReturnValue:
    """Take over the text of an earlier agreement."""
    form = CopyForm()
    if form.validate_on_submit():
        with form.refusing():
            earlier = _uuid(request.form.get("earlier", ""))
            with work.begin() as uow:
                actions.start_from(uow, agreement_id, earlier, seen_copy=form.seen)
            flash(_("Isi dan pasal naskah terdahulu disalin. Para pihak dan judul tidak ikut disalin."), "success")
            return to(agreement_id, "")
    return page(agreement_id, "", form=form)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused("choice_missing") from None


# ------------------------------------------------------------------------------------------------------------- papers
@papers.get("/<uuid:version_id>.<any(pdf, docx):ending>")
@needs("agreement:read")
def paper(version_id: UUID, ending: str) -> ResponseReturnValue:
    """The paper of a version, for those who may read the text."""
    with work.reading() as session:
        row = versions.version(session, version_id)
        agreement = load(session, work.actor(), row.owner_id, least=Access.TEXT)
        title = f"{row.template_name.replace('_', ' ')} {agreement.subject} versi {row.number}"
    name = row.pdf_sha256 if ending == "pdf" else row.docx_sha256
    if not name:
        raise Refused("paper_not_ready")
    data = work.tools().storage.get(name)
    media_type = versions.PDF if ending == "pdf" else versions.DOCX
    return hand_out(data, title, ending, media_type, attach=ending == "docx" or "unduh" in request.args)
