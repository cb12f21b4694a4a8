"""Signing as its people meet it: the office opens, the partner signs from a mail, the chair signs, without scripts."""

import io
import re
from dataclasses import dataclass, field

import pytest

from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement, RecordedAct
from service.core.mail import MailTransport
from service.core.tools import Tools
from service.seals.ports import PaperSealer
from service.signing import queries
from service.signing.models import SignatureSlot, SigningAct, SigningEvent
from tests.support.agreements import Started
from tests.support.applications import application
from tests.support.pages import Page, PageClient
from tests.support.papers import plain_pdf
from tests.support.people import Staff
from tests.support.signing import PIN, equip, ready_to_sign_with_accounts
from workers.runtime import drain


@dataclass
class Mailbox:
    letters: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, to_address: str, subject: str, body: str) -> None:
        self.letters.append((to_address, subject, body))

    @property
    def last(self) -> str:
        return self.letters[-1][2]


@pytest.fixture
def mailbox(sqlite_tools: Tools) -> Mailbox:
    found = Mailbox()
    sqlite_tools.use(MailTransport, found)
    return found


@pytest.fixture
def pages(sqlite_tools: Tools) -> PageClient:
    equip(sqlite_tools)
    return PageClient(application(sqlite_tools))


@pytest.fixture
def staff_and_paper(sqlite_tools: Tools, pages: PageClient) -> tuple[Staff, Started]:
    return ready_to_sign_with_accounts(sqlite_tools)


@pytest.fixture
def staff(staff_and_paper: tuple[Staff, Started]) -> Staff:
    return staff_and_paper[0]


@pytest.fixture
def made(staff_and_paper: tuple[Staff, Started]) -> Started:
    return staff_and_paper[1]


EVENT = {"held_on": "2026-03-02", "place": "Contoh", "order": "kedua", "partner_number": "12/UN/2026"}


def tab(made: Started) -> str:
    return f"/kerja-sama/{made.agreement_id}/penandatanganan"


def opened(pages: PageClient, tools: Tools, made: Started, staff: Staff) -> Page:
    pages.sign_in(staff.drafter)
    page = pages.submit(pages.see(tab(made)), EVENT, action="/penandatanganan")
    drain(tools)
    return page


def event_of(tools: Tools, made: Started) -> SigningEvent:
    with tools.reading() as session:
        found = queries.current_event(session, made.agreement_id)
        assert found is not None
        return found


def link_in(text: str) -> str:
    found = re.search(r"/mitra/\S{32}", text)
    assert found, text
    return found[0]


def enter_as_guest(pages: PageClient, tools: Tools, mailbox: Mailbox) -> Page:
    """From the letter to the paper: landing page, code by mail, code entered."""
    pages.sign_out()
    address = link_in(mailbox.last)
    page = pages.submit(pages.see(address), action="/kirim-kode")
    drain(tools)
    code = re.search(r"\b\d{6}\b", mailbox.last)
    assert code
    return pages.submit(page, {"code": code[0]}, action="/kode")


def test_the_whole_way_from_opening_to_the_archived_paper(pages, sqlite_tools, mailbox, staff, made):
    page = opened(pages, sqlite_tools, made, staff)
    assert "Acara penandatanganan dibuka" in page.text
    page = pages.see(tab(made))
    assert "diundang, belum membuka naskah" in page.text

    page = enter_as_guest(pages, sqlite_tools, mailbox)
    assert "Kedua pihak bekerja sama." in page.text
    page = pages.submit(page, {"consent": "y"}, action="/tanda-tangan")
    assert "Tanda tangan Anda tercatat" in page.text
    assert "Menunggu 1 penanda tangan lagi: Rahmat Hidayat" in page.text
    drain(sqlite_tools)

    pages.sign_in(staff.chair)
    assert pages.see("/penandatanganan/menunggu").text.count("Pengawasan Partisipatif") == 1
    slot = event_of(sqlite_tools, made).slots[1]
    page = pages.see(f"{tab(made)}/{slot.id}")
    page = pages.submit(page, {"consent": "y", "pin": PIN}, action=str(slot.id))
    assert "Tanda tangan Anda tercatat" in page.text
    drain(sqlite_tools)
    page = pages.see(tab(made))
    assert "Unduh naskah final" in page.text
    final = pages.get(f"{tab(made)}/final.pdf").data
    assert sqlite_tools.part(PaperSealer).judge(final).authentic
    assert pages.get(f"{tab(made)}/bukti.zip").data.startswith(b"PK")
    with sqlite_tools.reading() as session:
        assert session.get_one(Agreement, made.agreement_id).stage == Stage.FOLLOW_UP
        methods = [act.method for act in session.query(SigningAct).order_by(SigningAct.revision)]
    assert "re****@contoh.example" in methods[0]
    assert "PIN" in methods[1]


