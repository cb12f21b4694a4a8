"""The history of the tables: it ends where the models are, goes both ways, and keeps the audit triggers."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from service.core import audit
from service.core.actor import SYSTEM
from service.core.audit import Stream
from service.core.database import new_id
from service.migrations import runner
from service.models import metadata
from tests.support.clocks import START


def differences(database):
    with database.engine.connect() as connection:
        # the search index follows its table by triggers and stands outside the metadata
        ours = {"compare_type": True, "include_name": lambda name, kind, _: not str(name).startswith("search_index")}
        context = MigrationContext.configure(connection, opts=ours)
        return compare_metadata(context, metadata())


def test_the_migrations_end_where_the_models_are(empty_database):
    runner.upgrade(empty_database)
    assert differences(empty_database) == []
    assert runner.current(empty_database) == runner.head()


def test_every_migration_goes_up_and_down_and_up_again(empty_database):
    for revision in sorted(runner.revisions()):  # they are numbered in their order
        runner.upgrade(empty_database, revision)
    runner.downgrade(empty_database, "base")
    with empty_database.engine.connect() as connection:
        assert inspect(connection).get_table_names() in ([], ["alembic_version"])
    runner.upgrade(empty_database)
    assert differences(empty_database) == []


@pytest.mark.parametrize("change", ["UPDATE audit_events SET actor_name = 'x'", "DELETE FROM audit_events"])
def test_a_migrated_database_refuses_to_change_what_was_recorded(empty_database, change):
    runner.upgrade(empty_database)
    with empty_database.begin() as session:
        audit.append(session, Stream("office", new_id()), "test:event", SYSTEM, START, {})
    with pytest.raises(DatabaseError, match="append-only"), empty_database.begin() as session:
        session.execute(text(change))


def test_upgrading_again_changes_nothing(empty_database):
    runner.upgrade(empty_database)
    runner.upgrade(empty_database)
    assert runner.current(empty_database) == runner.head()


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_database, monkeypatch):
    from service.migrations import runner as module

    def fail(config, revision):
        config.attributes["connection"].exec_driver_sql("CREATE TABLE half_done (id INTEGER)")
        raise RuntimeError

    monkeypatch.setattr(module.command, "upgrade", fail)
    with pytest.raises(RuntimeError):
        module.upgrade(empty_database)
    assert runner.is_empty(empty_database)
