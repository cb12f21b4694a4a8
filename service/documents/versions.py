"""The working copy of a text, its saved versions, and the papers made from them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.core.audit import Stream
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.documents.catalogue import Template
from service.documents.content import Content, read_content
from service.documents.models import DocumentVersion, WorkingCopy

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RENDER = "render_version"
LONGEST_NOTE = 500


# -------------------------------------------------------------------------------------------------------- working copy
def working_copy(session: Session, owner_id: UUID) -> WorkingCopy | None:
    """The unsaved state of a text, if it was ever begun."""
    return session.get(WorkingCopy, owner_id)


def content_of(row: WorkingCopy | DocumentVersion) -> Content:
    """What a working copy or a version says."""
    return read_content(json.dumps(row.content))


def write_copy(uow: UnitOfWork, owner_id: UUID, content: Content, *, seen_version: int | None = None) -> WorkingCopy:
    """Overwrite the working copy; a page that saw an older state is refused. `None` begins it, or does not look."""
    row = uow.session.get(WorkingCopy, owner_id)
    said = json.loads(content.canonical_json())
    if row is None:
        row = WorkingCopy(owner_id=owner_id, content=said, changed_at=uow.now, changed_by=uow.actor.name)
        uow.session.add(row)
        uow.session.flush()
        return row
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    if row.content != said:
        row.content, row.changed_at, row.changed_by = said, uow.now, uow.actor.name
        uow.session.flush()
    return row


# ------------------------------------------------------------------------------------------------------------ versions
def versions_of(session: Session, owner_id: UUID) -> list[DocumentVersion]:
    """Every saved version of a text, the newest first."""
    query = select(DocumentVersion).where(DocumentVersion.owner_id == owner_id)
    return list(session.scalars(query.order_by(DocumentVersion.number.desc())))


def latest(session: Session, owner_id: UUID) -> DocumentVersion | None:
    """The newest saved version of a text."""
    query = select(DocumentVersion).where(DocumentVersion.owner_id == owner_id)
    return session.scalars(query.order_by(DocumentVersion.number.desc()).limit(1)).first()


def version(session: Session, version_id: UUID) -> DocumentVersion:
    """One version, or Refused('not_found')."""
    row = session.get(DocumentVersion, version_id)
    if row is None:
        raise Refused("not_found")
    return row


def version_numbered(session: Session, owner_id: UUID, number: int) -> DocumentVersion:
    """The version of a text with this number, or Refused('not_found')."""
    query = select(DocumentVersion).where(DocumentVersion.owner_id == owner_id, DocumentVersion.number == number)
    row = session.scalars(query).first()
    if row is None:
        raise Refused("not_found")
    return row


@dataclass(frozen=True, slots=True)
class Saved:
    """The version that now holds the text, and whether it was made just now."""

    version: DocumentVersion
    is_new: bool


def save_version(
    uow: UnitOfWork,
    owner_id: UUID,
    content: Content,
    template: Template,
    *,
    stream: Stream,
    note: str = "",
) -> Saved:
    """Save a text as its next version and want its paper; an unchanged text stays the version it is."""
    newest = latest(uow.session, owner_id)
    said = content.content_hash()
    if newest is not None and (newest.content_hash, newest.template_hash) == (said, template.sha256):
        return Saved(newest, is_new=False)
    row = DocumentVersion(
        id=new_id(),
        owner_id=owner_id,
        number=_next_number(uow.session, owner_id),
        template_name=template.name,
        template_version=str(template.version),
        template_hash=template.sha256,
        content=json.loads(content.canonical_json()),
        content_hash=said,
        note=" ".join(note.split())[:LONGEST_NOTE],
        created_by=uow.actor.name,
        created_at=uow.now,
    )
    uow.session.add(row)
    try:
        uow.session.flush()
    except IntegrityError as fault:  # somebody saved the same number at the same moment
        raise Refused("stale_page") from fault
    named = f"{template.name}/{template.version}"
    uow.record(stream, "text:version", number=row.number, hash=said, template=named, of=str(owner_id))
    uow.want(RENDER, row.id, agreement_id=stream.id if stream.type == "agreement" else None)
    return Saved(row, is_new=True)


def _next_number(session: Session, owner_id: UUID) -> int:
    last = session.scalar(select(func.max(DocumentVersion.number)).where(DocumentVersion.owner_id == owner_id))
    return (last or 0) + 1


# -------------------------------------------------------------------------------------------------------------- papers
@dataclass(frozen=True, slots=True)
class PaperFiles:
    """The stored files of a paper and how they were made."""

    docx: Stored
    pdf: Stored
    pages: int
    engine: str


def record_paper(uow: UnitOfWork, version_id: UUID, files: PaperFiles) -> bool:
    """Name a version's paper, unless another worker did so before; says whether this call was the one."""
    uow.keep(files.docx, DOCX)
    uow.keep(files.pdf, PDF)
    done = uow.session.execute(
        update(DocumentVersion)
        .where(DocumentVersion.id == version_id, DocumentVersion.rendered_at.is_(None))
        .values(
            docx_sha256=files.docx.sha256,
            pdf_sha256=files.pdf.sha256,
            pages=files.pages,
            engine=files.engine,
            rendered_at=uow.now,
        )
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]  # SQLAlchemy types an UPDATE's result as Result


def rendered(rows: Sequence[DocumentVersion]) -> DocumentVersion | None:
    """The newest of these versions that has its paper."""
    return next((row for row in sorted(rows, key=lambda one: -one.number) if row.rendered_at is not None), None)
