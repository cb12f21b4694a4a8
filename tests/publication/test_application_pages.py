"""A partner applies, proves his address, follows his application; the office handles it. Every page is looked at."""

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from service.agreements.registry import REGISTRY
from service.core import codes
from service.core.database import new_id
from service.core.mail import OutboxLetter, letter
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.core.tools import Tools
from service.offices.models import Office
from service.offices.rules import Level
from service.prospects.models import Prospect
from service.publication import application_handling as handling
from service.publication.application_models import Application, ApplicationDraft
from tests.support.pages import Page, PageClient
from tests.support.papers import plain_pdf
from tests.support.people import Staff, make_office, make_staff

URL = "https://sijari.example"
SAID = {
    "institution": "Yayasan <b>Contoh</b>",
    "category": "ngo",
    "legal_status": "legal_entity",
    "wish": "unsure",
    "purpose": "Pengawasan partisipatif",
    "scope": "Pendidikan pemilih",
    "activity": "Diskusi di kampus",
    "contact_name": "Sita Narahubung",
    "contact_position": "Ketua",
    "contact_phone": "0811-2345-6789",
    "contact_email": "sita@yayasan.example",
    "consent": "y",
}


def filled(**changed: Any) -> dict[str, Any]:
    return SAID | {"letter": (io.BytesIO(plain_pdf()), "surat.pdf")} | changed


def code_of(tools: Tools) -> str:
    """The code that the newest letter would carry; the outbox itself holds none."""
    with tools.begin() as uow:
        letters = uow.session.scalars(select(OutboxLetter).where(OutboxLetter.code_id.is_not(None))).all()
        assert all("code" not in one.params for one in letters)
        ids = [one.code_id for one in letters if one.code_id is not None]
        found = [codes.issue(uow.session, one, tools.settings.session(), uow.now) for one in ids]
    return next(one for one in found if one is not None)


def apply_(pages: PageClient, staff: Staff, **changed: Any) -> Page:
    page = pages.see(f"/publik/permohonan?kantor={staff.office_id}")
    return pages.submit(page, filled(**changed))


def applied(pages: PageClient, staff: Staff) -> str:
    """The number of a submitted application."""
    page = apply_(pages, staff)
    return pages.submit(page, {"code": code_of(pages.tools)}).path.rpartition("/")[2]


def row_of(tools: Tools, number: str) -> Application:
    with tools.reading() as session:
        return session.scalars(select(Application).where(Application.number == number)).one()


def step(pages: PageClient, number: str, name: str, note: str = "Catatan", status: int = 200) -> Page:
    page = pages.see(f"/permohonan/{row_of(pages.tools, number).id}/{name}")
    return pages.submit(page, {"note": note}, action=page.path, status=status)


def test_from_the_form_to_the_prospect(pages: PageClient, staff: Staff) -> None:
    assert staff.office.name in pages.see("/publik/permohonan?q=contoh").main
    number = applied(pages, staff)
    page = pages.see(f"/publik/permohonan/{number}")
    assert "diterima sistem" in page.main
    for secret in ("Sita", "0811", "sita@"):
        assert secret not in page.response.text
    assert "<b>Contoh" not in page.response.text
    pages.sign_in(staff.drafter)
    assert "menunggu 0 hari kerja" in pages.see("/permohonan/?keadaan=baru").main
    assert "Sita Narahubung" in pages.see(f"/permohonan/{row_of(pages.tools, number).id}").main
    assert "sedang dikaji" in step(pages, number, "kaji").main
    assert "menjadi penjajakan" in step(pages, number, "setujui").main
    with pages.tools.reading() as session:
        prospect = session.scalars(select(Prospect)).one()
        assert (prospect.reference, prospect.source, prospect.contact_phone) == (
            number,
            "application",
            SAID["contact_phone"],
        )
        letters = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "application_changed")).all()
        assert len(letters) == 3
        for one in letters:
            assert number in letter(one.kind).compose("id", one.params)[0]
    page = pages.see(f"/penjajakan/{prospect.id}")
    assert f"/permohonan/nomor/{number}" in page.links()
    pages.see(f"/permohonan/nomor/{number}")


