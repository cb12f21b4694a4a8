"""Reading the text of papers for the search; foreign PDFs are read in the limited child."""

from typing import cast
from uuid import UUID

from service.agreements.register.papers import papers_of, write_text
from service.agreements.register.rebuilding import want_missing
from service.core import sandbox
from service.core.jobs import Work
from service.core.sandbox import SandboxFailed, run_limited
from service.core.tools import Tools

sandbox.preload("service.documents.page_texts")


def index_text(work: Work, tools: Tools) -> None:
    """Enter the text of the paper that counts now into the index; a scan without a text layer has none."""
    read_paper(tools, work.subject_id)


def read_paper(tools: Tools, agreement_id: UUID) -> bool:
    """Read and enter the text of an agreement's paper; says whether there was one."""
    with tools.reading() as session:
        sha256 = papers_of(session, [agreement_id]).get(agreement_id)
    if sha256 is None:
        return False
    pages = _pages(tools.storage.get(sha256))
    with tools.begin() as uow:
        return write_text(uow.session, agreement_id, sha256, pages)


def _pages(pdf: bytes) -> list[str]:
    """A paper that breaks its reader, or holds it up, is found by its fields only."""
    try:
        found = run_limited("service.documents.page_texts:pages", pdf, cpu_seconds=60, memory_mb=700, timeout_s=90)
    except SandboxFailed:
        return []
    return cast("list[str]", found)


def index_missing(tools: Tools) -> None:
    """Index agreements that came in without it (an upgrade, a batch of rows), some at a time."""
    with tools.begin() as uow:
        want_missing(uow.session)
