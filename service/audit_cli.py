"""`sijari audit verify`: recompute every chain, every checkpoint over them and every stored file's hash."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from sqlalchemy import func, select

from service.archive.checkpoints import anchor_faults
from service.core.audit import AuditEvent, verify_chains
from service.core.audit_checkpoints import AuditCheckpoint, last_checkpoint
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.core.tools import Tools
from service.reporting.witness import verify_file, verify_stored
from service.wiring import make_tools

CHAIN_WORDS = {
    "gap": "an event is missing before number {sequence}",
    "link": "event {sequence} does not follow from the one before it",
    "content": "event {sequence} was changed after it was written",
}
ANCHOR_WORDS = {
    "checkpoint_missing": "a checkpoint is missing before number {sequence}",
    "checkpoint_gone": "it was removed; heads that it was written over are still kept",
    "checkpoint_link": "it does not follow from the one before it",
    "checkpoint_content": "it was changed after it was written",
    "checkpoint_leaves": "the heads kept with it are not those it was written over",
    "events_missing": "event {sequence} was anchored by a checkpoint and is missing: events were removed",
    "events_rewritten": "event {sequence} is not the one that a checkpoint anchored: the chain was written anew",
    "token_wrong": "its timestamp is not about it, or was altered",
    "token_other_time": "its timestamp was not obtained when it was written",
    "token_untrusted": "its timestamp leads to no root known here; put the authority's root into the trust folder",
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
    checkpoints: int
    last_checkpoint: str
    files: int
    faults: list[Fault]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify_everything(tools: Tools) -> Outcome:
    """Recompute chains and checkpoints, then read every registered file outside of any transaction."""
    with tools.reading() as session:
        events = session.scalar(select(func.count()).select_from(AuditEvent)) or 0
        faults = [
            Fault(fault.stream, CHAIN_WORDS[fault.kind].format(sequence=fault.sequence))
            for fault in verify_chains(session)
        ]
        last = last_checkpoint(session)
        names = list(session.scalars(select(StoredFile.sha256).order_by(StoredFile.sha256)))
    faults += [
        Fault(fault.where, ANCHOR_WORDS[fault.kind].format(sequence=fault.sequence)) for fault in anchor_faults(tools)
    ]
    faults += list(_file_faults(tools, names))
    return Outcome(
        events=events,
        checkpoints=last.sequence if last else 0,
        last_checkpoint=f"{last.sequence}:{last.hash}" if last else "",
        files=len(names),
        faults=faults,
    )


def noted_fault(tools: Tools, noted: str) -> Fault | None:
    """Whether a checkpoint that somebody noted elsewhere ("number:hash") is still there as it was."""
    number, _, said = noted.partition(":")
    with tools.reading() as session:
        row = session.get(AuditCheckpoint, int(number)) if number.isdigit() else None
    if row is not None and row.hash == said:
        return None
    return Fault(f"checkpoint {number}", "it was noted elsewhere, and is not here as it was noted")


WITNESS_WORDS = {
    "cut": "event {sequence} is missing: the chain was cut after the {report}",
    "rewritten": "event {sequence} is not the one witnessed by the {report}: the chain was written anew",
    "altered": "the frozen content of the {report} is not what its hash says",
    "unsent": "no chain tells that the {report} was sent with this content",
    "elsewhere": "the {report} was made in another installation, whose chains are not kept here: check it there",
    "unreadable": "this is not a report with witnesses",
}


def witness_faults(tools: Tools, files: tuple[str, ...]) -> list[Fault]:
    """The witnesses of every stored report, and of reports exported and kept elsewhere."""
    with tools.reading() as session:
        found = list(verify_stored(session))
        for name in files:
            found += verify_file(session, Path(name).read_text(encoding="utf-8", errors="replace"), name)
    return [
        Fault(one.stream, WITNESS_WORDS[one.kind].format(sequence=one.sequence, report=one.report)) for one in found
    ]


def _file_faults(tools: Tools, names: list[str]) -> Iterator[Fault]:
    for name in names:
        try:
            tools.storage.get(name)
        except Refused as refused:
            word = "is missing" if refused.code == "file_missing" else "differs from what was stored"
            yield Fault(f"file {name}", word)


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--noted", metavar="NUMBER:HASH", help="A checkpoint noted earlier elsewhere; it must still be there.")
@click.option("--witness", is_flag=True, help="Also check the heads that monthly reports carry, and those in FILES.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False))
@click.pass_context
def audit_verify(
    context: click.Context, noted: str | None, files: tuple[str, ...], *, as_json: bool, witness: bool
) -> None:
    """Recompute every audit chain, checkpoint and stored file's SHA-256; exit code 1 when something does not hold.

    It names the last checkpoint. Note that on paper or on another machine and give it back with --noted, because
    who removes the newest checkpoints together with the newest events leaves no other trace here.
    """
    tools = make_tools(silent=True)
    try:
        outcome = verify_everything(tools)
        missed = noted_fault(tools, noted) if noted else None
        witnessed = witness_faults(tools, files) if witness or files else []
    finally:
        tools.database.dispose()
    outcome.faults.extend(witnessed)
    if missed is not None:
        outcome.faults.append(missed)
    if as_json:
        click.echo(json.dumps(asdict(outcome) | {"holds": outcome.holds}))
    else:
        for fault in outcome.faults:
            click.echo(f"{fault.where}: {fault.what}")
        verdict = "everything holds" if outcome.holds else f"{len(outcome.faults)} faults"
        looked = f"{outcome.events} audit events, {outcome.checkpoints} checkpoints and {outcome.files} files looked at"
        click.echo(f"{looked}: {verdict}.")
        if outcome.last_checkpoint:
            click.echo(f"Last checkpoint: {outcome.last_checkpoint}")
    if not outcome.holds:
        context.exit(1)
