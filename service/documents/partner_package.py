"""A partner's file made calm: nothing that a word processor would reckon anew, and nothing that is still undecided.

A field for today's date would print another day when the approved text is signed; a tracked change is a question, not
a text. What only frames the text (content controls, the spare picture of a drawing) is taken away, so that whoever
reads the paper later finds every paragraph.
"""

import re
from collections.abc import Iterable

from lxml import etree

from service.core.refusals import Refused
from service.documents.checking import RELATIONSHIP, check_template_upload, parse_xml
from service.documents.package import DOCUMENT, open_parts, write_parts
from service.documents.partner_marks import w
from service.documents.places import PREFIX

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STORIES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
SETTINGS, SETTINGS_LINKS = "word/settings.xml", "word/_rels/settings.xml.rels"
UNDECIDED = tuple(
    w(name)
    for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange", "tblPrChange",
        "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange", "numberingChange",
    )
)  # fmt: skip
CHANGING = re.compile(
    r"^\s*(?:DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE|EDITTIME|FILENAME|FILESIZE|USERNAME|USERINITIALS|USERADDRESS|"
    r"AUTHOR|LASTSAVEDBY|REVNUM|NUMWORDS|NUMCHARS|TEMPLATE|DOCPROPERTY|INFO|ASK|FILLIN|MACROBUTTON|IF|SET)\b",
    re.IGNORECASE,
)


def open_partner(docx: bytes) -> dict[str, bytes]:
    """The parts of a partner's file without its link to an office template, checked; refuses what is undecided."""
    parts = open_parts(docx)
    _forget_template(parts)
    check_template_upload(write_parts(parts))
    for name in stories(parts):
        _refuse_undecided(parse_xml(parts[name]))
    for name in parts:
        if (
            re.fullmatch(r"word/comments\w*\.xml", name)
            and next(parse_xml(parts[name]).iter(w("comment")), None) is not None
        ):
            raise Refused("partner_comments")
    return parts


def stories(parts: Iterable[str]) -> list[str]:
    """The parts that hold text: the body first, then heads, feet and notes."""
    found = sorted(name for name in parts if STORIES.fullmatch(name))
    return [DOCUMENT, *(name for name in found if name != DOCUMENT)]


def _refuse_undecided(root: etree._Element) -> None:
    if next(root.iter(*UNDECIDED), None) is not None:
        raise Refused("partner_tracked")
    if next(root.iter(w("commentReference")), None) is not None:
        raise Refused("partner_comments")


def _forget_template(parts: dict[str, bytes]) -> None:
    """Word writes where on somebody's disk the style template lay; the paper does not need it."""
    if SETTINGS_LINKS not in parts:
        return
    links = parse_xml(parts[SETTINGS_LINKS])
    gone = [one for one in links.iter(RELATIONSHIP) if one.get("Type", "").endswith("/attachedTemplate")]
    for one in gone:
        links.remove(one)
    if not gone:
        return
    parts[SETTINGS_LINKS] = written(links)
    settings = parse_xml(parts[SETTINGS])
    for one in list(settings.iter(w("attachedTemplate"))):
        settings.remove(one)
    parts[SETTINGS] = written(settings)


def written(root: etree._Element) -> bytes:
    """A part as it is stored."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


# ------------------------------------------------------------------------------------------------------------ settling
def settle(root: etree._Element) -> None:
    """Take the frames off, make fields that change by themselves plain text, forget bookmarks with our names."""
    for spare in list(root.iter(f"{MC}Fallback")):
        _drop(spare)
    for run in list(root.iter(w("r"))):
        hidden = run.find(f"{w('rPr')}/{w('vanish')}")
        if hidden is not None and hidden.get(w("val"), "1") not in ("0", "false", "off"):
            _drop(run)  # nobody would see on paper what the articles would then speak of
    for frame in list(root.iter(w("sdt"))):
        _unwrap(frame, frame.find(w("sdtContent")))
    for frame in list(root.iter(w("customXml"), w("smartTag"))):
        properties = frame.find(w(etree.QName(frame).localname + "Pr"))
        if properties is not None:
            frame.remove(properties)
        _unwrap(frame, frame)
    for mark in list(root.iter(w("bookmarkStart"))):
        if str(mark.get(w("name"), "")).startswith(PREFIX):
            _drop(mark)
    _freeze_fields(root)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(frame: etree._Element, content: etree._Element | None) -> None:
    parent = frame.getparent()
    if parent is None:
        return
    for child in list(content if content is not None else ()):
        frame.addprevious(child)
    parent.remove(frame)


def _freeze_fields(root: etree._Element) -> None:
    for field in list(root.iter(w("fldSimple"))):
        if CHANGING.match(str(field.get(w("instr"), ""))):
            _unwrap(field, field)
    for instruction in list(root.iter(w("instrText"))):
        if CHANGING.match(instruction.text or ""):
            _freeze(instruction)


def _freeze(instruction: etree._Element) -> None:
    """Take away the marks of one field and its instruction; what it showed last stays."""
    paragraph = next(instruction.iterancestors(w("p")), None)
    if paragraph is None:
        return
    marks = list(paragraph.iter(w("fldChar"), w("instrText")))
    here = marks.index(instruction)
    depth, end = 0, None
    for mark in marks[here:]:
        kind = mark.get(w("fldCharType"))
        depth += {"begin": 1, "end": -1}.get(str(kind), 0)
        if depth < 0:
            end = mark
            break
    begins = [one for one in marks[:here] if one.get(w("fldCharType")) == "begin"]
    gone = [*begins[-1:], *marks[here : marks.index(end) + 1 if end is not None else None]]
    for mark in gone:
        _drop(mark)
