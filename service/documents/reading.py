"""The text of a paper as paragraphs, to be read on a small screen: the very words of the DOCX, numbering included."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lxml import etree

from service.documents.checking import parse_xml
from service.documents.package import DOCUMENT, open_parts

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEVELS = 9
ALPHABET = 26


class BlockKind(StrEnum):
    """What a paragraph is for the reader."""

    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    PLAIN = "plain"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its number as printed, or a table row with its cells."""

    kind: BlockKind
    text: str = ""
    label: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored."""
        return {
            "kind": self.kind.value,
            "text": self.text,
            "label": self.label,
            "level": self.level,
            "cells": list(self.cells),
        }

    @property
    def words(self) -> str:
        """Everything that is read, in order."""
        return " ".join(part for part in (self.label, self.text, *self.cells) if part)


def read_blocks(docx: bytes) -> tuple[Block, ...]:
    """The body of a filled DOCX in reading order, without headers and footers."""
    parts = open_parts(docx)
    numbering = Numbering(parts.get("word/styles.xml", b""), parts.get("word/numbering.xml", b""))
    body = parse_xml(parts[DOCUMENT]).find(_w("body"))
    return tuple(_blocks(body, numbering)) if body is not None else ()


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _blocks(body: etree._Element, numbering: "Numbering") -> Iterator[Block]:
    for child in body:
        if child.tag == _w("p"):
            block = _paragraph(child, numbering)
            if block.words:
                yield block
        elif child.tag == _w("tbl"):
            for row in child.iter(_w("tr")):
                cells = tuple(_cell(cell, numbering) for cell in row.findall(_w("tc")))
                if any(cells):
                    yield Block(BlockKind.ROW, cells=cells)


def _cell(cell: etree._Element, numbering: "Numbering") -> str:
    return " ".join(block.words for one in cell.iter(_w("p")) if (block := _paragraph(one, numbering)).words)


def _paragraph(paragraph: etree._Element, numbering: "Numbering") -> Block:
    style = _value(paragraph, "pPr/pStyle")
    number = numbering.next_label(style, paragraph.find(f"{_w('pPr')}/{_w('numPr')}"))
    text = " ".join(_text(paragraph).split())
    if number is None:
        return Block(BlockKind.TITLE if style.lower() in _TITLES else BlockKind.PLAIN, text)
    label, level = number
    return Block(BlockKind.HEADING if level == 0 and style.lower() in _HEADINGS else BlockKind.ITEM, text, label, level)


_TITLES = frozenset({"judul", "title"})
_HEADINGS = frozenset({"bab", "pasal", "heading1"})


def _text(paragraph: etree._Element) -> str:
    pieces = paragraph.iter(_w("t"), _w("tab"), _w("br"))
    return "".join((piece.text or "") if piece.tag == _w("t") else " " for piece in pieces)


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(_w(part) for part in path.split("/")))
    return str(found.get(_w("val"), "")) if found is not None else ""


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)


class Numbering:
    """Counts numbered paragraphs as the word processor does."""

    def __init__(self, styles: bytes, numbering: bytes) -> None:
        self._of_style = dict(_style_numbers(styles))
        self._lists = dict(_lists(numbering))

    def next_label(self, style: str, own: etree._Element | None) -> tuple[str, int] | None:
        """The number of the next paragraph of a style and its level; None where it has none."""
        which, level = self._of_style.get(style, ("", 0))
        if own is not None:
            which, level = _value(own, "numId") or which, int(_value(own, "ilvl") or level)
        found = self._lists.get(which)
        if found is None or level not in found.levels:
            return None
        counts = found.counts
        counts[level] = counts[level] + 1 if counts[level] else found.levels[level].start
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        text = found.levels[level].text
        for place, one in found.levels.items():
            text = text.replace(f"%{place + 1}", _shown(one.form, counts[place] or one.start))
        return text, level


def _style_numbers(styles: bytes) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in parse_xml(styles).iter(_w("style")) if styles else ():
        number = style.find(f"{_w('pPr')}/{_w('numPr')}")
        if number is not None and _value(number, "numId"):
            yield str(style.get(_w("styleId"))), (_value(number, "numId"), int(_value(number, "ilvl") or 0))


def _lists(numbering: bytes) -> Iterator[tuple[str, _List]]:
    if not numbering:
        return
    root = parse_xml(numbering)
    shapes = {
        one.get(_w("abstractNumId")): {
            int(level.get(_w("ilvl"), 0)): _Level(
                _value(level, "numFmt"), _value(level, "lvlText"), int(_value(level, "start") or 1)
            )
            for level in one.iter(_w("lvl"))
        }
        for one in root.iter(_w("abstractNum"))
    }
    for number in root.findall(_w("num")):
        shape = shapes.get(_value(number, "abstractNumId"))
        if shape:
            yield str(number.get(_w("numId"))), _List(shape)


def _shown(form: str, count: int) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % ALPHABET) * ((count - 1) // ALPHABET + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        from service.core.wording import roman

        return roman(count) if form == "upperRoman" else roman(count).lower()
    return "•" if form == "bullet" else str(count)
