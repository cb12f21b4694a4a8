"""Reading a DOCX with tracked changes, as Word and as LibreOffice write them."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from lxml import etree

from service.core.refusals import Refused
from service.documents.checking import parse_xml
from service.documents.package import DOCUMENT
from service.documents.tracked.marks import LINE_END, MOST_CHANGES, NONE, Atom, Comment, Reading, Revision
from service.documents.tracked.numbering import Numbering, W

OFFICE_FILLER = "\u200d"  # LibreOffice puts it into the empty cells of rows that were put in or taken out
MOST_LETTERS = 2_000_000
MOST_MARKS = 9_000
MOST_COMMENTS = 1_000
LONGEST_COMMENT = 4_000
LONGEST_NAME = 120
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?")
INSERTS = {W + "ins", W + "moveTo"}
DELETES = {W + "del", W + "moveFrom"}
FORMATTING = {W + one for one in ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange")}
FORMATTING |= {W + "numberingChange", W + "tblGridChange"}
PROPERTIES = {W + "pPr", W + "rPr", W + "tblPr", W + "tblGrid", W + "trPr", W + "tcPr", W + "sectPr"}
LETTERS = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": " ",
    W + "cr": " ",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
    W + "sym": "\ufffd",
}
TEXTS = {W + "t", W + "delText"}
SILENT = {W + "instrText", W + "delInstrText", W + "fldChar", W + "annotationRef", W + "lastRenderedPageBreak"}
PICTURES = {W + "drawing", W + "pict", W + "object"}
NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "footnote"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OTHER_PARTS = re.compile(r"word/(footnotes|endnotes|header\d*|footer\d*)\.xml$")


def read_document(parts: Mapping[str, bytes]) -> Reading:
    """Every letter of the body in its order, with its marks; what stands elsewhere is counted only."""
    numbering = Numbering(_part(parts, "word/styles.xml"), _part(parts, "word/numbering.xml"))
    root = parse_xml(parts[DOCUMENT])
    reader = _Reader(numbering)
    body = root.find(W + "body")
    if body is None:
        raise Refused("not_docx")
    reader.walk(body, NONE, NONE, in_row=False)
    found = reader.reading
    found.comments.extend(reader.comments(_part(parts, "word/comments.xml")))
    found.note("formatting", sum(1 for one in root.iter(*FORMATTING)))
    for name, content in parts.items():
        if OTHER_PARTS.match(name):
            marks = sum(1 for _ in parse_xml(content).iter(*INSERTS, *DELETES))
            found.note("footnote" if "notes" in name else "margin", marks)
    found.notes = {code: count for code, count in found.notes.items() if count}
    return found


def _part(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    return parse_xml(parts[name]) if name in parts else None


class _Reader:
    """Walks the body. `ins` and `dele` are the marks around the place where it is."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.reading = Reading()
        self._moves: list[str] = []
        self._move = "?"
        self._marks = 0
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._by_tag: dict[str, Callable[[etree._Element, int, int, bool], None]] = {
            W + "p": self._paragraph,
            W + "r": self._run,
            W + "tr": self._row,
            W + "tc": self._cell,
        }

    def walk(self, parent: etree._Element, ins: int, dele: int, *, in_row: bool) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in PROPERTIES or tag == FALLBACK:
                continue
            if tag in self._by_tag:
                self._by_tag[tag](child, ins, dele, in_row)
            elif tag in INSERTS:
                self.walk(child, self._mark(child), dele, in_row=in_row)
            elif tag in DELETES:
                self.walk(child, ins, self._mark(child), in_row=in_row)
            elif tag == W + "txbxContent":
                self.reading.note("textbox", sum(1 for _ in child.iter(*INSERTS, *DELETES)))
            elif not self._anchor(child):
                self.walk(child, ins, dele, in_row=in_row)

    def _anchor(self, element: etree._Element) -> bool:
        """Where a comment or a move begins or ends; says whether it was such a place."""
        tag, name = element.tag, element.get(W + "id", "")
        if tag == W + "commentRangeStart":
            self._starts[name] = len(self.reading.atoms)
        elif tag == W + "commentRangeEnd":
            self._ends[name] = len(self.reading.atoms)
        elif tag in (W + "moveFromRangeStart", W + "moveToRangeStart"):
            self._move = element.get(W + "name", "") or name
            self._moves.append(self._move)
        elif tag in (W + "moveFromRangeEnd", W + "moveToRangeEnd"):
            self._moves = self._moves[:-1]
        else:
            return False
        return True

    def _mark(self, element: etree._Element) -> int:
        self._marks += 1
        if self._marks > MOST_MARKS:
            raise Refused("tracked_too_many", count=self._marks, limit=MOST_CHANGES)
        name = _name(element.get(W + "author", ""))
        date = DATE.match(element.get(W + "date", ""))
        moving = element.tag in (W + "moveFrom", W + "moveTo")
        move = (self._moves[-1] if self._moves else self._move) if moving else ""
        made = Revision(name, date[0] if date else "", move)
        if not self.reading.revisions or self.reading.revisions[-1] != made:
            self.reading.revisions.append(made)
        return len(self.reading.revisions) - 1

    def _add(self, char: str, ins: int, dele: int, *, in_row: bool) -> None:
        if len(self.reading.atoms) >= MOST_LETTERS:
            raise Refused("tracked_too_long")
        self.reading.atoms.append(Atom(char, ins, dele, in_row=in_row))

    def _paragraph(self, element: etree._Element, ins: int, dele: int, in_row: bool) -> None:  # noqa: FBT001
        properties = element.find(W + "pPr")
        first = len(self.reading.atoms)
        self.walk(element, ins, dele, in_row=in_row)
        if [one.char for one in self.reading.atoms[first:]] == [OFFICE_FILLER]:
            del self.reading.atoms[first:]
        own = None if properties is None else properties.find(W + "rPr")
        for mark in () if own is None else own:
            if mark.tag in INSERTS:
                ins = self._mark(mark)
            elif mark.tag in DELETES:
                dele = self._mark(mark)
        self._add(LINE_END, ins, dele, in_row=in_row)
        self.reading.atoms[-1].style = self.numbering.style_of(properties)

    def _row(self, element: etree._Element, ins: int, dele: int, in_row: bool) -> None:  # noqa: FBT001
        self._framed(element, "trPr", {W + "ins"}, {W + "del"}, ins, dele, in_row=in_row)

    def _cell(self, element: etree._Element, ins: int, dele: int, in_row: bool) -> None:  # noqa: FBT001
        first = len(self.reading.atoms)
        self._framed(element, "tcPr", {W + "cellIns"}, {W + "cellDel"}, ins, dele, in_row=in_row)
        last = self.reading.atoms[-1] if len(self.reading.atoms) > first else None
        if last is not None and last.char == LINE_END and not last.in_row:
            last.ins, last.dele = ins, dele  # the end of a cell is no end of a paragraph that could go

    def _framed(
        self, element: etree._Element, name: str, puts: set[str], takes: set[str], ins: int, dele: int, *, in_row: bool
    ) -> None:
        for mark in element.find(W + name) if element.find(W + name) is not None else ():
            if mark.tag in puts:
                ins, in_row = self._mark(mark), True
            elif mark.tag in takes:
                dele, in_row = self._mark(mark), True
        self.walk(element, ins, dele, in_row=in_row)

    def _run(self, element: etree._Element, ins: int, dele: int, in_row: bool) -> None:  # noqa: FBT001
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in PROPERTIES or tag in SILENT:
                continue
            if tag in TEXTS or tag in LETTERS:
                for char in LETTERS[tag] if tag in LETTERS else _text(child):
                    self._add(char, ins, dele, in_row=in_row)
            elif not self._noted(child, changed=(ins, dele) != (NONE, NONE)):
                self.walk(child, ins, dele, in_row=in_row)

    def _noted(self, element: etree._Element, *, changed: bool) -> bool:
        """Whether this was something within a run that has no letters."""
        tag = element.tag
        if tag in NOTES:
            self.reading.note(NOTES[tag])
        elif tag in PICTURES:
            self.reading.note("picture", int(changed))
            self.reading.note("textbox", sum(1 for _ in element.iter(*INSERTS, *DELETES)))
        elif tag == W + "commentReference":
            name = element.get(W + "id", "")
            self._starts.setdefault(name, len(self.reading.atoms))
            self._ends.setdefault(name, len(self.reading.atoms))
        else:
            return False
        return True

    def comments(self, root: etree._Element | None) -> list[Comment]:
        """The remarks in the margin, in the order of the text."""
        found = []
        for one in () if root is None else root.iter(W + "comment"):
            lines = ("".join(map(_text, line.iter(W + "t"))) for line in one.iter(W + "p"))
            text = "\n".join(line for line in map(_name_free, lines) if line)[:LONGEST_COMMENT]
            name = one.get(W + "id", "")
            if not text or name not in self._starts:
                continue
            start = self._starts[name]
            date = DATE.match(one.get(W + "date", ""))
            end = max(start, self._ends.get(name, start))
            found.append(Comment(_name(one.get(W + "author", "")), date[0] if date else "", text, start, end))
        if len(found) > MOST_COMMENTS:
            self.reading.note("comments_left", len(found) - MOST_COMMENTS)
        return sorted(found, key=lambda one: one.start)[:MOST_COMMENTS]


def _text(element: etree._Element) -> str:
    """The letters of a text as Word shows them: outer blanks only where the file asks to keep them."""
    said = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        said = said.strip(" \t\r\n")
    return said.replace("\n", " ").replace("\r", " ").replace("\t", " ").replace("\u00a0", " ")


def _name_free(text: str) -> str:
    """A text of one line without what no page may show."""
    return " ".join("".join(one for one in text if unicodedata.category(one)[0] != "C").split())


def _name(said: str) -> str:
    return _name_free(said)[:LONGEST_NAME]
