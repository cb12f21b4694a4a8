"""Discussion as staff, the level above and the partner see it."""

from io import BytesIO

import pytest
from pypdf import PdfWriter
from sqlalchemy import select

from service.agreements.guests import GuestLink, token_of
from service.agreements.lifecycle import Stage
from service.agreements.models import RecordedAct
from service.core.tools import Tools
from service.discussion import queries
from service.discussion.models import Minutes, Remark
from service.documents import versions
from service.documents.content import Content
from service.documents.shipped import shipped
from service.drafting import actions as drafting
from tests.support.people import make_office, make_person
from tests.support.rooms import make_agreement, sample_content


def a_scan():
    """A PDF of one empty page."""
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(made)
    return BytesIO(made.getvalue()), "surat.pdf"


@pytest.fixture
def tools(sqlite_tools: Tools) -> Tools:
    return sqlite_tools


@pytest.fixture
def agreement_id(pages, tools, staff):
    made = make_agreement(tools, staff, Stage.DISCUSSION, saved=True)
    pages.sign_in(staff.drafter)
    return made


def at(agreement_id, rest=""):
    return f"/kerja-sama/{agreement_id}/pembahasan{rest}"


def add(pages, agreement_id, text, **more):
    page = pages.see(at(agreement_id, "?bagian=pasal:ruang_lingkup"))
    return pages.submit(page, {"text": text, "place": "pasal:ruang_lingkup", **more}, action="/catatan")


def only(tools, model):
    with tools.reading() as session:
        return session.scalars(select(model)).one()


def guest(pages, tools, agreement_id, name="Dewi"):
    """Invite somebody and let him prove himself by the code of the mail."""
    page = pages.see(at(agreement_id, "/undang"))
    pages.submit(page, {"name": name, "email": "dewi@mitra.example"}, action="/undang")
    with tools.reading() as session:
        link = session.scalars(select(GuestLink).order_by(GuestLink.created_at.desc())).first()
    token = token_of(link, tools.settings.session())
    pages.sign_out()
    with pages.session_transaction(base_url=tools.settings.public_url) as kept:
        kept["mitra"] = {str(link.id): tools.clock.now().timestamp()}
    return token


def test_articles_stand_with_their_remarks_and_filters(pages, tools, agreement_id):
    page = add(pages, agreement_id, "Perlu diperinci.")
    assert "Catatan Anda sudah ditambahkan" in page.text
    add(pages, agreement_id, "Rahasia kita.", visibility="internal")
    page = pages.see(at(agreement_id))
    assert "2 terbuka" in page.text
    assert len(page.with_class("thread--internal")) == 1
    assert "Perlu diperinci." not in pages.see(at(agreement_id, "?saring=internal")).text
    assert "Perlu diperinci." in pages.see(at(agreement_id, "?saring=saya")).text


def test_a_remark_is_answered_settled_and_opened_again(pages, tools, agreement_id):
    page = add(pages, agreement_id, "Perlu diperinci.")
    remark_id = only(tools, Remark).id
    page = pages.submit(page, {"text": "Setuju."}, action=f"/{remark_id}/balas")
    page = pages.submit(page, {"how": ""}, action=f"/{remark_id}/selesai", status=422)
    assert "wajib diisi" in page.text
    page = pages.submit(page, {"how": "Ayat (1) diubah."}, action=f"/{remark_id}/selesai")
    assert "Ayat (1) diubah." in page.text
    assert "Setuju." not in pages.see(at(agreement_id, "?saring=terbuka")).text
    pages.submit(page, action=f"/{remark_id}/buka")
    assert only(tools, Remark).state == "open"


def test_an_empty_remark_is_refused_at_its_field(pages, agreement_id):
    page = pages.see(at(agreement_id))
    page = pages.submit(page, {"text": "  "}, action="/catatan", status=422)
    assert "wajib diisi" in page.text


def test_the_partner_reads_shared_remarks_and_adds_his_own_without_an_account(pages, tools, staff, agreement_id):
    add(pages, agreement_id, "Perlu diperinci.")
    add(pages, agreement_id, "Rahasia kita.", visibility="internal")
    token = guest(pages, tools, agreement_id)
    page = pages.see(f"/mitra/{token}/pembahasan")
    assert "Perlu diperinci." in page.text
    assert "Rahasia kita." not in page.text
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    page = pages.submit(page, {"place": "pasal:ruang_lingkup", "text": "Usul kami."}, action="/catatan")
    assert "sudah disampaikan" in page.text
    with tools.reading() as session:
        mine = session.scalars(select(Remark).where(Remark.side == "partner")).one()
    page = pages.submit(page, {"text": "Tambahan."}, action=f"/{mine.id}/balas")
    assert "Tambahan." in page.text
    pages.sign_in(staff.drafter)
    assert "Usul kami." in pages.see(at(agreement_id)).text


def test_a_guest_who_did_not_prove_himself_is_led_to_the_code(pages, tools, agreement_id):
    token = guest(pages, tools, agreement_id)
    with pages.session_transaction(base_url=tools.settings.public_url) as kept:
        kept.pop("mitra")
    answer = pages.get(f"/mitra/{token}/pembahasan")
    assert (answer.status_code, answer.location) == (302, f"/mitra/{token}")
    assert pages.get("/mitra/" + "x" * 32 + "/pembahasan").status_code == 404


