"""The pages of follow-up, walked as people walk them."""

from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest

from service.followup.models import ActivityEvidence
from service.offices.models import Partner
from service.offices.rules import Level
from tests.support.papers import plain_pdf
from tests.support.people import make_office, make_person, make_staff


@pytest.fixture
def world(sqlite_tools):
    """A province and its district with people in each role, and one partner."""
    tools = sqlite_tools
    province = make_office(tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    district = make_office(tools, "33.20", parent_id=province.id)
    with tools.begin() as uow:
        partner = Partner(
            name="Universitas Contoh",
            name_key="universitas contoh",
            category="public_university",
            legal_status="public_body",
            office_id=district.id,
            created_at=uow.now,
        )
        uow.session.add(partner)
        uow.session.flush()
        partner_id = partner.id
    return SimpleNamespace(
        tools=tools,
        partner=str(partner_id),
        district=make_staff(tools, district),
        above=make_person(tools, province, "coordinator"),
        auditor=make_person(tools, district, "auditor", email="pemeriksa@kabupaten.example.go.id"),
    )


def entry(world, **values):
    known = {
        "kind": "mou",
        "subject": "Pengawasan Partisipatif",
        "partner": world.partner,
        "office_number": "001/HK.02.00/K.CT-01/1/2026",
        "signed_on": "2026-01-15",
        "term_months": "36",
        "scan": (BytesIO(plain_pdf(text=f"Naskah {values.get('subject', '')}")), "naskah.pdf"),
    }
    return known | values


def enter(pages, world, **values):
    pages.sign_in(world.district.drafter)
    page = pages.submit(pages.see("/kerja-sama/yang-sudah-ada"), entry(world, **values))
    assert page.path.endswith("/tindak-lanjut")
    return page


def test_an_existing_agreement_is_entered_and_its_clock_runs(pages, world):
    page = enter(pages, world)
    assert "Arsip lama" in page.main
    assert "Bukan tanda tangan elektronik" in page.main
    assert "PKS harus ditandatangani paling lambat 15 Juli 2026: 135 hari lagi." in page.main
    assert "Berlaku sampai dengan 15 Januari 2029" in page.main
    scan = next(link for link in page.links() if link.endswith("/pindaian"))
    answer = pages.get(scan)
    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")
    summary = pages.see(page.path.removesuffix("/tindak-lanjut"))
    assert "Keberlakuan dan tindak lanjut" in summary.main


def test_an_entry_with_mistakes_says_so_at_each_field_and_keeps_what_was_typed(pages, world):
    pages.sign_in(world.district.drafter)
    blank = pages.see("/kerja-sama/yang-sudah-ada")
    page = pages.submit(blank, {"subject": "Judul saja"}, status=422)
    assert "Periksa isian berikut" in page.main
    assert "Judul saja" in [one.get("value") for one in page.find_all("input")]
    page = pages.submit(blank, entry(world, signed_on="2026-03-03"), status=422)
    assert "belum tiba" in page.main
    page = pages.submit(blank, entry(world, scan=(BytesIO(b"bukan pdf"), "naskah.pdf")), status=422)
    assert "Periksa isian berikut" in page.main


def test_a_number_entered_before_is_warned_of_and_can_be_confirmed(pages, world):
    enter(pages, world)
    again = entry(world, subject="Naskah lain", office_number="1/HK.02.00/K.CT-01/01/2026")
    page = pages.submit(pages.see("/kerja-sama/yang-sudah-ada"), again, status=409)
    assert "sudah tercatat" in page.main
    again["scan"] = (BytesIO(plain_pdf(text="Naskah lain")), "naskah.pdf")
    page = pages.submit(page, {**again, "same_number_is_right": "y"})
    assert page.path.endswith("/tindak-lanjut")


def test_activities_are_recorded_with_evidence_that_only_the_own_office_opens(pages, world):
    page = enter(pages, world)
    here = page.path
    values = {
        "title": "Sosialisasi di kampus",
        "held_on": "2026-02-10",
        "file": (BytesIO(plain_pdf(text="Laporan")), "laporan.pdf"),
        "description": "Laporan kegiatan",
    }
    page = pages.submit(pages.see(f"{here}/kegiatan"), values)
    assert "Sosialisasi di kampus" in page.main
    evidence = next(link for link in page.links() if "/bukti/" in link)
    assert pages.get(evidence).data[:4] == b"%PDF"
    more = next(link for link in page.links() if link.endswith("/bukti"))
    page = pages.submit(pages.see(more), {"file": (BytesIO(plain_pdf(text="Daftar")), "daftar.pdf")})
    assert "daftar.pdf" in page.main
    pages.sign_in(world.above)
    assert "Sosialisasi di kampus" in pages.see(here).main
    pages.see(evidence, 404)
    pages.see(f"{here}/kegiatan", 404)


def test_an_activity_after_the_end_is_refused_at_its_date(pages, world):
    here = enter(pages, world, end_on="2026-02-20").path
    page = pages.submit(pages.see(f"{here}/kegiatan"), {"title": "Terlambat", "held_on": "2026-02-21"}, status=422)
    assert "di luar masa berlaku kerja sama (15 Januari 2026 sampai 20 Februari 2026)" in page.main
    assert "berakhir" in pages.see(here).main


def test_a_file_that_is_not_what_it_says_is_no_evidence(pages, world):
    here = enter(pages, world).path
    values = {"title": "Rapat", "held_on": "2026-02-10", "file": (BytesIO(b"MZ\x90\x00"), "foto.jpg")}
    page = pages.submit(pages.see(f"{here}/kegiatan"), values, status=422)
    assert "program komputer" in page.main
    with world.tools.reading() as session:
        assert session.query(ActivityEvidence).count() == 0


def test_a_task_is_given_and_done(pages, world):
    here = enter(pages, world).path
    page = pages.submit(pages.see(f"{here}/tugas"), {"title": "Kirim laporan", "due_on": "2026-03-05"}, status=422)
    assert "siapa yang mengerjakannya" in page.main
    page = pages.submit(page, {"owner": "Kasubbag Hukum"})
    assert "Kasubbag Hukum" in page.main
    done = next(link for link in page.links() if link.endswith("/selesai"))
    page = pages.submit(pages.see(done), {"outcome": "failed", "note": ""}, status=422)
    assert "Tuliskan mengapa tidak dipenuhi" in page.main
    page = pages.submit(page, {"outcome": "done", "note": "Sudah dikirim."})
    assert "Sudah dikirim." in page.main


def test_the_end_date_is_corrected_and_the_agreement_ended_with_reasons(pages, world):
    here = enter(pages, world).path
    page = pages.submit(
        pages.see(f"{here}/tanggal-berakhir"), {"end_on": "2029-01-14", "reason": "Pasal 9 menyebut 14 Januari."}
    )
    assert "Dari 15 Januari 2029 menjadi 14 Januari 2029" in page.main
    page = pages.submit(pages.see(f"{here}/pengakhiran"), {"ended_on": "2026-03-01", "reason": ""}, status=422)
    page = pages.submit(page, {"reason": "Mitra dibubarkan."})
    assert "Diakhiri 1 Maret 2026" in page.main
    assert "MoU diakhiri sebelum tenggat PKS" in page.main


def test_the_way_from_an_mou_to_its_pks_is_one_link(pages, world):
    page = enter(pages, world)
    link = next(one for one in page.links() if one.startswith("/kerja-sama/baru"))
    page = pages.submit(pages.see(link), {"subject": "Pelatihan Pengawas"})
    assert "Universitas Contoh" in page.main
    assert page.path.endswith("/perencanaan")


def test_the_counters_open_exactly_their_lists(pages, world, clock):
    enter(pages, world)
    clock.set(datetime(2026, 7, 16, 3, 0, tzinfo=UTC))
    pages.sign_in(world.district.drafter)
    page = pages.see("/kerja-sama/?saring=pks-terlambat")
    assert "Pengawasan Partisipatif" in page.main
    page = pages.see("/kerja-sama/?saring=pks-jatuh-tempo")
    assert "Tidak ada yang cocok" in page.main


def test_an_auditor_reads_and_changes_nothing(pages, world):
    here = enter(pages, world).path
    pages.sign_in(world.auditor)
    page = pages.see(here)
    assert not [link for link in page.links() if link.endswith(("/kegiatan", "/tugas", "/pengakhiran"))]
    pages.see(f"{here}/kegiatan", 403)
    pages.see("/kerja-sama/yang-sudah-ada", 403)


def test_before_signing_the_tab_says_that_follow_up_has_not_begun(pages, world):
    pages.sign_in(world.district.drafter)
    page = pages.submit(pages.see("/kerja-sama/baru"), {"kind": "mou", "subject": "Pendidikan Pemilih"})
    page = pages.see(page.path.replace("/perencanaan", "/tindak-lanjut"))
    assert "Tindak lanjut belum dimulai" in page.main
