"""The pages of planning, walked as people walk them."""

from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest

from service.agreements.models import Agreement
from service.offices.models import Partner, PartnerEvidence
from service.offices.rules import Level
from service.planning import queries
from service.planning.models import Consultation
from tests.support.papers import plain_pdf
from tests.support.people import make_office, make_person, make_staff

UNIVERSITY = "Universitas Contoh Raya"


@pytest.fixture
def world(sqlite_tools):
    """A province and its district with people in each role, a university with its evidence, an NGO without any."""
    tools = sqlite_tools
    ri = make_office(tools, "00", name="Bawaslu", level=Level.RI)
    province = make_office(tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI, parent_id=ri.id)
    district = make_office(tools, "33.20", parent_id=province.id)
    sister = make_office(tools, "33.21", name="Bawaslu Kota Tetangga", parent_id=province.id)
    made = SimpleNamespace(
        tools=tools,
        district=make_staff(tools, district),
        above=make_staff(tools, province),
        second=make_person(tools, district, "drafter", email="kedua@kabupaten.example.go.id"),
        sister=make_person(tools, sister, "drafter"),
        university=_partner(tools, district, UNIVERSITY, "public_university", evidence="decree_of_office"),
        ngo=_partner(tools, district, "Perkumpulan Warga", "ngo"),
    )
    with tools.begin() as uow:
        ids = [made.university, made.ngo]
        assert len(uow.session.query(Partner).filter(Partner.id.in_(ids)).all()) == 2
    return made


def _partner(tools, office, name, category, evidence=""):
    with tools.begin() as uow:
        row = Partner(
            name=name,
            name_key=name.lower(),
            category=category,
            legal_status="public_body",
            office_id=office.id,
            created_at=uow.now,
        )
        uow.session.add(row)
        uow.session.flush()
        if evidence:
            uow.session.add(
                PartnerEvidence(
                    partner_id=row.id,
                    kind=evidence,
                    number="7/SK/2024",
                    issued_on=date(2024, 1, 2),
                    added_name="Staf",
                    added_at=uow.now,
                )
            )
        return row.id


def create(pages, world, **values):
    pages.sign_in(world.district.drafter)
    page = pages.see("/kerja-sama/baru")
    page = pages.submit(page, {"kind": "mou", "subject": "Pengawasan Partisipatif", **values})
    assert page.path.endswith("/perencanaan")
    return page.path


def plan(pages, world, partner=None):
    """A complete plan, made through the pages; returns its address."""
    here = create(pages, world)
    page = pages.see(f"{here}/mitra?cari=contoh")
    page = pages.submit(page, action=f"/mitra/{partner or world.university}")
    page = pages.submit(
        pages.see(f"{here}/rencana"), {"need": "Pemilih muda perlu diajak.", "scope": "Sosialisasi\nRelawan"}
    )
    for side in ("office", "partner"):
        page = pages.see(f"{here}/kontribusi")
        page = pages.submit(
            page, {"side": side, "kind": "people", "description": f"Tenaga {side}"}, action="/kontribusi"
        )
    page = pages.submit(pages.see(f"{here}/pemeriksaan"), {"lawful": "y", "independent": "y"})
    assert "belum diajukan" in page.main
    return here


def ask(pages, here):
    page = pages.see(f"{here}/konsultasi")
    return pages.submit(page, {"question": "Mohon pendapat tentang mitra ini."}, action="/konsultasi/ajukan")


