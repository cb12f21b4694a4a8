"""Reviews are made by one person and confirmed by another; decisions open and close duties."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.agreements.models import Agreement
from service.core import policies
from service.core.actor import Actor
from service.core.refusals import Refused
from service.core.tools import Tools
from service.followup.models import Task
from service.reviews import actions, queries
from service.reviews.catalogue import checklist
from service.reviews.models import Review
from service.reviews.rules import Decision, Outcome, Said
from tests.support.agreements import person


def tasks(desk, agreement_id):
    with desk.tools.reading() as session:
        return {one.key: one for one in session.scalars(select(Task).where(Task.agreement_id == agreement_id))}


# ------------------------------------------------------------------------------------------------------------- reviews
def test_a_review_counts_once_a_second_person_confirms_it(desk):
    one = desk.agreement()
    assert desk.listed(queries.unreviewed_ids) == {one}
    review = desk.propose(one)
    assert desk.listed(queries.unreviewed_ids) == set()
    assert desk.listed(queries.unconfirmed_ids) == {one}
    assert desk.listed(queries.unconfirmed_ids, desk.drafter) == set()
    desk.confirm(one, review)
    assert desk.listed(queries.unconfirmed_ids) == set()
    with desk.tools.reading() as session:
        found = queries.progress(session, desk.chief)
    assert (found.total, found.done, found.waiting) == (1, 1, 0)


def test_nobody_confirms_his_own_review_and_a_drafter_confirms_none(desk):
    one = desk.agreement()
    review = desk.propose(one, who=desk.chief)
    with pytest.raises(Refused, match="review_needs_second_person"):
        desk.confirm(one, review, desk.chief)
    with pytest.raises(Refused, match="not_permitted"):
        desk.confirm(one, review, desk.drafter)


def test_a_review_comes_up_again_after_the_months_of_the_policy(desk, clock):
    one = desk.agreement()
    review = desk.reviewed(one)
    assert desk.review(review).again_on == date(2027, 3, 2)
    clock.set(datetime(2027, 3, 1, 14, 59, tzinfo=UTC))  # 23.59 in WIT, the day before
    assert desk.listed(queries.unreviewed_ids) == set()
    clock.set(datetime(2027, 3, 1, 15, 0, tzinfo=UTC))
    assert desk.listed(queries.unreviewed_ids) == {one}


def test_a_changed_policy_counts_for_the_reviews_made_from_then_on(desk):
    office_admin = person(desk.office, "admin")
    with desk.tools.begin(office_admin) as uow:
        policies.change(uow, queries.CYCLE, 6, "Keputusan Ketua 1/2026")
    assert desk.review(desk.reviewed(desk.agreement())).again_on == date(2026, 9, 2)


def test_a_new_version_of_the_checklist_brings_every_agreement_up_again(desk):
    one = desk.agreement()
    review = desk.reviewed(one)
    with desk.tools.begin() as uow:
        uow.session.get_one(Review, review).checklist_version = checklist().version - 1
    assert desk.listed(queries.unreviewed_ids) == {one}


def test_an_outcome_opens_its_duty_with_the_day_of_the_policy(desk):
    one = desk.agreement(partner_number="")
    desk.reviewed(one, Outcome.ADDENDUM, numbers=("unmet", "Nomor mitra kosong."))
    task = tasks(desk, one)["review-1"]
    assert (task.title, task.due_on) == ("Menyusun adendum sesuai hasil reviu", date(2026, 4, 1))
    fitting = desk.agreement()
    desk.reviewed(fitting)
    assert tasks(desk, fitting) == {}


def test_the_next_review_closes_the_duty_of_the_one_before_and_history_stays(desk):
    one = desk.agreement()
    first = desk.reviewed(one, Outcome.ADDENDUM, numbers=("unmet", "Nomor mitra kosong."))
    second = desk.reviewed(one)
    assert tasks(desk, one)["review-1"].done_at is not None
    assert (desk.review(first).current, desk.review(second).current) == (False, True)
    assert desk.review(first).answers["numbers"]["note"] == "Nomor mitra kosong."


def test_a_returned_review_leaves_the_agreement_unreviewed_with_the_reason(desk):
    one = desk.agreement()
    review = desk.propose(one)
    with desk.tools.begin(desk.chief) as uow, pytest.raises(Refused, match="reason_missing"):
        actions.return_review(uow, one, review, " ")
    with desk.tools.begin(desk.chief) as uow:
        actions.return_review(uow, one, review, "Periksa nomor mitra.")
    assert desk.listed(queries.unreviewed_ids) == {one}
    with pytest.raises(Refused, match="review_decided_already"):
        desk.confirm(one, review)


def test_a_waiting_review_is_changed_by_its_maker_and_by_nobody_else(desk):
    one = desk.agreement()
    review = desk.propose(one)
    assert desk.propose(one, Outcome.ADDENDUM, closing=("check", "")) == review
    assert desk.review(review).outcome == "addendum"
    with pytest.raises(Refused, match="review_waits_already"):
        desk.propose(one, who=person(desk.office, "drafter"))


def test_only_signed_agreements_of_the_own_office_are_reviewed(desk):
    with pytest.raises(Refused, match="review_not_signed"):
        desk.propose(desk.agreement(stage="drafting", signed_on=None))
    with pytest.raises(Refused, match="not_permitted"):
        desk.propose(desk.agreement(), who=person(desk.office, "auditor"))
    other = Actor(desk.chief.kind, desk.chief.id, "Lain", office_id=None, roles=frozenset({"drafter"}))
    with pytest.raises(Refused, match="not_found"):
        desk.propose(desk.agreement(), who=other)


def test_what_is_ended_amending_or_decided_after_its_end_is_not_to_be_reviewed(desk):
    running = desk.agreement()
    desk.agreement(ended_on=date(2026, 3, 2))
    desk.agreement(nature="addendum", amends_id=running)
    over = desk.agreement(end_on=date(2026, 3, 1))
    decided = desk.agreement(end_on=date(2026, 3, 1))
    desk.decide(decided, Decision.NOT_CONTINUED)
    assert desk.listed(queries.unreviewed_ids) == {running, over}


# ------------------------------------------------------------------------------------------------------------- prefill
def test_the_system_says_what_it_knows(desk):
    known = desk.known(desk.agreement(signed_on=date(2025, 8, 18), partner_number=""))
    assert (known["numbers"].said, known["numbers"].code) == (Said.UNMET, "number_theirs_missing")
    assert (known["pks"].said, known["pks"].code, known["pks"].params["n"]) == (Said.UNMET, "pks_overdue", 12)
    assert (known["term"].said, known["term"].params["day"]) == (Said.MET, "2029-01-15")
    assert known["activity"].code == "activity_none"
    assert known["closing"].code == "read_scan"


def test_a_followed_mou_and_its_pks_are_known_as_such(desk):
    mou = desk.agreement(signed_on=date(2025, 8, 18))
    pks = desk.agreement(kind="pks", parent_id=mou, signed_on=date(2025, 10, 1), end_on=date(2029, 1, 16))
    assert desk.known(mou)["pks"].code == "pks_fulfilled"
    known = desk.known(pks)
    assert (known["umbrella"].said, known["umbrella"].code) == (Said.CHECK, "umbrella_outlived")
    assert "pks" not in known


def test_what_the_system_knew_is_kept_with_the_review(desk):
    review = desk.review(desk.propose(desk.agreement()))
    assert review.answers["numbers"]["known"]["code"] == "numbers_both"


# ---------------------------------------------------------------------------------------------------- renewal decision
def test_the_decision_opens_in_its_window_and_closes_the_task_that_asked_for_it(desk, tools: Tools):
    soon, later = desk.agreement(end_on=date(2026, 5, 31)), desk.agreement(end_on=date(2026, 6, 1))
    assert desk.listed(queries.undecided_ids) == {soon}
    with tools.begin() as uow:
        task = Task(agreement_id=soon, key="renewal", title="Memutuskan", due_on=date(2026, 3, 2), opened_at=uow.now)
        uow.session.add(task)
    desk.decide(soon, Decision.RENEWED)
    assert desk.listed(queries.undecided_ids) == set()
    assert tasks(desk, soon)["renewal"].done_at is not None
    assert tasks(desk, soon)["renewal-1"].title == "Menyusun naskah perpanjangan sesuai keputusan"
    desk.decide(later, Decision.RENEWED)  # before its window, too


def test_after_expiry_only_a_new_paper_or_none_is_left(desk):
    over = desk.agreement(end_on=date(2026, 3, 1))
    assert desk.listed(queries.undecided_ids) == {over}
    with pytest.raises(Refused, match="renewal_after_expiry"):
        desk.decide(over, Decision.RENEWED)
    desk.decide(over, Decision.REPLACED)
    assert desk.listed(queries.undecided_ids) == set()


def test_a_later_end_asks_for_a_decision_of_its_own(desk):
    one = desk.agreement(end_on=date(2026, 5, 1))
    desk.decide(one, Decision.RENEWED)
    with desk.tools.begin() as uow:
        uow.session.get_one(Agreement, one).end_on = date(2026, 5, 20)
    assert desk.listed(queries.undecided_ids) == {one}


def test_a_changed_decision_closes_the_duty_of_the_first(desk):
    one = desk.agreement(end_on=date(2026, 5, 1))
    first = desk.decide(one, Decision.RENEWED)
    second = desk.decide(one, Decision.NOT_CONTINUED)
    assert (desk.decision(first).current, desk.decision(second).current) == (False, True)
    found = tasks(desk, one)
    assert (found["renewal-1"].done_at is not None, found["renewal-2"].done_at) == (True, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": ""}, "renewal_minutes_missing"),
        ({"attendants": ""}, "renewal_attendants_missing"),
        ({"met_on": date(2026, 3, 3)}, "renewal_meeting_in_future"),
        ({"met_on": date(2026, 1, 14)}, "renewal_meeting_before_signing"),
        ({"reason": " "}, "reason_missing"),
    ],
)
def test_a_decision_rests_on_minutes_and_a_reason(desk, given, code):
    with pytest.raises(Refused, match=code):
        desk.decide(desk.agreement(), Decision.REPLACED, **given)


def test_a_scan_stands_for_typed_minutes(desk):
    stored = desk.tools.storage.put(b"%PDF-1.7 berita acara")
    row = desk.decision(desk.decide(desk.agreement(), Decision.REPLACED, text="", attendants="", scan=stored))
    assert row.minutes_sha256 == stored.sha256


def test_an_ended_agreement_and_a_drafter_decide_nothing(desk):
    with pytest.raises(Refused, match="renewal_ended"):
        desk.decide(desk.agreement(ended_on=date(2026, 3, 2)), Decision.REPLACED)
    with pytest.raises(Refused, match="not_permitted"):
        desk.decide(desk.agreement(), Decision.REPLACED, who=desk.drafter)


def test_a_signed_addendum_does_what_the_review_asked(desk):
    one = desk.agreement()
    desk.reviewed(one, Outcome.ADDENDUM, numbers=("unmet", "Nomor mitra kosong."))
    change = desk.agreement(nature="addendum", amends_id=one, signed_on=date(2026, 3, 2))
    with desk.tools.begin(desk.chief) as uow:
        actions.on_stage(uow, uow.session.get_one(Agreement, change), "signing", "follow_up")
    assert tasks(desk, one)["review-1"].done_at is not None
