"""Spreadsheet and scans, opened in the limited child and stored as they came, before any transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.core import sandbox
from service.core.refusals import Refused
from service.core.sandbox import SandboxFailed, run_limited
from service.core.storage import Storage
from service.core.uploads import Readable, accept_upload, clean_name
from service.importing.sheet import MAX_ROWS, SheetRead

sandbox.preload("service.importing.sheet_child", "service.importing.scans_child")

BATCH_FILES, BATCH_BYTES = 40, 60 * 1024 * 1024
MOST_FILES = 2500


@dataclass(frozen=True, slots=True)
class Workbook:
    """A spreadsheet as it was read, with the name and hash of its untouched bytes."""

    name: str
    sha256: str
    size: int
    read: SheetRead


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that lies in the storage, or what is wrong with it."""

    name: str
    sha256: str
    size: int
    fault: str = ""


def take_workbook(storage: Storage, stream: Readable, name: str, *, max_bytes: int) -> Workbook:
    """Take in an XLSX: look at it, read its table, store its bytes as they came."""
    upload = accept_upload(stream, name, allowed={"xlsx"}, max_bytes=max_bytes, field="sheet")
    read = read_sheet(upload.data)
    stored = storage.put(upload.data)
    return Workbook(upload.name, stored.sha256, stored.size, read)


def read_sheet(data: bytes) -> SheetRead:
    """The table of a spreadsheet, read in the limited child."""
    try:
        found = run_limited("service.importing.sheet_child:read", data, cpu_seconds=20, memory_mb=900, timeout_s=60)
    except SandboxFailed as fault:
        raise Refused("import_too_large", field="sheet", limit=MAX_ROWS) from fault
    except Refused as refusal:
        refusal.field = "sheet"
        raise
    assert isinstance(found, SheetRead)
    return found


def take_scans(storage: Storage, files: Iterable[tuple[str, bytes]], *, max_bytes: int) -> list[Scan]:
    """Look at scans and store those that are sound; a ZIP is opened and its files are taken."""
    taken: list[Scan] = []
    for group in _groups(_unpacked(files)):
        if len(taken) + len(group) > MOST_FILES:
            raise Refused("import_too_many_files", field="scans", limit=MOST_FILES)
        for (name, data), fault in zip(group, _faults(group, max_bytes), strict=True):
            taken.append(_store(storage, name, data, fault))
    return taken


def _store(storage: Storage, name: str, data: bytes, fault: str) -> Scan:
    shown = clean_name(name, "pdf") if not fault else _plain(name)
    if fault:
        return Scan(shown, "", len(data), fault)
    stored = storage.put(data)
    return Scan(shown, stored.sha256, stored.size)


def _plain(name: str) -> str:
    return "".join(one for one in name.replace("\\", "/").rpartition("/")[2] if one.isprintable())[:120] or "?"


def _unpacked(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, data in files:
        if data.startswith(b"PK\x03\x04") and name.casefold().endswith(".zip"):
            yield from _zip(data)
        else:
            yield name, data


def _zip(data: bytes) -> list[tuple[str, bytes]]:
    try:
        found = run_limited("service.importing.scans_child:unpack", data, cpu_seconds=30, memory_mb=1200, timeout_s=60)
    except SandboxFailed as fault:
        raise Refused("import_zip_unreadable", field="scans") from fault
    except Refused as refusal:
        refusal.field = "scans"
        raise
    assert isinstance(found, list)
    return found


def _groups(files: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    group: list[tuple[str, bytes]] = []
    size = 0
    for name, data in files:
        if group and (len(group) >= BATCH_FILES or size + len(data) > BATCH_BYTES):
            yield group
            group, size = [], 0
        group.append((name, data))
        size += len(data)
    if group:
        yield group


def _faults(group: Sequence[tuple[str, bytes]], largest: int) -> list[str]:
    """Look at a group in one child; should one file take the child down, each is looked at alone."""
    try:
        return _looked(group, largest)
    except SandboxFailed:
        return [_alone(one, largest) for one in group]


def _alone(one: tuple[str, bytes], largest: int) -> str:
    try:
        return _looked([one], largest)[0]
    except SandboxFailed:
        return "upload_unreadable"


def _looked(group: Sequence[tuple[str, bytes]], largest: int) -> list[str]:
    found = run_limited(
        "service.importing.scans_child:look",
        [data for _, data in group],
        largest,
        cpu_seconds=15 + len(group),
        memory_mb=900,
        timeout_s=30 + 2 * len(group),
    )
    assert isinstance(found, list)
    return found
