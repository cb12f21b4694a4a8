"""`sijari office import` and `sijari office list`."""

from pathlib import Path

import click
from sqlalchemy import select

from service.core.tools import Tools
from service.offices.loading import FILE, load_offices
from service.offices.models import Office


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=FILE, required=False)
@click.pass_obj
def office_import(tools: Tools, /, file: Path) -> None:
    """Load the offices of FILE (CSV), by default the tree that comes with Sijari; known offices stay as they are."""
    with tools.begin() as uow:
        loaded = load_offices(uow, file)
    click.echo(f"{loaded.added} offices were added, {loaded.known} were known.")


@click.command("list")
@click.option("--find", default="", help="Only offices whose name or code holds this.")
@click.pass_obj
def office_list(tools: Tools, /, find: str) -> None:
    """List the offices with their codes."""
    with tools.reading() as session:
        rows = [(one.code, one.name) for one in session.scalars(select(Office).order_by(Office.code))]
    wanted = find.casefold()
    for code, name in rows:
        if wanted in code.casefold() or wanted in name.casefold():
            click.echo(f"{code:<12} {name}")
