"""What the archive does again and again, and its work: checking files, exporting a year, verifying the audit."""

from service.archive import export_jobs, fixity, trail
from service.core.jobs import Work
from service.core.tools import Tools


def check_files(tools: Tools) -> None:
    """Go on with the round over every stored file by one slice."""
    fixity.check_due(tools)


def verify_daily(tools: Tools) -> None:
    """Have the audit recomputed once a day."""
    trail.ask_verification(tools)


def sweep_exports(tools: Tools) -> None:
    """Remove the files of old exports."""
    export_jobs.sweep_exports(tools)


def export_year(work: Work, tools: Tools) -> None:
    """Make an export of a year."""
    export_jobs.make_export(work, tools)


def verify_audit(work: Work, tools: Tools) -> None:
    """Recompute the audit."""
    trail.verify_audit(work, tools)
