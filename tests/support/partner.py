"""A partner's own DOCX, as a lawyer's word processor would leave it, and what hostile people would make of it."""

import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.documents.content import Content
from service.documents.partner import read_file
from service.documents.partner_facts import FILE, FILE_NAME, FONTS, MARKS, kept_marks

ARTICLES = ("Maksud dan Tujuan", "Ruang Lingkup", "Jangka Waktu")
SIGNERS = (("KEDUA", "Prof. Siti Aminah"), ("KESATU", "Rahmat Hidayat"))


def partner_document(*, marked: bool = True, articles: Sequence[str] = ARTICLES) -> Document:
    """An agreement in the partner's own words and layout; its markers are cut into several runs."""
    made = docx.Document()
    made.styles["Normal"].font.name = "Times New Roman"
    for line in ("KESEPAKATAN BERSAMA", "BAWASLU KABUPATEN CONTOH", "DENGAN", "UNIVERSITAS CONTOH"):
        made.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if marked:
        number = made.add_paragraph("NOMOR: [[NO")
        number.add_run("MOR KE").bold = True
        number.add_run("SATU]]")
        made.add_paragraph("NOMOR: [[ nomor pihak kedua ]]")
    made.add_paragraph("TENTANG PENGAWASAN PARTISIPATIF")
    made.add_paragraph("Ditandatangani pada [[TANGGAL]] di [[TEMPAT]] oleh:" if marked else "Ditandatangani oleh:")
    for number, title in enumerate(articles, start=1):
        made.add_paragraph(f"Pasal {number}").alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.add_paragraph(f"(1) PARA PIHAK sepakat tentang {title.lower()} ini.")
        made.add_paragraph("(2) Ketentuan {ini} mengikat PARA PIHAK.")
    made.add_paragraph("Demikian Kesepakatan Bersama ini dibuat.")
    cells = made.add_table(1, 2).rows[0].cells
    for cell, (side, name) in zip(cells, SIGNERS, strict=True):
        cell.paragraphs[0].text = f"PIHAK {side},"
        place = cell.add_paragraph(f"[[TTD {side}]]" if marked else "")
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.add_paragraph(name)
    made.add_paragraph("[[QR]]" if marked else "")
    return made


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def partner_docx(*, marked: bool = True) -> bytes:
    return saved(partner_document(marked=marked))


def with_xml(data: bytes, xml: str, *, part: str = "word/document.xml", before: bytes = b"<w:sectPr") -> bytes:
    """The file with a piece of raw XML put into a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    parts[part] = parts[part].replace(before, xml.encode() + before, 1)
    return zipped(parts)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {each: opened.read(each) for each in opened.namelist()}
    return zipped({**parts, name: content})


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def text_box(said: str) -> str:
    """A text box as Word draws it, with its spare copy."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wps:txbx '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def nested(document: Document, said: str) -> None:
    """A table in a cell of a table, whose row has an exact height."""
    outer = document.add_table(1, 1)
    row = outer.rows[0]
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:trHeight {nsdecls("w")} w:val="300" w:hRule="exact"/>'))
    inner = row.cells[0].add_table(1, 1)
    inner.rows[0].cells[0].paragraphs[0].text = said
    document.add_paragraph()


def party(institution: str, name: str, position: str) -> list[dict[str, object]]:
    return [{"lembaga": institution, "alamat": "Contoh", "penandatangan": {"nama": name, "jabatan": position}}]


def partner_content(data: bytes, sha256: str = "0" * 64, **values: object) -> Content:
    """The content that taking in this file makes."""
    read = read_file(data)
    said = {
        "judul_naskah": "Kesepakatan Bersama",
        "judul": "Pengawasan Partisipatif",
        "pihak_kesatu": party("Bawaslu Kabupaten Contoh", "Rahmat Hidayat", "Ketua"),
        "pihak_kedua": party("Universitas Contoh", "Prof. Siti Aminah", "Rektor"),
        "jangka_waktu": {"tahun": 3},
        "mode_penandatanganan": "elektronik",
        FILE: sha256,
        FILE_NAME: "naskah mitra.docx",
        MARKS: kept_marks(read.marks),
        FONTS: list(read.fonts),
    }
    return Content({**said, **values}, read.articles)
