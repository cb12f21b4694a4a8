"""The Word round trip without JavaScript: send, upload, decide, apply; hostile files are refused in words."""

import io
import re
import zipfile

import pytest

from service.agreements.lifecycle import Stage
from service.core.tools import Tools
from service.documents import versions
from service.documents.content import read_content
from service.documents.filling import fill
from service.documents.package import open_parts, write_parts
from service.documents.tracked.marks import text_after, text_before
from service.documents.tracked.reading import read_document
from service.drafting import roundtrip_queries as queries
from tests.support.rooms import make_agreement
from tests.support.tracked import Word


@pytest.fixture
def tools(sqlite_tools: Tools) -> Tools:
    return sqlite_tools


class Desk:
    """A drafter whose first version has its Word file, and the file after it was sent."""

    def __init__(self, pages, tools, staff, stage=Stage.DRAFTING):
        self.pages, self.tools = pages, tools
        self.id = make_agreement(tools, staff, stage, saved=True)
        self.make_paper()
        pages.sign_in(staff.drafter)

    def make_paper(self) -> None:
        tools = self.tools
        with tools.begin() as uow:
            row = versions.latest(uow.session, self.id)
            template = queries.template_of_version(uow.session, row)
            docx = fill(template, read_content(versions.content_of(row).canonical_json()), None, demo=True)
            files = versions.PaperFiles(tools.storage.put(docx), tools.storage.put(b"%PDF-1.7"), 4, "libreoffice")
            versions.record_paper(uow, row.id, files)

    def address(self, rest: str = "") -> str:
        return f"/kerja-sama/{self.id}/perumusan/kembali{rest}"

    def send(self) -> bytes:
        page = self.pages.submit(self.pages.see(self.address()), {"sent_to": "Biro Hukum UNJ"}, action="/kembali/kirim")
        link = next(one for one in page.links() if "/kembali/kiriman/" in one)
        answer = self.pages.get(link)
        assert answer.status_code == 200
        return answer.data

    def upload(self, docx: bytes, name: str = "kembali.docx", status: int = 200):
        page = self.pages.see(self.address())
        return self.pages.submit(page, {"file": (io.BytesIO(docx), name)}, action="/kembali/unggah", status=status)


@pytest.fixture
def desk(pages, tools, staff) -> Desk:
    return Desk(pages, tools, staff)


def test_the_desk_leads_to_the_round_trip(desk, pages):
    page = pages.see(f"/kerja-sama/{desk.id}/perumusan")
    assert desk.address() in page.links()


def test_a_version_is_sent_returned_decided_and_applied(desk, pages, tools):
    word = Word(desk.send()).replace("terhitung sejak", "dihitung sejak").replace("3 (tiga)", "5 (lima)")
    word.replace("ANTARA", "DI ANTARA").silently("secara musyawarah", "melalui rapat").comment(
        "secara berkala", "Kapan?"
    )
    page = desk.upload(word.save())
    for words in (
        "Andi Lawyer",
        "20-11-2026 09.30",
        "Isian: Jangka waktu",
        "tanpa tanda",
        "Kapan?",
        "tetap menurut templat",
    ):
        assert words in page.text
    form = page.form("/keputusan")
    radios = {name: "accepted" for name in form.values if name.startswith("v-")}
    outside = next(one.number for one in changes(tools, desk) if one.barrier)
    decided = radios | {f"v-{outside}": "refused", f"r-{outside}": "Judul mengikuti templat."}
    page = pages.submit(page, decided, action="/keputusan")
    assert "Keputusan disimpan" in page.text
    page = pages.submit(page, action="/terapkan")
    assert "Versi 2 disimpan" in page.text
    assert "Diterapkan menjadi versi 2" in page.text
    with tools.reading() as session:
        text = versions.content_of(versions.latest(session, desk.id))
    assert text.values["jangka_waktu"] == {"tahun": 5}
    assert any("dihitung sejak" in one.body for one in text.articles)
    assert any("melalui rapat" in one.body for one in text.articles)
    assert "diterapkan" in pages.see(desk.address()).text


def changes(tools, desk):
    with tools.reading() as session:
        return queries.all_changes(session, queries.returns(session, desk.id)[0].id)


def test_a_refusal_without_a_reason_comes_back_with_what_was_typed(desk, pages):
    page = desk.upload(Word(desk.send()).replace("terhitung sejak", "dihitung sejak").save())
    page = pages.submit(page, {"v-1": "refused"}, action="/keputusan", status=422)
    assert "Tulis alasan penolakannya" in page.text
    assert page.form("/keputusan").values["v-1"] == "refused"


