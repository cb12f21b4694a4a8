"""Who sees how much of an agreement (rule 33), against a table typed by hand."""

import dataclasses

import pytest

from service.agreements import queries
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.permissions import Access, Relation, access, load, load_for
from service.agreements.registry import REGISTRY
from service.core.actor import Actor, ActorKind
from service.core.refusals import Refused
from tests.offices.people import plant
from tests.support.agreements import person, start


@pytest.mark.parametrize(
    ("own", "above", "consulted", "stage", "seen"),
    [
        (True, False, False, Stage.PLANNING, Access.FULL),
        (True, False, False, Stage.CANCELLED, Access.FULL),
        (False, True, False, Stage.PLANNING, Access.OUTLINE),
        (False, True, False, Stage.SIGNING, Access.OUTLINE),
        (False, True, True, Stage.PLANNING, Access.TEXT),
        (False, True, False, Stage.FOLLOW_UP, Access.TEXT),
        (False, False, False, Stage.FOLLOW_UP, Access.NONE),
        (False, False, True, Stage.DRAFTING, Access.NONE),
    ],
)
def test_an_office_sees_what_its_place_in_the_tree_and_the_stage_allow(own, above, consulted, stage, seen):
    assert access(Relation(own=own, above=above, consulted=consulted), stage) is seen


@pytest.fixture
def case(tools):
    """The agreement of a district inside a small tree, and a person of every office around it."""
    tree, made = plant(tools), start(tools, Stage.DRAFTING)
    with tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, made.agreement_id)
        agreement.lead_office_id = tree.district
    return tree, made.agreement_id


def seen_by(tools, actor, agreement_id):
    with tools.reading() as session:
        try:
            load(session, actor, agreement_id)
        except Refused as refused:
            return refused.code
        return "seen"


def test_the_level_above_sees_its_own_districts_and_a_neighbour_sees_nothing(tools, case):
    tree, agreement_id = case
    offices = ("national", "province", "district", "neighbour", "elsewhere")
    verdicts = {name: seen_by(tools, person(getattr(tree, name), "drafter"), agreement_id) for name in offices}
    assert verdicts == {
        "national": "seen",
        "province": "seen",
        "district": "seen",
        "neighbour": "not_found",
        "elsewhere": "not_found",
    }


def test_a_passer_by_and_a_guest_see_no_agreement_page(tools, case):
    _, agreement_id = case
    for kind in (ActorKind.PUBLIC, ActorKind.GUEST):
        assert seen_by(tools, Actor(kind, None, "-"), agreement_id) == "not_found"


def test_the_register_lists_own_agreements_and_those_below_and_no_others(tools, case, clock):
    tree, _agreement_id = case
    today = clock.now().date()
    for name, expected in (("province", 1), ("district", 1), ("neighbour", 0), ("national", 1), ("elsewhere", 0)):
        with tools.reading() as session:
            actor = person(getattr(tree, name), "drafter")
            assert queries.count(session, actor, queries.Search(), today) == expected, name


def test_only_the_own_office_in_the_right_role_with_a_fresh_page_may_change(tools, case):
    tree, agreement_id = case

    def attempt(actor, version=None):
        with tools.reading() as session:
            try:
                load_for(session, actor, agreement_id, "agreement:draft", seen_version=version)
            except Refused as refused:
                return refused.code
            return "allowed"

    assert attempt(person(tree.district, "drafter")) == "allowed"
    assert attempt(person(tree.district, "auditor")) == "not_permitted"
    assert attempt(person(tree.province, "chair")) == "not_found"
    assert attempt(person(tree.district, "drafter"), version=99) == "stale_page"


def test_being_consulted_opens_the_text_to_the_level_above(tools, case, monkeypatch):
    tree, agreement_id = case
    monkeypatch.setattr(REGISTRY, "consulted", [lambda session, agreement, office: office == tree.province])
    with tools.reading() as session:
        load(session, person(tree.province, "chair"), agreement_id, least=Access.TEXT)
        with pytest.raises(Refused, match="not_found"):
            load(session, person(tree.national, "chair"), agreement_id, least=Access.TEXT)


def test_search_finds_subject_partner_and_numbers_and_takes_wildcards_as_letters(tools, case, clock):
    tree, _agreement_id = case
    actor, today = person(tree.district, "drafter"), clock.now().date()
    with tools.reading() as session:
        for text, expected in (("partisipatif", 1), ("UNIVERSITAS pengawasan", 1), ("%", 0), ("_", 0), ("lain", 0)):
            assert queries.count(session, actor, queries.Search(text=text), today) == expected, text


def test_filters_are_joined_not_alternatives(tools, case, clock):
    tree, _ = case
    actor, today = person(tree.district, "drafter"), clock.now().date()
    search = queries.Search(kind="mou", stage="drafting")
    with tools.reading() as session:
        assert queries.count(session, actor, search, today) == 1
        assert queries.count(session, actor, dataclasses.replace(search, kind="pks"), today) == 0
