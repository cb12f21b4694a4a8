from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from service.core.refusals import Refused as Refusal
from service.core.refusals import explain, register
from service.offices.catalogue import categories, category, evidence_kinds
from service.offices.rules import (
    Evidence,
    Fault,
    Independence,
    Mandate,
    blocking,
    name_key,
    screen_partner,
    signatory_valid,
    similar,
)
from service.offices.sentences import SENTENCES

TODAY = date(2026, 3, 2)
LAST_YEAR = date(2025, 3, 2)


def held(*kinds: str, until: date | None = None) -> list[Evidence]:
    return [Evidence(kind, LAST_YEAR, until) for kind in kinds]


def codes(faults: Iterable[Fault]) -> list[str]:
    return [fault.code for fault in faults]


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("local_government", ["decree_of_office"]),
        ("regional_agency", ["power_of_attorney"]),
        ("regional_agency", ["delegation"]),
        ("vertical_agency", ["decree_of_office"]),
        ("ministry", ["decree_of_office"]),
        ("public_university", ["decree_of_office"]),
        ("private_university", ["operating_licence", "governing_body"]),
        ("faculty", ["power_of_attorney"]),
        ("public_school", ["decree_of_office"]),
        ("private_school", ["operating_licence", "governing_body"]),
        ("press", ["legal_entity_decree"]),
        ("ngo", ["legal_entity_decree"]),
        ("mass_organisation", ["legal_entity_decree"]),
        ("youth_organisation", ["legal_entity_decree"]),
        ("election_activist", ["legal_entity_decree"]),
        ("state_enterprise", ["regional_regulation"]),
        ("company", ["legal_entity_decree"]),
        ("other", ["statement_of_commitment"]),
    ],
)
def test_a_partner_with_the_evidence_of_its_category_passes(key: str, kinds: list[str]) -> None:
    assert screen_partner(category(key), held(*kinds), TODAY) == ()
    assert "evidence_missing" in codes(screen_partner(category(key), held(*kinds[1:]), TODAY))


def test_every_category_that_is_not_refused_asks_for_something() -> None:
    assert all(one.requires for one in categories().values() if not one.refused)


def test_every_requirement_names_evidence_that_can_be_accepted() -> None:
    asked = {kind for one in categories().values() for need in one.requires for kind in need.any_of}
    assert asked <= {kind.key for kind in evidence_kinds().values() if kind.accepted}


@pytest.mark.parametrize("key", ["ngo", "mass_organisation"])
@pytest.mark.parametrize("paper", ["registration_certificate", "kesbangpol_letter"])
def test_an_ngo_with_only_an_skt_or_a_kesbangpol_letter_is_refused_with_that_explanation(key: str, paper: str) -> None:
    faults = screen_partner(category(key), held(paper), TODAY, kinds=evidence_kinds())
    assert codes(blocking(faults)) == ["evidence_missing", "evidence_refused"]
    assert "badan hukum" in faults[1].params["why"]


def test_an_skt_beside_the_real_decree_does_no_harm() -> None:
    papers = held("registration_certificate", "legal_entity_decree")
    assert screen_partner(category("ngo"), papers, TODAY, kinds=evidence_kinds()) == ()


def test_evidence_counts_until_its_last_day() -> None:
    papers = held("power_of_attorney", until=TODAY)
    assert screen_partner(category("faculty"), papers, TODAY) == ()
    assert codes(screen_partner(category("faculty"), papers, TODAY + timedelta(days=1))) == ["evidence_expired"]


def test_newer_evidence_stands_in_for_expired_evidence() -> None:
    papers = held("power_of_attorney", until=LAST_YEAR) + held("delegation")
    assert screen_partner(category("faculty"), papers, TODAY) == ()


def test_evidence_dated_after_today_does_not_count() -> None:
    papers = [Evidence("decree_of_office", TODAY + timedelta(days=1))]
    assert codes(screen_partner(category("ministry"), papers, TODAY)) == ["evidence_from_future"]


def test_evidence_of_another_category_does_not_count() -> None:
    assert codes(screen_partner(category("press"), held("press_verification"), TODAY)) == ["evidence_missing"]


@pytest.mark.parametrize("tie", [Independence.PARTY, Independence.CANDIDATE, Independence.CAMPAIGN])
def test_a_partner_tied_to_a_contestant_is_stopped_whatever_its_papers(tie: Independence) -> None:
    faults = screen_partner(category("ngo"), held("legal_entity_decree"), TODAY, independence=tie)
    assert codes(blocking(faults)) == [f"partner_tie_{tie}"]


def test_a_political_party_cannot_be_a_partner() -> None:
    faults = screen_partner(category("political_party"), held("legal_entity_decree"), TODAY)
    assert codes(blocking(faults)) == ["partner_category_refused"]


