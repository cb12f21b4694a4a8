"""The text of papers in the index: which paper counts, whether it is indexed, and entering what was read of it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.register.models import SearchEntry, SearchPage
from service.agreements.register.stemming import other_words, stems
from service.core import jobs
from service.core.database import moment
from service.core.jobs import JobState
from service.documents.models import DocumentVersion

KIND = "index_text"
LONGEST = 400_000  # letters of one paper; more is a book, and PostgreSQL's tsvector has its bounds


def papers_of(session: Session, agreement_ids: Collection[UUID]) -> dict[UUID, str]:
    """The paper whose text counts: the final one, else that of the newest saved version; by agreement."""
    newest = (
        select(DocumentVersion.owner_id, func.max(DocumentVersion.number).label("number"))
        .join(Agreement, Agreement.id == DocumentVersion.owner_id)  # minutes have versions too, and no entry
        .where(DocumentVersion.owner_id.in_(agreement_ids), DocumentVersion.pdf_sha256 != "")
        .group_by(DocumentVersion.owner_id)
        .subquery()
    )
    drafts = select(DocumentVersion.owner_id, DocumentVersion.pdf_sha256).join(
        newest,
        (newest.c.owner_id == DocumentVersion.owner_id) & (newest.c.number == DocumentVersion.number),
    )
    finals = select(Agreement.id, Agreement.final_sha256).where(
        Agreement.id.in_(agreement_ids), Agreement.final_sha256 != ""
    )
    found = {owner: sha256 for owner, sha256 in session.execute(drafts)}  # noqa: C416  rows are no pairs to mypy
    return found | {owner: sha256 for owner, sha256 in session.execute(finals)}  # noqa: C416


def want_texts(session: Session, agreement_ids: Collection[UUID], *, again: bool = False) -> int:
    """Ask for the text of papers that are not in the index yet; the schedule rings for it within seconds.

    A paper that was read before is read once more where the index lost it; one whose reading failed only `again`.
    """
    papers = papers_of(session, agreement_ids)
    query = select(SearchEntry.agreement_id, SearchEntry.paper_sha256)
    known = {owner: sha256 for owner, sha256 in session.execute(query.where(SearchEntry.agreement_id.in_(papers)))}  # noqa: C416
    missing = {owner: sha256 for owner, sha256 in papers.items() if known.get(owner) != sha256}
    for owner, sha256 in missing.items():
        job = jobs.want(session, KIND, owner, now=moment(session), revision=sha256)
        if job.state == JobState.DONE or (again and job.state == JobState.FAILED):
            job.state, job.attempts, job.run_after = JobState.WANTED.value, 0, moment(session)
            job.rung_at = job.finished_at = None
    return len(missing)


def write_text(session: Session, agreement_id: UUID, sha256: str, pages: Sequence[str]) -> bool:
    """Enter the text of a paper, unless another paper counts by now; says whether it was entered."""
    if papers_of(session, [agreement_id]).get(agreement_id) != sha256:
        return False
    kept = _kept(pages)
    whole = "\n".join(kept)
    session.execute(delete(SearchPage).where(SearchPage.agreement_id == agreement_id))
    rows = [{"agreement_id": agreement_id, "page": n, "text": text} for n, text in enumerate(kept, start=1) if text]
    if rows:
        session.execute(insert(SearchPage), rows)
    session.execute(
        update(SearchEntry)
        .where(SearchEntry.agreement_id == agreement_id)
        .values(paper_sha256=sha256, paper=stems(whole), paper_words=other_words(whole))
        .execution_options(synchronize_session=False)
    )
    return True


def _kept(pages: Sequence[str]) -> list[str]:
    kept, left = [], LONGEST
    for page in pages:
        text = " ".join(page.replace("\x00", " ").split())[:left]
        kept.append(text)
        left -= len(text)
    return kept
