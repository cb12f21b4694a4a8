"""From template, content and engrossment to a DOCX; the template is code, so it runs in a limited child."""

import re
from collections.abc import Mapping
from typing import Any, cast

from service.core import sandbox
from service.core.refusals import Refused
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment
from service.documents.context import build_context
from service.documents.quick import Filled, Shelf

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 forbids
CPU_SECONDS = 10
MEMORY_MB = 700
TIMEOUT_S = 20.0

BLANK = bytes.fromhex(  # a white dot as PNG
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)

CHILD = "service.documents.filling_child"

sandbox.preload(CHILD)
_shelf = Shelf()


def fill(
    template: Template,
    content: Content,
    engrossment: Engrossment | None,
    *,
    demo: bool,
    preview: bool = False,
    logos: Mapping[str, bytes] | None = None,
) -> bytes:
    """The DOCX that people may download and that is converted; refuses a template that cannot be filled.

    `preview` prints on every page that this paper is not for signing. `logos` maps "logo_kesatu" and "logo_kedua"
    to PNG or JPEG bytes; a neutral mark stands where one is missing.
    """
    context = build_context(template.manifest, content, engrossment, demo=demo, preview=preview)
    pictures = logos_in_order(logos or {}, context)
    address = engrossment.verification_url if engrossment else ""
    return fill_docx(template.docx, context, pictures, address)


def logos_in_order(logos: Mapping[str, bytes], context: Mapping[str, Any]) -> dict[str, bytes]:
    """The logos under the names of the places that their sides take in this original."""
    named = dict(logos)
    if context["tata_letak"] and not context["demo"]:  # a paper to be signed bears no grey mark in place of a logo
        named |= {f"logo_{side['kunci']}": BLANK for side in context["pihak"] if f"logo_{side['kunci']}" not in logos}
    sides = [(f"logo_{one['kunci']}", f"logo_{other['kunci']}") for one, other in _moved(context)]
    return named | {place: named.get(own, b"") for place, own in sides}


def _moved(context: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    pairs = zip(context["pihak"], context["pihak_judul"], strict=True)
    return [(place, side) for place, side in pairs if place["kunci"] != side["kunci"]]


def fill_docx(docx: bytes, context: Mapping[str, object], pictures: Mapping[str, bytes], qr_address: str = "") -> bytes:
    """Fill any DOCX with a plain context; this is also how an upload is tried out."""
    _refuse_unprintable(context)
    key, tried, quick = _shelf.find(docx)
    given = (docx, dict(context), dict(pictures), qr_address)
    if quick is not None:
        return cast(bytes, _in_child("fill_with_kept", quick, *given))
    if tried:
        return cast(bytes, _in_child("fill_in_child", *given))
    filled = cast(Filled, _in_child("fill_first_time", *given))
    _shelf.put(key, filled.quick)
    return filled.docx


def _in_child(function: str, *given: object) -> object:
    try:
        return sandbox.run_limited(
            f"{CHILD}:{function}", *given, cpu_seconds=CPU_SECONDS, memory_mb=MEMORY_MB, timeout_s=TIMEOUT_S
        )
    except sandbox.SandboxFailed as failure:
        codes = {"timeout": "template_too_slow", "memory": "template_too_large", "crashed": "template_broken"}
        raise Refused(codes[failure.code.value]) from failure


def _refuse_unprintable(value: object) -> None:
    """Refuse characters that no Word file can hold; the XML parser would drop them without a word."""
    if isinstance(value, str):
        if found := UNPRINTABLE.search(value):
            raise Refused("field_control_character", character=f"U+{ord(found[0]):04X}")
    elif isinstance(value, Mapping):
        for each in value.values():
            _refuse_unprintable(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _refuse_unprintable(each)
