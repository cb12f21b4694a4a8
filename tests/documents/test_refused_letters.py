"""What no font of the papers has is refused before anything is made, with a sentence that names field and letter."""

import pytest

from service.core.refusals import Refused, explain, register
from service.documents.catalogue import Template
from service.documents.content import ArticleText, Content
from service.documents.converting import Converter
from service.documents.fontkit import FontKit
from service.documents.parts import PaperMaker
from service.documents.sentences import SENTENCES
from tests.documents import samples


class NoConverter(Converter):
    """Making a paper would be a fault."""

    def __init__(self) -> None:
        """Nothing is started."""

    def convert(self, docx: bytes) -> object:  # type: ignore[override]
        raise AssertionError("a paper was made")


def refused(template: Template, fonts: FontKit, content: Content) -> Refused:
    register(SENTENCES)
    with pytest.raises(Refused) as caught:
        PaperMaker(NoConverter(), fonts, demo=True).render(template, content)
    return caught.value


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        pytest.param("Majelis السلام", "ا", id="Arabic"),
        pytest.param("aksara ꦲꦏ꧀ꦱꦫ", "ꦲ", id="Javanese"),
        pytest.param("senyum \U0001f600", "\U0001f600", id="emoji"),
        pytest.param("centang \u2713", "\u2713", id="a mark that only some machines have"),
        pytest.param("bel\x07", "U+0007", id="control"),
        pytest.param("kiri\u202ekanan", "U+202E", id="turned direction"),
    ],
)
def test_a_letter_without_a_glyph_is_named_with_its_field(
    text: str, letter: str, memorandum: Template, fonts: FontKit
) -> None:
    content = Content({**memorandum.sample["values"], "judul": text}, samples.own_articles(memorandum))
    refusal = refused(memorandum, fonts, content)
    assert refusal.code == "glyph_missing"
    said = explain(refusal)
    assert letter in said
    assert "Tentang" in said


def test_one_in_an_article_names_the_article(memorandum: Template, fonts: FontKit) -> None:
    articles = (*samples.own_articles(memorandum), ArticleText("ekor", "Ketentuan Lain", "senyum \U0001f600"))
    refusal = refused(memorandum, fonts, Content(memorandum.sample["values"], articles))
    assert (refusal.code, refusal.params["name"]) == ("glyph_missing", "Pasal Ketentuan Lain")


def test_what_people_paste_from_word_has_its_glyphs(fonts: FontKit) -> None:
    assert set(map(ord, "“”‘’–—…•≥≤×½°§©®™€→−≠²³éñłΩ№\u2011")) <= fonts.glyphs
