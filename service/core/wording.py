"""Numbers, dates and sums as an Indonesian agreement writes them (rule 28)."""

from collections.abc import Sequence
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
_LIMIT = 1000 ** len(_SCALES)
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def number_in_words(number: int) -> str:
    """A whole number in words: 2025 is "dua ribu dua puluh lima"."""
    if abs(number) >= _LIMIT:
        raise ValueError("a number of this size has no common name")
    if number == 0:
        return _DIGITS[0]
    if number < 0:
        return "minus " + number_in_words(-number)
    words: list[str] = []
    for power in reversed(range(len(_SCALES))):
        group = number // 1000**power % 1000
        if group == 1 and power == 1:
            words.append("seribu")
        elif group:
            words += [*_below_thousand(group), _SCALES[power]]
    return " ".join(word for word in words if word)


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words: list[str] = []
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_DIGITS[hundreds]} ratus")
    if rest:
        words.append(_below_hundred(rest))
    return words


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    if tens == 1:
        return {0: "sepuluh", 1: "sebelas"}.get(ones, f"{_DIGITS[ones]} belas")
    return f"{_DIGITS[tens]} puluh" + (f" {_DIGITS[ones]}" if ones else "")


def number_with_words(number: int) -> str:
    """A number as terms and copies are written: "3 (tiga)"."""
    return f"{grouped(number)} ({number_in_words(number)})"


def grouped(number: int) -> str:
    """Digits with a full stop between thousands: 1.250.000."""
    return f"{number:,}".replace(",", ".")


def weekday(day: date) -> str:
    """The name of the day of the week."""
    return DAYS[day.weekday()]


def month_name(month: int) -> str:
    """The name of a month, 1 to 12."""
    if not 1 <= month <= len(MONTHS):
        raise ValueError(f"no month {month}")
    return MONTHS[month - 1]


def date_long(day: date) -> str:
    """A date as shown on screen and in running text: "28 Mei 2025"."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def date_digits(day: date) -> str:
    """A date in digits, day first: "28-05-2025"."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def date_in_words(day: date, *, digits: bool = True) -> str:
    """The opening date of an agreement, weekday computed, with the digits in brackets unless told otherwise."""
    spelled = (
        f"{weekday(day)} tanggal {number_in_words(day.day)} bulan {month_name(day.month)}"
        f" tahun {number_in_words(day.year)}"
    )
    return f"{spelled} ({date_digits(day)})" if digits else spelled


def month_long(day: date) -> str:
    """A month with its year: "Mei 2025"."""
    return f"{month_name(day.month)} {day.year}"


def time_of_day(moment: time, zone_label: str) -> str:
    """A time with the label of its zone: "14.30 WIB"."""
    return f"{moment.hour:02d}.{moment.minute:02d} {zone_label}"


def money(amount: int | Decimal) -> str:
    """A sum in rupiah in digits: "Rp1.250.000.000,00"."""
    rupiah, sen = _rupiah_and_sen(amount)
    return f"{'-' if amount < 0 else ''}Rp{grouped(rupiah)},{sen:02d}"


def money_in_words(amount: int | Decimal) -> str:
    """A sum in rupiah in words: "satu juta lima ratus ribu rupiah lima puluh sen"."""
    rupiah, sen = _rupiah_and_sen(amount)
    parts = [f"{number_in_words(rupiah)} rupiah"] if rupiah or not sen else []
    if sen:
        parts.append(f"{number_in_words(sen)} sen")
    return ("minus " if amount < 0 else "") + " ".join(parts)


def money_with_words(amount: int | Decimal) -> str:
    """A sum as an article on financing states it: digits, then words in brackets."""
    return f"{money(amount)} ({money_in_words(amount)})"


def _rupiah_and_sen(amount: int | Decimal) -> tuple[int, int]:
    cents = (abs(Decimal(amount)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return divmod(int(cents), 100)


def term_in_words(months: int) -> str:
    """A term as its article states it: "3 (tiga) tahun", "1 (satu) tahun 6 (enam) bulan"."""
    if months <= 0:
        raise ValueError("a term has at least one month")
    years, rest = divmod(months, 12)
    parts = [f"{number_with_words(years)} tahun"] if years else []
    if rest:
        parts.append(f"{number_with_words(rest)} bulan")
    return " ".join(parts)


def list_in_words(items: Sequence[str], *, last: str = "dan") -> str:
    """An enumeration in a sentence: "a", "a dan b", "a, b, dan c"."""
    match len(items):
        case 0:
            return ""
        case 1:
            return items[0]
        case 2:
            return f"{items[0]} {last} {items[1]}"
        case _:
            return f"{', '.join(items[:-1])}, {last} {items[-1]}"


def roman(number: int) -> str:
    """A number from 1 to 3999 in Roman numerals, as letter numbers write the month."""
    if not 0 < number < 4000:  # noqa: PLR2004  Roman numerals end there
        raise ValueError(f"{number} has no Roman numeral")
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
