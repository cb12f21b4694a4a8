import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pikepdf
import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from service.core import sandbox
from service.core.refusals import Refused, explain, register
from service.core.sentences import SENTENCES
from service.core.uploads import MEGABYTE, accept_upload, clean_name


@pytest.fixture(scope="module", autouse=True)
def _children_end_with_the_module() -> Iterator[None]:
    register(SENTENCES)
    yield
    sandbox.close()


def pdf(*, password: str | None = None, owner: str | None = None, pages: int = 1) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    encryption = pikepdf.Encryption(user=password or "", owner=owner or password) if password or owner else False
    made.save(out, encryption=encryption)
    return out.getvalue()


def picture(form: str, size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def refusal(data: bytes, name: str = "berkas.pdf", **options: object) -> Refused:
    with pytest.raises(Refused) as caught:
        accept_upload(io.BytesIO(data), name, **options)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "stored_as", "media_type"),
    [
        pytest.param(pdf(), "naskah.pdf", "naskah.pdf", "application/pdf", id="PDF"),
        pytest.param(picture("JPEG"), "pindaian.JPEG", "pindaian.jpg", "image/jpeg", id="JPG"),
        pytest.param(picture("PNG"), "logo.png", "logo.png", "image/png", id="PNG"),
        pytest.param(picture("PNG"), "logo.pdf", "logo.png", "image/png", id="PNG called PDF"),
        pytest.param(pdf(), "foto.jpg", "foto.pdf", "application/pdf", id="PDF called JPG"),
        pytest.param(pdf(), "tanpa akhiran", "tanpa akhiran.pdf", "application/pdf", id="PDF without an ending"),
        pytest.param(
            docx(),
            "draf.docx",
            "draf.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            id="DOCX",
        ),
        pytest.param(
            xlsx(),
            "daftar.zip",
            "daftar.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            id="XLSX called ZIP",
        ),
    ],
)
def test_a_file_is_taken_in_for_what_it_is_whatever_its_name(
    data: bytes, name: str, stored_as: str, media_type: str
) -> None:
    upload = accept_upload(io.BytesIO(data), name)
    assert (upload.data, upload.name, upload.media_type) == (data, stored_as, media_type)


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"").code == "upload_empty"


def test_a_file_over_the_limit_is_refused_without_reading_it_to_its_end() -> None:
    class Endless:
        read_bytes = 0

        def read(self, size: int = -1, /) -> bytes:
            self.read_bytes += size
            return b"%PDF-" + b"0" * (size - 5)

    stream = Endless()
    with pytest.raises(Refused, match="upload_too_large") as caught:
        accept_upload(stream, "besar.pdf", max_bytes=MEGABYTE)
    assert stream.read_bytes <= 2 * MEGABYTE
    assert "1 MB" in explain(caught.value)


def test_a_file_of_exactly_the_limit_is_taken_in() -> None:
    data = pdf()
    assert accept_upload(io.BytesIO(data), "pas.pdf", max_bytes=len(data)).data == data
    assert refusal(data, max_bytes=len(data) - 1).code == "upload_too_large"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param(b"MZ\x90\x00" + bytes(100), "program komputer", id="a program called PDF"),
        pytest.param(b"\x7fELF" + bytes(100), "program komputer", id="another program"),
        pytest.param(b"GIF89a" + bytes(100), "gambar GIF", id="GIF"),
        pytest.param(b"<html><script>alert(1)</script>", "halaman web atau XML", id="web page"),
        pytest.param(b"  \n<svg onload='x'/>", "halaman web atau XML", id="SVG"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "dokumen Office lama atau bersandi", id="old Word"
        ),
        pytest.param(b"\x00\x00\x00\x18ftypheic" + bytes(100), "gambar HEIC", id="iPhone picture"),
        pytest.param(b"halo", "berkas teks", id="text"),
        pytest.param(b"\x00\x01\x02\x03" * 50, "berkas jenis lain", id="unknown"),
        pytest.param(archive(catatan=b"x"), "arsip ZIP", id="ZIP"),
        pytest.param(docx(), "Word (DOCX)", id="Word where a PDF is wanted"),
        pytest.param(picture("PNG"), "PNG", id="a picture where a PDF is wanted"),
        pytest.param(b"junk before the header\n" + pdf(), "berkas jenis lain", id="PDF that does not begin as one"),
    ],
)
def test_a_file_of_another_kind_is_refused_and_the_sentence_says_what_it_is(data: bytes, found: str) -> None:
    fault = refusal(data, allowed={"pdf"}, field="scan")
    assert (fault.code, fault.field) == ("upload_wrong_type", "scan")
    if found == "berkas jenis lain":
        assert fault.params["found"] in (found, "berkas teks")
    else:
        assert fault.params["found"] == found
    assert "PDF" in explain(fault)


