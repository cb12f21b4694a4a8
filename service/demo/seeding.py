"""Filling a demo installation, and emptying it again."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from service.core.clock import Zone, local_date
from service.core.database import Database
from service.core.tools import Tools
from service.demo import house, legacy
from service.demo.journey import SCRIPTS, Journey
from service.demo.marker import set_seeded, unset_seeded
from service.migrating import bring_up_to_date


def seed(tools: Tools, say: Callable[[str], None]) -> None:
    """Offices, people, partners, 26 agreements from before, and two that are signed live."""
    today = local_date(tools.clock.now(), Zone.WIB)
    bring_up_to_date(tools)
    say("Offices, people and partners …")
    partners = house.build(tools, today)
    say("26 agreements from before …")
    legacy.enter_all(tools, partners, today)
    for script in SCRIPTS:
        say(f"Signing live: {script.subject} …")
        Journey(tools, script).run()
    set_seeded(tools.settings.data, today)


def empty(tools: Tools) -> None:
    """Throw away every row and file of a demo; its keys stay."""
    data = tools.settings.data
    unset_seeded(data)
    _drop(tools.database)
    for folder in ("files", "trust"):
        shutil.rmtree(data / folder, ignore_errors=True)


def _drop(database: Database) -> None:
    if database.is_sqlite:
        database.dispose()
        path = Path(database.url.removeprefix("sqlite:///"))
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{suffix}").unlink()
        return
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
