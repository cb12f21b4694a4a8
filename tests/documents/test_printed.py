"""Articles are read on a page as they stand on the paper."""

import json

from service.documents.content import ArticleText, Content
from service.documents.printed import as_printed, printable, printed_articles
from service.documents.shipped import shipped

TEMPLATE = shipped().latest("nota_kesepahaman")
VALUES = {"ruang_lingkup": ["pendidikan", "penelitian"], "jangka_waktu": {"tahun": 3}}


def body(text, values=VALUES):
    content = Content(values, (ArticleText("a", "Judul", text), ArticleText("b", "Lain", "Isi.")))
    return printed_articles(TEMPLATE.manifest, content)[0].body


def test_values_and_numbers_of_articles_are_put_in():
    assert body("Berlaku {jangka_waktu}, lihat {pasal.b}.") == "Berlaku 3 (tiga) tahun, lihat Pasal 2."


def test_a_list_is_lettered_and_starts_anew_under_each_clause():
    text = "(1) Lingkup:\n{ruang_lingkup}\n(2) Lagi:\n{ruang_lingkup}"
    lettered = "a. pendidikan; dan\nb. penelitian."
    assert body(text) == f"(1) Lingkup:\n{lettered}\n(2) Lagi:\n{lettered}"


def test_a_value_of_the_wrong_form_stays_open_instead_of_being_printed():
    assert "tiga" not in body("Berlaku {jangka_waktu}.", {"jangka_waktu": {"tahun": "tiga"}})
    content = Content({"jangka_waktu": {"tahun": "tiga"}, "judul": "Satu"})
    assert printable(TEMPLATE.manifest, content).values == {"judul": "Satu"}


def test_the_whole_sample_is_printed_with_all_its_articles():
    articles = tuple(ArticleText(one.key, one.title, one.body) for one in TEMPLATE.manifest.articles)
    shown = as_printed(TEMPLATE.manifest, Content(TEMPLATE.sample["values"], articles))
    assert [one.key for one in shown.articles] == [one.key for one in articles]
    assert "{" not in json.dumps([one.body for one in shown.articles])
