"""A template is opened and compiled once; what comes out is what docxtpl makes, byte for byte."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from service.core.refusals import Refused
from service.documents import filling
from service.documents.catalogue import Template, load_catalogue
from service.documents.context import build_context
from service.documents.filling import fill, fill_docx
from service.documents.quick import MOST_KEPT, Quick, Shelf
from tests.documents import samples

CATALOGUE = load_catalogue(Path(__file__).resolve().parents[2] / "doc_templates")
TEMPLATES = [pytest.param(each, id=f"{each.name}/{each.version}") for each in CATALOGUE.templates]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_shelf", Shelf())


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    functions: list[str] = []
    real = filling._in_child

    def watched(function: str, *given: object) -> object:
        functions.append(function)
        return real(function, *given)

    monkeypatch.setattr(filling, "_in_child", watched)
    return functions


def reference(template: Template, content: object, given: object) -> bytes:
    context = build_context(template.manifest, content, given, demo=False, preview=False)  # type: ignore[arg-type]
    pictures = filling.logos_in_order({}, context)
    address = given.verification_url if given else ""  # type: ignore[attr-defined]
    return filling._in_child("fill_in_child", template.docx, context, pictures, address)  # type: ignore[return-value]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_shipped_template_is_kept_and_gives_the_bytes_of_docxtpl(template: Template, called: list[str]) -> None:
    for make in (samples.short, samples.long, samples.hostile):
        content = make(template)
        given = samples.engrossment(template, content)
        wanted = reference(template, content, given)
        assert fill(template, content, given, demo=False) == wanted, make.__name__
        assert fill(template, content, given, demo=False) == wanted, make.__name__
    quick = [each for each in called if each != "fill_in_child"]
    assert quick == ["fill_first_time", *["fill_with_kept"] * 5]


def plain(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_fault_that_shows_later_is_told_in_the_same_words(called: list[str]) -> None:
    docx = plain("{{ judul }} {% if lanjut %}{{ salah }}{% endif %}")
    fill_docx(docx, {"judul": "Satu", "lanjut": False}, {})
    with pytest.raises(Refused) as refused:
        fill_docx(docx, {"judul": "Satu", "lanjut": True}, {})
    assert (refused.value.code, called) == ("template_unknown_name", ["fill_first_time", "fill_with_kept"])


def test_a_kept_template_is_as_confined_as_a_new_one(called: list[str]) -> None:
    docx = plain("{% if lanjut %}{{ judul.__class__.__mro__ }}{% endif %}")
    fill_docx(docx, {"judul": "Satu", "lanjut": False}, {})
    with pytest.raises(Refused) as refused:
        fill_docx(docx, {"judul": "Satu", "lanjut": True}, {})
    assert (refused.value.code, called[-1]) == ("template_forbidden", "fill_with_kept")


def test_values_are_escaped_and_broken_into_lines_as_docxtpl_does() -> None:
    docx = plain("{{ judul }}")
    said = {"judul": 'A & B <w:p/> "c"\n{{ 7*7 }}\tlima'}
    first, second = fill_docx(docx, said, {}), fill_docx(docx, said, {})
    assert first == second
    assert Document(io.BytesIO(second)).paragraphs[0].text == said["judul"]


def test_a_template_with_footnotes_is_left_to_docxtpl(called: list[str]) -> None:
    buffer = io.BytesIO(plain("{{ judul }}"))
    with zipfile.ZipFile(buffer, "a") as archive:
        links = zipfile.ZipFile(io.BytesIO(plain("x"))).read("word/_rels/document.xml.rels")
        note = b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        archive.writestr("word/footnotes.xml", note)
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        link = b'<Relationship Id="rId99" Type="' + kind + b'" Target="footnotes.xml"/></Relationships>'
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/_rels/document.xml.rels"] = links.replace(b"</Relationships>", link)
    docx = filling_package(parts)
    for _ in range(2):
        fill_docx(docx, {"judul": "Satu"}, {})
    assert called == ["fill_first_time", "fill_in_child"]


def filling_package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_shelf_keeps_the_newest_and_nothing_without_end() -> None:
    shelf = Shelf()
    kept = Quick({}, {}, {})
    for number in range(MOST_KEPT + 1):
        shelf.put(shelf.find(b"%d" % number)[0], kept)
    assert shelf.find(b"0")[1:] == (False, None)
    assert shelf.find(b"1")[1:] == (True, kept)
