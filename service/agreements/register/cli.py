"""`sijari reindex`."""

import click

from service.agreements.register.papers import want_texts
from service.agreements.register.rebuilding import SOME, rebuild
from service.core.tools import Tools


@click.command()
@click.pass_obj
def reindex(tools: Tools) -> None:
    """Make the search index anew: fields at once, texts of papers by the workers."""
    with tools.begin() as uow:
        ids = rebuild(uow.session)
    click.echo(f"{len(ids)} agreements indexed.")
    papers = 0
    for start in range(0, len(ids), SOME):
        with tools.begin() as uow:
            papers += want_texts(uow.session, ids[start : start + SOME], again=True)
    click.echo(f"{papers} papers will be read by the workers.")
