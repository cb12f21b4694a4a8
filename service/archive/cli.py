"""`sijari backup` and `sijari restore`."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from zipfile import ZipFile

import click

from service import keyfiles, settings
from service.archive import format as form
from service.archive.backup import Report, read_manifest
from service.archive.backup import backup as make_backup
from service.archive.backup import restore as bring_back
from service.archive.keys import unwrap_keys
from service.authority.desk import Authority
from service.core.refusals import Refused
from service.keyfiles import Mode
from service.seals.anchors import AnchorKind, write_folder
from service.seals.desk import TRUST_FOLDER
from service.settings import Secret, Settings
from service.wiring import make_tools


def _say(done: str, path: Path, report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"file": str(path)} | asdict(report)))
        return
    click.echo(f"{done} {path}: {report.rows} rows, {report.files} files, {report.bytes} bytes.")
    kept = "is inside, under your passphrase" if report.with_keys else "is NOT inside; keep it somewhere else"
    click.echo(f"Master key {report.master_key_id} {kept}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-keys", is_flag=True, help="Put the master key inside, under a passphrase that you are asked for.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def backup(file: Path, *, with_keys: bool, as_json: bool) -> None:
    """Write every row and every stored file to FILE (a ZIP), in one snapshot."""
    passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True) if with_keys else None
    tools = make_tools(silent=True)
    try:
        report = make_backup(tools, file, passphrase=passphrase)
    finally:
        tools.database.dispose()
    _say("Backed up to", file, report, as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def restore(file: Path, *, as_json: bool) -> None:
    """Bring the backup FILE into an empty installation and compare hashes and audit."""
    said = read_manifest(file)
    chosen = _with_keys(settings.load(complete=False), file) if said["with_keys"] else settings.load()
    tools = make_tools(replace(chosen, demo=said["mode"] == "demo"), silent=True)
    try:
        report = bring_back(tools, file)
        keyfiles.create_installation(chosen.data, Mode(said["mode"]), tools.clock.now())
        write_folder(chosen.data / TRUST_FOLDER, AnchorKind.BUILT_IN, tools.part(Authority).roots())
    finally:
        tools.database.dispose()
    _say("Restored from", file, report, as_json=as_json)


def _with_keys(chosen: Settings, file: Path) -> Settings:
    """Settings with the keys of the backup, where this installation has none of its own yet."""
    if chosen.master_key is not None and chosen.session_secret is not None:
        return chosen
    passphrase = click.prompt("Passphrase of the backup", hide_input=True)
    with ZipFile(file) as archive:
        try:
            wrapped = archive.read(form.KEYS).decode()
        except KeyError as fault:
            raise Refused("backup_unreadable") from fault
        master, session = unwrap_keys(wrapped, passphrase)
    keyfiles.adopt_keys(chosen.data, master, session)
    return replace(chosen, master_key=Secret(master), session_secret=Secret(session))
