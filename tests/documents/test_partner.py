"""Naskah mitra: the file is read, never run; its markers become numbers, dates, places and the QR code."""

import io
from datetime import date

import docx
import pytest

from service.core.refusals import Refused, explain, register
from service.documents.consistency import look_through
from service.documents.content import Engrossment, SigningMode
from service.documents.package import open_parts
from service.documents.partner import fill_paper, read_file, source_of
from service.documents.partner_facts import SHEET
from service.documents.partner_findings import look_at
from service.documents.partner_marks import read_mark
from service.documents.places import places_of
from service.documents.rendering import render_paper
from service.documents.shipped import shipped
from service.documents.values import check_values
from service.drafting.partner_sentences import SENTENCES
from tests.support.partner import (
    nested,
    partner_content,
    partner_document,
    partner_docx,
    saved,
    text_box,
    with_part,
    with_xml,
    zipped,
)

TEMPLATE = shipped().latest("naskah_mitra")
SIGNED = Engrossment(
    SigningMode.ELECTRONIC,
    ("001/HK.02.00/2026", "12/UN/2026"),
    date(2026, 3, 2),
    "Klungkung",
    "https://sijari.contoh.example/v/K7QF-2M9X-TD",
    "K7QF-2M9X-TD",
)
RUN = "<w:r><w:t>x</w:t></w:r>"
AUTHOR = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


def filled(data: bytes, engrossment: Engrossment | None = SIGNED, **values):
    content = partner_content(data, **values)
    return fill_paper(TEMPLATE, content, engrossment, demo=False, source=data)


def words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return "\n".join(one.text for one in document.paragraphs)


def codes(data: bytes, **values) -> dict[str, bool]:
    return {one.code: one.blocking for one in look_at(partner_content(data, **values))}


# ------------------------------------------------------------------------------------------------------------- reading
def test_the_text_is_cut_at_its_articles_and_nothing_of_it_is_lost():
    read = read_file(partner_docx())
    assert [(one.key, one.title) for one in read.articles] == [
        ("mitra_pembuka", "Judul, pembukaan, dan para pihak"),
        ("mitra_pasal_1", "Pasal 1 Maksud dan Tujuan"),
        ("mitra_pasal_2", "Pasal 2 Ruang Lingkup"),
        ("mitra_pasal_3", "Pasal 3 Jangka Waktu"),
        ("mitra_penutup", "Penutup dan tanda tangan"),
    ]
    assert "(2) Ketentuan {ini} mengikat PARA PIHAK." in read.articles[1].body
    assert read.articles[-1].body.startswith("Demikian Kesepakatan Bersama ini dibuat.")
    assert "Times New Roman" in read.fonts


def test_a_sentence_that_begins_with_an_article_is_no_heading():
    document = partner_document()
    document.paragraphs[-2].insert_paragraph_before("Pasal 2 ayat (1) berlaku juga bagi unit kerja PARA PIHAK.")
    keys = [one.key for one in read_file(saved(document)).articles]
    assert keys.count("mitra_pasal_2") == 1
    assert "mitra_pasal_2_ke2" not in keys


def test_chapters_annexes_heads_feet_and_text_boxes_are_read_too():
    document = partner_document()
    document.sections[0].header.paragraphs[0].text = "Rahasia jabatan"
    document.add_paragraph("LAMPIRAN I")
    document.add_paragraph("Data pribadi yang dibagikan ialah nama mahasiswa.")
    found = {one.key: one for one in read_file(with_xml(saved(document), text_box("Kata di kotak"))).articles}
    assert found["mitra_tepi"].body == "Rahasia jabatan"
    assert found["mitra_lampiran_i"].body.count("Kata di kotak") == 1
    assert "Data pribadi" in found["mitra_lampiran_i"].body


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ttd  pihak pertama", "TTD KESATU"),
        ("TTD KEDUA 2", "TTD KEDUA 2"),
        ("Nomor Kesatu", "NOMOR KESATU"),
        ("tanggal huruf", "TANGGAL HURUF"),
        ("NOMER KESATU", None),
        ("NOMOR KESATU 2", None),
        ("TTD", None),
    ],
)
def test_markers_are_forgiving_of_how_they_are_typed(typed: str, name: str | None):
    mark = read_mark(typed)
    assert (mark.name if mark else None) == name


# ------------------------------------------------------------------------------------------------------------- filling
def test_markers_cut_into_runs_become_numbers_date_and_place():
    said = words(filled(partner_docx()))
    for one in ("NOMOR: 001/HK.02.00/2026", "NOMOR: 12/UN/2026", "pada 2 Maret 2026 di Klungkung"):
        assert one in said
    assert "[[" not in said


