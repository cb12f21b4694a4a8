"""The ground that every other test stands on."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import inspect, text

from service.core.audit import Stream, stream_events
from service.core.database import Base, Database
from service.core.tools import Tools
from tests.conftest import folder_modes
from tests.support.clocks import StandingClock


def test_a_database_begins_empty_with_every_table(database: Database) -> None:
    names = set(inspect(database.engine).get_table_names())
    assert set(Base.metadata.tables) <= names
    with database.reading() as session:
        assert all(
            session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() == 0 for name in Base.metadata.tables
        )


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_writes_the_next_does_not_see(tools: Tools, turn: int) -> None:
    stream = Stream("office", uuid4())
    with tools.begin() as uow:
        uow.record(stream, "office:tested", turn=turn)
    with tools.reading() as session:
        assert [event.details for event in stream_events(session, stream)] == [{"turn": turn}]
        assert session.execute(text("SELECT count(*) FROM audit_events")).scalar() == 1


def test_the_clock_stands_until_it_is_moved(tools: Tools, clock: StandingClock) -> None:
    assert tools.clock.now() == datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    clock.advance(days=1, hours=2)
    assert tools.clock.now() == datetime(2026, 3, 3, 5, 0, tzinfo=UTC)


def test_no_folder_above_us_is_opened_for_the_database_server(empty_postgresql_url: str, run_folder: Path) -> None:
    """The server runs as another user when we are root; the clone may stand in a closed home."""
    modes = (run_folder / "modes").read_text()
    assert modes == folder_modes()
