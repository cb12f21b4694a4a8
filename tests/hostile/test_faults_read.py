"""What a person reads when a file cannot be taken in: what happened, what to do, in both languages; nothing is kept."""

import io
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from service.core.storage import StoredFile
from service.offices.models import Partner, Signatory
from tests.support.papers import plain_pdf
from tests.support.rooms import make_agreement

LIMIT = 128 * 1024
FILES = {
    "not what it says": (b"MZ this is a program", 422, ("program komputer", "a computer program")),
    "too large": (b"%PDF-1.7\n" + b"x" * LIMIT, 413, ("lebih besar dari 0.125 MB", "larger than 0.125 MB")),
    "full disk": (plain_pdf(1, "Surat"), 507, ("penyimpanan penuh", "storage is full")),
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("fault", list(FILES))
def test_a_file_that_cannot_be_kept(pages, staff, sqlite_tools, monkeypatch, fault, language):
    data, status, words = FILES[fault]
    sqlite_tools.settings = replace(sqlite_tools.settings, max_upload_bytes=LIMIT)
    make_agreement(sqlite_tools, staff)
    with sqlite_tools.reading() as session:
        partner = session.scalars(select(Partner)).one().id
    pages.sign_in(staff.drafter)
    pages.get(f"/bahasa/{language}")
    page = pages.see(f"/mitra/{partner}/penanda-tangan/baru")
    if fault == "full disk":
        monkeypatch.setattr("service.core.storage._write_all", _no_space)
    sent = {"name": "Rektor Contoh", "position": "Rektor", "file": (io.BytesIO(data), "surat.pdf")}
    page = pages.submit(page, sent, status=status)
    assert words[language == "en"] in page.text
    assert "Rektor Contoh" in page.response.text, "what was typed is still there"
    with sqlite_tools.reading() as session:
        assert session.scalar(select(func.count(Signatory.id))) == 0
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 0


def _no_space(*_given: object) -> None:
    raise OSError(28, "No space left on device")
