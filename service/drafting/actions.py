"""Use cases of drafting: writing the working copy, saving versions, ordering articles, choosing signatories."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import stream
from service.agreements.founding import LONGEST_SUBJECT
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.permissions import Access, load, load_for
from service.agreements.registry import REGISTRY
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.documents import clauses, partner_facts, versions
from service.documents.catalogue import Template
from service.documents.content import MODE_FIELD, Content
from service.documents.models import WorkingCopy
from service.documents.versions import Saved
from service.drafting import prefill, rules
from service.drafting.queries import OPEN_STAGES, desk, is_pinned, template_of
from service.offices import queries as offices

Change = Callable[[Content, Template], Content]


def on_stage(uow: UnitOfWork, agreement: Agreement, _source: str, target: str) -> None:
    """On entering drafting the template is pinned and the text begun."""
    if target == Stage.DRAFTING:
        begin_text(uow, agreement)


def begin_text(uow: UnitOfWork, agreement: Agreement) -> None:
    """Pin the template and begin the working copy; done before, nothing changes."""
    if is_pinned(agreement):
        return
    template = template_of(uow.session, agreement)
    agreement.template_name, agreement.template_version = template.name, str(template.version)
    agreement.template_hash = template.sha256
    if versions.working_copy(uow.session, agreement.id) is None and not versions.latest(uow.session, agreement.id):
        versions.write_copy(uow, agreement.id, prefill.first_content(uow.session, agreement, template))
    named = f"{template.name}/{template.version}"
    uow.record(stream(agreement.id), "text:template", template=named, hash=template.sha256)


def _open(uow: UnitOfWork, agreement_id: UUID) -> Agreement:
    """The agreement whose text may be changed now, by its own people."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    if agreement.stage_ not in OPEN_STAGES:
        raise Refused("text_closed")
    begin_text(uow, agreement)
    return agreement


def change_text(uow: UnitOfWork, agreement_id: UUID, change: Change, *, seen_copy: int | None) -> WorkingCopy:
    """Change the working copy; refused when somebody else changed it since the page was shown."""
    agreement = _open(uow, agreement_id)
    now = desk(uow.session, agreement)
    if seen_copy is not None and seen_copy != now.copy_version:
        raise Refused("stale_page")
    changed = change(now.content, now.template)
    if now.template.name == partner_facts.TEMPLATE and _file_of(changed) != _file_of(now.content):
        raise Refused("partner_text_fixed")
    return versions.write_copy(uow, agreement.id, changed)


def _file_of(content: Content) -> tuple[object, ...]:
    """What only the taking in of a partner's file may change: the file and what was read from it."""
    return content.articles, *(content.values.get(key) for key in partner_facts.OF_FILE)


def write_section(
    uow: UnitOfWork, agreement_id: UUID, section: str, values: Mapping[str, Any], *, seen_copy: int | None
) -> WorkingCopy:
    """Put the values of one section into the working copy; a field that is not among them is emptied."""
    return change_text(
        uow,
        agreement_id,
        lambda content, template: prefill.with_section(template.manifest, content, section, values),
        seen_copy=seen_copy,
    )


# ------------------------------------------------------------------------------------------------------------ articles
def move_article(uow: UnitOfWork, agreement_id: UUID, key: str, by: int, *, seen_copy: int | None) -> None:
    """Put an article further up or down."""
    _articles(uow, agreement_id, lambda found, _template: rules.move(found, key, by), seen_copy)


def rewrite_article(
    uow: UnitOfWork, agreement_id: UUID, key: str, title: str, body: str, *, seen_copy: int | None
) -> WorkingCopy:
    """Give an article another heading and text."""

    def change(found: rules.Articles, _template: Template) -> rules.Articles:
        if all(one.key != key for one in found):
            raise Refused("article_unknown")
        return rules.rewrite(found, key, title, body)

    return _articles(uow, agreement_id, change, seen_copy)


def insert_clause(uow: UnitOfWork, agreement_id: UUID, clause_id: UUID, *, seen_copy: int | None) -> str:
    """Put a clause of the library into the text before its last article; returns the article's key."""
    agreement = _open(uow, agreement_id)
    within = clauses.in_reach(uow.session, agreement.lead_office_id, kind=agreement.kind)
    chosen = next((one for one in within if one.id == clause_id), None)
    if chosen is None or chosen.current is None:
        raise Refused("choice_missing")
    key = clauses.key_of(chosen, chosen.current)

    def change(found: rules.Articles, _template: Template) -> rules.Articles:
        if not clauses.missing([chosen], found):
            raise Refused("clause_present")
        return prefill.with_clauses(found, [chosen])

    _articles(uow, agreement_id, change, seen_copy)
    uow.record(stream(agreement.id), "text:clause", clause=chosen.code, edition=chosen.current_number)
    return key


def remove_article(uow: UnitOfWork, agreement_id: UUID, key: str, *, seen_copy: int | None) -> None:
    """Take an article out of the text; a mandatory one stays."""

    def change(found: rules.Articles, template: Template) -> rules.Articles:
        mandatory = {one.key for one in template.manifest.articles if one.mandatory}
        mandatory |= {one for one, origin in clauses.origins(uow.session, found).items() if origin.clause.mandatory}
        left = rules.remove(found, key, mandatory=mandatory)
        if left is None:
            raise Refused("article_mandatory")
        return left

    _articles(uow, agreement_id, change, seen_copy)


