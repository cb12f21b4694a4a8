"""Paper size and letters of a filled DOCX as its text chose them, and what keeps its pages whole.

A template is drawn once, on A4 in Bookman Old Style, so that a lawyer edits one file; what is chosen in the form is
put in after filling. Tables keep their share of the width of the text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from service.documents.checking import parse_xml
from service.documents.package import DOCUMENT

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWN_WITH = "Bookman Old Style"
DETAILS = "Uraian"  # name, position, telephone ... one under the other


class Kertas(StrEnum):
    """The paper."""

    A4 = "a4"
    F4 = "f4"


class Huruf(StrEnum):
    """The letters."""

    BOOKMAN = "bookman"
    ARIAL = "arial"


# Twentieths of a point, the shorter edge first: 210 x 297 mm and 215 x 330 mm.
SIZES = {Kertas.A4: (11906, 16838), Kertas.F4: (12189, 18709)}
NAMES = {Huruf.BOOKMAN: DRAWN_WITH, Huruf.ARIAL: "Arial"}


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text chose."""

    paper: Kertas = Kertas.A4
    letters: Huruf = Huruf.BOOKMAN

    def to_plain(self) -> dict[str, str]:
        """As a template's context carries it into the child that fills."""
        return {"kertas": self.paper.value, "huruf": self.letters.value}


def lay_out(parts: dict[str, bytes], chosen: object) -> None:
    """Give a filled DOCX the paper and the letters that its context names; a context without them changes nothing."""
    if not isinstance(chosen, Mapping) or not chosen:
        return
    root = parse_xml(parts[DOCUMENT])
    body = root.find(_w("body"))
    if body is None:
        return
    _drop_empty_end(body)
    sections = list(_sections(body))
    ratios = [_resize(section, Kertas(str(chosen["kertas"]))) for section, _blocks in sections]
    for (_section, blocks), ratio in zip(sections, ratios, strict=True):
        _scale_tables(blocks, ratio)
    for section, _blocks in sections[1:]:
        _take_heads_from_before(section)
    _keep_leads(body)
    parts[DOCUMENT] = _written(root)
    for name in _frames(parts):
        frame = parse_xml(parts[name])
        _scale_tables([frame], ratios[0])
        parts[name] = _written(frame)
    _set_letters(parts, Huruf(str(chosen["huruf"])))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _frames(parts: Mapping[str, bytes]) -> list[str]:
    return [name for name in parts if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")]


# ------------------------------------------------------------------------------------------------------------ sections
def _sections(body: etree._Element) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Every section's properties with the blocks that stand in it."""
    blocks: list[etree._Element] = []
    for child in body:
        if child.tag == _w("sectPr"):
            yield child, blocks
            return
        blocks.append(child)
        end = child.find(f"{_w('pPr')}/{_w('sectPr')}") if child.tag == _w("p") else None
        if end is not None:
            yield end, blocks
            blocks = []


def _drop_empty_end(body: etree._Element) -> None:
    """A last section without anything in it would print an empty page: the one before it becomes the last."""
    last = body.find(_w("sectPr"))
    before = last.getprevious() if last is not None else None
    end = before.find(f"{_w('pPr')}/{_w('sectPr')}") if before is not None and before.tag == _w("p") else None
    if last is None or end is None:
        return
    parent = end.getparent()
    if parent is not None:
        parent.remove(end)
    body.replace(last, end)


def _take_heads_from_before(section: etree._Element) -> None:
    """One head and one foot for the whole paper: what follows the first section takes its own from before it."""
    for reference in section.findall(_w("headerReference")) + section.findall(_w("footerReference")):
        section.remove(reference)


def _resize(section: etree._Element, paper: Kertas) -> float:
    """Set the size of the paper, turned where the section is; returns by how much its text became wider."""
    size, margins = section.find(_w("pgSz")), section.find(_w("pgMar"))
    if size is None:
        return 1.0
    edges = SIZES[paper]
    width, height = edges[::-1] if size.get(_w("orient")) == "landscape" else edges
    sides = sum(int(margins.get(_w(side), 0)) for side in ("left", "right")) if margins is not None else 0
    before = int(size.get(_w("w"), width))
    size.set(_w("w"), str(width))
    size.set(_w("h"), str(height))
    return (width - sides) / (before - sides)


def _scale_tables(blocks: Sequence[etree._Element], ratio: float) -> None:
    if abs(ratio - 1) < 0.001:  # noqa: PLR2004  less than a sheet differs by its rounding
        return
    for block in blocks:
        for width in block.iter(_w("gridCol"), _w("tcW"), _w("tblW")):
            if width.get(_w("type"), "dxa") == "dxa" and width.get(_w("w"), "").isdigit():
                width.set(_w("w"), str(round(int(width.get(_w("w"), 0)) * ratio)))


# --------------------------------------------------------------------------------------------------------------- lines
def _keep_leads(body: etree._Element) -> None:
    """A line that announces others ("... meliputi:") goes where they go; an address stays in one piece."""
    for paragraph in body.findall(_w("p")):
        text = "".join(each.text or "" for each in paragraph.iter(_w("t"))).rstrip()
        follower = paragraph.getnext()
        of_one_address = _style(paragraph) == DETAILS and follower is not None and _style(follower) == DETAILS
        if text.endswith(":") or of_one_address:
            keep_with_next(paragraph)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    return str(style.get(_w("val"), "")) if style is not None else ""


def keep_with_next(paragraph: etree._Element) -> None:
    """Mark a paragraph to stay on the page of the next one."""
    properties = paragraph.find(_w("pPr"))
    if properties is None:
        properties = etree.Element(_w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(_w("keepNext")) is None:
        style = properties.find(_w("pStyle"))
        properties.insert(0 if style is None else 1, etree.Element(_w("keepNext")))


# ------------------------------------------------------------------------------------------------------------- letters
def _set_letters(parts: dict[str, bytes], letters: Huruf) -> None:
    """Put the chosen font wherever the template names the one it was drawn with."""
    if letters is Huruf.BOOKMAN:
        return
    name = NAMES[letters]
    for part in [DOCUMENT, "word/styles.xml", "word/numbering.xml", *_frames(parts)]:
        if part not in parts:
            continue
        root = parse_xml(parts[part])
        for fonts in root.iter(_w("rFonts")):
            for key, value in fonts.attrib.items():
                if value == DRAWN_WITH:
                    fonts.set(key, name)
        parts[part] = _written(root)
