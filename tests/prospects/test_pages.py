import pytest

from service.offices.models import Office
from service.prospects import actions
from service.prospects.actions import ProspectFacts
from tests.support.house import build
from tests.support.people import make_staff

ENTERED = {
    "name": "Radio Pantai Utara",
    "category": "press",
    "need": "Siaran pengawasan partisipatif",
    "contact_name": "Sita Narahubung",
    "contact_phone": "0811-555",
    "contact_email": "sita@radio.example",
}


@pytest.fixture
def place(sqlite_tools):
    made = build(sqlite_tools)
    with sqlite_tools.reading() as session:
        district, province = session.get_one(Office, made.district), session.get_one(Office, made.province)
    return made, make_staff(sqlite_tools, district), make_staff(sqlite_tools, province)


def test_from_the_first_talk_to_the_agreement(place, pages):
    _, district, _ = place
    pages.sign_in(district.drafter)
    assert "Belum ada penjajakan" in pages.see("/penjajakan/").main
    page = pages.submit(pages.see("/penjajakan/baru?kategori=press"), {"name": ""}, status=422)
    page = pages.submit(page, ENTERED)
    here = page.path
    ahead = pages.see(f"{here}/berikutnya")
    assert "(boleh kosong)" not in ahead.main  # the three go together, or stay away together
    page = pages.submit(ahead, {"text": "Kunjungan", "due_on": "2026-03-09"})  # one takes it on oneself
    assert "Kunjungan – Contoh Drafter" in page.main
    assert "Kunjungan" in page.main
    page = pages.submit(pages.see(f"{here}/langkah"), {"target": "contacted", "text": "Surat dikirim."})
    assert "dihubungi" in page.main
    pages.submit(pages.see(f"{here}/catatan"), {"text": "Ditelepon."})
    pages.submit(pages.see(f"{here}/ubah"), {"seat": "Jepara"})
    assert "Jepara" in pages.see(here).main
    page = pages.submit(pages.see(f"{here}/naskah"), {"subject": "Siaran bersama", "legal_status": "legal_entity"})
    assert page.h1.startswith("Siaran bersama")
    assert "naskah dimulai" in pages.see(here).main
    assert "Radio Pantai Utara" in pages.see("/penjajakan/?langkah=drafted").main


def test_a_similar_name_asks_for_a_word(place, pages):
    _, district, _ = place
    pages.sign_in(district.drafter)
    pages.submit(pages.see("/penjajakan/baru"), ENTERED)
    page = pages.submit(pages.see("/penjajakan/baru"), ENTERED, status=409)
    assert "Penjajakan dengan nama serupa sudah ada" in page.main
    pages.submit(page, {"different": "y"})


def test_the_province_reads_names_and_counts_but_no_contact(place, pages):
    house, district, province = place
    pages.sign_in(district.drafter)
    here = pages.submit(pages.see("/penjajakan/baru"), ENTERED).path
    pages.sign_in(province.chair)
    assert "Bawaslu 1.01" in pages.see("/penjajakan/").main
    page = pages.see(f"/penjajakan/?kantor={house.district}")
    assert "Radio Pantai Utara" in page.main
    assert "Sita" not in page.text
    assert "0811" not in page.text
    pages.see(here, status=404)
    pages.see(f"/penjajakan/?kantor={house.other}", status=404)
    pages.sign_in(district.auditor)
    pages.see("/penjajakan/baru", status=403)


def test_the_grid_leads_to_exactly_its_lists(place, pages):
    house, district, province = place
    agreement = house.agreement("press")
    made = house.agreement("ngo", stage="drafting")
    pages.sign_in(district.drafter)
    page = pages.see("/penjajakan/jenis-mitra")
    assert "tanpa kerja sama berjalan" in page.main
    links = [link for link in page.links() if link.startswith("/kerja-sama/?")]
    assert len(links) == 2
    shown = [pages.see(link).links() for link in links]
    assert {f"/kerja-sama/{one}" for one in (agreement, made) for found in shown if f"/kerja-sama/{one}" in found} == {
        f"/kerja-sama/{agreement}",
        f"/kerja-sama/{made}",
    }
    assert all(sum(link in (f"/kerja-sama/{agreement}", f"/kerja-sama/{made}") for link in one) == 1 for one in shown)
    pages.sign_in(province.drafter)
    page = pages.see("/penjajakan/jenis-mitra?lingkup=wilayah&tanpa=press")
    assert "2 dari 3" in page.main
    with house.tools.begin(district.actor("drafter")) as uow:
        actions.create(uow, ProspectFacts("Radio Pantai Utara", "press", "Siaran", contact_name="Sita"))
    [link] = [one for one in pages.see("/penjajakan/jenis-mitra?lingkup=wilayah").links() if "/penjajakan/?" in one]
    listed = pages.see(link)
    assert "Radio Pantai Utara" in listed.main
    assert "Bawaslu 1.01" in listed.main
    assert "Sita" not in listed.text
    assert "/penjajakan/" in pages.see("/mitra").links()
    assert "Bawaslu 1.02" in page.main