def test_the_sentence_lists_what_is_wanted() -> None:
    fault = refusal(b"GIF89a", allowed={"pdf", "jpg", "png"})
    assert explain(fault).startswith("Isi berkas ini gambar GIF; yang diterima hanya PDF, JPG, atau PNG. Simpan ")
    assert "a GIF picture" in explain(fault, "en")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7\n" + bytes(500), id="PDF of nothing"),
        pytest.param(b"%PDF-", id="PDF of five letters"),
        pytest.param(picture("JPEG")[:200], id="cut JPG"),
        pytest.param(picture("PNG")[:50], id="cut PNG"),
        pytest.param(b"\xff\xd8\xff" + bytes(500), id="JPG of nothing"),
        pytest.param(docx()[:2000], id="cut DOCX"),
        pytest.param(pdf(pages=0), id="PDF without a page"),
    ],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    fault = refusal(data)
    assert fault.code == "upload_unreadable"
    assert "rusak" in explain(fault)


@pytest.mark.parametrize("data", [pdf(password="rahasia"), pdf(owner="rahasia")], ids=["to open", "to change"])
def test_a_pdf_with_a_password_is_refused(data: bytes) -> None:
    assert refusal(data).code == "upload_encrypted"


def test_an_office_file_with_macros_is_refused() -> None:
    made = archive(**{"[Content_Types].xml": b"<x/>", "word__document.xml": b"<x/>", "word__vbaProject.bin": b"x"})
    assert refusal(made, "draf.docx").code == "upload_macros"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(**{"[Content_Types].xml": b"<x/>", "word__document.xml": bytes(40 * MEGABYTE)})
    assert len(bomb) < MEGABYTE
    assert refusal(bomb, "draf.docx").code == "upload_too_much"


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = archive(**{"[Content_Types].xml": b"<x/>", "word__document.xml": bytes(40 * MEGABYTE)})
    size = struct.pack("<I", 40 * MEGABYTE)
    lying = honest.replace(size, struct.pack("<I", 1000))
    assert lying != honest
    assert refusal(lying, "draf.docx").code == "upload_unreadable"


def test_a_picture_that_unpacks_to_gigabytes_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    assert refusal(bomb, "kecil.png").code == "upload_too_much"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\budi\\naskah akhir.pdf", "naskah akhir.pdf"),
        ("naskah\u202efdp.exe", "naskahfdp.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("  spasi   banyak .pdf", "spasi banyak.pdf"),
        ('tanda<>:"|?*.pdf', "tanda_______.pdf"),
        (".pdf", "berkas.pdf"),
        ("...", "berkas.pdf"),
        ("", "berkas.pdf"),
        ("SK No. 12/2025.pdf", "2025.pdf"),
        ("Perjanjian v1.2 final", "Perjanjian v1.2 final.pdf"),
        ("x" * 500 + ".pdf", "x" * 114 + ".pdf"),
    ],
)
def test_a_hostile_name_does_no_harm(name: str, clean: str) -> None:
    assert clean_name(name, "pdf") == clean
