"""Making the index anew, and filling what it lacks."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select, text
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.register.keeping import write_fields
from service.agreements.register.models import SearchEntry, SearchPage
from service.agreements.register.papers import want_texts
from service.documents.models import DocumentVersion

SOME = 1000  # agreements in one turn of the schedule, or in one transaction of a rebuild


def clear(session: Session) -> None:
    """Empty the index."""
    session.execute(delete(SearchPage))
    session.execute(delete(SearchEntry))


def rebuild(session: Session, *, said: Callable[[int], None] = lambda _: None) -> list[UUID]:
    """Index the fields of every agreement anew; returns the ids of all, whose papers are to be read next."""
    clear(session)
    ids = list(session.scalars(select(Agreement.id).order_by(Agreement.id)))
    for start in range(0, len(ids), SOME):
        write_fields(session, ids[start : start + SOME])
        said(min(start + SOME, len(ids)))
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_index(search_index) VALUES ('optimize')"))
    return ids


def want_missing(session: Session) -> tuple[int, int]:
    """Index the fields of some agreements that have none, and ask for some texts that are missing."""
    without = select(Agreement.id).where(
        ~select(SearchEntry.id).where(SearchEntry.agreement_id == Agreement.id).exists()
    )
    fields = write_fields(session, session.scalars(without.limit(SOME)))
    return fields, want_texts(session, list(session.scalars(_unread().limit(SOME))))


def _unread() -> Select[UUID]:
    has_draft = (
        select(DocumentVersion.id)
        .where(DocumentVersion.owner_id == Agreement.id, DocumentVersion.pdf_sha256 != "")
        .exists()
    )
    final = (Agreement.final_sha256 != "") & (SearchEntry.paper_sha256 != Agreement.final_sha256)
    draft = (Agreement.final_sha256 == "") & (SearchEntry.paper_sha256 == "") & has_draft
    return select(Agreement.id).join(SearchEntry, SearchEntry.agreement_id == Agreement.id).where(or_(final, draft))


def count_entries(session: Session) -> int:
    """How many agreements the index holds."""
    return session.scalar(select(func.count(SearchEntry.id))) or 0
