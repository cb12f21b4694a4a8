"""The pages of the archive, walked as an archivist walks them."""

import re
from datetime import date

import pytest

from service.archive.models import PaperOriginal
from service.core.permissions import Role
from workers.runtime import drain

BOX = {"kind": "box", "code": "B-01", "label": "MoU 2026", "room": "Arsip", "cabinet": "2", "shelf": "3"}
SHEET = {"sheet": "1", "owner": "office", "holder_kind": "office", "holder": "Subbagian Hukum", "condition": "good",
         "access_class": "ordinary", "archive_number": "ARS/7"}  # fmt: skip


def box_of(pages, **given):
    page = pages.submit(pages.see("/arsip/boks/baru"), BOX | given)
    return page.path.rpartition("/")[2]


def tab_of(agreement_id):
    return f"/kerja-sama/{agreement_id}/arsip"


def enter(pages, agreement_id, **given):
    return pages.submit(pages.see(f"{tab_of(agreement_id)}/asli/baru"), SHEET | given)


def test_an_original_is_entered_found_lent_and_comes_back(pages, house):
    agreement = house.desk.enter(subject="Pengawasan Partisipatif")
    pages.sign_in(house.staff.archivist)
    box = box_of(pages)
    page = enter(pages, agreement, box=box)
    assert "Boks B-01, Ruang Arsip, Lemari 2, Rak 3" in page.main
    for text in ("ARS/7", "b-01", "partisipatif", "arsip"):
        assert "Lembar" in pages.see(f"/arsip?q={text}").main
    assert "Tidak ada yang cocok" in pages.see("/arsip?q=gudang").main
    original = next(link for link in page.links() if "/asli/" in link and not link.endswith("baru"))
    lend = pages.see(f"{original}/pinjam")
    page = pages.submit(
        lend, {"borrower": "Kepolisian", "purpose": "Bukti", "out_on": "2026-03-02", "due_on": "2026-03-09"}
    )
    assert "Dipinjam Kepolisian sejak 2 Maret 2026, harus kembali 9 Maret 2026" in page.main
    assert "dipinjam" in pages.see(f"/arsip/boks/{box}").main
    assert (
        "sedang dipinjam"
        in pages.submit(pages.see(f"{original}/pindah"), {"room": "Gudang", "box": ""}, status=409).main
    )
    page = pages.submit(pages.see(f"{original}/kembali"), {"returned_on": "2026-03-02", "condition": "light"})
    assert "sudah kembali" in page.main
    assert "rusak ringan" in page.main


def test_mistakes_stand_at_their_fields(pages, house):
    agreement = house.desk.enter()
    pages.sign_in(house.staff.archivist)
    page = pages.submit(pages.see("/arsip/boks/baru"), BOX | {"room": "", "cabinet": "", "shelf": ""}, status=422)
    assert "isi ruang, lemari, atau rak" in page.main
    box_of(pages)
    assert "sudah dipakai" in pages.submit(pages.see("/arsip/boks/baru"), BOX, status=409).main
    page = enter_wrong(pages, agreement, holder="")
    assert "Isi unit di kantor Anda" in page.main
    page = enter_wrong(pages, agreement, scanned_on="2026-03-03", scanned_by="Wati")
    assert "tidak boleh sesudah hari ini" in page.main


def enter_wrong(pages, agreement_id, **given):
    return pages.submit(pages.see(f"{tab_of(agreement_id)}/asli/baru"), SHEET | given, status=422)


def test_the_label_carries_a_qr_to_the_box_and_the_sheet_is_made_for_a4(pages, house):
    pages.sign_in(house.staff.archivist)
    boxes = [box_of(pages, code=f"B-{n:02d}") for n in range(9)]
    page = pages.see("/arsip/label")
    assert len(page.with_class("box-label")) == 9
    assert len(page.with_class("label-sheet")) == 2
    one = pages.see(f"/arsip/label?boks={boxes[3]}")
    assert "B-03" in one.main
    assert "B-04" not in one.main
    drawn = pages.get(f"/arsip/boks/{boxes[3]}/qr.svg")
    assert drawn.mimetype == "image/svg+xml"
    assert drawn.data.startswith(b"<?xml") or b"<svg" in drawn.data[:200]


def test_a_box_of_another_office_is_not_found(pages, house):
    pages.sign_in(house.staff.archivist)
    box = box_of(pages)
    pages.sign_in(house.above.archivist)
    for path in ("", "/ubah", "/pindah", "/qr.svg"):
        assert pages.get(f"/arsip/boks/{box}{path}").status_code == 404
    assert "B-01" not in pages.see("/arsip/label").main


def test_agreements_without_a_known_place_are_listed_until_one_is_noted(pages, house):
    agreement = house.desk.enter(subject="Tanpa Lokasi")
    pages.sign_in(house.staff.archivist)
    assert "Tanpa Lokasi" in pages.see("/kerja-sama/?saring=tanpa-lokasi-asli").main
    enter(pages, agreement, room="Arsip")
    assert "Tanpa Lokasi" not in pages.see("/kerja-sama/?saring=tanpa-lokasi-asli").main