def add_article(uow: UnitOfWork, agreement_id: UUID, title: str, body: str, *, seen_copy: int | None) -> str:
    """Add an article of the drafter's own before the last one; returns its key."""
    made: list[str] = []

    def change(found: rules.Articles, _template: Template) -> rules.Articles:
        articles, key = rules.add_own(found, title, body)
        made.append(key)
        return articles

    _articles(uow, agreement_id, change, seen_copy)
    return made[0]


def bring_back_article(uow: UnitOfWork, agreement_id: UUID, key: str, *, seen_copy: int | None) -> None:
    """Put back an article of the template that was left out."""
    _articles(
        uow,
        agreement_id,
        lambda found, template: rules.bring_back(found, key, prefill.all_articles(template.manifest)),
        seen_copy,
    )


def restore_article(uow: UnitOfWork, agreement_id: UUID, key: str, *, seen_copy: int | None) -> None:
    """Give an article of the template its first heading and text again."""

    def change(found: rules.Articles, template: Template) -> rules.Articles:
        first = next((one for one in prefill.all_articles(template.manifest) if one.key == key), None)
        origin = clauses.origins(uow.session, found).get(key)
        if origin is not None:
            first = clauses.article_of(origin.clause, origin.edition)
        if first is None:
            raise Refused("article_unknown")
        return rules.rewrite(found, key, first.title, first.body)

    _articles(uow, agreement_id, change, seen_copy)


def _articles(
    uow: UnitOfWork,
    agreement_id: UUID,
    change: Callable[[rules.Articles, Template], rules.Articles],
    seen_copy: int | None,
) -> WorkingCopy:
    return change_text(
        uow,
        agreement_id,
        lambda content, template: Content(content.values, change(content.articles, template)),
        seen_copy=seen_copy,
    )


# --------------------------------------------------------------------------------------------- parties, earlier texts
def choose_signatory(
    uow: UnitOfWork, agreement_id: UUID, side: str, place: int, signatory_id: UUID, *, seen_copy: int | None
) -> WorkingCopy:
    """Name a signatory of the list as the one who signs for a party, with his capacity and ground."""
    agreement = _open(uow, agreement_id)
    found = offices.signatory(uow.session, signatory_id)
    theirs = found.partner_id is not None and found.partner_id == agreement.partner_id
    ours = found.office_id is not None and found.office_id in agreement.office_ids
    if (side, True) not in (("pihak_kesatu", ours), ("pihak_kedua", theirs)):
        raise Refused("signatory_unknown")

    def change(content: Content, _template: Template) -> Content:
        parties = [dict(party) for party in content.values.get(side) or []]
        if not 0 <= place < len(parties):
            raise Refused("party_unknown")
        parties[place]["penandatangan"] = prefill.signatory_parts(found)
        return Content({**content.values, side: parties}, content.articles)

    return change_text(uow, agreement_id, change, seen_copy=seen_copy)


def start_from(uow: UnitOfWork, agreement_id: UUID, earlier_id: UUID, *, seen_copy: int | None) -> WorkingCopy:
    """Take over the text of an earlier agreement, except its parties, subject and contacts."""
    earlier = load(uow.session, uow.actor, earlier_id, least=Access.TEXT)
    saved = versions.latest(uow.session, earlier.id)
    if saved is None:
        raise Refused("version_missing")
    text = versions.content_of(saved)
    if partner_facts.is_partner(text):
        raise Refused("partner_not_to_start_from")
    copy = change_text(
        uow,
        agreement_id,
        lambda content, template: prefill.take_over(template.manifest, content, text),
        seen_copy=seen_copy,
    )
    uow.record(stream(agreement_id), "text:taken_over", source=str(earlier.id), number=saved.number)
    return copy


def cite(uow: UnitOfWork, agreement_id: UUID, citation: str, *, seen_copy: int | None) -> WorkingCopy:
    """Add a regulation of the list to the legal bases, unless it stands there already."""

    def change(content: Content, template: Template) -> Content:
        if "dasar_hukum" not in template.manifest.by_key:
            raise Refused("section_unknown")
        lines = list(content.values.get("dasar_hukum") or [])
        return Content({**content.values, "dasar_hukum": list(dict.fromkeys([*lines, citation]))}, content.articles)

    return change_text(uow, agreement_id, change, seen_copy=seen_copy)


# ------------------------------------------------------------------------------------------------------------ versions
def save_version(uow: UnitOfWork, agreement_id: UUID, *, note: str = "", seen_copy: int | None) -> Saved:
    """Save the text as its next version; what was approved of an earlier one is void (rules 25 and 36)."""
    agreement = _open(uow, agreement_id)
    now = desk(uow.session, agreement)
    if seen_copy is not None and seen_copy != now.copy_version:
        raise Refused("stale_page")
    saved = versions.save_version(uow, agreement.id, now.content, now.template, stream=stream(agreement.id), note=note)
    _follow(uow, agreement, now.content)
    if saved.is_new:
        for hook in REGISTRY.on_version:
            hook(uow, agreement)
    return saved


def _follow(uow: UnitOfWork, agreement: Agreement, content: Content) -> None:
    """Let the agreement say what its text says: subject, term and mode of signing."""
    subject = str(content.values.get("judul") or "").strip()[:LONGEST_SUBJECT]
    agreement.subject = subject or agreement.subject
    agreement.term_months = prefill.term_months(content)
    mode = prefill.mode_of(content)
    if MODE_FIELD in content.values and mode is not None and agreement.mode != mode.value:
        uow.record(stream(agreement.id), "text:mode", mode=mode.value, before=agreement.mode or "")
        agreement.mode = mode.value
    flag_modified(agreement, "subject")  # pages that show the older text are stale from now on
