"""The drafter's desk without JavaScript: every section, the articles, versions, papers and refusals."""

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.tools import Tools
from service.documents import versions
from service.documents.ports import Glyphs
from service.documents.shipped import shipped
from service.drafting.queries import desk
from tests.support.rooms import make_agreement, sample_content

MANIFEST = shipped().latest("nota_kesepahaman").manifest


class AllGlyphs:
    glyphs = frozenset(range(0x2500))


@pytest.fixture
def tools(sqlite_tools: Tools) -> Tools:
    sqlite_tools.use(Glyphs, AllGlyphs())
    return sqlite_tools


def values_of(tools, agreement_id):
    with tools.reading() as session:
        return desk(session, session.get_one(Agreement, agreement_id)).content.values


def address(agreement_id, rest=""):
    return f"/kerja-sama/{agreement_id}/perumusan{rest}"


def paper(tools, agreement_id):
    with tools.begin() as uow:
        row = versions.latest(uow.session, agreement_id)
        pdf, docx = tools.storage.put(b"%PDF-1.7 naskah"), tools.storage.put(b"PK naskah")
        versions.record_paper(uow, row.id, versions.PaperFiles(docx, pdf, 4, "libreoffice"))
        return row.id


@pytest.mark.parametrize("section", [*(one.key for one in MANIFEST.sections), "pasal", "tidak-ada"])
def test_every_section_is_a_sound_page(pages, tools, staff, section):
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    assert pages.see(address(agreement_id, f"?bagian={section}&periksa=1")).h1.startswith("Pengawasan Partisipatif")


def test_a_section_is_saved_by_an_ordinary_form(pages, tools, staff):
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    page = pages.see(address(agreement_id, "?bagian=umum"))
    page = pages.submit(page, {"judul": "Pendidikan  Pemilih"}, action="/bagian/umum")
    assert "disimpan pada konsep" in page.text
    assert values_of(tools, agreement_id)["judul"] == "Pendidikan Pemilih"


def test_lists_parties_and_periods_are_read_back_as_they_were_typed(pages, tools, staff):
    agreement_id = make_agreement(tools, staff, saved=True)
    before = dict(values_of(tools, agreement_id))
    pages.sign_in(staff.drafter)
    for section in MANIFEST.sections:
        page = pages.see(address(agreement_id, f"?bagian={section.key}"))
        pages.submit(page, action=f"/bagian/{section.key}")
    assert values_of(tools, agreement_id) == before


def test_a_stale_page_keeps_what_was_typed_and_says_so(pages, tools, staff):
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    old = pages.see(address(agreement_id, "?bagian=umum"))
    pages.submit(old, {"judul": "Satu"}, action="/bagian/umum")
    page = pages.submit(old, {"judul": "Dua"}, action="/bagian/umum", status=409)
    assert "baru saja diubah oleh orang lain" in page.text
    assert page.form("/bagian/umum").values["judul"] == "Dua"
    assert values_of(tools, agreement_id)["judul"] == "Satu"


def test_a_script_keeps_the_draft_and_is_told_the_next_state(pages, tools, staff):
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    form = pages.see(address(agreement_id, "?bagian=umum")).form("/bagian/umum")
    path = address(agreement_id, "/bagian/umum/otomatis")
    json = {"Accept": "application/json"}
    sent = {**form.values, "judul": "Otomatis"}
    answer = pages.post(path, data=sent, headers=json)
    assert answer.status_code == 200
    assert answer.json["copy_version"] > int(form.values["copy_version"])
    assert values_of(tools, agreement_id)["judul"] == "Otomatis"
    stale = pages.post(path, data={**sent, "judul": "Lain"}, headers=json)
    assert (stale.status_code, stale.json["error"]) == (409, "stale_page")
    assert "diubah oleh orang lain" in stale.json["message"]


def test_what_is_missing_is_listed_and_leads_to_its_field(pages, tools, staff):
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    page = pages.see(address(agreement_id, "?bagian=umum&periksa=1"))
    assert "Ruang lingkup: Wajib diisi." in page.text
    assert any("bagian=isi" in link and link.endswith("#isi-ruang_lingkup") for link in page.links())


def test_saving_a_version_says_so_and_saving_again_makes_none(pages, tools, staff):
    agreement_id = make_agreement(tools, staff, saved=True)
    pages.sign_in(staff.drafter)
    page = pages.see(address(agreement_id, "?bagian=umum"))
    page = pages.submit(page, action="/versi")
    assert "jadi tidak dibuat versi baru" in page.text
    page = pages.submit(page, {"judul": "Lain"}, action="/bagian/umum")
    page = pages.submit(page, {"note": "judul baru"}, action="/versi")
    assert "Versi 2 disimpan" in page.text