def test_a_second_person_compares_the_scan(pages, house):
    agreement = house.desk.enter()
    pages.sign_in(house.staff.archivist)
    page = enter(pages, agreement, scanned_by="Wati", scanned_on="2026-03-01")
    original = next(link for link in page.links() if "/asli/" in link and not link.endswith("baru"))
    assert "Nyatakan pindaian sesuai asli" not in pages.see(original).main
    assert "oleh orang lain" in pages.post_to(f"{original}/sesuai-asli", status=403).main
    pages.sign_in(house.staff.secretariat)
    page = pages.submit(pages.see(original), action="/sesuai-asli")
    assert "dinyatakan Contoh Secretariat, 2 Maret 2026" in page.main


def test_a_hold_is_seen_on_every_tab_and_disposal_is_refused_in_a_sentence(pages, house):
    agreement = house.desk.enter()
    pages.sign_in(house.staff.archivist)
    refused = pages.post_to(f"{tab_of(agreement)}/musnahkan", status=409)
    assert "Sijari tidak menghapus naskah apa pun" in refused.main
    pages.submit(pages.see(f"{tab_of(agreement)}/tahan"), {"reason": "Perkara di pengadilan"})
    for path in ("", "/arsip", "/tindak-lanjut", "/riwayat"):
        assert "penahanan hukum" in pages.see(f"/kerja-sama/{agreement}{path}").main
    assert not {"hold", "retention"} & set(pages.see(f"/kerja-sama/{agreement}/tindak-lanjut").main.split())
    assert "dalam penahanan hukum" in pages.post_to(f"{tab_of(agreement)}/musnahkan", status=409).main
    pages.submit(pages.see(f"{tab_of(agreement)}/tahan/cabut"), {"reason": "Putusan tetap"})
    assert "penahanan hukum" not in pages.see(f"/kerja-sama/{agreement}/riwayat").main
    assert "Dicabut 2 Maret 2026" in pages.see(tab_of(agreement)).main


def test_the_retention_schedule_is_kept_with_its_history(pages, house):
    pages.sign_in(house.staff.archivist)
    entry = {"code": "HK.02", "name": "Perjanjian", "kinds": "mou", "active_years": "2", "inactive_years": "3",
             "fate": "assess", "basis": "Keputusan Ketua 1/2026", "valid_from": "2026-01-01"}  # fmt: skip
    page = pages.submit(pages.see("/arsip/retensi/baru"), entry)
    assert "dinilai kembali" in page.main
    change = next(link for link in page.links() if re.search(r"/arsip/retensi/[0-9a-f-]{36}$", link))
    pages.submit(pages.see(change), {"active_years": "5", "basis": "Keputusan Ketua 2/2026"})
    page = pages.see(change)
    assert "aktif 2 tahun" in page.main
    assert "aktif 5 tahun" in page.main
    pages.submit(page, action="/cabut")
    assert "Belum ada entri jadwal retensi" in pages.see("/arsip/retensi").main


def test_what_was_kept_long_enough_is_listed(pages, house):
    house.desk.enter(subject="Sudah Lama", signed_on=date(2015, 1, 10), end_on=date(2018, 1, 10))
    pages.sign_in(house.staff.archivist)
    entry = {"code": "HK.02", "name": "Perjanjian", "kinds": "mou", "active_years": "2", "inactive_years": "3",
             "fate": "destroy", "basis": "Keputusan", "valid_from": "2020-01-01"}  # fmt: skip
    pages.submit(pages.see("/arsip/retensi/baru"), entry)
    page = pages.see("/arsip/retensi")
    assert "MoU" in page.main
    assert "Sudah Lama" in page.main
    assert "10 Jan 2023" in page.main
    assert "UU Nomor 27 Tahun 2022" in page.main
    assert "Sudah Lama" in pages.see("/kerja-sama/?saring=retensi-tercapai").main


def test_the_export_of_a_year_is_asked_for_made_and_fetched(pages, house):
    house.desk.enter()
    pages.sign_in(house.staff.archivist)
    assert "Tidak ada naskah" in pages.submit(pages.see("/arsip/ekspor"), {"year": "2001"}, status=404).main
    page = pages.submit(pages.see("/arsip/ekspor"), {"year": "2026"})
    assert "Ekspor setahun" in page.main
    assert drain(house.tools) >= 1
    page = pages.see("/arsip/ekspor")
    link = next(link for link in page.links() if re.search(r"/arsip/ekspor/[0-9a-f-]{36}$", link))
    assert pages.get(link).data[:2] == b"PK"
    pages.sign_in(house.above.archivist)
    assert pages.get(link).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_the_archive_and_only_keepers_change_it(pages, house, role):
    agreement = house.desk.enter()
    pages.sign_in(house.staff.people[role.value])
    for path in ("/arsip", "/arsip/boks", "/arsip/retensi", "/arsip/keutuhan", "/arsip/label"):
        pages.see(path)
    pages.see(tab_of(agreement))
    wanted = 200 if role in (Role.ARCHIVIST, Role.SECRETARIAT) else 403
    assert pages.get("/arsip/boks/baru").status_code == wanted


def test_an_original_belongs_to_its_agreement(pages, house):
    one, other = house.desk.enter(), house.desk.enter()
    pages.sign_in(house.staff.archivist)
    enter(pages, one, room="Arsip")
    with house.tools.reading() as session:
        original = session.query(PaperOriginal).one().id
    assert pages.get(f"{tab_of(other)}/asli/{original}").status_code == 404
