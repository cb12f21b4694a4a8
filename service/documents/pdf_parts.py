"""What a PDF says besides its pages, and a copy with only its pages; foreign files are opened in a limited child."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from service.core import sandbox
from service.core.refusals import Refused
from service.documents.rendering import text_of

CPU_SECONDS, MEMORY_MB, TIMEOUT_S = 30, 900, 60.0
DROPPED = ("/Annots", "/AA", "/Metadata", "/PieceInfo", "/LastModified")
MAX_DEPTH = 12

sandbox.preload("service.documents.pdf_parts")


def sayings(pdf: bytes) -> str:
    """Everything that can be read in a PDF: text, properties, XMP, bookmarks, notes, links, names of attachments."""
    return str(_limited("read_all", pdf))


def only_pages(pdf: bytes) -> bytes:
    """The pages of a PDF and nothing else: no properties, attachments, scripts, notes, forms or bookmarks."""
    return bytes(_limited("drop_all_but_pages", pdf))


def _limited(name: str, pdf: bytes) -> Any:
    try:
        return sandbox.run_limited(
            f"service.documents.pdf_parts:{name}",
            pdf,
            cpu_seconds=CPU_SECONDS,
            memory_mb=MEMORY_MB,
            timeout_s=TIMEOUT_S,
        )
    except sandbox.SandboxFailed as failure:
        raise Refused("pdf_unreadable", field="file") from failure


def read_all(pdf: bytes) -> str:
    """In the child: text and metadata of a PDF."""
    said = [text_of(pdf)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if "/Info" in opened.trailer:
            said += [str(value) for value in dict(opened.docinfo).values()]
        if "/Metadata" in opened.Root:
            said.append(opened.Root.Metadata.read_bytes().decode(errors="replace"))
        with opened.open_outline() as outline:
            said += _titles(outline.root)
        said += list(opened.attachments)
        for page in opened.pages:
            said += [text for note in page.get("/Annots", []) for text in _strings(note)]
    return "\n".join(said)


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _strings(value: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Dictionary):
        for key, part in value.items():
            if key not in ("/P", "/Parent", "/Popup", "/Dest"):
                yield from _strings(part, depth + 1)
    elif isinstance(value, pikepdf.Array):
        for part in value:
            yield from _strings(part, depth + 1)


def drop_all_but_pages(pdf: bytes) -> bytes:
    """In the child: a new PDF with the same pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.new() as clean:
        clean.pages.extend(opened.pages)
        for page in clean.pages:
            for name in DROPPED:
                if name in page:
                    del page[name]
        clean.remove_unreferenced_resources()
        out = io.BytesIO()
        clean.save(out)
    return out.getvalue()
