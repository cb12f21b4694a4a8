"""Putting numbers, date, signature boxes and the QR code into a partner's file. Runs inside the limited child.

The file is text, never a template: its markers are replaced in its XML, and nothing in it is run.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from service.documents.checking import RELATIONSHIP, parse_xml
from service.documents.filling_child import qr_png
from service.documents.fontkit import RELATIONS, TYPES, R
from service.documents.notes import with_note
from service.documents.package import DOCUMENT, open_parts, write_parts
from service.documents.partner_marks import AS_PLACES, Mark, MarkKind, read_mark, replace_marks, text_of_paragraph, w
from service.documents.partner_package import open_partner, settle, stories, written
from service.documents.partner_reading import can_be_placed
from service.documents.places import FIRST_ID, QR_PICTURE, QR_PLACE, W, bookmark_name

BOX_WIDTH, BOX_HEIGHT = 3742, 1474  # twentieths of a point: 6.6 by 2.6 cm, as on our own papers
LEAST_WIDTH, UNKNOWN_WIDTH, CELL_EDGES = 1700, 3300, 230
QR_EMU = 612_000  # 1.7 cm
IMAGE = "media/sijari_qr.png"
IMAGE_LINK = R + "/image"
LINK_ID = "rIdSijariQr"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
TINY = f'<w:pPr xmlns:w="{W}"><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'


def fill_partner_in_child(docx: bytes, said: Mapping[str, Any]) -> bytes:
    """The paper of a partner's file.

    `said` holds: `texts` by the name of the marker, `slots` (every place where somebody signs), `address` and `code`
    (empty before signing opens), `sheet` (what the appended sheet says, or None) and `note` (a line above each page).
    """
    parts = open_partner(docx)
    filler = _Filler(said)
    roots = {name: parse_xml(parts[name]) for name in stories(parts)}
    for name, root in roots.items():
        settle(root)
        filler.story(name, root)
    if said["sheet"] is not None:
        filler.sheet(roots[DOCUMENT], said["sheet"])
    for name, root in roots.items():
        parts[name] = written(root)
    if filler.with_picture:
        _add_picture(parts, filler.with_picture, qr_png(said["address"]) if said["address"] else _blank())
    if not said["note"]:
        return write_parts(parts)
    return write_parts(open_parts(with_note(write_parts(parts), said["note"])))


def _blank() -> bytes:
    from service.documents.filling import BLANK

    return BLANK


class _Filler:
    """Replaces the markers of one file and remembers which places it made."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said
        self.texts: Mapping[str, str] = said["texts"]
        self.open = list(said["slots"])  # places that still have to be made, each once
        self.qr_done = False
        self.with_picture: list[str] = []
        self.number = FIRST_ID

    def story(self, name: str, root: etree._Element) -> None:
        for paragraph in list(root.iter(w("p"))):
            if "[[" not in text_of_paragraph(paragraph):
                continue
            wanted: list[tuple[Mark, bool]] = []

            def put(match: re.Match[str], seen: list[tuple[Mark, bool]] = wanted, at: Any = paragraph) -> str:
                mark = read_mark(match[1])
                if mark is None:
                    return match[0]
                if mark.kind not in AS_PLACES:
                    return self.texts.get(mark.name, match[0])
                if can_be_placed(mark.kind, name, at) and self._takes(mark):
                    seen.append((mark, match.start() > 0 and bool(match.string[: match.start()].strip())))
                    return ""
                return ""

            replace_marks(paragraph, put)
            for mark, after in reversed(wanted):
                self._place(name, paragraph, mark, after=after)

    def _takes(self, mark: Mark) -> bool:
        if mark.kind is MarkKind.QR:
            first, self.qr_done = not self.qr_done, True
            return first
        if mark.slot not in self.open:
            return False
        self.open.remove(mark.slot)
        return True

    def _place(self, story: str, paragraph: etree._Element, mark: Mark, *, after: bool) -> None:
        made = self._qr(story) if mark.kind is MarkKind.QR else self._box(mark.slot, _width(paragraph))
        _align(made, paragraph)
        empty = not text_of_paragraph(paragraph).strip() and next(paragraph.iter("{*}drawing", "{*}pict"), None) is None
        if after and not empty:
            paragraph.addnext(made)
            following = made.getnext()
            if made.tag == w("tbl") and (following is None or following.tag != w("p")):
                made.addnext(_tiny())
        else:
            paragraph.addprevious(made)
            if empty:
                _shrink(paragraph)
        before = made.getprevious()
        if made.tag == w("tbl") and before is not None and before.tag == w("tbl"):
            made.addprevious(_tiny())  # two tables that touch would become one
        for row in made.iterancestors(w("tr")):
            _let_grow(row)

    def _box(self, slot: str, width: int) -> etree._Element:
        self.number += 1
        return _xml(
            f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/>'
            f'<w:trHeight w:val="{BOX_HEIGHT}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
            f'<w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:before="0" w:after="0"/>'
            f'<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>{_bookmark(slot, self.number)}</w:p>'
            "</w:tc></w:tr></w:tbl>"
        )

    def _qr(self, story: str) -> etree._Element:
        self.number += 1
        if story not in self.with_picture:
            self.with_picture.append(story)
        code = escape(self.said["code"] or "." * 20)
        return _xml(
            f'<w:p xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}"><w:pPr><w:keepLines/>'
            f'<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/>'
            f"</w:pPr>{_bookmark(QR_PLACE, self.number)}<w:r><w:drawing>"
            f'<wp:inline><wp:extent cx="{QR_EMU}" cy="{QR_EMU}"/>'
            f'<wp:docPr id="{self.number}" name="{QR_PICTURE}" descr="Kode QR pemeriksaan keaslian"/>'
            f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="qr"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{LINK_ID}"/><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{QR_EMU}" cy="{QR_EMU}"/>'
            '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            '</wp:inline></w:drawing></w:r><w:r><w:rPr><w:sz w:val="14"/></w:rPr><w:br/>'
            f"<w:t>Kode naskah: {code}</w:t></w:r></w:p>"
        )

    # ------------------------------------------------------------------------------------------------- appended sheet
    def sheet(self, root: etree._Element, said: Mapping[str, Any]) -> None:
        """A page of its own at the end with the places that the file does not have."""
        body = root.find(w("body"))
        if body is None:
            return
        blocks = [_line(said["title"], bold=True, center=True, new_page=True)]
        blocks += [_line(text, center=True) for text in said["lines"]]
        for person in said["people"]:
            if person["slot"] not in self.open:
                continue
            self.open.remove(person["slot"])
            blocks += [
                _line(text, bold=index == 0, keep=True, gap=index == 0) for index, text in enumerate(person["above"])
            ]
            blocks += [self._box(person["slot"], BOX_WIDTH)]
            blocks += [_line(text, bold=index == 0) for index, text in enumerate(person["below"])]
        if not self.qr_done:
            self.qr_done = True
            blocks += [_line("", gap=True), self._qr(DOCUMENT)]
        end = body.find(w("sectPr"))
        for block in blocks:
            if end is not None:
                end.addprevious(block)
            else:
                body.append(block)


