"""Reading a day as people write it, strictly: what is not said is never guessed, what cannot be is named."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from service.core.wording import DAYS, MONTHS, date_long, weekday

FIRST_YEAR, LAST_YEAR = 1945, 2199
_SERIAL = range(20_000, 80_000)  # 1954 to 2119
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MORE = {
    "pebruari": 2,
    "nopember": 11,
    "agt": 8,
    "agst": 8,
    "ags": 8,
    "agu": 8,
    "mrt": 3,
    "sept": 9,
    "nop": 11,
    "peb": 2,
}
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = {
    **{name.casefold(): place for place, name in enumerate(DAYS)},
    **{name: place for place, name in enumerate(_ENGLISH_DAYS)},
    **{name[:3]: place for place, name in enumerate(_ENGLISH_DAYS)},
    "jum'at": 4,
    "jum’at": 4,
    "ahad": 6,
}
_FILLING = frozenset({"tanggal", "tgl", "bulan", "tahun", "hari", "pada", "of", "the"})


def _months() -> dict[str, int]:
    known = dict(_MORE)
    for names in (MONTHS, _ENGLISH):
        for number, name in enumerate(names, start=1):
            known[name.casefold()] = number
            known.setdefault(name.casefold()[:3], number)
    return known


MONTH_NAMES = _months()
FULL_NAMES = [name.casefold() for name in MONTHS] + list(_ENGLISH)


@dataclass(frozen=True, slots=True)
class DayRead:
    """The day that was read, or the code of what is wrong; `hints` are codes of what is worth knowing."""

    day: date | None = None
    fault: str = ""
    hints: tuple[str, ...] = ()
    params: tuple[tuple[str, str], ...] = ()


def read_day(text: str, kind: str, *, epoch_1904: bool = False) -> DayRead:
    """Read a cell as a day; `kind` is what the spreadsheet says the cell is (text, number, date)."""
    said = " ".join(text.split())
    if kind == "date":
        return _iso(said[:10])
    if re.fullmatch(r"\d{5}(\.\d+)?", said):
        return _serial(int(said.partition(".")[0]), epoch_1904=epoch_1904, typed=kind == "text")
    if kind != "text":
        return DayRead(fault="date_unreadable", params=(("said", said),))
    return _written(said)


def _serial(number: int, *, epoch_1904: bool, typed: bool) -> DayRead:
    day = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=number)
    if number not in _SERIAL:
        return DayRead(fault="date_unreadable", params=(("said", str(number)),))
    hint = "date_serial_text" if typed else "date_serial"
    return DayRead(day, hints=(hint,), params=(("said", str(number)), ("day", date_long(day))))


def _iso(said: str) -> DayRead:
    year, month, day = (int(part) for part in said.split("-"))
    return _made(day, month, year, said)


def _written(said: str) -> DayRead:
    found, rest = _weekday(said.casefold())
    rest = re.sub(r"\s*[t ]\d{1,2}[:.]\d{2}(:\d{2}(\.\d+)?)?z?$", "", rest)  # a time of day says nothing here
    words = [word for word in re.split(r"[\s,]+", rest) if word and word not in _FILLING]
    plain = " ".join(words)
    read = _in_digits(plain, said) or _in_words(plain, said)
    if read is None:
        return DayRead(fault="date_unreadable", params=(("said", said),))
    if found is not None and read.day is not None and read.day.weekday() != found:
        params = (*read.params, ("said", said), ("weekday", weekday(read.day)), ("day", date_long(read.day)))
        return DayRead(read.day, hints=(*read.hints, "date_weekday_wrong"), params=params)
    return read


def _weekday(said: str) -> tuple[int | None, str]:
    first, _, rest = said.removeprefix("hari ").partition(" ")
    name = first.strip(",.")
    if name in _DAY_NAMES and rest:
        return _DAY_NAMES[name], rest
    joined = re.match(r"([a-z'’]+)\s*[,/]\s*(?=\d)", said)
    if joined and joined[1] in _DAY_NAMES:
        return _DAY_NAMES[joined[1]], said[joined.end() :]
    return None, said


def _in_digits(plain: str, said: str) -> DayRead | None:
    year_first = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", plain)
    if year_first:
        return _made(int(year_first[3]), int(year_first[2]), int(year_first[1]), said)
    plain = re.sub(r"\s*([-/.])\s*", r"\1", plain)
    day_first = re.fullmatch(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})", plain)
    if not day_first:
        return None
    day, month = int(day_first[1]), int(day_first[3])
    read = _made(day, month, _year(day_first[4]), said, short=len(day_first[4]) == 2)  # noqa: PLR2004
    if read.day is not None and day != month and day <= 12 and month <= 12:  # noqa: PLR2004  twelve months
        params = (*read.params, ("said", said), ("day", date_long(read.day)))
        return DayRead(read.day, hints=(*read.hints, "date_day_first"), params=params)
    return read


def _in_words(plain: str, said: str) -> DayRead | None:
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]+)\.?[-/. ]*['’]?(\d{4}|\d{2})(?: m)?", plain)
    if found:
        day, name, year = found.groups()
    else:
        found = re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)? (\d{4})", plain)
        if not found:
            return None
        name, day, year = found.groups()
    month = MONTH_NAMES.get(name)
    if month is None:
        return _unknown_month(name, said)
    return _made(int(day), month, _year(year), said, short=len(year) == 2)  # noqa: PLR2004


def _unknown_month(name: str, said: str) -> DayRead:
    close = get_close_matches(name, FULL_NAMES, n=1, cutoff=0.6)
    if not close:
        return DayRead(fault="date_unreadable", params=(("said", said),))
    meant = MONTHS[MONTH_NAMES[close[0]] - 1]
    return DayRead(fault="date_month_typo", params=(("said", said), ("month", name), ("meant", meant)))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)  # noqa: PLR2004


def _made(day: int, month: int, year: int, said: str, *, short: bool = False) -> DayRead:
    params = (("said", said),)
    if month > 12 >= day:  # noqa: PLR2004  twelve months
        return DayRead(fault="date_month_first", params=params)
    try:
        made = date(year, month, day)
    except ValueError:
        return DayRead(fault="date_impossible", params=params)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DayRead(fault="date_year_wrong", params=(*params, ("year", str(year))))
    if short:
        return DayRead(made, hints=("date_short_year",), params=(*params, ("year", str(year))))
    return DayRead(made)
