"""What an uploaded DOCX may not carry: links that fetch, macros, embedded objects."""

import re
from collections.abc import Iterator

from lxml import etree

from service.core.refusals import Refused
from service.documents.package import open_parts

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
HARMLESS_EXTERNAL = ("/hyperlink",)
MACRO_TYPES = (b"macroEnabled", b"vbaProject", b"vbaData")
OBJECT_PARTS = re.compile(r"word/(embeddings|activeX|ctrlProps)/|oleObject|\.bin$", re.IGNORECASE)
FETCHING_FIELDS = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|DATABASE|RD)\b", re.IGNORECASE)
PRINTER_SETTINGS = re.compile(r"printerSettings\d*\.bin$")


def check_template_upload(docx: bytes) -> None:
    """Refuse a DOCX that reaches outside, carries macros or embedded objects, or is no DOCX."""
    parts = open_parts(docx)
    for name, content in parts.items():
        if "vbaProject" in name or "vbaData" in name:
            raise Refused("docx_macro", part=name)
        if OBJECT_PARTS.search(name) and not PRINTER_SETTINGS.search(name):
            raise Refused("docx_embedded_object", part=name)
        if name.endswith((".xml", ".rels")):
            _look_at(name, content)
    if any(word in parts["[Content_Types].xml"] for word in MACRO_TYPES):
        raise Refused("docx_macro", part="[Content_Types].xml")


def parse_xml(content: bytes) -> etree._Element:
    """Parse a part without entities and without the network; refuses what is no XML or tries to use them."""
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise Refused("template_broken")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("template_broken") from error


def _look_at(name: str, content: bytes) -> None:
    root = parse_xml(content)
    if name.endswith(".rels"):
        for target in _fetching(root):
            raise Refused("docx_external_link", target=target[:120])
        return
    for element in root.iter("{*}instrText", "{*}fldSimple"):
        said = "".join([element.text or "", *(str(value) for value in element.attrib.values())])
        if FETCHING_FIELDS.search(said):
            raise Refused("docx_external_link", target=said.strip()[:120])
    if next(root.iter("{*}altChunk", "{*}subDoc", "{*}OLEObject", "{*}control"), None) is not None:
        raise Refused("docx_embedded_object", part=name)


def _fetching(root: etree._Element) -> Iterator[str]:
    for relationship in root.iter(RELATIONSHIP):
        kind, target = relationship.get("Type", ""), relationship.get("Target", "")
        outside = relationship.get("TargetMode") == "External" or "://" in target or target.startswith("\\\\")
        link = kind.endswith(HARMLESS_EXTERNAL) and target.lower().startswith(("http://", "https://", "mailto:", "#"))
        if outside and not link:
            yield target
