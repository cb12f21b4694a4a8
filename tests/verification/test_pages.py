"""The public pages: facts behind a code, and the check of a file."""

import io
from datetime import date

import pytest

from service.agreements.models import Agreement, PaperRevision
from service.core.tools import Tools
from service.verification import wiring
from tests.signing.test_acts import sign_next
from tests.signing.test_events import open_it
from tests.support.agreements import Started
from tests.support.applications import application
from tests.support.pages import PageClient
from tests.support.papers import plain_pdf
from tests.support.signing import equip, ready_to_sign
from workers.runtime import drain


@pytest.fixture
def pages(sqlite_tools: Tools) -> PageClient:
    equip(sqlite_tools)
    wiring.register()
    return PageClient(application(sqlite_tools))


@pytest.fixture
def signed(sqlite_tools: Tools, pages: PageClient) -> Started:
    """An agreement signed by both and archived."""
    made = ready_to_sign(sqlite_tools)
    open_it(sqlite_tools, made)
    drain(sqlite_tools)
    for _ in range(2):
        sign_next(sqlite_tools, made)
        drain(sqlite_tools)
    return made


def files(tools: Tools) -> dict[str, bytes]:
    with tools.reading() as session:
        rows = session.query(PaperRevision).order_by(PaperRevision.sequence).all()
    return {f"{row.kind}{row.sequence}": tools.storage.get(row.sha256) for row in rows}


def agreement_of(tools: Tools, made: Started) -> Agreement:
    with tools.reading() as session:
        return session.get_one(Agreement, made.agreement_id)


def check(pages: PageClient, data: bytes, status: int = 200):
    page = pages.see("/verifikasi")
    return pages.submit(page, {"file": (io.BytesIO(data), "naskah.pdf")}, action="/verifikasi", status=status)


def test_the_final_file_is_whole_and_registered_and_an_earlier_state_is_not_the_last(pages, sqlite_tools, signed):
    found = files(sqlite_tools)
    page = check(pages, found["archived5"])
    assert "Utuh dan tercatat, TTE tidak tersertifikasi" in page.text
    assert "Berlaku s.d. 2 Maret 2029" in page.text
    assert "Segel sistem: mengunci isi, bukan tanda tangan pejabat" in page.text
    assert "Prof. Siti Aminah" in page.text
    assert "Bukan versi terakhir" in check(pages, found["signed4"]).text


def test_a_file_changed_after_signing_is_called_so(pages, sqlite_tools, signed):
    final = files(sqlite_tools)["archived5"]
    place = final.index(b"stream", 400) + 40
    changed = final[:place] + bytes([final[place] ^ 1]) + final[place + 1 :]
    page = check(pages, changed)
    assert "Utuh" not in page.text
    assert "Berubah setelah ditandatangani" in page.text or "Tidak dapat diperiksa" in page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(plain_pdf(1), "Tidak dikenal", id="unsigned"),
        pytest.param(b"%PDF-1.7 rusak", "Tidak dapat diperiksa", id="broken"),
        pytest.param(b"bukan pdf sama sekali", "Tidak dapat diperiksa", id="no PDF"),
    ],
)
def test_any_file_gets_a_verdict_and_none_an_error(pages, sqlite_tools, data, words):
    ready_to_sign(sqlite_tools)
    assert words in check(pages, data).text


def test_an_empty_file_is_refused_at_its_field(pages):
    assert "kosong" in check(pages, b"", status=422).text.lower()


def test_the_code_of_a_paper_leads_to_facts_and_to_no_file_or_contact(pages, sqlite_tools, signed):
    agreement = agreement_of(sqlite_tools, signed)
    page = pages.see(f"/v/{agreement.public_code}")
    for shown in (agreement.office_number, "12/UN/2026", "Universitas Contoh", "2 Maret 2026", agreement.final_sha256):
        assert shown in page.text
    assert "@" not in page.text
    assert not [link for link in page.links() if ".pdf" in link]


def test_a_file_is_compared_with_what_is_registered(pages, sqlite_tools, signed):
    address = f"/v/{agreement_of(sqlite_tools, signed).public_code}"
    final = files(sqlite_tools)["archived5"]
    page = pages.submit(pages.see(address), {"file": (io.BytesIO(final), "a.pdf")})
    assert "sama persis" in page.text
    page = pages.submit(pages.see(address), {"file": (io.BytesIO(final + b" "), "a.pdf")})
    assert "berbeda dari naskah yang tercatat" in page.text


def test_a_suspended_agreement_is_not_called_in_force(pages, sqlite_tools, signed):
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Agreement, signed.agreement_id).suspended_on = date(2026, 3, 1)
    page = pages.see(f"/v/{agreement_of(sqlite_tools, signed).public_code}")
    assert "Ditangguhkan sejak 1 Maret 2026" in page.text
    assert "Berlaku s.d." not in page.text


@pytest.mark.parametrize("code", ["tidakada", "x" * 200, "..%2f.."])
def test_an_unknown_code_is_a_plain_page(pages, code):
    assert pages.get(f"/v/{code}").status_code == 404


def test_while_it_is_being_signed_the_page_says_so(pages, sqlite_tools):
    made = ready_to_sign(sqlite_tools)
    open_it(sqlite_tools, made)
    drain(sqlite_tools)
    page = pages.see(f"/v/{agreement_of(sqlite_tools, made).public_code}")
    assert "Belum lengkap" in page.text
