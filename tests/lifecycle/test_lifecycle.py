"""The lifecycle table against one typed by hand: every stage with every action."""

import dataclasses
from datetime import date

import pytest

from service.agreements.lifecycle import RAIL, STEPS, Action, Consultation, Facts, Stage, forward, missing, step

# What a lawyer would write down: which action leads from where to where. Everything not listed must not exist.
BY_HAND = {
    ("planning", "start_draft"): "drafting",
    ("planning", "cancel"): "cancelled",
    ("drafting", "open_discussion"): "discussion",
    ("drafting", "cancel"): "cancelled",
    ("discussion", "back_to_draft"): "drafting",
    ("discussion", "ask_approval"): "approval",
    ("discussion", "cancel"): "cancelled",
    ("approval", "return"): "discussion",
    ("approval", "freeze"): "signing",
    ("approval", "cancel"): "cancelled",
    ("signing", "reopen"): "discussion",
    ("signing", "conclude"): "follow_up",
    ("signing", "cancel"): "cancelled",
}

READY = Facts(
    partner_chosen=True,
    plan_complete=True,
    checks_done=True,
    planned_activities=1,
    consultation=Consultation.SUPPORTED,
    mode_chosen=True,
    has_version=True,
    version_rendered=True,
    minutes_filed=True,
    approvals_left=0,
    approved_hash_matches=True,
    signatories_valid=True,
    event_open=True,
    signatures_made=0,
    signatures_left=0,
    paper_archived=True,
    signed_on=date(2025, 5, 28),
)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("action", list(Action))
def test_an_action_leads_where_the_table_by_hand_says_and_exists_nowhere_else(stage, action):
    line = step(stage, action)
    assert (line.target.value if line else None) == BY_HAND.get((stage.value, action.value))


def test_nothing_stands_in_the_way_of_an_agreement_that_is_ready():
    assert {line.action: missing(line, READY) for line in STEPS if missing(line, READY)} == {}


@pytest.mark.parametrize(
    ("change", "stage", "action", "code"),
    [
        ({"amendment_fault": "amended_expired"}, "planning", "start_draft", "amended_expired"),
        ({"amendment_fault": "amended_ended"}, "drafting", "open_discussion", "amended_ended"),
        ({"amendment_fault": "amended_end_moved"}, "discussion", "ask_approval", "amended_end_moved"),
        ({"partner_chosen": False}, "planning", "start_draft", "partner_missing"),
        ({"partner_faults": ("decree",)}, "planning", "start_draft", "partner_evidence_missing"),
        ({"plan_complete": False}, "planning", "start_draft", "plan_incomplete"),
        ({"checks_done": False}, "planning", "start_draft", "checks_missing"),
        ({"consultation": Consultation.MISSING}, "planning", "start_draft", "consultation_missing"),
        ({"consultation": Consultation.WAITING}, "planning", "start_draft", "consultation_waiting"),
        ({"consultation": Consultation.REFUSED}, "planning", "start_draft", "consultation_refused"),
        ({"mode_chosen": False}, "drafting", "open_discussion", "mode_missing"),
        ({"has_version": False}, "drafting", "open_discussion", "version_missing"),
        ({"unsaved_changes": True}, "drafting", "open_discussion", "changes_unsaved"),
        ({"text_faults": 2}, "drafting", "open_discussion", "text_incomplete"),
        ({"version_rendered": False}, "discussion", "ask_approval", "paper_not_ready"),
        ({"open_remarks": 1}, "discussion", "ask_approval", "comments_open"),
        ({"minutes_filed": False}, "discussion", "ask_approval", "minutes_missing"),
        ({"open_conditions": 1}, "discussion", "ask_approval", "conditions_open"),
        ({"planned_activities": 0}, "discussion", "ask_approval", "activity_missing"),
        ({"personal_data": True}, "discussion", "ask_approval", "data_annex_missing"),
        ({"approvals_left": 1}, "approval", "freeze", "approvals_missing"),
        ({"approved_hash_matches": False}, "approval", "freeze", "approval_void"),
        ({"screening_needed": True}, "approval", "freeze", "screening_missing"),
        ({"signatures_made": 1}, "signing", "reopen", "already_signed"),
        ({"signatures_made": 1}, "signing", "cancel", "already_signed"),
        ({"signatures_left": 1}, "signing", "conclude", "signatures_missing"),
        ({"signatures_left": 1, "event_open": False}, "signing", "conclude", "event_not_opened"),
        ({"paper_archived": False}, "signing", "conclude", "paper_not_archived"),
    ],
)
def test_each_gap_alone_is_named_and_stops_the_step(change, stage, action, code):
    line = step(Stage(stage), Action(action))
    assert missing(line, dataclasses.replace(READY, **change)) == (code,)


@pytest.mark.parametrize("answer", [Consultation.NOT_NEEDED, Consultation.SUPPORTED, Consultation.OVERRIDDEN])
def test_drafting_may_start_once_the_consultation_is_settled(answer):
    line = step(Stage.PLANNING, Action.START_DRAFT)
    assert missing(line, dataclasses.replace(READY, consultation=answer)) == ()


def test_a_policy_may_waive_the_planned_activity():
    line = step(Stage.DISCUSSION, Action.ASK_APPROVAL)
    facts = dataclasses.replace(READY, planned_activities=0, activity_required=False)
    assert missing(line, facts) == ()


def test_each_stage_but_the_last_leads_forward_to_the_next():
    assert [forward(stage).target for stage in RAIL[:-1]] == list(RAIL[1:])
    assert forward(Stage.FOLLOW_UP) is None
    assert forward(Stage.CANCELLED) is None
