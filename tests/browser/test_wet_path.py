"""The path on which no other office and no partner ever signs in (rule 35), signed by hand, ending as a scan."""

import pytest

from tests.browser.steps import (
    Plan,
    check_act,
    fill_plan,
    new_agreement,
    scan,
    take_step,
    today,
    write_text,
)
from tests.browser.walker import Company, Walker
from tests.support.programs import needs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    needs("chromium", "soffice"),
    # Playwright leaves its own event loop behind when its driver stops.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

PLAN = Plan("Garda Pemuda Samudra Contoh", "okp-garda", "Kader Muda Pengawas Partisipatif", "Rizal Firmansyah")
APPROVERS = ("Dewi Anggraheni", "Hendra Kusumawijaya", "Laras Prameswari")
DISTRICT = {"drafter district", "secretariat district"}


def test_a_district_reaches_the_archive_when_nobody_else_signs_in(wide: Company) -> None:
    drafter, checker = wide.person("drafter"), wide.person("secretariat")
    at = new_agreement(drafter, PLAN)
    fill_plan(drafter, at)
    answer_by_letter(drafter, at)
    drafter.go(f"{at}/catatan-luar", "catatan-luar").follow("Jawaban konsultasi").sees("Anda yang mencatat ini")
    check_act(checker, at, "catatan-luar-periksa")
    drafter.go(f"{at}/perencanaan/konsultasi").sees("Didukung", "dicatat dari luar sistem")
    take_step(drafter, at, "Lanjut ke perumusan")
    write_text(drafter, at, mode="basah")
    take_step(drafter, at, "Buka pembahasan")
    minutes_by_letter(drafter, at)
    check_act(checker, at)
    take_step(drafter, at, "Minta pengesahan")
    for name in APPROVERS:
        approve_on_paper(drafter, at, name)
        check_act(checker, at)
    original = sign_by_hand(drafter, checker, at)
    the_scan_is_judged_as_a_scan(wide, drafter, at, original)
    assert set(wide.present) == DISTRICT


def outside(drafter: Walker, who: str, **more: str) -> Walker:
    """What every form "dicatat dari luar sistem" asks for."""
    drafter.fill(done_by=who, done_on=today().isoformat(), letter_number="12/CONTOH/2026", **more)
    return drafter.attach("scan", scan("Surat", who))


def answer_by_letter(drafter: Walker, at: str) -> None:
    drafter.go(f"{at}/perencanaan/konsultasi").follow("Dicatat dari luar sistem", "konsultasi-catat")
    outside(drafter, "Sekar Nareswari, Koordinator Divisi", outcome="supported", text="Didukung.")
    drafter.press("Catat jawaban")


def minutes_by_letter(drafter: Walker, at: str) -> None:
    drafter.go(f"{at}/pembahasan/berita-acara/catat", "berita-acara-catat")
    outside(drafter, "Rizal Firmansyah, Ketua", outcome="agreed").press("Catat")


def approve_on_paper(drafter: Walker, at: str, name: str) -> None:
    drafter.go(f"{at}/pengesahan/dicatat", "pengesahan-catat")
    outside(drafter, name, decision="approve").press("Catat keputusan")


def sign_by_hand(drafter: Walker, checker: Walker, at: str) -> bytes:
    """The event with a pending number, the pack to be printed, the original with its scan; returns the scan."""
    here = f"{at}/penandatanganan"
    drafter.go(here).fill(held_on=today().isoformat(), place="Jepara", stated=True, order="kedua")
    drafter.press("Buka penandatanganan")
    drafter.wait_for_text(here, "Unduh rangkap untuk PIHAK KEDUA", "penandatanganan-basah")
    for name in ("cetak.pdf", "cetak-2.pdf"):
        assert drafter.download(f"{here}/{name}").startswith(b"%PDF-")
    original = scan("Naskah asli bertanda tangan basah", *map(str, range(20)))
    drafter.follow("Catat naskah asli", "naskah-asli")
    drafter.fill(done_by="Rizal Firmansyah dan Laras Prameswari", signed_on=today().isoformat())
    drafter.put("partner_number", "21/OKP.C/2026")
    drafter.attach("scan", original, "asli.pdf").press("Catat naskah asli")
    check_act(checker, at, "naskah-asli-periksa")
    drafter.wait_for_text(here, "Unduh naskah final", "penandatanganan-basah-selesai")
    return original


def the_scan_is_judged_as_a_scan(company: Company, drafter: Walker, at: str, original: bytes) -> None:
    drafter.go(at, "ringkasan-basah").sees("berlaku", "21/OKP.C/2026")
    final = drafter.download(f"{at}/penandatanganan/final.pdf")
    assert final != original
    anybody = company.stranger(scripts=False).go("/verifikasi").attach("file", final, "final.pdf")
    anybody.press("Periksa").sees("pindaian", PLAN.subject)