def test_before_signing_opens_the_blanks_are_dots_and_no_date_is_made_up():
    said = words(filled(partner_docx(), None))
    assert "NOMOR: ......" in said
    assert "tanggal tanda tangan elektronik PARA PIHAK yang terakhir" in said


def test_an_electronic_paper_without_a_number_is_refused_as_for_our_own():
    with pytest.raises(Refused) as caught:
        filled(partner_docx(), Engrossment(SigningMode.ELECTRONIC, ("1", None)))
    assert caught.value.code == "number_pending_electronic"


def test_the_places_of_signatures_have_an_exact_size():
    places = {one.name: one for one in places_of(open_parts(filled(partner_docx())))}
    assert set(places) == {"ttd_kesatu_1", "ttd_kedua_1", "qr"}
    assert places["ttd_kesatu_1"].height == pytest.approx(73.7)
    assert places["ttd_kesatu_1"].width > 100


def test_a_marker_in_a_nested_table_gets_its_place_and_the_row_grows():
    document = partner_document(marked=False)
    nested(document, "[[TTD KESATU]]")
    parts = open_parts(filled(saved(document)))
    assert [one.name for one in places_of(parts)] == ["ttd_kesatu_1"]
    assert b'w:val="300" w:hRule="atLeast"' in parts["word/document.xml"]


def test_nothing_in_the_file_is_run_as_a_template():
    document = partner_document()
    document.add_paragraph("{{ 7*7 }} {% for a in b %} {{ isi.judul.__class__ }} & <w:p>")
    assert "{{ 7*7 }} {% for a in b %} {{ isi.judul.__class__ }} & <w:p>" in words(filled(saved(document)))


def test_a_field_for_todays_date_keeps_what_it_showed():
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "d MMMM" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5 Januari 2026</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    document = open_parts(filled(with_xml(partner_docx(), field)))["word/document.xml"]
    assert b"5 Januari 2026" in document
    assert b"instrText" not in document
    assert b"fldChar" not in document


def test_a_file_that_bears_our_bookmarks_gets_no_place_by_them():
    mark = '<w:p><w:bookmarkStart w:id="7" w:name="sijariTtdKesatu1"/><w:bookmarkEnd w:id="7"/></w:p>'
    data = with_xml(partner_docx(marked=False), mark)
    assert places_of(open_parts(filled(data))) == ()


def test_the_file_is_asked_for_only_where_the_text_is_a_partners():
    class Files:
        def get(self, sha256: str) -> bytes:
            return sha256.encode()

    assert source_of(partner_content(partner_docx(), "ab"), Files()) == {"source": b"ab"}
    with pytest.raises(Refused) as caught:
        fill_paper(TEMPLATE, partner_content(partner_docx()), None, demo=False)
    assert caught.value.code == "partner_file_missing"


# ------------------------------------------------------------------------------------------------------------ findings
def test_a_file_with_every_marker_has_no_finding():
    content = partner_content(partner_docx())
    assert look_at(content) == ()
    assert check_values(TEMPLATE.manifest, content.values, content.articles, glyphs=frozenset(range(32, 127))) == ()


def test_missing_markers_are_named_and_the_appended_page_answers_for_them():
    data = partner_docx(marked=False)
    missing = [one.params["mark"] for one in look_at(partner_content(data)) if one.code == "partner_mark_missing"]
    assert missing == ["[[NOMOR KESATU]]", "[[NOMOR KEDUA]]", "[[TTD KESATU]]", "[[TTD KEDUA]]", "[[QR]]"]
    assert codes(data, **{SHEET: "ya"}) == {}


def test_wrong_markers_are_findings_that_say_what_to_do():
    document = partner_document()
    document.add_paragraph("[[NOMER KESATU]] [[TTD KETIGA]] [[TTD KESATU]]")
    found = codes(with_xml(saved(document), text_box("[[QR]]")))
    assert found == {
        "partner_mark_unknown": True,
        "partner_mark_without_party": True,
        "partner_mark_twice": True,
        "partner_mark_misplaced": True,
    }


def test_fonts_and_names_that_are_not_there_are_told():
    document = partner_document(articles=())
    document.styles["Normal"].font.name = "Garamond Khusus"
    found = codes(saved(document), judul="Hal yang lain sama sekali")
    assert found == {"partner_font_unknown": False, "partner_without_articles": False, "partner_name_absent": False}


