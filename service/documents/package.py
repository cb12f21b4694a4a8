"""A DOCX as what it is: a ZIP of named parts. Opened with limits, written with fixed times so that bytes repeat."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from service.core.refusals import Refused

MAX_PACKED = 30 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_PARTS = 2000
STORED = (".odttf", ".png", ".jpeg", ".jpg", ".gif")  # packed already, or not worth the time
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
DOCUMENT = "word/document.xml"


def open_parts(docx: bytes) -> dict[str, bytes]:
    """Every part by name; refuses what is no DOCX and what would unpack too large (nothing is unpacked before)."""
    if len(docx) > MAX_PACKED:
        raise Refused("template_too_large")
    if not docx.startswith(b"PK"):
        raise Refused("not_docx")
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise Refused("template_too_large")
            names = {entry.filename for entry in entries}
            if DOCUMENT not in names or "[Content_Types].xml" not in names:
                raise Refused("not_docx")
            return {entry.filename: _read(archive, entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError) as error:
        raise Refused("not_docx") from error


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, and not a byte more than it said it had."""
    with archive.open(entry) as part:
        content = part.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise Refused("template_too_large")
    return content


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """The DOCX of these parts, in their order, the same bytes for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), content, method)
    return buffer.getvalue()
