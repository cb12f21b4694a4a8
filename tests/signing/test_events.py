"""Opening an acara penandatanganan, and calling it off (rules 24, 26, 27, 36)."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from service.agreements.actions import move
from service.agreements.guests import GuestLink
from service.agreements.lifecycle import Action, Mode, Stage
from service.agreements.models import Agreement, PaperRevision
from service.core.database import new_id
from service.core.mail import OutboxLetter
from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents.content import Content
from service.offices.models import Partner, Signatory
from service.offices.rules import name_key
from service.signing import actions, queries
from service.signing.actions import NewEvent
from service.signing.inviting import House
from service.signing.models import SigningEvent
from service.signing.rules import EventState, Order, SlotKind
from tests.support.agreements import Started
from tests.support.signing import TEXT, PlainRenderer, ready_to_sign
from workers.runtime import drain
from workers.signing import house_of

ASKED = NewEvent(
    held_on=date(2026, 3, 2), place="Contoh", stated=False, order=Order.SECOND, partner_number="12/UN/2026"
)


@pytest.fixture
def made(tools: Tools, renderer: PlainRenderer) -> Started:
    return ready_to_sign(tools)


def open_it(tools: Tools, made: Started, said: NewEvent = ASKED, house: House | None = None) -> None:
    with tools.begin(made.people["drafter"]) as uow:
        actions.open_event(uow, made.agreement_id, said, house or house_of(tools))


def event_of(tools: Tools, made: Started) -> SigningEvent:
    with tools.reading() as session:
        found = queries.current_event(session, made.agreement_id)
        assert found is not None
        return found


def test_opening_fixes_the_numbers_and_signers_and_has_the_paper_made_and_locked(tools, made, renderer):
    open_it(tools, made)
    drain(tools)
    event = event_of(tools, made)
    assert event.state == EventState.OPEN
    assert [(slot.name, slot.kind, slot.order) for slot in event.slots] == [
        ("Prof. Siti Aminah", SlotKind.GUEST, 1),
        ("Rahmat Hidayat", SlotKind.STAFF, 2),
    ]
    assert event.office_number == "001/HK.02.00/K.CT-01/03/2026"
    asked = renderer.asked[0]
    assert asked is not None
    assert asked.numbers == (event.office_number, "12/UN/2026")
    assert asked.verification_url.startswith("https://sijari.example.go.id/v/")
    with tools.reading() as session:
        kinds = list(session.scalars(select(PaperRevision.kind).order_by(PaperRevision.sequence)))
        assert kinds == ["engrossed", "prepared"]
        assert [block["text"] for block in event.reading] == ["Nota Kesepahaman", "Kedua pihak bekerja sama."]


def test_the_first_signer_is_told_with_a_personal_link_that_no_row_holds(tools, made):
    open_it(tools, made)
    drain(tools)
    with tools.reading() as session:
        letter = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "guest_link")).one()
        link = session.scalars(select(GuestLink)).one()
    assert letter.to_address == "rektor@contoh.example"
    assert letter.link_id == link.id
    assert "mitra/" not in str(letter.params)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param(replace(ASKED, partner_number=" "), "partner_number_missing", id="no partner number"),
        pytest.param(replace(ASKED, place=""), "event_place_missing", id="no place"),
        pytest.param(replace(ASKED, held_on=date(2026, 3, 1)), "event_date_past", id="yesterday"),
        pytest.param(replace(ASKED, office_number="7/X/2026"), "number_sequence_needed", id="own number, no sequence"),
    ],
)
def test_an_incomplete_event_is_not_opened(tools, made, said, code):
    with pytest.raises(Refused, match=code):
        open_it(tools, made, said)
    with tools.reading() as session:
        assert queries.current_event(session, made.agreement_id) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"decree_number": ""}, "decree_missing", id="no decree"),
        pytest.param({"valid_until": date(2026, 3, 1)}, "decree_expired", id="expired yesterday"),
        pytest.param({"active": False}, "signatory_inactive", id="no longer in office"),
        pytest.param({"name": "Orang Lain"}, "signatory_not_listed", id="not the one in the text"),
        pytest.param({"email": ""}, "signatory_without_mail", id="no mail"),
    ],
)
def test_a_signatory_without_a_valid_mandate_blocks_the_opening(tools, made, change, code):
    with tools.begin() as uow:
        for name, value in change.items():
            setattr(uow.session.get_one(Signatory, made.partner_signatory), name, value)
    with pytest.raises(Refused, match=code):
        open_it(tools, made)


def test_an_official_without_an_account_cannot_sign_electronically(tools, made):
    with tools.begin() as uow:
        uow.session.get_one(Signatory, made.office_signatory).person_id = None
    with pytest.raises(Refused, match="signatory_without_account"):
        open_it(tools, made)


@pytest.mark.parametrize(
    ("house", "code"),
    [
        pytest.param({"demo": False, "url_fault": "loopback"}, "public_url_unfit", id="address unfit for a QR code"),
        pytest.param({"clock_moved": True}, "clock_moved", id="simulated time"),
    ],
)
def test_an_installation_that_must_not_sign_does_not_open(tools, made, house, code):
    with pytest.raises(Refused, match=code):
        open_it(tools, made, house=replace(house_of(tools), **house))


def test_a_demo_may_sign_with_an_address_of_this_machine(tools, made):
    open_it(tools, made, house=replace(house_of(tools), url_fault="loopback", demo=True))
    assert event_of(tools, made).state == EventState.PREPARING


def test_there_is_one_event_at_a_time(tools, made):
    open_it(tools, made)
    with pytest.raises(Refused, match="event_exists"):
        open_it(tools, made)


def test_signing_does_not_open_before_the_text_is_frozen(tools, made):
    with tools.begin() as uow:
        uow.session.get_one(Agreement, made.agreement_id).frozen_hash = ""
    with pytest.raises(Refused, match="approval_void"):
        open_it(tools, made)


def test_separate_counterparts_are_refused_in_plain_words(tools, renderer):
    made = ready_to_sign(tools, Mode.SEPARATE)
    with pytest.raises(Refused, match="separate_unavailable"):
        open_it(tools, made)


def test_an_event_called_off_voids_its_papers_and_links_and_keeps_the_number(tools, made):
    open_it(tools, made)
    drain(tools)
    number = event_of(tools, made).office_number
    with tools.begin(made.people["drafter"]) as uow:
        actions.void_event(uow, made.agreement_id, "Tanggal berubah")
    with tools.reading() as session:
        assert queries.current_event(session, made.agreement_id) is None
        assert all(session.scalars(select(PaperRevision.void)))
        assert session.scalars(select(GuestLink)).one().revoked_at is not None
    open_it(tools, made)
    assert (event_of(tools, made).number, event_of(tools, made).office_number) == (2, number)


def test_calling_off_needs_a_reason(tools, made):
    open_it(tools, made)
    with pytest.raises(Refused, match="reason_missing"), tools.begin(made.people["drafter"]) as uow:
        actions.void_event(uow, made.agreement_id, " ")


def test_reopening_the_text_calls_the_event_off(tools, made):
    open_it(tools, made)
    with tools.begin(made.people["drafter"]) as uow:
        move(uow, uow.session.get_one(Agreement, made.agreement_id), Action.REOPEN, reason="Perubahan pasal")
    with tools.reading() as session:
        assert session.get_one(Agreement, made.agreement_id).stage == Stage.DISCUSSION
        assert queries.current_event(session, made.agreement_id) is None


def test_the_text_signed_is_the_text_approved(tools, made):
    open_it(tools, made)
    assert event_of(tools, made).content_hash == TEXT.content_hash()


# ------------------------------------------------------------------------------------------------------ three and more
THIRD = {"lembaga": "Pemerintah Kabupaten Contoh", "penandatangan": {"nama": "I Ketut Sudana", "jabatan": "Bupati"}}


@pytest.fixture
def between_three(tools: Tools, renderer: PlainRenderer) -> Started:  # noqa: ARG001  the tools must be equipped first
    made = ready_to_sign(tools, Mode.WET, Content({**TEXT.values, "pihak_ketiga": [THIRD]}))
    with tools.begin() as uow:
        partner = Partner(
            id=new_id(),
            name=THIRD["lembaga"],
            name_key=name_key(THIRD["lembaga"]),
            category="local_government",
            legal_status="public_body",
            office_id=made.office_id,
            created_at=uow.now,
        )
        uow.session.add(partner)
        uow.session.flush()
        known = uow.session.scalars(select(Signatory).where(Signatory.partner_id.is_not(None))).first()
        assert known is not None
        columns = {one.key: getattr(known, one.key) for one in Signatory.__table__.columns}
        columns |= {"id": new_id(), "partner_id": partner.id, "name": "I Ketut Sudana", "position": "Bupati"}
        uow.session.add(Signatory(**{key: value for key, value in columns.items() if key != "version"}))
    return made


def test_each_side_gets_its_own_original_with_all_numbers(tools, between_three, renderer):
    open_it(tools, between_three, replace(ASKED, partner_number="12/UN/2026; 7/PEMDA/2026"))
    drain(tools)
    event = event_of(tools, between_three)
    assert {slot.side for slot in event.slots} == {"kesatu", "kedua", "ketiga"}
    assert [one.original for one in renderer.asked] == [1, 2, 3]
    assert {one.numbers for one in renderer.asked} == {(event.office_number, "12/UN/2026", "7/PEMDA/2026")}
    originals = event.plan["originals"]
    assert originals[0] == event.engrossed_sha256 == event.head_sha256
    assert len(set(originals)) == 3
    with tools.reading() as session:
        assert queries.planned_fields(session, event.id) == ()  # nothing in them is signed electronically


def test_more_numbers_than_sides_are_refused(tools, between_three):
    with pytest.raises(Refused) as caught:
        open_it(tools, between_three, replace(ASKED, partner_number="1; 2; 3"))
    assert (caught.value.code, caught.value.field) == ("partner_numbers_too_many", "partner_number")
