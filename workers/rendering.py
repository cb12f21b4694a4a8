"""Making papers: the PDF and DOCX of a saved version, and the paper as it is filled in for signing."""

from typing import TYPE_CHECKING

from service.agreements.logos import logo_names
from service.agreements.register.papers import want_texts
from service.core.jobs import Work
from service.core.tools import Tools
from service.documents import library, versions
from service.documents.partner import source_of
from service.documents.ports import Renderer
from service.documents.versions import PaperFiles
from service.signing import engrossing, papers

if TYPE_CHECKING:
    from service.documents.content import Engrossment
    from service.documents.rendering import Paper


def render_version(work: Work, tools: Tools) -> None:
    """Make the paper of a version, or find that it was made before and stop."""
    with tools.reading() as session:
        row = versions.version(session, work.subject_id)
        if row.rendered_at is not None:
            return
        template = library.pinned(session, row.template_hash, row.template_name, row.template_version)
        logos = logo_names(session, work.agreement_id)
    content = versions.content_of(row)
    paper = tools.part(Renderer).render(
        template,
        content,
        None,
        logos={name: tools.storage.get(sha256) for name, sha256 in logos.items()},
        **source_of(content, tools.storage),
    )
    files = store_paper(tools, paper)
    with tools.begin() as uow:
        versions.record_paper(uow, row.id, files)
        want_texts(uow.session, [row.owner_id])


def store_paper(tools: Tools, paper: "Paper") -> PaperFiles:
    """Put both files of a paper into the storage."""
    docx, pdf = tools.storage.put(paper.docx), tools.storage.put(paper.pdf)
    return PaperFiles(docx=docx, pdf=pdf, pages=paper.pages, engine=str(paper.engine))


def render_engrossment(work: Work, tools: Tools) -> None:
    """Fill the approved text in for signing (numbers, date, place, QR), or find that it was done before and stop."""
    with tools.reading() as session:
        asked = engrossing.asked(session, work.subject_id, tools.settings.public_url)
        logos = logo_names(session, asked.agreement_id)
    if asked.done:
        return
    pictures = {name: tools.storage.get(sha256) for name, sha256 in logos.items()}
    source = source_of(asked.content, tools.storage)

    def make(engrossment: "Engrossment") -> "Paper":
        return tools.part(Renderer).render(asked.template, asked.content, engrossment, logos=pictures, **source)

    paper = make(asked.engrossment)
    originals = tuple(tools.storage.put(make(further).pdf) for further in engrossing.further_originals(asked))
    made = engrossing.engrossed(asked, paper, tools.storage.put(paper.pdf), originals)
    with tools.begin() as uow:
        papers.record_engrossed(uow, asked.event_id, made)
