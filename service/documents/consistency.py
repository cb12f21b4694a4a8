"""What a careful reader finds in a text: figures unlike their words, wrong weekdays, references to nothing.

Every check only reports what can be reckoned; what might be meant otherwise is left alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.core.wording import DAYS, MONTHS, date_in_words, money_in_words, number_in_words, roman, weekday
from service.documents.content import ArticleText, Content
from service.documents.manifest import FieldType, Manifest
from service.documents.values import is_empty


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: where (as faults name places), what, and whether the text may go on with it."""

    place: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    blocking: bool = False


_NUMBERS = (
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh "
    "seratus ratus seribu ribu sejuta juta miliar triliun rupiah sen"
)
_NUMBER_WORDS = frozenset(_NUMBERS.split())
_MONEY = re.compile(r"Rp\s?(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d{2}|-))?\s*\(([^()]{3,300})\)", re.IGNORECASE)
_COUNT = re.compile(r"(?<![\d.,/x-])(\d{1,3}(?:\.\d{3})+|\d{1,9})\s+\(([a-z][a-z ]{2,200})\)", re.IGNORECASE)
_DAYS = "|".join(DAYS)
_MONTH = "|".join(MONTHS)
_DATE_WORDS = re.compile(
    rf"(?:({_DAYS}),?\s+)?tanggal\s+([a-z ]+?)\s+bulan\s+([a-z]+)\s+tahun\s+([a-z ]+?)\s*"
    r"\((\d{1,2})-(\d{1,2})-(\d{4})\)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"\b({_DAYS}),?\s+(?:tanggal\s+)?(\d{{1,2}})\s+({_MONTH})\s+(\d{{4}})",
    re.IGNORECASE,
)
_OWN_ARTICLE = re.compile(r"\bPasal\s+(\d{1,3})\b")
_OF_A_LAW = re.compile(r"\b(?:Undang-Undang|Peraturan|Kitab|KUHP|KUH|UU|Perbawaslu|PP|Keputusan)\b")
_ANNEX = re.compile(r"\bLampiran(?:\s+([IVX]{1,4}|\d{1,2}))?\b")
_IF_ANY = re.compile(r"apabila ada|jika ada|bila ada", re.IGNORECASE)
_LEFT_OPEN = re.compile(r"\.{5,}|…{2,}|_{4,}|\bxxx+\b|(?<!\[)\[(?:isi|diisi|nama|tanggal)[^\]]*\]", re.IGNORECASE)


def look_through(manifest: Manifest, content: Content) -> tuple[Finding, ...]:
    """Everything found in the values and articles of a text, in the order of the form."""
    found: list[Finding] = []
    for place, text in _texts(manifest, content):
        found.extend(_in_text(place, text))
    found.extend(_references(manifest, content))
    found.extend(_names_of_parties(content))
    return tuple(found)


def _texts(manifest: Manifest, content: Content) -> Iterator[tuple[str, str]]:
    for each in manifest.fields:
        value = content.values.get(each.key)
        if is_empty(value):
            continue
        if each.type in (FieldType.TEXT, FieldType.LONG_TEXT):
            yield each.key, str(value)
        elif each.type is FieldType.LIST and isinstance(value, list):
            yield from ((f"{each.key}.{number}", str(item)) for number, item in enumerate(value))
        elif each.type is FieldType.TABLE and isinstance(value, list):
            yield from _cells(each.key, value)
    for article in content.articles:
        yield f"pasal.{article.key}", f"{article.title}\n{article.body}"


def _cells(key: str, rows: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows):
        if isinstance(row, Mapping):
            yield from ((f"{key}.{number}.{column}", str(cell)) for column, cell in row.items())


# ------------------------------------------------------------------------------------------------- figures and words
def _in_text(place: str, text: str) -> Iterator[Finding]:
    yield from _sums(place, text)
    yield from _counts(place, text)
    yield from _dates(place, text)
    if match := _LEFT_OPEN.search(text):
        yield Finding(place, "left_open", {"said": match[0][:20]})


def _sums(place: str, text: str) -> Iterator[Finding]:
    for match in _MONEY.finditer(text):
        said = _plain(match[3])
        if not _are_number_words(said):
            continue
        whole = int(match[1].replace(".", ""))
        sen = int(match[2]) if (match[2] or "").isdigit() else 0
        try:
            right = money_in_words(whole) if not sen else f"{money_in_words(whole)} {number_in_words(sen)} sen"
        except ValueError:
            continue
        if said not in (right, right.removesuffix(" rupiah")):
            digits = match[0].partition("(")[0].strip()
            yield Finding(place, "amount_words_differ", {"figure": digits, "said": match[3].strip(), "right": right})


def _counts(place: str, text: str) -> Iterator[Finding]:
    for match in _COUNT.finditer(text):
        said = _plain(match[2])
        if text[: match.start()].rstrip().endswith(("Rp", "rp")) or not _are_number_words(said) or "rupiah" in said:
            continue
        number = int(match[1].replace(".", ""))
        right = number_in_words(number)
        if said != right:
            yield Finding(place, "number_words_differ", {"figure": match[1], "said": match[2], "right": right})


