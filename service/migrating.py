"""`sijari migrate`: bring the database to this release, with a backup first where there is something to lose."""

import importlib
from pathlib import Path

import click

from service.core.database import Database
from service.core.refusals import Refused
from service.core.tools import Tools
from service.migrations import runner
from service.wiring import make_tools

BACKUP = "service.archive.backup:backup"


def bring_up_to_date(tools: Tools) -> str:
    """Migrate where needed and say what was done. Raises Refused('database_newer') for a later release's database."""
    database, head = tools.database, runner.head()
    if runner.is_empty(database):
        runner.upgrade(database)
        return "The database is new; its tables were made."
    stands = runner.current(database)
    if stands == head:
        return "The database is up to date."
    if not _known(stands):
        raise Refused("database_newer", revision=stands)
    saved = _backup(tools, stands or "start")
    runner.upgrade(database)
    return f"The database was brought from {stands or 'the start'} to {head}; a backup lies in {saved}."


def is_current(database: Database) -> bool:
    """Whether the database stands at this release."""
    return not runner.is_empty(database) and runner.current(database) == runner.head()


def _known(revision: str) -> bool:
    return not revision or revision in runner.revisions()


def _backup(tools: Tools, stands: str) -> Path:
    module, _, name = BACKUP.partition(":")
    folder = tools.settings.data / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"before-{stands}-{tools.clock.now():%Y%m%d-%H%M%S}.zip"
    getattr(importlib.import_module(module), name)(tools, target)
    return target


@click.command()
def migrate() -> None:
    """Bring the database to this release; makes a backup first where there is data."""
    tools = make_tools(silent=True)
    try:
        click.echo(bring_up_to_date(tools))
    finally:
        tools.database.dispose()
