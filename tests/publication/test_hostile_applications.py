"""Attacks on the partner's form: codes guessed, waited out or asked for without end, numbers guessed, mail floods."""

import io
import math
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from service.app import create_app
from service.core import codes
from service.core.database import new_id
from service.core.mail import OutboxLetter
from service.core.refusals import Refused
from service.core.tools import Tools
from service.publication import application_actions as actions
from service.publication.application_models import Application, ApplicationDraft
from service.publication.application_rules import MOST_A_DAY, MOST_CODES
from service.wiring import FACTORIES, register_rooms
from tests.publication.test_application_pages import SAID, applied, apply_, filled, row_of
from tests.support.pages import Page, PageClient
from tests.support.people import Staff, make_staff


@pytest.fixture
def both(tools: Tools) -> PageClient:
    """The whole application, once on each database."""
    register_rooms()
    tools.factories.update(FACTORIES)
    return PageClient(create_app(tools))


@pytest.fixture
def people(tools: Tools) -> Staff:
    return make_staff(tools)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def count(tools: Tools, model: type) -> int:
    with tools.reading() as session:
        return session.query(model).count()


def test_a_code_lives_ten_minutes_and_five_guesses(both, people, tools):
    page = apply_(both, people)
    code = code_of_newest(tools)
    tools.clock.advance(minutes=10, seconds=1)
    assert both.submit(page, {"code": code}, status=422)
    assert count(tools, Application) == 0
    page = both.submit(both.see(page.path), action="/kirim")
    code = code_of_newest(tools)
    for _ in range(5):
        assert tried(both, page, wrong(code)) in (422, 429)
    assert tried(both, page, code) == 429, "the right one, too late"
    assert count(tools, Application) == 0
    assert list(tools.storage.names()) == []


def tried(pages: PageClient, page: Page, code: str) -> int:
    form = page.form()
    return pages.post(form.action, data={**form.values, "code": code}).status_code


def code_of_newest(tools: Tools) -> str:
    with tools.begin() as uow:
        rows = uow.session.scalars(
            select(OutboxLetter).where(OutboxLetter.code_id.is_not(None)).order_by(OutboxLetter.created_at)
        ).all()
        code = codes.issue(uow.session, rows[-1].code_id, tools.settings.session(), uow.now)
    assert code is not None
    return code


def test_codes_are_not_sent_without_end_and_a_code_opens_only_its_own_form(both, people, tools):
    first, second = apply_(both, people), apply_(both, people)
    code = code_of_newest(tools)  # of the second
    both.submit(first, {"code": code}, status=422)
    for sent in range(1, MOST_CODES + 1):
        page = both.submit(both.see(second.path), action="/kirim", status=200 if sent < MOST_CODES else 429)
    assert page.status == 429
    assert count(tools, Application) == 0


@pytest.mark.parametrize("spelled", ["sita@yayasan.example", "SITA@yayasan.example", "Sita@Yayasan.Example"])
def test_one_mailbox_is_not_flooded_however_it_is_spelled(both, people, tools, spelled):
    said = actions.Said(**{name: value for name, value in SAID.items() if name != "consent"})
    with tools.begin() as uow:
        for _ in range(MOST_A_DAY):
            _draft(uow, people, said.contact_email)
    page = both.see(f"/publik/permohonan?kantor={people.office_id}")
    page = both.submit(page, filled(contact_email=spelled), status=429)
    assert count(tools, ApplicationDraft) == MOST_A_DAY
    tools.clock.advance(days=1, seconds=1)
    apply_(both, people, contact_email=spelled)


def _draft(uow, people: Staff, email: str) -> None:
    uow.session.add(
        ApplicationDraft(id=new_id(), office_id=people.office_id, email=email, said={}, letter_name="a.pdf",
                         letter=b"%PDF", made_at=uow.now)
    )  # fmt: skip


def test_everybody_s_forms_together_fill_no_disk(both, people, tools, monkeypatch):
    monkeypatch.setattr(actions, "MOST_UNPROVEN", 2)
    with tools.begin() as uow:
        for number in range(2):
            _draft(uow, people, f"orang-{number}@jahat.example")
    page = both.see(f"/publik/permohonan?kantor={people.office_id}")
    both.submit(page, filled(), status=503)
    assert count(tools, ApplicationDraft) == 2


