"""The paper beside the form: what is typed is shown and nothing is kept."""

import pytest

from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.documents.converting import Engine
from service.documents.ports import Previewer
from service.documents.previewing import Preview
from service.drafting.queries import desk
from tests.support.rooms import make_agreement


class Shown:
    """Stands for the maker of previews: keeps what it was asked, and may refuse."""

    def __init__(self) -> None:
        self.asked = []
        self.engine = Engine.LIBREOFFICE
        self.refusal: Refused | None = None

    def preview(self, template, content, *, asker, logos=None):
        if self.refusal:
            raise self.refusal
        self.asked.append((template.name, content))
        return Preview(b"%PDF-1.7 pratinjau", self.engine)


@pytest.fixture
def shown(sqlite_tools) -> Shown:
    found = Shown()
    sqlite_tools.use(Previewer, found)
    return found


def send(pages, path, values=None, **options):
    return pages.post(path, data={"csrf_token": pages.csrf(), **(values or {})}, **options)


def at(agreement_id, rest=""):
    return f"/kerja-sama/{agreement_id}/perumusan/pratinjau{rest}"


def test_what_is_typed_into_a_section_is_shown_and_not_kept(pages, sqlite_tools, staff, shown):
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    answer = send(pages, at(agreement_id, "?bagian=umum"), {"judul": "Judul yang sedang diketik"})
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert shown.asked[0][1].values["judul"] == "Judul yang sedang diketik"
    with sqlite_tools.reading() as session:
        kept = desk(session, session.get_one(Agreement, agreement_id)).content
    assert kept.values.get("judul") != "Judul yang sedang diketik"


def test_an_article_is_shown_as_it_is_typed_also_one_that_is_not_added_yet(pages, sqlite_tools, staff, shown):
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    send(pages, at(agreement_id, "?pasal=penutup"), {"title": "Penutup", "body": "Bunyi baru."})
    send(pages, at(agreement_id, "?pasal=baru"), {"title": "Tambahan", "body": "Bunyi tambahan."})
    first, second = (content for _, content in shown.asked)
    assert next(one.body for one in first.articles if one.key == "penutup") == "Bunyi baru."
    assert (second.articles[-2].title, second.articles[-2].body) == ("Tambahan", "Bunyi tambahan.")


def test_a_text_that_cannot_be_shown_says_why_in_a_sentence(pages, sqlite_tools, staff, shown):
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    shown.refusal = Refused("glyph_missing", name="Tentang", character="ꦏ", place="judul")
    answer = send(pages, at(agreement_id, "?bagian=umum"), {"judul": "x"}, headers={"Accept": "application/json"})
    assert answer.json["code"] == "glyph_missing"
    assert "Tentang" in answer.json["message"]


def test_a_paper_of_the_spare_engine_is_named(pages, sqlite_tools, staff, shown):
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    shown.engine = Engine.RDOCX
    assert send(pages, at(agreement_id)).headers["X-Sijari-Engine"] == "rdocx"


def test_without_scripts_the_draft_is_a_link_to_its_pdf(pages, sqlite_tools, staff, shown):
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.drafter)
    page = pages.see(f"/kerja-sama/{agreement_id}/perumusan")
    assert "Lihat konsep sebagai PDF" in page.text
    assert pages.get(at(agreement_id, ".pdf")).data.startswith(b"%PDF")


def test_nobody_who_may_not_write_the_text_sees_its_preview(pages, sqlite_tools, staff, shown):
    agreement_id = make_agreement(sqlite_tools, staff)
    pages.sign_in(staff.auditor)
    assert pages.get(at(agreement_id, ".pdf")).status_code == 403
    assert shown.asked == []
