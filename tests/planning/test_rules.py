from datetime import date

import pytest

from service.planning.policy import policy
from service.planning.rules import (
    AnswerState,
    GoOn,
    PlanText,
    Policy,
    Side,
    Umbrella,
    clean_conditions,
    consultation_needed,
    gaps,
    may_go_on,
    month_start,
)

DUE = date(2026, 3, 16)
BOTH = frozenset(Side)


@pytest.mark.parametrize(
    ("plan", "lacking"),
    [
        pytest.param(PlanText("perlu", "lingkup", BOTH), (), id="complete"),
        pytest.param(PlanText(" ", "lingkup", BOTH), ("need",), id="blank need"),
        pytest.param(PlanText("perlu", "", BOTH), ("scope",), id="no scope"),
        pytest.param(PlanText("perlu", "lingkup", frozenset({Side.OFFICE})), ("contribution_partner",), id="one side"),
        pytest.param(PlanText(), ("need", "scope", "contribution_office", "contribution_partner"), id="empty"),
    ],
)
def test_a_plan_names_need_scope_and_what_each_side_gives(plan, lacking):
    assert gaps(plan) == lacking


@pytest.mark.parametrize(
    ("level", "umbrella", "needed"),
    [
        pytest.param("kabkota", None, True, id="district asks province"),
        pytest.param("provinsi", None, True, id="province asks RI"),
        pytest.param("ri", None, False, id="RI is exempt"),
        pytest.param("kabkota", Umbrella(True, True, False), False, id="signed MoU, same partner"),
        pytest.param("kabkota", Umbrella(True, False, True), False, id="consulted MoU, same partner"),
        pytest.param("kabkota", Umbrella(True, False, False), True, id="MoU neither signed nor consulted"),
        pytest.param("kabkota", Umbrella(False, True, True), True, id="another partner"),
    ],
)
def test_who_has_to_consult(level, umbrella, needed):
    assert consultation_needed(level, umbrella, Policy()) is needed


def test_the_exemption_of_a_pks_can_be_switched_off():
    strict = Policy(pks_under_mou_exempt=False)
    assert consultation_needed("kabkota", Umbrella(same_partner=True, signed=True, consulted=True), strict)


@pytest.mark.parametrize(
    ("state", "today", "rules", "why"),
    [
        pytest.param(AnswerState.WAITING, DUE, Policy(), None, id="last day still waits"),
        pytest.param(AnswerState.WAITING, date(2026, 3, 17), Policy(), GoOn.SILENCE, id="silence after the deadline"),
        pytest.param(
            AnswerState.WAITING, date(2026, 3, 17), Policy(may_go_on_after_deadline=False), None, id="policy forbids"
        ),
        pytest.param(AnswerState.REFUSED, date(2026, 3, 17), Policy(), None, id="a refusal binds"),
        pytest.param(AnswerState.REFUSED, DUE, Policy(refusal_binds=False), GoOn.ADVISORY, id="a refusal advises"),
        pytest.param(AnswerState.SUPPORTED, date(2026, 3, 17), Policy(), None, id="supported needs no going on"),
    ],
)
def test_when_the_chair_may_go_on_without_support(state, today, rules, why):
    assert may_go_on(state, DUE, today, rules) == why


def test_conditions_are_one_a_line_without_bullets_but_with_their_numbers_of_days():
    lines = ["1. Lampirkan SK  rektor", "", "- 30 hari laporan", "30 hari laporan", "12) Sebut narahubung"]
    assert clean_conditions(lines) == ("Lampirkan SK rektor", "30 hari laporan", "Sebut narahubung")


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-05", date(2026, 5, 1)),
        ("05-2026", date(2026, 5, 1)),
        ("5/2026", date(2026, 5, 1)),
        ("13-2026", None),
        ("Mei 2026", None),
        ("", None),
        ("2026-05-01", None),
    ],
)
def test_a_month_is_read_as_people_write_it(text, month):
    assert month_start(text) == month


def test_the_shipped_policy_is_the_one_of_the_rules():
    assert policy() == Policy()