def test_the_form_is_limited_by_address(pages, staff):
    """Twenty forms in an hour from one address, whatever mail they name."""
    page = pages.see(f"/publik/permohonan?kantor={staff.office_id}")
    form = page.form()
    found = [pages.post(form.action, data={**form.values, "institution": ""}).status_code for _ in range(22)]
    assert found[0] == 422
    assert found[-1] == 429


def test_numbers_are_unguessable_and_say_nothing_of_each_other(both, people, tools):
    numbers = []
    for one in range(4):
        page = apply_(both, people, contact_email=f"sita{one}@yayasan.example")
        numbers.append(both.submit(page, {"code": code_of_newest(tools)}).path.rpartition("/")[2])
    assert len(set(numbers)) == 4
    for number in numbers:
        letters = set(re.sub(r"[^a-z0-9]", "", number))
        assert len(number) * math.log2(30) > 90, "more than anybody tries"
        assert len(letters) > 5
    shared = [len([1 for a, b in zip(numbers[0], other, strict=True) if a == b]) for other in numbers[1:]]
    assert max(shared) < len(numbers[0]) // 2, "no common beginning, no counter"
    with tools.reading() as session:
        ids = [str(one.id) for one in session.scalars(select(Application))]
    known, near = numbers[0], numbers[0][:-1] + ("a" if numbers[0][-1] != "a" else "b")
    absent = both.get(f"/publik/permohonan/{'z' * len(known)}")
    for guess in (near, known[:-1], f"{known}x", "%", "*", f"{known}%", ids[0], ids[0].replace("-", "")):
        answer = both.get(f"/publik/permohonan/{guess}")
        assert answer.status_code == absent.status_code == 404, guess
        assert "Yayasan" not in answer.text
    assert both.get(f"/publik/permohonan/{known.upper()}").status_code == 200, "typed from paper"


def test_whether_an_address_has_applied_is_told_to_nobody(both, people, tools):
    """The answer to the form is the same whether the address is known or not, and a stranger's code changes nothing."""
    number = applied(both, people)
    known = apply_(both, people)
    fresh = apply_(both, people, contact_email="baru@lain.example")

    def shape(page) -> str:
        return re.sub(r"[0-9a-f-]{36}|\S+@\S+|value=\"[^\"]*\"", "", page.response.text)

    assert shape(known) == shape(fresh)
    page = both.see(f"/publik/permohonan/{number}")
    assert "@" not in page.main
    both.post_to(f"/publik/permohonan/{number}/kode", status=409)  # nothing is asked of the applicant now
    both.see(f"/publik/permohonan/{number}/lengkapi", status=409)


def test_a_completion_needs_a_code_that_was_sent_for_it(both, people, tools):
    number = applied(both, people)
    with tools.begin() as uow:
        row = uow.session.get_one(Application, row_of(tools, number).id)
        row.state = "incomplete"
    here = f"/publik/permohonan/{number}/lengkapi"
    both.submit(both.see(here), {"code": "123456", "text": "Jahat"}, status=422)
    other = apply_(both, people, contact_email="lain@lain.example")
    foreign = code_of_newest(tools)
    both.submit(both.see(f"/publik/permohonan/{number}"), action="/kode")
    both.submit(both.see(here), {"code": foreign, "text": "Jahat"}, status=422)
    assert row_of(tools, number).state == "incomplete"
    assert other.path


def test_a_form_that_was_proven_long_ago_is_not_submitted(tools, people):
    register_rooms()
    with tools.begin() as uow:
        row = ApplicationDraft(
            id=new_id(), office_id=people.office_id, email="a@b.example", said={}, letter_name="a.pdf", letter=b"%PDF",
            made_at=uow.now, proven_at=uow.now - timedelta(minutes=31),
        )  # fmt: skip
        uow.session.add(row)
    stored = tools.storage.put(io.BytesIO(b"%PDF-1.7 x").read())
    with pytest.raises(Refused, match="code_expired"), tools.begin() as uow:
        actions.submit(uow, row.id, stored, None, public_url="https://x.example")
