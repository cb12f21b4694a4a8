"""The data folder's own small files: what kind of installation it is, and its secrets."""

import json
import os
import secrets
import stat
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

KEY_BYTES = 32
MASTER_KEY = "keys/master.key"
SESSION_KEY = "keys/session.key"
INSTALLATION = "installation.json"


class Mode(StrEnum):
    """What an installation is for. It is settled when the data folder is made and never changes."""

    DEMO = "demo"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Installation:
    """Who this data folder belongs to."""

    id: UUID
    mode: Mode


def read_installation(data: Path) -> Installation | None:
    """What the data folder says it is, or None while it is new."""
    try:
        said = json.loads((data / INSTALLATION).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Installation(id=UUID(said["id"]), mode=Mode(said["mode"]))


def create_installation(data: Path, mode: Mode, now: datetime) -> Installation:
    """Make the data folder with its secrets, or return what it already is; an existing secret is never replaced."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "keys").mkdir(mode=0o700, exist_ok=True)
    for name in (MASTER_KEY, SESSION_KEY):
        _write_once(data / name, secrets.token_hex(KEY_BYTES) + "\n", mode=0o600)
    made = {"id": str(uuid4()), "mode": mode.value, "created_at": now.isoformat(timespec="seconds")}
    _write_once(data / INSTALLATION, json.dumps(made, indent=2) + "\n", mode=0o644)
    known = read_installation(data)
    assert known is not None
    return known


def read_key(path: Path) -> bytes | None:
    """A secret from its file; None where there is no file. Raises ValueError with what is wrong with it."""
    try:
        said = path.read_text(encoding="ascii").strip()
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise ValueError(f"{path} cannot be read: {type(fault).__name__}") from fault
    if mode & 0o077:
        raise ValueError(f"{path} can be read by others (mode {mode:04o}); run: chmod 600 '{path}'")
    return parse_key(said)


def parse_key(text: str) -> bytes:
    """A secret written as 64 hexadecimal digits; refuses short and repetitive ones."""
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise ValueError(f"a key is {KEY_BYTES * 2} hexadecimal digits") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key is {KEY_BYTES * 2} hexadecimal digits, this one has {len(text)}")
    if len(set(key)) < KEY_BYTES // 4:
        raise ValueError("this key is a default or a pattern, not a random one")
    return key


def _write_once(path: Path, text: str, *, mode: int) -> None:
    """Write a file whole or not at all; the first writer wins and what exists stays."""
    if path.exists():
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
    finally:
        temporary.unlink(missing_ok=True)


def adopt_keys(data: Path, master: bytes, session: bytes) -> None:
    """Put the keys of a backup into a data folder that has none; an existing secret is never replaced."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "keys").mkdir(mode=0o700, exist_ok=True)
    _write_once(data / MASTER_KEY, master.hex() + "\n", mode=0o600)
    _write_once(data / SESSION_KEY, session.hex() + "\n", mode=0o600)
