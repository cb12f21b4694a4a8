"""The text at hand, how far each section is, and what the lifecycle asks of drafting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.agreements.founding import own_ids
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.database import moment
from service.core.refusals import Refused
from service.documents import library, partner_findings, versions
from service.documents.catalogue import Template
from service.documents.consistency import Finding
from service.documents.content import Content
from service.documents.manifest import FilledAt, Manifest, Section
from service.documents.models import DocumentVersion, WorkingCopy
from service.documents.partner_facts import SECTION as PARTNER_FILE
from service.documents.values import Fault, check_values, is_empty
from service.drafting import completeness
from service.drafting.prefill import first_content, template_name, usable
from service.drafting.regulations import regulations
from service.drafting.rules import CitationFlag, SectionState, flag_citations, section_state
from service.offices import queries as offices
from service.offices.models import Signatory

OPEN_STAGES = frozenset({Stage.DRAFTING, Stage.DISCUSSION})
ARTICLES = "pasal"
ANNEX = "berbagi_data"


def is_pinned(agreement: Agreement) -> bool:
    """Whether the agreement is bound to a template."""
    return bool(agreement.template_hash)


def template_of(session: Session, agreement: Agreement) -> Template:
    """The template an agreement is pinned to, or the newest of its kind before drafting began."""
    if is_pinned(agreement):
        pinned = agreement.template_hash, agreement.template_name, agreement.template_version
        return library.pinned(session, *pinned)
    return library.current(session, agreement.lead_office_id, template_name(agreement))


@dataclass(frozen=True)
class Shelf:
    """The saved versions of a text, the newest first."""

    saved: tuple[DocumentVersion, ...]

    @property
    def latest(self) -> DocumentVersion | None:
        """The newest saved version."""
        return self.saved[0] if self.saved else None

    @property
    def shown(self) -> DocumentVersion | None:
        """The newest version whose paper exists."""
        return versions.rendered(self.saved)


def shelf(session: Session, agreement: Agreement) -> Shelf:
    """The saved versions of an agreement's text."""
    return Shelf(tuple(versions.versions_of(session, agreement.id)))


@dataclass(frozen=True)
class Desk(Shelf):
    """Everything on the drafter's desk."""

    template: Template
    content: Content
    copy: WorkingCopy | None
    faults: tuple[Fault, ...]
    findings: tuple[Finding, ...]

    @property
    def unsaved(self) -> bool:
        """Whether the text differs from its newest version."""
        newest = self.latest
        return newest is None or newest.content_hash != self.content.content_hash()

    @property
    def copy_version(self) -> int:
        """The state of the working copy that a page has seen; 0 before it was begun."""
        return self.copy.version if self.copy else 0

    @property
    def by_place(self) -> Mapping[str, Fault]:
        """The first fault of each place."""
        found: dict[str, Fault] = {}
        for fault in self.faults:
            found.setdefault(fault.field, fault)
        return found


def desk(session: Session, agreement: Agreement, *, glyphs: Collection[int] | None = None) -> Desk:
    """The text of an agreement as it stands now, saved or not; `glyphs` are the characters that can be printed."""
    template = template_of(session, agreement)
    copy = versions.working_copy(session, agreement.id)
    saved = tuple(versions.versions_of(session, agreement.id))
    source = copy or (saved[0] if saved else None)
    content = versions.content_of(source) if source else first_content(session, agreement, template)
    faults = check_values(template.manifest, content.values, content.articles, glyphs=glyphs)
    findings = findings_of(session, agreement, template, content)
    return Desk(saved, template, content, copy, faults, findings)


def findings_of(session: Session, agreement: Agreement, template: Template, content: Content) -> tuple[Finding, ...]:
    """What the completeness checker finds in a text today."""
    today = offices.local_today(session, agreement.lead_office_id, moment(session))
    return completeness.examine(template, content, completeness.around(session, agreement, content, today))


@dataclass(frozen=True, slots=True)
class SectionStand:
    """One section of the form with its state and its number of faults."""

    key: str
    label: Any
    state: SectionState
    faults: int


