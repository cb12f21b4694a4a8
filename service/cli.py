"""The `sijari` command: a table of subcommands, each loaded when it is used."""

import copy
import importlib
import locale
import logging
import os
import sys
from dataclasses import dataclass
from typing import Any

import click

from service.core.refusals import Refused, explain
from service.settings import SettingsFault

DONE, FAILED, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: where it is written ("module:name") and what the list of commands says of it."""

    target: str
    help: str
    tools: bool = False

    def load(self) -> click.Command:
        """The command itself; one that asks for tools (`@click.pass_obj`) gets them when it is run."""
        module, _, name = self.target.partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return _with_tools(found) if self.tools else found


def _with_tools(command: click.Command) -> click.Command:
    wired, run_it = copy.copy(command), command.callback
    assert run_it is not None

    def callback(**said: Any) -> Any:
        from service.wiring import make_tools

        context = click.get_current_context()
        context.obj = make_tools(silent=True)
        context.call_on_close(context.obj.database.dispose)
        return run_it(**said)

    wired.callback = callback
    return wired


COMMANDS: dict[str, Command] = {
    "up": Command("service.supervisor:up", "Run the whole service; Ctrl-C stops it in order."),
    "web": Command("service.processes_cli:web", "Run the pages alone (gunicorn)."),
    "worker": Command("service.processes_cli:worker", "Run the workers alone."),
    "schedule": Command("service.processes_cli:schedule", "Run the schedule alone."),
    "migrate": Command("service.migrating:migrate", "Bring the database to this release, after a backup."),
    "init": Command("service.setup:init", "Prepare a real installation: keys, database, authority."),
    "demo": Command("service.demo.cli:demo", "Do the main job without a browser and show each step."),
    "demo-reset": Command("service.demo.cli:demo_reset", "Throw the demo's data away and seed it anew."),
    "render": Command("service.documents.cli:render", "Make a document from a template and JSON."),
    "verify": Command("service.verify_cli:verify", "Say whether a signed PDF is genuine."),
    "backup": Command("service.archive.cli:backup", "Write every row and every file to one ZIP."),
    "restore": Command("service.archive.cli:restore", "Bring a backup into an empty installation."),
    "doctor": Command("service.doctor:doctor", "Look at every dependency and say how to mend it."),
    "reindex": Command("service.agreements.register.cli:reindex", "Make the search index anew.", tools=True),
    "user add": Command("service.accounts.cli:user_add", "Add a person to an office.", tools=True),
    "user link": Command("service.accounts.cli:user_link", "Make a new link to set a password.", tools=True),
    "office import": Command("service.offices.cli:office_import", "Load the offices and their tree.", tools=True),
    "office list": Command("service.offices.cli:office_list", "List the offices with their codes.", tools=True),
    "import": Command("service.importing.cli:import_", "Take in the agreements of an XLSX.", tools=True),
    "fixity": Command(
        "service.archive.commands:fixity_group", "Look whether stored files are whole; mend them.", tools=True
    ),
    "archive export": Command(
        "service.archive.commands:archive_export", "Write a year for the archive office.", tools=True
    ),
    "audit verify": Command("service.audit_cli:audit_verify", "Recompute the audit chains and the files' hashes."),
}
GROUPS = {
    "user": "People.",
    "office": "Offices.",
    "audit": "The record of what happened.",
    "archive": "For the archive office.",
}


class LazyGroup(click.Group):
    """A group whose subcommands stand in COMMANDS under a common first word, loaded when asked for."""

    def __init__(self, prefix: str = "", **settings: Any) -> None:
        super().__init__(**settings)
        self._prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The names in the order of the table."""
        rest = [name.removeprefix(self._prefix) for name in COMMANDS if name.startswith(self._prefix)]
        return list(dict.fromkeys(name.partition(" ")[0] for name in rest))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Load one command, or the group of that name."""
        known = COMMANDS.get(self._prefix + cmd_name)
        if known is not None:
            return known.load()
        if not self._prefix and cmd_name in GROUPS:
            return LazyGroup(f"{cmd_name} ", name=cmd_name, help=GROUPS[cmd_name])
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without loading any of them."""
        rows = [
            (name, known.help if (known := COMMANDS.get(self._prefix + name)) else GROUPS[name])
            for name in self.list_commands(ctx)
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 refused or failed, 2 wrong use. `sijari COMMAND --help` tells more.",
)
@click.version_option(package_name="sijari", prog_name="sijari")
def sijari() -> None:
    """Sijari makes, signs, archives and follows up Bawaslu's cooperation agreements."""
    from service.core import logs

    logs.configure(level=logging.WARNING)  # to standard error; standard output belongs to the answer


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code; whatever fails is said in a sentence."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    try:
        outcome = sijari.main(arguments, prog_name="sijari", standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        return WRONG_USE if isinstance(fault, click.UsageError) else FAILED
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return FAILED
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else _say(asked.code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away; there is nobody to tell
        return FAILED
    except Exception as fault:  # noqa: BLE001  a person at a terminal gets a sentence, never a traceback
        if os.environ.get("SIJARI_DEBUG"):
            raise
        return _say(sentence_of(fault))
    return outcome if isinstance(outcome, int) else DONE


def _say(sentence: object) -> int:
    if sentence is None:
        return DONE
    click.echo(str(sentence), err=True)
    return FAILED


def sentence_of(fault: Exception) -> str:
    """What a person reads about a fault that ended a command."""
    if isinstance(fault, SettingsFault):
        return "The settings are not right:\n" + "\n".join(f"- {line}" for line in fault.faults)
    if isinstance(fault, Refused):
        return _refusal(fault)
    if type(fault).__name__ == "QueueServerFault":
        return str(fault)
    if type(fault).__module__.startswith("sqlalchemy."):
        return "The database cannot be used as it is. `sijari doctor` says what is wrong with it."
    if isinstance(fault, OSError) and fault.filename:
        return f"{fault.filename}: {fault.strerror}."
    return (
        f"Something that was not foreseen stopped this command ({type(fault).__name__}). Nothing half-done was kept. "
        "`sijari doctor` may name the cause; SIJARI_DEBUG=1 shows the details."
    )


def _refusal(refused: Refused) -> str:
    from service.wiring import register_rooms

    register_rooms()
    language = (locale.getlocale()[0] or os.environ.get("LANG", "")).partition("_")[0]
    return explain(refused, "id" if language in {"id", "Indonesian"} else "en")


if __name__ == "__main__":
    main()
