"""The two lines of a verification."""

from datetime import date

import pytest

from service.verification.rules import Authenticity, Dates, Standing, authenticity, standing

SIGNED = Dates(date(2025, 5, 28), date(2025, 5, 28), date(2028, 5, 28), None)


@pytest.mark.parametrize(
    ("dates", "today", "concluded", "state"),
    [
        pytest.param(SIGNED, date(2028, 5, 28), True, Standing.ACTIVE, id="all of its last day"),
        pytest.param(SIGNED, date(2028, 5, 29), True, Standing.EXPIRED, id="the day after"),
        pytest.param(SIGNED, date(2026, 1, 1), False, Standing.INCOMPLETE, id="not concluded"),
        pytest.param(Dates(None, None, None, None), date(2026, 1, 1), True, Standing.INCOMPLETE, id="never signed"),
        pytest.param(
            Dates(date(2025, 5, 28), date(2025, 7, 1), None, None), date(2025, 6, 1), True, Standing.NOT_YET, id="later"
        ),
        pytest.param(
            Dates(date(2025, 5, 28), None, None, date(2026, 1, 1)), date(2026, 1, 1), True, Standing.ENDED, id="ended"
        ),
        pytest.param(
            Dates(date(2025, 5, 28), None, None, date(2026, 2, 1)),
            date(2026, 1, 1),
            True,
            Standing.ACTIVE,
            id="ends later",
        ),
    ],
)
def test_whether_it_is_in_force(dates, today, concluded, state):
    assert standing(dates, today, concluded=concluded) is state


@pytest.mark.parametrize(
    ("verdict", "trust", "register", "line"),
    [
        ("authentic", "certified", "current", Authenticity.CERTIFIED),
        ("authentic", "uncertified", "current", Authenticity.UNCERTIFIED),
        ("authentic", "uncertified", "superseded", Authenticity.UNCERTIFIED),
        ("authentic", "scan", "current", Authenticity.SCAN),
        ("authentic", "uncertified", "unknown", Authenticity.UNKNOWN_HERE),
        ("authentic", "certified", "unavailable", Authenticity.UNKNOWN_HERE),
        ("incomplete", "uncertified", "rolled_back", Authenticity.ROLLED_BACK),
        ("incomplete", "uncertified", "in_progress", Authenticity.IN_PROGRESS),
        ("incomplete", "uncertified", "unknown", Authenticity.INCOMPLETE),
        ("altered", "uncertified", "current", Authenticity.ALTERED),
        ("untrusted", "certified", "current", Authenticity.UNTRUSTED),
        ("unsigned", "uncertified", "current", Authenticity.LEGACY),
        ("unsigned", "uncertified", "unknown", Authenticity.UNKNOWN),
        ("unreadable", "uncertified", "unknown", Authenticity.UNREADABLE),
    ],
)
def test_the_line_of_a_file(verdict, trust, register, line):
    assert authenticity(verdict, trust, register) is line
