"""Two papers become one Word file: rejecting all gives the older text, accepting all the newer."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.documents.catalogue import Catalogue, Template
from service.documents.content import ArticleText, Content
from service.documents.filling import fill
from service.documents.package import open_parts
from service.documents.tracked.marks import text_after, text_before
from service.documents.tracked.reading import read_document
from service.documents.tracked.returning import redline
from tests.documents.samples import long, short
from tests.support.office import edited
from tests.support.programs import needs

WHEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def contract(catalogue: Catalogue) -> Template:
    return catalogue.get("perjanjian_kerja_sama", 1)


def paper(template: Template, content: Content) -> bytes:
    return fill(template, content, None, demo=False)


def plain(docx: bytes) -> str:
    return text_before(read_document(open_parts(docx)).atoms)


def changed(template: Template) -> Content:
    """Words, values, lists, rows, a new article, one less, another order."""
    content = short(template)
    values = dict(content.values)
    values["judul"] = values["judul"].replace("Mahasiswa", "Mahasiswa dan Dosen")
    values["menimbang"] = [values["menimbang"][0], "PARA PIHAK sepakat bekerja sama", *values["menimbang"][2:]]
    rows = [dict(row) for row in values["rencana_kegiatan"]]
    rows[0]["waktu"] = "April 2027"
    values["rencana_kegiatan"] = [
        *rows[:2],
        {"kegiatan": "Lokakarya", "waktu": "Mei 2027", "penanggung_jawab": "PARA PIHAK"},
    ]
    articles = list(content.articles)
    articles[1] = replace(articles[1], body=articles[1].body + "\nKetentuan lain disepakati kemudian.")
    articles[2:4] = [articles[3], articles[2]]
    articles.pop(5)
    articles.insert(
        4, ArticleText("tambahan_1", "Kerahasiaan", "(1) PARA PIHAK menjaga rahasia.\n(2) Rahasia dijaga selamanya.")
    )
    return Content(values, tuple(articles))


PAIRS = {
    "same": (short, short),
    "changed": (short, changed),
    "back": (changed, short),
    "another": (short, long),
    "shorter": (long, short),
}


@pytest.mark.parametrize("name", PAIRS)
def test_rejecting_gives_the_older_and_accepting_the_newer_text(contract, name):
    older, newer = (paper(contract, make(contract)) for make in PAIRS[name])
    atoms = read_document(open_parts(redline(older, newer, WHEN))).atoms
    assert text_before(atoms) == plain(older)
    assert text_after(atoms) == plain(newer)


def test_marks_bear_our_name_and_the_date_of_the_version(contract):
    docx = redline(paper(contract, short(contract)), paper(contract, changed(contract)), WHEN)
    made = read_document(open_parts(docx)).revisions
    assert {(one.author, one.at) for one in made} == {("Sijari", "2026-11-24T03:00:00")}


def test_the_same_two_papers_give_the_same_bytes(contract):
    older, newer = paper(contract, short(contract)), paper(contract, changed(contract))
    assert redline(older, newer, WHEN) == redline(older, newer, WHEN)


def test_a_few_changed_words_are_marked_as_a_few_words(contract):
    content = short(contract)
    other = replace(
        content,
        articles=tuple(
            replace(one, body=one.body.replace("sejak tanggal", "mulai tanggal")) for one in content.articles
        ),
    )
    made = read_document(open_parts(redline(paper(contract, content), paper(contract, other), WHEN)))
    marked = "".join(one.char for one in made.atoms if not (one.before and one.after))
    assert 0 < len(marked) < 60


@needs("soffice")
@pytest.mark.parametrize("name", ["changed", "another"])
@pytest.mark.parametrize(("command", "side"), [("RejectAllTrackedChanges", 0), ("AcceptAllTrackedChanges", 1)])
def test_libreoffice_reads_both_texts_from_it(contract, tmp_path: Path, name, command, side):
    papers = [paper(contract, make(contract)) for make in PAIRS[name]]
    done = edited(tmp_path, redline(*papers, WHEN), ["all", command])
    atoms = read_document(open_parts(done)).atoms
    assert [one for one in atoms if not (one.before and one.after)] == []
    assert text_before(atoms).split("\n") == plain(papers[side]).split("\n")
