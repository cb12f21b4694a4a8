"""Whose turn it is in a chain of approvers."""

from uuid import UUID

import pytest

from service.approval.rules import Turn, chain_fault, turn_fault, whose_turn

OFFICE, OTHER = UUID(int=1), UUID(int=2)
ROLES = ("coordinator", "secretariat", "chair")


def chain(decided: int) -> tuple[Turn, ...]:
    return tuple(Turn(place, role, OFFICE, place > decided) for place, role in enumerate(ROLES, start=1))


@pytest.mark.parametrize(("decided", "turn"), [(0, "coordinator"), (1, "secretariat"), (2, "chair")])
def test_approvers_have_their_turn_in_the_order_of_the_chain(decided, turn):
    found = whose_turn(reversed(chain(decided)))
    assert found is not None
    assert found.role == turn


def test_after_the_last_approver_nobody_has_the_turn():
    assert whose_turn(chain(3)) is None


@pytest.mark.parametrize(
    ("decided", "roles", "office", "fault"),
    [
        pytest.param(0, {"coordinator"}, OFFICE, None, id="his turn"),
        pytest.param(0, {"chair"}, OFFICE, "approval_out_of_turn", id="his turn comes later"),
        pytest.param(1, {"coordinator"}, OFFICE, "approval_not_yours", id="he has decided already"),
        pytest.param(0, {"drafter"}, OFFICE, "approval_not_yours", id="no approver at all"),
        pytest.param(0, {"coordinator"}, OTHER, "approval_other_office", id="the same role of another office"),
        pytest.param(0, {"coordinator"}, None, "approval_other_office", id="no office"),
        pytest.param(3, {"chair"}, OFFICE, "approval_closed", id="all have decided"),
        pytest.param(1, {"coordinator", "secretariat"}, OFFICE, None, id="two roles, one of them has the turn"),
    ],
)
def test_only_the_approver_whose_turn_it_is_may_decide(decided, roles, office, fault):
    assert turn_fault(chain(decided), frozenset(roles), office) == fault


@pytest.mark.parametrize(
    ("roles", "fault"),
    [
        (("chair",), None),
        ((), "chain_empty"),
        (("chair", "chair"), "chain_role_twice"),
        (("chair", "auditor"), "chain_role_unknown"),
    ],
)
def test_a_chain_holds_each_entitled_role_once(roles, fault):
    assert chain_fault(roles, frozenset(ROLES)) == fault
