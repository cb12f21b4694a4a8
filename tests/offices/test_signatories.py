from dataclasses import replace
from datetime import date

import pytest

from service.core.audit import Stream, stream_events
from service.core.permissions import Role
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices import queries
from service.offices.actions import (
    OfficeFacts,
    PartnerFacts,
    StoredUpload,
    create_partner,
    set_office_logo,
    update_office,
)
from service.offices.models import DEFAULT_FORMAT
from service.offices.rules import Acting, LegalStatus, signatory_valid
from service.offices.signatories import SignatoryFacts, add_signatory, set_signatory_active, update_signatory
from tests.offices.people import person, plant

CHAIR = SignatoryFacts(
    name="Ratna Contoh",
    position="Ketua",
    decree_kind="decree_of_appointment",
    decree_number="12/SK/2024",
    decree_date=date(2024, 1, 2),
    valid_from=date(2024, 1, 2),
    valid_until=date(2028, 1, 2),
)
SCAN = StoredUpload("b" * 64, 100, "application/pdf", "sk.pdf")
FACTS = OfficeFacts(
    "B", "Badan B", "B", "Kota", "Jl. Contoh 1", "", "", "K.XX", DEFAULT_FORMAT, "HK.02.00", users_expected=True
)


def test_signatories_of_an_office_are_kept_by_its_administrator(tools: Tools) -> None:
    tree = plant(tools)
    with tools.begin(person(tree.district, Role.ADMIN)) as uow:
        made = add_signatory(uow, replace(CHAIR, acting_capacity=Acting.PLT), office_id=tree.district, file=SCAN)
        assert (made.title, made.sha256) == ("Plt. Ketua", SCAN.sha256)
    with tools.reading() as session:
        (one,) = queries.signatories(session, office_id=tree.district)
        assert signatory_valid(one.as_mandate(), date(2028, 1, 2), "mou") == ()
        assert signatory_valid(one.as_mandate(), date(2028, 1, 3), "mou") != ()
        codes = [event.code for event in stream_events(session, Stream("office", tree.district))]
        assert codes == ["signatory:added"]


def test_who_manages_an_office(sqlite_tools: Tools) -> None:
    tree = plant(sqlite_tools)
    for office in (tree.district, tree.province, tree.national):
        with sqlite_tools.begin(person(office, Role.ADMIN)) as uow:
            add_signatory(uow, CHAIR, office_id=tree.district)
    for office in (tree.neighbour, tree.elsewhere):
        with pytest.raises(Refused, match="office_not_yours"), sqlite_tools.begin(person(office, Role.ADMIN)) as uow:
            add_signatory(uow, CHAIR, office_id=tree.district)
    with pytest.raises(Refused, match="not_permitted"), sqlite_tools.begin(person(tree.district, Role.CHAIR)) as uow:
        add_signatory(uow, CHAIR, office_id=tree.district)


def test_a_signatory_of_a_partner_stands_on_the_partners_side(sqlite_tools: Tools) -> None:
    tree = plant(sqlite_tools)
    with sqlite_tools.begin(person(tree.district, Role.DRAFTER)) as uow:
        partner = create_partner(uow, PartnerFacts("Universitas Contoh", "public_university", LegalStatus.PUBLIC_BODY))
        rector = add_signatory(uow, replace(CHAIR, position="Rektor", may_sign=("mou",)), partner_id=partner.id)
    with sqlite_tools.reading() as session:
        assert [one.id for one in queries.signatories(session, partner_id=partner.id)] == [rector.id]
        assert queries.signatories(session, office_id=tree.district) == []
        faults = signatory_valid(rector.as_mandate(), date(2026, 3, 2), "pks")
        assert [fault.code for fault in faults if fault.blocking] == ["signatory_may_not_sign"]


def test_a_signatory_who_left_is_kept_but_not_offered(sqlite_tools: Tools) -> None:
    tree = plant(sqlite_tools)
    admin = person(tree.district, Role.ADMIN)
    with sqlite_tools.begin(admin) as uow:
        made = add_signatory(uow, CHAIR, office_id=tree.district)
        set_signatory_active(uow, made.id, active=False)
    with sqlite_tools.reading() as session:
        assert queries.signatories(session, office_id=tree.district, active_only=True) == []
        assert len(queries.signatories(session, office_id=tree.district)) == 1


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": " "}, "signatory_name_missing", "name"),
        ({"position": ""}, "signatory_name_missing", "position"),
        ({"may_sign": ()}, "signatory_kinds_missing", "may_sign"),
        ({"may_sign": ("treaty",)}, "signatory_kinds_missing", "may_sign"),
        ({"valid_until": date(2023, 1, 1)}, "decree_dates_crossed", "valid_until"),
    ],
)
def test_a_signatory_with_a_wrong_field_is_refused(
    sqlite_tools: Tools, change: dict[str, object], code: str, field: str
) -> None:
    tree = plant(sqlite_tools)
    with pytest.raises(Refused, match=code) as refusal, sqlite_tools.begin(person(tree.district, Role.ADMIN)) as uow:
        add_signatory(uow, replace(CHAIR, **change), office_id=tree.district)
    assert refusal.value.field == field


def test_a_signatory_changed_on_a_stale_page_is_refused(sqlite_tools: Tools) -> None:
    tree = plant(sqlite_tools)
    admin = person(tree.district, Role.ADMIN)
    with sqlite_tools.begin(admin) as uow:
        made = add_signatory(uow, CHAIR, office_id=tree.district, file=SCAN)
    with sqlite_tools.begin(admin) as uow:
        changed = update_signatory(uow, made.id, replace(CHAIR, decree_number="13/SK/2026"), seen_version=1)
        assert (changed.decree_number, changed.sha256) == ("13/SK/2026", SCAN.sha256)
    with pytest.raises(Refused, match="stale_page"), sqlite_tools.begin(admin) as uow:
        update_signatory(uow, made.id, CHAIR, seen_version=1)


# ------------------------------------------------------------------------------------------------------------ offices
def test_an_administrator_changes_what_is_kept_of_the_office(sqlite_tools: Tools) -> None:
    tree = plant(sqlite_tools)
    with sqlite_tools.begin(person(tree.district, Role.ADMIN)) as uow:
        assert update_office(uow, tree.district, FACTS, seen_version=1).seat == "Kota"
        set_office_logo(uow, tree.district, StoredUpload("c" * 64, 100, "image/png", "logo.png"))
    with sqlite_tools.reading() as session:
        changed, logo = stream_events(session, Stream("office", tree.district))
        assert "letter_code" in changed.details["fields"]
        assert logo.details == {"sha256": "c" * 64}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "office_name_missing"),
        ({"number_format": "{classification}/{year}"}, "number_format_part_missing"),
    ],
)
def test_an_office_with_a_wrong_field_is_refused(sqlite_tools: Tools, change: dict[str, object], code: str) -> None:
    tree = plant(sqlite_tools)
    with pytest.raises(Refused, match=code), sqlite_tools.begin(person(tree.district, Role.ADMIN)) as uow:
        update_office(uow, tree.district, replace(FACTS, **change))


def test_an_office_changed_on_a_stale_page_is_refused(sqlite_tools: Tools) -> None:
    tree = plant(sqlite_tools)
    with pytest.raises(Refused, match="stale_page"), sqlite_tools.begin(person(tree.district, Role.ADMIN)) as uow:
        update_office(uow, tree.district, FACTS, seen_version=7)
