"""Filling a demo installation, and emptying it again."""

import contextlib
import shutil
from collections.abc import Callable
from datetime import time
from pathlib import Path

from service.core.clock import Zone, local_date
from service.core.database import Database
from service.core.tools import Tools
from service.demo import duties, house, legacy, past, reports, waiting, watching
from service.demo.journey import SCRIPTS, Journey
from service.demo.marker import set_seeded, unset_seeded
from service.migrating import bring_up_to_date
from workers.runtime import drain


def seed(tools: Tools, say: Callable[[str], None]) -> None:
    """Offices, people, partners, 26 agreements from before with two months of work on them, and two signed live."""
    today = local_date(tools.clock.now(), Zone.WIB)
    bring_up_to_date(tools)
    say("Offices, people and partners …")
    with past.on(tools, past.begun(today), time(8)):
        partners = house.build(tools, today)
    say("26 agreements from before …")
    made = legacy.enter_all(tools, partners, today)
    say("What was done about them …")
    diary = past.Diary(tools)
    legacy.live_through(diary, made, today)
    duties.plan_all(diary, made, today)
    for part in (watching.watch, watching.keep, watching.publish):
        part(diary, made, today)
    for written in (reports.sign_elsewhere, reports.report, reports.instruct, watching.explore):
        written(diary, today)
    diary.play()
    house.equip(tools)
    for script in SCRIPTS:
        say(f"Signing live: {script.subject} …")
        journey = Journey(tools, script)
        journey.run()
        if script is SCRIPTS[0]:
            watching.publish_signed(tools, journey.agreement_id, drain)
    waiting.leave_waiting(tools, say)
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
