"""The pages of the action plan, walked as people walk them."""

from datetime import date
from types import SimpleNamespace

import pytest

from service.agreements.actions import new_public_code
from service.agreements.models import Agreement
from service.core.database import new_id
from service.offices.rules import Level
from tests.support.people import make_office, make_person, make_staff


@pytest.fixture
def world(sqlite_tools):
    """A province with two districts; one district has an MoU whose PKS is overdue."""
    tools = sqlite_tools
    province = make_office(tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    late = make_office(tools, "33.20", name="Bawaslu Kabupaten Lambat", parent_id=province.id)
    good = make_office(tools, "33.21", name="Bawaslu Kabupaten Cepat", parent_id=province.id)
    with tools.begin() as uow:
        row = Agreement(id=new_id(), kind="mou", subject="MoU Terlambat", stage="follow_up", origin="legacy")
        row.public_code, row.lead_office_id, row.signed_on = new_public_code(), late.id, date(2025, 8, 1)
        row.end_on, row.created_at, row.stage_since = date(2029, 1, 1), uow.now, uow.now
        uow.session.add(row)
    return SimpleNamespace(
        tools=tools,
        late=make_staff(tools, late),
        good=make_staff(tools, good),
        chief=make_person(tools, province, "coordinator"),
        auditor=make_person(tools, province, "auditor", email="pemeriksa@provinsi.example"),
    )


def test_a_district_sees_its_five_lines_each_with_its_list(pages, world):
    pages.sign_in(world.late.drafter)
    page = pages.see("/rencana-aksi/")
    for words in (
        "Reviu kerja sama",
        "Keputusan kelanjutan",
        "MoU ditindaklanjuti PKS",
        "Mitra baru",
        "Laporan bulanan",
    ):
        assert words in page.main
    assert "0 dari 1 sudah ber-PKS" in page.main
    assert "tenggat 1 Februari 2026" in page.main
    link = next(one for one in page.links() if "/daftar/pks" in one)
    assert "MoU Terlambat" in pages.see(link).main
    assert "Kantor di bawah" not in page.main


def test_the_province_sorts_filters_and_opens_its_rows(pages, world):
    pages.sign_in(world.chief)
    page = pages.see("/rencana-aksi/")
    assert page.main.index("Kabupaten Lambat") < page.main.index("Kabupaten Cepat")  # by code
    assert "1 kantor tertinggal dari 2 kantor." in page.main
    page = pages.see("/rencana-aksi/?saring=tertinggal&urut=pks")
    assert "Kabupaten Cepat" not in page.main
    link = next(one for one in page.links() if "/kantor/" in one)
    assert "Bawaslu Kabupaten Lambat" in pages.see(link).h1
    listing = next(one for one in page.links() if "/daftar/pks" in one)
    assert "MoU Terlambat" in pages.see(listing).main


def test_chosen_rows_get_a_dated_instruction_which_the_office_answers(pages, world):
    pages.sign_in(world.chief)
    office = str(world.late.office_id)
    page = pages.see(f"/rencana-aksi/instruksi/baru?kantor={office}")
    assert page.form().values["offices"] == office
    page = pages.submit(page, {"text": "Tandatangani PKS.", "due_on": "2026-03-01"}, status=422)
    page = pages.submit(page, {"due_on": "2026-03-20"})
    assert "0 dari 1" in page.main
    pages.sign_in(world.late.drafter)
    home = pages.see("/")
    assert "Instruksi belum dibaca" in home.main
    counted = next(one for one in home.links() if one.endswith("/instruksi-baru"))
    assert pages.see(counted).main.count("Tandatangani PKS.") == 1
    page = pages.see("/rencana-aksi/")
    link = next(one for one in page.links() if "/instruksi/" in one)
    page = pages.submit(pages.see(link), action="/dibaca")
    assert "sudah dibaca" in page.main
    assert "Tidak ada instruksi baru" in pages.see(counted).main
    page = pages.submit(page, {"answer": "Dijadwalkan 15 Maret."}, action="/jawab")
    assert "dijawab" in page.main
    pages.sign_in(world.chief)
    assert "Dijadwalkan 15 Maret." in pages.see(link).main
    pages.sign_in(world.good.drafter)
    pages.see(link, 404)


def test_late_offices_are_reminded_at_once_and_only_once_a_day(pages, world):
    pages.sign_in(world.chief)
    page = pages.submit(pages.see("/rencana-aksi/"), action="/ingatkan")
    assert "1 kantor diingatkan." in page.text
    assert "diingatkan 2 Mar 2026" in page.main
    assert "belum diingatkan hari ini" in pages.post_to("/rencana-aksi/ingatkan", status=409).text


def test_an_owner_with_a_target_is_named(pages, world):
    pages.sign_in(world.late.coordinator)
    form = pages.see("/rencana-aksi/tugas/review")
    page = pages.submit(form, {"person": str(world.late.drafter.id), "target_on": "2026-03-01"})
    assert world.late.drafter.name in page.main
    assert "sasaran 1 Mar 2026" in page.main


def test_a_district_sees_neither_its_sister_nor_its_province(pages, world):
    pages.sign_in(world.good.coordinator)
    pages.see(f"/rencana-aksi/kantor/{world.late.office_id}", 404)
    pages.see(f"/rencana-aksi/daftar/pks?kantor={world.late.office_id}", 404)
    pages.see("/rencana-aksi/daftar/pks?kantor=x", 404)
    pages.see("/rencana-aksi/daftar/laporan", 404)


def test_an_auditor_reads_and_sends_nothing(pages, world):
    pages.sign_in(world.auditor)
    page = pages.see("/rencana-aksi/")
    assert "Ingatkan semua" not in page.main
    pages.see("/rencana-aksi/instruksi/baru", 403)
