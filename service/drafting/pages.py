"""The drafter's desk: sections of the form, articles, the paper beside them, versions."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.models import Agreement
from service.agreements.permissions import Access, access_of, load
from service.core import refusals
from service.core.permissions import holds, needs
from service.core.refusals import Refused
from service.documents import versions
from service.documents.entry import block, read_fields
from service.documents.manifest import Manifest
from service.documents.ports import Glyphs
from service.drafting import actions, queries, words
from service.drafting.forms import ArticleForm, CopyForm, EarlierForm, SaveForm
from service.drafting.prefill import all_articles
from service.drafting.queries import ARTICLES, OPEN_STAGES, Desk
from service.drafting.regulations import regulations
from service.web import progress, work
from service.web.downloads import hand_out
from service.web.language import language

bp = Blueprint(
    "drafting", __name__, url_prefix="/kerja-sama/<uuid:agreement_id>/perumusan", template_folder="templates"
)
papers = Blueprint("papers", __name__, url_prefix="/naskah")
blueprints = (bp, papers)


def install(app: Flask) -> None:
    """Say what the work of this room is called."""
    progress.name_work(app, words.WORK)


# ------------------------------------------------------------------------------------------------------------- showing
@bp.get("")
@needs("agreement:read")
def show(agreement_id: UUID) -> ResponseReturnValue:
    """What still has to be filled in, with the paper beside it."""
    return _page(agreement_id, request.args.get("bagian", ""))


def _page(
    agreement_id: UUID,
    section: str,
    *,
    form: CopyForm | None = None,
    typed: Mapping[str, Any] | None = None,
    article: str = "",
) -> ResponseReturnValue:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT)
        given: dict[str, Any] = {
            "frame": frame(session, agreement, work.actor(), here="drafting", now=work.now()),
            "own": access_of(session, work.actor(), agreement) == Access.FULL,
        }
        status = form.status if form is not None else 200
        if not _editable(session, agreement):
            shelf = queries.shelf(session, agreement)
            return render_template("drafting/paper.html", form=form, shelf=shelf, **given), status
        desk = given["desk"] = queries.desk(session, agreement, glyphs=_glyphs())
        manifest = desk.template.manifest
        section = section if section == ARTICLES or manifest.fields_of(section) else manifest.sections[0].key
        given |= _form_parts(session, agreement, desk, section, typed)
        given |= _article_parts(desk, article or request.args.get("pasal", ""), form)
        return render_template("drafting/desk.html", form=form or CopyForm(formdata=None), **given), status


def _glyphs() -> Collection[int] | None:
    """The characters that can be printed; not looked at by a process that cannot make papers."""
    tools = work.tools()
    return tools.part(Glyphs).glyphs if tools.has(Glyphs) else None


def _editable(session: Session, agreement: Agreement) -> bool:
    own = access_of(session, work.actor(), agreement) == Access.FULL
    return own and holds(work.actor(), "agreement:draft") and agreement.stage_ in OPEN_STAGES


def _form_parts(
    session: Session, agreement: Agreement, desk: Desk, section: str, typed: Mapping[str, Any] | None
) -> dict[str, Any]:
    manifest = desk.template.manifest
    checked = "periksa" in request.args
    shown = {
        place: sentence
        for place, sentence in sentences_of(desk).items()
        if checked or desk.by_place[place].code != "field_missing"
    }
    earlier = EarlierForm(formdata=None)
    office_id = work.actor().office_id
    texts = queries.earlier_texts(session, agreement, office_id) if office_id else []
    earlier.earlier.choices = [(str(one.id), one.subject) for one in texts]
    return {
        "manifest": manifest,
        "section": section,
        "sections": queries.sections(manifest, desk.content, desk.faults),
        "article_faults": sum(queries.section_of(manifest, fault.field) == ARTICLES for fault in desk.faults),
        "fields": manifest.fields_of(section),
        "blanks": queries.blanks(manifest, section),
        "values": typed if typed is not None else desk.content.values,
        "faults": shown,
        "checked": checked,
        "missing": _missing(agreement, desk) if checked else [],
        "signatories": queries.choices_of_signatories(session, agreement),
        "regulations": [one.citation for one in regulations() if not one.revoked_by],
        "flags": [
            (flag.place, refusals.explain(Refused(flag.fault.value, name=flag.name, by=flag.by), language()))
            for flag in queries.citation_flags(desk.content)
        ],
        "save_form": SaveForm(formdata=None, copy_version=desk.copy_version),
        "earlier_form": earlier if texts else None,
        "spare": request.args.get("tambah", ""),
    }


def sentences_of(desk: Desk) -> dict[str, str]:
    """Every fault of the text as a sentence, by its place."""
    return {
        place: refusals.sentence(fault.code).text(language(), _named(desk.template.manifest, fault.params))
        for place, fault in desk.by_place.items()
    }


def _named(manifest: Manifest, params: Mapping[str, object]) -> dict[str, object]:
    other = manifest.by_key.get(str(params.get("other", "")))
    return {**params, "other": getattr(other.label, language())} if other else dict(params)


def _missing(agreement: Agreement, desk: Desk) -> list[tuple[str, str, str]]:
    """Everything that is wrong: the field's name, the sentence, and where it is mended."""
    manifest, said = desk.template.manifest, sentences_of(desk)
    found = []
    for place, sentence in said.items():
        section = queries.section_of(manifest, place)
        key = place.partition(".")[0]
        if section == ARTICLES:
            own = place.partition(".")[2]
            label = next((one.title for one in desk.content.articles if one.key == own), own or _("Pasal"))
            url = url_for("drafting.show", agreement_id=agreement.id, bagian=ARTICLES, pasal=own, periksa=1)
        else:
            label = words.place_label(manifest.by_key[key], place, language())
            anchor = "isi-" + place.replace(".", "-")
            url = url_for("drafting.show", agreement_id=agreement.id, bagian=section, periksa=1, _anchor=anchor)
        found.append((label, sentence, url))
    return found