def test_fonts_are_named_by_the_theme_and_one_that_the_file_brings_is_not_missed():
    document = partner_document()
    document.styles["Normal"].font.name = "Garamond Khusus"
    data = saved(document)
    assert "Garamond Khusus" in read_file(data).fonts
    brought = '<w:font w:name="Garamond Khusus"><w:embedRegular w:fontKey="{0}"/></w:font>'
    assert (
        "Garamond Khusus"
        not in read_file(with_xml(data, brought, part="word/fontTable.xml", before=b"</w:fonts>")).fonts
    )


def test_a_marker_is_not_called_a_place_left_open():
    content = partner_content(partner_docx())
    assert look_through(TEMPLATE.manifest, content) == ()


def test_every_sentence_is_there_in_both_languages():
    register(SENTENCES)
    for code, sentence in SENTENCES.items():
        assert explain(Refused(code)), code
        assert sentence.en != sentence.id


# ------------------------------------------------------------------------------------------------------- hostile files
def bomb() -> bytes:
    return zipped({"[Content_Types].xml": b"x", "word/document.xml": b" " * 90 * 1024 * 1024})


def linked_picture() -> bytes:
    link = b'<Relationship Id="r9" Type="http://x/image" Target="http://x.example/a.png" TargetMode="External"/>'
    parts = open_parts(partner_docx())
    name = "word/_rels/document.xml.rels"
    return zipped({**parts, name: parts[name].replace(b"</Relationships>", link + b"</Relationships>")})


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"%PDF-1.7 berganti nama", "not_docx"),
        (bomb, "partner_too_large"),
        (linked_picture, "docx_external_link"),
        (lambda: with_part(partner_docx(), "word/vbaProject.bin", b"x"), "docx_macro"),
        (lambda: with_part(partner_docx(), "word/footnotes.xml", b"<!DOCTYPE a><a/>"), "partner_unreadable"),
        (lambda: with_xml(partner_docx(), f"<w:p><w:ins {AUTHOR}>{RUN}</w:ins></w:p>"), "partner_tracked"),
        (lambda: with_xml(partner_docx(), f"<w:p><w:del {AUTHOR}>{RUN}</w:del></w:p>"), "partner_tracked"),
        (lambda: with_xml(partner_docx(), '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'), "partner_comments"),
        (lambda: saved(docx.Document()), "partner_empty"),
    ],
    ids=["pdf", "bomb", "link", "macro", "entities", "inserted", "deleted", "comment", "empty"],
)
def test_what_cannot_be_the_text_is_refused_with_a_code(make, code: str):
    with pytest.raises(Refused) as caught:
        read_file(make())
    assert caught.value.code == code


def test_the_link_to_an_office_template_on_somebodys_disk_does_not_matter():
    data = saved(partner_document())
    parts = open_parts(data)
    parts["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="file:///C:\\Normal.dotm" TargetMode="External"/></Relationships>'
    )
    assert len(read_file(zipped(parts)).articles) == 5


def test_two_hundred_pages_are_read_and_filled():
    document = partner_document(articles=[f"Hal Nomor {n}" for n in range(1, 160)])
    for _ in range(1500):
        document.add_paragraph("PARA PIHAK sepakat melaksanakan ketentuan ini dengan itikad baik. " * 6)
    data = saved(document)
    read = read_file(data)
    assert len(read.articles) == 100
    assert "Hal Nomor 159" in read.articles[-1].body
    assert "001/HK.02.00/2026" in words(filled(data))


# ------------------------------------------------------------------------------------------------------------ the paper
@pytest.mark.parametrize("marked", [True, False], ids=["markers", "appended page"])
def test_the_paper_is_archive_form_with_every_place_and_the_same_bytes(marked, converter, fonts):
    data = partner_docx(marked=marked)
    content = partner_content(data, **({} if marked else {SHEET: "ya"}))
    first, again = (
        render_paper(TEMPLATE, content, SIGNED, demo=True, converter=converter, fonts=fonts, source=data)
        for _ in range(2)
    )
    assert set(first.anchors) == {"ttd_kesatu_1", "ttd_kedua_1", "qr"}
    assert (first.pdf, first.docx) == (again.pdf, again.docx)
    assert b"pdfaid" in first.pdf
    assert first.text.count("CONTOH, TIDAK BERLAKU") == first.pages
    for one in ("001/HK.02.00/2026", "12/UN/2026", "K7QF-2M9X-TD", "2 Maret 2026"):
        assert one in first.text
    assert ("LEMBAR PENANDATANGANAN" in first.text) is not marked
