"""`sijari web`, `worker` and `schedule`: one part of the service alone, for several machines or another supervisor."""

import os
import sys

import click

from service.core import logs
from service.settings import Settings, load

ROLES = ("render", "general")


def web_command() -> list[str]:
    """How the pages are served."""
    return [sys.executable, "-m", "gunicorn", "-c", "python:service.gunicorn_conf", "service.serving:application()"]


def role_command(role: str) -> list[str]:
    """How a worker or the schedule is run."""
    return [sys.executable, "-m", "service.processes_cli", role]


@click.command()
def web() -> None:
    """Serve the pages with gunicorn on HOST and PORT until SIGTERM."""
    load()
    command = web_command()
    os.execv(command[0], command)  # noqa: S606  gunicorn takes our place, so that signals reach it


@click.command()
@click.option("--queue", type=click.Choice(ROLES), help="Only this kind of worker, one process.")
def worker(*, queue: str | None) -> None:
    """Do the work that pages ask for, until SIGTERM: the number of processes follows the settings."""
    settings = load()
    if queue:
        run_role(queue, settings)
        return
    from service.supervisor import run_workers

    sys.exit(run_workers(settings))


@click.command()
def schedule() -> None:
    """Ring again for lost work and do what is due by date, until SIGTERM. Run one for the whole installation."""
    run_role("schedule", load())


def run_role(role: str, settings: Settings) -> None:
    """Be a worker or the schedule in this very process."""
    logs.configure(form=settings.log_format)
    from workers import main as worker_main
    from workers.schedule import run_schedule

    {"render": worker_main.run_render, "general": worker_main.run_general, "schedule": run_schedule}[role]()


if __name__ == "__main__":
    run_role(sys.argv[1], load())
