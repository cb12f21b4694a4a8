"""The pages of the monthly report, from the draft to the receipt."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.offices.models import Office
from service.reporting import queries
from tests.support.house import build
from tests.support.people import make_staff
from tests.support.scan import PNG


@pytest.fixture
def place(sqlite_tools, clock):
    now = clock.now()
    clock.set(datetime(2026, 2, 2, 3, 0, tzinfo=UTC))  # the service is in use since February
    made = build(sqlite_tools)
    with sqlite_tools.reading() as session:
        district, province = session.get_one(Office, made.district), session.get_one(Office, made.province)
    found = made, make_staff(sqlite_tools, district), make_staff(sqlite_tools, province)
    clock.set(now)
    return found


def test_from_the_draft_to_the_receipt(place, pages):
    house, district, province = place
    house.agreement(signed_on=date(2026, 3, 1))
    house.agreement(signed_on=date(2026, 2, 1), subject="Sosialisasi")
    pages.sign_in(district.chair)
    assert "Laporan bulanan" in pages.see("/laporan/").main
    page = pages.see("/laporan/2026-02")
    assert "Sosialisasi" in page.main
    assert "menunggu PKS" in page.main
    pages.see("/laporan/2026-02/luar")
    pages.see("/laporan/2026-13", status=404)
    pages.sign_in(province.chair)
    assert "Kantor di bawah" in pages.see("/laporan/").main
    assert "Belum dikirim" in pages.see(f"/laporan/kantor/{house.district}/2026-02").main
    pages.see(f"/laporan/kantor/{house.other}/2026-02", status=404)


def test_notes_check_send_return_correct_and_receive_through_the_pages(place, pages, clock):
    house, district, province = place
    agreement = house.agreement(signed_on=date(2026, 2, 1), subject="Sosialisasi")
    month = "/laporan/2026-02"
    pages.sign_in(district.drafter)
    assert "Kirim laporan" not in pages.see(month).main
    page = pages.submit(
        pages.see(month), {"umum": "Lancar", f"rencana-{agreement}": "Kuliah umum"}, action="/2026-02/catatan"
    )
    assert "Catatan disimpan." in page.text
    assert "Laporan bulan lalu tidak ada" in pages.submit(page, action="/2026-02/salin", status=409).main
    page = pages.submit(page, action="/2026-02/periksa")
    pages.sign_in(district.chair)
    asked = pages.see(f"{month}/kirim")  # what is frozen is named before anything is sent
    assert "lalu isinya dikunci" in asked.main
    assert "1 kerja sama" in asked.main
    assert f"{month}/kirim" in pages.see(month).links()
    page = pages.submit(asked)
    pages.see(f"{month}/kirim", status=409)
    assert "Laporan terkirim dan isinya dikunci." in page.text
    assert "Kepala rantai audit pengirim" in page.main
    assert "sudah dikirim" in pages.post_to(f"{month}/kirim", status=409).main  # a double click
    clock.set(datetime(2026, 4, 2, 3, 0, tzinfo=UTC))

    pages.sign_in(province.chair)
    page = pages.see("/laporan/")
    assert "Bawaslu 1.02: Maret 2026, Februari 2026" in page.main
    pages.post_to("/laporan/jawab", {"hasil": "kembalikan", "laporan": ""}, status=404)
    report = pages.see(f"/laporan/kantor/{house.district}/2026-02")
    assert "Sosialisasi" in report.main
    pages.submit(report, {"alasan": "Kendala kosong", "hasil": "kembalikan"}, action="/laporan/jawab")
    assert "dikembalikan" in pages.see("/laporan/").main

    pages.sign_in(district.chair)
    assert "Kendala kosong" in pages.see(month).main
    pages.submit(pages.see(month), action="/2026-02/periksa")
    assert "revisi 2" in pages.submit(pages.see(f"{month}/kirim")).main
    pages.sign_in(province.chair)
    page = pages.see("/laporan/")
    assert "diperbaiki, terkirim lagi" in page.main
    chosen = page.form("/laporan/jawab").element.find(".//input[@type='checkbox']").get("value")
    page = pages.submit(page, {"laporan": chosen, "hasil": "terima"}, action="/laporan/jawab")
    assert "1 laporan diterima." in page.text
    assert "diterima" in page.main
    page = pages.see(f"/laporan/kantor/{house.district}/2026-02")
    assert "Kepala rantai audit penerima: office:" in page.main
    link = next(one for one in page.links() if one.endswith(".json"))
    assert pages.get(link).json["receipt"]
    assert "berkas" in link
    pages.see(link.replace(".json", ".pdf"), status=404)  # not made yet


def test_the_national_office_opens_the_grid_of_a_province(place, pages, sqlite_tools):
    house, district, _province = place
    with sqlite_tools.reading() as session:
        national = make_staff(sqlite_tools, session.get_one(Office, house.ri))
    pages.sign_in(national.chair)
    assert f"/laporan/wilayah/{house.province}" in pages.see("/laporan/").links()
    page = pages.see(f"/laporan/wilayah/{house.province}")
    assert "Bawaslu 1.02" in page.main
    assert "Menunggu penerimaan" not in page.main
    pages.sign_in(district.chair)
    pages.see(f"/laporan/wilayah/{house.province}", status=404)


def test_a_report_on_paper_is_entered_and_checked_through_the_pages(place, pages):
    _house, district, _province = place
    month = "/laporan/2026-02"
    pages.sign_in(district.chair)
    pages.post_to(f"{month}/periksa")
    pages.sign_in(district.drafter)
    said = {"what": "sent", "done_by": "Sri", "done_on": "2026-03-02", "letter_number": "1"}
    pages.submit(pages.see(f"{month}/luar"), said, status=422)  # without its scan
    page = pages.submit(pages.see(f"{month}/luar"), said | {"file": (PNG(), "surat.png")})
    assert "menunggu pemeriksaan orang kedua" in page.text
    pages.sign_in(district.chair)
    link = next(one for one in pages.see(month).links() if "/luar/" in one)
    page = pages.submit(pages.see(link), {"decision": "ok"})
    assert "Catatan diperiksa dan berlaku." in page.text
    assert "terkirim, nihil" in page.main
    page = pages.see(f"{month}/luar")  # what is sent can only be answered
    assert "Laporan diterima kantor di atas" in page.main
    assert "Laporan dikirim sebagai cetakan" not in page.main


def test_the_action_plan_names_the_kinds_of_partners_without_an_agreement(place, pages):
    pages.sign_in(place[1].chair)
    assert "jenis mitra tanpa kerja sama yang berjalan" in pages.see("/rencana-aksi/").main


def test_the_counter_of_the_home_page_opens_exactly_the_months_it_counts(place, pages):
    house, district, _province = place
    house.agreement(signed_on=date(2026, 2, 1))
    pages.sign_in(district.chair)
    with pages.tools.reading() as session:
        number = queries.count_owed(session, district.actor("chair"))
    assert number > 0
    link = next(one for one in pages.see("/").links() if "/laporan/?keadaan=belum" in one)
    page = pages.see(link)
    assert len([one for one in page.links() if re.search(r"/laporan/\d{4}-\d\d$", one)]) == number
    assert "Kantor di bawah" not in page.main


def test_a_report_sent_waits_on_the_home_page_of_the_office_above_until_it_is_answered(place, pages):
    house, district, province = place
    pages.sign_in(district.chair)
    pages.post_to("/laporan/2026-02/periksa")
    pages.post_to("/laporan/2026-02/kirim")
    for person, role, number in ((province.chair, "chair", 1), (province.drafter, "drafter", 0)):
        pages.sign_in(person)
        with pages.tools.reading() as session:
            assert queries.count_waiting(session, province.actor(role)) == number
    pages.sign_in(province.chair)
    link = next(one for one in pages.see("/").links() if "/laporan/?keadaan=menunggu" in one)
    page = pages.see(link)
    assert [one for one in page.links() if "/laporan/kantor/" in one] == [f"/laporan/kantor/{house.district}/2026-02"]
    assert "Kantor di bawah" not in page.main
    with pages.tools.reading() as session:
        [report] = queries.waiting(session, house.province)
    pages.post_to("/laporan/jawab", {"laporan": str(report.id), "hasil": "terima"})
    assert "Tidak ada yang menunggu" in pages.see(link).main


def test_who_may_not_record_acts_is_not_led_to_the_page_for_it(place, pages):
    _house, district, _province = place
    pages.sign_in(district.admin)
    assert not [one for one in pages.see("/laporan/2026-02").links() if one.endswith("/luar")]
    pages.sign_in(district.drafter)
    assert [one for one in pages.see("/laporan/2026-02").links() if one.endswith("/luar")]


def test_the_national_office_owes_no_report_in_its_action_plan(place):
    house, _district, _province = place
    with house.tools.reading() as session:
        national = session.scalars(select(Office).where(Office.level == "ri")).one()
        found = queries.plan_counts(session, [national.id, house.province], date(2026, 6, 1))
    assert set(found) == {house.province}