def test_an_invitation_shows_a_link_to_copy_and_can_be_withdrawn(pages, tools, agreement_id):
    page = pages.see(at(agreement_id, "/undang"))
    assert page.form().values["email"] == "sri@mitra.example"
    page = pages.submit(page, action="/undang")
    link = only(tools, GuestLink)
    assert token_of(link, tools.settings.session()) in page.response.text
    page = pages.submit(page, action=f"/{link.id}/cabut")
    assert "Belum ada yang diundang" in page.text


def test_two_versions_are_compared_in_words_with_labels(pages, tools, staff, agreement_id):
    whole = sample_content()
    changed = Content({**whole.values, "judul": "Judul Lain"}, whole.articles[:-1])
    with tools.begin(staff.actor("drafter")) as uow:
        drafting.change_text(uow, agreement_id, lambda *_: changed, seen_copy=None)
        drafting.save_version(uow, agreement_id, note="dipendekkan", seen_copy=None)
    page = pages.see(at(agreement_id, "/versi"))
    assert "dipendekkan" in page.text
    page = pages.submit(page, {"dari": "1", "ke": "2"})
    assert [one for one in page.find_all("ins") if "Judul Lain" in "".join(one.itertext())] or page.find_all("ins")
    assert page.find_all("del")
    assert "[ditambah:]" in page.text
    assert "Pilih dua versi yang berbeda" in pages.see(at(agreement_id, "/versi?dari=2&ke=2")).text
    pages.see(at(agreement_id, "/versi?dari=x&ke=9"))


def test_minutes_are_written_filed_listed_and_downloaded(pages, tools, staff, agreement_id):
    page = pages.see(at(agreement_id, "/berita-acara"))
    page = pages.submit(page, action="/berita-acara")
    row = only(tools, Minutes)
    here = f"/berita-acara/{row.id}"
    page = pages.submit(page, {"tempat_rapat": "Kantor", "do": "save"}, action=here)
    assert "Konsep berita acara disimpan" in page.text
    page = pages.submit(page, {"do": "file"}, action=here, status=422)
    assert "perlu diperbaiki" in page.text
    sample = shipped().latest("berita_acara_pembahasan").sample["values"]
    sent = {f"{key}.0": sample[key][0] for key in ("pokok_bahasan", "kesepakatan")}
    page = pages.submit(page, {**sent, "do": "file"}, action=here)
    assert "difinalkan" in page.text
    with tools.begin() as uow:
        stored = tools.storage.put(b"%PDF-1.7 berita acara")
        files = versions.PaperFiles(stored, stored, 1, "libreoffice")
        versions.record_paper(uow, versions.latest(uow.session, row.id).id, files)
    assert "final, disepakati" in pages.see(at(agreement_id, "/berita-acara")).text
    answer = pages.get(at(agreement_id, f"{here}.pdf"))
    assert answer.headers["Content-Disposition"].startswith("inline; filename=berita-acara-1-Pengawasan-Partisipatif-")
    pages.sign_in(make_person(tools, make_office(tools, "34.04", name="Bawaslu Lain"), "drafter"))
    assert pages.get(at(agreement_id, f"{here}.pdf")).status_code == 404


@pytest.mark.parametrize("kind", ["remark", "minutes"])
def test_what_happened_outside_is_recorded_with_its_scan(pages, tools, agreement_id, kind):
    path = at(agreement_id, "/catat" if kind == "remark" else "/berita-acara/catat")
    page = pages.see(path)
    values = {"done_by": "Rektor", "done_on": "2026-03-01", "letter_number": "1/X", "scan": a_scan()}
    values |= {"text": "Usul."} if kind == "remark" else {"outcome": "agreed"}
    page = pages.submit(page, values)
    assert "diperiksa orang kedua" in page.text
    assert only(tools, RecordedAct).kind == kind
    page = pages.see(path)
    values["scan"] = (BytesIO(b"bukan pdf"), "surat.pdf")
    assert pages.submit(page, values, status=422).with_class("field--wrong")


def test_the_level_above_reads_no_internal_remark_once_it_may_read_the_text(pages, tools, staff, agreement_id):
    add(pages, agreement_id, "Perlu diperinci.")
    add(pages, agreement_id, "Rahasia kita.", visibility="internal")
    above = make_office(tools, "33", name="Bawaslu Provinsi Contoh")
    with tools.begin() as uow:
        from service.agreements.models import Agreement
        from service.offices.models import Office

        uow.session.get_one(Office, staff.office_id).parent_id = above.id
        uow.session.get_one(Agreement, agreement_id).stage = Stage.FOLLOW_UP.value
    pages.sign_in(make_person(tools, above, "coordinator"))
    page = pages.see(at(agreement_id))
    assert "Perlu diperinci." in page.text
    assert "Rahasia kita." not in page.text
    assert "Rahasia kita." not in pages.see(at(agreement_id, "?saring=internal")).text
    assert pages.get(at(agreement_id, "/berita-acara")).status_code == 404


def test_the_home_page_counts_agreements_with_remarks_that_wait(pages, tools, staff, agreement_id):
    with tools.reading() as session:
        assert queries.count_with_open_remarks(session, staff.actor("drafter")) == 0
    add(pages, agreement_id, "Perlu diperinci.")
    with tools.reading() as session:
        assert queries.count_with_open_remarks(session, staff.actor("drafter")) == 1
