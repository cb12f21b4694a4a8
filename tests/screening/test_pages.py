from datetime import date, timedelta

import pytest

from service.agreements.lifecycle import Stage
from service.core.sandbox import close as close_sandbox
from service.offices.models import Office
from tests.support.house import build
from tests.support.people import make_staff
from tests.support.scan import PNG
from workers.screening import watch

TODAY = date(2026, 3, 2)


@pytest.fixture
def place(sqlite_tools):
    made = build(sqlite_tools)
    with sqlite_tools.reading() as session:
        district, province = session.get_one(Office, made.district), session.get_one(Office, made.province)
    yield made, make_staff(sqlite_tools, district), make_staff(sqlite_tools, province)
    close_sandbox()


FOUND = {
    "candidate": "yes",
    "campaign": "no",
    "sources": "Daftar calon tetap\nPernyataan mitra",
    "looked_on": "2026-03-02",
    "note": "Pimpinan terdaftar sebagai calon.",
    "proposal": "suspend",
}


def test_from_the_phase_to_the_suspension_and_back(place, pages):
    house, district, province = place
    agreement = house.agreement("local_government")
    house.phase(TODAY, TODAY + timedelta(days=30))
    watch(house.tools)
    here = f"/kerja-sama/{agreement}/penapisan"
    pages.sign_in(district.drafter)
    assert "menunggu diisi" in pages.see(f"/kerja-sama/{agreement}").main
    assert "16 Maret 2026" in pages.see(here).main
    desk = pages.see("/penapisan/")
    assert f"{here}" in desk.links()
    [one] = house.screenings(agreement)
    page = pages.submit(pages.see(f"{here}/{one.id}/isi"), {"candidate": "yes"}, status=422)
    page = pages.submit(page, {**FOUND, "note": ""}, status=422)
    assert "jelaskan apa yang ditemukan" in page.main
    page = pages.submit(page, FOUND)
    assert "menunggu keputusan" in page.main
    page = pages.submit(pages.see(f"{here}/{one.id}/pendapat"), {"question": "Apakah perlu ditangguhkan?"})
    assert "menunggu jawaban" in page.main
    pages.sign_in(district.chair)
    page = pages.submit(pages.see(f"{here}/{one.id}/putuskan"), {"reason": "Calon."}, status=409)
    assert "menunggu jawaban" in page.main
    pages.sign_in(province.coordinator)
    assert "Bawaslu 1.01" in pages.see("/penapisan/?lihat=pendapat").main
    page = pages.see(f"/penapisan/pendapat/{one.id}")
    assert "Pimpinan terdaftar" not in page.main  # internal remarks never
    pages.submit(page, {"agrees": "yes"})
    pages.sign_in(district.chair)
    pages.submit(pages.see(f"{here}/{one.id}/putuskan"), {"result": "suspend", "reason": "Calon."})
    assert "Ditangguhkan sejak" in pages.see(f"/kerja-sama/{agreement}").main
    lift = next(link for link in pages.see(here).links() if link.endswith("/cabut"))
    pages.submit(pages.see(lift), {"reason": "Bukan calon lagi."})
    assert "Ditangguhkan sejak" not in pages.see(f"/kerja-sama/{agreement}").main
    history = pages.see(f"/kerja-sama/{agreement}/riwayat").main
    assert "Kerja sama ditangguhkan" in history
    pages.sign_in(province.drafter)
    shown = pages.see(here)
    assert "Calon." in shown.main
    assert "Pimpinan terdaftar" not in shown.main
    assert not [link for link in shown.links() if link.endswith(("/isi", "/putuskan", "/bukti"))]


def test_a_letter_with_the_answer_is_recorded_and_evidence_is_kept(place, pages):
    house, district, _ = place
    agreement = house.agreement("press")
    one = house.start(agreement)
    here = f"/kerja-sama/{agreement}/penapisan/{one}"
    pages.sign_in(district.drafter)
    pages.submit(pages.see(f"{here}/isi"), {**FOUND, "file": (PNG(), "daftar.png")})
    assert pages.get(f"{here}/bukti").mimetype == "image/png"
    pages.submit(pages.see(f"{here}/pendapat"), {"question": "Mohon pendapat."})
    letter = {
        "done_by": "Ketua",
        "done_on": "2026-03-02",
        "letter_number": "1/HK/2026",
        "agrees": "yes",
        "scan": (PNG(), "surat.png"),
    }
    page = pages.submit(pages.see(f"{here}/pendapat/catat"), letter)
    assert "orang kedua" in page.main


