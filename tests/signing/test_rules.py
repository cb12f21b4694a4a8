"""Whose place is where, who signs when, and what a date may be."""

from datetime import date

import pytest

from service.signing.rules import (
    Order,
    date_fault,
    in_order,
    next_slot,
    number_fault,
    printed_date_differs,
    printed_signers,
    same_name,
)
from tests.support.signing import TEXT

TODAY = date(2026, 3, 2)


def test_every_signatory_of_the_text_has_a_place_and_a_field():
    found = printed_signers(TEXT.values)
    assert [(one.place, one.field, one.name, one.title) for one in found] == [
        ("ttd_kesatu_1", "TtdKesatu1", "Rahmat Hidayat", "Ketua"),
        ("ttd_kedua_1", "TtdKedua1", "Prof. Siti Aminah", "Rektor"),
    ]


def test_an_acting_official_is_printed_with_his_capacity():
    said = {"pihak_kesatu": [{"lembaga": "B", "penandatangan": {"nama": "A", "kapasitas": "Plt.", "jabatan": "Ketua"}}]}
    assert printed_signers(said)[0].title == "Plt. Ketua"


def test_a_text_without_parties_has_no_signers():
    assert printed_signers({"judul": "x"}) == ()


@pytest.mark.parametrize(("first", "sides"), [(Order.FIRST, ["kesatu", "kedua"]), (Order.SECOND, ["kedua", "kesatu"])])
def test_the_side_that_signs_first_is_chosen(first, sides):
    assert [one.side for one in in_order(printed_signers(TEXT.values), first)] == sides


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Prof. Dr. Siti Aminah, S.H.", "prof dr  Siti Aminah S.H.", True),
        ("Siti Aminah", "Siti Aminah, M.H.", False),
        ("Budi", "Badu", False),
    ],
)
def test_names_are_compared_without_regard_to_case_and_stops(one, other, same):
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("mode", "held", "fault"),
    [
        ("electronic", date(2026, 3, 1), "event_date_past"),
        ("electronic", TODAY, None),
        ("electronic", date(2026, 4, 1), None),
        ("wet", date(2026, 3, 1), None),
    ],
)
def test_only_ink_may_have_been_signed_before_today(mode, held, fault):
    assert date_fault(mode, held, TODAY) == fault


@pytest.mark.parametrize(
    ("mode", "others", "fault"),
    [
        ("electronic", "2/UN; 3/PEMDA", None),
        ("electronic", "2/UN", "partner_numbers_missing"),
        ("electronic", "; 3/PEMDA", "partner_numbers_missing"),
        ("wet", "; 3/PEMDA", None),
        ("wet", "2/UN; 3/PEMDA; 4", "partner_numbers_too_many"),
    ],
)
def test_between_three_every_other_side_has_its_number(mode, others, fault):
    assert number_fault(mode, "1", others, 2) == fault


def test_a_third_side_signs_after_the_two_others_unless_it_is_first():
    third = [{"lembaga": "Pemerintah Daerah", "penandatangan": {"nama": "Ketut", "jabatan": "Bupati"}}]
    signers = printed_signers({**TEXT.values, "pihak_ketiga": third})
    assert [one.place for one in signers] == ["ttd_kesatu_1", "ttd_kedua_1", "ttd_ketiga_1"]
    assert [one.side for one in in_order(signers, Order.SECOND)] == ["kedua", "kesatu", "ketiga"]


@pytest.mark.parametrize(
    ("mode", "office", "partner", "fault"),
    [
        ("electronic", "1", "2", None),
        ("electronic", "1", "", "partner_number_missing"),
        ("wet", "1", "", None),
        ("wet", "", "2", "office_number_missing"),
    ],
)
def test_a_pending_partner_number_is_for_ink_only(mode, office, partner, fault):
    assert number_fault(mode, office, partner) == fault


@pytest.mark.parametrize(
    ("states", "turn"),
    [
        (["waiting", "waiting"], 0),
        (["signed", "waiting"], 1),
        (["signing", "waiting"], 0),
        (["signed", "signed"], None),
    ],
)
def test_the_next_signer_waits_until_the_signature_before_is_complete(states, turn):
    assert next_slot(states) == turn


def test_a_printed_date_is_compared_with_the_day_of_the_last_signature():
    assert printed_date_differs(TODAY, date(2026, 3, 3))
    assert not printed_date_differs(TODAY, TODAY)
    assert not printed_date_differs(None, TODAY)
