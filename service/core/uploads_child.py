"""Opens an uploaded file to see whether it holds what it promises. Runs in the limited child of core/sandbox.py."""

import io
import re
import warnings
import zipfile

import pikepdf
from PIL import Image

from service.core.refusals import Refused

MAX_PAGES = 2000
MAX_PIXELS = 120_000_000  # A3 at 600 dpi has 70 million
MAX_MEMBERS = 4000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
# What makes a PDF do something by itself, and what it may carry unseen; see _refuse_active.
_PROGRAMS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/RichMediaExecute"})
_CARRIED = ("/EF", "/EmbeddedFiles", "/RichMediaContent")
_SUSPECT = re.compile(rb"/(?:JS|JavaScript|Launch|ImportData|RichMedia\w*|EF|EmbeddedFiles)\b")
_DEEPEST = 40
_FORMATS = {"jpg": "JPEG", "png": "PNG"}
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def inspect(data: bytes, kind: str) -> str:
    """What the file is ("pdf", "jpg", "png", "docx", "xlsx", "zip"), or a refusal."""
    if kind == "pdf":
        return _pdf(data)
    if kind in _FORMATS:
        return _picture(data, kind)
    return _office(data)


def _pdf(data: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            encrypted, pages = pdf.is_encrypted, len(pdf.pages)
            if not encrypted:
                _refuse_active(pdf)
    except pikepdf.PasswordError as fault:
        raise Refused("upload_encrypted") from fault
    except (pikepdf.PdfError, ValueError, RuntimeError) as fault:
        raise Refused("upload_unreadable", label="PDF") from fault
    if encrypted:
        raise Refused("upload_encrypted")
    if pages == 0:
        raise Refused("upload_unreadable", label="PDF")
    if pages > MAX_PAGES:
        raise Refused("upload_too_much")
    return "pdf"


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    """Refuse a PDF that holds a program or a file inside it, as Office files with macros are refused."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):  # programs and files lie in streams; a dictionary always leads to them
            continue
        if _SUSPECT.search(one.unparse(resolved=True)) and _is_active(one, _DEEPEST):
            raise Refused("upload_active")


def _is_active(one: object, depth: int) -> bool:
    """Whether an object, with what stands directly in it, runs or carries something; a name in a text does not."""
    if depth == 0:
        return True
    if isinstance(one, pikepdf.Dictionary):
        if str(one.get("/S", "")) in _PROGRAMS or "/JS" in one or any(name in one for name in _CARRIED):
            return True
        inner = [value for _, value in one.items()]
    elif isinstance(one, pikepdf.Array):
        inner = list(one)
    else:
        return False
    return any(_is_active(value, depth - 1) for value in inner if not getattr(value, "is_indirect", False))


def _picture(data: bytes, kind: str) -> str:
    Image.MAX_IMAGE_PIXELS = None  # our own limit below refuses with a sentence
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Refused("upload_too_much")
                picture.load()
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise Refused("upload_unreadable", label=kind.upper()) from fault
    return kind


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive.infolist(), len(data))
            names = {member.filename for member in archive.infolist()}
            found = next((kind for part, kind in _MAIN_PARTS.items() if part in names), "zip")
            if found == "zip" or "[Content_Types].xml" not in names:
                return "zip"
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("upload_macros")
            if archive.testzip() is not None:
                raise Refused("upload_unreadable", label=found.upper())
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise Refused("upload_unreadable", label="Office") from fault
    return found


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed:
        raise Refused("upload_too_much")
