"""Judging a template that an office brings: nothing it may not do, every name known, and a sample that really fills."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from service.core import sandbox
from service.core.refusals import Refused
from service.documents.catalogue import Template, template_of
from service.documents.content import ArticleText, Content
from service.documents.filling import fill
from service.documents.inspecting_child import Inspected
from service.documents.manifest import Manifest, ManifestFaults
from service.documents.placeholders import names_in
from service.documents.values import check_values

sandbox.preload("service.documents.inspecting_child")

LARGEST_MANIFEST = 300_000  # bytes
CONTEXT_NAMES = frozenset(
    {
        "antara", "demo", "isi", "judul_naskah", "kolom", "meterai_elektronik", "mode", "nama_naskah", "nomor", "pasal",
        "pembuka", "pihak", "pihak_judul", "pratinjau", "rangkap", "tanggal_huruf", "tata_letak", "ttd", "verifikasi",
    }
)  # fmt: skip
# Fields that the program itself reads: they need not stand in the document.
READ_BY_US = frozenset(
    {
        "data_pribadi", "huruf", "judul_naskah", "meterai", "mode_penandatanganan", "nilai", "tanggal_naskah",
        "tanggal_rapat", "tempat", "ukuran_kertas", "urutan_nomor", "urutan_tanda_tangan",
    }
)  # fmt: skip
READ_PREFIXES = ("pihak_", "nomor_")
# Fonts that stand in the papers as they are, or for which one of equal widths is installed.
FONTS_WITH_A_MATCH = frozenset(
    {
        "Arial", "Bookman Old Style", "Calibri", "Cambria", "Courier New", "Liberation Mono", "Liberation Sans",
        "Liberation Serif", "Symbol", "Times New Roman", "Wingdings",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing found in an uploaded template; a blocking one must be mended before it may be published."""

    code: str
    params: Mapping[str, Any]
    blocking: bool

    def as_row(self) -> dict[str, Any]:
        """As it is kept with the edition."""
        return {**asdict(self), "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class Judged:
    """An uploaded template, and what was found; `template` is missing where it could not even be read."""

    template: Template | None
    remarks: tuple[Remark, ...]

    @property
    def may_be_published(self) -> bool:
        """Whether nothing stands against it."""
        return self.template is not None and not any(one.blocking for one in self.remarks)


def judge(files: Mapping[str, bytes], name: str, number: int, *, instead_of: Template | None = None) -> Judged:
    """Judge the files of a template; it keeps the mandatory articles of the one that it would stand `instead_of`."""
    if len(files.get("manifest.toml", b"")) > LARGEST_MANIFEST:
        return Judged(None, (Remark("template_too_large", {}, blocking=True),))
    try:
        template = template_of(files, name, number, where=name)
    except ManifestFaults as error:
        return Judged(None, tuple(Remark("manifest_faulty", {"what": fault}, blocking=True) for fault in error.faults))
    try:
        inspected = _inspect(template.docx)
    except Refused as refusal:
        return Judged(template, (_refused(refusal),))
    remarks = [*_names(template.manifest, inspected), *_fonts(inspected)]
    if instead_of is not None:
        remarks += _dropped(template.manifest, instead_of.manifest)
    remarks += _tried(template)
    return Judged(template, tuple(remarks))


def _inspect(docx: bytes) -> Inspected:
    try:
        found = sandbox.run_limited(
            "service.documents.inspecting_child:inspect", docx, cpu_seconds=10, memory_mb=700, timeout_s=20.0
        )
    except sandbox.SandboxFailed as failure:
        codes = {"timeout": "template_too_slow", "memory": "template_too_large", "crashed": "template_broken"}
        raise Refused(codes[failure.code.value]) from failure
    return cast(Inspected, found)


def _refused(refusal: Refused) -> Remark:
    return Remark(refusal.code, dict(refusal.params), blocking=True)


def _names(manifest: Manifest, inspected: Inspected) -> list[Remark]:
    unknown = [f"isi.{name}" for name in inspected.fields if name not in manifest.by_key]
    unknown += [name for name in inspected.names if name not in CONTEXT_NAMES]
    remarks = [Remark("template_unknown_name", {"name": name}, blocking=True) for name in unknown]
    used = {*inspected.fields, *(name for one in manifest.articles for name in names_in(one.body))}
    used |= {rule.other for rule in manifest.rules}
    for key, each in manifest.by_key.items():
        if key not in used and key not in READ_BY_US and not key.startswith(READ_PREFIXES):
            remarks.append(Remark("template_field_unused", {"name": each.label.id, "key": key}, blocking=False))
    if any(key.startswith("pihak_") for key in manifest.by_key) and not inspected.signing_places:
        remarks.append(Remark("template_no_places", {}, blocking=True))
    return remarks


def _fonts(inspected: Inspected) -> list[Remark]:
    strange = [font for font in inspected.fonts if font not in FONTS_WITH_A_MATCH]
    return [Remark("template_font_unknown", {"font": font}, blocking=False) for font in strange]


def _dropped(manifest: Manifest, before: Manifest) -> list[Remark]:
    """What is mandatory above cannot be dropped below."""
    mandatory = {one.key for one in manifest.articles if one.mandatory}
    return [
        Remark("template_drops_mandatory", {"title": one.title}, blocking=True)
        for one in before.articles
        if one.mandatory and one.key not in mandatory
    ]


def _tried(template: Template) -> list[Remark]:
    """Whether the sample fits the fields and the document can be filled with it."""
    content = sample_content(template)
    faults = check_values(template.manifest, content.values, content.articles)
    if faults:
        return [Remark("template_sample_faulty", {"place": faults[0].field, "count": len(faults)}, blocking=True)]
    try:
        fill(template, content, None, demo=True)
    except Refused as refusal:
        return [_refused(refusal)]
    return []


def sample_content(template: Template) -> Content:
    """The text that a template's sample makes."""
    said = template.sample.get("values", template.sample)
    articles = tuple(ArticleText(one.key, one.title, one.body) for one in template.manifest.articles if one.included)
    return Content({**template.manifest.defaults(), **(said if isinstance(said, dict) else {})}, articles)
