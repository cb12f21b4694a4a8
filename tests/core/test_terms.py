from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core import terms
from service.core.clock import Zone, local_date
from service.core.terms import DeadlineState, FollowUpState, Validity

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2150, 1, 1))


@pytest.mark.parametrize(
    ("signed", "due"),
    [
        pytest.param(date(2025, 5, 28), date(2025, 11, 28), id="rule 1: plain"),
        pytest.param(date(2025, 8, 31), date(2026, 2, 28), id="rule 3: month end clamps, 31"),
        pytest.param(date(2025, 8, 30), date(2026, 2, 28), id="rule 3: month end clamps, 30"),
        pytest.param(date(2025, 8, 29), date(2026, 2, 28), id="rule 3: month end clamps, 29"),
        pytest.param(date(2025, 8, 28), date(2026, 2, 28), id="rule 3: the day itself"),
        pytest.param(date(2023, 8, 31), date(2024, 2, 29), id="rule 4: leap year"),
        pytest.param(date(2024, 2, 29), date(2024, 8, 29), id="rule 5: from a leap day"),
        pytest.param(date(2025, 3, 31), date(2025, 9, 30), id="rule 6: 31 to 30"),
        pytest.param(date(2025, 11, 30), date(2026, 5, 30), id="rule 6: over the new year"),
        pytest.param(date(2025, 7, 1), date(2026, 1, 1), id="July to January"),
        pytest.param(date(2025, 6, 30), date(2025, 12, 30), id="June to December"),
    ],
)
def test_a_pks_is_due_six_months_after_the_mou_was_signed(signed: date, due: date) -> None:
    assert terms.pks_deadline(signed) == due


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        pytest.param(date(2025, 5, 28), 36, date(2028, 5, 28), id="rule 17: three years"),
        pytest.param(date(2024, 2, 29), 36, date(2027, 2, 28), id="rule 5: from a leap day"),
        pytest.param(date(2024, 2, 29), 48, date(2028, 2, 29), id="leap day to leap day"),
        pytest.param(date(2025, 12, 31), 2, date(2026, 2, 28), id="over the new year"),
    ],
)
def test_a_term_ends_on_the_same_day_of_its_last_month(start: date, months: int, end: date) -> None:
    assert terms.end_date(start, months) == end


@given(DAYS, st.integers(0, 240))
def test_adding_months_lands_in_the_month_asked_for_and_never_later_in_it(day: date, months: int) -> None:
    later = terms.add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 11, 27), DeadlineState.AHEAD),
        (date(2025, 11, 28), DeadlineState.DUE_TODAY),
        (date(2025, 11, 29), DeadlineState.OVERDUE),
    ],
)
def test_the_last_day_is_still_in_time(today: date, state: DeadlineState) -> None:
    assert terms.deadline_state(date(2025, 11, 28), today) is state


def test_a_deadline_on_a_weekend_stays_with_a_hint() -> None:
    due = terms.pks_deadline(date(2025, 8, 31))
    assert due == date(2026, 2, 28)
    assert terms.is_weekend(due)
    assert not terms.is_weekend(date(2026, 2, 27))


def test_the_last_signature_starts_the_clock() -> None:
    assert terms.last_signature([date(2025, 5, 28), date(2025, 6, 2), date(2025, 5, 30)]) == date(2025, 6, 2)


MOU = date(2025, 5, 28)
DUE = date(2025, 11, 28)


@pytest.mark.parametrize(
    ("signed", "terminated", "today", "state", "days"),
    [
        pytest.param([], None, date(2025, 11, 18), FollowUpState.AHEAD, 10, id="rule 9: no signed PKS"),
        pytest.param([], None, DUE, FollowUpState.DUE_TODAY, 0, id="rule 2: due today"),
        pytest.param([], None, date(2025, 11, 29), FollowUpState.OVERDUE, 1, id="rule 2: overdue"),
        pytest.param([MOU], None, MOU, FollowUpState.FULFILLED, 0, id="rule 12: same day"),
        pytest.param([DUE], None, date(2026, 1, 1), FollowUpState.FULFILLED, 184, id="on the last day"),
        pytest.param([date(2025, 12, 3)], None, date(2026, 1, 1), FollowUpState.FULFILLED_LATE, 5, id="rule 11: late"),
        pytest.param(
            [date(2026, 3, 1), date(2025, 7, 28)], None, date(2026, 4, 1), FollowUpState.FULFILLED, 61, id="rule 10"
        ),
        pytest.param([date(2025, 5, 27)], None, DUE, FollowUpState.DUE_TODAY, 0, id="rule 13: a PKS before its MoU"),
        pytest.param([], date(2025, 10, 1), date(2026, 1, 1), FollowUpState.RELEASED, 0, id="rule 14: terminated"),
        pytest.param([], date(2025, 12, 28), date(2026, 1, 1), FollowUpState.OVERDUE, 34, id="terminated when overdue"),
    ],
)
def test_the_pks_clock_of_an_mou(
    signed: list[date], terminated: date | None, today: date, state: FollowUpState, days: int
) -> None:
    clock = terms.follow_up(MOU, signed, today, terminated=terminated)
    assert (clock.state, clock.due, clock.days) == (state, DUE, days)


def test_a_pks_signed_before_its_mou_cannot_follow_it() -> None:
    assert not terms.may_follow_up(MOU, date(2025, 5, 27))
    assert terms.may_follow_up(MOU, MOU)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 5, 27), Validity.NOT_YET),
        (date(2025, 5, 28), Validity.ACTIVE),
        (date(2028, 5, 28), Validity.ACTIVE),
        (date(2028, 5, 29), Validity.EXPIRED),
    ],
)
def test_an_agreement_is_in_force_from_its_first_to_its_last_day(today: date, state: Validity) -> None:
    assert terms.validity(date(2025, 5, 28), date(2028, 5, 28), today) is state