# ------------------------------------------------------------------------------------------------------------ pieces
def _xml(text: str) -> etree._Element:
    return etree.fromstring(text)


def _bookmark(place: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(place)}"/><w:bookmarkEnd w:id="{number}"/>'


def _tiny() -> etree._Element:
    return _xml(f'<w:p xmlns:w="{W}">{TINY}</w:p>')


def _line(
    text: str,
    *,
    bold: bool = False,
    center: bool = False,
    new_page: bool = False,
    keep: bool = False,
    gap: bool = False,
) -> etree._Element:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    properties = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if new_page else "")
    properties += f'<w:spacing w:before="{240 if gap else 0}" w:after="60"/><w:ind w:left="0" w:firstLine="0"/>'
    properties += f'<w:jc w:val="{"center" if center else "left"}"/>'
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return _xml(f'<w:p xmlns:w="{W}"><w:pPr>{properties}</w:pPr>{run}</w:p>')


def _width(paragraph: etree._Element) -> int:
    """The width of a box here: that of the cell around it, as far as the cell says it, and never more than ours."""
    cell = next(paragraph.iterancestors(w("tc")), None)
    if cell is None:
        return BOX_WIDTH
    said = cell.find(f"{w('tcPr')}/{w('tcW')}")
    width = str(said.get(w("w"), "")) if said is not None and said.get(w("type"), "dxa") == "dxa" else ""
    room = int(width) - CELL_EDGES if width.isdigit() else UNKNOWN_WIDTH
    return max(LEAST_WIDTH, min(BOX_WIDTH, room))


def _align(made: etree._Element, paragraph: etree._Element) -> None:
    """What is placed stands left, right or in the middle as the marker did."""
    said = paragraph.find(f"{w('pPr')}/{w('jc')}")
    where = {"center": "center", "right": "right", "end": "right"}.get(
        str(said.get(w("val"))) if said is not None else ""
    )
    if where is None:
        return
    if made.tag == w("tbl"):
        properties = made.find(w("tblPr"))
        assert properties is not None
        properties.insert(1, etree.Element(w("jc"), {w("val"): where}))
    else:
        properties = made.find(w("pPr"))
        assert properties is not None
        properties.append(etree.Element(w("jc"), {w("val"): where}))


def _shrink(paragraph: etree._Element) -> None:
    """An emptied paragraph must stay, for a cell ends in one; it takes no room and no number."""
    before = paragraph.find(w("pPr"))
    section = before.find(w("sectPr")) if before is not None else None
    for child in list(paragraph):
        if child.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
            paragraph.remove(child)
    made = _xml(TINY)
    if section is not None:
        made.append(section)
    paragraph.insert(0, made)


def _let_grow(row: etree._Element) -> None:
    """A row of exact height would cut the box off."""
    for height in row.iterfind(f"{w('trPr')}/{w('trHeight')}"):
        if height.get(w("hRule")) == "exact":
            height.set(w("hRule"), "atLeast")


def _add_picture(parts: dict[str, bytes], story_names: Iterable[str], png: bytes) -> None:
    parts[f"word/{IMAGE}"] = png
    for story in story_names:
        name = posixpath.join("word/_rels", posixpath.basename(story) + ".rels")
        links = (
            parse_xml(parts[name])
            if name in parts
            else etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
        )
        etree.SubElement(links, RELATIONSHIP, Id=LINK_ID, Type=IMAGE_LINK, Target=IMAGE)
        parts[name] = written(links)
    types = parse_xml(parts["[Content_Types].xml"])
    known = {str(one.get("Extension", "")).lower() for one in types.iter(f"{{{TYPES}}}Default")}
    if "png" not in known:
        types.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension="png", ContentType="image/png"))
        parts["[Content_Types].xml"] = written(types)
