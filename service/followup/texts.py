"""The sentences of the frozen text from which obligations are taken, each with its article, paragraph and letter."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.documents import library, versions
from service.documents.models import DocumentVersion
from service.documents.printed import PrintedArticle, PrintedLine, printed_articles

# Where duties usually stand; these articles come first, the others stay within reach.
LIKELY = ("hak_dan_kewajiban", "pelaksanaan", "pembiayaan", "kerahasiaan", "monitoring", "pelaporan", "berbagi_data")
_NAMES = ("ayat", "huruf", "angka")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of the text: its key on the form, what it says, and where it stands."""

    key: str
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article with its sentences; a likely one is open on the page."""

    title: str
    likely: bool
    sentences: tuple[Sentence, ...]


def articles(session: Session, agreement: Agreement) -> tuple[Article, ...]:
    """The articles of the text that was signed; none where it was never written here (arsip lama)."""
    row = session.get(DocumentVersion, agreement.frozen_version_id) if agreement.frozen_version_id else None
    template = library.find(session, agreement.template_hash)
    if row is None or template is None:
        return ()
    found = [_article(one) for one in printed_articles(template.manifest, versions.content_of(row))]
    return tuple(sorted((one for one in found if one.sentences), key=lambda one: not one.likely))


def _article(printed: PrintedArticle) -> Article:
    head = f"Pasal {printed.number}" if printed.number else printed.title
    above: dict[int, str] = {}
    sentences = []
    for place, line in enumerate(printed.lines):
        above = {depth: said for depth, said in above.items() if depth < line.depth}
        if line.marker:
            above[line.depth] = _named(line)
        if line.text.strip():
            reference = " ".join([head, *(above[depth] for depth in sorted(above))])
            sentences.append(Sentence(f"{printed.key}:{place}", " ".join(line.text.split()), reference))
    return Article(f"{head} {printed.title}" if printed.number else head, printed.key in LIKELY, tuple(sentences))


def _named(line: PrintedLine) -> str:
    name = _NAMES[min(line.depth, len(_NAMES) - 1)]
    return f"{name} {line.marker.strip('.)') + ')' if name == 'ayat' else line.marker.strip('.)')}"
