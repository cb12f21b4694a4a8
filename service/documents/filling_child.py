"""The part of filling that runs inside the limited child: docxtpl in a sandboxed Jinja, then places and pictures."""

import contextlib
import io
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

import segno
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from service.core.refusals import Refused
from service.core.wording import number_in_words
from service.documents.checking import parse_xml
from service.documents.layout import lay_out
from service.documents.package import open_parts, write_parts
from service.documents.pictures import put_pictures
from service.documents.places import mark_places
from service.documents.quick import Filled, Quick
from service.documents.quick_child import LONGEST_PROPERTY, PROPERTIES, fill_quickly, prepare

FILTERS: dict[str, Callable[..., Any]] = {
    "upper": lambda text: str(text).upper(),
    "lower": lambda text: str(text).lower(),
    "length": len,
    "terbilang": lambda number: number_in_words(int(number)),
}
TESTS = ("defined", "none", "odd", "even", "eq", "ne", "equalto")
NAME = re.compile(r"'([^']{1,60})'")


def fill_in_child(docx: bytes, context: Mapping[str, Any], pictures: Mapping[str, bytes], qr_address: str) -> bytes:
    """Fill, lay out, then put bookmarks at the places of signatures and the real pictures in place of the marks."""
    open_parts(docx)
    return _finished(open_parts(_fill(docx, context)), context, pictures, qr_address)


def fill_first_time(docx: bytes, context: Mapping[str, Any], pictures: Mapping[str, bytes], qr_address: str) -> Filled:
    """The same, and what may be kept of the template if it then gives the very parts that docxtpl gave."""
    open_parts(docx)
    parts = open_parts(_fill(docx, context))
    quick = None
    with contextlib.suppress(Exception):  # whatever is odd about this template, docxtpl has filled it
        quick = prepare(docx, environment())
        if quick is not None and list(fill_quickly(quick, context, environment()).items()) != list(parts.items()):
            quick = None
    return Filled(_finished(parts, context, pictures, qr_address), quick)


def fill_with_kept(
    quick: Quick, docx: bytes, context: Mapping[str, Any], pictures: Mapping[str, bytes], qr_address: str
) -> bytes:
    """The same from what was kept; what goes wrong there is done by docxtpl, which says what it is."""
    try:
        parts = fill_quickly(quick, context, environment())
    except Exception:  # noqa: BLE001  the sentences for users are made in one place
        return fill_in_child(docx, context, pictures, qr_address)
    return _finished(parts, context, pictures, qr_address)


def _finished(
    parts: dict[str, bytes], context: Mapping[str, Any], pictures: Mapping[str, bytes], qr_address: str
) -> bytes:
    images = dict(pictures)
    if qr_address:
        images["qr_verifikasi"] = qr_png(qr_address)
    lay_out(parts, context.get("tata_letak"))
    mark_places(parts)
    put_pictures(parts, images)
    for name, content in parts.items():
        if name.endswith(".xml"):
            parse_xml(content)  # what Word could not open must not leave this process
    return write_parts(parts)


def qr_png(address: str) -> bytes:
    """The QR code of an address, without colour and without alpha."""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False).save(buffer, kind="png", scale=8, border=1)
    return buffer.getvalue()


class Jinja(ImmutableSandboxedEnvironment):
    """Jinja that knows no powers: `9 ** 9 ** 9` would work for hours."""

    intercepted_binops = frozenset(["**"])

    def call_binop(self, context: object, operator: str, left: object, right: object) -> Any:  # noqa: ARG002
        """Refuse the operators named above."""
        raise SecurityError(f"operator {operator}")


def environment() -> Jinja:
    """Jinja with nothing in it but our own filters and a few tests: no globals, no helper objects."""
    jinja = Jinja(autoescape=True, undefined=StrictUndefined)
    jinja.globals.clear()
    jinja.filters.clear()
    jinja.filters.update(FILTERS)
    kept = {name: jinja.tests[name] for name in TESTS}
    jinja.tests.clear()
    jinja.tests.update(kept)
    return jinja


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """Its properties are plain text, and no longer than the format allows: a long subject must not stop a paper."""

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        plain = (jinja_env or environment()).overlay(autoescape=False)
        for name in PROPERTIES:
            said = plain.from_string(getattr(self.docx.core_properties, name)).render(context)
            setattr(self.docx.core_properties, name, textwrap.shorten(said, LONGEST_PROPERTY, placeholder=" ..."))


def _fill(docx: bytes, context: Mapping[str, Any]) -> bytes:
    template = _Template(io.BytesIO(docx))
    try:
        template.render(dict(context), jinja_env=environment(), autoescape=True)
    except SecurityError as error:
        raise Refused("template_forbidden", what=_clean(str(error))) from error
    except UndefinedError as error:
        raise _undefined(str(error)) from error
    except TemplateSyntaxError as error:
        raise Refused("template_faulty", what=_clean(str(error.message)), line=error.lineno) from error
    except TemplateError as error:
        raise Refused("template_faulty", what=_clean(str(error)), line="-") from error
    except (TypeError, ValueError, KeyError, AttributeError, ZeroDivisionError, OverflowError) as error:
        raise Refused("template_faulty", what=type(error).__name__, line="-") from error
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def _undefined(said: str) -> Refused:
    """A misspelt name, or something that reaches for the inside of Python."""
    names = NAME.findall(said)
    name = names[-1] if names else _clean(said)
    if "__" in said:
        return Refused("template_forbidden", what=name)
    return Refused("template_unknown_name", name=name)


def _clean(said: str) -> str:
    """What Jinja said about the template's own text, short and without marks of XML."""
    return re.sub(r"[<>\s]+", " ", said)[:160].strip()
