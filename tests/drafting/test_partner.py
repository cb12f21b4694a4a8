"""A partner's file becomes the text and back, without JavaScript; its words are never changed here."""

import io

import pytest
from sqlalchemy import select

from service.agreements.models import Agreement, Nature
from service.core.audit import AuditEvent
from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents import versions
from service.documents.content import ArticleText, Content
from service.documents.parts import make_renderer
from service.documents.ports import Renderer
from service.drafting import actions, queries
from service.drafting.queries import desk
from tests.support.partner import partner_docx
from tests.support.programs import needs
from tests.support.rooms import make_agreement
from workers.runtime import drain


@pytest.fixture
def tools(sqlite_tools: Tools) -> Tools:
    return sqlite_tools


class Partner:
    """A drafter with a text of our own, at the page of a partner's file."""

    def __init__(self, pages, tools, staff, *, saved=True):
        self.pages, self.tools, self.staff = pages, tools, staff
        self.id = make_agreement(tools, staff, saved=saved)
        pages.sign_in(staff.drafter)

    def address(self, rest: str = "") -> str:
        return f"/kerja-sama/{self.id}/perumusan{rest}"

    def upload(self, data: bytes, name: str = "kesepakatan.docx", status: int = 200):
        page = self.pages.see(self.address("/naskah-mitra"))
        return self.pages.submit(page, {"file": (io.BytesIO(data), name)}, action="/naskah-mitra", status=status)

    def desk(self):
        with self.tools.reading() as session:
            return desk(session, session.get_one(Agreement, self.id))

    def versions(self):
        with self.tools.reading() as session:
            return versions.versions_of(session, self.id)


@pytest.fixture
def partner(pages, tools, staff) -> Partner:
    return Partner(pages, tools, staff)


def test_the_desk_leads_to_the_page_and_the_page_names_every_marker(partner, pages):
    assert partner.address("/naskah-mitra") in pages.see(partner.address()).links()
    page = pages.see(partner.address("/naskah-mitra"))
    for typed in ("[[NOMOR KESATU]]", "[[NOMOR KEDUA]]", "[[TANGGAL]]", "[[TTD KESATU]]", "[[TTD KEDUA]]", "[[QR]]"):
        assert typed in page.text


def test_an_uploaded_file_becomes_the_text_and_what_was_written_stays(partner, pages, tools):
    before = partner.desk()
    data = partner_docx()
    page = partner.upload(data)
    assert "Berkas mitra menjadi naskah" in page.text
    now = partner.desk()
    assert now.template.name == "naskah_mitra"
    assert now.content.values["judul"] == before.content.values["judul"]
    assert now.content.values["pihak_kedua"] == before.content.values["pihak_kedua"]
    assert [one.title for one in now.content.articles][1] == "Pasal 1 Maksud dan Tujuan"
    assert tools.storage.get(now.content.values["berkas_mitra"]) == data
    assert [row.template_name for row in partner.versions()] == ["nota_kesepahaman"]
    assert pages.get(partner.address("/naskah-mitra/asli.docx")).data == data
    with tools.reading() as session:
        assert "text:partner_file" in set(session.scalars(select(AuditEvent.code)))


def test_unsaved_work_is_saved_as_a_version_before_the_file_takes_its_place(partner, tools, staff):
    with tools.begin(staff.actor("drafter")) as uow:
        actions.rewrite_article(uow, partner.id, "penutup", "Penutup", "Bunyi yang belum disimpan.", seen_copy=None)
    partner.upload(partner_docx())
    newest = versions.content_of(partner.versions()[0])
    assert next(one.body for one in newest.articles if one.key == "penutup") == "Bunyi yang belum disimpan."


def test_what_is_missing_in_the_file_blocks_and_the_appended_page_answers_for_it(partner, pages):
    page = partner.upload(partner_docx(marked=False))
    assert "Berkas belum memuat [[TTD KESATU]]" in page.text
    assert any(one.code == "partner_mark_missing" and one.blocking for one in partner.desk().findings)
    form = pages.see(partner.address("?bagian=tata_letak"))
    pages.submit(form, {"lembar_ttd": "ya", "do": "save"}, action="/bagian/tata_letak")
    assert not [one for one in partner.desk().findings if one.code.startswith("partner_mark")]
    assert pages.see(partner.address("?periksa=1")).text.count("partner_") == 0


