"""Files under their own SHA-256: written once, never overwritten, safe on disk before any row names them."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core.database import Base
from service.core.refusals import Refused

_NAME = re.compile(r"[0-9a-f]{64}")


class StoredFile(Base):
    """A file that some row of ours names; the fixity check walks this table."""

    __tablename__ = "stored_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(100))
    stored_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing gave back: the SHA-256 (hex) and the size in bytes."""

    sha256: str
    size: int


class Storage(Protocol):
    """Where files lie."""

    def put(self, data: bytes) -> Stored:
        """Store and return the name; storing again changes nothing. Raises Refused('storage_full')."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes, compared with their name. Raises Refused('file_missing' | 'file_altered')."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether a file of this name lies here."""
        ...

    def names(self) -> Iterator[str]:
        """Every name stored."""
        ...


class DiskStorage:
    """A folder on disk: temporary file, fsync, link, fsync of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def put(self, data: bytes) -> Stored:
        """Store the bytes; after this returns they survive a power loss."""
        name = hashlib.sha256(data).hexdigest()
        target = self._path(name)
        if not target.exists():
            try:
                self._write(target, data)
            except OSError as fault:
                raise Refused("storage_full") from fault
        return Stored(name, len(data))

    def _write(self, target: Path, data: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._incoming) as file:
            _write_all(file, data)
            try:
                os.link(file.name, target)
            except FileExistsError:
                return  # somebody stored the same content at the same moment
        for folder in (target.parent, target.parent.parent):
            _sync_folder(folder)

    def get(self, sha256: str) -> bytes:
        """The bytes, compared with their name."""
        try:
            data = self._path(sha256).read_bytes()
        except OSError as fault:
            raise Refused("file_missing", sha256=sha256[:12]) from fault
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refused("file_altered", sha256=sha256[:12])
        return data

    def has(self, sha256: str) -> bool:
        """Whether a file of this name lies here."""
        return self._path(sha256).exists()

    def names(self) -> Iterator[str]:
        """Every name stored."""
        for path in self.folder.glob("??/*"):
            if _NAME.fullmatch(path.name):
                yield path.name

    def put_right(self, sha256: str, data: bytes) -> str:
        """Put the right bytes in place of damaged ones, which are kept aside; returns where, or "" where none lay.

        Raises Refused('file_altered') where the bytes given are not the right ones either.
        """
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Refused("file_altered", sha256=sha256[:12])
        target, aside = self._path(sha256), ""
        try:
            if target.exists():
                aside = self._set_aside(target)
            self._write(target, data)
        except OSError as fault:
            raise Refused("storage_full") from fault
        return aside

    def _set_aside(self, target: Path) -> str:
        folder = self.folder / "damaged"
        folder.mkdir(exist_ok=True)
        aside = next(one for n in count(1) if not (one := folder / f"{target.name}.{n}").exists())
        target.rename(aside)
        _sync_folder(folder)
        return f"damaged/{aside.name}"

    def sweep(self, older_than: float) -> int:
        """Remove temporary files that a crash left behind, last changed before `older_than` (epoch seconds)."""
        gone = 0
        for path in self._incoming.iterdir():
            if path.stat().st_mtime < older_than:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _path(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise Refused("file_missing", sha256="?")
        return self.folder / sha256[:2] / sha256


def _write_all(file: "tempfile._TemporaryFileWrapper[bytes] | BinaryIO", data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep(session: Session, stored: Stored, media_type: str, now: datetime) -> str:
    """Enter a stored file in the register of files and return its name."""
    if session.get(StoredFile, stored.sha256) is None:
        session.add(StoredFile(sha256=stored.sha256, size=stored.size, media_type=media_type, stored_at=now))
        session.flush()
    return stored.sha256
