"""What a partner's file says: its articles, its markers, its fonts. Runs inside the limited child."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from service.core.refusals import Refused
from service.documents.checking import parse_xml
from service.documents.content import FOREIGN, ArticleText
from service.documents.package import DOCUMENT
from service.documents.partner_marks import AS_PLACES, MARK, MarkKind, in_box, read_mark, text_of_paragraph, w
from service.documents.partner_package import open_partner, settle, stories
from service.documents.reading import Numbering
from service.documents.values import MAX_ARTICLES, TITLE_LENGTH

OPENING, CLOSING, EDGES, NOTES = (f"{FOREIGN}{name}" for name in ("pembuka", "penutup", "tepi", "catatan"))
ANNEX, ARTICLE, CHAPTER = f"{FOREIGN}lampiran", f"{FOREIGN}pasal", f"{FOREIGN}bab"
LONGEST_TITLE = 120
MOST_TEXT = 2_000_000  # characters; two hundred full pages have a third of them
MOST_NAMES = 60

_ARTICLE = re.compile(r"pasal\s+(\d{1,3}|[IVXLC]{1,7})\s*[.:]?\s*(?:[-–]\s*)?(.*)", re.IGNORECASE | re.DOTALL)
_CHAPTER = re.compile(r"BAB\s+([IVXLC]{1,7}|\d{1,2})\b\s*[.:]?\s*(.*)", re.DOTALL)
_ANNEX = re.compile(r"LAMPIRAN\b(?:\s+([IVXLC]{1,7}|\d{1,2}))?(.*)", re.DOTALL)
_CLOSING = re.compile(r"Demikian(?:lah)?\b", re.IGNORECASE)
_SMALL_WORDS = "dan atau yang di ke dari dalam untuk atas bagi serta dengan pada oleh para"
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """A marker in the file as it was typed, and whether it stands where nothing can be placed."""

    typed: str
    misplaced: bool = False


@dataclass(frozen=True, slots=True)
class PartnerText:
    """Everything that was read from a partner's file."""

    articles: tuple[ArticleText, ...]
    marks: tuple[MarkSeen, ...]
    fonts: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    key: str
    title: str
    lines: list[str] = field(default_factory=list)


def read_in_child(docx: bytes) -> PartnerText:
    """Check and read a partner's file."""
    parts = open_partner(docx)
    roots = {name: parse_xml(parts[name]) for name in stories(parts)}
    for root in roots.values():
        settle(root)
    marks = tuple(mark for name, root in roots.items() for mark in _marks(name, root))
    named = _fonts([*roots.values(), *_styles_in_use(parts, roots.values())], _theme(parts))
    fonts = tuple(sorted(named - _embedded(parts)))
    articles = tuple(_articles(parts, roots))
    if not articles:
        raise Refused("partner_empty")
    if sum(len(one.body) for one in articles) > MOST_TEXT:
        raise Refused("template_too_large")
    return PartnerText(articles, marks[: MOST_NAMES * 2], fonts[:MOST_NAMES])


# ------------------------------------------------------------------------------------------------------------- markers
def _marks(story: str, root: etree._Element) -> Iterator[MarkSeen]:
    for paragraph in root.iter(w("p")):
        for match in MARK.finditer(text_of_paragraph(paragraph)):
            mark = read_mark(match[1])
            yield MarkSeen(mark.name if mark else " ".join(match[1].split()), _misplaced(mark, story, paragraph))


def _misplaced(mark: object, story: str, paragraph: etree._Element) -> bool:
    kind = getattr(mark, "kind", None)
    return kind in AS_PLACES and not can_be_placed(kind, story, paragraph)


def can_be_placed(kind: MarkKind | None, story: str, paragraph: etree._Element) -> bool:
    """A signature stands in the body, the QR code also in a foot; neither in a text box."""
    if in_box(paragraph):
        return False
    return story == DOCUMENT or (kind is MarkKind.QR and story.startswith("word/footer"))


