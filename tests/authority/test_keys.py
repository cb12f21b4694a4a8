"""A key at rest opens only for its owner, with the right master key and the right PIN."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

from service.authority import keys
from service.authority.keys import KeyOwner, PinCost, WrappedKey
from service.core.refusals import Refused
from tests.support.authority import spare_key

MASTER, OTHER = bytes(range(32)), bytes(range(1, 33))
OWNER = KeyOwner("person:1", "ab12")
CHEAP = PinCost(memory_kib=64, rounds=1)
PIN = "kunci-42"


@pytest.fixture(scope="module")
def key():
    return spare_key(90)


@pytest.fixture(scope="module")
def for_person(key):
    return keys.wrap_for_person(key, MASTER, OWNER, PIN, CHEAP)


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_the_right_pin_opens_a_persons_key(key, for_person):
    opened = keys.unwrap_for_person(WrappedKey.from_text(for_person.to_text()), MASTER, OWNER, PIN)
    assert opened.private_numbers() == key.private_numbers()


@pytest.mark.parametrize("pin", ["", "kunci-43", "KUNCI-42", "kunci-42 "])
def test_a_wrong_pin_is_refused_and_changes_nothing(for_person, pin):
    before = for_person.to_text()
    assert refusal(lambda: keys.unwrap_for_person(for_person, MASTER, OWNER, pin)) == "pin_wrong"
    assert for_person.to_text() == before


def test_the_server_alone_cannot_open_a_persons_key(for_person):
    assert refusal(lambda: keys.unwrap_for_service(for_person, MASTER, OWNER)) == "master_key_wrong"


def test_another_master_key_is_named_as_the_fault(for_person):
    assert refusal(lambda: keys.unwrap_for_person(for_person, OTHER, OWNER, PIN)) == "master_key_wrong"


@pytest.mark.parametrize("owner", [KeyOwner("person:2", "ab12"), KeyOwner("person:1", "ab13")])
def test_a_key_moved_to_another_owner_or_certificate_does_not_open(for_person, owner):
    assert refusal(lambda: keys.unwrap_for_person(for_person, MASTER, owner, PIN)) == "pin_wrong"


@pytest.mark.parametrize("name", ["salt", "locked_data_key", "locked_key"])
def test_a_changed_lock_does_not_open(for_person, name):
    said = getattr(for_person, name)
    changed = replace(for_person, **{name: said[:8] + ("A" if said[8] != "A" else "B") + said[9:]})
    assert refusal(lambda: keys.unwrap_for_person(changed, MASTER, OWNER, PIN)) == "pin_wrong"


def test_a_service_key_needs_no_pin_and_can_move_to_a_new_master_key(key):
    wrapped = keys.wrap_for_service(key, MASTER, OWNER)
    assert keys.unwrap_for_service(wrapped, MASTER, OWNER).private_numbers() == key.private_numbers()
    moved = keys.rewrap_data_key(wrapped, MASTER, OTHER, OWNER)
    assert keys.unwrap_for_service(moved, OTHER, OWNER).private_numbers() == key.private_numbers()
    assert refusal(lambda: keys.unwrap_for_service(moved, MASTER, OWNER)) == "master_key_wrong"


def test_nothing_of_the_key_or_pin_stands_in_what_is_stored(key, for_person):
    stored = for_person.to_text()
    assert PIN not in stored
    assert f"{key.private_numbers().d:x}"[:40] not in stored
    assert keys.wrap_for_person(key, MASTER, OWNER, PIN, CHEAP).to_text() != stored


def test_the_master_keys_name_tells_nothing_about_it():
    assert keys.master_key_id(MASTER) == keys.master_key_id(bytes(range(32)))
    assert keys.master_key_id(MASTER) != keys.master_key_id(OTHER)
    assert MASTER.hex()[:8] not in keys.master_key_id(MASTER)


def test_a_pin_costs_real_memory_by_default():
    assert PinCost().memory_kib == 64 * 1024
    assert PinCost().rounds == 3


@pytest.mark.parametrize("pin", ["", "12345", "111111", "121212", "123456", "654321", "abcdef", "aaaaab"])
def test_a_pin_that_is_easy_to_guess_is_refused(pin):
    assert refusal(lambda: keys.check_pin(pin)) == "pin_weak"


@pytest.mark.parametrize("pin", ["294716", "kunci-42", "9041725836"])
def test_a_fair_pin_is_taken(pin):
    keys.check_pin(pin)


def test_raw_signatures_verify(key):
    key.public_key().verify(keys.sign_raw(key, b"isi"), b"isi", padding.PKCS1v15(), hashes.SHA256())
    curve = keys.new_curve_key()
    curve.public_key().verify(keys.sign_raw(curve, b"isi"), b"isi", ec.ECDSA(hashes.SHA256()))