def test_a_district_plans_and_its_province_answers_until_drafting_can_start(pages, world):
    here = plan(pages, world)
    page = ask(pages, here)
    assert "menunggu jawaban" in page.main
    assert "16 Maret 2026" in page.main
    assert "Menunggu jawaban konsultasi dari Bawaslu Provinsi Contoh" in page.main

    pages.sign_in(world.above.coordinator)
    page = pages.see("/konsultasi/")
    assert "Pengawasan Partisipatif" in page.main
    [address] = [link for link in page.links() if link.startswith("/konsultasi/") and len(link) > 20]
    page = pages.see(address)
    assert "Pemilih muda perlu diajak." in page.main
    assert "Tenaga partner" in page.main
    page = pages.submit(page, {"outcome": "supported", "text": "Silakan.", "conditions": "1. Sebut narahubung"})
    assert "Tidak ada konsultasi yang menunggu" in page.main

    pages.sign_in(world.district.drafter)
    page = pages.see(f"{here}/konsultasi")
    assert "Sebut narahubung" in page.main
    [condition] = [form.get("action") for form in page.find_all("form") if "/syarat/" in (form.get("action") or "")]
    page = pages.submit(page, {"note": "Dicantumkan dalam pasal 9."}, action=condition)
    assert "dipenuhi" in page.main
    page = pages.submit(pages.see(here), action="/langkah")
    assert "Perumusan" in page.main


def test_what_is_missing_stands_where_the_next_step_would_be_and_leads_there(pages, world):
    here = create(pages, world)
    page = pages.see(here)
    assert "Mitra belum dipilih." in page.main
    assert f"{here}/mitra" in page.links()
    assert f"{here}/konsultasi" in page.links()


def test_a_form_without_answers_says_what_is_missing_at_each_field(pages, world):
    pages.sign_in(world.district.drafter)
    page = pages.submit(pages.see("/kerja-sama/baru"), {"subject": ""}, status=422)
    assert "Periksa isian berikut" in page.main
    here = create(pages, world)
    for part, values in (
        ("rencana", {"need": ""}),
        ("kontribusi", {"description": ""}),
        ("kegiatan", {"title": "Kuliah umum", "month": "Mei", "owner": "Staf"}),
    ):
        page = pages.submit(pages.see(f"{here}/{part}"), values, status=422)
        assert "Periksa isian berikut" in page.main


def test_an_ngo_without_evidence_is_told_what_is_missing_and_why(pages, world):
    here = create(pages, world)
    page = pages.submit(pages.see(f"{here}/mitra?cari=warga"), action=f"/mitra/{world.ngo}")
    assert "Mitra ini belum dapat dipakai" in page.main
    assert "badan hukum" in page.main


def test_a_partner_that_is_not_known_can_be_added(pages, world):
    here = create(pages, world)
    page = pages.see(f"{here}/mitra?cari=takdikenal")
    assert "Tidak ada mitra yang cocok" in page.main
    assert any(link.startswith("/mitra/baru") for link in page.links())


def test_activities_are_planned_and_removed(pages, world):
    here = create(pages, world)
    page = pages.submit(
        pages.see(f"{here}/kegiatan"), {"title": "Kuliah umum", "month": "05-2026", "owner": "Kasubbag"}
    )
    assert "Mei 2026" in page.main
    [remove] = [form.get("action") for form in page.find_all("form") if "/hapus" in (form.get("action") or "")]
    page = pages.submit(page, action=remove)
    assert "Belum ada kegiatan" in page.main


def test_contributions_are_removed_and_personal_data_is_named(pages, world):
    here = create(pages, world)
    values = {"side": "partner", "kind": "data", "description": "Daftar mahasiswa", "personal_data": "y"}
    pages.submit(pages.see(f"{here}/kontribusi"), values)
    assert "lampiran pembagian data wajib" in pages.see(here).main
    page = pages.see(f"{here}/kontribusi")
    [remove] = [form.get("action") for form in page.find_all("form") if "/hapus" in (form.get("action") or "")]
    assert "Belum ada kontribusi" in pages.submit(page, action=remove).main


def test_a_stale_page_saves_nothing_and_says_so(pages, world):
    here = create(pages, world)
    old = pages.see(f"{here}/rencana")
    pages.submit(old, {"need": "Pertama", "scope": "Lingkup"})
    page = pages.submit(old, {"need": "Kedua", "scope": "Lingkup"}, status=409)
    assert "baru saja diubah oleh orang lain" in page.main
    assert "Kedua" in page.main  # what was typed is not lost
    assert "Pertama" in pages.see(here).main


