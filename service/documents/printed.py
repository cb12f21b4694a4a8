"""The articles as they are printed: values put in, lines numbered as Word numbers them, for reading on a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.documents.bodies import DEPTH, LineKind, letter
from service.documents.content import ArticleText, Content
from service.documents.context import build_context
from service.documents.manifest import Manifest
from service.documents.values import check_values

# What may be open on a paper that is still being drafted: it is printed as dots.
STILL_OPEN = frozenset({"field_missing", "field_too_few", "article_missing", "article_unknown_place"})
# What a paper can be made with all the same; the form names it.
HARMLESS = STILL_OPEN | {"article_misnumbered", "field_same_as_other", "field_after_other", "field_too_long"}


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line with its number and how deep it stands."""

    marker: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """One article as a reader sees it."""

    key: str
    number: int
    title: str
    lines: tuple[PrintedLine, ...]

    @property
    def body(self) -> str:
        """The lines as one text."""
        return "\n".join(f"{line.marker} {line.text}".strip() for line in self.lines)


def printed_articles(manifest: Manifest, content: Content) -> tuple[PrintedArticle, ...]:
    """The articles of a text in their order."""
    rows = build_context(manifest, printable(manifest, content), None, demo=False)["pasal"]
    return tuple(
        _as_it_stands(article)
        if article.is_foreign
        else PrintedArticle(article.key, number, article.title, tuple(_lines(row["baris"])))
        for number, (article, row) in enumerate(zip(content.articles, rows, strict=True), start=1)
    )


def _as_it_stands(article: ArticleText) -> PrintedArticle:
    """An article of a partner's file: its heading names its number, and its lines bear theirs."""
    return PrintedArticle(
        article.key, 0, article.title, tuple(PrintedLine("", one, 0) for one in article.body.split("\n"))
    )


def printable(manifest: Manifest, content: Content) -> Content:
    """The text without values of the wrong form: they stay open until somebody mends them."""
    found = check_values(manifest, content.values, content.articles)
    wrong = {fault.field.partition(".")[0] for fault in found if fault.code not in HARMLESS}
    return Content({key: value for key, value in content.values.items() if key not in wrong}, content.articles)


def as_printed(manifest: Manifest, content: Content) -> Content:
    """The same text with its articles as they are printed, for comparing what a reader sees."""
    articles = (ArticleText(one.key, one.title, one.body) for one in printed_articles(manifest, content))
    return Content(content.values, tuple(articles))


def _lines(rows: Iterable[Mapping[str, str]]) -> Iterable[PrintedLine]:
    counts = dict.fromkeys(DEPTH, 0)
    for row in rows:
        kind = next((one for one in LineKind if row["jenis"].startswith(one.value)), LineKind.PLAIN)
        if kind not in DEPTH:
            text = f"{row['label']}: {row['teks']}" if row.get("label") else row["teks"]
            yield PrintedLine("", text, 1 if kind is LineKind.DETAIL else 0)
            continue
        counts[kind] += 1
        counts.update({one: 0 for one in DEPTH if DEPTH[one] > DEPTH[kind]})
        yield PrintedLine(_marker(kind, counts[kind]), row["teks"], DEPTH[kind] - 1)


def _marker(kind: LineKind, count: int) -> str:
    if kind is LineKind.CLAUSE:
        return f"({count})"
    return f"{letter(count)}." if kind is LineKind.LETTER else f"{count})"
