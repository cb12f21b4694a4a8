"""A template that an office brings is judged before anybody may publish it; every shipped one would pass."""

import io
import json
import zipfile

import pytest

from service.documents.catalogue import Template
from service.documents.context import build_context
from service.documents.shipped import FOLDER, shipped
from service.documents.template_checks import CONTEXT_NAMES, judge, sample_content

NAME = "nota_kesepahaman"
MOU = shipped().latest(NAME)


def files(template: Template = MOU) -> dict[str, bytes]:
    folder = FOLDER / template.name / str(template.version)
    return {name: (folder / name).read_bytes() for name in ("template.docx", "manifest.toml", "sample.json")}


def with_text(said: str, *, font: str = "") -> bytes:
    """The MoU's template with a paragraph put in front of its body."""
    with zipfile.ZipFile(io.BytesIO(MOU.docx)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    paragraph = f"<w:p><w:r>{look}<w:t>{said}</w:t></w:r></w:p>".encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + paragraph, 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def codes(changed: dict[str, bytes], **options) -> list[tuple[str, bool]]:
    judged = judge({**files(), **changed}, NAME, 9, **options)
    return [(one.code, one.blocking) for one in judged.remarks]


@pytest.mark.parametrize("template", shipped().templates, ids=lambda one: f"{one.name}-{one.version}")
def test_every_shipped_template_would_pass(template: Template):
    judged = judge(files(template), template.name, template.version)
    assert judged.remarks == ()
    assert judged.may_be_published
    assert judged.template == template or judged.template.docx == template.docx


def test_the_names_that_a_template_may_read_are_those_that_filling_offers():
    offered = build_context(MOU.manifest, sample_content(MOU), None, demo=True)
    assert set(offered) == CONTEXT_NAMES


def test_a_misspelt_field_is_named_and_blocks():
    assert codes({"template.docx": with_text("{{ isi.judull }}")})[0] == ("template_unknown_name", True)


@pytest.mark.parametrize(
    "said",
    [
        "{{ isi.judul.__class__ }}",
        "{{ isi['__class__'] }}",
        "{{ isi.judul|attr('x') }}",
        "{{ cycler() }}",
        "{% if false %}{{ isi.judul.encode() }}{% endif %}",
        "{% macro a() %}x{% endmacro %}",
        "{% include 'x' %}",
        "{{ 9 ** 9 }}",
    ],
)
def test_what_a_template_may_not_do_is_refused_even_where_it_would_never_run(said: str):
    found = codes({"template.docx": with_text(said)})
    assert found == [("template_forbidden", True)]


def test_a_broken_tag_is_refused_with_what_is_wrong():
    assert codes({"template.docx": with_text("{{ isi.judul ")})[0] == ("template_faulty", True)


def test_a_font_without_a_match_is_told_and_does_not_block():
    found = codes({"template.docx": with_text("Salam", font="Comic Neue")})
    assert found == [("template_font_unknown", False)]


def test_a_field_that_nothing_prints_is_told():
    added = b'\n[[fields]]\nkey = "catatan"\ntype = "text"\nsection = "umum"\nrequired = false\n'
    added += b'label = { id = "Catatan", en = "Note" }\n'
    said = files()["manifest.toml"].replace(b"\n[[fields]]\n", added + b"\n[[fields]]\n", 1)
    assert codes({"manifest.toml": said}) == [("template_field_unused", False)]


def test_a_faulty_manifest_names_every_fault():
    found = codes({"manifest.toml": b'kind = "mou"\n[[fields]]\nkey = 3\n'})
    assert len(found) > 2
    assert set(found) == {("manifest_faulty", True)}


def test_a_sample_that_does_not_fit_its_manifest_blocks():
    sample = json.loads(files()["sample.json"])
    del sample["values"]["judul"]
    assert codes({"sample.json": json.dumps(sample).encode()}) == [("template_sample_faulty", True)]


def test_what_is_mandatory_above_cannot_be_dropped_below():
    lines = files()["manifest.toml"].replace(b"mandatory = true", b"mandatory = false", 1)
    assert codes({"manifest.toml": lines}, instead_of=MOU) == [("template_drops_mandatory", True)]
    assert codes({"manifest.toml": lines}) == []


def test_no_document_at_all_is_refused():
    assert codes({"template.docx": b"%PDF-1.7 berganti nama"}) == [("not_docx", True)]
