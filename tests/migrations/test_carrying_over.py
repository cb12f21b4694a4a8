"""What an installation of the first release holds is there after the migration, and in a backup made before it."""

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, MetaData, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import CHAR, JSON, Boolean, Date, DateTime, Integer, LargeBinary, Uuid

from service.core.database import Database
from service.core.queue import SilentBell
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.migrating import bring_up_to_date
from service.migrations import runner
from service.settings import Secret, Settings
from tests.support.clocks import START, StandingClock

OFFICE, AGREEMENT, PKS, ACTIVITY = uuid4(), uuid4(), uuid4(), uuid4()
ROWS: list[tuple[str, dict[str, Any]]] = [
    ("offices", {"id": OFFICE, "code": "33.20", "zone": "WIB", "level": "kabkota"}),
    ("agreements", {"id": AGREEMENT, "kind": "mou", "lead_office_id": OFFICE, "signed_on": date(2025, 8, 31)}),
    ("agreements", {"id": PKS, "kind": "pks", "lead_office_id": OFFICE, "parent_id": AGREEMENT, "public_code": "b"}),
    ("agreement_offices", {"agreement_id": AGREEMENT, "office_id": OFFICE}),
    ("joint_activities", {"id": ACTIVITY, "agreement_id": AGREEMENT, "held_on": date(2025, 9, 1), "title": "Rapat"}),
    ("activity_evidence", {"activity_id": ACTIVITY}),
    ("follow_up_tasks", {"agreement_id": AGREEMENT, "key": "pks"}),
    ("recorded_acts", {"agreement_id": AGREEMENT, "kind": "approval"}),
    ("reminders_sent", {"agreement_id": AGREEMENT, "office_id": OFFICE}),
]


def filler(kind: Any) -> Any:
    """Something of the type of a column that the test says nothing about."""
    made = {
        Uuid: uuid4(),
        CHAR: uuid4(),
        DateTime: START,
        Date: date(2025, 1, 1),
        Boolean: False,
        Integer: 1,
        LargeBinary: b"x",
    }
    if isinstance(kind, JSON):
        return {}
    return next((value for one, value in made.items() if isinstance(kind, one)), "x")


def put(connection: Connection, table: Table, said: dict[str, Any]) -> None:
    row = {
        column.name: filler(column.type)
        for column in table.columns
        if not column.nullable and column.name not in said and column.server_default is None
    }
    row |= said
    if connection.dialect.name == "sqlite":  # it keeps an identity as text
        row = {key: value.hex if isinstance(value, UUID) else value for key, value in row.items()}
    connection.execute(insert(table).values(**row))


@pytest.fixture
def first_release(empty_database: Database) -> Database:
    """A database of the first release with a row in every table that is rebuilt, and rows that refer to them."""
    runner.upgrade(empty_database, "0001")
    known = MetaData()
    with empty_database.engine.begin() as connection:
        known.reflect(connection)
        for name, said in ROWS:
            put(connection, known.tables[name], said)
    return empty_database


def rows(database: Database, name: str) -> list[Any]:
    with database.engine.connect() as connection:
        table = Table(name, MetaData(), autoload_with=connection)
        return list(connection.execute(select(table)))


def test_no_row_is_lost_and_none_leads_nowhere(first_release: Database) -> None:
    names = {name for name, _ in ROWS}
    before = {name: len(rows(first_release, name)) for name in names}
    runner.upgrade(first_release)
    assert {name: len(rows(first_release, name)) for name in names} == before
    assert before["agreement_offices"] == 1  # rebuilding agreements must not take along what hangs on it


def test_what_is_new_about_old_rows_says_what_was_true(first_release: Database) -> None:
    runner.upgrade(first_release)
    found = {UUID(str(row.id)): row for row in rows(first_release, "agreements")}
    assert {one.nature for one in found.values()} == {"original"}
    assert str(found[AGREEMENT].pks_due_on) == "2026-02-28"  # rule 3
    assert found[PKS].pks_due_on is None
    (activity,) = rows(first_release, "joint_activities")
    assert (activity.state, activity.version) == ("held", 1)


def test_foreign_keys_hold_again_after_the_migration(first_release: Database) -> None:
    runner.upgrade(first_release)
    with first_release.engine.connect() as connection:
        table = Table("agreement_offices", MetaData(), autoload_with=connection)
        with pytest.raises(IntegrityError):
            put(connection, table, {"agreement_id": uuid4(), "office_id": OFFICE})


def test_the_old_state_is_backed_up_before_it_is_changed(first_release: Database, tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path, database_url=first_release.url, master_key=Secret(b"m" * 32), session_secret=Secret(b"s" * 32)
    )
    clock = StandingClock(datetime(2026, 3, 2, tzinfo=UTC))
    tools = Tools(settings, first_release, DiskStorage(tmp_path / "files"), clock, SilentBell())
    assert "0001" in bring_up_to_date(tools)
    (saved,) = (tmp_path / "backups").glob("before-0001-*.zip")
    with zipfile.ZipFile(saved) as archive:
        told = json.loads(archive.read("manifest.json"))
        kept = [json.loads(line) for line in archive.read("tables/agreements.jsonl").splitlines()]
    assert told["revision"] == "0001"
    assert {one["id"] for one in kept} == {str(AGREEMENT), str(PKS)}
    assert all("nature" not in one for one in kept)
