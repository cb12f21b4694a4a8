from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from service.core import wording


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (28, "dua puluh delapan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2000, "dua ribu"),
        (2025, "dua ribu dua puluh lima"),
        (11000, "sebelas ribu"),
        (21000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_250_000_000, "satu miliar dua ratus lima puluh juta"),
        (10**12, "satu triliun"),
        (10**15, "satu kuadriliun"),
        (-7, "minus tujuh"),
    ],
)
def test_a_number_is_written_in_words(number: int, words: str) -> None:
    assert wording.number_in_words(number) == words


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_numbers_in_words_agree_with_an_independent_writer(number: int) -> None:
    assert wording.number_in_words(number) == " ".join(num2words(number, lang="id").split())


NAMED = st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1)


@given(NAMED, NAMED)
def test_different_numbers_are_never_written_alike(one: int, other: int) -> None:
    assert (wording.number_in_words(one) == wording.number_in_words(other)) == (one == other)


def test_a_number_beyond_the_named_scales_is_refused_rather_than_written_wrongly() -> None:
    with pytest.raises(ValueError, match="no common name"):
        wording.number_in_words(10**18)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 5, 28), "Rabu tanggal dua puluh delapan bulan Mei tahun dua ribu dua puluh lima (28-05-2025)"),
        (
            date(2024, 2, 29),
            "Kamis tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh empat (29-02-2024)",
        ),  # noqa: E501
        (date(2026, 1, 1), "Kamis tanggal satu bulan Januari tahun dua ribu dua puluh enam (01-01-2026)"),
        (date(2026, 11, 10), "Selasa tanggal sepuluh bulan November tahun dua ribu dua puluh enam (10-11-2026)"),
        (date(2000, 12, 31), "Minggu tanggal tiga puluh satu bulan Desember tahun dua ribu (31-12-2000)"),
    ],
)
def test_the_opening_date_is_written_in_words_with_its_digits(day: date, words: str) -> None:
    assert wording.date_in_words(day) == words


def test_the_digits_of_the_opening_date_may_be_left_out() -> None:
    assert wording.date_in_words(date(2025, 5, 28), digits=False).endswith("tahun dua ribu dua puluh lima")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 24)))
def test_the_weekday_follows_from_the_date(day: date) -> None:
    assert wording.weekday(day) == wording.weekday(day + timedelta(days=7))
    assert wording.weekday(day) != wording.weekday(day + timedelta(days=1))


def test_the_weekday_of_a_known_day() -> None:
    assert [wording.weekday(date(2026, 6, day)) for day in range(1, 8)] == [
        "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
    ]  # fmt: skip


def test_dates_and_months_in_running_text() -> None:
    assert wording.date_long(date(2025, 5, 28)) == "28 Mei 2025"
    assert wording.date_long(date(2025, 8, 1)) == "1 Agustus 2025"
    assert wording.month_long(date(2025, 2, 1)) == "Februari 2025"
    assert wording.date_digits(date(2025, 2, 1)) == "01-02-2025"
    with pytest.raises(ValueError, match="no month 0"):
        wording.month_name(0)


def test_a_time_carries_the_label_of_its_zone() -> None:
    assert wording.time_of_day(time(9, 5), "WITA") == "09.05 WITA"


@pytest.mark.parametrize(
    ("amount", "digits", "words"),
    [
        (0, "Rp0,00", "nol rupiah"),
        (1_500_000, "Rp1.500.000,00", "satu juta lima ratus ribu rupiah"),
        (1_250_000_000, "Rp1.250.000.000,00", "satu miliar dua ratus lima puluh juta rupiah"),
        (Decimal("1500000.50"), "Rp1.500.000,50", "satu juta lima ratus ribu rupiah lima puluh sen"),
        (Decimal("0.05"), "Rp0,05", "lima sen"),
        (Decimal("0.995"), "Rp1,00", "satu rupiah"),
        (-1000, "-Rp1.000,00", "minus seribu rupiah"),
    ],
)
def test_a_sum_is_written_in_digits_and_words(amount: int | Decimal, digits: str, words: str) -> None:
    assert wording.money(amount) == digits
    assert wording.money_in_words(amount) == words
    assert wording.money_with_words(amount) == f"{digits} ({words})"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (36, "3 (tiga) tahun"),
        (6, "6 (enam) bulan"),
        (18, "1 (satu) tahun 6 (enam) bulan"),
        (12, "1 (satu) tahun"),
    ],
)
def test_a_term_is_written_in_years_and_months(months: int, words: str) -> None:
    assert wording.term_in_words(months) == words


def test_a_term_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one month"):
        wording.term_in_words(0)


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_a_list_is_written_as_an_enumeration(items: list[str], words: str) -> None:
    assert wording.list_in_words(items) == words


def test_an_enumeration_may_offer_a_choice() -> None:
    assert wording.list_in_words(["JPG", "PNG", "PDF"], last="atau") == "JPG, PNG, atau PDF"


def test_months_in_roman_numerals() -> None:
    assert [wording.roman(month) for month in range(1, 13)] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ]  # fmt: skip
    assert wording.roman(3999) == "MMMCMXCIX"
    for number in (0, 4000):
        with pytest.raises(ValueError, match="no Roman numeral"):
            wording.roman(number)
