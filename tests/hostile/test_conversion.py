"""Word files that try to fetch or embed what is not theirs, handed to LibreOffice without the check of uploads."""

import io
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from PIL import Image

from service.documents.converting import Converter, libreoffice_present
from tests.hostile.test_templates import with_parts

pytestmark = pytest.mark.skipif(not libreoffice_present(), reason="LibreOffice or python3-uno is not installed")


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Listener)
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815  the names that http.server looks for

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (50, 50), (200, 30, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def with_linked_picture(target: str) -> bytes:
    """A document whose only picture is a link."""
    document = Document()
    document.add_paragraph("Naskah dengan tautan")
    document.add_picture(io.BytesIO(picture()))
    buffer = io.BytesIO()
    document.save(buffer)

    def link(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"r:embed=", b"r:link=")
        links = parts["word/_rels/document.xml.rels"]
        outside = f'Target="{target}" TargetMode="External"'.encode()
        parts["word/_rels/document.xml.rels"] = links.replace(b'Target="media/image1.png"', outside)

    return with_parts(buffer.getvalue(), link)


def pictures_in(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(len(page.get_images()) for page in opened.pages)


def test_a_linked_picture_is_neither_fetched_nor_taken_from_this_machine(tmp_path: Path, listener: Listener) -> None:
    secret = tmp_path / "rahasia.png"
    secret.write_bytes(picture())
    address = f"http://127.0.0.1:{listener.server_address[1]}/gambar.png"
    with Converter(tmp_path / "data") as converter:
        for target in (address, secret.as_uri()):
            docx = with_linked_picture(target)
            assert target.encode() in with_rels(docx)
            assert pictures_in(converter.convert(docx).pdf) == 0
    assert listener.asked == []


def with_rels(docx: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/_rels/document.xml.rels")


def test_a_field_that_includes_a_file_does_not_bring_it_in(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("KATA SANDI")
    document = Document()
    document.add_paragraph("Naskah")
    buffer = io.BytesIO()
    document.save(buffer)

    def include(parts: dict[str, bytes]) -> None:
        code = f"<w:p><w:fldSimple w:instr='INCLUDETEXT \"{secret}\"'><w:r><w:t>isi</w:t></w:r></w:fldSimple></w:p>"
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", code.encode() + b"<w:sectPr", 1)

    from service.documents.rendering import text_of

    with Converter(tmp_path / "data") as converter:
        text = text_of(converter.convert(with_parts(buffer.getvalue(), include)).pdf)
    assert "Naskah" in text
    assert "KATA SANDI" not in text