def test_an_agreement_without_an_end_date_does_not_expire() -> None:
    assert terms.validity(MOU, None, date(2125, 1, 1)) is Validity.ACTIVE


@pytest.mark.parametrize(("zone", "offset"), [(Zone.WIB, 7), (Zone.WITA, 8), (Zone.WIT, 9)])
def test_an_agreement_expires_at_local_midnight(zone: Zone, offset: int) -> None:
    midnight = datetime(2028, 5, 29, tzinfo=UTC) - timedelta(hours=offset)
    end = date(2028, 5, 28)
    assert terms.validity(MOU, end, local_date(midnight - timedelta(seconds=1), zone)) is Validity.ACTIVE
    assert terms.validity(MOU, end, local_date(midnight, zone)) is Validity.EXPIRED


def test_a_signature_late_in_the_utc_day_counts_for_the_next_local_day() -> None:
    signed = local_date(datetime(2025, 5, 28, 17, 30, tzinfo=UTC), Zone.WIB)
    assert signed == date(2025, 5, 29)
    assert terms.pks_deadline(signed) == date(2025, 11, 29)


def test_half_past_eleven_at_night_is_still_the_same_local_day() -> None:
    assert local_date(datetime(2025, 11, 28, 16, 30, tzinfo=UTC), Zone.WIB) == date(2025, 11, 28)


@pytest.mark.parametrize(("done", "days"), [(date(2025, 11, 1), 0), (DUE, 0), (date(2025, 12, 8), 10)])
def test_lateness_is_counted_in_days_after_the_deadline(done: date, days: int) -> None:
    assert terms.late_by(DUE, done) == days


@pytest.mark.parametrize(
    ("before", "sent", "due"),
    [
        pytest.param(91, [], (), id="too early"),
        pytest.param(90, [], (90,), id="first"),
        pytest.param(90, [90], (), id="once only"),
        pytest.param(31, [90], (), id="between"),
        pytest.param(30, [90], (30,), id="second"),
        pytest.param(7, [90, 30], (7,), id="third"),
        pytest.param(0, [90, 30, 7], (0,), id="on the day"),
        pytest.param(-1, [90, 30, 7, 0], (), id="nothing after the day"),
        pytest.param(26, [90], (30,), id="downtime over one"),
        pytest.param(5, [90], (30, 7), id="downtime over two"),
        pytest.param(-3, [90, 30, 7], (0,), id="downtime over the day itself"),
    ],
)
def test_reminders_come_once_each_also_after_downtime(before: int, sent: list[int], due: tuple[int, ...]) -> None:
    assert terms.reminder_days_due(DUE, DUE - timedelta(days=before), sent) == due


def test_reminders_from_before_a_deadline_was_known_are_not_made_up_for() -> None:
    entered = DUE - timedelta(days=20)
    assert terms.reminder_days_due(DUE, entered, watched_since=entered) == ()
    assert terms.reminder_days_due(DUE, DUE - timedelta(days=7), watched_since=entered) == (7,)
    assert terms.reminder_days_due(DUE, DUE + timedelta(days=400), watched_since=DUE + timedelta(days=399)) == ()


@given(DAYS, st.lists(st.integers(1, 60), max_size=12))
def test_however_the_days_of_a_run_fall_each_reminder_is_sent_exactly_once(due: date, pauses: list[int]) -> None:
    today, sent = due - timedelta(days=120), list[int]()
    for pause in [*pauses, 400]:
        today += timedelta(days=pause)
        sent += terms.reminder_days_due(due, today, sent)
    assert sorted(sent) == [0, 7, 30, 90]


def test_ten_working_days_leave_out_weekends_and_holidays() -> None:
    friday = date(2025, 5, 23)
    assert terms.consultation_deadline(friday) == date(2025, 6, 6)
    assert terms.consultation_deadline(friday, holidays={date(2025, 5, 29), date(2025, 6, 6)}) == date(2025, 6, 10)
    assert terms.add_working_days(date(2025, 5, 24), 1) == date(2025, 5, 26)


def test_a_pks_that_ends_after_its_mou_is_noticed() -> None:
    assert terms.outlives_parent(date(2028, 5, 29), date(2028, 5, 28))
    assert terms.outlives_parent(None, date(2028, 5, 28))
    assert not terms.outlives_parent(date(2028, 5, 28), date(2028, 5, 28))
    assert not terms.outlives_parent(date(2099, 1, 1), None)


def test_after_expiry_only_evidence_dated_within_validity_is_accepted() -> None:
    end = date(2028, 5, 28)
    assert terms.activity_allowed(end, MOU, end)
    assert not terms.activity_allowed(end + timedelta(days=1), MOU, end)
    assert not terms.activity_allowed(MOU - timedelta(days=1), MOU, end)


def test_an_addendum_cannot_be_signed_after_expiry() -> None:
    end = date(2028, 5, 28)
    assert terms.addendum_signable(end, end)
    assert not terms.addendum_signable(end, end + timedelta(days=1))
    assert terms.addendum_signable(None, date(2099, 1, 1))


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (date(2025, 5, 1), 5, date(2025, 6, 5)),
        (date(2025, 12, 31), 5, date(2026, 1, 5)),
        (date(2025, 1, 31), 31, date(2025, 2, 28)),
    ],
)
def test_a_monthly_report_is_due_on_a_day_of_the_next_month(month: date, day: int, due: date) -> None:
    assert terms.report_due(month, day) == due
