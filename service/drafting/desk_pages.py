"""The drafter's desk as a page: sections, fields, articles, what is missing, the paper beside them."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.frame import frame
from service.agreements.models import Agreement
from service.agreements.permissions import Access, access_of, load
from service.core import refusals
from service.core.permissions import holds
from service.core.refusals import Refused
from service.documents import clauses, library, partner_facts
from service.documents.clause_models import Clause
from service.documents.manifest import Manifest
from service.documents.ports import Glyphs
from service.drafting import queries, words
from service.drafting.forms import ArticleForm, ClauseForm, CopyForm, EarlierForm, SaveForm
from service.drafting.prefill import all_articles
from service.drafting.queries import ARTICLES, OPEN_STAGES, Desk
from service.drafting.regulations import regulations
from service.web import work
from service.web.language import language

bp = Blueprint(
    "drafting", __name__, url_prefix="/kerja-sama/<uuid:agreement_id>/perumusan", template_folder="templates"
)


def page(
    agreement_id: UUID,
    section: str,
    *,
    form: CopyForm | None = None,
    typed: Mapping[str, Any] | None = None,
    article: str = "",
) -> ResponseReturnValue:
    """The desk with one section open; `form` is one that was refused, `typed` what it said."""
    with work.reading() as session:
        agreement = load(session, work.actor(), agreement_id, least=Access.TEXT if form is None else Access.FULL)
        given: dict[str, Any] = {
            "frame": frame(session, agreement, work.actor(), here="drafting", now=work.now()),
            "own": access_of(session, work.actor(), agreement) == Access.FULL,
        }
        status = form.status if form is not None else 200
        if not editable(session, agreement):
            shelf = queries.shelf(session, agreement)
            return render_template("drafting/paper.html", form=form, shelf=shelf, **given), status
        desk = given["desk"] = queries.desk(session, agreement, glyphs=glyphs())
        manifest = desk.template.manifest
        given["foreign"] = desk.template.name == partner_facts.TEMPLATE
        if given["foreign"] and section == partner_facts.SECTION:
            return redirect(url_for("drafting.partner_file", agreement_id=agreement_id))
        section = section if section == ARTICLES or manifest.fields_of(section) else manifest.sections[0].key
        given |= _form_parts(session, agreement, desk, section, typed)
        given |= _article_parts(desk, article or request.args.get("pasal", ""), form)
        given |= _clause_parts(session, agreement, desk, given)
        given["confirmed"] = library.is_confirmed(session, desk.template, agreement.lead_office_id)
        return render_template("drafting/desk.html", form=form or CopyForm(formdata=None), **given), status


def glyphs() -> Collection[int] | None:
    """The characters that can be printed; not looked at by a process that cannot make papers."""
    tools = work.tools()
    return tools.part(Glyphs).glyphs if tools.has(Glyphs) else None


def editable(session: Session, agreement: Agreement) -> bool:
    """Whether the visitor may change this text now."""
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
        "missing": [*_missing(agreement, desk), *_found(agreement, desk, blocking=True)] if checked else [],
        "remarkable": _found(agreement, desk, blocking=False) if checked else [],
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
    return [_led_to(agreement, desk, place, sentence) for place, sentence in sentences_of(desk).items()]


def _found(agreement: Agreement, desk: Desk, *, blocking: bool) -> list[tuple[str, str, str]]:
    """What the completeness checker found, in the same form."""
    found = []
    for one in desk.findings:
        if one.blocking == blocking:
            sentence = refusals.sentence(one.code).text(language(), one.params)
            found.append(_led_to(agreement, desk, one.place, sentence))
    return found


def _led_to(agreement: Agreement, desk: Desk, place: str, sentence: str) -> tuple[str, str, str]:
    """A place's name, what is said of it, and the address where it is mended."""
    manifest = desk.template.manifest
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
    return label, sentence, url


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


def _clause_parts(session: Session, agreement: Agreement, desk: Desk, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the clause library adds to the articles: where they come from, and what may still be put in."""
    origins = clauses.origins(session, desk.content.articles)
    within = clauses.in_reach(session, agreement.lead_office_id, kind=agreement.kind)
    absent = clauses.missing(within, desk.content.articles)
    choice = ClauseForm(formdata=None, copy_version=desk.copy_version)
    choice.clause.choices = [(str(one.id), _clause_words(one)) for one in absent]
    return {
        "clause_origins": origins,
        "clause_form": choice if absent else None,
        "mandatory": given["mandatory"] | {key for key, one in origins.items() if one.clause.mandatory},
        "changed": given["changed"] | {key for key, one in origins.items() if one.edited},
        "known_articles": given["known_articles"] | set(origins),
    }


def _clause_words(one: Clause) -> str:
    said = one.current.title if one.current else one.code
    said = f"{one.topic}: {said}" if one.topic else said
    return _("%(title)s (wajib)", title=said) if one.mandatory else said


def _changed(desk: Desk) -> set[str]:
    first = {each.key: (each.title, each.body) for each in all_articles(desk.template.manifest)}
    return {each.key for each in desk.content.articles if first.get(each.key) not in (None, (each.title, each.body))}


def to(agreement_id: UUID, section: str, **more: Any) -> ResponseReturnValue:
    """On to a section of the desk."""
    return redirect(url_for("drafting.show", agreement_id=agreement_id, bagian=section, **more))
