"""The whole way of a paper: fill, embed the fonts, convert, normalise, find the places of signatures."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

from service.core.refusals import Refused
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment
from service.documents.converting import Converter, Engine
from service.documents.filling import fill
from service.documents.fontkit import FontKit
from service.documents.normalising import normalise
from service.documents.package import open_parts, write_parts
from service.documents.places import QR_PLACE, Place, bookmark_name, places_of


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place on the paper: page from 0, rectangle in PDF points from the lower left corner."""

    name: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Paper:
    """A made paper. `docx` is what people may download; `pdf` is what is approved and signed."""

    docx: bytes
    pdf: bytes
    pages: int
    anchors: Mapping[str, Anchor]
    engine: Engine
    demo: bool = field(default=False)

    @property
    def preview_only(self) -> bool:
        """Whether this paper may not be signed, because LibreOffice did not make it."""
        return self.engine is not Engine.LIBREOFFICE

    @cached_property
    def text(self) -> str:
        """The text of the PDF, page after page."""
        return text_of(self.pdf)


BLANKS = re.compile("[ \u00a0]+")
MARGIN = 4.0  # points that a signature keeps from the edges of its place


def render_paper(
    template: Template,
    content: Content,
    engrossment: Engrossment | None,
    *,
    demo: bool,
    converter: Converter,
    fonts: FontKit,
    logos: Mapping[str, bytes] | None = None,
) -> Paper:
    """Make the paper; the same input gives the same bytes."""
    preview = converter.engine is not Engine.LIBREOFFICE
    docx = fill(template, content, engrossment, demo=demo, preview=preview, logos=logos)
    return paper_of(docx, converter=converter, fonts=fonts, demo=demo)


def paper_of(docx: bytes, *, converter: Converter, fonts: FontKit, demo: bool = False) -> Paper:
    """The paper of a filled DOCX."""
    parts = open_parts(docx)
    places = places_of(parts)
    fonts.embed(parts)
    converted = converter.convert(write_parts(parts))
    pdf = normalise(converted.pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        anchors = _anchors(opened, places)
    if converted.engine is Engine.LIBREOFFICE:
        for place in places:
            if place.name not in anchors:
                raise Refused("paper_without_places", slot=place.name)
    return Paper(docx, pdf, pages, anchors, converted.engine, demo)


def _anchors(pdf: pikepdf.Pdf, places: tuple[Place, ...]) -> dict[str, Anchor]:
    """Where the named destinations of the places are; the QR code stands on every page, the last one counts."""
    destinations = {str(name).lstrip("/"): target for name, target in dict(pdf.Root.get("/Dests", {})).items()}
    numbers: dict[object, int] = {page.objgen: index for index, page in enumerate(pdf.pages)}
    anchors = {}
    for place in places:
        target = destinations.get(bookmark_name(place.name))
        if target is None:
            continue
        page, left, top = numbers[target[0].objgen], float(target[2]), float(target[3])
        if place.name == QR_PLACE:
            bottom, right = round(top - place.height, 2), round(left + place.width, 2)
            anchors[place.name] = Anchor(place.name, len(numbers) - 1, round(left, 2), bottom, right, round(top, 2))
            continue
        anchors[place.name] = Anchor(
            place.name,
            page,
            round(left + MARGIN, 2),
            round(top - place.height + MARGIN, 2),
            round(left + place.width - MARGIN, 2),
            round(top - MARGIN, 2),
        )
    return anchors


def text_of(pdf: bytes) -> str:
    """The text of a PDF as pypdf reads it."""
    from pypdf import PdfReader

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return BLANKS.sub(" ", text)  # justified lines come with doubled blanks
