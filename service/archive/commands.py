"""`sijari fixity`, `sijari fixity restore` and `sijari archive export`."""

import hashlib
import json
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812  zlib names its error in small letters

import click

from service.archive import exporting, fixity
from service.archive import format as form
from service.archive.backup import read_manifest
from service.core.refusals import Refused
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.offices.queries import office_by_code


@click.group("fixity", invoke_without_command=True)
@click.option("--all", "whole", is_flag=True, help="Look at every file, not only at new and damaged ones.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_context
def fixity_group(context: click.Context, *, whole: bool, as_json: bool) -> None:
    """Recompute the SHA-256 of stored files and name what is damaged; exit code 1 when something is.

    Without --all: the files stored since the last scheduled round began, and those known to be damaged.
    """
    if context.invoked_subcommand is None:
        _check(context.obj, whole=whole, as_json=as_json)


def _check(tools: Tools, *, whole: bool, as_json: bool) -> None:
    run, found = fixity.check_now(tools, whole=whole)
    with tools.reading() as session:
        faults = fixity.open_faults(session)
    if as_json:
        said = [{"sha256": one.sha256, "kind": one.kind, "papers": one.papers} for one in faults]
        click.echo(json.dumps({"checked": run.checked, "bytes": run.checked_bytes, "damaged": said}))
    else:
        for one in faults:
            papers = ", ".join(f"{paper['table']} of {paper['agreement'] or 'no agreement'}" for paper in one.papers)
            click.echo(f"{one.kind}: {one.sha256} ({papers or 'named by nothing any more'})")
        verdict = f"{len(found)} damaged" if found else "all as they were stored"
        click.echo(f"{run.checked} files, {run.checked_bytes} bytes looked at: {verdict}.")
        if faults:
            click.echo("Put the right bytes back: sijari fixity restore --from BACKUPFILE")
    if faults:
        sys.exit(1)


@fixity_group.command("restore")
@click.option(
    "--from", "source", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False), help="A backup."
)
@click.argument("names", nargs=-1, metavar="[SHA256]...")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_obj
def fixity_restore(tools: Tools, source: Path, names: tuple[str, ...], *, as_json: bool) -> None:
    """Put the right bytes of damaged files back from a backup; the damaged bytes are kept aside.

    Without SHA256: every file that is known to be damaged. Exit code 1 when some could not be put right.
    """
    done, failed = put_right(tools, source, names)
    if as_json:
        click.echo(json.dumps({"restored": done, "failed": failed}))
    else:
        for sha256, aside in done.items():
            click.echo(f"{sha256}: restored{f', the damaged bytes lie in {aside}' if aside else ''}")
        for sha256, why in failed.items():
            click.echo(f"{sha256}: NOT restored, {why}")
        click.echo(f"{len(done)} restored, {len(failed)} not.")
    if failed:
        sys.exit(1)


WHY = {"fixity_not_in_backup": "it is not in this backup", "fixity_backup_damaged": "the backup's copy is damaged too"}


def put_right(tools: Tools, source: Path, names: tuple[str, ...] = ()) -> tuple[dict[str, str], dict[str, str]]:
    """Put files right from a backup: what was restored and where its damaged bytes lie, and what was not and why."""
    read_manifest(source)
    with tools.reading() as session:
        wanted = list(names) or [fault.sha256 for fault in fixity.open_faults(session)]
    storage = tools.storage
    assert isinstance(storage, DiskStorage)
    done: dict[str, str] = {}
    failed: dict[str, str] = {}
    with zipfile.ZipFile(source) as archive:
        for sha256 in dict.fromkeys(wanted):
            try:
                if fixity.look_at(storage, sha256, 0) is None:
                    done[sha256] = ""  # somebody put it right meanwhile
                else:
                    done[sha256] = storage.put_right(sha256, right_bytes(archive, sha256))
            except Refused as refused:
                failed[sha256] = WHY.get(refused.code, refused.code)
    with tools.begin() as uow:
        for fault in fixity.open_faults(uow.session):
            if fault.sha256 in done:
                fixity.resolve(uow, fault, "restored")
    return done, failed


def right_bytes(archive: zipfile.ZipFile, sha256: str) -> bytes:
    """A file's bytes from a backup, compared with its name."""
    try:
        data = archive.read(form.file_member(sha256))
    except KeyError as fault:
        raise Refused("fixity_not_in_backup", sha256=sha256[:12]) from fault
    except (zipfile.BadZipFile, ZlibError, OSError) as fault:
        raise Refused("fixity_backup_damaged", sha256=sha256[:12]) from fault
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused("fixity_backup_damaged", sha256=sha256[:12])
    return data


@click.command("export")
@click.argument("year", type=click.IntRange(1945, 2199))
@click.option("--office", "code", required=True, help="The code of the office (see `sijari office list`).")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The ZIP to write.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_obj
def archive_export(tools: Tools, year: int, code: str, out: Path, *, as_json: bool) -> None:
    """Write the papers that an office signed in YEAR as a BagIt bag for the archive office.

    Exit code 1 when a file had to be left out, because it is damaged; BACA-SAYA.txt in the bag names it.
    """
    with tools.reading() as session:
        where = office_by_code(session, code)
    outcome = exporting.export_year(tools, where, year, out)
    if as_json:
        click.echo(json.dumps({"file": str(out)} | asdict(outcome)))
    else:
        click.echo(f"{out}: {outcome.agreements} agreements, {outcome.files} files, {outcome.size} bytes.")
        click.echo(f"SHA-256 {outcome.sha256}")
        for line in outcome.lacking:
            click.echo(f"LEFT OUT:{line}")
    if outcome.lacking:
        sys.exit(1)
