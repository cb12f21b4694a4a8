"""Naskah mitra: a partner's own DOCX is the text of record, and the form keeps only what is about it.

The content names the file by its SHA-256, so whoever approves the content approves the very file; the articles are
read from it once, when it is taken in, and are never edited here.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Protocol, cast

from service.core import sandbox
from service.core.refusals import Refused
from service.core.wording import date_in_words, date_long
from service.documents.catalogue import Template
from service.documents.content import Content, Engrossment, SigningMode
from service.documents.filling import CPU_SECONDS, MEMORY_MB, TIMEOUT_S, fill
from service.documents.partner_facts import FILE, SHEET, is_partner, marks_in, members, sheet_wanted, sides
from service.documents.partner_marks import Mark, MarkKind
from service.documents.partner_reading import PartnerText
from service.documents.sides import DOTS

__all__ = ["FILE", "SHEET", "fill_paper", "is_partner", "read_file", "source_of"]

sandbox.preload("service.documents.partner_child", "service.documents.partner_reading")

DEMO_NOTE = "CONTOH, TIDAK BERLAKU"
PREVIEW_NOTE = "PRATINJAU, BUKAN UNTUK DITANDATANGANI"
SHEET_TITLE = "LEMBAR PENANDATANGANAN"
BY_SIGNATURES = "tanggal tanda tangan elektronik PARA PIHAK yang terakhir"
_OF_FILES = {"template_broken": "partner_unreadable", "template_too_large": "partner_too_large"}


class Files(Protocol):
    """Where files are kept."""

    def get(self, sha256: str) -> bytes:
        """The bytes of a file."""
        ...


def source_of(content: Content, files: Files) -> dict[str, bytes]:
    """What a renderer is given besides the content: `source`, the partner's file, where there is one."""
    return {"source": files.get(str(content.values[FILE]))} if is_partner(content) else {}


def read_file(docx: bytes) -> PartnerText:
    """Check and read a partner's file; refuses what cannot be the text of an agreement."""
    return cast(PartnerText, _limited("service.documents.partner_reading:read_in_child", docx))


def fill_paper(
    template: Template,
    content: Content,
    engrossment: Engrossment | None,
    *,
    demo: bool,
    preview: bool = False,
    logos: Mapping[str, bytes] | None = None,
    source: bytes | None = None,
) -> bytes:
    """The DOCX of any text: our template filled, or the partner's file with its markers replaced."""
    if not is_partner(content):
        return fill(template, content, engrossment, demo=demo, preview=preview, logos=logos)
    if source is None:
        raise Refused("partner_file_missing")
    said = _said(content, engrossment)
    said["note"] = PREVIEW_NOTE if preview else DEMO_NOTE if demo else ""
    return cast(bytes, _limited("service.documents.partner_child:fill_partner_in_child", source, said))


def _limited(function: str, *args: object) -> object:
    try:
        return sandbox.run_limited(
            function, *args, cpu_seconds=2 * CPU_SECONDS, memory_mb=MEMORY_MB, timeout_s=2 * TIMEOUT_S
        )
    except sandbox.SandboxFailed as failure:
        too_large = failure.code is sandbox.Failure.MEMORY
        raise Refused("partner_too_large" if too_large else "partner_unreadable") from failure
    except Refused as refusal:
        refusal.code = _OF_FILES.get(refusal.code, refusal.code)
        raise


# ------------------------------------------------------------------------------------------------- what is put in
def _said(content: Content, engrossment: Engrossment | None) -> dict[str, Any]:
    texts = _texts(content, engrossment)
    return {
        "texts": texts,
        "slots": [one.slot for one in members(content)],
        "address": engrossment.verification_url if engrossment else "",
        "code": engrossment.code if engrossment else "",
        "sheet": _sheet(content, texts) if sheet_wanted(content) else None,
    }


def _texts(content: Content, engrossment: Engrossment | None) -> dict[str, str]:
    """What each marker of text becomes; dots where it is not known yet."""
    keys = [key for key, _title in sides(content)]
    numbers = list(engrossment.numbers if engrossment else ())[: len(keys)]
    mode = engrossment.mode if engrossment else content.mode
    if engrossment and mode is SigningMode.ELECTRONIC and sum(map(bool, numbers)) < len(keys):
        raise Refused("number_pending_electronic")
    padded = [*numbers, *[None] * (len(keys) - len(numbers))]
    found = {Mark(MarkKind.NUMBER, key).name: number or DOTS for key, number in zip(keys, padded, strict=True)}
    stated = engrossment.stated_date if engrossment else None
    open_date = BY_SIGNATURES if mode is SigningMode.ELECTRONIC else DOTS
    found[MarkKind.DATE.value] = date_long(stated) if stated else open_date
    found[MarkKind.DATE_IN_WORDS.value] = date_in_words(stated) if stated else open_date
    found[MarkKind.PLACE.value] = (engrossment.place if engrossment else "") or DOTS
    return found


def _sheet(content: Content, texts: Mapping[str, str]) -> dict[str, Any]:
    """What the appended sheet says: whatever the file has no marker for."""
    present = {one.name for one in marks_in(content) if one.mark}
    values = content.values
    lines = [f"{values.get('judul_naskah') or 'Naskah kerja sama'} tentang {values.get('judul') or DOTS}"]
    lines += ["Lembar ini merupakan bagian yang tidak terpisahkan dari naskah tersebut."]
    for key, title in sides(content):
        name = Mark(MarkKind.NUMBER, key).name
        lines += [] if name in present else [f"Nomor {title}: {texts[name]}"]
    if not present & {MarkKind.DATE.value, MarkKind.DATE_IN_WORDS.value}:
        lines.append(f"Tanggal: {texts[MarkKind.DATE.value]}")
    if MarkKind.PLACE.value not in present:
        lines.append(f"Tempat: {texts[MarkKind.PLACE.value]}")
    return {"title": SHEET_TITLE, "lines": lines, "people": [asdict(one) for one in members(content)]}
