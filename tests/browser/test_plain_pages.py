"""Sign-in, verification and public pages without JavaScript; the main pages in English."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Running
from tests.browser.steps import scan
from tests.browser.walker import WIDE, Company, Findings
from tests.support.programs import needs

pytestmark = [
    pytest.mark.browser,
    needs("chromium"),
    # Playwright leaves its own event loop behind when its driver stops.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


def test_sign_in_verification_and_public_pages_work_without_javascript(
    service: Running, browser: Browser, findings: Findings
) -> None:
    company = Company(browser, service.base, findings, WIDE)
    plain = company.stranger(scripts=False)
    plain.go("/kerja-sama/").sees("Masuk")
    assert "/masuk" in plain.page.url
    plain.fill(email="staf@demo.sijari.example", password="salah").press("Masuk").sees("tidak cocok")
    plain.fill(email="staf@demo.sijari.example", password="contoh-sijari").press("Masuk")
    plain.sees("Daftar Kerja Sama", "kerja sama", "Siaran Edukasi Pengawasan Pemilihan")
    plain.go("/kerja-sama/?saring=").follow("Siaran Edukasi Pengawasan Pemilihan").sees("berlaku", "Buka PDF")
    plain.page.locator("details.person-menu summary").click()
    plain.press("Keluar", within="header").sees("Masuk")
    anybody = company.stranger(scripts=False)
    anybody.go("/verifikasi").press("Periksa").sees("Periksa isian berikut")
    anybody.attach("file", scan("Bukan naskah"), "lain.pdf").press("Periksa").sees("tidak")
    anybody.is_refused("/v/TIDAK-ADA", 404).sees("tidak")
    company.leave()


PAGES = {
    "drafter": [
        "/",
        "/kerja-sama/",
        "/kerja-sama/baru",
        "/kerja-sama/yang-sudah-ada",
        "/mitra",
        "/akun",
        "/verifikasi",
    ],
    "admin": ["/kantor/", "/pengelola/orang"],
}


@pytest.mark.parametrize("role", PAGES)
def test_the_main_pages_come_in_english_when_asked(wide: Company, role: str) -> None:
    person = wide.person(role)

    def language() -> str | None:
        return person.page.locator("html").get_attribute("lang")

    for path in PAGES[role]:
        person.go(path)
        assert language() == "id", path
        here = person.page.url
        person.follow("English", within="header")
        assert language() == "en", path
        assert person.page.url == here
        person.follow("Bahasa Indonesia", within="header")
        assert language() == "id", path


MORE = {
    "drafter": ["/mitra/baru", "/akun/perangkat", "/akun/kata-sandi", "/akun/autentikator", "/demo/surat"],
    "chair": ["/akun/kunci-tanda-tangan", "/penandatanganan/menunggu", "/pengesahan/menunggu", "/konsultasi/"],
    "admin": ["/kantor/", "/pengelola/orang", "/pengelola/orang/tambah", "/pengelola/rantai-persetujuan"],
}


@pytest.mark.parametrize("role", MORE)
def test_the_pages_beside_the_path_are_sound_at_a_desk_and_on_a_phone(company: Company, role: str) -> None:
    person = company.person(role)
    for path in MORE[role]:
        person.go(path, path.strip("/").replace("/", "-"))
    if role == "drafter":
        person.go("/mitra", "mitra").follow("Universitas Segara Jepara", "mitra-satu")
        person.go("/kerja-sama/?q=Kampus+Seni").follow("Pengawasan Partisipatif Berbasis Kampus Seni")
        at = person.page.url.removeprefix(person.base)
        for tab in ("perencanaan", "perumusan", "pembahasan", "pengesahan", "penandatanganan", "tindak-lanjut"):
            person.go(f"{at}/{tab}", f"arsip-{tab}")
        person.go(f"{at}/riwayat", "riwayat")
