"""Trying an uploaded template with its own sample."""

from service.core.jobs import Work
from service.core.tools import Tools
from service.documents import library
from service.documents.models import TemplateEdition
from service.documents.ports import Renderer
from service.documents.template_checks import sample_content
from service.library import actions


def try_template(work: Work, tools: Tools) -> None:
    """Make the sample paper of an edition, or find that it was made before and stop."""
    with tools.reading() as session:
        row = session.get_one(TemplateEdition, work.subject_id)
        if row.sample_pdf_sha256:
            return
        template = library.read_edition(row)
    paper = tools.part(Renderer).render(template, sample_content(template))
    stored = tools.storage.put(paper.pdf)
    with tools.begin() as uow:
        actions.record_trial(uow, work.subject_id, stored, paper.pages)
