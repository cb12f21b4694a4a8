"""Names and texts that try to begin a new line where heads are written, and signs that no database takes."""

import email
import json
import smtplib
from email import policy
from typing import Any, Self

import pytest
from sqlalchemy import select

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.app import create_app
from service.core.mail import OutboxLetter, letter
from service.core.mail_transports import SmtpTransport
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.models import Office, Partner
from service.reporting.models import MonthlyReport, ReportNote
from service.wiring import FACTORIES, register_rooms
from tests.hostile.test_access import address, rules
from tests.hostile.test_living import bearer, token_of
from tests.hostile.test_offices import lists
from tests.support.pages import PageClient
from tests.support.people import make_office, make_staff
from tests.support.world import build, set_stage

LINE = "Nama\r\nBcc: korban@jahat.example\r\nSet-Cookie: a=b\n\nisi palsu"
UNSEEN = "A\x00B\x07\u202eC\ud800D"


class Post:
    """Takes the place of smtplib.SMTP and keeps what it is given, as it goes over the line."""

    sent: list[bytes] = []  # noqa: RUF012  emptied by each test

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ehlo(self) -> None:
        pass

    def has_extn(self, _name: str) -> bool:
        return False

    def send_message(self, message: Any) -> None:
        self.sent.append(message.as_bytes(policy=policy.SMTP))


@pytest.fixture
def transport(monkeypatch: pytest.MonkeyPatch) -> SmtpTransport:
    monkeypatch.setattr(smtplib, "SMTP", Post)
    Post.sent.clear()
    return SmtpTransport("smtp://127.0.0.1:2525", "sijari@contoh.example")


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_letter_s_head_gets_a_line_from_what_stands_in_it(transport, language):
    """Every kind of letter, with every parameter trying: one subject, one receiver, no Bcc."""
    import string

    from service.core import mail

    register_rooms()
    for kind in mail._LETTERS:  # noqa: SLF001  all of them, also those of rooms to come
        texts = vars_of(letter(kind))
        names = {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
        subject, body = letter(kind).compose(language, dict.fromkeys(names, LINE))
        transport.send("kantor@contoh.example", subject, body)
        got = email.message_from_bytes(Post.sent.pop(), policy=policy.SMTP)
        assert set(got.keys()) <= {"From", "To", "Subject", "Date", "Message-ID", "Content-Type",
                                   "Content-Transfer-Encoding", "MIME-Version"}, kind  # fmt: skip
        assert got["To"] == "kantor@contoh.example"
        assert len(got.get_all("Subject", [])) == 1


def vars_of(one: Any) -> tuple[str, str, str, str]:
    return one.subject_id, one.body_id, one.subject_en, one.body_en


@pytest.mark.parametrize("address_", ["a@b.example\r\nBcc: x@jahat.example", "a@b.example\nDATA"])
def test_an_address_with_a_line_in_it_is_not_written_to(transport, address_):
    with pytest.raises(Refused, match="mail_unavailable"):
        transport.send(address_, "Hal", "isi")
    assert Post.sent == []


@pytest.mark.parametrize("typed", ["a@b.example,x@jahat.example", "a,b@c.example", "a@b.example;x@y.example",
                                   "grup:a@b.example", "(x)a@b.example"])  # fmt: skip
def test_one_mail_field_takes_one_receiver(pages, staff, typed):
    pages.sign_in(staff.admin)
    page = pages.see("/pengelola/orang/tambah")
    pages.submit(page, {"email": typed, "name": "Sri", "title": "Staf"}, status=422)
    pages.sign_in(staff.drafter)
    page = pages.see("/mitra/baru")
    page = pages.submit(page, {"name": "Kampus", "liaison_email": typed}, status=422)
    assert any("liaison_email" in (one.get("href") or one.get("id") or "") for one in page.tree.iter())


def test_an_instruction_and_a_reminder_keep_their_heads(tools: Tools):
    """Office names come from master data and imports; text from people. Both databases."""
    from service.reporting import plan_actions
    from tests.support.agreements import person

    register_rooms()
    province = make_office(tools, "33", name=f"Provinsi {LINE}")
    district = make_office(tools, "33.20", name="Kabupaten", parent_id=province.id)
    make_staff(tools, district)
    with tools.begin() as uow:
        uow.session.get_one(Office, province.id).level = "provinsi"
    order = plan_actions.Order(LINE, tools.clock.now().date().replace(day=28), (district.id,))
    with tools.begin(person(province.id, "chair", "coordinator")) as uow:
        plan_actions.instruct(uow, order, "https://sijari.example")
    with tools.reading() as session:
        letters = session.scalars(select(OutboxLetter)).all()
    assert letters
    for one in letters:
        subject, _ = letter(one.kind).compose(one.language, one.params)
        assert not {"\r", "\n"} & set(subject)
        assert "@" in one.to_address
        assert "\n" not in one.to_address


# --------------------------------------------------------------------------------------------------- answers over HTTP
def test_no_name_adds_a_head_to_any_answer(app, pages, sqlite_tools):
    """Titles, offices, partners and files named so are handed out under plain names, on every address of an office."""
    world = build(sqlite_tools)
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    with sqlite_tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, world.ours.agreement_id)
        agreement.subject = agreement.office_number = LINE
        uow.session.get_one(Partner, agreement.partner_id).name = LINE
        uow.session.get_one(Office, world.ours.staff.office_id).name = LINE
    pages.sign_in(world.ours.everybody)
    named = 0
    paths = [address(rule, world.ours) for rule in rules(app) if "GET" in (rule.methods or ())]
    report = world.ours.ids["report_id"]
    paths += [f"/laporan/berkas/{report}.{ending}" for ending in ("pdf", "xlsx", "json")]
    paths += [rule.rule for rule in lists(app)]
    for path in paths:
        answer = pages.get(path)
        assert answer.status_code < 500, path
        for name, value in answer.headers:
            assert not {"\r", "\n"} & set(value), f"{path}: {name}"
            assert name.lower() != "bcc", path
            assert "a=b" not in value, f"{path}: {name}: {value}"
            if name == "Content-Disposition":
                named += 1
                assert "jahat" not in value or all(letter in '"=;. _-' or letter.isalnum() for letter in value), value
        assert answer.headers.get("X-Content-Type-Options") == "nosniff", path
    assert named >= 5, "files were handed out"


