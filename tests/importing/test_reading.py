"""Days, terms and heads as people write them."""

from datetime import date

import pytest

from service.agreements.lifecycle import Kind
from service.importing.columns import Column, letter, match
from service.importing.dates import read_day
from service.importing.note_words import NOTES, say
from service.importing.notes import Level, Note
from service.importing.values import file_key, read_category, read_kind, read_term


@pytest.mark.parametrize(
    "said",
    [
        "28 Mei 2025", "28-05-2025", "28/5/25", "28.05.2025", "2025-05-28", "2025/05/28", "Rabu, 28 Mei 2025",
        "rabu 28 mei 2025", "Wednesday, 28 May 2025", "May 28, 2025", "28 May 2025", "28-Mei-2025", "28 - 05 - 2025",
        "tanggal 28 bulan Mei tahun 2025", "45805", "2025-05-28 00:00:00", "28 Mei '25",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_usual_spellings(said):
    assert read_day(said, "text").day == date(2025, 5, 28)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Mei 2025", "date_unreadable"), ("2025", "date_unreadable"), ("minggu depan", "date_unreadable"),
        ("28 Mie 2025", "date_month_typo"), ("31 April 2025", "date_impossible"), ("29-02-2023", "date_impossible"),
        ("05/28/2025", "date_month_first"), ("28-05-0025", "date_year_wrong"), ("28-13-2025", "date_impossible"),
        ("1-2-3", "date_unreadable"), ("99999999", "date_unreadable"), ("28 Mei 2025 atau 2026", "date_unreadable"),
    ],
)  # fmt: skip
def test_a_day_that_is_not_said_is_never_guessed(said, fault):
    found = read_day(said, "text")
    assert (found.day, found.fault) == (None, fault)


def test_the_month_that_may_be_meant_is_named_and_the_day_comes_first():
    assert dict(read_day("28 Agutsus 2025", "text").params)["meant"] == "Agustus"
    assert read_day("03/04/2025", "text").hints == ("date_day_first",)
    assert read_day("28/5/25", "text").hints == ("date_short_year",)
    assert read_day("Senin, 28 Mei 2025", "text").hints == ("date_weekday_wrong",)


@pytest.mark.parametrize(("epoch_1904", "number"), [(False, "45805"), (True, "44343")])
def test_a_spreadsheets_number_is_read_in_its_own_system(epoch_1904, number):
    assert read_day(number, "number", epoch_1904=epoch_1904).day == date(2025, 5, 28)


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("3 tahun", 36), ("3 (tiga) tahun", 36), ("tiga tahun", 36), ("36 bulan", 36), ("1 tahun 6 bulan", 18),
        ("2 thn", 24), ("setahun", 12), ("5", None), ("selamanya", None), ("0 bulan", None), ("sampai selesai", None),
    ],
)  # fmt: skip
def test_a_term_is_read_in_months(said, months):
    assert read_term(said) == months


def test_heads_are_known_by_their_other_names_in_any_order_and_with_slips():
    heads = ("No.", "TGL. TTD", "Jenis Naskah", "Judul/Tentang", "Nama Mitra", "No. Bawaslu", "Jangka Wkatu", "Warna")
    found = match(heads)
    assert found.places == {
        Column.SIGNED_ON: 1, Column.KIND: 2, Column.SUBJECT: 3, Column.PARTNER: 4, Column.OFFICE_NUMBER: 5,
        Column.TERM: 6,
    }  # fmt: skip
    assert found.unknown == (7,)
    assert found.missing == ()


def test_a_districts_own_heads_for_title_and_kind_of_partner_are_known():
    found = match(("Judul MoU/PKS", "Bidang Instansi", "Nama Instansi"))
    assert found.places == {Column.SUBJECT: 0, Column.CATEGORY: 1, Column.PARTNER: 2}
    assert not found.unknown


def test_two_columns_for_one_meaning_are_named_and_the_exact_head_wins():
    found = match(("Jenis", "Judul", "Tentang", "Mitra", "Tanggal tanda tangan"))
    assert found.places[Column.SUBJECT] == 2
    assert found.doubled == ((Column.SUBJECT, (1, 2)),)


def test_words_are_read_and_unknown_ones_are_not_guessed():
    assert [read_kind(one) for one in ("MoU", "NOTA KESEPAHAMAN (MoU)", "PKS", "Perjanjian Kerjasama", "surat")] == [
        Kind.MOU, Kind.MOU, Kind.PKS, Kind.PKS, None,
    ]  # fmt: skip
    assert [read_category(one) for one in ("LSM", "Perguruan tinggi negeri", "OPD", "entah")] == [
        "ngo", "public_university", "regional_agency", None,
    ]  # fmt: skip
    assert file_key("D:\\arsip\\MoU  Kampus.PDF") == file_key("mou kampus.pdf")
    assert [letter(place) for place in (0, 25, 26)] == ["A", "Z", "AA"]


def test_every_note_can_be_said_in_both_languages():
    for code in NOTES:
        for language in ("id", "en"):
            sentence = say(Note(code, Level.NOTE, params={"column": "kind"}), language)
            assert sentence.endswith((".", "”."))
            assert "{" not in sentence
