"""The text of a PDF page by page. Runs in the limited child of core/sandbox.py, because the file may be foreign."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_PAGES = 400


def pages(pdf: bytes) -> list[str]:
    """The text of each page; a file that cannot be read, or only has pictures, gives empty pages."""
    logging.disable(logging.CRITICAL)  # the reader complains of every small fault of a scan
    try:
        return [_text(page) for page in PdfReader(io.BytesIO(pdf)).pages[:MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError):
        return []


def _text(page: object) -> str:
    try:
        return str(page.extract_text())  # type: ignore[attr-defined]  # a page of pypdf
    except Exception:  # noqa: BLE001  one broken page must not cost the others; the reader raises whatever comes
        return ""
