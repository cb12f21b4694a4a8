"""The markers that a partner's lawyer types into his own file: `[[NOMOR KESATU]]`, `[[TTD KEDUA]]`, `[[QR]]`.

They are plain text, looked for across the runs into which a word processor cuts a line; nothing in the file is ever
run as a template.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from service.documents.sides import SIDES, slot_name

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARK = re.compile(r"\[\[\s*([^\[\]\n]{1,40}?)\s*\]\]")
_SIDES = {key.upper(): key for key, _title in SIDES}
_SIDED = re.compile(rf"(NOMOR|TTD)\s+({'|'.join(_SIDES)})(?:\s+([1-9]\d?))?")


class MarkKind(StrEnum):
    """What a marker stands for."""

    NUMBER = "NOMOR"
    SIGNATURE = "TTD"
    DATE = "TANGGAL"
    DATE_IN_WORDS = "TANGGAL HURUF"
    PLACE = "TEMPAT"
    QR = "QR"


PLAIN = {kind.value: kind for kind in MarkKind if kind not in (MarkKind.NUMBER, MarkKind.SIGNATURE)}
AS_PLACES = frozenset({MarkKind.SIGNATURE, MarkKind.QR})


@dataclass(frozen=True, slots=True)
class Mark:
    """One marker: its kind, the side it belongs to, and which of the side's signatories."""

    kind: MarkKind
    side: str = ""
    number: int = 1

    @property
    def name(self) -> str:
        """How it is typed between the brackets."""
        if not self.side:
            return self.kind.value
        return f"{self.kind.value} {self.side.upper()}" + (f" {self.number}" if self.number > 1 else "")

    @property
    def typed(self) -> str:
        """How it is typed, with its brackets."""
        return f"[[{self.name}]]"

    @property
    def slot(self) -> str:
        """The place of a signature that it stands for."""
        return slot_name(self.side, self.number)


def read_mark(said: str) -> Mark | None:
    """What somebody typed between the brackets; None where it is no marker of ours."""
    name = re.sub(r"\bPIHAK\s+", "", " ".join(said.upper().split()))
    name = re.sub(r"\bPERTAMA\b", "KESATU", name)
    if name in PLAIN:
        return Mark(PLAIN[name])
    match = _SIDED.fullmatch(name)
    if match is None or (match[1] == MarkKind.NUMBER and match[3]):
        return None
    return Mark(MarkKind(match[1]), _SIDES[match[2]], int(match[3] or 1))


# ---------------------------------------------------------------------------------------------- markers in paragraphs
def w(name: str) -> str:
    """The full name of an element of WordprocessingML."""
    return f"{{{W}}}{name}"


def own_pieces(node: etree._Element) -> Iterator[etree._Element]:
    """The pieces of text of a paragraph, without those of text boxes inside it."""
    for child in node:
        if child.tag in (w("p"), w("txbxContent"), w("pPr"), w("rPr")):
            continue
        if child.tag in (w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen")):
            yield child
        else:
            yield from own_pieces(child)


def said_by(piece: etree._Element) -> str:
    """What a piece says; a break is a new line."""
    if piece.tag == w("t"):
        return str(piece.text or "")
    return {w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}.get(piece.tag, "\t")


def text_of_paragraph(paragraph: etree._Element) -> str:
    """The text of a paragraph without its text boxes."""
    return "".join(said_by(piece) for piece in own_pieces(paragraph))


def replace_marks(paragraph: etree._Element, put: Callable[[re.Match[str]], str]) -> None:
    """Put another text in place of each marker, however many runs it is cut into; the first run gives the look."""
    pieces = list(own_pieces(paragraph))
    texts = [said_by(piece) for piece in pieces]
    for match in reversed(list(MARK.finditer("".join(texts)))):
        said, start = put(match), 0
        for index, text in enumerate(texts):
            begin, end = max(match.start() - start, 0), min(match.end() - start, len(text))
            start += len(text)
            if begin >= end:
                continue
            texts[index] = text[:begin] + said + text[end:]
            said = ""
        # the offsets before this marker are untouched, for markers are replaced from the last to the first
    for piece, text in zip(pieces, texts, strict=True):
        if piece.tag == w("t") and piece.text != text:
            piece.text = text
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def in_box(paragraph: etree._Element) -> bool:
    """Whether a paragraph stands in a text box, where no signature can be placed."""
    return next(paragraph.iterancestors(w("txbxContent")), None) is not None
