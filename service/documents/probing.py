"""Trying the engine with a real document that has a comment, as `sijari doctor` and the start of a worker do."""

import io
import time
from dataclasses import dataclass
from pathlib import Path

from service.core.refusals import Refused
from service.documents.converting import Converter, Engine
from service.documents.fontkit import build_kit
from service.documents.rendering import paper_of


@dataclass(frozen=True, slots=True)
class Probe:
    """What the engine did. `fonts` are those found in the PDF; `seconds` is for one paper when warm."""

    engine: Engine
    works: bool
    seconds: float
    network_closed: bool
    fonts_embedded: bool


def probe_engine(data: Path, converter: Converter | None = None) -> Probe:
    """Convert a paper with a comment and look at what came out; never raises for an engine that fails."""
    own = converter is None
    converter = converter or Converter(data)
    try:
        fonts = build_kit(data)
        docx = _with_comment()
        converter.warm()
        started = time.monotonic()
        paper = paper_of(docx, converter=converter, fonts=fonts)
        seconds = round(time.monotonic() - started, 3)
        kit = b"NaskahBonum" in paper.pdf or _has_font(paper.pdf)
        return Probe(converter.engine, "Naskah percobaan" in paper.text, seconds, converter.network_closed, kit)
    except (Refused, OSError, RuntimeError):
        return Probe(converter.engine, works=False, seconds=0.0, network_closed=False, fonts_embedded=False)
    finally:
        if own:
            converter.close()


def _with_comment() -> bytes:
    """LibreOffice built without its windows dies of a comment when it listens; so the trial has one."""
    from docx import Document

    document = Document()
    document.styles["Normal"].font.name = "Bookman Old Style"
    paragraph = document.add_paragraph("Naskah percobaan")
    document.add_comment(paragraph.runs, text="Catatan", author="Sijari", initials="S")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _has_font(pdf: bytes) -> bool:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return any(
            "NaskahBonum" in str(each.get("/BaseFont", ""))
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary)
        )
