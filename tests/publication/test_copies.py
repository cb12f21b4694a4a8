"""The public copy: the same text, contacts covered, marked as a copy, nothing said besides its pages."""

import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from service.core.refusals import Refused
from service.documents.content import Content, Engrossment, SigningMode
from service.documents.parts import PaperMaker
from service.documents.pdf_parts import only_pages, sayings
from service.documents.shipped import shipped
from service.publication.copying import covered, refuse_leaks
from tests.support.rooms import sample_content

PHONE, EMAIL, NIK = "0812-3456-7890", "sri@mitra.example", "3320010101900001"
SECRETS = (PHONE, EMAIL, NIK)


def with_contacts() -> Content:
    """The sample text with a contact in every kind of place."""
    content = sample_content()
    values: dict[str, Any] = dict(content.values)
    for key, value in values.items():
        if isinstance(value, dict) and "telepon" in value:
            values[key] = value | {"telepon": PHONE, "surel": EMAIL}
    first = content.articles[0]
    body = first.body + f"\n\nHubungi {PHONE} atau {EMAIL}; NIK {NIK}."
    return Content(values, (type(first)(first.key, first.title, body), *content.articles[1:]))


def hidden_in(pdf: bytes) -> list[str]:
    said = sayings(pdf)
    return [one for one in SECRETS if one in said]


@pytest.fixture(scope="module")
def engrossment() -> Engrossment:
    return Engrossment(
        mode=SigningMode.ELECTRONIC,
        numbers=("012/HK.02.00/K.JT-12/05/2025", "44/UN/2025"),
        stated_date=None,
        place="Jepara",
        verification_url="https://sijari.example/v/abc",
        code="abc",
    )


@pytest.fixture
def copied(maker: PaperMaker, engrossment: Engrossment) -> bytes:
    content, _ = covered(with_contacts())
    note = "SALINAN PUBLIK. Dibuat dari naskah yang sama."
    return maker.copy(shipped().latest("nota_kesepahaman"), content, engrossment, note).pdf


def test_no_contact_can_be_read_in_the_text_or_the_metadata_of_the_copy(copied: bytes) -> None:
    assert hidden_in(copied) == []
    refuse_leaks(copied)
    said = sayings(copied)
    assert "[telepon disamarkan]" in said
    assert "012/HK.02.00/K.JT-12/05/2025" in said


def test_every_page_says_that_it_is_a_public_copy(copied: bytes) -> None:
    with pikepdf.open(io.BytesIO(copied)) as opened:
        pages = len(opened.pages)
    assert pages > 1
    assert sayings(copied).count("SALINAN PUBLIK") >= pages


def test_what_is_read_off_the_pictures_of_its_pages_holds_no_contact(
    maker: PaperMaker, engrossment: Engrossment, copied: bytes, tmp_path: Path
) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed")
    bare = maker.copy(shipped().latest("nota_kesepahaman"), with_contacts(), engrossment, "UJI").pdf
    unmasked = seen_on(bare, tmp_path / "bare")
    assert [one for one in SECRETS if one in unmasked] == list(SECRETS)  # the eye is sharp
    seen = seen_on(copied, tmp_path / "copy")
    assert [one for one in SECRETS if one in seen] == []
    assert "SALINAN PUBLIK" in seen


def seen_on(pdf: bytes, folder: Path) -> str:
    """What can be read off the pictures of the pages, blanks dropped in numbers."""
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "a.pdf", "p"], cwd=folder, check=True)
    read = [
        subprocess.run(
            ["tesseract", str(page), "-", "-l", "ind", "--psm", "6"],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        ).stdout
        for page in sorted(folder.glob("p*.png"))
    ]
    return "\n".join(read)


# ------------------------------------------------------------------------------------------------------- brought copies
def brought(*lines: str, **properties: str) -> bytes:
    """A PDF as an office would bring it."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setAuthor(properties.get("author", ""))
    for number, line in enumerate(lines):
        page.drawString(72, 700 - 20 * number, line)
    page.bookmarkPage("a")
    page.addOutlineEntry(properties.get("outline", "Halaman"), "a")
    page.linkURL(properties.get("link", "https://contoh.example"), (72, 72, 100, 100))
    page.save()
    return out.getvalue()


@pytest.mark.parametrize("where", ["author", "outline", "link"])
def test_what_a_brought_copy_says_besides_its_pages_is_dropped(where: str) -> None:
    pdf = brought("Isi yang bersih", **{where: f"mailto:{EMAIL}"})
    assert hidden_in(pdf) == [EMAIL]
    assert hidden_in(only_pages(pdf)) == []
    assert "Isi yang bersih" in sayings(only_pages(pdf))


def test_an_attachment_does_not_travel_along() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(brought("Isi"))) as opened:
        opened.attachments["kontak.txt"] = EMAIL.encode()
        opened.save(out)
    with pikepdf.open(io.BytesIO(only_pages(out.getvalue()))) as clean:
        assert len(clean.attachments) == 0
        assert "/AF" not in clean.Root


@pytest.mark.parametrize(("secret", "kind"), [(PHONE, "phone"), (EMAIL, "email"), (NIK, "nik")])
def test_a_brought_copy_that_can_still_be_read_is_refused_without_repeating_it(secret: str, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        refuse_leaks(only_pages(brought(f"Hubungi {secret} segera")))
    assert (refused.value.code, refused.value.params["kinds"]) == ("public_copy_leaks", kind)
    assert secret not in str(refused.value.params)


def test_what_is_no_pdf_is_refused_plainly() -> None:
    with pytest.raises(Refused, match="pdf_unreadable"):
        only_pages(b"%PDF-1.7 rusak")
