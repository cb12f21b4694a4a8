"""Making the files of a sent report."""

from service.core.jobs import Work
from service.core.tools import Tools
from service.reporting import papers


def render_report(work: Work, tools: Tools) -> None:
    """Make the PDF and the XLSX of a frozen report, or find that they were made and stop."""
    papers.make(work, tools)