def test_a_guest_without_a_code_sees_who_asks_but_not_the_paper(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    pages.sign_out()
    address = link_in(mailbox.last)
    page = pages.see(address)
    assert "Bawaslu Kabupaten Contoh mengundang Anda untuk membaca dan menandatangani" in page.text
    for inner in ("/tanda-tangan", "/naskah.pdf"):
        assert pages.get(address + inner).status_code == 302
    assert "Kedua pihak bekerja sama." not in pages.see(f"{address}/tanda-tangan").text


def test_a_wrong_code_is_refused_and_five_of_them_end_it(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    pages.sign_out()
    page = pages.submit(pages.see(link_in(mailbox.last)), action="/kirim-kode")
    drain(sqlite_tools)
    right = re.search(r"\b\d{6}\b", mailbox.last)
    assert right
    for _ in range(5):
        wrong = "000000" if right[0] != "000000" else "111111"
        response = pages.post(page.path, data={"csrf_token": pages.csrf(), "code": wrong})
        assert response.status_code >= 400
    response = pages.post(page.path, data={"csrf_token": pages.csrf(), "code": right[0]})
    assert response.status_code >= 400


@pytest.mark.parametrize("token", ["x" * 32, "A_-9" * 8])
def test_an_unknown_link_says_what_to_do(pages, token):
    assert "minta tautan baru" in pages.see(f"/mitra/{token}", status=404).text


def test_the_proof_of_a_guest_ends_after_half_an_hour(pages, sqlite_tools, mailbox, staff, made, clock):
    opened(pages, sqlite_tools, made, staff)
    enter_as_guest(pages, sqlite_tools, mailbox)
    address = link_in(next(body for _, subject, body in mailbox.letters if "mitra" in body and subject))
    assert pages.get(f"{address}/tanda-tangan").status_code == 200
    clock.advance(minutes=31)
    assert pages.get(f"{address}/tanda-tangan").status_code == 302


def test_without_consent_nothing_is_signed(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    page = enter_as_guest(pages, sqlite_tools, mailbox)
    page = pages.submit(page, action="/tanda-tangan", status=422)
    assert "Nyatakan dahulu" in page.text
    with sqlite_tools.reading() as session:
        assert session.query(SigningAct).count() == 0


def test_a_wrong_pin_is_shown_at_the_form_and_nothing_is_signed(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    page = enter_as_guest(pages, sqlite_tools, mailbox)
    pages.submit(page, {"consent": "y"}, action="/tanda-tangan")
    drain(sqlite_tools)
    pages.sign_in(staff.chair)
    slot = event_of(sqlite_tools, made).slots[1]
    page = pages.see(f"{tab(made)}/{slot.id}")
    response = pages.post(
        f"{tab(made)}/{slot.id}",
        data={"csrf_token": page.form(str(slot.id)).values["csrf_token"], "consent": "y", "pin": "271828",
              "paper": page.form(str(slot.id)).values["paper"]},
    )  # fmt: skip
    assert response.status_code >= 400
    assert "PIN" in response.text
    with sqlite_tools.reading() as session:
        assert session.get_one(SignatureSlot, slot.id).state == "waiting"


def test_the_link_of_a_guest_can_be_copied_and_sent_again(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    first = link_in(mailbox.last)
    page = pages.see(tab(made))
    shown = [one.get("value", "") for one in page.find_all("input") if "/mitra/" in one.get("value", "")]
    assert [link_in(one) for one in shown] == [first]
    pages.submit(page, action=f"/undang/{event_of(sqlite_tools, made).slots[0].id}")
    drain(sqlite_tools)
    assert link_in(mailbox.last) != first
    pages.sign_out()
    pages.see(first, status=410)


def test_opening_without_the_partners_number_is_shown_at_its_field(pages, made, staff):
    pages.sign_in(staff.drafter)
    page = pages.submit(pages.see(tab(made)), EVENT | {"partner_number": ""}, action="/penandatanganan", status=422)
    assert "Nomor mitra hanya boleh menyusul" in page.text


def test_calling_off_leads_back_to_the_opening_form(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    page = pages.submit(pages.see(tab(made)), {"reason": "Tanggal berubah"}, action="/batal")
    assert "Buka acara penandatanganan" in page.text
    assert "Tanggal berubah" in page.text


def test_an_official_makes_his_key_once_and_a_forgotten_pin_means_a_new_key(pages, sqlite_tools, staff, made):
    pages.sign_in(staff.secretariat)
    page = pages.see("/akun/kunci-tanda-tangan")
    assert "belum mempunyai kunci" in page.text
    page = pages.submit(page, {"pin": "123456", "again": "123456"}, action="/akun/kunci-tanda-tangan", status=422)
    page = pages.submit(page, {"pin": "840216", "again": "840217"}, action="/akun/kunci-tanda-tangan", status=422)
    assert "Kedua PIN tidak sama" in page.text
    page = pages.submit(page, {"pin": "840216", "again": "840216"}, action="/akun/kunci-tanda-tangan")
    assert "siap dipakai" in page.text


def test_ink_print_pack_scan_second_person_archive(sqlite_tools, mailbox, pages):
    staff, made = ready_to_sign_with_accounts(sqlite_tools, Mode.WET)
    pages.sign_in(staff.drafter)
    pages.submit(pages.see(tab(made)), EVENT | {"partner_number": ""}, action="/penandatanganan")
    drain(sqlite_tools)
    shown = pages.see(tab(made)).text
    assert "Unduh rangkap untuk PIHAK KESATU" in shown
    assert "Unduh rangkap untuk PIHAK KEDUA" in shown
    first, second = (pages.get(f"{tab(made)}/{name}").data for name in ("cetak.pdf", "cetak-2.pdf"))
    assert first.startswith(b"%PDF")
    assert second.startswith(b"%PDF")
    assert first != second
    pages.see(f"{tab(made)}/cetak-3.pdf", status=404)
    page = pages.see(f"{tab(made)}/naskah-asli")
    said = {
        "signed_on": "2026-02-27",
        "partner_number": "9/UN/2026",
        "scan": (io.BytesIO(plain_pdf(3, "Pindaian")), "asli.pdf"),
    }
    page = pages.submit(page, said, action="/naskah-asli")
    assert "diperiksa orang kedua" in page.text
    with sqlite_tools.reading() as session:
        act = session.query(RecordedAct).one()
    from service.agreements.actions import check_act

    with sqlite_tools.begin(staff.actor("archivist")) as uow:
        check_act(uow, act.id)
    drain(sqlite_tools)
    with sqlite_tools.reading() as session:
        agreement = session.get_one(Agreement, made.agreement_id)
    assert (agreement.stage, agreement.partner_number) == (Stage.FOLLOW_UP, "9/UN/2026")
    assert agreement.signed_on.isoformat() == "2026-02-27"
    verdict = sqlite_tools.part(PaperSealer).judge(pages.get(f"{tab(made)}/final.pdf").data)
    assert (verdict.verdict, verdict.trust_class) == ("authentic", "scan")
    assert "dicatat dari luar sistem" in pages.see(tab(made)).text


def test_an_electronic_signature_cannot_be_recorded_from_outside(pages, sqlite_tools, mailbox, staff, made):
    opened(pages, sqlite_tools, made, staff)
    page = pages.see(f"{tab(made)}/naskah-asli", status=409)
    assert "ubah cara penandatanganan" in page.text
