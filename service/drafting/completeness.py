"""The completeness checker: what a text still lacks, and what a legal bureau would ask about before it is approved."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from service.agreements.models import Agreement, Nature
from service.core.terms import end_date, outlives_parent
from service.core.wording import date_long
from service.documents import clauses, consistency, partner_findings
from service.documents.catalogue import Template
from service.documents.clause_models import Clause
from service.documents.consistency import Finding
from service.documents.content import Content
from service.documents.partner_facts import TEMPLATE as PARTNER
from service.drafting.prefill import SIDES, required_clauses, term_months

PERIOD = "jangka_waktu"


@dataclass(frozen=True, slots=True)
class Around:
    """What the checker knows of the agreement beside its text."""

    required: tuple[Clause, ...]
    edited: tuple[str, ...]
    parent_end: date | None
    earliest_end: date | None


def around(session: Session, agreement: Agreement, content: Content, today: date) -> Around:
    """Gather what stands beside the text: clauses that must be in it, the end of the MoU above it."""
    required = required_clauses(session, agreement) if agreement.nature_ is Nature.ORIGINAL else []
    origins = clauses.origins(session, content.articles)
    edited = tuple(key for key, one in origins.items() if one.edited and one.clause.mandatory)
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    months = term_months(content)
    return Around(
        tuple(required), edited, parent.end_on if parent else None, end_date(today, months) if months else None
    )


def examine(template: Template, content: Content, beside: Around) -> tuple[Finding, ...]:
    """Every finding about a text, those that keep it from being approved first."""
    manifest = template.manifest
    if template.name == PARTNER:
        beside = replace(beside, required=partner_findings.not_said(beside.required, content))
    found = [*_clauses(content, beside), *_mandatory(template, content, beside), *_term(beside)]
    found += consistency.look_through(manifest, content)
    if template.name == PARTNER:
        found += partner_findings.look_at(content)
    found += consistency.ranks(content, SIDES)
    return tuple(sorted(found, key=lambda one: not one.blocking))


def _clauses(content: Content, beside: Around) -> list[Finding]:
    missing = clauses.missing(beside.required, content.articles)
    return [
        Finding("pasal", "clause_missing", {"title": one.current.title if one.current else one.code}, blocking=True)
        for one in missing
    ]


def _mandatory(template: Template, content: Content, beside: Around) -> list[Finding]:
    """Mandatory articles that were edited: allowed, but the approvers will see the change."""
    given = {one.key: one for one in template.manifest.articles if one.mandatory}
    found = []
    for article in content.articles:
        first = given.get(article.key)
        changed = first is not None and (article.title, article.body) != (first.title, first.body)
        if changed or article.key in beside.edited:
            found.append(Finding(f"pasal.{article.key}", "mandatory_edited", {"title": article.title}))
    return found


def _term(beside: Around) -> list[Finding]:
    """A PKS that would outlive its MoU is told, not blocked (rule 20)."""
    if beside.parent_end is None or beside.earliest_end is None:
        return []
    if not outlives_parent(beside.earliest_end, beside.parent_end):
        return []
    said = {"end": date_long(beside.earliest_end), "parent_end": date_long(beside.parent_end)}
    return [Finding(PERIOD, "term_beyond_parent", said)]
