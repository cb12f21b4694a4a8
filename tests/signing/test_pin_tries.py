"""Nobody finds a signing PIN by trying: five wrong ones lock the key for a quarter of an hour."""

import pytest
from sqlalchemy import select

from service.accounts.models import Person
from service.authority.desk import Authority
from service.core.audit import AuditEvent
from service.core.database import new_id
from service.core.refusals import Refused, explain
from service.core.tools import Tools
from service.signing import acts
from service.wiring import register_rooms
from tests.support.agreements import Started, with_accounts
from tests.support.signing import PIN, ready_to_sign


@pytest.fixture
def made(tools: Tools, renderer) -> Started:
    register_rooms()
    return ready_to_sign(tools)


def try_pin(tools: Tools, made: Started, pin: str) -> str:
    """What a try ends with: the code of the refusal, or nothing."""
    chair = made.people["chair"]
    assert chair.id is not None
    try:
        acts._with_pin(tools, chair, tools.part(Authority), chair.id, pin)
    except Refused as refusal:
        return refusal.code
    return ""


def test_five_wrong_pins_lock_the_key_for_a_quarter_of_an_hour(tools, made, clock):
    assert [try_pin(tools, made, "271828") for _ in range(5)] == ["pin_wrong"] * 5
    assert try_pin(tools, made, PIN) == "pin_locked", "even the right one"
    clock.advance(minutes=14)
    assert try_pin(tools, made, PIN) == "pin_locked"
    clock.advance(minutes=2)
    assert try_pin(tools, made, PIN) == ""


def test_the_right_pin_starts_the_count_anew(tools, made):
    for _ in range(3):
        assert [try_pin(tools, made, "271828") for _ in range(4)] == ["pin_wrong"] * 4
        assert try_pin(tools, made, PIN) == ""


def test_tries_of_one_person_lock_nobody_else(tools, made):
    for _ in range(6):
        try_pin(tools, made, "271828")
    other = new_id()
    from service.accounts import tries

    tries.refuse_locked_pin(tools, other)


def test_a_new_key_has_a_new_count(tools, made):
    for _ in range(6):
        try_pin(tools, made, "271828")
    acts.make_key(tools, made.people["chair"], name="Rahmat", title="Ketua", organisation="Bawaslu", pin="840216")
    assert try_pin(tools, made, "840216") == ""


def test_each_wrong_pin_is_in_the_person_s_chain_without_the_pin(tools, made):
    staff = with_accounts(tools, made)
    person: Person = staff.chair
    from service.accounts import tries

    for _ in range(5):
        tries.count_pin(tools, made.people["chair"], person.id, right=False)
    with tools.reading() as session:
        found = list(session.scalars(select(AuditEvent).where(AuditEvent.code == "account.pin_failed")))
    assert [event.details["failures"] for event in found] == [1, 2, 3, 4, 5]
    assert [event.details["locked"] for event in found] == [False] * 4 + [True]
    assert not any(PIN in str(event.details) for event in found)


@pytest.mark.parametrize(("language", "words"), [("id", "sesudah pukul 10.15 WIB"), ("en", "after 10.15 WIB")])
def test_the_sentence_says_until_when(tools, made, language, words):
    for _ in range(5):
        try_pin(tools, made, "271828")
    with pytest.raises(Refused) as refused:
        acts._with_pin(tools, made.people["chair"], tools.part(Authority), made.people["chair"].id, PIN)
    assert words in explain(refused.value, language)