def _dates(place: str, text: str) -> Iterator[Finding]:
    for match in _DATE_WORDS.finditer(text):
        day = _day(match[7], match[6], match[5])
        said = _plain(match[0].partition("(")[0])
        figure = f"{match[5]}-{match[6]}-{match[7]}"
        if day is None:
            yield Finding(place, "date_impossible", {"figure": figure})
            continue
        right = date_in_words(day, digits=False)
        expected = _plain(right if match[1] else right.partition(" ")[2])
        if said != expected:
            yield Finding(place, "date_words_differ", {"figure": figure, "right": right})
    for match in _WEEKDAY.finditer(text):
        month = [one.casefold() for one in MONTHS].index(match[3].casefold()) + 1
        day = _day(match[4], month, match[2])
        if day is None:
            yield Finding(place, "date_impossible", {"figure": match[0]})
        elif weekday(day).casefold() != match[1].casefold():
            yield Finding(place, "weekday_wrong", {"figure": match[0], "right": weekday(day)})


def _day(year: object, month: object, day: object) -> date | None:
    try:
        return date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


def _are_number_words(text: str) -> bool:
    return bool(text) and all(word in _NUMBER_WORDS for word in text.split())


# --------------------------------------------------------------------------------------------------------- references
def _references(manifest: Manifest, content: Content) -> Iterator[Finding]:
    if any(article.is_foreign for article in content.articles):
        return  # its articles and annexes are those of the partner's file (partner_findings)
    annexes = sum(
        1 for each in manifest.fields if each.type is FieldType.TABLE and not is_empty(content.values.get(each.key))
    )
    for article in content.articles:
        place = f"pasal.{article.key}"
        yield from _to_articles(place, article, len(content.articles))
        yield from _to_annexes(place, article, annexes)


def _to_articles(place: str, article: ArticleText, count: int) -> Iterator[Finding]:
    for line in article.body.splitlines():
        if _OF_A_LAW.search(line):
            continue  # the number belongs to that law
        for match in _OWN_ARTICLE.finditer(line):
            if int(match[1]) > count or int(match[1]) == 0:
                yield Finding(place, "article_reference_beyond", {"number": match[1], "count": count})
            else:
                yield Finding(place, "article_reference_fixed", {"number": match[1]})


def _to_annexes(place: str, article: ArticleText, annexes: int) -> Iterator[Finding]:
    numbered = {roman(number): number for number in range(1, 21)}
    for line in article.body.splitlines():
        for match in _ANNEX.finditer(line):
            if _IF_ANY.search(line):
                continue
            said = match[1] or ""
            number = numbered.get(said) or (int(said) if said.isdigit() else 1)
            if number > annexes:
                yield Finding(place, "annex_missing", {"annex": match[0]}, blocking=True)
                return


def _names_of_parties(content: Content) -> Iterator[Finding]:
    """One form of naming the first party throughout a paper; the frame of our papers says PIHAK KESATU."""
    for article in content.articles:
        if not article.is_foreign and re.search(r"\bPIHAK\s+PERTAMA\b", article.body, re.IGNORECASE):
            yield Finding(f"pasal.{article.key}", "party_name_mixed", {})


# --------------------------------------------------------------------------------------------------------- signatories
_HEADS = re.compile(
    r"^(?:(?:Plt|Plh|Pj|Pjs)\.?\s+)?(?:Ketua|Rektor|Dekan|Direktur|Kepala|Bupati|Wali\s?Kota|Gubernur|Presiden|Menteri|"
    r"Pimpinan|Pemimpin|Kapolres|Kapolda|Kapolri|Dandim|Danrem|Panglima|Komandan|Camat|Lurah|Pengasuh|"
    r"Sekretaris Daerah|Sekretaris Jenderal|Jaksa Agung)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\b(?:Wakil|Kepala (?:Sub)?(?:bagian|bidang|seksi|divisi)|Kasubbag|Kabag|Kabid|Kasi|Staf|Anggota|Bendahara|"
    r"Sekretaris(?! (?:Daerah|Jenderal)))\b",
    re.IGNORECASE,
)


def ranks(content: Content, sides: Iterable[str]) -> Iterator[Finding]:
    """Signatories whose position is below the head of their institution and who name no ground for signing."""
    for side in sides:
        parties = content.values.get(side)
        for number, party in enumerate(parties if isinstance(parties, list) else []):
            signatory = party.get("penandatangan") if isinstance(party, Mapping) else None
            if not isinstance(signatory, Mapping):
                continue
            position = str(signatory.get("jabatan") or "").strip()
            if not position or not is_empty(signatory.get("dasar")):
                continue
            if _BELOW.search(position) or not _HEADS.search(position):
                place = f"{side}.{number}.penandatangan.jabatan"
                yield Finding(place, "rank_without_ground", {"position": position})
