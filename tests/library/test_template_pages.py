"""Templates in the pages: downloaded, edited, brought back, judged, tried, published, withdrawn, confirmed."""

import io
import zipfile

import pytest
from sqlalchemy import select

from service.core.tools import Tools
from service.documents import library
from service.documents.models import EditionState, TemplateEdition
from service.documents.ports import Renderer
from service.documents.shipped import shipped
from tests.support.rooms import make_agreement

NAME = "nota_kesepahaman"
MOU = shipped().latest(NAME)
AT = "/pengelola/templat/"


class Maker:
    """Stands for the maker of papers."""

    def render(self, template, content, engrossment=None, *, logos=None, **_more):
        assert content.values["judul"]
        return type("Paper", (), {"pdf": b"%PDF-1.7 contoh", "pages": 3})()


def edited(said: str) -> bytes:
    """The MoU's document with a paragraph put in front, as Word would save it."""
    with zipfile.ZipFile(io.BytesIO(MOU.docx)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    paragraph = f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p>".encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + paragraph, 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def bring(pages, said: str = "Kop kantor", **more):
    page = pages.see(f"{AT}baru?dari={MOU.sha256}")
    sent = {"document": (io.BytesIO(edited(said)), "mou.docx"), "note": "Kop kantor", **more}
    return pages.submit(page, sent, action=f"{AT}baru")


def only(tools: Tools) -> TemplateEdition:
    with tools.reading() as session:
        return session.scalars(select(TemplateEdition)).one()


def try_it(tools: Tools) -> None:
    from workers.runtime import drain

    tools.use(Renderer, Maker())
    drain(tools)


def test_the_list_names_every_kind_of_paper_and_that_it_was_not_compared_yet(pages, staff):
    pages.sign_in(staff.admin)
    page = pages.see(AT)
    assert "Nota Kesepahaman" in page.text
    assert "belum dicocokkan" in page.text
    got = pages.get(f"{AT}{MOU.sha256}/template.docx")
    assert got.data == MOU.docx


def test_only_the_administrator_keeps_templates(pages, staff):
    pages.sign_in(staff.chair)
    pages.see(AT, 403)


def test_an_edited_document_becomes_a_draft_and_new_texts_begin_with_it_once_published(pages, sqlite_tools, staff):
    pages.sign_in(staff.admin)
    page = bring(pages)
    row = only(sqlite_tools)
    assert "Tidak ada yang perlu diperbaiki" in page.text
    assert (row.state_, row.number, row.name) == (EditionState.DRAFT, MOU.version + 1, NAME)
    page = pages.submit(page, action=f"{AT}{row.id}/terbitkan", status=409)
    assert "belum selesai dibuat" in page.text
    try_it(sqlite_tools)
    page = pages.submit(pages.see(f"{AT}{row.id}"), action=f"{AT}{row.id}/terbitkan")
    assert "Naskah baru memakainya" in page.text
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    assert f"versi {row.number}" in pages.see(f"/kerja-sama/{agreement_id}/perumusan").text
    pages.sign_in(staff.admin)
    pages.submit(pages.see(f"{AT}{row.id}"), action=f"{AT}{row.id}/tarik")
    with sqlite_tools.reading() as session:
        assert library.current(session, staff.office_id, NAME) == MOU
        assert library.by_hash(session, row.sha256).version == row.number


def test_a_template_with_faults_is_kept_with_them_and_cannot_be_published(pages, sqlite_tools, staff):
    pages.sign_in(staff.admin)
    page = bring(pages, "{{ isi.salah_ketik }}")
    row = only(sqlite_tools)
    assert "wajib diperbaiki" in page.text
    assert "salah_ketik" in page.text
    pages.post_to(f"{AT}{row.id}/terbitkan", {"version": row.version}, 409)
    assert only(sqlite_tools).state_ is EditionState.DRAFT


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * 300_001])
def test_a_manifest_that_is_no_text_is_refused_at_its_field(pages, sqlite_tools, staff, data):
    pages.sign_in(staff.admin)
    page = pages.see(f"{AT}baru?dari={MOU.sha256}")
    sent = {"manifest": (io.BytesIO(data), "manifest.toml"), "note": "Isian"}
    assert "bukan teks UTF-8" in pages.submit(page, sent, action=f"{AT}baru", status=422).text


def test_a_manifest_that_cannot_be_read_says_where_and_keeps_nothing(pages, sqlite_tools, staff):
    pages.sign_in(staff.admin)
    page = pages.see(f"{AT}baru?dari={MOU.sha256}")
    sent = {"manifest": (io.BytesIO(b"kind = 3"), "manifest.toml"), "note": "Isian"}
    assert "manifest.toml" in pages.submit(page, sent, action=f"{AT}baru", status=422).text
    with sqlite_tools.reading() as session:
        assert session.scalars(select(TemplateEdition)).first() is None


def test_a_confirmation_takes_the_mark_away_for_staff_and_can_be_taken_back(pages, sqlite_tools, staff):
    agreement_id = make_agreement(sqlite_tools, staff)
    desk, confirm = f"/kerja-sama/{agreement_id}/perumusan", f"{AT}{MOU.sha256}/cocok"
    pages.sign_in(staff.drafter)
    assert "Belum dicocokkan dengan lampiran" in pages.see(desk).text
    pages.sign_in(staff.admin)
    pages.submit(pages.see(confirm), {"note": "Lampiran I halaman 12"}, action=confirm)
    pages.sign_in(staff.drafter)
    assert "Belum dicocokkan dengan lampiran" not in pages.see(desk).text
    pages.sign_in(staff.admin)
    pages.submit(pages.see(confirm), action=confirm)
    pages.sign_in(staff.drafter)
    assert "Belum dicocokkan dengan lampiran" in pages.see(desk).text