def test_the_articles_are_read_only(partner, pages, tools, staff):
    partner.upload(partner_docx())
    page = pages.see(partner.address("?bagian=pasal"))
    assert "Pasal 1 Maksud dan Tujuan" in page.text
    assert "Tambah pasal sendiri" not in page.text
    assert "Pasal 2. Pasal 1" not in page.text

    def other(content, _template):
        return Content(content.values, (*content.articles[:-1], ArticleText("mitra_penutup", "Penutup", "Lain.")))

    with pytest.raises(Refused) as caught, tools.begin(staff.actor("drafter")) as uow:
        actions.change_text(uow, partner.id, other, seen_copy=None)
    assert caught.value.code == "partner_text_fixed"


def test_nobody_reaches_another_file_by_typing_its_hash(partner, pages, tools, staff):
    partner.upload(partner_docx())
    with pytest.raises(Refused) as caught, tools.begin(staff.actor("drafter")) as uow:
        actions.write_section(uow, partner.id, "berkas", {"berkas_mitra": "f" * 64}, seen_copy=None)
    assert caught.value.code == "section_unknown"
    answer = pages.post(
        partner.address("/pratinjau?bagian=berkas"), data={"csrf_token": pages.csrf(), "berkas_mitra": "f" * 64}
    )
    assert answer.status_code in (404, 422)


def test_back_to_our_own_template_with_the_text_it_had(partner, pages):
    before = partner.desk().content
    page = partner.upload(partner_docx())
    pages.submit(page, {}, action="/naskah-mitra/templat-sendiri")
    now = partner.desk()
    assert now.template.name == "nota_kesepahaman"
    assert now.content.articles == before.articles
    assert "berkas_mitra" not in now.content.values
    assert [row.template_name for row in partner.versions()] == ["naskah_mitra", "nota_kesepahaman"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%%EOF", "Word (DOCX)"),
        (b"PK\x03\x04 rusak", "tidak dapat dibuka"),
        (b"", "kosong"),
    ],
    ids=["pdf", "broken", "empty"],
)
def test_a_file_that_is_no_word_file_is_refused_at_its_field(partner, data, said):
    page = partner.upload(data, status=422)
    assert said in page.text
    assert partner.desk().template.name == "nota_kesepahaman"


def test_a_partners_paper_is_for_new_agreements_only(partner, tools):
    with tools.begin() as uow:
        uow.session.get_one(Agreement, partner.id).nature = Nature.ADDENDUM.value
    assert "hanya untuk kerja sama baru" in partner.upload(partner_docx(), status=409).text


def test_a_partners_text_can_be_compared_and_lends_nothing_to_other_texts(partner, pages, tools, staff):
    partner.upload(partner_docx())
    with tools.begin(staff.actor("drafter")) as uow:
        actions.save_version(uow, partner.id, seen_copy=None)
    with tools.reading() as session:
        assert queries.facts(session, session.get_one(Agreement, partner.id))["has_version"]
    other = make_agreement(tools, staff)
    with pytest.raises(Refused) as caught, tools.begin(staff.actor("drafter")) as uow:
        actions.start_from(uow, other, partner.id, seen_copy=None)
    assert caught.value.code == "partner_not_to_start_from"


@needs("soffice")
@pytest.mark.slow
def test_a_saved_version_is_rendered_from_the_partners_file(partner, pages, tools):
    renderer = make_renderer(tools)
    tools.use(Renderer, renderer)
    partner.upload(partner_docx())
    page = pages.see(partner.address())
    pages.submit(page, {"note": "Dari mitra"}, action="/versi")
    drain(tools)
    renderer.converter.close()
    row = partner.versions()[0]
    assert (row.template_name, row.engine, row.pages) == ("naskah_mitra", "libreoffice", 2)
    assert tools.storage.get(row.pdf_sha256).startswith(b"%PDF")
