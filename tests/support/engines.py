"""Engines of one kind share what they know: each test has a database of its own, but its statements are the same.

SQLAlchemy keeps compiled statements by engine and by dialect; compiling them anew in each test took a fifth of the
suite. Nothing waits for the disk either: what a killed process wrote is read back from memory just the same.
"""

from typing import Any

import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from service.core import database

KEPT = 5_000  # statements of a kind of database
_KNOWN: dict[str, tuple[Any, Any]] = {}
_connect = database._sqlite_connect


def share() -> None:
    """Let every engine that is made from now on share its kind's compiled statements, and hurry."""
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
        kind.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
    database.create_engine = _create_engine  # type: ignore[attr-defined]
    database._sqlite_connect = _connect_hurrying


def _create_engine(url: str, **options: Any) -> Engine:
    engine = sqlalchemy.create_engine(url, **options)
    dialect: Any = engine.dialect
    cache, memos = _KNOWN.setdefault(dialect.name, (LRUCache(KEPT), dialect._type_memos))
    engine._compiled_cache = cache
    vars(dialect)["_type_memos"] = memos
    return engine


def _connect_hurrying(connection: Any, record: Any) -> None:
    _connect(connection, record)
    connection.execute("PRAGMA synchronous=OFF").close()
