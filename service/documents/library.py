"""Which template an office uses: the one it or an office above published, else the one that is shipped.

A text is pinned to the hash of its template, so it keeps the version it began with whatever is published later.
"""

import threading
from collections import OrderedDict
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, undefer

from service.core.refusals import Refused
from service.documents.catalogue import Template, template_of, unpack
from service.documents.models import EditionState, TemplateConfirmation, TemplateEdition
from service.documents.shipped import shipped
from service.offices import queries as offices

MOST_READ = 64


class _Read:
    """Templates that were read from their package, by hash; they never change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[str, Template] = OrderedDict()

    def get(self, sha256: str) -> Template | None:
        with self._lock:
            found = self._found.get(sha256)
            if found is not None:
                self._found.move_to_end(sha256)
            return found

    def put(self, template: Template) -> Template:
        with self._lock:
            self._found[template.sha256] = template
            while len(self._found) > MOST_READ:
                self._found.popitem(last=False)
        return template


_read = _Read()


def read_edition(row: TemplateEdition) -> Template:
    """The template that an uploaded edition holds."""
    found = _read.get(row.sha256)
    if found is not None and (found.name, found.version) == (row.name, row.number):
        return found
    return _read.put(template_of(unpack(row.package), row.name, row.number, where=f"{row.name}/{row.number}"))


def find(session: Session, sha256: str) -> Template | None:
    """The template with this hash, shipped or uploaded; None where it is not known here."""
    found = next((one for one in shipped().templates if one.sha256 == sha256), None)
    if found is None and sha256:
        found = _read.get(sha256)
    if found is None and sha256:
        row = session.scalars(_editions().where(TemplateEdition.sha256 == sha256).limit(1)).first()
        found = read_edition(row) if row else None
    return found


def by_hash(session: Session, sha256: str) -> Template:
    """The template a text is pinned to, or Refused('template_unknown')."""
    found = find(session, sha256)
    if found is None:
        raise Refused("template_unknown", name=sha256[:12])
    return found


def pinned(session: Session, sha256: str, name: str, version: str) -> Template:
    """The pinned template; when a release mended a word in its folder, the same shipped version as it is now."""
    return find(session, sha256) or shipped().get(name, int(version) if version.isdigit() else 0)


def current(session: Session, office_id: UUID, name: str) -> Template:
    """The template that a new text of an office begins with: the nearest published one, else the newest shipped."""
    row = current_edition(session, office_id, name)
    return read_edition(row) if row else shipped().latest(name)


def current_edition(session: Session, office_id: UUID, name: str) -> TemplateEdition | None:
    """The published edition that holds for an office, its own before those above; None where the shipped one does."""
    near = [office_id, *(one.id for one in offices.above(session, office_id))]
    found = session.scalars(
        _editions().where(
            TemplateEdition.name == name,
            TemplateEdition.state == EditionState.PUBLISHED.value,
            TemplateEdition.office_id.in_(near),
        )
    ).all()
    return min(found, key=lambda row: (near.index(row.office_id), -row.number), default=None)


def package_of(session: Session, sha256: str) -> bytes:
    """The package of an uploaded template, or Refused('template_unknown')."""
    row = session.scalars(_editions().where(TemplateEdition.sha256 == sha256).limit(1)).first()
    if row is None:
        raise Refused("template_unknown", name=sha256[:12])
    return row.package


def next_number(session: Session, name: str) -> int:
    """The number that the next uploaded edition of a kind of paper gets, counted over every office and release."""
    uploaded = session.scalar(select(func.max(TemplateEdition.number)).where(TemplateEdition.name == name)) or 0
    released = max((one.version for one in shipped().templates if one.name == name), default=0)
    return max(uploaded, released) + 1


def is_confirmed(session: Session, template: Template, office_id: UUID) -> bool:
    """Whether the template itself, or an administrator here or above, says that it was compared with the annex."""
    if template.manifest.confirmed:
        return True
    near = [office_id, *offices.ids_above(session, office_id)]
    query = select(TemplateConfirmation.id).where(
        TemplateConfirmation.sha256 == template.sha256, TemplateConfirmation.office_id.in_(near)
    )
    return session.scalars(query.limit(1)).first() is not None


def _editions() -> Select[TemplateEdition]:
    return select(TemplateEdition).options(undefer(TemplateEdition.package))
