"""Bring a database to the head of its migrations, one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from service.core.database import IMMEDIATE, Database

LOCK = 0x51A_A41  # one number for PostgreSQL's advisory lock, so that two hosts do not migrate at once


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest revision that this release knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revisions() -> set[str]:
    """Every revision that this release knows."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def current(database: Database) -> str:
    """The revision that a database stands at; empty for a new one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def is_empty(database: Database) -> bool:
    """Whether a database has no table at all."""
    with database.engine.connect() as connection:
        return not inspect(connection).get_table_names()


def upgrade(database: Database, revision: str = "head") -> None:
    """Run what migrations are missing, in one transaction: all of them or none."""
    with _rebuilding(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    """Go back to an earlier revision (used by tests)."""
    with _rebuilding(database) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _rebuilding(database: Database) -> Iterator[Connection]:
    """One transaction in which tables may be rebuilt.

    SQLite rebuilds a table by dropping it, which would remove or refuse the rows that refer to it: so its foreign keys
    are looked at once at the end, and nothing is kept when one of them leads nowhere.
    """
    engine = database.engine.execution_options(**{IMMEDIATE: True})
    with engine.connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection
            connection.commit()
            return
        raw = connection.connection.driver_connection
        connection.rollback()  # this setting is not heard inside a transaction
        raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # the driver's own connection
        try:
            yield connection
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if lost:
                raise DanglingRows(sorted({str(row[0]) for row in lost}))
            connection.commit()
        finally:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


class DanglingRows(Exception):
    """After a migration, rows of these tables would refer to rows that are not there; nothing was changed."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(f"rows of {', '.join(tables)} would refer to rows that are not there")


def make_revision(database: Database, message: str) -> None:
    """Write a new migration from what differs between the models and a database at head (for developers)."""
    with database.engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)
