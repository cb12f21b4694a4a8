"""`sijari verify` with what this installation trusts and knows; works without a database and without secrets."""

from datetime import datetime
from pathlib import Path

from service.core.clock import SystemClock
from service.seals.anchors import Anchors, anchors_in_folder
from service.seals.cli import verify_command
from service.seals.desk import TRUST_FOLDER
from service.seals.verdicts import RegisterAnswer, Verdict
from service.settings import load


def _anchors() -> Anchors:
    settings = load(complete=False)
    known = anchors_in_folder(settings.data / TRUST_FOLDER)
    return known if settings.demo else known.without_demo()


def _now() -> datetime:
    return SystemClock().now()


def ask_register(verdict: Verdict) -> RegisterAnswer:
    """What the register of this installation knows of a file; `unavailable` where there is no database to ask."""
    url = load(complete=False).database_url
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).is_file():
        return RegisterAnswer()
    from sqlalchemy.exc import SQLAlchemyError

    from service.agreements.paper_fields import add_source
    from service.core.database import Database
    from service.signing.queries import planned_fields
    from service.verification.queries import register_lookup

    add_source(planned_fields)
    database = Database(url)
    try:
        with database.reading() as session:
            return register_lookup(session, verdict.sha256, verdict.revisions)
    except SQLAlchemyError:
        return RegisterAnswer()
    finally:
        database.dispose()


verify = verify_command(_anchors, _now, ask_register)
