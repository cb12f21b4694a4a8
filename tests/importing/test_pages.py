"""The pages of the import, walked as people walk them."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from service.agreements.models import Agreement
from service.importing.columns import HEADS
from tests.importing import case_26
from tests.importing.desk import good, pdfs, xlsx
from tests.support.papers import plain_pdf
from tests.support.people import make_office, make_person, make_staff


@pytest.fixture
def world(sqlite_tools):
    return make_staff(sqlite_tools)


def upload(pages, data, scans=(), status=200):
    files = [(BytesIO(content), name) for name, content in scans]
    return pages.submit(pages.see("/impor"), {"sheet": (BytesIO(data), "rekap.xlsx"), "scans": files}, status=status)


def test_a_list_is_tried_imported_and_undone(pages, world, sqlite_tools):
    pages.sign_in(world.drafter)
    data = xlsx([good(1), good(2, partner_number="")])
    page = upload(pages, data, pdfs(1, 2))
    assert "baru dicoba" in page.main
    assert "Nomor mitra belum diketahui" in page.main
    here = page.path
    page = pages.submit(page, {}, action=f"{here}/masukkan")
    assert "2 naskah sudah masuk" in page.text
    link = next(one for one in page.links() if one.startswith("/kerja-sama/") and len(one) > 40)
    assert "Masuk lewat impor" in pages.see(link).main
    assert pages.get(f"{here}/berkas").data == data
    page = pages.submit(pages.see(f"{here}/batalkan"), {"reason": "Salah berkas"})
    assert "Impor ini dibatalkan" in page.main
    assert pages.get(link).status_code == 404
    with sqlite_tools.reading() as session:
        assert session.query(Agreement).count() == 0


def test_the_trial_of_the_case_names_column_and_cell_and_filters_by_verdict(pages, world):
    pages.sign_in(world.drafter)
    page = upload(pages, case_26.build(), case_26.scans())
    assert "Tanggal “29-02-2023” tidak ada dalam kalender." in page.main
    assert "Tanggal tanda tangan (H11)" in page.main
    page = pages.submit(page, {}, action=f"{page.path}/masukkan", status=409)
    assert "13 baris masih salah" in page.main
    wrong = pages.see(f"{page.path.removesuffix('/masukkan')}?putusan=wrong")
    assert "Sosialisasi Pemilih Muda" not in pages.see(f"{page.path.removesuffix('/masukkan')}?putusan=ready").main
    assert "Nama mitra kosong." in wrong.main


def test_columns_that_are_not_understood_are_matched_by_hand(pages, world):
    pages.sign_in(world.drafter)
    heads = ("Jenis", "Tentang", "Kawan", "Mitra kategori", "Nomor Bawaslu", "Nomor mitra", "Waktu", "Berakhir")
    page = upload(pages, xlsx([good(1)[:8]], heads))
    assert "Kolom ini tidak ditemukan: Mitra, Tanggal tanda tangan." in page.main
    form = pages.see(f"{page.path}/kolom")
    page = pages.submit(form, {"partner": "2", "signed_on": "6", "category": "3"})
    assert "Kolom dicocokkan" in page.text
    assert "Masukkan 1 naskah" in page.main
    twice = pages.submit(pages.see(f"{page.path}/kolom"), {"partner": "6"}, status=422)
    assert "hanya dapat dipakai untuk satu isian" in twice.main


def test_a_similar_partner_can_be_taken_for_the_known_one(pages, world, sqlite_tools):
    pages.sign_in(world.drafter)
    page = upload(pages, xlsx([good(1, partner="Universitas Negeri Contoh Raya")]), pdfs(1))
    pages.submit(page, {}, action=f"{page.path}/masukkan")
    page = upload(pages, xlsx([good(2, partner="Universitas Negeri Contoh")]), pdfs(2))
    assert "Mitra yang mirip" in page.main
    name = next(one.get("name") for one in page.find_all("select") if one.get("name", "").startswith("mitra-"))
    choice = next(one.get("value") for one in page.find_all("option") if one.get("value"))
    page = pages.submit(page, {name: choice}, action=f"{page.path}/mitra")
    assert "Pilihan mitra disimpan" in page.text
    pages.submit(page, {}, action=f"{page.path}/masukkan")
    with sqlite_tools.reading() as session:
        assert len({one.partner_id for one in session.query(Agreement)}) == 1


def test_what_was_missing_is_completed_and_its_duty_closes(pages, world):
    pages.sign_in(world.drafter)
    page = upload(pages, xlsx([good(1, office_number="", partner_number="", end="")]))
    page = pages.submit(page, {}, action=f"{page.path}/masukkan")
    link = next(one for one in page.links() if one.startswith("/kerja-sama/") and len(one) > 40)
    shown = pages.see(link)
    for gap in ("Pindaian belum ada", "Nomor Bawaslu tidak diketahui", "Tanggal berakhir tidak diketahui"):
        assert gap in shown.main
    form = pages.see(f"/impor/naskah/{link.rpartition('/')[2]}/lengkapi")
    values = {
        "office_number": "7/HK.02.00/K.CT-01/5/2025",
        "partner_number": "7/UC/2025",
        "end_on": "2028-05-28",
        "scan": (BytesIO(plain_pdf(text="Naskah")), "naskah.pdf"),
    }
    shown = pages.submit(form, values)
    assert "Belum lengkap" not in shown.main
    assert "28 Mei 2028" in shown.main


def test_another_office_and_a_role_without_the_right_see_nothing(pages, world, sqlite_tools):
    pages.sign_in(world.drafter)
    page = upload(pages, xlsx([good(1)]))
    stranger = make_person(sqlite_tools, make_office(sqlite_tools, "33.21"), "drafter")
    pages.sign_in(stranger)
    for path in (page.path, f"{page.path}/berkas", f"{page.path}/kolom", f"{page.path}/batalkan"):
        assert pages.get(path).status_code == 404
    pages.sign_in(world.auditor)
    assert pages.get("/impor").status_code == 403


def test_the_template_can_be_filled_in_and_imported(pages, world):
    pages.sign_in(world.drafter)
    book = load_workbook(BytesIO(pages.get("/impor/templat").data))
    sheet = book["Naskah"]
    assert [sheet.cell(1, place).value.removesuffix(" *") for place in range(1, len(HEADS) + 1)] == [
        head.name_id for head in HEADS.values()
    ]
    assert all(sheet.cell(1, place).comment for place in range(1, len(HEADS) + 1))
    example = book["Contoh"]
    for row in (2, 3):
        for place in range(1, len(HEADS) + 1):
            sheet.cell(row, place, example.cell(row, place).value)
    out = BytesIO()
    book.save(out)
    scans = [("mou-universitas.pdf", plain_pdf(text="a")), ("pks-magang.pdf", plain_pdf(text="b"))]
    page = upload(pages, out.getvalue(), scans)
    assert "Masukkan 2 naskah" in page.main
    assert "salah" not in [one.text for one in page.with_class("tag")]


def test_the_same_file_twice_and_a_wrong_file_are_refused_at_the_field(pages, world):
    pages.sign_in(world.drafter)
    data = xlsx([good(1)])
    page = upload(pages, data, pdfs(1))
    pages.submit(page, {}, action=f"{page.path}/masukkan")
    again = upload(pages, data, status=409)
    assert "Berkas ini sudah diimpor" in again.main
    wrong = upload(pages, b"Jenis;Tentang\nMoU;Apa saja\n", status=422)
    assert "berkas teks" in wrong.main


def test_what_keeps_a_row_out_is_read_first_and_a_day_as_we_write_it(pages, world):
    pages.sign_in(world.drafter)
    rows = [
        good(1, signed=datetime(2025, 9, 15)),  # noqa: DTZ001  a spreadsheet knows no zone
        good(2, partner="univ. contoh 1", partner_number="", category="Lain sekali", kind="LoI"),
    ]
    page = upload(pages, xlsx([rows[0]]), pdfs(1))
    assert "15 Sep 2025" in page.main
    pages.submit(page, {}, action=f"{page.path}/masukkan")
    page = upload(pages, xlsx([rows[1]]))
    assert "Dibaca sebagai mitra yang sudah tercatat: “Universitas Contoh 1”." in page.main
    said = ("Jenis “LoI” tidak dikenal", "Nomor mitra belum diketahui", "Dibaca sebagai mitra")
    places = [page.main.index(one) for one in said]
    assert places == sorted(places)


def test_a_row_without_a_day_is_not_said_to_lack_the_end_that_its_term_gives(pages, world):
    pages.sign_in(world.drafter)
    heads = ("Jenis", "Tentang", "Mitra", "Kategori mitra", "Tanggal tanda tangan", "Jangka waktu", "Berakhir")
    row = ("MoU", "Relawan", "Universitas Contoh", "Perguruan tinggi negeri", "sekitar Juni", "3 tahun", "")
    page = upload(pages, xlsx([row], heads))
    assert "bukan tanggal yang lengkap" in page.main
    assert "Tanggal berakhir belum diketahui" not in page.main


def test_after_an_import_the_way_leads_to_what_is_still_incomplete(pages, world):
    pages.sign_in(world.drafter)
    page = upload(pages, xlsx([good(1, partner_number="")]), pdfs(1))
    page = pages.submit(page, {}, action=f"{page.path}/masukkan")
    [link] = [one for one in page.links() if "saring=arsip-belum-lengkap" in one]
    assert "Pengawasan Partisipatif 1" in pages.see(link).main
    assert "/impor" in pages.see("/kerja-sama/").links()
