from datetime import date

import pytest

from service.screening.catalogue import concerned, shipped
from service.screening.rules import Advice, Consulted, Result, Span, consultation_gap, is_fresh, span_fault

PHASE = Span(date(2026, 3, 10), date(2026, 3, 20))


@pytest.mark.parametrize(
    ("today", "runs", "asks"),
    [
        pytest.param(date(2026, 3, 9), False, False, id="the day before"),
        pytest.param(date(2026, 3, 10), True, True, id="the first day"),
        pytest.param(date(2026, 3, 20), True, True, id="the last day"),
        pytest.param(date(2026, 3, 21), False, True, id="just over: a stopped schedule catches up"),
        pytest.param(date(2026, 4, 3), False, True, id="fourteen days later"),
        pytest.param(date(2026, 4, 4), False, False, id="long over"),
    ],
)
def test_a_phase_asks_while_it_runs_and_a_fortnight_longer(today, runs, asks):
    assert (PHASE.running(today), PHASE.asks(today)) == (runs, asks)


def test_the_days_of_a_phase_can_be_wrong():
    assert span_fault(Span(date(2026, 3, 2), date(2026, 3, 1))) == ("phase_days_crossed", "last_on")
    assert span_fault(Span(date(2026, 3, 2), date(2062, 3, 1))) == ("phase_too_long", "last_on")
    assert span_fault(Span(date(2026, 3, 2), date(2026, 3, 2))) is None


@pytest.mark.parametrize(
    ("result", "known", "gap"),
    [
        (Result.CONTINUE, Consulted(True, True, Advice.NONE), None),
        (Result.LIMIT, Consulted(True, True, Advice.NONE), None),
        (Result.SUSPEND, Consulted(True, True, Advice.NONE), "screening_advice_missing"),
        (Result.END, Consulted(True, True, Advice.NONE), "screening_advice_missing"),
        (Result.SUSPEND, Consulted(True, True, Advice.ASKED), "screening_advice_waiting"),
        (Result.SUSPEND, Consulted(True, True, Advice.ASKED, silent=True), None),
        (Result.SUSPEND, Consulted(True, True, Advice.AGREED), None),
        (Result.END, Consulted(True, True, Advice.DISAGREED), None),
        (Result.END, Consulted(False, True, Advice.NONE), None),
        (Result.END, Consulted(True, False, Advice.NONE), None),
    ],
)
def test_only_grave_results_need_the_level_above(result, known, gap):
    assert consultation_gap(result, known) == gap


def test_a_screening_is_fresh_through_its_last_day():
    assert is_fresh(date(2026, 1, 30), date(2026, 3, 1), 30)
    assert not is_fresh(date(2026, 1, 30), date(2026, 3, 2), 30)


def test_what_is_shipped_names_its_source_and_lies_in_order():
    assert all(one.source and one.categories == concerned() for one in shipped())
    assert all(span_fault(Span(one.first_on, one.last_on)) is None for one in shipped())
    assert len({one.key for one in shipped()}) == len(shipped())
