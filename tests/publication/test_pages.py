"""The tab of the officer, and what anybody sees."""

import csv
import io
from uuid import UUID

import pytest

from service.agreements.models import Agreement
from service.offices.models import Office, Partner
from tests.publication.test_actions import bring, check, decide, publish, signed
from tests.publication.test_copies import EMAIL, PHONE, brought
from tests.support.pages import PageClient
from tests.support.people import Staff


def published(pages: PageClient, staff: Staff, **said: str) -> tuple[UUID, str]:
    """A published agreement and its code."""
    agreement_id = signed(pages.tools, staff, **said)
    for step in (decide, bring, check, publish):
        step(pages.tools, staff, agreement_id)
    with pages.tools.reading() as session:
        return agreement_id, session.get_one(Agreement, agreement_id).public_code


def test_the_whole_way_through_the_pages(pages: PageClient, staff: Staff) -> None:
    path = f"/kerja-sama/{signed(pages.tools, staff)}/publikasi"
    pages.sign_in(staff.ppid)
    assert "Belum ada keputusan" in pages.see(path).main
    page = pages.submit(pages.see(f"{path}/keputusan"), {"decision": "open"})
    assert "terbuka untuk umum" in page.main
    said = {"file": (io.BytesIO(brought("Isi yang bersih")), "salinan.pdf"), "looked": "y"}
    page = pages.submit(pages.see(f"{path}/salinan"), said)
    assert "Menunggu orang lain" in page.main
    pages.sign_in(staff.archivist)
    page = pages.submit(pages.see(f"{path}/periksa"), {"clean": "yes"})
    assert "siap diterbitkan" in page.main
    pages.sign_in(staff.ppid)
    page = pages.submit(pages.see(path), action="/terbit")
    assert "terbit" in page.main
    assert "Universitas Contoh" in pages.see("/publik/").main


@pytest.mark.parametrize("secret", [PHONE, EMAIL])
def test_a_copy_that_can_be_read_is_refused_at_its_field(pages: PageClient, staff: Staff, secret: str) -> None:
    agreement_id = signed(pages.tools, staff)
    decide(pages.tools, staff, agreement_id)
    pages.sign_in(staff.ppid)
    said = {"file": (io.BytesIO(brought(f"Hubungi {secret}")), "salinan.pdf"), "looked": "y"}
    page = pages.submit(pages.see(f"/kerja-sama/{agreement_id}/publikasi/salinan"), said, status=422)
    assert "data pribadi" in page.main
    assert secret not in page.response.text


def test_an_exemption_needs_its_ground(pages: PageClient, staff: Staff) -> None:
    agreement_id = signed(pages.tools, staff)
    pages.sign_in(staff.ppid)
    page = pages.submit(
        pages.see(f"/kerja-sama/{agreement_id}/publikasi/keputusan"), {"decision": "exempt"}, status=422
    )
    assert "alasan pengecualian" in page.main
    assert "boleh kosong" not in page.main  # it is needed here


def test_anybody_reads_the_register_the_copy_and_the_data(pages: PageClient, staff: Staff) -> None:
    _, code = published(pages, staff)
    page = pages.see(f"/publik/{code}")
    assert page.h1.startswith("Pengawasan Partisipatif")
    assert pages.get(f"/publik/{code}/salinan.pdf").data == b"%PDF-1.7 salinan"
    rows = list(csv.DictReader(io.StringIO(pages.get("/publik/data.csv").data.decode("utf-8-sig"))))
    told = pages.get("/publik/data.json").get_json()["data"]
    assert [row["kode"] for row in rows] == [row["kode"] for row in told] == [code]
    assert told[0]["ditandatangani"] == "2025-05-28"
    assert told[0]["keberlakuan"] == "berlaku"
    pages.get("/bahasa/en?next=/publik/")
    assert "in force" in pages.see("/publik/").main
    assert pages.get("/publik/data.json").get_json()["data"] == told  # data do not change with who reads them
    assert all(name in pages.see("/publik/data").main for name in told[0])


def test_open_data_can_be_asked_whether_it_changed(pages: PageClient, staff: Staff) -> None:
    published(pages, staff)
    first = pages.get("/publik/data.json")
    again = pages.get("/publik/data.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_is_not_published_is_not_there_for_the_public(pages: PageClient, staff: Staff) -> None:
    agreement_id = signed(pages.tools, staff)
    with pages.tools.reading() as session:
        code = session.get_one(Agreement, agreement_id).public_code
    assert "Belum ada yang diterbitkan" in pages.see("/publik/").main
    pages.see(f"/publik/{code}", status=404)
    assert pages.get(f"/publik/{code}/salinan.pdf").status_code == 404
    assert pages.get("/publik/data.json").get_json() == {"data": []}


def test_no_contact_of_the_partner_or_of_staff_reaches_any_public_page(pages: PageClient, staff: Staff) -> None:
    _, code = published(pages, staff)
    with pages.tools.begin() as uow:
        uow.session.query(Partner).update({"liaison_phone": PHONE, "liaison_email": EMAIL})
        uow.session.query(Office).update({"phone": PHONE})
    for path in ("/publik/", f"/publik/{code}", "/publik/data.json", "/publik/data.csv", f"/v/{code}"):
        text = pages.get(path).get_data(as_text=True)
        assert [one for one in (PHONE, EMAIL, staff.ppid.email, staff.ppid.name) if one in text] == [], path


def test_a_passer_by_finds_the_public_register_in_the_menu(pages: PageClient, staff: Staff) -> None:
    def menu() -> list[str]:
        return [link.get("href", "") for link in pages.see("/verifikasi").find_all("nav")[0].iter("a")]

    assert "/publik/" in menu()
    pages.sign_in(staff.drafter)
    assert "/publik/" not in menu()
