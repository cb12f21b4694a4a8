"""The backup's format: a ZIP with a manifest, one JSON line a row, and every stored file under its SHA-256.

It says nothing about the database it came from, so it restores into SQLite and PostgreSQL alike.
"""

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.types import JSON, Date, LargeBinary, Uuid

from service.core.database import Instant

FORMAT = 1
MANIFEST = "manifest.json"
KEYS = "keys.json"


def table_member(name: str) -> str:
    """Where a table's rows lie in the archive."""
    return f"tables/{name}.jsonl"


def file_member(sha256: str) -> str:
    """Where a stored file lies in the archive."""
    return f"files/{sha256}"


def encode(row: dict[str, Any]) -> str:
    """A row as one line of JSON."""
    return json.dumps({key: _plain(value) for key, value in row.items()}, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def decode(table: Table, line: str) -> dict[str, Any]:
    """A row again, with the types of its columns. Raises ValueError or KeyError for a line that does not fit."""
    said = json.loads(line)
    unknown = set(said) - {column.name for column in table.columns}
    if unknown:
        raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    return {column.name: _typed(column.type, said[column.name]) for column in table.columns if column.name in said}


def _typed(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, Uuid):
        return UUID(value)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value


def parents_first(table: Table, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of a table that refers to itself, ordered so that a parent comes before its children."""
    links = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    if not links:
        yield from rows
        return
    (own,) = [column.name for column in table.primary_key]
    left, known = rows, {None}
    while left:
        ready = [row for row in left if all(row[link] in known for link in links)]
        if not ready:
            raise ValueError(f"{table.name} has rows whose parents are missing or refer to each other")
        yield from ready
        known |= {row[own] for row in ready}
        done = {row[own] for row in ready}
        left = [row for row in left if row[own] not in done]
