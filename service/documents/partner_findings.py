"""What a partner's file still lacks, each with a sentence that says what to type where."""

import re
from collections.abc import Iterable, Iterator

from service.documents.clause_models import Clause
from service.documents.consistency import Finding
from service.documents.content import Content, SigningMode
from service.documents.partner_facts import (
    FILE,
    FONTS,
    MARKS,
    SHEET,
    MarkInFile,
    is_partner,
    marks_in,
    members,
    sheet_wanted,
    sides,
)
from service.documents.partner_marks import Mark, MarkKind
from service.documents.partner_reading import ANNEX, ARTICLE
from service.documents.template_checks import FONTS_WITH_A_MATCH

_PERSONAL = re.compile(r"data pribadi", re.IGNORECASE)
ONCE = frozenset({MarkKind.SIGNATURE, MarkKind.QR})


def look_at(content: Content) -> tuple[Finding, ...]:
    """Everything to be said of a partner's text besides what is said of any text."""
    if not is_partner(content):
        return (Finding(FILE, "partner_file_missing", {}, blocking=True),)
    found = marks_in(content)
    return (*_missing(content, found), *_wrong(content, found), *_of_text(content), *_references(content))


def _missing(content: Content, found: list[MarkInFile]) -> Iterator[Finding]:
    present = {one.name for one in found if one.mark and not one.misplaced}
    on_sheet, wet = sheet_wanted(content), content.mode is SigningMode.WET
    wanted = [(Mark(MarkKind.NUMBER, key).name, f"nomor {title}", True) for key, title in sides(content)]
    wanted += [
        (one.mark, f"tempat tanda tangan {one.below[0] if one.below else ''}".strip(), True) for one in members(content)
    ]
    wanted.append((MarkKind.QR.value, "kode QR pemeriksaan", not wet))
    if not on_sheet:
        for name, what, blocking in wanted:
            if name not in present:
                said = {"mark": f"[[{name}]]", "what": what}
                yield Finding(SHEET, "partner_mark_missing", said, blocking=blocking)
        if not present & {MarkKind.DATE.value, MarkKind.DATE_IN_WORDS.value}:
            yield Finding(SHEET, "partner_date_missing", {})


def _wrong(content: Content, found: list[MarkInFile]) -> Iterator[Finding]:
    on_paper = {one.mark for one in members(content)} | {Mark(MarkKind.NUMBER, key).name for key, _ in sides(content)}
    seen: set[str] = set()
    for one in found:
        typed = {"mark": f"[[{one.name}]]"}
        if one.mark is None:
            yield Finding(MARKS, "partner_mark_unknown", typed, blocking=True)
        elif one.mark.side and one.name not in on_paper:
            yield Finding(MARKS, "partner_mark_without_party", typed, blocking=True)
        elif one.misplaced:
            yield Finding(MARKS, "partner_mark_misplaced", typed, blocking=not sheet_wanted(content))
        elif one.mark.kind in ONCE and one.name in seen:
            yield Finding(MARKS, "partner_mark_twice", typed, blocking=True)
        else:
            seen.add(one.name)


def _of_text(content: Content) -> Iterator[Finding]:
    for font in content.values.get(FONTS) or []:
        if font not in FONTS_WITH_A_MATCH:
            yield Finding(FONTS, "partner_font_unknown", {"font": font})
    if not any(one.key.startswith(ARTICLE) for one in content.articles):
        yield Finding(FILE, "partner_without_articles", {})
    text = _plain(" ".join(f"{one.title} {one.body}" for one in content.articles))
    names = [str(content.values.get(key) or "") for key in ("judul_naskah", "judul")]
    names += [name for one in members(content) for name in (*one.above[1:2], *one.below[:1])]
    for name in dict.fromkeys(names):
        if name.strip() and _plain(name) not in text:
            yield Finding(FILE, "partner_name_absent", {"name": name})


_REFERENCE = re.compile(r"\bPasal\s+(\d{1,3})\b(?!\s*(?:Undang|Peraturan))")
_LAW = re.compile(r"\b(?:Undang-Undang|Peraturan|Kitab|KUHP?|UU|Perbawaslu|PP|Keputusan)\b")


def _references(content: Content) -> Iterator[Finding]:
    """References to articles that the file does not have; a line that names a law may mean that law's."""
    count = sum(one.key.startswith(ARTICLE) for one in content.articles)
    for article in content.articles if count else ():
        lines = [line for line in article.body.splitlines() if not _LAW.search(line)]
        beyond = [match[1] for line in lines for match in _REFERENCE.finditer(line) if int(match[1]) > count]
        for number in dict.fromkeys(beyond):
            said = {"number": number, "count": count}
            yield Finding(f"pasal.{article.key}", "article_reference_beyond", said)


def not_said(required: Iterable[Clause], content: Content) -> tuple[Clause, ...]:
    """The mandatory clauses whose words stand nowhere in the file; its lawyer has to write them in."""
    text = _plain(" ".join(one.body for one in content.articles))
    return tuple(one for one in required if one.current is None or _plain(one.current.body) not in text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def annexes(content: Content) -> int:
    """How many annexes the file has."""
    return sum(one.key.startswith(ANNEX) for one in content.articles)


def has_data_annex(content: Content) -> bool:
    """Whether one of its annexes is about sharing personal data (rule 37)."""
    return any(_PERSONAL.search(f"{one.title} {one.body}") for one in content.articles if one.key.startswith(ANNEX))
