"""Opens many scans in one limited child: whether each is a PDF that opens, and what lies in a ZIP of them."""

import io
import zipfile

from service.core.refusals import Refused
from service.core.uploads_child import inspect

MAX_MEMBERS = 2500
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200


def look(files: list[bytes], largest: int) -> list[str]:
    """What is wrong with each file, as the code of a refusal; empty where nothing is."""
    return [_fault(data, largest) for data in files]


def _fault(data: bytes, largest: int) -> str:
    if not data:
        return "upload_empty"
    if len(data) > largest:
        return "upload_too_large"
    if not data.startswith(b"%PDF-"):
        return "import_scan_not_pdf"
    try:
        inspect(data, "pdf")
    except Refused as refusal:
        return refusal.code
    return ""


def unpack(data: bytes) -> list[tuple[str, bytes]]:
    """The files of a ZIP, folders and hidden helpers of other systems left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and not _helper(one.filename)]
            unpacked = sum(one.file_size for one in members)
            if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(1, len(data)):
                raise Refused("import_zip_too_much", members=MAX_MEMBERS, megabytes=MAX_UNPACKED // 1024 // 1024)
            if any(one.flag_bits & 1 for one in members):
                raise Refused("import_zip_locked")
            return [(one.filename, archive.read(one)) for one in members]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise Refused("import_zip_unreadable") from fault


def _helper(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last.startswith(".") or last.casefold() in ("thumbs.db", "desktop.ini")
