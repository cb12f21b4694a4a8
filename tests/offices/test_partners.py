from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from service.core.audit import Stream, stream_events
from service.core.permissions import Role
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices import queries
from service.offices.actions import (
    EvidenceFacts,
    PartnerFacts,
    StoredUpload,
    add_evidence,
    check_evidence,
    create_partner,
    update_partner,
    withdraw_evidence,
)
from service.offices.models import Partner
from service.offices.rules import Independence, LegalStatus
from tests.offices.people import Tree, person, plant

TODAY = date(2026, 3, 2)
NGO = PartnerFacts("Lembaga Kajian Contoh", "ngo", LegalStatus.LEGAL_ENTITY, seat="Contoh")
DECREE = EvidenceFacts("legal_entity_decree", "AHU-1.TAHUN 2025", date(2025, 1, 2))
SCAN = StoredUpload("a" * 64, 100, "application/pdf", "sk.pdf")


@pytest.fixture
def tree(sqlite_tools: Tools) -> Tree:
    return plant(sqlite_tools)


def make(tools: Tools, tree: Tree, facts: PartnerFacts = NGO) -> Partner:
    with tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        return create_partner(uow, facts)


def test_a_partner_belongs_to_the_office_that_added_it_and_the_audit_says_so(tools: Tools) -> None:
    tree = plant(tools)
    partner = make(tools, tree, replace(NGO, name="  Lembaga   Kajian Contoh "))
    with tools.reading() as session:
        assert (partner.name, partner.office_id) == ("Lembaga Kajian Contoh", tree.district)
        events = stream_events(session, Stream("partner", partner.id))
        assert [(event.code, event.actor_name) for event in events] == [("partner:created", "Sari Contoh")]


def test_the_audit_of_a_partner_keeps_no_phone_number_and_no_mail_address(sqlite_tools: Tools, tree: Tree) -> None:
    facts = replace(NGO, liaison_phone="0812000111", liaison_email="sari@contoh.example")
    partner = make(sqlite_tools, tree, facts)
    with sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        update_partner(uow, partner.id, replace(facts, liaison_phone="0812000222"))
    with sqlite_tools.reading() as session:
        events = stream_events(session, Stream("partner", partner.id))
        assert events[-1].details == {"fields": ["liaison_phone"]}
        assert "0812" not in str([event.details for event in events])


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": " "}, "partner_name_missing", "name"),
        ({"category": "circus"}, "category_unknown", "category"),
        ({"category": "political_party"}, "partner_category_refused", "category"),
        ({"category": "faculty"}, "partner_parent_missing", "parent_id"),
        ({"parent_id": uuid4()}, "partner_unknown", None),
        ({"independence": Independence.CLEAR}, "independence_note_missing", "independence_note"),
    ],
)
def test_a_partner_with_a_wrong_field_is_refused(
    sqlite_tools: Tools, tree: Tree, change: dict[str, object], code: str, field: str | None
) -> None:
    with pytest.raises(Refused, match=code) as refusal:
        make(sqlite_tools, tree, replace(NGO, **change))
    assert refusal.value.field == field
    with sqlite_tools.reading() as session:
        assert queries.find_partners(session) == []


def test_a_partner_of_a_similar_name_is_shown_before_a_second_one_is_added(sqlite_tools: Tools, tree: Tree) -> None:
    make(sqlite_tools, tree)
    twin = replace(NGO, name="LSM Lembaga Kajian CONTOH")
    with pytest.raises(Refused, match="partner_same_name") as refusal:
        make(sqlite_tools, tree, twin)
    assert refusal.value.params["names"] == "Lembaga Kajian Contoh"
    with sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        create_partner(uow, twin, different=True)
        assert len(queries.find_partners(uow.session, "kajian")) == 2


def test_a_long_name_of_abbreviations_can_be_stored(tools: Tools) -> None:
    tree = plant(tools)
    name = ("Pemkab " * 28).strip()
    assert make(tools, tree, replace(NGO, name=name)).name == name


def test_a_partner_may_be_changed_by_its_office_and_those_above_only(sqlite_tools: Tools, tree: Tree) -> None:
    partner = make(sqlite_tools, tree)
    for office in (tree.district, tree.province, tree.national):
        with sqlite_tools.begin(person(office, Role.DRAFTER)) as uow:
            update_partner(uow, partner.id, replace(NGO, seat=str(office)))
    for office in (tree.neighbour, tree.elsewhere):
        with (
            pytest.raises(Refused, match="partner_not_yours"),
            sqlite_tools.begin(person(office, Role.DRAFTER)) as uow,
        ):
            update_partner(uow, partner.id, NGO)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN, Role.PPID, Role.ARCHIVIST])
def test_a_role_that_makes_no_agreements_changes_no_partner(sqlite_tools: Tools, tree: Tree, role: Role) -> None:
    partner = make(sqlite_tools, tree)
    with pytest.raises(Refused, match="not_permitted"), sqlite_tools.begin(person(tree.district, role)) as uow:
        update_partner(uow, partner.id, NGO)
    with pytest.raises(Refused, match="not_permitted"), sqlite_tools.begin(person(tree.district, role)) as uow:
        add_evidence(uow, partner.id, DECREE)


def test_a_change_on_a_stale_page_is_refused(sqlite_tools: Tools, tree: Tree) -> None:
    partner = make(sqlite_tools, tree)
    with sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        update_partner(uow, partner.id, replace(NGO, seat="Baru"), seen_version=1)
    with (
        pytest.raises(Refused, match="stale_page"),
        sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow,
    ):
        update_partner(uow, partner.id, replace(NGO, seat="Lain"), seen_version=1)
    with sqlite_tools.reading() as session:
        assert queries.partner(session, partner.id).seat == "Baru"


