"""Yang sudah ada: an agreement that was signed before is entered with its scan, and its clocks run."""

import pytest

from service.core.wording import date_long
from tests.browser.steps import scan, today
from tests.browser.walker import Company
from tests.support.programs import needs

pytestmark = [
    pytest.mark.browser,
    needs("chromium"),
    # Playwright leaves its own event loop behind when its driver stops.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


EXISTING = "Sosialisasi Pengawasan di Pasar Rakyat"


def test_an_agreement_that_exists_already_is_entered_and_its_clocks_run(company: Company) -> None:
    subject = f"{EXISTING} {company.width}"
    archivist = company.person("archivist")
    archivist.go("/kerja-sama/").follow("Masukkan yang sudah ada", "yang-sudah-ada")
    archivist.press("Masukkan", "yang-sudah-ada-salah").sees("Periksa isian berikut")
    signed = today().replace(day=1)
    archivist.fill(kind="mou", subject=subject, office_number=f"{company.width}/HK.02.00/K.JT-20/01/2020")
    archivist.fill(signed_on=signed.isoformat(), term_months="36")
    archivist.page.locator("select[name=partner]").select_option(label="Perkumpulan Lentera Warga Contoh (Jepara)")
    archivist.attach("scan", scan("MoU lama"), "lama.pdf").press("Masukkan", "yang-sudah-ada-masuk")
    archivist.sees(
        "Arsip lama", f"Berlaku sampai dengan {date_long(signed.replace(year=signed.year + 3))}", "PKS tindak lanjut"
    )
    archivist.go(f"/kerja-sama/?q={company.width}/HK.02.00", "daftar-cari").sees(subject, "berlaku")
