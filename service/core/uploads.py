"""Taking in a file from outside: its size while it is read, its kind by its content, and whether it really opens.

What a file is called decides nothing. PDF, pictures and Office files are opened once in a limited child, so that a file
made to break the reader breaks only that child.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from service.core import sandbox
from service.core.refusals import Refused
from service.core.sandbox import SandboxFailed
from service.core.wording import list_in_words

sandbox.preload("service.core.uploads_child")

MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
ALLOWED = frozenset({"pdf", "jpg", "png", "docx", "xlsx"})
_CHUNK = 256 * 1024
_MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that can be taken in: its media type and what people call it."""

    media_type: str
    label: str


TYPES = {
    "pdf": FileType("application/pdf", "PDF"),
    "jpg": FileType("image/jpeg", "JPG"),
    "png": FileType("image/png", "PNG"),
    "docx": FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (DOCX)"),
    "xlsx": FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (XLSX)"),
}

# Beginnings that tell what a file is; names in both languages for those that are not taken in.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "dokumen Office lama atau bersandi",
        "an old or password-protected Office file",
    ),
    (b"MZ", "program komputer", "a computer program"),
    (b"\x7fELF", "program komputer", "a computer program"),
    (b"GIF8", "gambar GIF", "a GIF picture"),
    (b"II*\x00", "gambar TIFF", "a TIFF picture"),
    (b"MM\x00*", "gambar TIFF", "a TIFF picture"),
    (b"RIFF", "gambar WebP atau media lain", "a WebP picture or other media"),
    (b"BM", "gambar BMP", "a BMP picture"),
    (b"Rar!", "arsip RAR", "a RAR archive"),
    (b"7z\xbc\xaf", "arsip 7z", "a 7z archive"),
    (b"\x1f\x8b", "arsip GZIP", "a GZIP archive"),
    (b"PK\x03\x04", "arsip ZIP", "a ZIP archive"),
    (b"PK\x05\x06", "arsip ZIP kosong", "an empty ZIP archive"),
    (b"{\\rtf", "dokumen RTF", "an RTF document"),
    (b"<", "halaman web atau XML", "a web page or XML"),
)
_OTHER = ("berkas jenis lain", "a file of another kind")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


class Readable(Protocol):
    """Anything that gives bytes, such as an uploaded file."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes; empty at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at: its bytes, what it is, and a name that does no harm."""

    data: bytes
    media_type: str
    name: str
    kind: str


def accept_upload(
    stream: Readable,
    filename: str,
    *,
    allowed: Collection[str] = ALLOWED,
    max_bytes: int = MAX_BYTES,
    field: str = "file",
) -> Upload:
    """Take in a file or refuse it at its form field; the codes stand in uploads_sentences.py."""
    try:
        data = _read(stream, max_bytes)
        kind = _kind(data)
        if kind is None or kind not in {*allowed, "zip"}:
            raise _wrong_type(data, kind, allowed)
        kind = _opened(data, kind)
        if kind not in allowed:
            raise _wrong_type(data, kind, allowed)
    except Refused as refusal:
        refusal.field = field
        raise
    return Upload(data, TYPES[kind].media_type, clean_name(filename, kind), kind)


def clean_name(filename: str, kind: str) -> str:
    """A name without folders, control characters and tricks, with the ending of what the file really is."""
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rpartition("/")[2]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    name = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", name)).strip()
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", ending):
        stem = name
    return f"{stem.strip(' .')[: _MAX_NAME - 6] or 'berkas'}.{kind}"


def _read(stream: Readable, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise Refused("upload_too_large", limit=f"{max_bytes / MEGABYTE:g}")
        chunks.append(chunk)
    if size == 0:
        raise Refused("upload_empty")
    return b"".join(chunks)


def _kind(data: bytes) -> str | None:
    """What the first bytes say; "zip" may turn out to be DOCX or XLSX."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "zip" if data.startswith(b"PK\x03\x04") else None


def _opened(data: bytes, kind: str) -> str:
    """Open the file in a limited child, which says what it is or refuses it."""
    try:
        found = sandbox.run_limited(
            "service.core.uploads_child:inspect", data, kind, cpu_seconds=15, memory_mb=700, timeout_s=25
        )
    except SandboxFailed as fault:
        raise Refused("upload_unreadable", label=_label(kind)) from fault
    return str(found)


def _wrong_type(data: bytes, kind: str | None, allowed: Collection[str]) -> Refused:
    wanted = [TYPES[one].label for one in TYPES if one in allowed]
    found, found_en = (TYPES[kind].label,) * 2 if kind in TYPES else _describe(data)
    return Refused(
        "upload_wrong_type",
        found=found,
        found_en=found_en,
        wanted=list_in_words(wanted, last="atau"),
        wanted_en=list_in_words(wanted, last="or"),
    )


def _describe(data: bytes) -> tuple[str, str]:
    if data[4:12] in _HEIC:
        return "gambar HEIC", "a HEIC picture"
    for beginning, name, name_en in _BEGINNINGS:
        if data.lstrip()[:16].startswith(beginning) if beginning == b"<" else data.startswith(beginning):
            return name, name_en
    if b"\x00" not in data[:4096]:
        return "berkas teks", "a text file"
    return _OTHER


def _label(kind: str) -> str:
    return TYPES[kind].label if kind in TYPES else "Office"