# --------------------------------------------------------------------------------------------------------------- fonts
def _styles_in_use(parts: dict[str, bytes], roots: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """What every text begins with, and the styles that the text names, with those they stand on."""
    if "word/styles.xml" not in parts:
        return
    styles = parse_xml(parts["word/styles.xml"])
    yield from styles.iter(w("docDefaults"))
    by_id = {str(one.get(w("styleId"))): one for one in styles.iter(w("style"))}
    tags = (w("pStyle"), w("rStyle"), w("tblStyle"))
    wanted = {str(used.get(w("val"))) for root in roots for used in root.iter(*tags)}
    wanted |= {key for key, one in by_id.items() if one.get(w("default")) == "1"}
    done: set[str] = set()
    while wanted:
        key = wanted.pop()
        if key in done or key not in by_id:
            continue
        done.add(key)
        yield by_id[key]
        wanted |= {str(based.get(w("val"))) for based in by_id[key].iter(w("basedOn"))}


def _fonts(roots: Iterable[etree._Element], theme: dict[str, str]) -> set[str]:
    found = set()
    for root in roots:
        for fonts in root.iter(w("rFonts")):
            for key in ("ascii", "hAnsi"):
                by_theme = theme.get(str(fonts.get(w(f"{key}Theme"), ""))[:5])
                if name := by_theme or fonts.get(w(key)):
                    found.add(str(name)[:80])
    return found


def _theme(parts: dict[str, bytes]) -> dict[str, str]:
    """The fonts that "minor" and "major" stand for."""
    if "word/theme/theme1.xml" not in parts:
        return {}
    root = parse_xml(parts["word/theme/theme1.xml"])
    faces = ((kind, root.find(f".//{{*}}{kind}Font/{{*}}latin")) for kind in ("minor", "major"))
    return {kind: str(face.get("typeface", "")) for kind, face in faces if face is not None}


def _embedded(parts: dict[str, bytes]) -> set[str]:
    """The fonts that the file brings along."""
    if "word/fontTable.xml" not in parts:
        return set()
    table = parse_xml(parts["word/fontTable.xml"])
    return {str(one.get(w("name"))) for one in table.iter(w("font")) if one.find(w("embedRegular")) is not None}


# ------------------------------------------------------------------------------------------------------------ articles
def _articles(parts: dict[str, bytes], roots: dict[str, etree._Element]) -> Iterator[ArticleText]:
    numbering = Numbering(parts.get("word/styles.xml", b""), parts.get("word/numbering.xml", b""))
    body = roots[DOCUMENT].find(w("body"))
    lines = list(_lines(body, numbering)) if body is not None else []
    found = [one for one in _split(lines) if one.lines or one.key != OPENING]
    for key, title, prefix in (
        (EDGES, "Kepala dan kaki halaman", ("word/header", "word/footer")),
        (NOTES, "Catatan kaki", ("word/footnotes", "word/endnotes")),
    ):
        said = [line for name, root in roots.items() if name.startswith(prefix) for line in _lines(root, numbering)]
        if said := list(dict.fromkeys(said)):
            found.append(_Part(key, title, said))
    if len(found) > MAX_ARTICLES:
        rest = [line for one in found[MAX_ARTICLES - 1 :] for line in (one.title, *one.lines)]
        found = [*found[: MAX_ARTICLES - 1], _Part(f"{FOREIGN}lanjutan", "Bagian selanjutnya", rest)]
    for one in found:
        yield ArticleText(one.key, one.title[:TITLE_LENGTH], "\n".join(one.lines))


def _lines(root: etree._Element, numbering: Numbering) -> Iterator[str]:
    """The lines of a story as they are read: numbers included, a table row as one line, text boxes where they hang."""
    for child in root:
        if child.tag == w("p"):
            yield from _of_paragraph(child, numbering)
        elif child.tag == w("tbl"):
            for row in child.findall(w("tr")):
                cells = (" ".join(_lines(cell, numbering)) for cell in row.findall(w("tc")))
                if said := " | ".join(cell for cell in cells if cell):
                    yield said
        elif child.tag in (w("footnote"), w("endnote")):
            yield from _lines(child, numbering)


def _of_paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
    number = numbering.next_label(str(style.get(w("val"), "")) if style is not None else "", own)
    label = number[0].strip() if number and any(letter.isalnum() for letter in number[0]) else ""
    said = [" ".join(line.split()) for line in text_of_paragraph(paragraph).split("\n")]
    first, *rest = [line for line in said if line] or [""]
    if line := f"{label} {first}".strip():
        yield line
    yield from rest
    for box in _boxes(paragraph):
        yield from _lines(box, numbering)


def _split(lines: list[str]) -> list[_Part]:
    """Cut the lines at the headings of articles, chapters and annexes, and at the closing clause."""
    parts = [_Part(OPENING, "Judul, pembukaan, dan para pihak")]
    counted: dict[str, int] = {}
    chapter = ""
    skip = False
    for index, line in enumerate(lines):
        if skip:
            skip = False
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        headed = _heading(line, following, closing=parts[-1].key.startswith((ARTICLE, CHAPTER)))
        if headed is None:
            parts[-1].lines.append(line)
            continue
        key, title, skip = headed
        if parts[-1].key.startswith(CHAPTER) and not parts[-1].lines and key.startswith(ARTICLE):
            chapter = parts.pop().title  # a chapter that only stands above its first article
        parts.append(_Part(_unused(key, counted), f"{chapter} · {title}" if chapter else title))
        chapter = ""
        if key == CLOSING:
            parts[-1].lines.append(line)  # it is a sentence of the paper, not a heading
    return parts


def _unused(key: str, counted: dict[str, int]) -> str:
    counted[key] = counted.get(key, 0) + 1
    return key if counted[key] == 1 else f"{key}_ke{counted[key]}"


def _heading(line: str, following: str, *, closing: bool) -> tuple[str, str, bool] | None:
    """The key and the title where a line begins a part, and whether the next line belongs to the title."""
    for key, form in ((ARTICLE, _ARTICLE), (CHAPTER, _CHAPTER), (ANNEX, _ANNEX)):
        match = form.fullmatch(line)
        if match is None or len(line) > LONGEST_TITLE:
            continue
        rest = match[2].strip()
        if rest and not _is_title(rest):
            continue
        takes_next = (
            not rest
            and _is_title(following)
            and not any(one.fullmatch(following) for one in (_ARTICLE, _CHAPTER, _ANNEX))
        )
        title = f"{line} {following}" if takes_next else line
        return f"{key}_{(match[1] or '1').lower()}", title, takes_next
    if closing and _CLOSING.match(line):
        return CLOSING, "Penutup dan tanda tangan", False
    return None


def _is_title(text: str) -> bool:
    """Whether a line reads as a heading: short, without an ending, in capitals or with every word begun by one."""
    if not text or len(text) > LONGEST_TITLE or text[-1] in ".;:," or not text[0].isalpha():
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in _SMALL]
    return bool(words) and all(word[0].isupper() for word in words)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes that hang on a paragraph, those inside another box left to that one."""
    found = list(paragraph.iter(w("txbxContent")))
    return [one for one in found if not any(other in one.iterancestors() for other in found)]
