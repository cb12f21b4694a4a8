import pytest

from service.accounts.queries import actor_of
from service.core import policies
from service.core.audit import Stream, stream_events
from service.core.permissions import Role
from service.core.policies import Policy, Unit
from service.core.refusals import Refused
from service.core.tools import Tools
from tests.support.people import make_person, make_staff

KEY = "test_report_day"


@pytest.fixture(autouse=True)
def policy() -> None:
    policies.register(Policy(KEY, Unit.DAY_OF_MONTH, 5, 1, 28, "Hari jatuh tempo", "Due day"))


def test_the_default_holds_until_an_administrator_sets_another_value(tools: Tools) -> None:
    staff = make_staff(tools)
    admin = actor_of(make_person(tools, staff.office, Role.ADMIN, email="kelola@contoh.example"))
    with tools.begin(admin) as uow:
        assert policies.value(uow.session, KEY) == 5
        policies.change(uow, KEY, 10, "SE 4/2026")
        policies.change(uow, KEY, 12, "SE 5/2026")
    with tools.reading() as session:
        assert policies.value(session, KEY) == 12
        events = [
            one for one in stream_events(session, Stream("office", staff.office.id)) if one.code == "policy:changed"
        ]
        assert [(one.details["old"], one.details["new"]) for one in events] == [(5, 10), (10, 12)]


@pytest.mark.parametrize(
    ("number", "basis", "code"),
    [(0, "SE 4", "policy_out_of_bounds"), (29, "SE 4", "policy_out_of_bounds"), (5, "  ", "policy_basis_missing")],
)
def test_a_value_without_bounds_or_basis_is_refused(tools: Tools, number: int, basis: str, code: str) -> None:
    staff = make_staff(tools)
    admin = actor_of(make_person(tools, staff.office, Role.ADMIN, email="kelola@contoh.example"))
    with pytest.raises(Refused) as refused, tools.begin(admin) as uow:
        policies.change(uow, KEY, number, basis)
    assert refused.value.code == code


def test_nobody_but_an_administrator_sets_a_policy(tools: Tools) -> None:
    staff = make_staff(tools)
    with pytest.raises(Refused, match="not_permitted"), tools.begin(staff.actor("chair")) as uow:
        policies.change(uow, KEY, 6, "SE 4")
