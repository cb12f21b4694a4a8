"""The places where people sign, and the QR code: blank, apart, kept together, found again in the PDF."""

import io
from pathlib import Path

import pytest

from service.documents.catalogue import Catalogue, Template
from service.documents.content import Content
from service.documents.converting import Converter, Engine
from service.documents.fontkit import FontKit
from service.documents.rendering import Anchor, Paper, render_paper
from service.documents.sides import SIDES
from tests.documents import samples
from tests.documents.making import NAMES, SETS

SIGNED = [name for name in NAMES if name != "laporan_bulanan"]  # nobody signs a report


def overlaps(anchor: Anchor, left: float, bottom: float) -> bool:
    return anchor.left < left < anchor.right and anchor.bottom < bottom < anchor.top


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", SIGNED)
def test_each_signatory_has_a_blank_place_on_the_paper(
    name: str, kind: str, papers: dict[tuple[str, str], Paper], catalogue: Catalogue
) -> None:
    check_places(papers[name, kind], SETS[kind](catalogue.latest(name)))


@pytest.mark.parametrize("kind", ["short", "long"])
def test_rdocx_papers_have_the_same_places(kind: str, memorandum: Template, render_data: Path, fonts: FontKit) -> None:
    content = SETS[kind](memorandum)
    with Converter(render_data, engine=Engine.RDOCX) as rdocx:
        given = samples.engrossment(memorandum, content)
        paper = render_paper(memorandum, content, given, demo=True, converter=rdocx, fonts=fonts, accept_rdocx=True)
    assert not paper.preview_only
    assert "PRATINJAU" not in paper.text
    assert "qr" in paper.anchors
    check_places(paper, content)


def check_places(paper: Paper, content: Content) -> None:
    from pypdf import PdfReader

    values = content.values
    wanted = {f"ttd_{side}_{n}" for side, _ in SIDES for n in range(1, len(values.get(f"pihak_{side}") or []) + 1)}
    if "anggota" in values:  # the commissioners sign, each in a row of its own
        wanted = {f"ttd_anggota_{n}" for n in range(1, len(values["anggota"]) + 1)}
    assert {each for each in paper.anchors if each.startswith("ttd_")} == wanted
    assert ("segel" in paper.anchors) == ({"pihak_kesatu", "pihak_kedua"} <= set(values))
    least = 30 if "anggota" in values else 60
    reader = PdfReader(io.BytesIO(paper.pdf))
    for anchor in paper.anchors.values():
        page = reader.pages[anchor.page]
        assert 0 < anchor.left < anchor.right < float(page.mediabox.right)
        assert 0 < anchor.bottom < anchor.top < float(page.mediabox.top)
        if anchor.name == "qr":
            continue
        assert anchor.top - anchor.bottom > least
        assert anchor.right - anchor.left > 50
        hits: list[str] = []

        def visit(
            text: str, cm: list[float], tm: list[float], *_: object, a: Anchor = anchor, into: list[str] = hits
        ) -> None:
            if text.strip() and overlaps(a, tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]):
                into.append(text)

        page.extract_text(visitor_text=visit)
        assert set(hits) <= {"Meterai"}  # the seat of the stamp, over which one signs


def test_places_of_one_paper_do_not_overlap(papers: dict[tuple[str, str], Paper]) -> None:
    for paper in papers.values():
        anchors = list(paper.anchors.values())
        for index, one in enumerate(anchors):
            for other in anchors[index + 1 :]:
                apart = (
                    one.right <= other.left
                    or other.right <= one.left
                    or one.top <= other.bottom
                    or other.top <= one.bottom
                )
                assert one.page != other.page or apart, (one, other)


def test_the_signature_block_is_not_torn_apart(papers: dict[tuple[str, str], Paper]) -> None:
    for name in SIGNED:
        places = [each.page for key, each in papers[name, "short"].anchors.items() if key != "qr"]
        assert len(set(places)) == 1, name
