"""The marked paper says the same as the paper itself, and knows where every word came from."""

from collections.abc import Callable

import pytest

from service.documents.catalogue import Catalogue, Template, load_catalogue
from service.documents.content import Content
from service.documents.filling import fill, fill_docx
from service.documents.package import open_parts
from service.documents.tracked.homes import HomeKind, settle
from service.documents.tracked.origins import marked_context, unmark
from service.documents.tracked.reading import read_document
from tests.documents.conftest import TEMPLATES
from tests.documents.samples import long, short

NAMES = sorted({one.name for one in load_catalogue(TEMPLATES).templates})


@pytest.mark.parametrize("make", [short, long])
@pytest.mark.parametrize("name", NAMES)
def test_the_marked_paper_says_the_same(catalogue: Catalogue, name: str, make: Callable[[Template], Content]):
    template = catalogue.latest(name)
    content = make(template)
    marked = marked_context(template.manifest, content, demo=False)
    printed = unmark(read_document(open_parts(fill_docx(template.docx, marked.context, {}))).atoms, marked.origins)
    plain = read_document(open_parts(fill(template, content, None, demo=False))).atoms
    assert "".join(one.char for one in printed.atoms) == "".join(one.char for one in plain)


@pytest.mark.parametrize("name", ["nota_kesepahaman", "perjanjian_kerja_sama"])
def test_every_article_and_every_filled_value_is_found_in_the_paper(catalogue: Catalogue, name: str):
    template = catalogue.latest(name)
    content = short(template)
    marked = marked_context(template.manifest, content, demo=False)
    printed = unmark(read_document(open_parts(fill_docx(template.docx, marked.context, {}))).atoms, marked.origins)
    homes = settle(printed)
    assert {one.article for one in homes if one.kind is HomeKind.HEADING} == {one.key for one in content.articles}
    found = {one.key for one in homes if one.kind in (HomeKind.FIELD, HomeKind.LIST)}
    assert {"judul", "menimbang", "dasar_hukum", "ruang_lingkup", "pihak_kesatu", "pihak_kedua"} <= found
    assert {"jangka_waktu", "penghubung_kesatu", "penghubung_kedua"} <= found


def test_marks_typed_into_a_text_are_no_marks(catalogue: Catalogue):
    template = catalogue.latest("nota_kesepahaman")
    content = short(template)
    values = {**content.values, "judul": "Pengawasan \ue0000\ue001 Partisipatif\ue002"}
    marked = marked_context(template.manifest, Content(values, content.articles), demo=False)
    printed = unmark(read_document(open_parts(fill_docx(template.docx, marked.context, {}))).atoms, marked.origins)
    assert "Pengawasan 0 Partisipatif" in "".join(one.char for one in printed.atoms)
