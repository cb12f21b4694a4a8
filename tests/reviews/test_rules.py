"""What the answers of a review lead to, and what may still be decided about an agreement that ends."""

from datetime import date

import pytest

from service.reviews import rules
from service.reviews.catalogue import checklist
from service.reviews.rules import Answer, Decision, Outcome, Said, Standing

TODAY = date(2026, 3, 2)
MOU = checklist().of_kind("mou")
LONG = Standing(date(2029, 1, 15), None, TODAY)


def answers(**said):
    return {item.key: Answer(Said.MET) for item in MOU} | {key: Answer(*one) for key, one in said.items()}


@pytest.mark.parametrize(
    ("unmet", "end", "outcome"),
    [
        pytest.param((), date(2029, 1, 15), Outcome.FITS, id="all met"),
        pytest.param(("activity",), date(2029, 1, 15), Outcome.FITS, id="an activity is caught up on without a paper"),
        pytest.param(("numbers",), date(2029, 1, 15), Outcome.ADDENDUM, id="a missing number"),
        pytest.param(("numbers", "signatory"), date(2029, 1, 15), Outcome.NEW, id="the graver fault decides"),
        pytest.param(("signatory", "independence"), date(2029, 1, 15), Outcome.END, id="independence is the gravest"),
        pytest.param((), date(2026, 5, 31), Outcome.RENEW, id="ends on the ninetieth day"),
        pytest.param((), date(2026, 6, 1), Outcome.FITS, id="ends a day after the window"),
        pytest.param((), date(2026, 3, 2), Outcome.RENEW, id="ends today, which is still in time"),
        pytest.param((), date(2026, 3, 1), Outcome.NEW, id="ended yesterday"),
        pytest.param(("numbers",), date(2026, 3, 1), Outcome.NEW, id="over: no addendum any more (rule 22)"),
    ],
)
def test_the_answers_point_to_an_outcome(unmet, end, outcome):
    said = answers(**dict.fromkeys(unmet, (Said.UNMET, "tidak ada")))
    assert rules.suggest(MOU, said, Standing(end, None, TODAY)) is outcome


@pytest.mark.parametrize(
    ("said", "outcome", "standing", "code"),
    [
        pytest.param({}, Outcome.FITS, LONG, None, id="all met fits"),
        pytest.param(
            {"numbers": (Said.UNMET, "")}, Outcome.ADDENDUM, LONG, "review_note_missing", id="no needs a note"
        ),
        pytest.param({"numbers": (Said.UNMET, "x")}, Outcome.FITS, LONG, "review_fits_with_unmet", id="no cannot fit"),
        pytest.param({"closing": (Said.CHECK,)}, Outcome.FITS, LONG, "review_fits_with_open", id="unsure cannot fit"),
        pytest.param({"closing": (Said.CHECK,)}, Outcome.ADDENDUM, LONG, None, id="unsure may need an addendum"),
        pytest.param({"pks": (Said.UNMET, "terlambat")}, Outcome.FITS, LONG, None, id="a late PKS needs no new paper"),
        pytest.param(
            {}, Outcome.RENEW, Standing(date(2026, 3, 1), None, TODAY), "review_outcome_after_expiry", id="over"
        ),
        pytest.param({}, Outcome.END, Standing(date(2026, 3, 1), None, TODAY), None, id="over may end"),
    ],
)
def test_answers_and_outcome_must_stand_together(said, outcome, standing, code):
    found = rules.fault(MOU, answers(**said), outcome, standing)
    assert (found and found[0]) == code


def test_every_item_must_be_answered():
    said = answers()
    del said["scope"]
    assert rules.fault(MOU, said, Outcome.ADDENDUM, LONG) == ("review_item_missing", "scope")


@pytest.mark.parametrize(
    ("end", "open_ones"),
    [
        pytest.param(date(2026, 3, 2), {"renewed", "replaced", "not_continued"}, id="the last day"),
        pytest.param(date(2026, 3, 1), {"replaced", "not_continued"}, id="the day after"),
        pytest.param(None, {"renewed", "replaced", "not_continued"}, id="no end"),
    ],
)
def test_after_the_last_day_nothing_can_be_renewed(end, open_ones):
    assert {one.value for one in rules.decisions_open(end, TODAY)} == open_ones


def test_a_renewal_is_due_before_the_last_day_and_a_new_paper_within_the_days_of_the_policy():
    assert rules.decision_due(Decision.RENEWED, date(2026, 3, 12), TODAY, 30) == date(2026, 3, 12)
    assert rules.decision_due(Decision.RENEWED, date(2026, 9, 1), TODAY, 30) == date(2026, 4, 1)
    assert rules.decision_due(Decision.REPLACED, date(2026, 3, 12), TODAY, 30) == date(2026, 4, 1)


def test_a_review_on_a_leap_day_is_due_again_on_the_last_day_of_february():
    assert rules.next_review(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_the_two_instruments_are_asked_for_the_contents_of_the_table():
    mou = {item.key for item in MOU if item.group == "contents"}
    pks = {item.key for item in checklist().of_kind("pks") if item.group == "contents"}
    assert mou == {"identity", "purpose", "scope", "implementation", "liaison", "addendum_clause", "closing"}
    assert pks == mou - {"implementation"} | {"rights", "force_majeure", "disputes"}


def test_every_item_names_its_basis_and_both_languages():
    assert [item.key for item in checklist().items if not (item.basis and item.name_id and item.name_en)] == []