def _article_parts(desk: Desk, wanted: str, form: CopyForm | None) -> dict[str, Any]:
    manifest, content = desk.template.manifest, desk.content
    one = next((each for each in content.articles if each.key == wanted), None)
    present = {each.key for each in content.articles}
    own: ArticleForm | None = None
    if isinstance(form, ArticleForm):
        own = form
    elif one is not None:
        own = ArticleForm(formdata=None, title=one.title, body=one.body, copy_version=desk.copy_version)
    elif wanted == "baru":
        own = ArticleForm(formdata=None, copy_version=desk.copy_version)
    return {
        "article": one,
        "article_key": wanted if one is not None or wanted == "baru" else "",
        "article_form": own,
        "mandatory": {each.key for each in manifest.articles if each.mandatory},
        "bases": {each.key: each.legal_basis for each in manifest.articles if each.legal_basis},
        "known_articles": {each.key for each in manifest.articles},
        "changed": _changed(desk),
        "left_out": [each for each in manifest.articles if each.key not in present],
    }


def _changed(desk: Desk) -> set[str]:
    first = {each.key: (each.title, each.body) for each in all_articles(desk.template.manifest)}
    return {each.key for each in desk.content.articles if first.get(each.key) not in (None, (each.title, each.body))}


def _to(agreement_id: UUID, section: str, **more: Any) -> ResponseReturnValue:
    return redirect(url_for("drafting.show", agreement_id=agreement_id, bagian=section, **more))


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
    return _page(agreement_id, section, form=form, typed=typed)


def _after(agreement_id: UUID, section: str) -> ResponseReturnValue:
    order = request.form.get("do", "")
    if order.startswith("more:"):
        return _to(agreement_id, section, tambah=order[5:], _anchor=f"isi-{order[5:]}")
    if order == "next":
        return _to(agreement_id, _next(agreement_id, section))
    return _to(agreement_id, section)


def _next(agreement_id: UUID, section: str) -> str:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        manifest = queries.template_of(agreement).manifest
        keys = [one.key for one in manifest.sections if queries.drafted(manifest, one)] + [ARTICLES]
    return keys[min(keys.index(section) + 1, len(keys) - 1)] if section in keys else keys[0]


def _typed(agreement_id: UUID, section: str) -> dict[str, Any]:
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.FULL)
        fields = queries.template_of(agreement).manifest.fields_of(section)
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
        found = queries.desk(session, agreement, glyphs=_glyphs())
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
            return _to(agreement_id, section, periksa=1)
    return _page(agreement_id, section, form=form)


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
            return _to(agreement_id, ARTICLES, _anchor=f"pasal-{key}")
    return _page(agreement_id, ARTICLES, form=form)


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
            return _to(agreement_id, ARTICLES, _anchor=f"pasal-{key}")
    return _page(agreement_id, ARTICLES, form=form, article=key)


# --------------------------------------------------------------------------------------------------------- shortcuts
@bp.post("/penanda-tangan")
@needs("agreement:draft")
def choose_signatory(agreement_id: UUID) -> ResponseReturnValue:
    """Fill in the signatory of a party from the list."""
    form = CopyForm()
    side, _dot, place = request.form.get("place", "").partition(".")
    if form.validate_on_submit():
        with form.refusing():
            chosen, number = _uuid(request.form.get("signatory", "")), int(place) if place.isdecimal() else -1
            with work.begin() as uow:
                actions.choose_signatory(uow, agreement_id, side, number, chosen, seen_copy=form.seen)
            flash(_("Penanda tangan diisi dari daftar."), "success")
            return _to(agreement_id, "para_pihak", _anchor=f"isi-{side}-{place}")
    return _page(agreement_id, "para_pihak", form=form)


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
            return _to(agreement_id, section, _anchor="isi-dasar_hukum")
    return _page(agreement_id, section, form=form)


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
            return _to(agreement_id, "")
    return _page(agreement_id, "", form=form)


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
