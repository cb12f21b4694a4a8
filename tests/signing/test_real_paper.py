"""The whole way of a real paper: template, LibreOffice, engrossment, seal, two signatures, archive; nothing faked."""

import io
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.tools import Tools
from service.documents.models import DocumentVersion
from service.documents.parts import make_renderer
from service.documents.ports import Renderer
from service.documents.rendering import text_of
from service.documents.shipped import shipped
from service.offices.models import Signatory
from service.seals.ports import PaperSealer
from service.signing.actions import NewEvent
from service.signing.rules import Order
from tests.documents.samples import short
from tests.signing.test_acts import sign_next
from tests.signing.test_events import event_of, open_it
from tests.support.agreements import Started
from tests.support.programs import needs
from tests.support.signing import equip, ready_to_sign
from workers.runtime import drain

EVENT = NewEvent(date(2026, 3, 2), "Klungkung", stated=True, order=Order.SECOND, partner_number="12/UN/2026")


def words(text: str) -> Counter[str]:
    """The words of a text, whatever the line breaks and the hyphens at the ends of lines."""
    return Counter(re.findall(r"[0-9A-Za-zÀ-ÿ]+", text))


@pytest.fixture
def made(sqlite_tools: Tools) -> Started:
    """The sample that is shipped with the template, its signatories listed on both sides."""
    text = short(shipped().latest("nota_kesepahaman"))
    equip(sqlite_tools)
    renderer = make_renderer(sqlite_tools)
    sqlite_tools.use(Renderer, renderer)
    made = ready_to_sign(sqlite_tools, text=text)
    with sqlite_tools.begin() as uow:
        for signatory, side in ((made.office_signatory, "pihak_kesatu"), (made.partner_signatory, "pihak_kedua")):
            uow.session.get_one(Signatory, signatory).name = text.values[side][0]["penandatangan"]["nama"]
        uow.session.get_one(DocumentVersion, made.version_id).template_hash = (
            shipped().latest("nota_kesepahaman").sha256
        )
    yield made
    renderer.converter.close()


@needs("soffice", "pdfsig", "qpdf")
@pytest.mark.slow
def test_a_real_paper_is_signed_archived_and_accepted_by_other_programs(sqlite_tools, made, tmp_path):
    open_it(sqlite_tools, made, EVENT)
    drain(sqlite_tools)
    event = event_of(sqlite_tools, made)
    engrossed = sqlite_tools.storage.get(event.engrossed_sha256)
    assert "Pada hari ini Senin tanggal dua bulan Maret tahun dua ribu dua puluh enam" in " ".join(
        text_of(engrossed).split()
    )
    for _ in range(2):
        sign_next(sqlite_tools, made)
        drain(sqlite_tools)
    with sqlite_tools.reading() as session:
        agreement = session.get_one(Agreement, made.agreement_id)
    assert agreement.stage == Stage.FOLLOW_UP
    final = sqlite_tools.storage.get(agreement.final_sha256)
    assert final.startswith(engrossed)
    assert sqlite_tools.part(PaperSealer).judge(final).authentic
    path = tmp_path / "naskah.pdf"
    path.write_bytes(final)
    assert_accepted(path)


def assert_accepted(path: Path) -> None:
    """qpdf finds no fault, and pdfsig calls the seal and both signatures valid."""
    checked = subprocess.run(
        [shutil.which("qpdf") or "qpdf", "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    said = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") >= 3, said


@needs("soffice")
@pytest.mark.slow
def test_what_is_read_on_a_phone_are_the_words_of_the_pdf(sqlite_tools, made):
    open_it(sqlite_tools, made, EVENT)
    drain(sqlite_tools)
    event = event_of(sqlite_tools, made)
    shown = words(" ".join(" ".join((one["label"], one["text"], *one["cells"])) for one in event.reading))
    pages = pages_of(sqlite_tools.storage.get(event.engrossed_sha256))
    printed = sum((words(page) for page in pages), Counter())
    assert shown - printed == Counter()  # nothing is read that is not printed
    left_out = printed - shown - head_and_foot(pages)
    assert set(left_out) <= {str(number) for number in range(1, event.pages + 1)}, left_out  # page numbers


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def head_and_foot(pages: list[str]) -> Counter[str]:
    """What stands on every page, as often as it stands there."""
    counted = [words(page) for page in pages]
    return Counter({word: min(page[word] for page in counted) * len(pages) for word in counted[0]})
