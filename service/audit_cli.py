"""`sijari audit verify`: recompute every chain and every stored file's hash."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
from sqlalchemy import func, select

from service.core.audit import AuditEvent, verify_chains
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.core.tools import Tools
from service.wiring import make_tools

CHAIN_WORDS = {
    "gap": "an event is missing before number {sequence}",
    "link": "event {sequence} does not follow from the one before it",
    "content": "event {sequence} was changed after it was written",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: `where` is a stream or a file, `what` says it in words."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was looked at and what was found."""

    events: int
    files: int
    faults: list[Fault]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify_everything(tools: Tools) -> Outcome:
    """Recompute the chains, then read every registered file; no transaction is open while files are read."""
    with tools.reading() as session:
        events = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
        faults = [
            Fault(fault.stream, CHAIN_WORDS[fault.kind].format(sequence=fault.sequence))
            for fault in verify_chains(session)
        ]
        names = list(session.scalars(select(StoredFile.sha256).order_by(StoredFile.sha256)))
    faults += list(_file_faults(tools, names))
    return Outcome(events=events, files=len(names), faults=faults)


def _file_faults(tools: Tools, names: list[str]) -> Iterator[Fault]:
    for name in names:
        try:
            tools.storage.get(name)
        except Refused as refused:
            word = "is missing" if refused.code == "file_missing" else "differs from what was stored"
            yield Fault(f"file {name}", word)


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_context
def audit_verify(context: click.Context, *, as_json: bool) -> None:
    """Recompute every audit chain and every stored file's SHA-256; exit code 1 when something does not hold."""
    tools = make_tools(silent=True)
    try:
        outcome = verify_everything(tools)
    finally:
        tools.database.dispose()
    if as_json:
        click.echo(json.dumps(asdict(outcome) | {"holds": outcome.holds}))
    else:
        for fault in outcome.faults:
            click.echo(f"{fault.where}: {fault.what}")
        verdict = "everything holds" if outcome.holds else f"{len(outcome.faults)} faults"
        click.echo(f"{outcome.events} audit events and {outcome.files} files looked at: {verdict}.")
    if not outcome.holds:
        context.exit(1)