def test_a_pks_made_from_its_mou_starts_with_its_partner(pages, world):
    here = plan(pages, world)
    with world.tools.reading() as session:
        mou = session.query(Agreement).one().id
    page = pages.see(f"/kerja-sama/baru?jenis=pks&induk={mou}")
    page = pages.submit(page, {"subject": "Pelatihan Pengawas"})
    assert UNIVERSITY in page.main
    assert "Pemilih muda perlu diajak." in page.main
    assert page.path != here


def test_nobody_else_sees_the_plan_and_the_province_only_once_it_was_asked(pages, world):
    here = plan(pages, world)
    pages.sign_in(world.sister)
    pages.see(here, 404)
    pages.sign_in(world.above.coordinator)
    pages.see(here, 404)
    pages.sign_in(world.district.drafter)
    ask(pages, here)
    pages.sign_in(world.above.coordinator)
    assert "Pemilih muda perlu diajak." in pages.see(here).main
    pages.see(f"{here}/konsultasi", 404)


def test_the_inbox_is_for_those_who_may_answer(pages, world):
    pages.sign_in(world.above.drafter)
    pages.see("/konsultasi/", 403)
    ask_here = plan(pages, world)
    ask(pages, ask_here)
    with world.tools.reading() as session:
        identity = session.query(Consultation).one().id
    pages.sign_in(world.district.chair)
    pages.see(f"/konsultasi/{identity}", 404)


def test_a_refusal_without_reason_is_sent_back(pages, world):
    ask(pages, plan(pages, world))
    with world.tools.reading() as session:
        identity = session.query(Consultation).one().id
    pages.sign_in(world.above.chair)
    page = pages.submit(pages.see(f"/konsultasi/{identity}"), {"outcome": "refused"}, status=422)
    assert "perlu alasan" in page.main


def test_an_answer_by_letter_is_recorded_by_one_and_checked_by_another(pages, world):
    here = plan(pages, world)
    ask(pages, here)
    page = pages.see(f"{here}/konsultasi/catat")
    values = {
        "done_by": "Ketua Bawaslu Provinsi",
        "done_on": "2026-03-02",
        "letter_number": "12/HK/2026",
        "outcome": "supported",
        "scan": (BytesIO(plain_pdf()), "surat.pdf"),
    }
    page = pages.submit(page, values)
    assert "menunggu pemeriksaan orang kedua" in page.main
    [record] = [link for link in page.links() if "/catatan-luar/" in link]
    pages.sign_in(world.second)
    page = pages.see(record)
    assert "Didukung" in page.main
    pages.submit(page, {"decision": _first_choice(page, "decision")})
    page = pages.see(f"{here}/konsultasi")
    assert "didukung" in page.main
    assert "dicatat dari luar sistem" in page.main


def _first_choice(page, name):
    return next(one.get("value") for one in page.find_all("input") if one.get("name") == name)


def test_a_scan_that_is_not_what_it_says_is_refused_at_its_field(pages, world):
    here = plan(pages, world)
    ask(pages, here)
    page = pages.see(f"{here}/konsultasi/catat")
    values = {
        "done_by": "Ketua",
        "done_on": "2026-03-02",
        "letter_number": "12",
        "outcome": "supported",
        "scan": (BytesIO(b"MZ\x90\x00 not a pdf at all"), "surat.pdf"),
    }
    page = pages.submit(page, values, status=422)
    assert "program komputer" in page.main
    with world.tools.reading() as session:
        assert queries.open_act(session, session.query(Consultation).one().id) is None


def test_after_silence_the_chair_goes_on_with_a_reason(pages, world, clock):
    here = plan(pages, world)
    ask(pages, here)
    clock.set(datetime(2026, 3, 17, 2, 0, tzinfo=UTC))
    pages.sign_in(world.district.drafter)
    assert "Ketua kantor Anda dapat memutuskan" in pages.see(f"{here}/konsultasi").main
    pages.sign_in(world.district.chair)
    page = pages.see(f"{here}/konsultasi")
    page = pages.submit(page, {"reason": ""}, action="/konsultasi/lanjut", status=422)
    page = pages.submit(page, {"reason": "Jadwal mendesak."}, action="/konsultasi/lanjut")
    assert "dilanjutkan dengan alasan" in page.main
