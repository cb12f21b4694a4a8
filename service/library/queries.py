"""What an office sees in its library: every kind of paper with the template in force, its own editions, the clauses."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from service.core.refusals import Refused
from service.documents import library
from service.documents.catalogue import Template
from service.documents.clause_models import Clause
from service.documents.models import EditionState, TemplateEdition
from service.documents.shipped import shipped
from service.offices import queries as offices


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: the template that a new text begins with, whose it is, and whether it was compared."""

    template: Template
    edition: TemplateEdition | None
    keeper: str
    confirmed: bool


def kinds(session: Session, office_id: UUID) -> list[Kind]:
    """Every kind of paper that this office can make, by its title."""
    near = [office_id, *offices.ids_above(session, office_id)]
    query = select(TemplateEdition.name).where(
        TemplateEdition.office_id.in_(near), TemplateEdition.state == EditionState.PUBLISHED.value
    )
    names = {*shipped().names, *session.scalars(query)}
    found = [_kind(session, office_id, name) for name in names]
    return sorted(found, key=lambda one: one.template.manifest.title.id)


def _kind(session: Session, office_id: UUID, name: str) -> Kind:
    edition = library.current_edition(session, office_id, name)
    template = library.read_edition(edition) if edition else shipped().latest(name)
    keeper = offices.office(session, edition.office_id).name if edition else ""
    return Kind(template, edition, keeper, library.is_confirmed(session, template, office_id))


def own_editions(session: Session, office_id: UUID) -> list[TemplateEdition]:
    """Everything this office has brought, the latest first."""
    query = select(TemplateEdition).where(TemplateEdition.office_id == office_id)
    return list(session.scalars(query.order_by(TemplateEdition.created_at.desc())))


def edition(session: Session, office_id: UUID, edition_id: UUID) -> TemplateEdition:
    """An edition of this office or of one above it, or Refused('not_found')."""
    row = session.get(TemplateEdition, edition_id)
    own = row is not None and row.office_id == office_id
    above = row is not None and row.office_id in offices.ids_above(session, office_id)
    if row is None or not (own or (above and row.state_ is not EditionState.DRAFT)):
        raise Refused("not_found")
    return row


def template_at_hand(session: Session, office_id: UUID, sha256: str) -> Template:
    """A template that this office may look at: shipped, its own, or one that an office above published."""
    for one in kinds(session, office_id):
        if one.template.sha256 == sha256:
            return one.template
    query = select(TemplateEdition).where(TemplateEdition.sha256 == sha256, TemplateEdition.office_id == office_id)
    row = session.scalars(query).first()
    if row is None:
        raise Refused("not_found")
    return library.read_edition(row)


def clauses(session: Session, office_id: UUID) -> list[Clause]:
    """The clauses of this office in every state, and those in force of the offices above, by topic and title."""
    above = offices.ids_above(session, office_id)
    query = select(Clause).where(
        or_(
            Clause.office_id == office_id,
            Clause.office_id.in_(above) & (Clause.state == EditionState.PUBLISHED.value),
        )
    )
    return sorted(session.scalars(query), key=lambda one: (one.topic.casefold(), one.editions[-1].title.casefold()))


def clause(session: Session, office_id: UUID, clause_id: UUID) -> Clause:
    """One clause that this office may see, or Refused('not_found')."""
    row = session.get(Clause, clause_id)
    if row is not None and row.office_id == office_id:
        return row
    if (
        row is None
        or row.state_ is not EditionState.PUBLISHED
        or row.office_id not in offices.ids_above(session, office_id)
    ):
        raise Refused("not_found")
    return row
