"""Locks, passwords and the life of a session, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from service.accounts.rules import (
    Tries,
    after_failure,
    device_name,
    email_key,
    is_locked,
    password_fault,
    session_ends,
    stepped_up,
)

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 0), (4, 0), (5, 5), (6, 10), (7, 20), (8, 40), (9, 60), (40, 60)]
)
def test_locks_grow_from_five_minutes_to_an_hour(failures, minutes):
    tries = after_failure(Tries(failures - 1), NOW)
    assert tries.failures == failures
    assert tries.locked_until == (NOW + timedelta(minutes=minutes) if minutes else None)


def test_a_lock_ends_at_its_minute():
    tries = Tries(5, NOW)
    assert is_locked(tries, NOW - timedelta(seconds=1))
    assert not is_locked(tries, NOW)


def test_a_session_ends_after_eight_quiet_hours_and_after_a_week():
    assert session_ends(NOW, NOW) == NOW + timedelta(hours=8)
    assert session_ends(NOW, NOW + timedelta(days=6, hours=23)) == NOW + timedelta(days=7)


@pytest.mark.parametrize("password", ["kuda laut berenang pagi", "Xy7-kelapa.MUDA", "tiga belas ayam"])
def test_a_few_words_are_a_good_password(password):
    assert password_fault(password, "Sri Contoh", "sri@contoh.example") is None


def test_addresses_are_the_same_without_case_and_blanks():
    assert email_key("  Sri@Contoh.Example ") == "sri@contoh.example"


def test_a_proof_holds_until_its_age():
    assert stepped_up(NOW, NOW + timedelta(minutes=9), timedelta(minutes=10))
    assert not stepped_up(NOW, NOW + timedelta(minutes=10), timedelta(minutes=10))
    assert not stepped_up(None, NOW, timedelta(minutes=10))


@pytest.mark.parametrize(("agent", "name"), [
    ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36", "Chrome, Windows"),
    ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, Windows"),
    ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36", "Chrome, Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604", "Safari, iPhone"),
    ("Peramban Uji", "Peramban Uji"),
    ("", ""),
])  # fmt: skip
def test_devices_are_called_what_people_call_them(agent, name):
    assert device_name(agent) == name
