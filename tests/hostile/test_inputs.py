"""What people should never type and attackers do: every field, on both databases, ends in a page, not in a fault."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from service.agreements.actions import new_public_code
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.numbering import issue_number
from service.core.mail import letter
from service.core.refusals import Refused, explain
from service.core.tools import Tools
from service.discussion import actions as discussion
from service.discussion.actions import Words
from service.discussion.models import Remark
from service.offices.models import Office, Partner
from service.planning import actions as planning
from service.planning.models import Plan
from service.wiring import FACTORIES, register_rooms
from tests.support.applications import application
from tests.support.pages import PageClient
from tests.support.people import Staff, make_staff
from tests.support.rooms import make_agreement

NASTY = "A\x00B\x07\u202eC\u2066<script>alert(1)</script>{name.__class__}%(x)s{{7*7}}'; DROP TABLE people;--\ufeff"
READ = "AB"  # what is left of its beginning
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def pages(tools: Tools) -> PageClient:
    """The whole application, once on each database."""
    register_rooms()
    tools.factories.update(FACTORIES)
    return PageClient(application(tools))


@pytest.fixture
def people(tools: Tools, pages: PageClient) -> Staff:
    staff = make_staff(tools)
    pages.sign_in(staff.drafter)
    return staff


@pytest.fixture
def agreement_id(tools: Tools, people: Staff):
    return make_agreement(tools, people, Stage.DISCUSSION, saved=True)


def here(agreement_id, rest: str = "") -> str:
    return f"/kerja-sama/{agreement_id}{rest}"


def shown_as_typed(page) -> None:
    """The text is read on the page, as text: no markup, no template filled in, nothing that turns the writing."""
    assert "<script>alert" not in page.response.text
    assert "{name.__class__}%(x)s{{7*7}}" in page.text
    assert UNSEEN.search(page.text) is None


def test_nasty_text_in_a_plan_is_kept_and_shown_as_text(tools, pages, people):
    agreement_id = make_agreement(tools, people, Stage.PLANNING)
    page = pages.see(here(agreement_id, "/perencanaan/rencana"))
    page = pages.submit(page, {"subject": NASTY, "need": NASTY + "\r\nbaris dua", "scope": NASTY, "work_plan": NASTY})
    shown_as_typed(page)
    page = pages.see(here(agreement_id, "/perencanaan/kontribusi"))
    pages.submit(page, {"description": NASTY, "side": "office", "kind": "data"}, action="/kontribusi")
    page = pages.see(here(agreement_id, "/perencanaan/kegiatan"))
    pages.submit(page, {"title": NASTY, "month": "05-2026", "owner": NASTY}, action="/kegiatan")
    shown_as_typed(pages.see(here(agreement_id, "/perencanaan")))
    shown_as_typed(pages.see(here(agreement_id)))
    shown_as_typed(pages.see("/kerja-sama/"))
    with tools.reading() as session:
        plan = session.scalars(select(Plan)).one()
        assert plan.need.endswith("\nbaris dua")
        for text in (session.get_one(Agreement, agreement_id).subject, plan.need, plan.scope):
            assert UNSEEN.search(text) is None
            assert text.startswith(READ)


def test_nasty_text_in_a_remark_and_its_answer_is_shown_as_text(pages, agreement_id):
    page = pages.see(here(agreement_id, "/pembahasan"))
    page = pages.submit(page, {"text": NASTY, "visibility": "shared", "place": ""}, action="/catatan")
    shown_as_typed(page)
    page = pages.submit(page, {"text": NASTY}, action="/balas")
    shown_as_typed(page)
    page = pages.submit(page, {"how": NASTY}, action="/selesai")
    shown_as_typed(page)


def test_nasty_text_in_a_section_of_the_paper_is_kept_and_named_as_a_fault(tools, pages, people):
    agreement_id = make_agreement(tools, people, Stage.DRAFTING)
    page = pages.see(here(agreement_id, "/perumusan?bagian=para_pihak"))
    form = page.form("/bagian/para_pihak")
    name = next(key for key in form.values if key.endswith(".lembaga"))
    answer = pages.post(
        form.action, data={**form.values, name: "B\x00\u202eC <script>alert(1)</script>"}, follow_redirects=True
    )
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text


def test_nasty_names_of_partners_and_signatories(tools, pages, people):
    page = pages.see("/mitra/baru")
    page = pages.submit(
        page,
        {"name": NASTY, "category": "public_university", "legal_status": "public_body", "independence": "unchecked",
         "seat": "x" * 120, "liaison_email": "a@b.example"},
    )  # fmt: skip
    shown_as_typed(page)
    shown_as_typed(pages.see("/mitra"))
    page = pages.see(page.path + "/penanda-tangan/baru")
    page = pages.submit(
        page, {"name": "Prof.\u202e Siti\x00 Aminah\nBcc: x", "position": "Rektor", "decree_number": NASTY[:60]}
    )
    assert "Prof. Siti Aminah Bcc: x" in page.text
    with tools.reading() as session:
        assert UNSEEN.search(session.scalars(select(Partner)).one().name) is None


@pytest.mark.parametrize(
    ("path", "names"),
    [("/kerja-sama/", ("q", "tahap", "hal")), ("/mitra", ("q", "jenis")), ("/demo/surat", ("untuk",))],
)
def test_a_search_with_signs_that_no_database_takes_is_refused_in_words(pages, people, path, names):
    for name in names:
        answer = pages.get(path, query_string={name: "a\0b"})
        assert answer.status_code == 400
        assert "Permintaan tidak dapat dibaca" in answer.text
        for odd in ("%", "_" * 100, "\\", "'", "\u202e", "9" * 5000, "-1", "a" * 10_000):
            assert pages.get(path, query_string={name: odd}).status_code == 200, (path, name, odd[:9])


@pytest.mark.parametrize(
    "path",
    ["/v/a%00b", "/v/{x}", "/v/" + "a" * 5000, "/v/..%2f..%2fetc%2fpasswd", "/aset/..%2f..%2fapp.py",
     "/authority/..%2froot.crl", "/kata-sandi/%00", "/mitra/" + "a" * 32],
)  # fmt: skip
def test_odd_addresses_end_in_a_page_that_says_so(pages, path):
    assert pages.get(path).status_code in (400, 404, 410)


@pytest.mark.parametrize(
    ("day", "status"),
    [("0001-01-01", 422), ("9999-12-31", 422), ("2025-02-29", 422), ("31-12-1899", 422), ("01-01-2200", 422),
     ("besok", 422), ("2026-02-28" * 500, 422), ("31-12-2199", 200), ("", 200)],
)  # fmt: skip
def test_days_outside_every_calendar_are_refused_at_their_field(tools, pages, people, day, status):
    make_agreement(tools, people, Stage.PLANNING)
    with tools.reading() as session:
        partner = session.scalars(select(Partner)).one().id
    page = pages.see(f"/mitra/{partner}/penanda-tangan/baru")
    page = pages.submit(page, {"name": "Rektor", "position": "Rektor", "valid_until": day}, status=status)
    if status == 422:
        assert "Tahunnya harus antara 1900 dan 2199" in page.text or "Tanggal tidak benar" in page.text


@pytest.mark.parametrize("field", ["signed_on", "effective_on", "end_on"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01", "2199-12-31"])
def test_an_existing_agreement_with_an_odd_day_never_breaks_a_page(tools, pages, people, field, day):
    make_agreement(tools, people, Stage.PLANNING)
    page = pages.see("/kerja-sama/yang-sudah-ada")
    values = {
        "kind": "mou",
        "subject": "X",
        "office_number": "1",
        "signed_on": "2025-05-28",
        "term_months": "1200",
        field: day,
    }
    answer = pages.post(page.form().action, data={**page.form().values, **values})
    assert answer.status_code in (200, 302, 422)


@pytest.mark.parametrize("number", ["9" * 30, "-1", "0", "1e3", "٣", "1201", "9" * 6000, "0x10", ""])
def test_numbers_that_no_column_holds_are_refused_at_their_field(tools, pages, people, number):
    page = pages.see("/kerja-sama/yang-sudah-ada")
    values = {"kind": "mou", "subject": "X", "office_number": "1", "signed_on": "2025-05-28", "term_months": number}
    answer = pages.post(page.form().action, data={**page.form().values, **values})
    assert answer.status_code == 422


@pytest.mark.parametrize("version", ["-1", "0", "9" * 40, "x", "", "1.5"])
def test_a_version_that_was_never_seen_changes_nothing(tools, pages, people, version):
    agreement_id = make_agreement(tools, people, Stage.PLANNING)
    page = pages.see(here(agreement_id, "/perencanaan/rencana"))
    sent = {**page.form().values, "subject": "Lain sekali", "need": "x", "scope": "x", "version": version}
    answer = pages.post(page.form().action, data=sent)
    assert answer.status_code in (409, 422)
    with tools.reading() as session:
        assert session.get_one(Agreement, agreement_id).subject == "Pengawasan Partisipatif"


def test_a_field_sent_twice_counts_once(tools, pages, people):
    agreement_id = make_agreement(tools, people, Stage.PLANNING)
    page = pages.see(here(agreement_id, "/perencanaan/rencana"))
    sent = {**page.form().values, "subject": ["Pertama", "Kedua"], "need": ["a", "b"], "scope": "x"}
    assert pages.post(page.form().action, data=sent).status_code == 302
    with tools.reading() as session:
        assert session.get_one(Agreement, agreement_id).subject == "Pertama"


def test_ten_thousand_letters_are_refused_with_the_limit(tools, pages, agreement_id):
    page = pages.see(here(agreement_id, "/pembahasan"))
    page = pages.submit(page, {"text": "x" * 10_001, "visibility": "shared"}, action="/catatan", status=422)
    assert "Paling banyak 4000 huruf" in page.text


def test_no_pattern_of_ours_takes_long(pages):
    begun = time.monotonic()
    page = pages.see("/masuk")
    for evil in ("a@" + "a." * 20_000, "@" * 20_000, " " * 20_000 + "x", "a" * 50_000 + "@b.c"):
        answer = pages.post("/masuk", data={**page.form().values, "email": evil, "password": "x" * 10_000})
        assert answer.status_code in (422, 429)
    assert time.monotonic() - begun < 8


def test_letters_and_sentences_never_read_into_what_they_are_given():
    register_rooms()
    evil = {"name": "{contact.__class__}", "office": "A\r\nBcc: x@y.example", "subject": "{0}{url}", "task": "%s",
            "url": "https://x", "until": "", "contact": "{name!r}"}  # fmt: skip
    subject, body = letter("guest_link").compose("id", evil)
    assert not {"\n", "\r"} & set(subject)
    assert "{contact.__class__}" in body
    assert "{name!r}" in body
    said = explain(Refused("partner_not_yours", office="{office.__class__.__mro__}"), "id")
    assert "{office.__class__.__mro__}" in said


# ------------------------------------------------------------------------------------------- two people, one moment
def at_once(*acts):
    """Run acts in threads that start together; what each ended with: "done" or the code of its refusal."""

    def run(act):
        try:
            act()
        except Refused as refusal:
            return refusal.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.parametrize("round_", range(3))
def test_two_who_save_the_same_plan_at_once_end_in_one_change_and_one_sentence(tools, pages, people, round_):
    agreement_id = make_agreement(tools, people, Stage.PLANNING)
    with tools.reading() as session:
        version = session.get_one(Agreement, agreement_id).version

    def save(word):
        def act():
            with tools.begin(people.actor("drafter")) as uow:
                planning.save_plan(uow, agreement_id, planning.Intent(word, word, word), seen_version=version)

        return act

    assert at_once(save("satu"), save("dua")) == ["done", "stale_page"]


def test_six_who_settle_the_same_remark_at_once_settle_it_once(tools, pages, people, agreement_id):
    with tools.begin(people.actor("drafter")) as uow:
        remark_id = discussion.add_remark(uow, agreement_id, Words("Tanggalnya?")).id

    def settle():
        with tools.begin(people.actor("chair")) as uow:
            discussion.settle(uow, agreement_id, remark_id, "Sudah dibetulkan.")

    ended = at_once(*[settle] * 6)
    assert ended.count("done") == 1
    assert set(ended) <= {"done", "remark_already_settled", "stale_page"}
    with tools.reading() as session:
        assert session.get_one(Remark, remark_id).state == "settled"


def test_two_numbers_taken_at_once_are_two_numbers(tools, people):
    first = make_agreement(tools, people, Stage.SIGNING)
    taken: list[str] = []

    def take(agreement_id):
        def act():
            for _ in range(5):
                try:
                    with tools.begin(people.actor("drafter")) as uow:
                        office = uow.session.get_one(Office, people.office_id)
                        number = issue_number(uow, office, "HK.02.00", date(2026, 3, 2), agreement_id).number
                except Refused as refusal:
                    if refusal.code != "stale_page":
                        raise
                else:
                    taken.append(number)
                    return

        return act

    others = [uuid4() for _ in range(3)]
    with tools.begin() as uow:
        uow.session.get_one(Office, people.office_id).letter_code = "K.CT-01"
        for other in others:
            known = uow.session.get_one(Agreement, first)
            uow.session.add(
                Agreement(id=other, kind="mou", subject="X", stage="signing", stage_since=uow.now,
                          lead_office_id=people.office_id, partner_id=known.partner_id, mode="electronic",
                          public_code=new_public_code(), created_at=uow.now)
            )  # fmt: skip
    assert at_once(*(take(one) for one in (first, *others))) == ["done"] * 4
    assert len(taken) == len(set(taken)) == 4
