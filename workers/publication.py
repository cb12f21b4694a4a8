"""Making public copies: the signed text again, with its contacts covered and marked as a copy."""

from service.agreements.logos import logo_names
from service.core.jobs import Work
from service.core.tools import Tools
from service.documents.partner import source_of
from service.documents.ports import Copier
from service.publication import actions, copying


def render_public_copy(work: Work, tools: Tools) -> None:
    """Make the copy that a decision asks for, or find that it was made before and stop."""
    with tools.reading() as session:
        asked = copying.asked(session, work.subject_id, tools.settings.public_url)
        logos = logo_names(session, work.agreement_id)
    if asked is None:
        return
    paper = tools.part(Copier).copy(
        asked.template,
        asked.content,
        asked.engrossment,
        asked.note,
        logos={name: tools.storage.get(sha256) for name, sha256 in logos.items()},
        **source_of(asked.content, tools.storage),
    )
    copying.refuse_leaks(paper.pdf)
    stored = tools.storage.put(paper.pdf)
    with tools.begin() as uow:
        actions.record_copy(uow, work.subject_id, stored, asked.masked)