def test_articles_are_arranged_written_and_added(pages, tools, staff):
    agreement_id = make_agreement(tools, staff)
    first, second = sample_content().articles[:2]
    pages.sign_in(staff.drafter)

    def do(order):
        page = pages.see(address(agreement_id, "?bagian=pasal"))
        copy = page.form("/pasal").values["copy_version"]
        return pages.post_to(address(agreement_id, "/pasal"), {"copy_version": copy, "do": order})

    do(f"down:{first.key}")
    page = pages.see(address(agreement_id, f"?bagian=pasal&pasal={first.key}"))
    assert f"Pasal 1. {second.title}" in page.text
    page = pages.submit(page, {"body": "(1) Baru.\n(2) Lagi."}, action=f"/pasal/{first.key}")
    assert "diubah dari templat" in page.text
    do(f"restore:{first.key}")
    page = pages.see(address(agreement_id, "?bagian=pasal&pasal=baru"))
    page = pages.submit(page, {"title": "Publikasi", "body": "PARA PIHAK mengumumkan."}, action="/pasal/baru")
    assert "Publikasi" in page.text
    page = pages.see(address(agreement_id, "?bagian=pasal&pasal=baru"))
    page = pages.submit(page, {"title": "", "body": ""}, action="/pasal/baru", status=422)
    assert "wajib diisi" in page.text
    copy = pages.see(address(agreement_id, "?bagian=pasal")).form("/pasal").values["copy_version"]
    sent = {"copy_version": copy, "do": f"remove:{first.key}"}
    assert "wajib ada" in pages.post_to(address(agreement_id, "/pasal"), sent, status=409).text


def test_a_regulation_of_the_list_is_cited_and_an_outdated_citation_flagged(pages, tools, staff):
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    page = pages.see(address(agreement_id, "?bagian=latar"))
    page = pages.submit(
        page, {"dasar_hukum.0": "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum"}, action="/bagian/latar"
    )
    assert "kutipannya belum menyebutkannya" in page.text
    copy = page.form("/dasar-hukum").values["copy_version"]
    sent = {"copy_version": copy, "citation": "Undang-Undang karangan"}
    assert "Pilih dahulu" in pages.post_to(address(agreement_id, "/dasar-hukum"), sent, status=422).text


def test_papers_are_for_those_who_may_read_the_text(pages, tools, staff):
    agreement_id = make_agreement(tools, staff, saved=True)
    with tools.reading() as session:
        version_id = versions.latest(session, agreement_id).id
    pages.sign_in(staff.drafter)
    assert pages.get(f"/naskah/{version_id}.pdf").status_code == 409
    paper(tools, agreement_id)
    answer = pages.get(f"/naskah/{version_id}.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("inline; filename=nota-kesepahaman-")
    answer = pages.get(f"/naskah/{version_id}.docx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Naskah versi 1" in pages.see(address(agreement_id)).text
    from tests.support.people import make_office, make_person

    other = make_office(tools, "34.04", name="Bawaslu Lain")
    pages.sign_in(make_person(tools, other, "drafter"))
    assert pages.get(f"/naskah/{version_id}.pdf").status_code == 404
    assert pages.get(address(agreement_id)).status_code == 404


@pytest.mark.parametrize("stage", [Stage.APPROVAL, Stage.SIGNING, Stage.FOLLOW_UP])
def test_after_discussion_the_text_is_only_read(pages, tools, staff, stage):
    agreement_id = make_agreement(tools, staff, stage, saved=True)
    pages.sign_in(staff.drafter)
    page = pages.see(address(agreement_id))
    assert not [one for one in page.find_all("form") if (one.get("action") or "").endswith("/versi")]
    refused = pages.post_to(address(agreement_id, "/versi"), {"copy_version": "1"}, status=409)
    assert "Naskah tidak dapat diubah pada tahap ini" in refused.text
    with tools.reading() as session:
        assert len(versions.versions_of(session, agreement_id)) == 1


def test_an_auditor_reads_and_does_not_write(pages, tools, staff):
    agreement_id = make_agreement(tools, staff, saved=True)
    pages.sign_in(staff.auditor)
    assert not pages.see(address(agreement_id)).with_class("desk")
    assert pages.post_to(address(agreement_id, "/versi"), {"copy_version": "1"}, status=403)


def test_an_earlier_text_is_offered_and_taken_over(pages, tools, staff):
    earlier = make_agreement(tools, staff, saved=True)
    agreement_id = make_agreement(tools, staff)
    pages.sign_in(staff.drafter)
    page = pages.see(address(agreement_id))
    page = pages.submit(page, {"earlier": str(earlier)}, action="/salin")
    assert "disalin" in page.text
    assert values_of(tools, agreement_id)["ruang_lingkup"] == sample_content().values["ruang_lingkup"]
