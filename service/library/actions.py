"""Use cases of the library: bringing a template or clause, publishing and withdrawing it, confirming a template."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from service.core.audit import Stream
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.documents import library
from service.documents.catalogue import Template, pack
from service.documents.clause_models import Clause, ClauseEdition
from service.documents.models import EditionState, TemplateConfirmation, TemplateEdition
from service.documents.template_checks import Judged

TRY = "try_template"
PDF = "application/pdf"


def stream(office_id: UUID) -> Stream:
    """The audit stream of an office."""
    return Stream("office", office_id)


def own_office(uow: UnitOfWork) -> UUID:
    """The office of the person who acts; somebody without one keeps no library."""
    if uow.actor.office_id is None:
        raise Refused("office_unknown")
    return uow.actor.office_id


# ----------------------------------------------------------------------------------------------------------- templates
def bring_template(uow: UnitOfWork, files: Mapping[str, bytes], judged: Judged, *, note: str) -> TemplateEdition:
    """Keep an uploaded template as a draft with what was found, and want its sample paper where it can be made."""
    office_id, template = own_office(uow), judged.template
    if template is None:
        raise Refused("template_unreadable", field="manifest")
    row = TemplateEdition(
        office_id=office_id,
        name=template.name,
        number=library.next_number(uow.session, template.name),
        title=template.manifest.title.id[:200],
        sha256=template.sha256,
        package=pack(files),
        findings=[one.as_row() for one in judged.remarks],
        note=note,
        created_by=uow.actor.id,
        created_name=uow.actor.name,
        created_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    if judged.may_be_published:
        uow.want(TRY, row.id)
    uow.record(
        stream(office_id), "template:brought", template=_named(row), hash=row.sha256, findings=len(judged.remarks)
    )
    return row


def record_trial(uow: UnitOfWork, edition_id: UUID, pdf: Stored, pages: int) -> None:
    """Keep the sample paper of a draft."""
    row = uow.session.get_one(TemplateEdition, edition_id)
    row.sample_pdf_sha256, row.sample_pages = uow.keep(pdf, PDF), pages


def publish_template(uow: UnitOfWork, edition_id: UUID, *, seen: int) -> TemplateEdition:
    """Let new texts of this office and those below begin with a template; the one before it is withdrawn."""
    row = _own_edition(uow, edition_id, seen)
    if row.state_ is EditionState.PUBLISHED:
        return row
    if any(one["blocking"] for one in row.findings):
        raise Refused("template_has_faults")
    if not row.sample_pdf_sha256:
        raise Refused("template_not_tried")
    query = select(TemplateEdition).where(
        TemplateEdition.office_id == row.office_id,
        TemplateEdition.name == row.name,
        TemplateEdition.state == EditionState.PUBLISHED.value,
    )
    for before in uow.session.scalars(query):
        _decide(uow, before, EditionState.WITHDRAWN)
    _decide(uow, row, EditionState.PUBLISHED)
    uow.record(stream(row.office_id), "template:published", template=_named(row), hash=row.sha256)
    return row


def withdraw_template(uow: UnitOfWork, edition_id: UUID, *, seen: int) -> TemplateEdition:
    """Take a template out of use; texts that began with it keep it."""
    row = _own_edition(uow, edition_id, seen)
    if row.state_ is EditionState.WITHDRAWN:
        return row
    _decide(uow, row, EditionState.WITHDRAWN)
    uow.record(stream(row.office_id), "template:withdrawn", template=_named(row), hash=row.sha256)
    return row


def confirm_template(uow: UnitOfWork, template: Template, *, note: str) -> None:
    """Say that a template was compared with the annex of Perbawaslu 7/2023, for this office and those below."""
    office_id = own_office(uow)
    if library.is_confirmed(uow.session, template, office_id):
        return
    uow.session.add(
        TemplateConfirmation(
            office_id=office_id,
            sha256=template.sha256,
            note=note,
            confirmed_by=uow.actor.id,
            confirmed_name=uow.actor.name,
            confirmed_at=uow.now,
        )
    )
    named = f"{template.name}/{template.version}"
    uow.record(stream(office_id), "template:confirmed", template=named, hash=template.sha256)


def take_back_confirmation(uow: UnitOfWork, template: Template) -> None:
    """Take this office's own confirmation back; what an office above said still stands."""
    office_id = own_office(uow)
    query = select(TemplateConfirmation).where(
        TemplateConfirmation.office_id == office_id, TemplateConfirmation.sha256 == template.sha256
    )
    row = uow.session.scalars(query).first()
    if row is None:
        return
    uow.session.delete(row)
    named = f"{template.name}/{template.version}"
    uow.record(stream(office_id), "template:unconfirmed", template=named, hash=template.sha256)


