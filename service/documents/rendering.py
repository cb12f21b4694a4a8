"""The whole way of a paper: fill, embed the fonts, convert, normalise, find the places of signatures."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pikepdf

from service.core.refusals import Refused
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment
from service.documents.converting import Converter, Engine
from service.documents.fontkit import FontKit
from service.documents.normalising import normalise
from service.documents.package import open_parts, write_parts
from service.documents.partner import fill_paper
from service.documents.places import QR_PLACE, Place, bookmark_name, places_of, write_names


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
    accepted: bool = field(default=False)

    @property
    def preview_only(self) -> bool:
        """Whether this paper may not be signed: LibreOffice did not make it and the operator did not allow that."""
        return self.engine is not Engine.LIBREOFFICE and not self.accepted

    @cached_property
    def text(self) -> str:
        """The text of the PDF, page after page."""
        return text_of(self.pdf)


BLANKS = re.compile("[ \u00a0]+")
MARGIN = 4.0  # points that a signature keeps from the edges of its place


def render_paper(  # noqa: PLR0913  what a paper is made of
    template: Template,
    content: Content,
    engrossment: Engrossment | None,
    *,
    demo: bool,
    converter: Converter,
    fonts: FontKit,
    logos: Mapping[str, bytes] | None = None,
    source: bytes | None = None,
    accept_rdocx: bool = False,
) -> Paper:
    """Make the paper; the same input gives the same bytes.

    `source` is the partner's file where that is the text of record; `accept_rdocx` is the operator's word that a
    paper may be signed although rdocx made it.
    """
    preview = converter.engine is not Engine.LIBREOFFICE and not accept_rdocx
    docx = fill_paper(template, content, engrossment, demo=demo, preview=preview, logos=logos, source=source)
    paper = paper_of(docx, converter=converter, fonts=fonts, demo=demo, find_places=engrossment is not None)
    return replace(paper, accepted=accept_rdocx)


def paper_of(
    docx: bytes, *, converter: Converter, fonts: FontKit, demo: bool = False, find_places: bool = True
) -> Paper:
    """The paper of a filled DOCX. rdocx needs a second conversion to find the places, LibreOffice names them."""
    parts = open_parts(docx)
    places = places_of(parts)
    fonts.embed(parts)
    converted = converter.convert(write_parts(parts))
    pdf = normalise(converted.pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        anchors = _anchors(opened, places)
    if converted.engine is Engine.RDOCX and find_places:
        write_names(parts)
        anchors = _anchors_by_names(converter.convert(write_parts(parts)).pdf, places)
    if converted.engine is Engine.LIBREOFFICE or find_places:
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
        last = place.name == QR_PLACE
        anchors[place.name] = _anchor(place, len(numbers) - 1 if last else page, left, top)
    return anchors


def _anchor(place: Place, page: int, left: float, top: float) -> Anchor:
    """The rectangle of a place; a signature keeps a margin within it, the QR code is as large as its picture."""
    margin = 0.0 if place.name == QR_PLACE else MARGIN
    edges = (left + margin, top - place.height + margin, left + place.width - margin, top - margin)
    return Anchor(place.name, page, *(round(edge, 2) for edge in edges))


def _anchors_by_names(pdf: bytes, places: tuple[Place, ...]) -> dict[str, Anchor]:
    """Where the names of the places are printed in the copy made for that."""
    from pypdf import PdfReader

    wanted = {bookmark_name(place.name): place for place in places}
    anchors: dict[str, Anchor] = {}
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):

        def visit(text: str, cm: list[float], tm: list[float], *_: object, page_number: int = number) -> None:
            place = wanted.get(text.strip())
            if place is not None:
                left, baseline = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
                top = baseline + (place.height if place.name == QR_PLACE else 0)
                anchors[place.name] = _anchor(place, page_number, left, top)

        page.extract_text(visitor_text=visit)
    return anchors


def text_of(pdf: bytes) -> str:
    """The text of a PDF as pypdf reads it."""
    from pypdf import PdfReader

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return BLANKS.sub(" ", text)  # justified lines come with doubled blanks
