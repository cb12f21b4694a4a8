"""A fault reads as a sentence, never as an exception."""

import logging

from tests.support.pages import PageClient


def test_an_unforeseen_error_shows_a_reference_and_no_exception_text(pages: PageClient, caplog):
    pages.app.config["SIJARI_RAISE"] = False
    with caplog.at_level(logging.ERROR):
        page = pages.see("/meledak", 500)
    assert "rahasia" not in page.text
    assert "RuntimeError" not in page.text
    reference = next(page.tree.iter("strong")).text
    assert reference in caplog.text


def test_a_refusal_reads_its_sentence_in_the_language_of_the_reader(pages: PageClient):
    assert "Naskah tidak dapat diterima." in pages.see("/ditolak", 409).text
    pages.see("/bahasa/en?next=/masuk")
    assert "Naskah cannot be accepted." in pages.see("/ditolak", 409).text


def test_an_unknown_page_and_a_wrong_method_say_what_to_do(pages: PageClient):
    assert "Periksa alamatnya" in pages.see("/tidak-ada", 404).text
    assert "Beranda" in pages.see("/keluar", 405).text


def test_programs_read_faults_as_json(pages: PageClient):
    answer = pages.get("/tidak-ada", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json["error"] == "page_unknown"


def test_a_page_is_shown_even_when_the_database_is_away(pages: PageClient, monkeypatch):
    pages.app.config["SIJARI_RAISE"] = False
    pages.put_cookie("__Host-sesi", "apa saja")

    def away(*_args):
        raise OSError("disk gone")

    monkeypatch.setattr("service.accounts.queries.session_of_token", away)
    assert "nomor rujukan" in pages.see("/masuk", 500).text
