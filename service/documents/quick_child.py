"""The quick filler, inside the limited child: the steps of docxtpl without opening and compiling the template anew."""

import io
import marshal
import re
import textwrap
from collections.abc import Mapping
from types import CodeType, SimpleNamespace
from typing import Any, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from service.documents.package import DOCUMENT, open_parts
from service.documents.quick import Quick

CORE = "docProps/core.xml"
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
LONGEST_PROPERTY = 255
FIRST_PICTURE = 1000
PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
BREAKS = re.compile("[\t\a\n\f]")
UNESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def prepare(docx: bytes, jinja: Environment) -> Quick | None:
    """What can be kept of a template; None where it has parts that only docxtpl fills."""
    template = DocxTemplate(io.BytesIO(docx))
    template.init_docx()
    buffer = io.BytesIO()
    template.docx.save(buffer)
    parts = open_parts(buffer.getvalue())
    sources = {DOCUMENT: template.get_xml()}
    for kind in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
        for _, part in template.get_headers_footers(kind):
            name = str(part.partname).lstrip("/")
            if name in sources:
                return None
            sources[name] = template.get_part_xml(part)
    if CORE not in parts or any("footnotes" in name for name in parts):
        return None
    compiled = {name: _compiled(jinja, _lined(template.patch_xml(xml))) for name, xml in sources.items()}
    plain = jinja.overlay(autoescape=False)
    said = template.docx.core_properties
    core = {name: _compiled(plain, getattr(said, name)) for name in PROPERTIES}
    return Quick(parts, compiled, core)


def fill_quickly(quick: Quick, context: Mapping[str, Any], jinja: Environment) -> dict[str, bytes]:
    """The parts that docxtpl would have made."""
    parts = dict(quick.parts)
    for name, code in quick.compiled.items():
        xml = _resolved(_rendered(jinja, code, context))
        parts[name] = _document(parts[name], xml) if name == DOCUMENT else _written(parse_xml(xml.encode()))
    parts[CORE] = _core(parts[CORE], quick.core, context, jinja.overlay(autoescape=False))
    return parts


def _lined(xml: str) -> str:
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)  # one paragraph a line, so that faults have useful line numbers


def _compiled(jinja: Environment, source: str) -> bytes:
    return marshal.dumps(jinja.compile(source))


def _rendered(jinja: Environment, code: bytes, context: Mapping[str, Any]) -> str:
    made = cast(CodeType, marshal.loads(code))  # noqa: S302  made in such a child from this very template
    return jinja.template_class.from_code(jinja, made, jinja.make_globals(None)).render(dict(context))


def _resolved(xml: str) -> str:
    """Line breaks and tabs of values as Word writes them; only paragraphs that have some are looked into."""
    xml = re.sub(r"\n<w:p([ >])", r"<w:p\1", xml)
    for written, meant in UNESCAPED:
        xml = xml.replace(written, meant)
    return PARAGRAPH.sub(_broken, xml) if BREAKS.search(xml) else xml


def _broken(paragraph: re.Match[str]) -> str:
    said = paragraph[0]
    return str(DocxTemplate.resolve_listing(None, said)) if BREAKS.search(said) else said


def _document(old: bytes, body: str) -> bytes:
    tree = DocxTemplate.fix_tables(None, body)
    DocxTemplate.fix_docpr_ids(SimpleNamespace(docx_ids_index=FIRST_PICTURE), tree)
    root = parse_xml(old)
    root.replace(root.body, tree)
    return _written(root)


def _core(old: bytes, codes: Mapping[str, bytes], context: Mapping[str, Any], plain: Environment) -> bytes:
    root = parse_xml(old)
    properties = CoreProperties(root)
    for name, code in codes.items():
        said = _rendered(plain, code, context)
        setattr(properties, name, textwrap.shorten(said, LONGEST_PROPERTY, placeholder=" ..."))
    return _written(root)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))
