"""Backup and restore of an installation: every row in one snapshot, every file, hashes and audit compared."""

import contextlib
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Result, Select, func, insert, inspect, literal_column, select, table

from service.archive import format as form
from service.archive.checkpoints import ONLY_TRUST, anchor_faults
from service.archive.keys import key_id, wrap_keys
from service.core import audit
from service.core.database import IMMEDIATE, Database
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.core.tools import Tools
from service.migrations import runner
from service.models import metadata

BATCH = 500
# What follows other tables by itself: the search index, and Alembic's own note of the revision.
FOLLOWING = ("alembic_version", "search_index")


@dataclass(frozen=True, slots=True)
class Report:
    """What a backup or restore held."""

    rows: int
    files: int
    bytes: int
    revision: str
    master_key_id: str
    created_at: str
    with_keys: bool
    tables: dict[str, int] = field(default_factory=dict)


def backup(tools: Tools, target: Path, *, passphrase: str | None = None) -> Report:
    """Write a backup to `target`, whole or not at all. The master key goes in only under a passphrase."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            report = _fill(tools, archive, passphrase)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
    except OSError as fault:
        raise Refused("backup_not_written", target=target.name) from fault
    finally:
        temporary.unlink(missing_ok=True)
    return report


def _fill(tools: Tools, archive: zipfile.ZipFile, passphrase: str | None) -> Report:
    tables: dict[str, int] = {}
    with _snapshot(tools.database) as connection:
        for name, query in _queries(connection):
            tables[name] = _write_rows(archive, name, connection.execute(query))
        names = list(connection.scalars(select(StoredFile.sha256).order_by(StoredFile.sha256)))
    size = 0
    for sha256 in names:
        data = tools.storage.get(sha256)
        archive.writestr(zipfile.ZipInfo(form.file_member(sha256)), data, zipfile.ZIP_STORED)
        size += len(data)
    report = Report(
        rows=sum(tables.values()),
        files=len(names),
        bytes=size,
        revision=runner.current(tools.database),
        master_key_id=key_id(tools.settings.master()),
        created_at=tools.clock.now().isoformat(timespec="seconds"),
        with_keys=passphrase is not None,
        tables=tables,
    )
    if passphrase is not None:
        archive.writestr(form.KEYS, wrap_keys(tools.settings.master(), tools.settings.session(), passphrase))
    manifest = asdict(report) | {"format": form.FORMAT, "mode": "demo" if tools.settings.demo else "production"}
    archive.writestr(form.MANIFEST, json.dumps(manifest, indent=2))
    return report


def _queries(connection: Connection) -> Iterator[tuple[str, Select[Any]]]:
    """What stands in each table that this database has: the backup before a migration meets an earlier release's."""
    known = metadata().tables
    inspector = inspect(connection)
    for name in sorted(inspector.get_table_names()):
        if name.startswith(FOLLOWING):
            continue
        there = [column["name"] for column in inspector.get_columns(name)]
        columns: Any = known[name].columns if name in known else {}
        yield (
            name,
            select(*(columns[one] if one in columns else literal_column(one) for one in there)).select_from(
                known[name] if name in known else table(name)
            ),
        )


def _write_rows(archive: zipfile.ZipFile, name: str, rows: Result[Any]) -> int:
    """One line a row, as they come: a long table must not fill the memory."""
    count = 0
    with archive.open(form.table_member(name), "w", force_zip64=True) as out:
        for row in rows.yield_per(BATCH):
            line = form.encode(dict(row._mapping))  # noqa: SLF001  SQLAlchemy's documented way to a row's columns
            out.write(f"{line}\n".encode())
            count += 1
    return count


@contextlib.contextmanager
def _snapshot(database: Database) -> Iterator[Connection]:
    engine = (
        database.engine if database.is_sqlite else database.engine.execution_options(isolation_level="REPEATABLE READ")
    )
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def read_manifest(source: Path) -> dict[str, Any]:
    """What a backup says of itself. Raises Refused('backup_unreadable')."""
    try:
        with zipfile.ZipFile(source) as archive:
            said: dict[str, Any] = json.loads(archive.read(form.MANIFEST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as fault:
        raise Refused("backup_unreadable") from fault
    if said.get("format") != form.FORMAT:
        raise Refused("backup_other_format", format=said.get("format"))
    return said


def restore(tools: Tools, source: Path) -> Report:
    """Bring a backup into an empty installation. Nothing is changed unless every row and file fits."""
    said = read_manifest(source)
    _check_target(tools, said)
    with zipfile.ZipFile(source) as archive:
        files = _restore_files(tools, archive)
        if runner.is_empty(tools.database):
            runner.upgrade(tools.database)
        rows = _restore_rows(tools.database, archive, said["tables"])
    _compare(tools)
    return Report(
        rows=rows,
        files=len(files),
        bytes=sum(files.values()),
        revision=said["revision"],
        master_key_id=said["master_key_id"],
        created_at=said["created_at"],
        with_keys=said["with_keys"],
        tables=said["tables"],
    )


def _check_target(tools: Tools, said: dict[str, Any]) -> None:
    if said["revision"] != runner.head():
        raise Refused("backup_other_release", revision=said["revision"], head=runner.head())
    if key_id(tools.settings.master()) != said["master_key_id"]:
        raise Refused("backup_other_key", key=said["master_key_id"])
    if not runner.is_empty(tools.database) and _holds_rows(tools.database):
        raise Refused("restore_target_not_empty")


def _holds_rows(database: Database) -> bool:
    with database.engine.connect() as connection:
        return any(connection.scalar(select(func.count()).select_from(table)) for table in metadata().sorted_tables)


def _restore_files(tools: Tools, archive: zipfile.ZipFile) -> dict[str, int]:
    stored: dict[str, int] = {}
    for member in archive.namelist():
        if not member.startswith("files/"):
            continue
        name, data = member.removeprefix("files/"), archive.read(member)
        if hashlib.sha256(data).hexdigest() != name:
            raise Refused("backup_file_altered", sha256=name[:12])
        stored[tools.storage.put(data).sha256] = len(data)
    return stored


def _restore_rows(database: Database, archive: zipfile.ZipFile, counts: dict[str, int]) -> int:
    total = 0
    with database.engine.execution_options(**{IMMEDIATE: True}).connect() as connection:
        for table in metadata().sorted_tables:
            try:
                lines = archive.read(form.table_member(table.name)).decode().splitlines()
                rows = list(form.parents_first(table, [form.decode(table, line) for line in lines]))
            except (KeyError, ValueError, TypeError) as fault:
                raise Refused("backup_rows_unfit", table=table.name) from fault
            if len(rows) != counts.get(table.name, 0):
                raise Refused("backup_rows_unfit", table=table.name)
            for start in range(0, len(rows), BATCH):
                connection.execute(insert(table), rows[start : start + BATCH])
            total += len(rows)
        connection.commit()
    return total


def _compare(tools: Tools) -> None:
    """After a restore: every chain holds, every checkpoint's events are there, and every file named is there."""
    with tools.reading() as session:
        if next(audit.verify_chains(session), None) is not None:
            raise Refused("backup_audit_broken")
        for sha256 in session.scalars(select(StoredFile.sha256)):
            tools.storage.get(sha256)
    if any(fault.kind != ONLY_TRUST for fault in anchor_faults(tools)):
        raise Refused("backup_audit_broken")
