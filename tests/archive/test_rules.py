"""Places, loans, retention and slices, reckoned by hand."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from service.archive.rules import (
    LARGEST_SLICE,
    LEAST_SLICE,
    Fate,
    LoanState,
    Place,
    Schedule,
    by_schedule,
    ended_before,
    kept_until,
    loan_state,
    schedule_for,
    slice_bytes,
)

RI, PROVINCE, DISTRICT = (UUID(int=n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("Arsip", "2", "3"), "Ruang Arsip, Lemari 2, Rak 3"),
        (Place("Ruang Rapat", "", "A"), "Ruang Rapat, Rak A"),
        (Place(), "belum ditentukan"),
    ],
)
def test_a_place_is_said_from_the_room_inwards(place, words):
    assert place.words() == words


@pytest.mark.parametrize(
    ("today", "returned", "state"),
    [
        (date(2026, 3, 8), None, LoanState.OUT),
        (date(2026, 3, 9), None, LoanState.DUE_TODAY),
        (date(2026, 3, 10), None, LoanState.OVERDUE),
        (date(2026, 3, 30), date(2026, 3, 20), LoanState.RETURNED),
    ],
)
def test_a_loan_is_overdue_from_the_day_after(today, returned, state):
    assert loan_state(date(2026, 3, 9), returned, today) is state


@pytest.mark.parametrize(
    ("end", "years", "until"),
    [
        (date(2028, 5, 28), 5, date(2033, 5, 28)),
        (date(2024, 2, 29), 5, date(2029, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 12, 31), 0, date(2024, 12, 31)),
    ],
)
def test_the_years_are_counted_from_the_end_of_validity(end, years, until):
    assert kept_until(end, years) == until


@pytest.mark.parametrize("years", [0, 1, 4, 5, 30])
def test_the_list_agrees_with_the_single_reckoning_on_every_day_of_four_years(years):
    for today in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2029, 2, 28), date(2029, 3, 1)):
        before = ended_before(years, today)
        day = before - timedelta(days=800)
        while day < before + timedelta(days=800):
            assert (day < before) == (kept_until(day, years) < today), (day, today)
            day += timedelta(days=1)


def entry(number, office, start=date(2020, 1, 1), kinds=("mou", "pks")):
    return Schedule(UUID(int=number), office, frozenset(kinds), 2, 3, Fate.KEEP, start)


def test_the_nearest_office_decides_and_its_latest_entry_in_force():
    line, today = [DISTRICT, PROVINCE, RI], date(2026, 3, 2)
    known = [
        entry(1, RI),
        entry(2, PROVINCE),
        entry(3, PROVINCE, date(2026, 1, 1)),
        entry(4, PROVINCE, date(2027, 1, 1)),
    ]
    assert schedule_for("mou", line, known, today).id == UUID(int=3)
    assert schedule_for("mou", [RI], known, today).id == UUID(int=1)
    assert schedule_for("mou", line, [entry(5, DISTRICT, kinds=("pks",))], today) is None


def test_offices_are_grouped_by_the_entry_that_holds():
    lines = {DISTRICT: [DISTRICT, PROVINCE], PROVINCE: [PROVINCE]}
    found = by_schedule(lines, ("mou", "pks"), [entry(1, PROVINCE, kinds=("mou",))], date(2026, 3, 2))
    assert found == {(UUID(int=1), "mou"): [DISTRICT, PROVINCE]}


@pytest.mark.parametrize(
    ("total", "days", "size"),
    [(0, 30, LEAST_SLICE), (5 * 10**12, 30, 2 * 5 * 10**12 // 43_200), (10**15, 1, LARGEST_SLICE)],
)
def test_a_slice_is_as_large_as_the_round_needs(total, days, size):
    assert slice_bytes(total, days) == size
