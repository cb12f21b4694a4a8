"""Approvers in order, bound to one text; the last one freezes it (rules 25, 35, 37)."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from service.agreements.actions import OutsideAct, check_act, gather_facts, move
from service.agreements.lifecycle import Action, Mode, Stage
from service.agreements.models import ActKind, Agreement
from service.approval import actions, queries
from service.approval.actions import Verdict
from service.approval.rules import DecisionState, RoundState
from service.core.audit import AuditEvent
from service.core.refusals import Refused
from service.core.tools import Tools
from tests.support.agreements import Started, add_version, content, person, start

APPROVE, RETURN = Verdict(approved=True), Verdict(approved=False, reason="Pasal 3 belum jelas.")
CHAIN = ("coordinator", "secretariat", "chair")


@pytest.fixture
def made(tools: Tools) -> Started:
    """An agreement whose approval has just been asked for."""
    made = start(tools)
    ask(tools, made)
    return made


def ask(tools: Tools, made: Started) -> None:
    with tools.begin(made.people["drafter"]) as uow:
        agreement = uow.session.get_one(Agreement, made.agreement_id)
        agreement.stage = Stage.APPROVAL.value
        actions.on_stage(uow, agreement, Stage.DISCUSSION, Stage.APPROVAL)


def say(tools: Tools, made: Started, role: str, verdict: Verdict = APPROVE) -> None:
    with tools.begin(made.people[role]) as uow:
        actions.decide(uow, made.agreement_id, verdict)


def agreement_of(tools: Tools, made: Started) -> Agreement:
    with tools.reading() as session:
        agreement = session.get_one(Agreement, made.agreement_id)
        session.expunge(agreement)
        return agreement


def test_the_last_approver_in_order_freezes_the_text(tools, made):
    for role in CHAIN:
        assert agreement_of(tools, made).stage == Stage.APPROVAL
        say(tools, made, role)
    agreement = agreement_of(tools, made)
    assert agreement.stage == Stage.SIGNING
    assert agreement.frozen_version_id == made.version_id
    assert agreement.frozen_hash == content().content_hash()


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        pytest.param("secretariat", "approval_out_of_turn", id="out of turn"),
        pytest.param("drafter", "not_permitted", id="no approver"),
    ],
)
def test_who_is_not_next_is_refused_and_nothing_changes(tools, made, actor, code):
    with pytest.raises(Refused, match=code):
        say(tools, made, actor)
    with tools.reading() as session:
        found = queries.current_round(session, made.agreement_id)
        assert found is not None
        assert {one.state for one in found.decisions} == {DecisionState.WAITING}


def test_an_approver_of_another_office_does_not_even_learn_that_it_exists(tools, made):
    stranger = person(UUID(int=99), "coordinator")
    with pytest.raises(Refused, match="not_found"), tools.begin(stranger) as uow:
        actions.decide(uow, made.agreement_id, APPROVE)


def test_a_page_seen_before_somebody_else_decided_is_stale(tools, made):
    seen = agreement_of(tools, made).version
    say(tools, made, "coordinator")
    with pytest.raises(Refused, match="stale_page"), tools.begin(made.people["secretariat"]) as uow:
        actions.decide(uow, made.agreement_id, APPROVE, seen_version=seen)


def test_returning_needs_a_reason_and_leads_back_to_discussion(tools, made):
    with pytest.raises(Refused, match="reason_missing"):
        say(tools, made, "coordinator", Verdict(approved=False, reason="  "))
    say(tools, made, "coordinator", RETURN)
    assert agreement_of(tools, made).stage == Stage.DISCUSSION
    with tools.reading() as session:
        assert queries.current_round(session, made.agreement_id) is None
        assert queries.rounds_of(session, made.agreement_id)[0].closed_reason == RETURN.reason


def test_asking_again_opens_a_round_of_its_own_in_which_all_decide_anew(tools, made):
    say(tools, made, "coordinator")
    say(tools, made, "secretariat", RETURN)
    ask(tools, made)
    with tools.reading() as session:
        found = queries.current_round(session, made.agreement_id)
        assert found is not None
        assert found.number == 2
        assert [one.state for one in found.decisions] == [DecisionState.WAITING] * 3


def test_a_new_version_voids_the_round_and_the_chain_begins_again(tools, made):
    say(tools, made, "coordinator")
    with tools.begin(made.people["drafter"]) as uow:
        add_version(uow.session, made.agreement_id, 2, content("Pengawasan Pemilu"), uow.now)
        actions.on_version(uow, uow.session.get_one(Agreement, made.agreement_id))
    with tools.reading() as session:
        newest, oldest = queries.rounds_of(session, made.agreement_id)
        assert (oldest.state, newest.state) == (RoundState.VOID, RoundState.OPEN)
        assert newest.content_hash == content("Pengawasan Pemilu").content_hash()
        facts = gather_facts(session, session.get_one(Agreement, made.agreement_id))
        assert (facts.approvals_left, facts.approved_hash_matches) == (3, True)


def test_a_version_with_the_same_text_voids_nothing(tools, made):
    say(tools, made, "coordinator")
    with tools.begin(made.people["drafter"]) as uow:
        add_version(uow.session, made.agreement_id, 2, content(), uow.now)
        actions.on_version(uow, uow.session.get_one(Agreement, made.agreement_id))
    with tools.reading() as session:
        assert len(queries.rounds_of(session, made.agreement_id)) == 1


def test_changing_the_mode_of_signing_voids_the_approval(tools, made):
    say(tools, made, "coordinator")
    with tools.begin(made.people["drafter"]) as uow:
        agreement = uow.session.get_one(Agreement, made.agreement_id)
        agreement.mode = Mode.WET.value
        actions.on_version(uow, agreement)
    with tools.reading() as session:
        assert queries.rounds_of(session, made.agreement_id)[1].state == RoundState.VOID


def test_a_text_changed_behind_the_round_cannot_be_approved(tools, made):
    with tools.begin() as uow:
        add_version(uow.session, made.agreement_id, 2, content("Lain"), uow.now)
    with pytest.raises(Refused, match="approval_void"):
        say(tools, made, "coordinator")


def test_reopening_a_frozen_text_thaws_it(tools, made):
    for role in CHAIN:
        say(tools, made, role)
    with tools.begin(made.people["drafter"]) as uow:
        move(uow, uow.session.get_one(Agreement, made.agreement_id), Action.REOPEN, reason="Mitra meminta perubahan")
    agreement = agreement_of(tools, made)
    assert (agreement.stage, agreement.frozen_version_id, agreement.frozen_hash) == (Stage.DISCUSSION, None, "")


def test_an_approval_on_paper_counts_once_a_second_person_has_checked_it(tools, made, storage):
    say(tools, made, "coordinator")
    with tools.reading() as session:
        found = queries.current_round(session, made.agreement_id)
        assert found is not None
        subject = found.decisions[1].id
    scan = storage.put(b"%PDF-1.7 lembar disposisi")
    act = OutsideAct(
        ActKind.APPROVAL, subject, "Budi, Kepala Sekretariat", date(2026, 3, 2), "12/2026", scan, "application/pdf",
        {"decision": "approve"},
    )  # fmt: skip
    with tools.begin(made.people["drafter"]) as uow:
        row = actions.record_outside(uow, made.agreement_id, act)
    assert agreement_of(tools, made).stage == Stage.APPROVAL
    with tools.begin(made.people["archivist"]) as uow:
        check_act(uow, row.id)
    say(tools, made, "chair")
    assert agreement_of(tools, made).stage == Stage.SIGNING
    with tools.reading() as session:
        found = queries.current_round(session, made.agreement_id)
        assert found is not None
        assert [one.from_outside for one in found.decisions] == [False, True, False]
        assert found.decisions[1].decided_name == "Budi, Kepala Sekretariat"


def test_a_district_freezes_its_text_even_when_no_approver_ever_signs_in(tools, made, storage):
    for place in range(3):
        with tools.reading() as session:
            found = queries.current_round(session, made.agreement_id)
            assert found is not None
            subject = found.decisions[place].id
        act = OutsideAct(
            ActKind.APPROVAL, subject, f"Pejabat {place}", date(2026, 3, 2), "", storage.put(b"%PDF"),
            "application/pdf", {"decision": "approve"},
        )  # fmt: skip
        with tools.begin(made.people["drafter"]) as uow:
            row = actions.record_outside(uow, made.agreement_id, act)
        with tools.begin(made.people["archivist"]) as uow:
            check_act(uow, row.id)
    assert agreement_of(tools, made).stage == Stage.SIGNING


def test_an_office_lays_down_its_own_chain(tools):
    made = start(tools)
    with tools.begin(made.people["admin"]) as uow:
        actions.set_chain(uow, made.office_id, ["chair"])
    ask(tools, made)
    say(tools, made, "chair")
    assert agreement_of(tools, made).stage == Stage.SIGNING


def test_only_the_administrator_of_the_office_lays_down_its_chain(tools, made):
    with pytest.raises(Refused, match="not_permitted"), tools.begin(made.people["chair"]) as uow:
        actions.set_chain(uow, made.office_id, ["chair"])
    with pytest.raises(Refused, match="not_found"), tools.begin(person(UUID(int=9), "admin")) as uow:
        actions.set_chain(uow, made.office_id, ["chair"])


def test_the_counter_counts_exactly_what_waits_for_this_person(tools, made):
    def waiting(role: str) -> int:
        with tools.reading() as session:
            return queries.count_waiting(session, made.people[role])

    assert [waiting(role) for role in CHAIN] == [1, 0, 0]
    say(tools, made, "coordinator")
    assert [waiting(role) for role in CHAIN] == [0, 1, 0]


def test_every_decision_is_in_the_audit_chain_with_the_hash_of_what_was_approved(tools, made):
    say(tools, made, "coordinator")
    with tools.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.code == "approval:approved")).one()
        assert event.details["hash"] == content().content_hash()
        assert event.actor_id == made.people["coordinator"].id
