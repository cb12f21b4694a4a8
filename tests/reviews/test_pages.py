"""The pages of reviews and renewal decisions, walked as people walk them."""

from datetime import UTC, date, datetime
from io import BytesIO
from types import SimpleNamespace

import pytest

from service.agreements.actions import new_public_code
from service.agreements.models import Agreement
from service.core.database import new_id
from service.offices.models import Partner
from service.offices.rules import Level
from tests.support.papers import plain_pdf
from tests.support.people import make_office, make_person, make_staff


@pytest.fixture
def world(sqlite_tools):
    """A province and its district with people in each role, and three signed agreements of the district."""
    tools = sqlite_tools
    province = make_office(tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    district = make_office(tools, "33.20", parent_id=province.id)
    sister = make_office(tools, "33.21", name="Bawaslu Kabupaten Sebelah", parent_id=province.id)
    made = SimpleNamespace(
        tools=tools,
        district=make_staff(tools, district),
        above=make_person(tools, province, "coordinator"),
        sister=make_person(tools, sister, "coordinator"),
        ids={},
    )
    with tools.begin() as uow:
        partner = Partner(
            id=new_id(),
            name="Universitas Contoh",
            name_key="universitas contoh",
            category="public_university",
            legal_status="public_body",
            office_id=district.id,
            created_at=uow.now,
        )
        uow.session.add(partner)
        uow.session.flush()
        for name, end, number in (
            ("segera", date(2026, 4, 1), ""),
            ("lama", date(2029, 1, 15), "7/UN/2026"),
            ("lewat", date(2026, 2, 1), "8/UN/2026"),
        ):
            row = Agreement(
                id=new_id(),
                kind="mou",
                subject=f"Naskah {name}",
                stage="follow_up",
                origin="legacy",
                public_code=new_public_code(),
                lead_office_id=district.id,
                partner_id=partner.id,
                office_number=f"{name}/HK",
                partner_number=number,
                signed_on=date(2026, 1, 15),
                end_on=end,
                created_at=uow.now,
                stage_since=uow.now,
            )
            uow.session.add(row)
            made.ids[name] = row.id
    return made


def at(world, name, tail=""):
    return f"/kerja-sama/{world.ids[name]}/reviu{tail}"


def fill(pages, world, name, **values):
    pages.sign_in(world.district.drafter)
    page = pages.see(at(world, name, "/isi"))
    form = page.form()
    said = {key: "met" for key in form.values if key.startswith("item_")}
    said |= {"do": "stay", "outcome": "fits", "item_activity": "unmet", "note_activity": "Belum ada."}
    return pages.post_to(at(world, name, "/isi"), {**form.values, **said, **values})


def test_the_form_begins_with_what_the_system_knows(pages, world):
    pages.sign_in(world.district.drafter)
    page = pages.see(at(world, "segera", "/isi"))
    assert "Nomor mitra kosong." in page.main
    assert "Berlaku sampai dengan 1 April 2026, 30 hari lagi." in page.main
    values = page.form().values
    assert (values["item_numbers"], values["note_numbers"], values["outcome"]) == (
        "unmet",
        "Nomor mitra kosong.",
        "addendum",
    )


def test_a_review_is_made_confirmed_by_another_and_printed(pages, world):
    page = fill(pages, world, "lama")
    assert "menunggu konfirmasi" in page.main
    sheet = next(
        link for link in page.links() if link.startswith(at(world, "lama") + "/") and not link.endswith("/isi")
    )
    assert "orang lain yang berwenang" in pages.see(sheet).main
    pages.sign_in(world.district.coordinator)
    page = pages.submit(pages.see(sheet), {"decision": "no"}, action="/konfirmasi", status=422)
    page = pages.submit(page, {"decision": "yes"}, action="/konfirmasi")
    assert "sudah direviu" in page.main
    assert "2 Maret 2027" in page.main
    page = pages.see(sheet)
    assert "Lembar reviu ke-1" in page.main
    assert "Belum ada." in page.main


def test_a_mistake_is_said_at_its_item_and_what_was_typed_stays(pages, world):
    pages.sign_in(world.district.drafter)
    form = pages.see(at(world, "lama", "/isi")).form()
    said = {key: "met" for key in form.values if key.startswith("item_")}
    values = {**form.values, **said, "item_scope": "unmet", "note_scope": "", "note": "Ketikan saya", "outcome": "fits"}
    page = pages.post_to(at(world, "lama", "/isi"), values, status=422)
    assert "Tuliskan apa yang tidak terpenuhi pada butir “Ruang lingkup”." in page.main
    assert "Ketikan saya" in page.main


def test_the_queue_leads_from_one_to_the_next_and_is_confirmed_in_bulk(pages, world):
    pages.sign_in(world.district.drafter)
    page = pages.see("/reviu/")
    assert "0 dari 3" in page.main
    page = pages.see("/reviu/berikutnya")
    assert page.h1.startswith("Naskah lewat")  # what ends first comes first
    page = fill(pages, world, "lewat", outcome="new", do="next")
    assert page.h1.startswith("Naskah segera")
    page = pages.see(f"{at(world, 'segera', '/isi')}?isi=terakhir")
    assert page.form().values["item_closing"] == "met"  # said a moment ago of the other paper
    assert page.form().values["item_numbers"] == "unmet"  # known by the system, not copied
    fill(pages, world, "segera", outcome="addendum", item_numbers="unmet", note_numbers="Nomor mitra kosong.")
    page = pages.see("/reviu/")  # who made them sees them wait, and cannot confirm them
    assert "bukan oleh penyusunnya sendiri" in page.main
    assert page.main.count("Contoh Drafter") == 2
    assert not [one for one in page.find_all("input") if one.get("name") == "reviews"]
    pages.sign_in(world.district.coordinator)
    page = pages.see("/reviu/")
    chosen = [one.get("value") for one in page.find_all("input") if one.get("name") == "reviews"]
    assert len(chosen) == 2
    page = pages.post_to("/reviu/konfirmasi", {"reviews": chosen})
    assert "2 reviu dikonfirmasi" in page.text
    assert "2 dari 3" in page.main
    assert "Pilih paling sedikit satu" in pages.post_to("/reviu/konfirmasi", {}, status=422).main


def test_what_ends_today_says_so_and_an_agreement_to_be_ended_is_not_called_ended(pages, world, clock):
    clock.set(datetime(2026, 4, 1, 2, tzinfo=UTC))
    pages.sign_in(world.district.coordinator)
    page = pages.see("/reviu/")
    assert "hari ini" in page.main
    assert "0 hari lagi" not in page.main
    assert "berakhir hari ini, 1 April 2026" in pages.see(at(world, "segera").replace("/reviu", "/kelanjutan")).main
    pages.sign_in(world.district.drafter)
    fill(pages, world, "lama", outcome="end")
    assert "perlu diakhiri" in pages.see("/reviu/").main


def test_the_renewal_is_decided_with_typed_minutes(pages, world):
    pages.sign_in(world.district.chair)
    here = f"/kerja-sama/{world.ids['segera']}/kelanjutan"
    page = pages.see(here)
    assert "belum direviu" in page.main
    page = pages.submit(page, {"decision": "renewed", "reason": "Bermanfaat"}, status=422)
    assert "Tuliskan isi berita acara" in page.main
    page = pages.submit(page, {"minutes": "Rapat menyepakati.", "attendants": "Ketua", "met_at": "Ruang rapat"})
    assert "diperpanjang" in page.main
    page = pages.see(next(link for link in page.links() if link.startswith(here + "/")))
    assert "Rapat menyepakati." in page.main


def test_an_expired_agreement_offers_no_renewal_and_refuses_one_that_is_sent(pages, world):
    pages.sign_in(world.district.chair)
    here = f"/kerja-sama/{world.ids['lewat']}/kelanjutan"
    page = pages.see(here)
    offered = [one.get("value") for one in page.find_all("input") if one.get("name") == "decision"]
    assert offered == ["replaced", "not_continued"]
    sent = {**page.form().values, "decision": "renewed", "reason": "x", "minutes": "y", "attendants": "z"}
    assert "tidak dapat diperpanjang" in pages.post_to(here, sent, status=422).main


def test_minutes_are_uploaded_and_opened_by_the_own_office_only(pages, world):
    pages.sign_in(world.district.chair)
    here = f"/kerja-sama/{world.ids['lewat']}/kelanjutan"
    values = {"decision": "not_continued", "reason": "Tidak ada kegiatan."}
    page = pages.submit(pages.see(here), values | {"file": (BytesIO(plain_pdf(text="Rapat")), "ba.pdf")})
    assert "tidak dilanjutkan" in page.main
    decision = next(link for link in page.links() if link.startswith(here + "/"))
    scan = f"{decision}/berita-acara"
    assert pages.get(scan).data[:4] == b"%PDF"
    for other in (world.above, world.sister):
        pages.sign_in(other)
        pages.see(scan, 404)


def test_the_level_above_sees_outcome_and_dates_and_no_internal_note(pages, world):
    fill(pages, world, "lama", note="Catatan internal kami")
    pages.sign_in(world.above)
    page = pages.see(at(world, "lama"))
    assert "menunggu konfirmasi" in page.main
    assert "internal" not in page.main
    assert [link for link in page.links() if link.startswith(at(world, "lama") + "/")] == []
    pages.sign_in(world.sister)
    pages.see(at(world, "lama"), 404)


def test_the_counters_open_exactly_their_lists(pages, world):
    pages.sign_in(world.district.coordinator)
    page = pages.see("/kerja-sama/?saring=perlu-keputusan-perpanjangan")
    assert "Naskah segera" in page.main
    assert "Naskah lewat" in page.main
    assert "Naskah lama" not in page.main
    assert "Kerja sama belum direviu" in pages.see("/").main


def test_the_timeline_and_the_summary_show_the_review(pages, world):
    fill(pages, world, "lama")
    assert "menunggu konfirmasi" in pages.see(f"/kerja-sama/{world.ids['lama']}").main


def test_an_auditor_reads_and_changes_nothing(pages, world):
    pages.sign_in(world.district.auditor)
    page = pages.see(at(world, "lama"))
    assert not [link for link in page.links() if link.endswith(("/isi", "/kelanjutan"))]
    pages.see(at(world, "lama", "/isi"), 403)
    pages.see("/reviu/berikutnya", 403)
