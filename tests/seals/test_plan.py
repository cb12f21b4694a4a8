"""A signing plan cannot be made wrong."""

import pytest

from service.core.refusals import Refused
from service.seals.plan import SignatureSlot, SigningPlan
from service.seals.prepare import prepare
from service.seals.rules import Box, SignerKind
from tests.support.papers import plain_pdf, plan_for

BOX = Box(40, 60, 280, 140)


def slot(field: str, page: int = -1, box: Box = BOX) -> SignatureSlot:
    return SignatureSlot(field, page, box, SignerKind.PERSON)


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        pytest.param((), "plan_empty", id="nobody"),
        pytest.param((slot("Pihak1"), slot("Pihak1")), "plan_field_twice", id="twice"),
        pytest.param((slot("Segel"),), "plan_field_twice", id="the seal's own"),
        pytest.param((slot("Arsip1"),), "plan_field_name", id="an archive timestamp's"),
        pytest.param((slot("SegelPindaian"),), "plan_field_name", id="a scan's seal"),
        pytest.param((slot("a b"),), "plan_field_name", id="blank"),
        pytest.param((slot("a.b"),), "plan_field_name", id="a dot makes a tree of fields"),
        pytest.param((slot(""),), "plan_field_name", id="empty"),
        pytest.param((slot("P", box=Box(0, 0, 100, 100)),), "plan_box_small", id="too narrow"),
    ],
)
def test_a_wrong_plan_is_refused(slots, code):
    with pytest.raises(Refused) as refused:
        SigningPlan(slots)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("slots", "code"),
    [
        pytest.param((slot("A", page=2),), "plan_page_missing", id="page after the last"),
        pytest.param((slot("A", page=-3),), "plan_page_missing", id="page before the first"),
        pytest.param((slot("A", box=Box(400, 60, 700, 140)),), "plan_box_outside", id="off the page"),
        pytest.param((slot("A"), slot("B", page=1, box=Box(200, 100, 400, 200))), "plan_box_overlap", id="overlap"),
    ],
)
def test_a_place_that_the_paper_does_not_have_is_refused(slots, code):
    with pytest.raises(Refused) as refused:
        prepare(plain_pdf(), SigningPlan(slots))
    assert refused.value.code == code


def test_a_plan_survives_storage():
    plan = plan_for(3)
    assert SigningPlan.from_json(plan.to_json()) == plan


def test_a_plan_knows_which_fields_may_stand_in_the_paper():
    plan = plan_for(2)
    assert plan.field_names == ("Segel", "Pihak1", "Pihak2")
    assert plan.allows("Pihak2")
    assert plan.allows("Arsip3")
    assert not plan.allows("Pihak3")
    assert not plan.allows("Arsip0")
