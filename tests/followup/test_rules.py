from datetime import date
from uuid import UUID

import pytest

from service.followup.rules import (
    Basis,
    ClockState,
    Dates,
    Period,
    SignedPks,
    ValidityState,
    date_fault,
    number_key,
    opening_tasks,
    pks_clock,
    validity_now,
)

MOU = date(2025, 5, 28)
DUE = date(2025, 11, 28)
FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        pytest.param(date(2025, 11, 27), ClockState.RUNNING, 1, id="the day before"),
        pytest.param(DUE, ClockState.DUE_TODAY, 0, id="rule 2: the last day is in time"),
        pytest.param(date(2025, 11, 29), ClockState.OVERDUE, 1, id="the day after"),
    ],
)
def test_the_clock_of_an_mou_without_pks(today, state, days):
    clock = pks_clock(MOU, [], today, ended_on=None)
    assert (clock.state, clock.due_on, clock.days, clock.open) == (state, DUE, days, True)


def test_the_first_signed_pks_fulfils_and_further_ones_change_nothing():
    clock = pks_clock(
        MOU, [SignedPks(SECOND, date(2025, 12, 24)), SignedPks(FIRST, date(2025, 6, 1))], DUE, ended_on=None
    )
    assert (clock.state, clock.fulfilled_by, clock.fulfilled_on, clock.days) == (
        ClockState.FULFILLED,
        FIRST,
        date(2025, 6, 1),
        4,
    )


def test_a_pks_of_the_same_day_fulfils_in_no_days():
    clock = pks_clock(MOU, [SignedPks(FIRST, MOU)], DUE, ended_on=None)
    assert (clock.state, clock.days) == (ClockState.FULFILLED, 0)


def test_a_late_pks_closes_the_item_as_late_with_its_days():
    clock = pks_clock(MOU, [SignedPks(FIRST, date(2025, 12, 8))], date(2026, 3, 1), ended_on=None)
    assert (clock.state, clock.days, clock.open) == (ClockState.FULFILLED_LATE, 10, False)


def test_a_pks_signed_before_its_mou_does_not_count():
    clock = pks_clock(MOU, [SignedPks(FIRST, date(2025, 5, 27))], DUE, ended_on=None)
    assert (clock.state, clock.fulfilled_by) == (ClockState.DUE_TODAY, None)


def test_an_mou_ended_before_the_deadline_owes_nothing_any_more():
    clock = pks_clock(MOU, [], date(2026, 3, 1), ended_on=date(2025, 10, 1))
    assert (clock.state, clock.open) == (ClockState.STOPPED, False)


def test_an_mou_ended_after_the_deadline_stays_overdue():
    assert pks_clock(MOU, [], date(2026, 3, 1), ended_on=date(2026, 1, 1)).state is ClockState.OVERDUE


def test_a_deadline_on_a_saturday_stays_and_is_marked():
    clock = pks_clock(date(2025, 8, 31), [], date(2026, 1, 1), ended_on=None)
    assert (clock.due_on, clock.weekend) == (date(2026, 2, 28), True)


@pytest.mark.parametrize(
    ("today", "ended_on", "state", "days"),
    [
        pytest.param(date(2025, 5, 27), None, ValidityState.NOT_YET, 1097, id="the day before it begins"),
        pytest.param(date(2028, 5, 28), None, ValidityState.ACTIVE, 0, id="rule 18: in force all its last day"),
        pytest.param(date(2028, 5, 29), None, ValidityState.EXPIRED, 1, id="expired the next day"),
        pytest.param(date(2026, 1, 9), date(2026, 1, 10), ValidityState.ACTIVE, 869 + 1, id="before it is ended"),
        pytest.param(date(2026, 1, 10), date(2026, 1, 10), ValidityState.TERMINATED, 0, id="on the day it is ended"),
        pytest.param(
            date(2028, 6, 7), date(2028, 6, 1), ValidityState.EXPIRED, 10, id="it expired before it was ended"
        ),
    ],
)
def test_validity_follows_from_the_dates(today, ended_on, state, days):
    now = validity_now(Period(MOU, date(2028, 5, 28), ended_on), today)
    assert (now.state, now.days) == (state, days)


def test_an_agreement_without_end_does_not_expire():
    now = validity_now(Period(MOU, None), date(2099, 1, 1))
    assert (now.state, now.until, now.days) == (ValidityState.ACTIVE, None, None)


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2025, 5, 27), False),
        (MOU, True),
        (date(2026, 1, 9), True),
        (date(2026, 1, 10), False),
        (date(2028, 5, 28), False),
    ],
)
def test_an_activity_belongs_to_the_validity_or_not(day, covered):
    assert Period(MOU, date(2028, 5, 28), date(2026, 1, 10)).covers(day) is covered


def test_the_last_valid_day_takes_activities():
    assert Period(MOU, date(2028, 5, 28)).covers(date(2028, 5, 28))


def test_an_mou_opens_the_task_of_its_pks_and_a_pks_does_not():
    mou = opening_tasks(Basis("mou", MOU, date(2028, 5, 28)), MOU, legacy=False)
    assert {task.key: due for task, due in mou} == {
        "pks": DUE,
        "copies": date(2025, 6, 4),
        "hubal": date(2025, 6, 11),
        "renewal": date(2028, 2, 28),
    }
    pks = opening_tasks(Basis("pks", MOU, None), MOU, legacy=False)
    assert {task.key for task, _ in pks} == {"copies", "hubal"}


def test_an_entered_agreement_opens_only_what_is_still_ahead():
    basis = Basis("mou", MOU, date(2028, 5, 28))
    assert {task.key for task, _ in opening_tasks(basis, date(2025, 11, 28), legacy=True)} == {"pks", "renewal"}
    assert {task.key for task, _ in opening_tasks(basis, date(2025, 11, 29), legacy=True)} == {"renewal"}


TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("signed", "effective", "end", "code"),
    [
        pytest.param(TODAY, TODAY, None, None, id="signed today"),
        pytest.param(date(2026, 3, 3), date(2026, 3, 3), None, "existing_in_future", id="signed tomorrow"),
        pytest.param(date(205, 5, 28), date(205, 5, 28), None, "existing_too_early", id="a digit is missing"),
        pytest.param(MOU, date(2026, 7, 1), None, "effective_far_away", id="begins more than a year later"),
        pytest.param(MOU, MOU, date(2025, 5, 27), "end_before_start", id="ends before it begins"),
        pytest.param(MOU, MOU, date(2205, 5, 28), "end_far_away", id="ends in another century"),
        pytest.param(MOU, date(2025, 6, 1), date(2028, 5, 28), None, id="plain"),
    ],
)
def test_dates_that_cannot_be_true_are_refused(signed, effective, end, code):
    fault = date_fault(Dates(signed, effective, end), TODAY)
    assert (fault[0] if fault else None) == code


def test_two_spellings_of_a_number_are_one():
    assert number_key("001/HK.02.00/K.CT-01/05/2025") == number_key("1/hk.02.00 / k.ct-01/5/2025")
    assert number_key("001/HK.02.00/K.CT-01/05/2025") != number_key("010/HK.02.00/K.CT-01/05/2025")