# -------------------------------------------------------------------------------------------- signs no database takes
@pytest.fixture
def both(tools: Tools) -> PageClient:
    """The whole application, once on each database."""
    register_rooms()
    tools.factories.update(FACTORIES)
    return PageClient(create_app(tools))


def test_a_program_s_text_is_read_like_that_of_a_form(both, tools):
    """NUL, half a letter, a bell, a mark that turns the writing: left out, never a fault."""
    headers = bearer(token_of(tools, make_staff(tools).drafter))
    body = json.dumps({"kind": "mou", "subject": UNSEEN})
    assert "\\u0000" in body
    answer = both.open("/api/v1/agreements", method="POST", data=body, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.text
    made = answer.get_json()["id"]
    for path, said in (
        (f"/api/v1/agreements/{made}/tasks", {"title": UNSEEN, "due_on": "2026-05-01"}),
        (f"/api/v1/agreements/{made}/steps", {"action": UNSEEN, "version": 1}),
        (f"/api/v1/agreements/{made}/activities", {"title": UNSEEN, "held_on": "2026-03-02"}),
        ("/api/v1/agreements", {UNSEEN: UNSEEN}),
        ("/api/v1/agreements", [UNSEEN]),
    ):
        answer = both.open(path, method="POST", data=json.dumps(said), content_type="application/json", headers=headers)
        assert answer.status_code < 500, f"{path}: {answer.text}"
        assert answer.mimetype in ("application/json", "application/problem+json")
    with tools.reading() as session:
        assert [one.subject for one in session.scalars(select(Agreement))] == ["ABCD"]


def test_what_is_typed_into_a_report_is_read_like_that_of_a_form(both, tools):
    staff = make_staff(tools)
    tools.clock.advance(days=31)
    both.sign_in(staff.drafter)
    both.post_to("/laporan/2026-03/catatan", {"umum": "A\x00B\u202eC\r\nbaris"})
    with tools.reading() as session:
        row = session.scalars(select(MonthlyReport)).one()
        assert row.general == "ABC\nbaris"
        assert session.scalars(select(ReportNote)).all() == []