def test_it_is_handed_back_or_limited(place, pages):
    house, district, _ = place
    agreement = house.agreement("ngo")
    pages.sign_in(district.drafter)
    page = pages.see(f"/kerja-sama/{agreement}/penapisan")
    page = pages.submit(page, action="/penapisan/baru")
    [one] = house.screenings(agreement)
    here = f"/kerja-sama/{agreement}/penapisan/{one.id}"
    pages.submit(pages.see(f"{here}/isi"), FOUND)
    pages.sign_in(district.coordinator)
    page = pages.submit(pages.see(f"{here}/kembalikan"), {"note": "Lihat daftar tim kampanye."})
    assert "Lihat daftar tim kampanye." in page.main
    pages.sign_in(district.drafter)
    pages.submit(pages.see(f"{here}/isi"), FOUND)
    pages.sign_in(district.coordinator)
    page = pages.submit(pages.see(f"{here}/putuskan"), {"result": "limit", "reason": "Cukup."}, status=422)
    pages.submit(page, {"result": "limit", "reason": "Cukup.", "allowed": "Pertukaran data saja."})
    assert "Pertukaran data saja." in pages.see(f"/kerja-sama/{agreement}").main


def test_another_office_sees_nothing_of_it(place, pages):
    house, district, _ = place
    foreign = house.agreement("press", office=house.eastern)
    pages.sign_in(district.drafter)
    pages.see(f"/kerja-sama/{foreign}/penapisan", status=404)
    made = house.agreement("press", stage=Stage.PLANNING.value)
    pages.sign_in(place[2].drafter)
    pages.see(f"/kerja-sama/{made}/penapisan", status=404)  # in the making: the level above sees stage and dates only


PHASE = {
    "contest": "Pemilihan contoh 2026",
    "name": "Masa kampanye",
    "kind": "campaign",
    "first_on": "2026-04-01",
    "last_on": "2026-04-30",
    "source": "Keputusan contoh",
}


def test_the_province_keeps_the_calendar_of_its_area(place, pages):
    _house, district, province = place
    pages.sign_in(province.coordinator)
    page = pages.submit(pages.see("/kalender-pemilu/baru"), {**PHASE, "last_on": "2026-03-01"}, status=422)
    assert "mendahului hari pertama" in page.main
    page = pages.submit(page, PHASE)
    assert "Bawaslu 1" in page.main
    change = next(link for link in page.links() if link.endswith("/ubah"))
    page = pages.submit(pages.see(change), {"last_on": "2026-05-05", "reason": "Jadwal diubah."})
    assert "30 April 2026 5 Mei 2026" in page.main
    assert "Jadwal diubah." in page.main
    assert "Masa kampanye" in pages.see("/kalender-pemilu/").main
    pages.sign_in(district.coordinator)
    assert "tarik" not in " ".join(pages.see("/kalender-pemilu/").links())
    assert "Bawaslu Provinsi untuk wilayahnya" in pages.see("/kalender-pemilu/baru").main
    pages.post_to(change, {**PHASE, "reason": "x"}, status=422)
    pages.sign_in(province.coordinator)
    page = pages.submit(pages.see(change.replace("/ubah", "/tarik")), {"reason": "Dibatalkan."})
    assert "Ditarik dari kalender" in page.main


def test_an_administrator_of_a_district_keeps_its_own_part_only(place, pages):
    _, district, _ = place
    pages.sign_in(district.admin)
    page = pages.see("/kalender-pemilu/baru")
    assert "Seluruh Indonesia" not in page.main
    assert "Bawaslu 1.01" in pages.submit(page, PHASE).main


def test_the_counters_of_the_home_page_open_their_lists(place, pages):
    house, district, province = place
    agreement = house.agreement("press")
    house.phase(TODAY, TODAY)
    watch(house.tools)
    pages.sign_in(district.chair)
    home = pages.see("/")
    assert "/kerja-sama/?saring=penapisan-ulang" in home.links()
    assert f"/kerja-sama/{agreement}" in pages.see("/kerja-sama/?saring=penapisan-ulang").links()
    pages.sign_in(province.chair)
    assert "Bawaslu 1.01" in pages.see("/penapisan/").main
