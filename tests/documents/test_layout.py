"""Paper, letters, sides, originals and the annex that lies on its side: what a text chooses is what comes out."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from service.core.refusals import Refused
from service.documents.catalogue import Catalogue, Template
from service.documents.content import Content, Engrossment, SigningMode
from service.documents.context import build_context
from service.documents.converting import Converter
from service.documents.fontkit import FontKit
from service.documents.layout import Huruf, Kertas, Layout, lay_out
from service.documents.package import DOCUMENT, open_parts, write_parts
from service.documents.rendering import Paper
from tests.documents import samples
from tests.documents.making import make
from tests.documents.test_papers import embedded_fonts, squeezed, words

A4, F4 = (595, 842), (610, 936)
WET = {"mode_penandatanganan": "basah", "meterai": "ya"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sizes(paper: Paper) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in pdf.pages]


def context(template: Template, content: Content, engrossment: Engrossment | None = None) -> dict[str, object]:
    return build_context(template.manifest, content, engrossment, demo=False)


# ------------------------------------------------------------------------------------------------------ paper, letters
def test_f4_paper_with_its_wide_annex_turned_and_its_head_repeated(papers: dict[tuple[str, str], Paper]) -> None:
    paper = papers["nota_kesepahaman", "long"]
    found = sizes(paper)
    upright, turned = [one for one in found if one == F4], [one for one in found if one == F4[::-1]]
    assert len(upright) + len(turned) == len(found)
    assert found == upright + turned  # the annex is the end
    head = "No. Kegiatan Sasaran Waktu Tempat Keluaran Pembiayaan Penanggung jawab"
    assert words(paper.text).count(head) == len(turned) > 2
    assert [int(n) for n in re.findall(r"angkatan (\d+)", words(paper.text))] == list(range(1, 51))


def test_arial_on_a4_with_an_upright_annex(papers: dict[tuple[str, str], Paper]) -> None:
    paper = papers["perjanjian_kerja_sama", "long"]
    assert set(sizes(paper)) == {A4}
    fonts = embedded_fonts(paper.pdf)
    assert all(fonts.values())
    assert {each.split("-")[0] for each in fonts} == {"LiberationSans"}


def test_an_electronic_duty_stamp_is_only_for_a4(memorandum: Template) -> None:
    values = {**memorandum.sample["values"], "ukuran_kertas": "f4", "meterai": "ya"}
    content = Content(values, samples.own_articles(memorandum))
    assert context(memorandum, content)["tata_letak"] == Layout(Kertas.A4).to_plain()
    wet = samples.with_mode(content, SigningMode.WET)
    assert context(memorandum, wet)["tata_letak"] == Layout(Kertas.F4).to_plain()


def test_a_first_version_without_these_choices_is_laid_out_as_ever(catalogue: Catalogue) -> None:
    first = catalogue.get("nota_kesepahaman", 1)
    assert context(first, samples.short(first))["tata_letak"] == {}
    parts = open_parts(first.docx)
    before = dict(parts)
    lay_out(parts, {})
    assert parts == before


def test_an_empty_last_section_prints_no_page_and_every_page_has_its_foot(memorandum: Template) -> None:
    parts = open_parts(memorandum.docx)
    lay_out(parts, Layout(Kertas.F4, Huruf.ARIAL).to_plain())
    root = etree.fromstring(parts[DOCUMENT])
    sections = list(root.iter(W + "sectPr"))
    assert [section.find(W + "footerReference") is not None for section in sections] == [True] + [False] * (
        len(sections) - 1
    )
    assert b"Bookman Old Style" not in parts["word/styles.xml"] + parts["word/numbering.xml"]
    assert write_parts(parts).startswith(b"PK")


def test_what_a_reader_typed_is_not_taken_for_the_name_of_a_font(memorandum: Template) -> None:
    parts = {DOCUMENT: b'<w:document xmlns:w="' + W[1:-1].encode() + b'"><w:body><w:p><w:r><w:rPr><w:rFonts '
             b'w:ascii="Bookman Old Style"/></w:rPr><w:t>"Bookman Old Style"</w:t></w:r></w:p><w:sectPr/></w:body>'
             b"</w:document>"}  # fmt: skip
    lay_out(parts, Layout(letters=Huruf.ARIAL).to_plain())
    assert b'w:ascii="Arial"' in parts[DOCUMENT]
    assert b'<w:t>"Bookman Old Style"</w:t>' in parts[DOCUMENT]


def test_a_line_that_announces_others_is_kept_with_them(memorandum: Template, converter: Converter) -> None:
    from service.documents.filling import fill

    content = samples.short(memorandum)
    docx = fill(memorandum, content, None, demo=False)
    root = etree.fromstring(open_parts(docx)[DOCUMENT])
    leads = [
        paragraph
        for paragraph in root.iter(W + "p")
        if "".join(paragraph.itertext()).endswith(":") and paragraph.getparent().tag == W + "body"
    ]
    assert len(leads) > 5
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in leads)


# --------------------------------------------------------------------------------------------------- inside the pages
@pytest.mark.parametrize("kind", ["short", "long", "hostile"])
def test_no_word_leaves_its_page_or_lies_in_the_margin(
    kind: str, papers: dict[tuple[str, str], Paper], tmp_path: Path
) -> None:
    for (name, which), paper in papers.items():
        if which != kind:
            continue
        (tmp_path / "a.pdf").write_bytes(paper.pdf)
        said = subprocess.run(
            ["pdftotext", "-bbox", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
        ).stdout.decode()
        for page in said.split("<page ")[1:]:
            width, height = (float(each) for each in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
            boxes = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">', page)
            assert boxes, name
            for left, top, right, bottom in (map(float, box) for box in boxes):
                assert 40 < left < right < width - 40, (name, page[:40], left, right)
                assert 15 < top < bottom < height - 15, (name, top, bottom)


def test_papers_have_as_many_pages_as_their_text_asks_for(papers: dict[tuple[str, str], Paper]) -> None:
    for (name, kind), paper in papers.items():
        assert paper.pages <= {"short": 8, "long": 18, "hostile": 13}[kind], name
        pages = squeezed(paper.text)
        for number in range(1, paper.pages + 1):
            assert f"Halaman{number}dari{paper.pages}" in pages
        assert len(paper.text) / paper.pages > 300, name  # no page is all but empty


# --------------------------------------------------------------------------------------------------------------- sides
def test_three_sides_are_named_numbered_and_sign(three_sides: tuple[Paper, Paper]) -> None:
    paper = three_sides[0]
    text = words(paper.text)
    assert "KESEPAKATAN BERSAMA ANTARA" in text
    assert "UNIVERSITAS NUSANTARA JAYA DAN LEMBAGA KETIGA NOMOR: 1/A/2025 NOMOR: 2/B/2025 NOMOR: 3/C/2025" in text
    assert "PIHAK KESATU, PIHAK KEDUA, dan PIHAK KETIGA secara bersama-sama" in text
    assert "dalam rangkap 3 (tiga) asli, masing-masing bermeterai cukup" in text
    assert "1 (satu) rangkap untuk PIHAK KEDUA, dan 1 (satu) rangkap untuk PIHAK KETIGA." in text
    assert "Kontribusi dan Penghubung PIHAK KETIGA".upper() in text
    assert text.count("Kesepakatan Bersama ini") > 5
    assert "Nota Kesepahaman" not in text
    assert {"ttd_kesatu_1", "ttd_kedua_1", "ttd_ketiga_1", "segel"} <= set(paper.anchors)
    assert len({paper.anchors[key].page for key in ("ttd_kesatu_1", "ttd_kedua_1", "ttd_ketiga_1")}) == 1


def test_the_original_of_a_side_names_it_first_and_another_signs_over_the_stamp(
    three_sides: tuple[Paper, Paper],
) -> None:
    first, third = three_sides
    text = words(third.text)
    assert text.index("LEMBAGA KETIGA") < text.index("UNIVERSITAS NUSANTARA JAYA")
    assert "NOMOR: 3/C/2025 NOMOR: 1/A/2025 NOMOR: 2/B/2025" in text
    assert "rangkap asli 3 dari 3, untuk PIHAK KETIGA" in text
    assert "rangkap asli 1 dari 3, untuk PIHAK KESATU" in words(first.text)
    assert first.anchors["ttd_kesatu_1"].left < first.anchors["ttd_kedua_1"].left
    assert third.anchors["ttd_ketiga_1"].left < third.anchors["ttd_kesatu_1"].left


def body_of(paper: Paper) -> list[str]:
    """The clauses, which are the same in every original."""
    foot = r"Naskah ini ditandatangani.*?Halaman \d+ dari \d+ · rangkap asli \d dari 3, untuk PIHAK \w+"
    around = rf"CONTOH, TIDAK BERLAKU|{foot}"
    text = words(re.sub(around, " ", paper.text, flags=re.DOTALL))
    return text[text.index("Pasal 1 ") : text.index("Demikian ")].split()


def test_all_originals_have_the_same_clauses(three_sides: tuple[Paper, Paper]) -> None:
    assert body_of(three_sides[0]) == body_of(three_sides[1])


@pytest.mark.parametrize(("number", "stamped", "left"), [(1, "kedua", "kesatu"), (2, "kesatu", "kedua")])
def test_two_originals_swap_the_sides_and_the_seat_of_the_stamp(
    number: int, stamped: str, left: str, memorandum: Template
) -> None:
    content = samples.sided(memorandum, 2, **WET, urutan_tanda_tangan="kesatu_kiri")
    said = context(memorandum, content, samples.original(content, number))
    (row,) = said["ttd"]  # type: ignore[misc]
    assert row["kiri"]["tempat"] == f"ttd_{left}_1"
    seats = {place["tempat"]: place["meterai"] for place in (row["kiri"], row["kanan"])}
    assert seats == {f"ttd_{side}_1": side == stamped for side in ("kesatu", "kedua")}
    assert said["rangkap"] == {"ke": number, "dari": 2, "untuk": f"PIHAK {left.upper()}"}
    names = [one["nama"] for one in said["antara"]]  # type: ignore[attr-defined]
    assert names[0].startswith("Badan Pengawas" if number == 1 else "Universitas")


def test_an_electronic_paper_is_one_and_needs_the_number_of_every_side(memorandum: Template) -> None:
    content = samples.sided(memorandum, 3)
    whole = samples.original(content, 1)
    said = context(memorandum, content, whole)
    assert said["rangkap"] == ""
    assert said["nomor"] == ["1/A/2025", "2/B/2025", "3/C/2025"]
    short = Engrossment(content.mode, ("1/A", "2/B"), None, "Banyu Asri")
    with pytest.raises(Refused) as caught:
        context(memorandum, content, short)
    assert caught.value.code == "number_pending_electronic"


def test_five_sides_sign_in_pairs_and_the_last_in_the_middle(catalogue: Catalogue) -> None:
    template = catalogue.latest("perjanjian_kerja_sama")
    content = samples.sided(template, 5, mode_penandatanganan="elektronik")
    said = context(template, content, samples.original(content, 1))
    rows = [[row[seat]["tempat"] for seat in ("kiri", "tengah", "kanan") if row[seat]] for row in said["ttd"]]  # type: ignore[attr-defined]
    assert rows == [["ttd_kedua_1", "ttd_kesatu_1"], ["ttd_keempat_1", "ttd_ketiga_1"], ["", "ttd_kelima_1", ""]]
    linked = [(one["sambung"], one["nama"]) for one in said["antara"]]  # type: ignore[attr-defined]
    assert linked[1:] == [
        ("DENGAN", "Fakultas Hukum Universitas Nusantara Jaya,"),
        ("", "Lembaga Ketiga,"),
        ("", "Lembaga Keempat,"),
        ("DAN", "Lembaga Kelima"),
    ]


# ---------------------------------------------------------------------------------------------------- pinned templates
def test_a_paper_pinned_to_its_first_version_keeps_every_word_of_it(
    catalogue: Catalogue, converter: Converter, fonts: FontKit
) -> None:
    from tests.documents.conftest import TEMPLATES

    first = catalogue.get("perjanjian_kerja_sama", 1)
    expected = (TEMPLATES / "perjanjian_kerja_sama" / "1" / "expected.txt").read_text(encoding="utf-8")
    paper = make(first, samples.short(first), converter, fonts)
    assert words(paper.text) == words(expected)


def test_the_logos_change_places_with_their_sides_and_a_missing_one_leaves_no_grey_mark(memorandum: Template) -> None:
    from PIL import Image

    from service.documents.filling import fill

    def logo(colour: str) -> bytes:
        buffer = io.BytesIO()
        Image.new("RGB", (40, 20), colour).save(buffer, "PNG")
        return buffer.getvalue()

    content = samples.sided(memorandum, 3, **WET)
    given = {"logo_kesatu": logo("red"), "logo_kedua": logo("blue")}
    parts = open_parts(fill(memorandum, content, samples.original(content, 2), demo=False, logos=given))

    def colour(place: str) -> tuple[int, int, int]:
        with Image.open(io.BytesIO(parts[f"word/media/sijari_logo_{place}.png"])) as picture:
            return picture.convert("RGB").getpixel((0, 0))  # type: ignore[return-value]

    assert [colour(place) for place in ("kesatu", "kedua", "ketiga")] == [(0, 0, 255), (255, 255, 255), (255, 0, 0)]
