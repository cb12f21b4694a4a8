"""Opening papers, and the few things about pyHanko that prepare, sign, archive and judge share."""

import asyncio
import hashlib
import io
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.core.refusals import Refused
from service.seals.rules import Box

CHUNK = 1 << 20
Result = TypeVar("Result")
BROKEN = (Exception,)  # pyHanko raises whatever its parser meets: ValueError, KeyError, zlib.error, AssertionError ...


@dataclass(frozen=True, slots=True)
class Field:
    """A signature field: where it stands and whether it is signed."""

    name: str
    page: int | None
    box: Box | None
    signed: bool


def open_reader(pdf: bytes) -> PdfFileReader:
    """A reader of a paper of ours; refuses what cannot be read or is locked."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        encrypted = reader.encrypted
        _ = reader.root["/Pages"]
    except BROKEN as fault:
        raise Refused("paper_unreadable") from fault
    if encrypted:
        raise Refused("paper_encrypted")
    return reader


def open_writer(pdf: bytes) -> IncrementalPdfFileWriter:
    """An incremental writer on a private copy; the only kind that touches a paper once it bears a signature."""
    try:
        return IncrementalPdfFileWriter.from_reader(open_reader(pdf))
    except Refused:
        raise
    except BROKEN as fault:
        raise Refused("paper_unreadable") from fault


def signature_fields(reader: PdfHandler) -> list[Field]:
    """All signature fields."""
    pages = _annotation_pages(reader)
    found = []
    for name, value, reference in enumerate_sig_fields(reader):
        field = reference.get_object()
        widget = _widget(field, reference)
        corners = [float(number) for number in widget[0].get("/Rect", ())] if widget else []
        box = Box(*(round(number) for number in corners)) if _visible(corners) else None
        page = pages.get(widget[1]) if widget else None
        found.append(Field(str(name), page, box, value is not None))
    return found


def _visible(corners: Sequence[float]) -> bool:
    return len(corners) == 4 and corners[0] != corners[2] and corners[1] != corners[3]  # noqa: PLR2004


def _widget(field: Any, reference: Any) -> tuple[Any, Any] | None:
    """The widget of a field (the field itself, or its only kid) and its object number."""
    if "/Rect" in field:
        return field, _number(reference)
    for kid in field.get("/Kids", ()):
        return kid.get_object(), _number(kid)
    return None


def _number(reference: Any) -> tuple[int, int] | None:
    inner = getattr(reference, "reference", reference)
    return (inner.idnum, inner.generation) if hasattr(inner, "idnum") else None


def _annotation_pages(reader: PdfHandler) -> dict[Any, int]:
    found = {}
    for index in range(page_count(reader)):
        page = reader.find_page_for_modification(index)[0].get_object()
        for annotation in page.get("/Annots", ()):
            found[_number(annotation)] = index
    return found


def page_count(reader: PdfHandler) -> int:
    """How many pages the paper has."""
    return int(reader.root["/Pages"]["/Count"])


def certificate(der: bytes) -> x509.Certificate:
    """A certificate as pyHanko wants it."""
    return x509.Certificate.load(der)


def store_of(chain: Iterable[bytes]) -> SimpleCertificateStore:
    """A chain as pyHanko wants it, without the root: whoever checks must have that already."""
    loaded = [certificate(one) for one in chain]
    store: SimpleCertificateStore = SimpleCertificateStore.from_certs(
        [one for one in loaded if one.issuer != one.subject]
    )
    return store


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end; asyncio.run would print what it returns, which takes longer than a signature."""
    found: list[Result] = []

    async def keep() -> None:
        found.append(await coroutine)

    asyncio.run(keep())
    return found[0]


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def token_of(embedded: Any) -> Any | None:
    """The timestamp token attached to a signature (its SignedData), or None."""
    return next(iter(extract_tst_data_iter(embedded.signer_info, signed=False)), None)
