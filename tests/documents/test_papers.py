"""Every template with three sets of data: the words, the places and the archive form of what comes out."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from service.documents.catalogue import Catalogue, Template
from service.documents.content import SigningMode
from service.documents.converting import Converter, Engine
from service.documents.fontkit import FontKit
from service.documents.rendering import Paper, render_paper
from tests.documents import samples
from tests.documents.conftest import TEMPLATES
from tests.documents.making import NAMES, SETS, TITLES, make


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_says_word_for_word_what_was_approved(
    name: str, catalogue: Catalogue, papers: dict[tuple[str, str], Paper]
) -> None:
    template = catalogue.latest(name)
    expected = (TEMPLATES / name / str(template.version) / "expected.txt").read_text(encoding="utf-8")
    assert words(papers[name, "short"].text) == words(expected)


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", NAMES)
def test_every_paper_is_archive_form_tagged_indonesian_and_titled(
    name: str, kind: str, papers: dict[tuple[str, str], Paper]
) -> None:
    paper = papers[name, kind]
    assert paper.engine is Engine.LIBREOFFICE
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert re.search(r"pdfaid:part[>=\"']+2", metadata)
        assert re.search(r"pdfaid:conformance[>=\"']+B", metadata)
        assert pdf.Root.MarkInfo.Marked
        assert "/K" in pdf.Root.StructTreeRoot
        assert "/ParentTree" in pdf.Root.StructTreeRoot
        assert [str(each.S) for each in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert "/Encrypt" not in pdf.trailer
        assert not {"/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert isinstance(pdf.Root.get("/OpenAction", pikepdf.Array()), pikepdf.Array)  # a place, no action
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert str(pdf.Root.Lang) == "id-ID"
        assert str(pdf.docinfo["/Title"]).startswith(TITLES[name])
        assert not [page for page in pdf.pages if any(each.Subtype != "/Link" for each in page.get("/Annots", []))]


def embedded_fonts(pdf: bytes) -> dict[str, bool]:
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                embedded = any(key in each for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found[str(each.FontName).split("+")[-1]] = embedded
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_kit_is_really_in_the_pdf_and_never_in_the_word_file(
    name: str, papers: dict[tuple[str, str], Paper]
) -> None:
    paper = papers[name, "short"]
    fonts = embedded_fonts(paper.pdf)
    letters = {"Liberation Sans"} if name == "berita_acara_rapat_pleno" else {"NaskahBonum"}
    assert {each.split("-")[0] for each in fonts} == {one.replace(" ", "") for one in letters}
    assert all(fonts.values())
    assert b"odttf" not in paper.docx
    assert all(embedded_fonts(papers[name, "hostile"].pdf).values())


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_it_is_an_example_and_which_page_it_is(
    name: str, kind: str, papers: dict[tuple[str, str], Paper]
) -> None:
    paper = papers[name, kind]
    text = squeezed(paper.text)
    assert text.count("CONTOH,TIDAKBERLAKU") == paper.pages
    for page in range(1, paper.pages + 1):
        assert f"Halaman{page}dari{paper.pages}" in text


@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_opens_and_holds_the_same_words(
    name: str, kind: str, papers: dict[tuple[str, str], Paper], catalogue: Catalogue
) -> None:
    paper = papers[name, kind]
    document = Document(io.BytesIO(paper.docx))
    printed = squeezed(paper.text)
    for paragraph in document.paragraphs:
        if paragraph.text.strip() and paragraph.text.isascii() and "W" * 50 not in paragraph.text:
            assert squeezed(paragraph.text)[:60] in printed


def test_names_that_look_like_markup_are_printed_as_they_are(papers: dict[tuple[str, str], Paper]) -> None:
    text = squeezed(papers["nota_kesepahaman", "hostile"].text)
    assert squeezed(samples.ODD_NAME) in text
    assert squeezed("&amp; <w:p/> </w:t>") in text
    assert "]]>" in text


def test_thirty_articles_are_numbered_and_their_lists_begin_anew(papers: dict[tuple[str, str], Paper]) -> None:
    text = words(papers["nota_kesepahaman", "long"].text)
    for number in range(1, 31):
        assert f"Pasal {number} " in text
    for line in ("(1) PARA PIHAK wajib", "a. tepat waktu;", "1) sesuai rencana;", "2) sesuai anggaran.", "b. tertib."):
        assert text.count(line) == 19, line


def test_the_head_of_a_long_table_is_repeated(papers: dict[tuple[str, str], Paper]) -> None:
    assert words(papers["perjanjian_kerja_sama", "long"].text).count("No. Kegiatan Waktu Penanggung jawab") >= 2


def test_the_same_input_gives_the_same_bytes(
    memorandum: Template, converter: Converter, fonts: FontKit, papers: dict[tuple[str, str], Paper], tmp_path: Path
) -> None:
    content = samples.short(memorandum)
    with Converter(tmp_path) as another:
        paper = make(memorandum, content, another, fonts)
    assert paper.docx == papers["nota_kesepahaman", "short"].docx
    assert paper.pdf == papers["nota_kesepahaman", "short"].pdf


@pytest.mark.parametrize(
    ("mode", "opening", "closing"),
    [
        (
            SigningMode.ELECTRONIC,
            "ini ditandatangani secara elektronik pada tanggal yang tercantum",
            "dokumen elektronik",
        ),
        (SigningMode.WET, "Pada hari ini ....................", "dalam rangkap 2 (dua) asli"),
        (SigningMode.COUNTERPARTS, "pada rangkapnya dan berlaku sejak", "rangkap terpisah yang sama bunyinya"),
    ],
)
def test_opening_and_closing_follow_the_mode_of_signing(
    mode: SigningMode, opening: str, closing: str, memorandum: Template, converter: Converter, fonts: FontKit
) -> None:
    content = samples.with_mode(samples.short(memorandum), mode)
    paper = render_paper(memorandum, content, None, demo=False, converter=converter, fonts=fonts)
    assert squeezed(opening) in squeezed(paper.text)
    assert squeezed(closing) in squeezed(paper.text)
    assert "CONTOH" not in paper.text
    assert "qr" not in paper.anchors


def test_a_paper_signed_by_all_on_one_day_says_so_in_words(
    memorandum: Template, converter: Converter, fonts: FontKit
) -> None:
    content = samples.short(memorandum)
    paper = render_paper(
        memorandum, content, samples.opened_today(content), demo=False, converter=converter, fonts=fonts
    )
    date = "Pada hari ini Rabu tanggal dua puluh delapan bulan Mei tahun dua ribu dua puluh lima (28-05-2025)"
    assert date in words(paper.text)


def test_a_given_logo_takes_the_place_of_the_neutral_mark(
    memorandum: Template, converter: Converter, fonts: FontKit
) -> None:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGBA", (800, 400), (10, 120, 60, 200)).save(buffer, "PNG")
    content = samples.short(memorandum)
    paper = render_paper(
        memorandum,
        content,
        None,
        demo=False,
        converter=converter,
        fonts=fonts,
        logos={"logo_kesatu": buffer.getvalue()},
    )
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        pictures = [each for _, each in pdf.pages[0].get_images().items()]
        assert not [each for each in pictures if "/SMask" in each]
        shapes = {round(int(each.Width) / int(each.Height), 1) for each in pictures}
    assert shapes == {2.0, 1.0}


def test_the_qr_code_leads_to_the_verification_page(memorandum: Template, papers: dict[tuple[str, str], Paper]) -> None:
    import zipfile

    from service.documents.filling_child import qr_png
    from service.documents.pictures import clean_picture

    with zipfile.ZipFile(io.BytesIO(papers["nota_kesepahaman", "short"].docx)) as docx:
        assert docx.read("word/media/sijari_qr_verifikasi.png") == clean_picture(qr_png(samples.ADDRESS))[0]


def test_engrossing_moves_no_word_to_another_page(
    catalogue: Catalogue, converter: Converter, fonts: FontKit, papers: dict[tuple[str, str], Paper]
) -> None:
    template = catalogue.latest("nota_kesepahaman")
    draft = render_paper(template, samples.long(template), None, demo=True, converter=converter, fonts=fonts)
    engrossed = papers["nota_kesepahaman", "long"]
    assert draft.pages == engrossed.pages
    for name, anchor in draft.anchors.items():
        assert (engrossed.anchors[name].page, engrossed.anchors[name].top) == (anchor.page, anchor.top)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("kind", SETS)
@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_has_the_form_that_word_insists_on(
    name: str, kind: str, demo: bool, catalogue: Catalogue
) -> None:
    import zipfile

    from lxml import etree

    from service.documents.filling import fill

    template = catalogue.latest(name)
    docx = fill(template, SETS[kind](template), None, demo=demo)
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.testzip() is None
        parts = {each: archive.read(each) for each in archive.namelist()}
    for part, content in parts.items():
        if not part.startswith("word/") or part.count("/") > 1 or not part.endswith(".xml"):
            continue
        root = etree.fromstring(content)
        if root.tag in (W + "hdr", W + "ftr"):
            assert root.find(W + "p") is not None, part
        for cell in root.iter(W + "tc"):
            assert cell[-1].tag == W + "p"
        for table in root.iter(W + "tbl"):
            assert table.find(W + "tr") is not None
            following = table.getnext()
            assert following is not None
            assert following.tag == W + "p"
        for kind_of_id in ("bookmarkStart",):
            ids = [each.get(W + "id") for each in root.iter(W + kind_of_id)]
            assert len(ids) == len(set(ids))
        drawings = [each.get("id") for each in root.iter("{*}docPr")]
        assert len(drawings) == len(set(drawings))
        assert b"{{" not in content or kind == "hostile"
        assert b"{%" not in content or kind == "hostile"
