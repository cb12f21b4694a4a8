"""Internal remarks stay inside; minutes count for their own round only."""

from uuid import uuid4

import pytest

from service.discussion import rules
from service.discussion.rules import MinutesState, Outcome, RemarkState, RemarkView, Show, Side, Viewer, Visibility

ME = uuid4()


@pytest.mark.parametrize(
    ("visibility", "own", "seen"),
    [
        (Visibility.SHARED, True, True),
        (Visibility.SHARED, False, True),
        (Visibility.INTERNAL, True, True),
        pytest.param(Visibility.INTERNAL, False, False, id="a guest or the level above never reads an internal one"),
    ],
)
def test_who_reads_a_remark(visibility, own, seen):
    remark = RemarkView(visibility, RemarkState.OPEN, None)
    assert rules.may_read(Viewer(ME, own=own), remark) is seen
    assert rules.is_shown(Viewer(ME, own=own), remark, Show.INTERNAL) is (seen and visibility is Visibility.INTERNAL)


@pytest.mark.parametrize(
    ("show", "state", "author", "shown"),
    [
        (Show.ALL, RemarkState.SETTLED, None, True),
        (Show.OPEN, RemarkState.SETTLED, None, False),
        (Show.OPEN, RemarkState.OPEN, None, True),
        (Show.MINE, RemarkState.OPEN, ME, True),
        (Show.MINE, RemarkState.OPEN, None, False),
    ],
)
def test_a_filter_shows_what_it_names(show, state, author, shown):
    assert rules.is_shown(Viewer(ME, own=True), RemarkView(Visibility.SHARED, state, author), show) is shown


def test_nobody_in_particular_has_no_remarks_of_his_own():
    remark = RemarkView(Visibility.SHARED, RemarkState.OPEN, None)
    assert not rules.is_shown(Viewer(None, own=True), remark, Show.MINE)


def test_only_the_partners_answer_opens_a_settled_remark_again():
    assert rules.reopens(RemarkState.SETTLED, Side.PARTNER)
    assert not rules.reopens(RemarkState.SETTLED, Side.OFFICE)
    assert not rules.reopens(RemarkState.OPEN, Side.PARTNER)


def test_a_return_from_approval_goes_on_with_the_same_round():
    path = [("planning", "drafting"), ("drafting", "discussion")]
    path += [("discussion", "approval"), ("approval", "discussion")]
    assert rules.count_rounds(path) == 1
    assert rules.count_rounds([*path, ("discussion", "drafting"), ("drafting", "discussion")]) == 2
    assert rules.count_rounds([*path, ("approval", "signing"), ("signing", "discussion")]) == 2


@pytest.mark.parametrize(
    ("state", "outcome", "round_number", "counts"),
    [
        (MinutesState.FILED, Outcome.AGREED, 2, True),
        (MinutesState.DRAFT, Outcome.AGREED, 2, False),
        (MinutesState.FILED, Outcome.NOT_AGREED, 2, False),
        (MinutesState.FILED, Outcome.AGREED, 1, False),
    ],
)
def test_minutes_count_when_filed_agreed_and_of_this_round(state, outcome, round_number, counts):
    assert rules.minutes_count(state=state, outcome=outcome, round_number=round_number, now=2) is counts
