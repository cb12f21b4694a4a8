"""The pages by which an office lives up to its agreements: each is sound at a desk and on a phone."""

import pytest

from tests.browser.walker import Company
from tests.support.programs import needs

pytestmark = [
    pytest.mark.browser,
    needs("chromium"),
    # Playwright leaves its own event loop behind when its driver stops.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

PAGES = {
    "drafter": {
        "/kerja-sama/": "Daftar Kerja Sama",
        "/rencana-aksi/": "Rencana aksi",
        "/laporan/": "Laporan bulanan",
        "/kegiatan/": "Kegiatan bersama",
        "/reviu/": "Belum direviu",
        "/penjajakan/": "Penjajakan",
        "/impor": "Unduh templat Excel",
    },
    "archivist": {"/arsip": "Arsip", "/arsip/keutuhan": "Keutuhan"},
    "admin": {"/audit": "Audit", "/pengelola/kebijakan": "Kebijakan"},
}


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_the_register_are_sound_at_a_desk_and_on_a_phone(company: Company, role: str) -> None:
    person = company.person(role)
    for path, words in PAGES[role].items():
        person.go(path, "daftar-" + path.strip("/").replace("/", "-")).sees(words)


def test_an_agreement_shows_its_timeline_review_archive_and_publication(company: Company) -> None:
    person = company.person("drafter")
    person.go("/kerja-sama/?q=Kampus+Seni").follow("Pengawasan Partisipatif Berbasis Kampus Seni", "kerja-sama-satu")
    at = person.page.url.removeprefix(person.base)
    for tab, words in {
        "tindak-lanjut": "Garis waktu",
        "reviu": "Reviu",
        "arsip": "Arsip",
        "publikasi": "Publikasi",
        "keluarga": "Kampus Seni",
    }.items():
        person.go(f"{at}/{tab}", f"satu-{tab}").sees(words)


def test_the_province_sees_its_districts(company: Company) -> None:
    person = company.person("coordinator", "province")
    person.go("/rencana-aksi/", "provinsi-rencana-aksi").sees("Kabupaten Jepara")
    person.go("/laporan/", "provinsi-laporan").sees("Kabupaten Jepara")


def test_anybody_reads_the_public_register(company: Company) -> None:
    anybody = company.stranger()
    anybody.go("/publik/", "publik").sees("kerja sama")
    anybody.go("/publik/data", "publik-data").sees("CSV", "JSON")


def test_the_menu_stays_short_and_the_administrators_work_stands_under_his_name(wide: Company) -> None:
    page = wide.person("admin").page
    # This one is auditor and information officer too: nobody has more entries than he.
    assert page.locator(".site-nav li").count() <= 11, page.locator(".site-nav").inner_text()
    page.locator("details.person-menu summary").click()
    shown = page.locator(".person-menu__list").inner_text()
    assert all(name in shown for name in ("Kantor", "Rantai persetujuan", "Orang", "Kebijakan"))