def section_of(manifest: Manifest, place: str) -> str:
    """The section that a fault's place belongs to."""
    key = place.partition(".")[0]
    field = manifest.by_key.get(key)
    return field.section if field else ARTICLES


def sections(manifest: Manifest, content: Content, faults: tuple[Fault, ...]) -> list[SectionStand]:
    """Every section of the form; the articles come last and are not among them."""
    return [_stand(manifest, section, content, faults) for section in manifest.sections if drafted(manifest, section)]


def drafted(manifest: Manifest, section: Section) -> bool:
    """Whether a section has anything to fill in while drafting."""
    return section.key != PARTNER_FILE and bool(manifest.fields_of(section.key))


def _stand(manifest: Manifest, section: Section, content: Content, faults: tuple[Fault, ...]) -> SectionStand:
    own = [fault for fault in faults if section_of(manifest, fault.field) == section.key]
    filled = sum(not is_empty(content.values.get(one.key)) for one in manifest.fields_of(section.key))
    return SectionStand(section.key, section.label, section_state(filled=filled, faults=len(own)), len(own))


def blanks(manifest: Manifest, section: str) -> tuple[Any, ...]:
    """The fields of a section that are filled in when signing opens (rule 25)."""
    return manifest.fields_of(section, FilledAt.SIGNING)


def citation_flags(content: Content) -> tuple[CitationFlag, ...]:
    """Citations that a lawyer would correct (rule 38)."""
    said = content.values.get("dasar_hukum")
    return flag_citations([str(line) for line in said], regulations()) if isinstance(said, list) else ()


def choices_of_signatories(session: Session, agreement: Agreement) -> Mapping[str, list[Signatory]]:
    """Who may sign for either side, by the key of the party's field."""
    ours = [one for office in agreement.office_ids for one in usable(session, agreement, office_id=office)]
    theirs = usable(session, agreement, partner_id=agreement.partner_id) if agreement.partner_id else []
    return {"pihak_kesatu": sorted(ours, key=lambda one: one.name), "pihak_kedua": theirs}


def earlier_texts(session: Session, agreement: Agreement, office_id: UUID) -> list[Agreement]:
    """Agreements of this office and kind that have a saved text to start from, the latest first."""
    query = (
        select(Agreement)
        .where(
            Agreement.id.in_(own_ids(session, office_id)),
            Agreement.id != agreement.id,
            Agreement.kind == agreement.kind,
            Agreement.nature == agreement.nature,
            or_(Agreement.template_hash != "", Agreement.frozen_version_id.is_not(None)),
            Agreement.id.in_(select(DocumentVersion.owner_id)),
        )
        .order_by(Agreement.created_at.desc())
        .limit(50)
    )
    return list(session.scalars(query))


def facts(session: Session, agreement: Agreement) -> Mapping[str, Any]:
    """What the lifecycle table asks of this room."""
    newest = versions.latest(session, agreement.id)
    if newest is None:
        return {"has_version": False}
    content = versions.content_of(newest)
    known: dict[str, Any] = {
        "has_version": True,
        "version_rendered": newest.rendered_at is not None,
        "data_annex": not is_empty(content.values.get(ANNEX)) or partner_findings.has_data_annex(content),
    }
    if agreement.stage_ not in OPEN_STAGES:
        return known
    copy = versions.working_copy(session, agreement.id)
    known["unsaved_changes"] = copy is not None and versions.content_of(copy).content_hash() != newest.content_hash
    known["text_faults"] = _faults_of(session, agreement, content)
    return known


def _faults_of(session: Session, agreement: Agreement, content: Content) -> int:
    if not is_pinned(agreement):
        return 0
    try:
        template = template_of(session, agreement)
    except Refused:  # a template that is gone cannot vouch for the text
        return 1
    faults = len(check_values(template.manifest, content.values, content.articles))
    return faults + sum(one.blocking for one in findings_of(session, agreement, template, content))
