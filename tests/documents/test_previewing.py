"""The paper of an unsaved text: the newest request wins, nothing unprintable is tried, equal texts are kept."""

import threading
from dataclasses import replace

import pytest

from service.core.refusals import Refused
from service.documents import previewing
from service.documents.content import ArticleText, Content
from service.documents.converting import Converted, Converter, Engine
from service.documents.fontkit import FontKit
from service.documents.previewing import PreviewMaker
from service.documents.shipped import shipped

TEMPLATE = shipped().get("nota_kesepahaman", 1)
TEXT = Content(
    {**TEMPLATE.manifest.defaults(), **TEMPLATE.sample["values"]},
    tuple(ArticleText(one.key, one.title, one.body) for one in TEMPLATE.manifest.articles if one.included),
)


def titled(subject: str) -> Content:
    return Content({**TEXT.values, "judul": subject}, TEXT.articles)


class SlowConverter:
    """Stands for LibreOffice: answers when it is let, and counts what it made."""

    engine = Engine.LIBREOFFICE

    def __init__(self) -> None:
        self.made = 0
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def convert(self, docx: bytes) -> Converted:
        assert docx.startswith(b"PK")
        self.begun.set()
        assert self.go_on.wait(30)
        self.made += 1
        return Converted(b"%PDF-1.7 " + str(self.made).encode(), self.engine)

    def close(self) -> None:
        """Nothing runs."""


@pytest.fixture
def slow(fonts: FontKit) -> tuple[PreviewMaker, SlowConverter]:
    converter = SlowConverter()
    return PreviewMaker(converter, fonts, demo=True), converter  # type: ignore[arg-type]


def test_the_same_text_is_not_made_twice(slow):
    maker, converter = slow
    first = maker.preview(TEMPLATE, titled("Satu"), asker="a")
    assert maker.preview(TEMPLATE, titled("Satu"), asker="b") is first
    assert maker.preview(TEMPLATE, titled("Satu"), asker="a", logos={"logo_kesatu": _png()}) != first
    assert converter.made == 2


def test_a_request_that_the_same_person_overtook_is_not_made(slow):
    maker, converter = slow
    converter.go_on.clear()
    said: dict[str, str] = {}

    def ask(subject: str) -> None:
        try:
            said[subject] = maker.preview(TEMPLATE, titled(subject), asker="a").pdf.decode()
        except Refused as refusal:
            said[subject] = refusal.code

    first = threading.Thread(target=ask, args=("Pertama",))
    first.start()
    assert converter.begun.wait(30)
    waiting = [threading.Thread(target=ask, args=(name,)) for name in ("Kedua", "Ketiga")]
    for number, thread in enumerate(waiting, start=2):
        thread.start()
        while maker._waiting < number:
            threading.Event().wait(0.01)
    converter.go_on.set()
    for thread in (first, *waiting):
        thread.join(30)
    assert said["Kedua"] == "preview_overtaken"
    assert said["Ketiga"].startswith("%PDF")
    assert converter.made == 2


def test_more_people_than_can_be_served_are_told_so(slow, monkeypatch):
    maker, _ = slow
    monkeypatch.setattr(previewing, "MOST_WAITING", 0)
    with pytest.raises(Refused) as refusal:
        maker.preview(TEMPLATE, TEXT, asker="a")
    assert refusal.value.code == "preview_busy"


def test_a_character_that_cannot_be_printed_is_named_with_its_place(slow):
    maker, converter = slow
    with pytest.raises(Refused) as refusal:
        maker.preview(TEMPLATE, titled("Aksara \ua98f"), asker="a")
    assert refusal.value.code == "glyph_missing"
    assert refusal.value.params["name"] == "Tentang"
    assert converter.made == 0


def test_it_is_the_rendering_that_is_signed(converter: Converter, fonts: FontKit):
    from service.documents.rendering import render_paper, text_of

    maker = PreviewMaker(converter, fonts, demo=False)
    shown = maker.preview(TEMPLATE, TEXT, asker="a")
    paper = render_paper(TEMPLATE, TEXT, None, demo=False, converter=converter, fonts=fonts)
    assert text_of(shown.pdf) == paper.text
    assert replace(shown, pdf=b"").engine is paper.engine


def _png() -> bytes:
    from service.documents.filling_child import qr_png

    return qr_png("logo")
