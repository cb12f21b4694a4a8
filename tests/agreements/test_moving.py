"""Moving through the lifecycle: in turn, by the right person, with everything in place, and written down."""

import pytest
from sqlalchemy import select

from service.agreements import actions
from service.agreements.lifecycle import Action, Stage
from service.agreements.models import Agreement, PaperKind, PaperRevision, StageChange
from service.agreements.registry import REGISTRY
from service.core import audit
from service.core.refusals import Refused
from tests.support.agreements import start


@pytest.fixture(autouse=True)
def _no_rooms(monkeypatch):
    """Only what a test says counts as a fact, and no room acts on a stage change."""
    for name in ("facts", "on_stage"):
        monkeypatch.setattr(REGISTRY, name, [])


@pytest.fixture
def ready(monkeypatch):
    monkeypatch.setattr(
        REGISTRY,
        "facts",
        [lambda session, agreement: {"has_version": True, "mode_chosen": True, "text_faults": 0}],
    )


def move(tools, made, action, role="drafter", **more):
    with tools.begin(made.people[role]) as uow:
        return actions.move_by_person(uow, made.agreement_id, action, **more).stage


def test_a_step_changes_the_stage_and_is_written_down_twice(tools, ready):
    made = start(tools, Stage.DRAFTING)
    assert move(tools, made, Action.OPEN_DISCUSSION) == "discussion"
    with tools.reading() as session:
        (change,) = session.scalars(select(StageChange))
        assert (change.source, change.target, change.action) == ("drafting", "discussion", "open_discussion")
        (event,) = audit.stream_events(session, actions.stream(made.agreement_id))
        assert event.code == "agreement:stage:open_discussion"


def test_a_step_names_everything_that_is_missing(tools):
    made = start(tools, Stage.PLANNING)
    with pytest.raises(Refused) as refused:
        move(tools, made, Action.START_DRAFT)
    assert refused.value.params["missing"] == (
        "partner_missing",
        "plan_incomplete",
        "checks_missing",
        "consultation_missing",
    )


def test_an_action_out_of_turn_is_refused_and_changes_nothing(tools, ready):
    made = start(tools, Stage.DRAFTING)
    with pytest.raises(Refused, match="wrong_stage"):
        move(tools, made, Action.ASK_APPROVAL)
    with tools.reading() as session:
        assert session.get_one(Agreement, made.agreement_id).stage == "drafting"
        assert session.scalars(select(StageChange)).all() == []


def test_the_second_of_two_people_on_the_same_page_is_told_so(tools, ready):
    made = start(tools, Stage.DRAFTING)
    with tools.reading() as session:
        seen = session.get_one(Agreement, made.agreement_id).version
    move(tools, made, Action.OPEN_DISCUSSION, seen_version=seen)
    with pytest.raises(Refused, match="stale_page"):
        move(tools, made, Action.BACK_TO_DRAFT, seen_version=seen)


def test_cancelling_needs_a_reason(tools):
    made = start(tools, Stage.DRAFTING)
    with pytest.raises(Refused, match="reason_missing"):
        move(tools, made, Action.CANCEL, reason="  ")
    assert move(tools, made, Action.CANCEL, reason="Mitra mundur") == "cancelled"


def test_rooms_hear_of_a_stage_change_inside_the_same_transaction(tools, ready, monkeypatch):
    made = start(tools, Stage.DRAFTING)

    def fail(uow, agreement, source, target):
        raise Refused("text_incomplete")

    monkeypatch.setattr(REGISTRY, "on_stage", [fail])
    with pytest.raises(Refused, match="text_incomplete"):
        move(tools, made, Action.OPEN_DISCUSSION)
    with tools.reading() as session:
        assert session.get_one(Agreement, made.agreement_id).stage == "drafting"


def test_a_paper_registered_twice_stands_once_and_its_successor_follows(tools):
    made = start(tools)
    first, second = tools.storage.put(b"one"), tools.storage.put(b"two")
    for stored in (first, first, second):
        with tools.begin() as uow:
            actions.register_paper(uow, made.agreement_id, stored, PaperKind.ENGROSSED)
    with tools.reading() as session:
        rows = session.scalars(select(PaperRevision).order_by(PaperRevision.sequence)).all()
        assert [(row.sequence, row.sha256) for row in rows] == [(1, first.sha256), (2, second.sha256)]


def test_public_codes_are_long_distinct_and_free_of_lookalikes():
    codes = {actions.new_public_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 20 and not set(code) & set("ilo01") for code in codes)
