"""The part of looking at an uploaded template that runs inside the limited child: its names, constructs and fonts."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from service.core.refusals import Refused
from service.documents.checking import check_template_upload, parse_xml
from service.documents.filling_child import FILTERS, TESTS, environment
from service.documents.package import DOCUMENT, open_parts
from service.documents.places import W

FIELDS = "isi"
# What a template may be made of: reading, repeating, choosing. Nothing that calls, defines, imports or includes.
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.For,
    nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Add, nodes.Sub, nodes.Mod, nodes.Concat, nodes.List, nodes.Tuple, nodes.Assign, nodes.Neg,
)  # fmt: skip
PROOFING = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What stands in a template: the fields and names it reads, its fonts, places of signatures and pictures."""

    fields: tuple[str, ...]
    names: tuple[str, ...]
    fonts: tuple[str, ...]
    signing_places: bool
    pictures: tuple[str, ...]


def inspect(docx: bytes) -> Inspected:
    """Look at a template; refuses what may not stand in one, naming the construct."""
    check_template_upload(docx)
    parts = open_parts(docx)
    fields: set[str] = set()
    names: set[str] = set()
    for text in _sources(docx, parts):
        tree = _parsed(text)
        fields |= set(_fields(tree))
        names |= set(_outer_names(tree))
    body = "".join(parts[name].decode("utf-8", "replace") for name in parts if _is_text(name))
    pictures = tuple(sorted(set(re.findall(r'<wp:docPr [^>]*\bname="((?:logo|qr)_[a-z_]+)"', body))))
    return Inspected(
        tuple(sorted(fields)),
        tuple(sorted(names - {FIELDS})),
        tuple(sorted(set(_fonts(parts)))),
        signing_places="TempatTTD" in body or ".tempat" in body,
        pictures=pictures,
    )


def _is_text(name: str) -> bool:
    return name == DOCUMENT or re.fullmatch(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml", name) is not None


def _sources(docx: bytes, parts: Mapping[str, bytes]) -> Iterator[str]:
    template = DocxTemplate(io.BytesIO(docx))
    for name in parts:
        if _is_text(name):
            yield template.patch_xml(parts[name].decode("utf-8", "replace"))


def _parsed(text: str) -> nodes.Template:
    try:
        tree = environment().parse(text)
    except TemplateSyntaxError as error:
        raise Refused("template_faulty", what=_short(str(error.message)), line=error.lineno) from error
    for node in tree.find_all(nodes.Node):
        _judge(node)
    return tree


def _judge(node: nodes.Node) -> None:
    if isinstance(node, nodes.Getattr | nodes.Name):
        name = node.attr if isinstance(node, nodes.Getattr) else node.name
        if name.startswith("_"):
            raise Refused("template_forbidden", what=name)
    elif isinstance(node, nodes.Getitem):
        if isinstance(node.arg, nodes.Const) and str(node.arg.value).startswith("_"):
            raise Refused("template_forbidden", what=str(node.arg.value))
    elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise Refused("template_forbidden", what=f"|{node.name}")
    elif isinstance(node, nodes.Test) and node.name not in TESTS:
        raise Refused("template_forbidden", what=f"is {node.name}")
    elif not isinstance(node, ALLOWED) and not isinstance(node, nodes.Helper):
        raise Refused("template_forbidden", what=type(node).__name__)


def _fields(tree: nodes.Template) -> Iterator[str]:
    for read in tree.find_all(nodes.Getattr):
        if isinstance(read.node, nodes.Name) and read.node.name == FIELDS:
            yield read.attr
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.node, nodes.Name) and item.node.name == FIELDS and isinstance(item.arg, nodes.Const):
            yield str(item.arg.value)


def _outer_names(tree: nodes.Template) -> Iterator[str]:
    """Names that are read and not made by a loop or an assignment of the template itself."""
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"} | {"loop"}
    yield from (node.name for node in tree.find_all(nodes.Name) if node.ctx == "load" and node.name not in own)


def _fonts(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in (DOCUMENT, "word/styles.xml", "word/numbering.xml", *(one for one in parts if _is_text(one))):
        if name in parts:
            for fonts in parse_xml(parts[name]).iter(f"{{{W}}}rFonts"):
                yield from (value for key in ("ascii", "hAnsi") if (value := fonts.get(f"{{{W}}}{key}")))


def _short(said: str) -> str:
    return PROOFING.sub(" ", re.sub(r"[<>]", " ", said))[:160].strip()