def test_nothing_is_stored_before_the_address_is_proven(pages: PageClient, staff: Staff) -> None:
    page = apply_(pages, staff)
    with pages.tools.reading() as session:
        assert session.scalars(select(StoredFile)).all() == []
    assert list(pages.tools.storage.names()) == []
    code = code_of(pages.tools)
    wrong = "000000" if code != "000000" else "111111"
    assert "Kode" in pages.submit(page, {"code": wrong}, status=422).main
    assert list(pages.tools.storage.names()) == []
    pages.submit(page, {"code": code})
    assert len(list(pages.tools.storage.names())) == 1
    pages.submit(page, {"code": code}, status=404)  # a code that was used, on a form that is gone
    with pages.tools.reading() as session:
        assert len(session.scalars(select(Application)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"contact_email": "a@b.example\r\nBcc: x@y.example"}, "surel"),
        ({"purpose": "x" * 3001}, "3000"),
        ({"letter": (io.BytesIO(b"MZ program"), "surat.pdf")}, "PDF"),
        ({"website": "https://spam.example"}, "harus kosong"),
        ({"category": "political_party"}, "tidak dapat menjadi mitra"),
        ({"consent": None}, "Setuju"),
    ],
)
def test_what_no_office_could_work_with_is_refused_at_its_field(
    pages: PageClient, staff: Staff, changed: dict[str, Any], said: str
) -> None:
    page = pages.see(f"/publik/permohonan?kantor={staff.office_id}")
    page = pages.submit(page, filled(**changed), status=422)
    assert page.with_class("error-summary")
    with pages.tools.reading() as session:
        assert session.scalars(select(ApplicationDraft)).all() == []


def test_guessing_a_number_finds_nothing(pages: PageClient) -> None:
    pages.see("/publik/permohonan/abcdefghjkmnpqrstuvw", status=404)
    pages.see("/publik/permohonan/lacak")
    page = pages.see("/publik/permohonan/lacak?nomor=1", status=404)
    assert "Nomor ini tidak ditemukan" in page.main  # at its field, to be typed again
    assert 'value="1"' in page.response.text
    pages.see(f"/publik/permohonan/kode/{new_id()}", status=404)


def test_a_page_names_one_limit_for_a_file_and_calls_nothing_optional_that_is_asked(
    pages: PageClient, staff: Staff
) -> None:
    page = pages.see(f"/publik/permohonan?kantor={staff.office_id}")
    assert "Paling besar 10,0 MB" in page.main
    assert "Paling besar 25,0 MB" not in page.main
    number = applied(pages, staff)
    pages.sign_in(staff.drafter)
    page = pages.see(f"/permohonan/{row_of(pages.tools, number).id}/minta")
    assert "Catatan wajib diisi" in page.main
    assert "boleh kosong" not in page.main


def test_a_closed_office_takes_none(pages: PageClient, staff: Staff) -> None:
    with pages.tools.begin() as uow:
        uow.session.get_one(Office, staff.office_id).active = False
    pages.see(f"/publik/permohonan?kantor={staff.office_id}", status=422)
    assert "Tidak ada kantor yang cocok" in pages.see("/publik/permohonan?q=contoh").main


def test_the_applicant_completes_with_a_new_code(pages: PageClient, staff: Staff) -> None:
    number = applied(pages, staff)
    pages.sign_in(staff.drafter)
    step(pages, number, "minta", "", status=422)
    step(pages, number, "minta", "Lampirkan SK badan hukum.")
    pages.sign_out()
    page = pages.see(f"/publik/permohonan/{number}")
    page = pages.submit(page, action="/kode")
    assert "Lampirkan SK" in page.main
    said = {"code": code_of(pages.tools), "text": "Terlampir.", "file": (io.BytesIO(plain_pdf()), "sk.pdf")}
    page = pages.submit(page, said)
    assert "kelengkapan diterima" in page.main
    pages.see(f"/publik/permohonan/{number}/lengkapi", status=409)