def test_what_is_not_checked_yet_is_a_hint_and_no_block() -> None:
    papers = [Evidence("legal_entity_decree", LAST_YEAR, has_file=False, checked=False)]
    faults = screen_partner(category("ngo"), papers, TODAY, independence=Independence.UNCHECKED)
    assert codes(faults) == ["evidence_without_file", "evidence_unchecked", "independence_unchecked"]
    assert blocking(faults) == ()


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(Refusal, match="category_unknown"):
        category("nothing")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_fault_has_a_sentence_with_nothing_left_blank(language: str) -> None:
    register(SENTENCES)
    faults = [
        *screen_partner(category("political_party"), (), TODAY),
        *screen_partner(category("ngo"), held("registration_certificate"), TODAY, kinds=evidence_kinds()),
        *screen_partner(category("faculty"), held("delegation", until=LAST_YEAR), TODAY),
        *screen_partner(category("faculty"), [Evidence("delegation", TODAY + timedelta(1))], TODAY),
        *(fault for tie in Independence for fault in screen_partner(category("ngo"), (), TODAY, independence=tie)),
        *signatory_valid(MANDATE_WITH_EVERY_FAULT, TODAY, "mou"),
        *signatory_valid(mandate(valid_from=TODAY + timedelta(1)), TODAY),
    ]
    for fault in faults:
        text = explain(Refusal(fault.code, **fault.params), language)
        assert fault.code in SENTENCES
        assert "{" not in text
        assert " - " not in text
        assert len(text) > 20


# -------------------------------------------------------------------------------------------------------- signatories
def mandate(
    *,
    number: str = "100/SK/2025",
    decreed: date | None = LAST_YEAR,
    valid_from: date | None = LAST_YEAR,
    valid_until: date | None = None,
    active: bool = True,
    has_file: bool = True,
) -> Mandate:
    return Mandate("Ratna Wulan", number, decreed, valid_from, valid_until, frozenset({"mou"}), active, has_file)


MANDATE_WITH_EVERY_FAULT = Mandate("R", "", None, None, LAST_YEAR, frozenset(), active=False, has_file=False)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(mandate(), [], id="in order"),
        pytest.param(mandate(valid_until=TODAY), [], id="on its last day"),
        pytest.param(mandate(valid_until=TODAY - timedelta(1)), ["decree_expired"], id="expired"),
        pytest.param(mandate(valid_from=TODAY), [], id="on its first day"),
        pytest.param(mandate(valid_from=TODAY + timedelta(1)), ["decree_not_yet"], id="not yet"),
        pytest.param(mandate(number=" "), ["decree_missing"], id="no number"),
        pytest.param(mandate(decreed=None), ["decree_missing"], id="no date"),
        pytest.param(mandate(valid_from=None), ["decree_missing"], id="no validity"),
        pytest.param(mandate(decreed=TODAY + timedelta(1)), ["decree_from_future"], id="dated after the signing"),
        pytest.param(mandate(active=False), ["signatory_inactive"], id="left the office"),
    ],
)
def test_a_missing_or_expired_decree_keeps_a_signatory_from_signing(one: Mandate, expected: list[str]) -> None:
    assert codes(blocking(signatory_valid(one, TODAY, "mou"))) == expected


def test_a_signatory_signs_only_what_he_may() -> None:
    assert codes(signatory_valid(mandate(), TODAY, "pks")) == ["signatory_may_not_sign"]


def test_a_decree_without_its_scan_is_a_hint() -> None:
    faults = signatory_valid(mandate(has_file=False), TODAY, "mou")
    assert codes(faults) == ["decree_without_file"]
    assert blocking(faults) == ()


# -------------------------------------------------------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Universitas Contoh Jaya", "UNIVERSITAS  CONTOH JAYA"),
        ("Yayasan Contoh Jaya", "Contoh Jaya, Yayasan"),
        ("PT Contoh Media Tbk.", "Contoh Media"),
        ("Pemkab Contoh", "Pemerintah Kabupaten Contoh"),
        ("Polres Contoh", "Kepolisian Resor Contoh"),
        ("Univ. Contoh Jaya", "Universitas Contoh-Jaya"),
        ("Lembaga Kajian Pemilu Sejahtera", "Lembaga Kajian Pemilu Sejahtéra"),
    ],
)
def test_the_same_partner_under_another_spelling_is_noticed(one: str, other: str) -> None:
    assert similar(name_key(one), name_key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Universitas Contoh Jaya", "Universitas Teladan Raya"),
        ("Yayasan Melati", "Yayasan Mawar"),
        ("Pemerintah Kabupaten Contoh", "Pemerintah Kabupaten Teladan"),
        ("", "Universitas Contoh"),
    ],
)
def test_different_partners_are_told_apart(one: str, other: str) -> None:
    assert not similar(name_key(one), name_key(other))
