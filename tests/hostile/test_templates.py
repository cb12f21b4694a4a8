"""Templates and Word files made to break us: each gets a clear refusal, and the next paper comes out."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from service.core.refusals import Refused
from service.documents.catalogue import load_template
from service.documents.checking import check_template_upload
from service.documents.filling import fill, fill_docx
from tests.documents import samples

TEMPLATE = Path(__file__).parents[2] / "doc_templates" / "nota_kesepahaman" / "1"
CONTEXT = {"judul": "Kerja sama", "daftar": ["a", "b"], "nilai": {"x": 1}, "angka": 3}


def docx_saying(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_parts(docx: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


PLAIN = docx_saying("{{ judul }}")


def refused(docx: bytes, context: dict[str, object] | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        fill_docx(docx, context or CONTEXT, {})
    assert fill_docx(PLAIN, CONTEXT, {}).startswith(b"PK")
    return caught.value


def test_a_misspelt_name_is_named() -> None:
    refusal = refused(docx_saying("{{ jduul }}"))
    assert (refusal.code, refusal.params) == ("template_unknown_name", {"name": "jduul"})


def test_a_misspelt_part_is_named() -> None:
    refusal = refused(docx_saying("{{ nilai.y }}"))
    assert (refusal.code, refusal.params) == ("template_unknown_name", {"name": "y"})


@pytest.mark.parametrize(
    "tag", ["{% if judul %}", "{{ judul", "{% endfor %}", "{{ judul | }}", "{% for x daftar %}{% endfor %}"]
)
def test_a_broken_tag_is_a_fault_of_the_template(tag: str) -> None:
    assert refused(docx_saying(tag)).code in ("template_faulty", "template_broken")


@pytest.mark.parametrize(
    "escape",
    [
        "{{ judul.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ daftar.__init__.__globals__ }}",
        "{{ judul['__class__'] }}",
        "{{ judul|attr('__class__') }}",
        "{{ '{0.__class__}'.format(judul) }}",
        "{{ daftar.append('x') }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ range(10) }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ namespace }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{{ judul|map(attribute='__class__')|list }}",
        "{{ judul.encode.__self__.__class__ }}",
        "{{ (judul|upper).__class__ }}",
        "{% set x = judul.__class__ %}{{ x }}",
        "{% for x in judul.__class__.__mro__ %}{{ x }}{% endfor %}",
        "{{ loop }}",
        "{{ caller() }}",
        "{{ config }}",
        "{{ request }}",
        "{{ judul.format_map({}) and judul.__doc__ }}",
    ],
)
def test_an_escape_from_the_sandbox_is_refused(escape: str) -> None:
    assert refused(docx_saying(escape)).code in ("template_forbidden", "template_unknown_name", "template_faulty")


@pytest.mark.parametrize(
    ("endless", "codes"),
    [
        ("{% for a in daftar*99999 %}{% for b in daftar*99999 %}{% endfor %}{% endfor %}", {"template_too_slow"}),
        ("{{ 'x' * 99999999999 }}", {"template_too_large", "template_faulty"}),
        ("{{ 9 ** 9 ** 9 ** 9 }}", {"template_forbidden"}),
        ("{% for a in daftar*9999999 %}" + "teks " * 50 + "{% endfor %}", {"template_too_slow", "template_too_large"}),
    ],
)
def test_an_endless_or_greedy_template_is_stopped(
    endless: str, codes: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.documents import filling

    monkeypatch.setattr(filling, "CPU_SECONDS", 2)
    monkeypatch.setattr(filling, "TIMEOUT_S", 4.0)
    assert refused(docx_saying(endless)).code in codes


def test_a_value_is_never_run_as_a_template() -> None:
    context: dict[str, object] = {**CONTEXT, "judul": "{{ 7*7 }} {% for x in y %} {{ judul.__class__ }}"}
    text = Document(io.BytesIO(fill_docx(PLAIN, context, {}))).paragraphs[0].text
    assert text == context["judul"]


@pytest.mark.parametrize(
    "name", ["&", "<Tbk>", "]]>", "\"'", "السلام", "\U0001f600", "ꦲꦏ꧀ꦱꦫ", "x" * 10_000, "a\u00a0b", "\u202b"]
)
def test_any_character_that_xml_allows_comes_through_whole(name: str) -> None:
    filled = fill_docx(PLAIN, {**CONTEXT, "judul": name}, {})
    assert Document(io.BytesIO(filled)).paragraphs[0].text == name


@pytest.mark.parametrize("name", ["\x00", "\x0b", "\x1b[31m", "\ufffe", "\ud800"])
def test_a_character_that_xml_forbids_ends_in_a_refusal_not_in_a_broken_file(name: str) -> None:
    assert refused(PLAIN, {**CONTEXT, "judul": name}).code == "field_control_character"


def bomb(megabytes: int) -> bytes:
    def swell(parts: dict[str, bytes]) -> None:
        parts["word/media/bomb.png"] = b"\0" * megabytes * 1024 * 1024

    return with_parts(PLAIN, swell)


def test_a_file_of_two_hundred_megabytes_unpacked_is_refused_without_unpacking_it() -> None:
    docx = bomb(200)
    assert len(docx) < 1_000_000
    for look in (check_template_upload, lambda content: fill_docx(content, CONTEXT, {})):
        with pytest.raises(Refused) as caught:
            look(docx)
        assert caught.value.code == "template_too_large"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    docx = bytearray(bomb(2))
    true_size, lie = (2 * 1024 * 1024).to_bytes(4, "little"), (10).to_bytes(4, "little")
    docx = docx.replace(true_size, lie)
    with pytest.raises(Refused):
        check_template_upload(bytes(docx))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.7\n%renamed", id="renamed PDF"),
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04broken", id="broken ZIP"),
        pytest.param(PLAIN[: len(PLAIN) // 2], id="truncated"),
        pytest.param(
            with_parts(PLAIN, lambda parts: parts.pop("word/document.xml") and None), id="a ZIP without a document"
        ),
    ],
)
def test_what_is_no_docx_is_refused_as_such(content: bytes) -> None:
    for look in (check_template_upload, lambda docx: fill_docx(docx, CONTEXT, {})):
        with pytest.raises(Refused) as caught:
            look(content)
        assert caught.value.code == "not_docx"


RELS = "word/_rels/document.xml.rels"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
LINK = f'<Relationship Id="rX" Type="{KINDS}{{kind}}" Target="{{to}}" {{mode}}/>'


def linked(kind: str, to: str, *, external: bool = True) -> bytes:
    mode = 'TargetMode="External"' if external else ""

    def add(parts: dict[str, bytes]) -> None:
        link = LINK.format(kind=kind, to=to, mode=mode).encode()
        parts[RELS] = parts[RELS].replace(b"</Relationships>", link + b"</Relationships>")

    return with_parts(PLAIN, add)


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        ("image", "http://192.0.2.1/gambar.png"),
        ("image", "file:///etc/passwd"),
        ("attachedTemplate", "https://192.0.2.1/templat.dotm"),
        ("oleObject", "file:///tmp/x.xlsx"),
        ("frame", "http://192.0.2.1/"),
        ("hyperlink", "file:///etc/passwd"),
        ("hyperlink", "javascript:alert(1)"),
        ("aFChunk", "http://192.0.2.1/x.html"),
    ],
)
def test_a_link_that_fetches_from_outside_is_refused(kind: str, to: str) -> None:
    with pytest.raises(Refused) as caught:
        check_template_upload(linked(kind, to))
    assert (caught.value.code, caught.value.params) == ("docx_external_link", {"target": to})


def test_an_ordinary_hyperlink_is_allowed() -> None:
    check_template_upload(linked("hyperlink", "https://jdih.bawaslu.go.id/"))


def test_a_field_that_fetches_is_refused() -> None:
    def add(parts: dict[str, bytes]) -> None:
        field = b'<w:p><w:r><w:instrText>INCLUDEPICTURE "http://192.0.2.1/x.png"</w:instrText></w:r></w:p><w:sectPr'
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", field, 1)

    with pytest.raises(Refused) as caught:
        check_template_upload(with_parts(PLAIN, add))
    assert caught.value.code == "docx_external_link"


def test_a_macro_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        check_template_upload(with_parts(PLAIN, lambda parts: parts.update({"word/vbaProject.bin": b"x"})))
    assert caught.value.code == "docx_macro"


@pytest.mark.parametrize(
    "part", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml", "word/embeddings/x.docx"]
)
def test_an_embedded_object_is_refused(part: str) -> None:
    with pytest.raises(Refused) as caught:
        check_template_upload(with_parts(PLAIN, lambda parts: parts.update({part: b"<x/>"})))
    assert caught.value.code == "docx_embedded_object"


def test_entities_are_refused() -> None:
    def add(parts: dict[str, bytes]) -> None:
        laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]><x>&c;</x>'
        parts["word/comments.xml"] = laughs

    with pytest.raises(Refused) as caught:
        check_template_upload(with_parts(PLAIN, add))
    assert caught.value.code == "template_broken"


@pytest.mark.parametrize(
    "logo",
    [
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"\x89PNG\r\n\x1a\nbroken", id="broken PNG"),
        pytest.param(b"GIF89a" + b"\0" * 20, id="gif"),
    ],
)
def test_a_logo_that_is_no_sound_picture_is_refused(logo: bytes) -> None:
    template = load_template(TEMPLATE)
    with pytest.raises(Refused) as caught:
        fill(template, samples.short(template), None, demo=True, logos={"logo_kesatu": logo})
    assert caught.value.code == "picture_unreadable"
