"""The steps of an agreement as people take them on the pages, shared by the paths that are walked."""

import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from service.core.clock import SystemClock, Zone, local_date
from tests.browser.walker import PATIENCE, Company, Walker

PATHS = re.compile(r"/kerja-sama/([0-9a-f-]{36})")
PARTNER_LINK = re.compile(r"https?://\S+/mitra/[\w-]{32}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is agreed with whom."""

    partner: str
    partner_key: str
    subject: str
    signer: str


def today() -> date:
    """The day in the office's zone."""
    return local_date(SystemClock().now(), Zone.WIB)


def scan(*lines: str) -> bytes:
    """A PDF of one page that stands for a scan."""
    made = BytesIO()
    canvas = Canvas(made)
    for number, line in enumerate(lines or ("Surat contoh",)):
        canvas.drawString(80, 760 - 20 * number, line)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


# ------------------------------------------------------------------------------------------------------ perencanaan
def new_agreement(drafter: Walker, plan: Plan) -> str:
    """Kerja sama baru up to its plan's page; returns the address of the agreement."""
    drafter.go("/kerja-sama/", "daftar").follow("Kerja sama baru", "kerja-sama-baru")
    drafter.fill(kind="mou", subject=plan.subject).press("Buat", "perencanaan-kosong")
    found = PATHS.search(drafter.page.url)
    assert found, drafter.page.url
    at = found.group(0)
    drafter.go(f"{at}/perencanaan/mitra").fill(cari=plan.partner.split()[-1]).press("Cari", "mitra-pilih")
    drafter.press(f"Pilih {plan.partner}")
    drafter.sees("Bukti mitra ini lengkap")
    return at


def fill_plan(drafter: Walker, at: str) -> None:
    """Need, scope, contributions, an activity and the two checks."""
    drafter.go(f"{at}/perencanaan/rencana", "rencana").fill(
        need="Keterlibatan warga dalam pengawasan partisipatif masih rendah dan perlu ditumbuhkan bersama.",
        scope="Pendidikan pengawasan partisipatif\nPenelitian dan kajian kepemiluan",
        work_plan="Program pencegahan tahun berjalan",
    ).press("Simpan")
    for side, kind, words in (
        ("office", "knowledge", "Narasumber dan materi pengawasan partisipatif"),
        ("partner", "facilities", "Ruang kegiatan dan peserta"),
    ):
        drafter.go(f"{at}/perencanaan/kontribusi").fill(side=side, kind=kind, description=words)
        drafter.press("Tambahkan", "kontribusi")
    month = (today() + timedelta(days=45)).strftime("%m-%Y")
    drafter.go(f"{at}/perencanaan/kegiatan").fill(title="Kuliah umum pengawasan", month=month, owner="Rani Wulandari")
    drafter.press("Tambahkan", "kegiatan-rencana")
    drafter.go(f"{at}/perencanaan/pemeriksaan", "pemeriksaan").fill(lawful=True, independent=True)
    drafter.press("Simpan pernyataan")
    drafter.go(f"{at}/perencanaan/konsultasi").fill(question="Mohon pertimbangan atas pilihan mitra ini.")
    drafter.press("Ajukan konsultasi", "konsultasi-diajukan")


# -------------------------------------------------------------------------------------------------------- perumusan
def write_text(drafter: Walker, at: str, *, mode: str) -> None:
    """The form made from the template's manifest, section by section, and the first version."""
    desk = f"{at}/perumusan"
    drafter.go(desk, "naskah-isian")
    drafter.go(f"{desk}?bagian=latar").put(
        "menimbang.0", "PARA PIHAK berkepentingan memperluas pengawasan partisipatif"
    )
    drafter.press("Simpan dan lanjut", "naskah-isi")
    drafter.go(f"{desk}?bagian=penghubung")
    for side, name in (("kesatu", "Hendra Kusumawijaya"), ("kedua", "Wulan Prabandari")):
        for key, value in (("nama", name), ("jabatan", "Penghubung kerja sama"), ("alamat", "Jepara")):
            drafter.put(f"penghubung_{side}.{key}", value)
    drafter.press("Simpan konsep", "naskah-penghubung")
    drafter.go(f"{desk}?bagian=tata_letak").put("mode_penandatanganan", mode)
    drafter.press("Simpan konsep", "naskah-tata-letak")
    drafter.go(f"{desk}?bagian=umum&periksa=1").sees("Semua isian lengkap")
    save_version(drafter, at, "Rancangan pertama", 1)


def save_version(drafter: Walker, at: str, note: str, number: int) -> None:
    """Simpan versi, and wait until its paper is there."""
    drafter.go(f"{at}/perumusan").fill(note=note).press("Simpan versi")
    drafter.wait_for_text(f"{at}/perumusan", f"Naskah versi {number}", f"naskah-versi-{number}")


# ------------------------------------------------------------------------------------------------------- pembahasan
def file_minutes(drafter: Walker, at: str) -> None:
    """Berita acara, written and made final on its page."""
    drafter.go(f"{at}/pembahasan/berita-acara").press("Buat berita acara", "berita-acara-isian")
    drafter.put("pokok_bahasan.0", "Kekuatan naskah elektronik")
    drafter.put("kesepakatan.0", "Rumusan pasal penutup disepakati")
    drafter.put("outcome", "agreed")
    drafter.press("Finalkan berita acara", "berita-acara")
    drafter.sees("final, disepakati")


def take_step(who: Walker, at: str, label: str, name: str = "") -> None:
    """Press the button of the next step on the agreement's page."""
    who.go(at).press(label, name)


# ------------------------------------------------------------------------------------------------------------ guests
CODE_LETTER = "Kode sekali pakai"


def enter_as_guest(company: Company, address: str, subject: str, *, scripts: bool = True) -> Walker:
    """Somebody of the partner reads his letter, opens the link and proves himself with the code."""
    mail = company.stranger()
    read_letter(mail, address, subject)
    found = PARTNER_LINK.search(mail.text())
    assert found, mail.text()
    codes_before = letters(mail, address, CODE_LETTER)
    guest = company.stranger(scripts=scripts)
    guest.go(found.group(0), "mitra-undangan").press("Kirim kode", "mitra-kode")
    read_letter(mail, address, CODE_LETTER, more_than=codes_before)
    code = re.search(r"pakai Anda: (\S+)", mail.text())
    assert code, mail.text()
    guest.fill(code=code.group(1)).press("Lanjutkan")
    mail.page.context.close()
    return guest


def letters(mail: Walker, address: str, subject: str) -> int:
    """How many letters to an address are about this."""
    mail.go(f"/demo/surat?untuk={address}", "surat")
    return mail.page.get_by_role("link", name=subject).count()


def read_letter(mail: Walker, address: str, subject: str, *, more_than: int = 0) -> None:
    """Wait for a letter and open the newest."""
    give_up = time.monotonic() + PATIENCE
    while letters(mail, address, subject) <= more_than:
        assert time.monotonic() < give_up, f"no letter to {address} about {subject}"
        time.sleep(0.3)
    mail.follow(subject, "surat-satu")


# ------------------------------------------------------------------------------------------------- outside the system
def check_act(checker: Walker, at: str, name: str = "") -> None:
    """The second person compares what was recorded from outside with its scan."""
    checker.go(f"{at}/catatan-luar").page.locator("main tbody tr", has_text="menunggu pemeriksaan").first.get_by_role(
        "link"
    ).click()
    checker.page.wait_for_url("**/catatan-luar/*-*")
    checker.look(name)
    checker.fill(decision="ok").press("Simpan hasil pemeriksaan")