def test_a_stale_page_is_refused(desk, pages):
    old = desk.upload(Word(desk.send()).replace("terhitung sejak", "dihitung sejak").save())
    pages.submit(old, {"v-1": "accepted"}, action="/keputusan")
    page = pages.submit(old, {"v-1": "refused", "r-1": "Tidak."}, action="/keputusan", status=409)
    assert "baru saja diubah oleh orang lain" in page.text


def test_all_that_is_left_is_accepted_or_refused_at_once(desk, pages):
    word = Word(desk.send()).replace("terhitung sejak", "dihitung sejak").replace("ANTARA", "DI ANTARA")
    page = pages.submit(desk.upload(word.save()), action="/terima-semua")
    assert "harus diputuskan satu per satu" in page.text
    page = pages.submit(page, {"reason": "Bentuk naskah tetap."}, action="/tolak-semua")
    assert "Semua sudah diputuskan" in page.text


def test_a_file_is_set_aside(desk, pages):
    page = desk.upload(Word(desk.send()).replace("terhitung sejak", "dihitung sejak").save())
    page = pages.submit(page, {"why": "Berkas yang salah."}, action="/kesampingkan")
    assert "dikesampingkan" in page.text
    assert pages.get(page.path + ".docx").status_code == 200


def test_comments_become_remarks_in_the_discussion(pages, tools, staff):
    desk = Desk(pages, tools, staff, Stage.DISCUSSION)
    page = desk.upload(Word(desk.send()).comment("secara berkala", "Berapa kali setahun?").save())
    page = pages.submit(page, action="/catatan")
    assert "sudah menjadi catatan" in page.text
    assert "Berapa kali setahun?" in pages.see(f"/kerja-sama/{desk.id}/pembahasan").text


def test_many_changes_are_shown_page_by_page(desk, pages):
    word = Word(desk.send())
    said = " ".join(one.text or "" for one in word.root.iter("{*}t"))
    for each in list(dict.fromkeys(re.findall(r"\b[a-z]{6,}\b", said)))[:90]:
        word.insert(each, " x")
    page = desk.upload(word.save())
    total = len(changes(desk.tools, desk))
    assert total > queries.PER_PAGE
    assert any("hal=2" in one for one in page.links())
    pages.see(page.path + "?hal=2&putusan=open&penulis=Andi+Lawyer")


def test_two_versions_are_handed_out_as_one_word_file_with_marks(desk, pages, tools):
    page = desk.upload(Word(desk.send()).replace("terhitung sejak", "dihitung sejak").save())
    page = pages.submit(page, {"v-1": "accepted"}, action="/keputusan")
    pages.submit(page, action="/terapkan")
    pages.see(f"/kerja-sama/{desk.id}/perumusan/banding.docx?dari=1&ke=2", status=409)  # its paper is not made yet
    desk.make_paper()
    versions_page = pages.see(f"/kerja-sama/{desk.id}/pembahasan/versi?dari=1&ke=2")
    answer = pages.get(next(one for one in versions_page.links() if "banding.docx" in one))
    atoms = read_document(open_parts(answer.data)).atoms
    assert "terhitung sejak" in text_before(atoms)
    assert "dihitung sejak" in text_after(atoms)
    pages.see(f"/kerja-sama/{desk.id}/perumusan/banding.docx?dari=1&ke=1", status=422)
    pages.see(f"/kerja-sama/{desk.id}/perumusan/banding.docx?dari=x&ke=1", status=422)


# ------------------------------------------------------------------------------------------------------- hostile files
def a_zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (200 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _docx: b"%PDF-1.7 " + b"x" * 400, "PDF"),
        (lambda _docx: b"PK\x03\x04 rusak", "tidak"),
        (lambda _docx: a_zip_bomb(), "terlalu besar"),
        (lambda docx: docx, "sama bunyinya"),
    ],
)
def test_a_file_that_is_none_is_refused_at_its_field(desk, make, said):
    docx = desk.send()
    page = desk.upload(make(docx), status=pytest.approx(422, abs=10))
    assert said in page.text


def test_entities_are_refused(desk):
    parts = Word(desk.send()).parts
    parts["word/document.xml"] = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    page = desk.upload(write_parts(parts), status=422)
    assert "root:" not in page.text


def test_another_office_sees_nothing(desk, pages, tools):
    from tests.support.people import make_office, make_staff

    pages.sign_in(make_staff(tools, make_office(tools, "33.99")).drafter)
    pages.see(desk.address(), status=404)