def _own_edition(uow: UnitOfWork, edition_id: UUID, seen: int) -> TemplateEdition:
    row = uow.session.get(TemplateEdition, edition_id)
    if row is None or row.office_id != own_office(uow):
        raise Refused("not_found")
    if row.version != seen:
        raise Refused("stale_page")
    return row


def _decide(uow: UnitOfWork, row: TemplateEdition, state: EditionState) -> None:
    row.state, row.decided_name, row.decided_at = state.value, uow.actor.name, uow.now


def _named(row: TemplateEdition) -> str:
    return f"{row.name}/{row.number}"


# ------------------------------------------------------------------------------------------------------------- clauses
@dataclass(frozen=True, slots=True)
class Wording:
    """What an edition of a clause says."""

    title: str
    body: str
    legal_basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Where a clause is used; an empty kind or category means any."""

    kind: str = ""
    category: str = ""
    topic: str = ""
    mandatory: bool = False


def add_clause(uow: UnitOfWork, wording: Wording, use: Use) -> Clause:
    """Begin a clause as a draft with its first wording."""
    office_id = own_office(uow)
    clause = Clause(
        code=secrets.token_hex(4),
        office_id=office_id,
        kind=use.kind,
        category=use.category,
        topic=use.topic,
        mandatory=use.mandatory,
        created_name=uow.actor.name,
        created_at=uow.now,
    )
    uow.session.add(clause)
    uow.session.flush()
    _add_edition(uow, clause, wording)
    uow.record(stream(office_id), "clause:added", clause=clause.code, title=wording.title)
    return clause


def reword_clause(uow: UnitOfWork, clause_id: UUID, wording: Wording, use: Use, *, seen: int) -> Clause:
    """Give a clause a new edition where its words changed, and say anew where it is used; texts keep what they have."""
    clause = _own_clause(uow, clause_id, seen)
    clause.kind, clause.category, clause.topic, clause.mandatory = use.kind, use.category, use.topic, use.mandatory
    newest = clause.editions[-1]
    if (newest.title, newest.body, newest.legal_basis) != (wording.title, wording.body, wording.legal_basis):
        _add_edition(uow, clause, wording)
    uow.record(stream(clause.office_id), "clause:changed", clause=clause.code, edition=clause.editions[-1].number)
    return clause


def publish_clause(uow: UnitOfWork, clause_id: UUID, *, seen: int) -> Clause:
    """Put the newest edition in force for this office and those below."""
    clause = _own_clause(uow, clause_id, seen)
    clause.state, clause.current_number = EditionState.PUBLISHED.value, clause.editions[-1].number
    uow.record(stream(clause.office_id), "clause:published", clause=clause.code, edition=clause.current_number)
    return clause


def withdraw_clause(uow: UnitOfWork, clause_id: UUID, *, seen: int) -> Clause:
    """Take a clause out of use; texts that carry it keep it."""
    clause = _own_clause(uow, clause_id, seen)
    clause.state = EditionState.WITHDRAWN.value
    uow.record(stream(clause.office_id), "clause:withdrawn", clause=clause.code)
    return clause


def _own_clause(uow: UnitOfWork, clause_id: UUID, seen: int) -> Clause:
    row = uow.session.get(Clause, clause_id)
    if row is None or row.office_id != own_office(uow):
        raise Refused("not_found")
    if row.version != seen:
        raise Refused("stale_page")
    return row


def _add_edition(uow: UnitOfWork, clause: Clause, wording: Wording) -> None:
    edition = ClauseEdition(
        number=len(clause.editions) + 1,
        title=wording.title,
        body=wording.body,
        legal_basis=wording.legal_basis,
        note=wording.note,
        created_name=uow.actor.name,
        created_at=uow.now,
    )
    clause.editions.append(edition)
    uow.session.flush()
