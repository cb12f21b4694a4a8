"""The whole path by hand in a browser, signed electronically: from Kerja sama baru to the archive, and what follows."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.demo.people import by_role
from tests.browser.steps import (
    Plan,
    enter_as_guest,
    file_minutes,
    fill_plan,
    new_agreement,
    save_version,
    scan,
    take_step,
    today,
    write_text,
)
from tests.browser.walker import WIDE, Company, Walker
from tests.support.programs import needs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    needs("chromium", "soffice"),
    # Playwright leaves its own event loop behind when its driver stops.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]

WIDE_PLAN = Plan("Universitas Segara Jepara", "univ-segara", "Pengawasan Partisipatif Pesisir", "Ratna Sasmita")
NARROW_PLAN = Plan("Universitas Muria Raya", "univ-muria", "Pengawasan Partisipatif Pegunungan", "Wisnu Adikara")
WORDS = "Naskah elektronik yang lengkap tanda tangannya mengikat PARA PIHAK sama seperti naskah tercetak."
REMARK = "Mohon ditegaskan kekuatan naskah elektronik."


def test_an_agreement_is_made_signed_and_followed_up_in_the_browser(company: Company) -> None:
    plan = WIDE_PLAN if company.width == WIDE else NARROW_PLAN
    drafter = company.person("drafter")
    at = new_agreement(drafter, plan)
    fill_plan(drafter, at)
    answer_consultation(company.person("coordinator", "province"), plan)
    take_step(drafter, at, "Lanjut ke perumusan")
    write_text(drafter, at, mode="elektronik")
    take_step(drafter, at, "Buka pembahasan")
    discuss(company, at, plan)
    take_step(drafter, at, "Minta pengesahan", "pengesahan-diminta")
    approve(company, at)
    code = sign(company, at, plan)
    verify(company, at, code)
    follow_up(drafter, at)


def answer_consultation(above: Walker, plan: Plan) -> None:
    above.go("/konsultasi/", "konsultasi-masuk").follow(plan.subject, "konsultasi-jawab")
    above.fill(outcome="supported", text="Didukung, laksanakan sesuai rencana.").press("Kirim jawaban")
    above.go("/konsultasi/").sees("Didukung")


def discuss(company: Company, at: str, plan: Plan) -> None:
    drafter = company.person("drafter")
    here = f"{at}/pembahasan"
    drafter.go(here, "pembahasan").fill(text=REMARK).press("Tambahkan catatan")
    address = f"penghubung.{plan.partner_key}@mitra.example"
    drafter.go(f"{here}/undang").fill(name="Wulan Prabandari", email=address).press("Kirim undangan", "undang-mitra")
    guest = enter_as_guest(company, address, "mengundang")
    guest.look("mitra-pembahasan")
    guest.sees(REMARK)
    guest.fill(text="Kami setuju, mohon dimuat dalam pasal penutup.").press("Kirim catatan")
    change_closing_article(drafter, at)
    drafter.go(f"{here}/versi").press("Bandingkan", "versi-perbandingan")
    drafter.sees(WORDS)
    assert drafter.page.locator("ins").count()
    drafter.go(here).sees("Kami setuju")
    for _remark in range(2):
        opened = drafter.page.locator("article.thread", has_text="terbuka").first
        opened.locator("summary").click()
        opened.locator("[name=how]").fill("Dimuat dalam pasal penutup.")
        with drafter.page.expect_navigation():
            opened.get_by_role("button", name="Tandai selesai").click()
    drafter.look("pembahasan-selesai")
    drafter.sees("tidak ada yang terbuka")
    file_minutes(drafter, at)


def change_closing_article(drafter: Walker, at: str) -> None:
    drafter.go(f"{at}/perumusan?bagian=pasal", "naskah-pasal")
    drafter.page.locator(".articles__title a").last.click()
    body = drafter.page.locator("main textarea[name=body]")
    body.fill(f"{body.input_value().rstrip()}\n{WORDS}")
    drafter.press("Simpan pasal", "naskah-pasal-ubah")
    save_version(drafter, at, "Hasil pembahasan", 2)


def approve(company: Company, at: str) -> None:
    here = f"{at}/pengesahan"
    coordinator = company.person("coordinator")
    coordinator.go("/pengesahan/menunggu", "pengesahan-menunggu").go(here, "pengesahan")
    coordinator.fill(decision="return", reason="Mohon diperiksa sekali lagi penulisan nama mitra.")
    coordinator.press("Simpan keputusan")
    drafter = company.person("drafter")
    drafter.go(here).sees("Mohon diperiksa sekali lagi")
    drafter.go(at).press("Minta pengesahan")
    for role in ("coordinator", "secretariat", "chair"):
        company.person(role).go(here).fill(decision="approve").press("Simpan keputusan", f"disahkan-{role}")
    drafter.go(here, "pengesahan-selesai").sees("sudah disetujui dan dibekukan")


def sign(company: Company, at: str, plan: Plan) -> str:
    """The event, the partner's signature without JavaScript, the chair's with his PIN; returns the public code."""
    drafter, here = company.person("drafter"), f"{at}/penandatanganan"
    drafter.go(here, "penandatanganan-buka").fill(
        held_on=today().isoformat(), place="Jepara", order="kedua", partner_number=f"77/{plan.partner_key}/2026"
    )
    drafter.press("Buka penandatanganan")
    drafter.wait_for_text(here, "Naskah siap tanda tangan", "penandatanganan-siap")
    guest = enter_as_guest(company, f"pimpinan.{plan.partner_key}@mitra.example", "mengundang", scripts=False)
    guest.sees("Pernyataan", plan.subject)
    guest.fill(consent=True).press("Tanda tangani")
    guest.sees("Tanda tangan Anda tercatat")
    chair_signs(company.person("chair"), here)
    drafter.wait_for_text(here, "Unduh naskah final", "penandatanganan-selesai")
    drafter.go(at, "ringkasan").sees("berlaku", "PKS tindak lanjut")
    return public_code(drafter, here)


def chair_signs(chair: Walker, here: str) -> None:
    chair.go("/penandatanganan/menunggu", "tanda-tangan-menunggu")
    chair.wait_for_text(here, "Baca dan tanda tangani").follow("Baca dan tanda tangani")
    if "/masuk/ulang" in chair.page.url:
        chair.look("pastikan-ini-anda")
        chair.fill(password="contoh-sijari").press("Lanjut")
    chair.look("tanda-tangan")
    chair.fill(consent=True, pin=by_role("chair").pin).press("Tanda tangani", "tanda-tangan-tercatat")
    chair.sees("Tanda tangan Anda tercatat")


def public_code(drafter: Walker, here: str) -> str:
    """The code as it stands printed at the foot of the paper."""
    pages = PdfReader(BytesIO(drafter.download(f"{here}/final.pdf"))).pages
    found = re.search(r"/v/([\w-]+)", pages[0].extract_text())
    assert found, pages[0].extract_text()
    return found.group(1)


def verify(company: Company, at: str, code: str) -> None:
    """What anybody finds out: the facts behind the code, and the verdict on the file, whole and changed."""
    final = company.person("drafter").download(f"{at}/penandatanganan/final.pdf")
    anybody = company.stranger(scripts=False)
    anybody.go(f"/v/{code}").sees("berlaku", "Pengawasan Partisipatif")
    company.stranger().go(f"/v/{code}", "publik-naskah")
    anybody.go("/verifikasi").attach("file", final, "final.pdf").press("Periksa")
    anybody.sees("Utuh dan tercatat")
    place = final.index(b"stream") + 40
    changed = final[:place] + bytes([final[place] ^ 1]) + final[place + 1 :]
    seeing = company.stranger().go("/verifikasi", "verifikasi").attach("file", changed, "final.pdf")
    seeing.press("Periksa", "verifikasi-putusan").sees("Berubah setelah ditandatangani")


def follow_up(drafter: Walker, at: str) -> None:
    drafter.go(f"{at}/tindak-lanjut", "tindak-lanjut").follow("Catat kegiatan", "kegiatan-catat")
    drafter.fill(title="Kuliah umum pertama", held_on=today().isoformat(), place="Jepara", result="Terlaksana.")
    drafter.attach("file", scan("Laporan kegiatan"), "laporan.pdf").fill(description="Laporan kegiatan")
    drafter.press("Catat kegiatan", "tindak-lanjut-kegiatan").sees("Kuliah umum pertama", "Laporan kegiatan")
