"""`sijari doctor`: every dependency with its state and how to mend it."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

import click

from service import doctor_checks as checks
from service.core.refusals import Refused, explain
from service.doctor_checks import Finding, State
from service.settings import Settings, SettingsFault, load
from service.wiring import register_rooms

__all__ = ["doctor"]


class Mark(StrEnum):
    """How a state is shown; never by colour alone."""

    OK = "ok     "
    ADVICE = "advice "
    BROKEN = "BROKEN "


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at, and what it is called."""

    name: str
    look: Callable[[Settings], Finding]


CHECKS: tuple[Check, ...] = (
    Check("data folder", checks.data_folder),
    Check("database", checks.database),
    Check("stored files", checks.stored_files),
    Check("queue", checks.queue),
    Check("authority", checks.authority),
    Check("public address", checks.public_address),
    Check("mail", checks.mail),
    Check("timestamps", checks.timestamps),
    Check("LibreOffice", checks.libreoffice),
    Check("fonts", checks.fonts),
    Check("front-end files", checks.front_end),
    Check("backups", checks.backups),
    Check("file fixity", checks.file_fixity),
    Check("audit checkpoints", checks.audit_anchor),
    Check("service", checks.running_service),
)


def examine(settings: Settings) -> Iterator[tuple[str, Finding]]:
    """Look at everything; a check that fails in an unforeseen way is itself a finding."""
    for check in CHECKS:
        try:
            yield check.name, check.look(settings)
        except Refused as refused:
            yield check.name, Finding(State.BROKEN, explain(refused, "en"), "")
        except Exception as fault:  # noqa: BLE001  the doctor must finish his round whatever one organ does
            yield check.name, Finding(State.BROKEN, f"could not be looked at ({type(fault).__name__})", "")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def doctor(*, as_json: bool) -> None:
    """Look at every dependency, say its state and how to mend it; exit code 1 when something needed is broken."""
    register_rooms()
    found: list[tuple[str, Finding]] = []
    settings = None
    try:
        settings = load()
    except SettingsFault as fault:
        found += [("settings", Finding(State.BROKEN, line, "")) for line in fault.faults]
    if settings is not None:
        found.append(("settings", Finding(State.OK, "complete", "")))
        found += examine(settings)
    if as_json:
        shown = [{"name": name} | asdict(finding) for name, finding in found]
        click.echo(json.dumps({"findings": shown, "settings": settings.describe() if settings else {}}))
    else:
        _print(found)
    if any(finding.state is State.BROKEN for _, finding in found):
        sys.exit(1)


def _print(found: list[tuple[str, Finding]]) -> None:
    width = max(len(name) for name, _ in found)
    for name, finding in found:
        click.echo(f"{Mark[finding.state.name]} {name:<{width}}  {finding.detail}")
        if finding.mend:
            click.echo(f"{'':{width + 9}} mend: {finding.mend}")
