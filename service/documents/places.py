"""Places on the paper where a signature, the seal or the QR code stands, found again in the PDF by bookmarks.

In the template a place is a paragraph in the style "Tempat TTD" that holds the name of the place, in a table row
of exact height. Filling turns the name into a bookmark; the converter writes each bookmark as a named destination
with its page and upper left corner; width and height are those of the cell.
"""

from dataclasses import dataclass

from lxml import etree

from service.documents.checking import parse_xml
from service.documents.package import DOCUMENT

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLE = "Tempat TTD"
PREFIX = "sijari"
TWENTIETHS = 20.0
QR_PLACE = "qr"
QR_PICTURE = "qr_verifikasi"
FIRST_ID = 9000


@dataclass(frozen=True, slots=True)
class Place:
    """A place and its size in PDF points."""

    name: str
    width: float
    height: float


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def mark_places(parts: dict[str, bytes]) -> None:
    """Turn the names of places into bookmarks, and bookmark the QR code."""
    styles = _style_ids(parts.get("word/styles.xml", b""))
    number = FIRST_ID
    for part in [DOCUMENT, *(name for name in parts if name.startswith("word/footer"))]:
        root = parse_xml(parts[part])
        before = number
        for paragraph in root.iter(_w("p")):
            name = _place_name(paragraph, styles)
            if name:
                _bookmark(paragraph, name, number)
                number += 1
        if number > before:
            parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _style_ids(styles: bytes) -> set[str]:
    if not styles:
        return set()
    root = parse_xml(styles)
    return {
        str(style.get(_w("styleId")))
        for style in root.iter(_w("style"))
        if (name := style.find(_w("name"))) is not None and name.get(_w("val")) == STYLE
    }


def _place_name(paragraph: etree._Element, styles: set[str]) -> str:
    style = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    if style is None or style.get(_w("val")) not in styles:
        return ""
    if any(drawing.get("name") == QR_PICTURE for drawing in paragraph.iter("{*}docPr")):
        return QR_PLACE
    text = "".join(each.text or "" for each in paragraph.iter(_w("t"))).strip()
    return text if text.isidentifier() else ""


def _bookmark(paragraph: etree._Element, name: str, number: int) -> None:
    if name != QR_PLACE:
        for run in paragraph.findall(_w("r")):
            paragraph.remove(run)
    start = etree.Element(_w("bookmarkStart"), {_w("id"): str(number), _w("name"): bookmark_name(name)})
    end = etree.Element(_w("bookmarkEnd"), {_w("id"): str(number)})
    after = 1 if paragraph.find(_w("pPr")) is not None else 0
    paragraph.insert(after, start)
    paragraph.insert(after + 1, end)


def bookmark_name(place: str) -> str:
    """The bookmark of a place; without underscores, which the PDF export writes as codes."""
    return PREFIX + "".join(part.capitalize() for part in place.split("_"))


def places_of(parts: dict[str, bytes]) -> tuple[Place, ...]:
    """The places of a filled DOCX with their sizes, in the order in which they stand."""
    places = []
    for part in [DOCUMENT, *sorted(name for name in parts if name.startswith("word/footer"))]:
        for mark in parse_xml(parts[part]).iter(_w("bookmarkStart")):
            name = str(mark.get(_w("name")))
            if name.startswith(PREFIX) and (size := _size(mark)):
                places.append(Place(_place(name), *size))
    return tuple(places)


def write_names(parts: dict[str, bytes]) -> None:
    """Print each place's name, tiny, at its place: for a copy in which the places are looked for."""
    for part in [DOCUMENT, *(name for name in parts if name.startswith("word/footer"))]:
        root = parse_xml(parts[part])
        for mark in list(root.iter(_w("bookmarkStart"))):
            name = str(mark.get(_w("name")))
            if name.startswith(PREFIX):
                run = etree.Element(_w("r"))
                size = etree.SubElement(etree.SubElement(run, _w("rPr")), _w("sz"))
                size.set(_w("val"), "2")
                etree.SubElement(run, _w("t")).text = name
                mark.addnext(run)
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _place(bookmark: str) -> str:
    """`sijariTtdKesatu1` is `ttd_kesatu_1`."""
    words = ""
    for character in bookmark.removeprefix(PREFIX):
        words += f"_{character.lower()}" if character.isupper() else character
    name = words.lstrip("_")
    head = name.rstrip("0123456789")
    return f"{head}_{name[len(head) :]}" if head != name else name


def _size(mark: etree._Element) -> tuple[float, float] | None:
    """Of the picture in the same paragraph, or of the table cell around it."""
    paragraph = mark.getparent()
    if paragraph is None:
        return None
    extent = next(paragraph.iter("{*}extent"), None)
    if extent is not None:
        return int(extent.get("cx", 0)) / 12700, int(extent.get("cy", 0)) / 12700
    cell = next(mark.iterancestors(_w("tc")), None)
    row = next(mark.iterancestors(_w("tr")), None)
    if cell is None or row is None:
        return None
    width = cell.find(f"{_w('tcPr')}/{_w('tcW')}")
    height = row.find(f"{_w('trPr')}/{_w('trHeight')}")
    if width is None or height is None:
        return None
    return int(float(width.get(_w("w"), 0))) / TWENTIETHS, int(height.get(_w("val"), 0)) / TWENTIETHS
