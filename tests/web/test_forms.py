"""Fields, their sentences, and refusals shown where they belong."""

import io
import re
from pathlib import Path

import pytest
import wtforms

from service.web import messages
from service.web.forms import make_form
from tests.support.pages import Page, PageClient


def send(pages: PageClient, status: int = 200, **values: object) -> Page:
    right = {"name": "Contoh", "radio": "a"}
    return pages.submit(pages.see("/isian"), right | values, status=status)


def test_every_kind_of_field_is_labelled_helped_and_read(pages: PageClient):
    page = send(
        pages, mail="a@b.id", count="3", money="Rp1.500.000", day="28-05-2025", checks=["a", "b"], agree="y",
        file=(io.BytesIO(b"%PDF-1.7"), "pindaian.pdf"),
    )  # fmt: skip
    assert "Decimal('1500000')" in page.text
    assert "datetime.date(2025, 5, 28)" in page.text
    assert "['a', 'b']" in page.text
    assert page.main.endswith(" 8")


@pytest.mark.parametrize("typed", ["2025-05-28", "28-05-2025", "28/05/2025"])
def test_a_day_may_be_picked_or_typed(pages: PageClient, typed):
    assert "datetime.date(2025, 5, 28)" in send(pages, day=typed).text


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("name", "", "Bagian ini wajib diisi."),
    ("name", "   ", "Bagian ini wajib diisi."),
    ("name", "x" * 201, "Paling banyak 200 huruf."),
    ("radio", None, "Bagian ini wajib diisi."),
    ("mail", "bukan surel", "Alamat surel tidak benar"),
    ("count", "tiga", "Isi dengan bilangan bulat"),
    ("money", "banyak", "Isi dengan angka"),
    ("day", "28 Mei", "Tanggal tidak benar"),
    ("choice", "z", "Pilih salah satu dari daftar."),
    ("checks", "z", "“z” tidak ada di daftar."),
    ("file", (io.BytesIO(b"MZ"), "program.exe"), "Jenis berkas ini tidak diterima"),
])  # fmt: skip
def test_wrong_input_is_named_on_top_and_at_its_field_in_plain_words(pages: PageClient, field, value, sentence):
    page = send(pages, 422, **{field: value})
    summary = next(iter(page.with_class("error-summary")))
    link = next(iter(summary.iter("a")))
    assert sentence in "".join(link.itertext())
    assert link.get("href") in (f"#{field}", f"#{field}-0")
    assert any(sentence in "".join(one.itertext()) for one in page.with_class("field__wrong"))


def test_what_was_typed_is_still_there_after_a_fault(pages: PageClient):
    page = send(pages, 422, name="", text="uraian panjang", day="28-05-2025")
    values = page.form().values
    assert values["text"] == "uraian panjang"
    assert values["day"] == "2025-05-28"
    assert values["version"] == "3"


def test_a_refusal_is_shown_at_the_field_it_names(pages: PageClient):
    page = send(pages, 409, name="lapangan")
    assert [words for one in page.with_class("field__wrong") for words in one.itertext()][-1] == (
        "Nama tidak dapat diterima."
    )


def test_a_stale_page_says_that_nothing_was_saved_and_keeps_the_input(pages: PageClient):
    page = send(pages, 409, name="basi", text="belum hilang")
    assert "belum disimpan" in page.text
    assert page.form().values["text"] == "belum hilang"


def test_fields_that_may_stay_empty_say_so_and_others_do_not(pages: PageClient):
    labels = {"".join(one.itertext()).strip() for one in pages.see("/isian").find_all("label")}
    assert "Uraian (boleh kosong)" in labels
    assert "Nama" in labels


def test_every_sentence_of_wtforms_has_ours():
    said: set[str] = set()
    for path in Path(wtforms.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        said |= set(re.findall(r'gettext\(\s*"((?:[^"\\]|\\.)+)"', text))
    assert "This field is required." in said
    technical = {"Invalid field name '%s'.", "Not a valid week value.", "Invalid Mac address."}
    assert said - messages.KEYS - technical == set()


def test_a_form_can_be_made_from_data(app):
    from service.web.forms import TextField

    made = make_form("Perihal", {"perihal": TextField("Perihal", required=True)})
    with app.test_request_context(method="POST", data={"perihal": ""}):
        form = made(meta={"csrf": False})
        assert not form.validate()
        assert [fault.sentence for fault in form.faults()] == ["Bagian ini wajib diisi."]