def test_forwarding_hands_the_contact_to_the_other_office_only(pages: PageClient, staff: Staff) -> None:
    number = applied(pages, staff)
    other = make_staff(pages.tools, make_office(pages.tools, "33.21", name="Bawaslu Kabupaten Lain"))
    here = f"/permohonan/{row_of(pages.tools, number).id}"
    pages.sign_in(staff.drafter)
    assert other.office.name in pages.see(f"{here}/teruskan?q=lain").main
    sent = {"office": str(other.office_id), "note": "Wilayah Anda.", "seen": row_of(pages.tools, number).version}
    pages.post_to(f"{here}/teruskan?q=lain", sent)
    pages.see(here, status=404)
    pages.sign_in(other.drafter)
    assert "Sita Narahubung" in pages.see(here).main
    row = row_of(pages.tools, number)
    with pytest.raises(Refused, match="application_same_office"), pages.tools.begin(other.actor("drafter")) as uow:
        handling.forward(uow, row.id, other.office_id, "ke sini", seen=row.version, public_url=URL)


def test_two_officers_cannot_both_decide(pages: PageClient, staff: Staff) -> None:
    number = applied(pages, staff)
    row = row_of(pages.tools, number)
    with pages.tools.begin(staff.actor("drafter")) as uow:
        handling.review(uow, row.id, "", seen=row.version, public_url=URL)
    with pytest.raises(Refused, match="stale_page"), pages.tools.begin(staff.actor("chair")) as uow:
        handling.reject(uow, row.id, "Tidak.", seen=row.version, public_url=URL)


def test_the_level_above_sees_numbers_only(pages: PageClient, staff: Staff) -> None:
    province = make_office(pages.tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    with pages.tools.begin() as uow:
        uow.session.get_one(Office, staff.office_id).parent_id = province.id
    number = applied(pages, staff)
    above = make_staff(pages.tools, province)
    pages.sign_in(above.drafter)
    page = pages.see("/permohonan/")
    assert staff.office.name in page.main
    assert "Yayasan" not in page.main
    pages.see(f"/permohonan/{row_of(pages.tools, number).id}", status=404)


def test_unproven_forms_go_after_a_day_and_contacts_after_their_time(tools: Tools, staff_of: Any) -> None:
    staff = staff_of(tools)
    draft_id, application_id = _rows(tools, staff)
    handling.sweep(tools)
    with tools.reading() as session:
        assert session.get(ApplicationDraft, draft_id) is None
        row = session.get_one(Application, application_id)
        assert (row.contact_name, row.contact_email, row.institution) == ("", "", "Yayasan")
        assert row.blanked_at is not None
    handling.sweep(tools)


@pytest.fixture
def staff_of() -> Any:
    return make_staff


def _rows(tools: Tools, staff: Staff) -> tuple[UUID, UUID]:
    with tools.begin() as uow:
        old, day = uow.now - timedelta(days=800), uow.now - timedelta(hours=25)
        draft = ApplicationDraft(
            id=new_id(), office_id=staff.office_id, email="a@b.example", said={}, letter_name="a.pdf", letter=b"%PDF",
            made_at=day,
        )  # fmt: skip
        row = Application(
            id=new_id(), number="abc", number_hash="0", office_id=staff.office_id, institution="Yayasan",
            category="ngo", legal_status="legal_entity", wish="mou", purpose="a", scope="b", activity="c",
            contact_name="Sita", contact_position="Ketua", contact_phone="0811", contact_email="s@y.example",
            consented_at=old, submitted_at=old, state="rejected", state_since=old, received_on=old.date(),
        )  # fmt: skip
        uow.session.add_all([draft, row])
    return draft.id, row.id


def test_the_home_page_counts_exactly_what_the_inbox_lists(pages: PageClient, staff: Staff) -> None:
    applied(pages, staff)
    counter = next(one for one in REGISTRY.counters if one.key == "applications_new")
    with pages.tools.reading() as session:
        assert counter.count(session, staff.actor("drafter")) == 1
