"""Filling a demo installation, and emptying it again."""

import contextlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from service.core.clock import Zone, local_date
from service.core.database import Database
from service.core.tools import Tools
from service.demo import house, legacy
from service.demo.journey import SCRIPTS, Journey
from service.migrating import bring_up_to_date

MARKER = "demo-seeded.json"


def is_seeded(tools: Tools) -> bool:
    """Whether seeding came to its end; a seeding that was killed half-way does not count."""
    return (tools.settings.data / MARKER).exists()


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
    marker = tools.settings.data / MARKER
    marker.write_text(json.dumps({"seeded_on": today.isoformat()}) + "\n", encoding="utf-8")


def empty(tools: Tools) -> None:
    """Throw away every row and file of a demo; its keys stay."""
    data = tools.settings.data
    (data / MARKER).unlink(missing_ok=True)
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
