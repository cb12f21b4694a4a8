"""Acts done outside the system: entered by one, checked by another, then they count (rule 35)."""

from datetime import date
from uuid import uuid4

import pytest

from service.agreements import actions
from service.agreements.actions import OutsideAct
from service.agreements.models import ActKind, Agreement, RecordedAct
from service.agreements.registry import REGISTRY
from service.core import audit
from service.core.refusals import Refused
from tests.support.agreements import person, start


@pytest.fixture
def effects(monkeypatch):
    """What happened when a record was checked."""
    happened = []
    monkeypatch.setitem(REGISTRY.effects, "approval", lambda uow, agreement, act: happened.append(act.subject_id))
    return happened


@pytest.fixture
def made(tools):
    return start(tools)


def outside(tools, subject=None, **change):
    scan = tools.storage.put(b"%PDF-1.7 scan of a letter")
    said = {
        "kind": ActKind.APPROVAL,
        "subject_id": subject or uuid4(),
        "done_by": "Rahmat, Ketua",
        "done_on": date(2026, 2, 27),
        "letter_number": "1/K/2026",
        "scan": scan,
        "scan_type": "application/pdf",
        "outcome": {"decision": "approve"},
    }
    return OutsideAct(**(said | change))


def enter(tools, made, actor, act):
    with tools.begin(actor) as uow:
        return actions.enter_act(uow, uow.session.get_one(Agreement, made.agreement_id), act).id


def check(tools, actor, act_id, reason=""):
    with tools.begin(actor) as uow:
        return actions.check_act(uow, act_id, rejected_reason=reason).state


def test_an_act_counts_only_after_a_second_person_checked_it(tools, made, effects):
    act = outside(tools)
    act_id = enter(tools, made, made.people["drafter"], act)
    assert effects == []
    with pytest.raises(Refused, match="act_needs_second_person"):
        check(tools, made.people["drafter"], act_id)
    assert effects == []
    assert check(tools, made.people["coordinator"], act_id) == "checked"
    assert effects == [act.subject_id]


def test_a_rejected_record_counts_for_nothing_and_keeps_its_reason(tools, made, effects):
    act_id = enter(tools, made, made.people["drafter"], outside(tools))
    assert check(tools, made.people["chair"], act_id, "Tanggal tidak cocok") == "rejected"
    assert effects == []
    with tools.reading() as session:
        assert session.get_one(RecordedAct, act_id).rejected_reason == "Tanggal tidak cocok"


def test_a_record_is_checked_once(tools, made, effects):
    act_id = enter(tools, made, made.people["drafter"], outside(tools))
    check(tools, made.people["chair"], act_id)
    with pytest.raises(Refused, match="act_already_checked"):
        check(tools, made.people["coordinator"], act_id)
    assert len(effects) == 1


def test_the_same_act_is_not_entered_twice_while_the_first_waits(tools, made, effects):
    act = outside(tools)
    enter(tools, made, made.people["drafter"], act)
    with pytest.raises(Refused, match="act_already_entered"):
        enter(tools, made, made.people["coordinator"], act)


def test_another_office_neither_enters_nor_checks(tools, made, effects):
    stranger = person(uuid4(), "chair")
    with pytest.raises(Refused, match="not_found"):
        enter(tools, made, stranger, outside(tools))
    act_id = enter(tools, made, made.people["drafter"], outside(tools))
    with pytest.raises(Refused, match="not_found"):
        check(tools, stranger, act_id)


def test_who_did_it_must_be_said(tools, made, effects):
    with pytest.raises(Refused, match="act_who_missing"):
        enter(tools, made, made.people["drafter"], outside(tools, done_by="  "))


def test_both_halves_stand_in_the_audit_chain_and_the_scan_in_the_register_of_files(tools, made, effects):
    act_id = enter(tools, made, made.people["drafter"], outside(tools))
    check(tools, made.people["chair"], act_id)
    with tools.reading() as session:
        events = audit.stream_events(session, actions.stream(made.agreement_id))
        assert [event.code for event in events] == ["act:entered", "act:checked"]
        assert list(audit.verify_chains(session)) == []
        assert tools.storage.has(session.get_one(RecordedAct, act_id).scan_sha256)