def test_a_body_is_no_part_of_its_own_unit(sqlite_tools: Tools, tree: Tree) -> None:
    campus = make(sqlite_tools, tree, PartnerFacts("Universitas Contoh", "public_university", LegalStatus.PUBLIC_BODY))
    faculty = PartnerFacts("Fakultas Hukum", "faculty", LegalStatus.PART_OF_BODY, parent_id=campus.id)
    unit = make(sqlite_tools, tree, faculty)
    with sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        assert [one.name for one in queries.sub_units(uow.session, campus.id)] == ["Fakultas Hukum"]
    facts = PartnerFacts("Universitas Contoh", "public_university", LegalStatus.PUBLIC_BODY, parent_id=unit.id)
    with (
        pytest.raises(Refused, match="partner_parent_self"),
        sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow,
    ):
        update_partner(uow, campus.id, facts)


# ----------------------------------------------------------------------------------------------------------- evidence
def test_an_ngo_passes_screening_once_its_decree_is_there(tools: Tools) -> None:
    tree = plant(tools)
    partner = make(tools, tree, replace(NGO, independence=Independence.CLEAR, independence_note="Situs, daftar calon"))
    with tools.begin(person(tree.neighbour, Role.DRAFTER)) as uow:
        known = queries.partner(uow.session, partner.id)
        assert [fault.code for fault in queries.screening(known, TODAY)] == ["evidence_missing"]
        add_evidence(uow, partner.id, DECREE, file=SCAN)
    with tools.reading() as session:
        known = queries.partner(session, partner.id)
        assert [fault.code for fault in queries.screening(known, TODAY)] == ["evidence_unchecked"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "registration_certificate"}, "evidence_refused"),
        ({"kind": "kesbangpol_letter"}, "evidence_refused"),
        ({"kind": "horoscope"}, "evidence_kind_unknown"),
        ({"number": " "}, "evidence_number_missing"),
        ({"valid_until": date(2025, 1, 1)}, "evidence_dates_crossed"),
        ({"issued_on": TODAY + timedelta(days=1)}, "evidence_from_future"),
    ],
)
def test_evidence_with_a_wrong_field_is_refused(
    sqlite_tools: Tools, tree: Tree, change: dict[str, object], code: str
) -> None:
    partner = make(sqlite_tools, tree)
    with pytest.raises(Refused, match=code), sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        add_evidence(uow, partner.id, replace(DECREE, **change))
    with sqlite_tools.reading() as session:
        assert queries.partner(session, partner.id).evidence == []


def test_evidence_dated_today_where_the_office_stands_is_accepted(sqlite_tools: Tools, tree: Tree) -> None:
    partner = make(sqlite_tools, tree)
    sqlite_tools.clock.set(sqlite_tools.clock.now().replace(hour=17, minute=30))  # 00.30 WIB of the next day
    with sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        add_evidence(uow, partner.id, replace(DECREE, issued_on=TODAY + timedelta(days=1)))


def test_evidence_is_checked_by_a_second_person(sqlite_tools: Tools, tree: Tree) -> None:
    partner = make(sqlite_tools, tree)
    first, second = person(tree.district, Role.DRAFTER), person(tree.district, Role.COORDINATOR, name="Budi Contoh")
    with sqlite_tools.begin(first) as uow:
        evidence = add_evidence(uow, partner.id, DECREE)
    with pytest.raises(Refused, match="evidence_needs_second_person"), sqlite_tools.begin(first) as uow:
        check_evidence(uow, evidence.id)
    with sqlite_tools.begin(second) as uow:
        assert check_evidence(uow, evidence.id).checked_name == "Budi Contoh"
    with pytest.raises(Refused, match="evidence_already_checked"), sqlite_tools.begin(second) as uow:
        check_evidence(uow, evidence.id)


def test_withdrawn_evidence_no_longer_counts_and_is_not_lost(sqlite_tools: Tools, tree: Tree) -> None:
    partner = make(sqlite_tools, tree)
    actor = person(tree.district, Role.DRAFTER)
    with sqlite_tools.begin(actor) as uow:
        evidence = add_evidence(uow, partner.id, DECREE, file=SCAN)
    with pytest.raises(Refused, match="withdrawal_reason_missing"), sqlite_tools.begin(actor) as uow:
        withdraw_evidence(uow, evidence.id, " ")
    with sqlite_tools.begin(actor) as uow:
        withdraw_evidence(uow, evidence.id, "Dicabut")
    with pytest.raises(Refused, match="evidence_withdrawn"), sqlite_tools.begin(actor) as uow:
        withdraw_evidence(uow, evidence.id, "Dua kali")
    with sqlite_tools.reading() as session:
        known = queries.partner(session, partner.id)
        assert "evidence_missing" in [fault.code for fault in queries.screening(known, TODAY)]
        assert [one.sha256 for one in known.evidence] == [SCAN.sha256]


# ------------------------------------------------------------------------------------------------------------- search
def test_partners_are_found_by_words_seat_and_kind(tools: Tools) -> None:
    tree = plant(tools)
    make(tools, tree)
    make(
        tools, tree, PartnerFacts("Universitas Teladan", "public_university", LegalStatus.PUBLIC_BODY, seat="Kota 100%")
    )
    with tools.reading() as session:
        assert [one.name for one in queries.find_partners(session, "CONTOH kajian")] == ["Lembaga Kajian Contoh"]
        assert [one.name for one in queries.find_partners(session, "univ")] == ["Universitas Teladan"]
        assert [one.name for one in queries.find_partners(session, "100%")] == ["Universitas Teladan"]
        assert queries.find_partners(session, "_") == []
        assert [one.name for one in queries.find_partners(session, category_key="ngo")] == ["Lembaga Kajian Contoh"]
