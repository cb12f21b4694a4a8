from datetime import date, timedelta

import pytest
from sqlalchemy import select

from service.agreements.actions import check_act, gather_facts
from service.agreements.lifecycle import Action, Stage, missing, step
from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.followup.activities import Held, add_activity
from service.followup.models import Task
from service.reviews.actions import Chosen, Minutes, decide
from service.reviews.rules import Decision
from service.screening import actions, consulting, queries, screen
from service.screening.consulting import AdviceLetter
from service.screening.rules import Finding, Result
from tests.support.agreements import person
from workers.screening import watch

TODAY = date(2026, 3, 2)


@pytest.fixture
def opened(house):
    agreement = house.agreement()
    house.phase(TODAY, TODAY + timedelta(days=60))
    watch(house.tools)
    [row] = house.screenings(agreement)
    return agreement, row.id


def refused(call, *args, **more):
    with pytest.raises(Refused) as refusal:
        call(*args, **more)
    return refusal.value.code


def tasks(house, agreement):
    with house.tools.reading() as session:
        query = select(Task).where(Task.agreement_id == agreement).order_by(Task.opened_at, Task.key)
        return {task.key.partition("-")[0]: task.done_at is not None for task in session.scalars(query)}


def test_staff_fill_in_and_the_chair_decides_to_go_on(house, opened):
    agreement, one = opened
    house.fill(agreement, one)
    house.decide(agreement, one, Result.CONTINUE)
    [row] = house.screenings(agreement)
    assert (row.state, row.result, row.decided_on) == ("decided", "continue", TODAY)
    assert house.get(agreement).suspended_on is None
    assert tasks(house, agreement) == {"screening": True}


def test_who_filled_it_in_does_not_decide(house, opened):
    agreement, one = opened
    house.fill(agreement, one, who=house.chair)
    assert refused(house.decide, agreement, one, Result.CONTINUE) == "screening_same_person"
    coordinator = person(house.district, "coordinator")
    house.decide(agreement, one, Result.CONTINUE, who=coordinator)


def test_nothing_is_decided_before_it_is_filled_in_nor_by_staff(house, opened):
    agreement, one = opened
    assert refused(house.decide, agreement, one, Result.CONTINUE) == "screening_not_filled"
    house.fill(agreement, one)
    assert refused(house.decide, agreement, one, Result.CONTINUE, who=person(house.district, "drafter")) == (
        "not_permitted"
    )
    assert refused(house.decide, agreement, one, Result.CONTINUE, who=person(house.province, "chair")) == "not_found"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"sources": ["  "]}, "screening_sources_missing"),
        ({"looked_on": TODAY + timedelta(days=1)}, "screening_day_in_future"),
        ({"candidate": Finding.YES}, "screening_note_missing"),
        ({"campaign": Finding.UNCLEAR}, "screening_note_missing"),
    ],
)
def test_what_is_filled_in_must_say_enough(house, opened, given, code):
    assert refused(house.fill, *opened, **given) == code


def test_it_is_handed_back_with_a_note_and_filled_in_again(house, opened):
    agreement, one = opened
    house.fill(agreement, one)
    with house.tools.begin(house.chair) as uow:
        actions.hand_back(uow, agreement, one, "Lihat daftar tim kampanye.", seen_version=None)
    assert house.screenings(agreement)[0].state == "open"
    house.fill(agreement, one)
    assert house.screenings(agreement)[0].returned_note == ""


def test_suspending_waits_for_the_level_above_and_stands_until_it_is_lifted(house, opened):
    agreement, one = opened
    house.fill(agreement, one, candidate=Finding.YES, note="Bupati terdaftar.", proposal=Result.SUSPEND)
    assert refused(house.decide, agreement, one, Result.SUSPEND) == "screening_advice_missing"
    with house.tools.begin(house.staff) as uow:
        consulting.ask(uow, agreement, one, "Mohon pendapat.", seen_version=None)
    assert refused(house.decide, agreement, one, Result.SUSPEND) == "screening_advice_waiting"
    with house.tools.begin(person(house.province, "coordinator")) as uow:
        consulting.answer(uow, one, "", agrees=True, seen_version=None)
    house.decide(agreement, one, Result.SUSPEND)
    assert house.get(agreement).suspended_on == TODAY
    with house.tools.reading() as session:
        [restriction] = queries.restrictions(session, agreement)
        assert list(session.scalars(queries.suspended_ids(session, house.staff))) == [agreement]
    with house.tools.begin(house.chair) as uow:
        actions.lift(uow, agreement, restriction.id, "Calon mundur.", seen_version=None)
    assert house.get(agreement).suspended_on is None
    with house.tools.reading() as session:
        told = [moment.title for moment in screen.moments(session, session.get_one(Agreement, agreement))]
    assert told == ["Penapisan ulang dibuka", "Penapisan ulang diputuskan: tangguhkan", "Penangguhan dicabut"]
    with pytest.raises(Refused), house.tools.begin(house.chair) as uow:
        actions.lift(uow, agreement, restriction.id, "Lagi.", seen_version=None)


def test_a_suspended_agreement_takes_no_activity_but_what_took_place_before(house):
    agreement = house.agreement(suspended_on=TODAY)

    def add(day):
        with house.tools.begin(house.staff) as uow:
            add_activity(uow, agreement, Held("Sosialisasi", day))

    assert refused(add, TODAY) == "agreement_suspended"
    add(TODAY - timedelta(days=1))


def test_another_office_cannot_answer_and_nobody_answers_twice(house, opened):
    agreement, one = opened
    house.fill(agreement, one)
    with house.tools.begin(house.staff) as uow:
        consulting.ask(uow, agreement, one, "Mohon pendapat.", seen_version=None)

    def say(office, **said):
        with house.tools.begin(person(office, "chair")) as uow:
            consulting.answer(uow, one, said.get("text", ""), agrees=said["agrees"], seen_version=None)

    assert refused(say, house.other, agrees=True) == "not_found"
    assert refused(say, house.province, agrees=False) == "screening_answer_missing"
    say(house.province, agrees=False, text="Cukup dibatasi.")
    assert refused(say, house.province, agrees=True) == "screening_advice_settled"


def test_after_silence_past_the_deadline_the_chair_decides(house, opened, clock):
    agreement, one = opened
    house.fill(agreement, one)
    with house.tools.begin(house.staff) as uow:
        row = consulting.ask(uow, agreement, one, "Mohon pendapat.", seen_version=None)
        assert row.answer_due_on == date(2026, 3, 16)  # ten working days
    clock.advance(days=14)
    assert refused(house.decide, agreement, one, Result.END) == "screening_advice_waiting"
    clock.advance(days=1)
    house.decide(agreement, one, Result.END)
    assert tasks(house, agreement) == {"screening": True, "terminate": False}


def test_an_answer_by_letter_counts_once_a_second_person_has_checked_it(house, opened):
    agreement, one = opened
    house.fill(agreement, one)
    with house.tools.begin(house.staff) as uow:
        consulting.ask(uow, agreement, one, "Mohon pendapat.", seen_version=None)
    scan = house.tools.storage.put(b"surat")
    letter = AdviceLetter("Ketua Bawaslu 1", TODAY, "12/HK/2026", agrees=True, text="Setuju.")
    with house.tools.begin(house.staff) as uow:
        act = consulting.enter_answer(uow, agreement, one, letter, scan, "application/pdf").id
    assert refused(house.decide, agreement, one, Result.SUSPEND) == "screening_advice_waiting"
    with house.tools.begin(house.chair) as uow:
        check_act(uow, act)
    house.decide(agreement, one, Result.SUSPEND)
    [row] = house.screenings(agreement)
    assert (row.advice, row.letter_number, row.recorded_act_id) == ("agreed", "12/HK/2026", act)


def test_a_limit_says_what_is_allowed_and_a_newer_one_replaces_it(house, opened):
    agreement, one = opened
    house.fill(agreement, one)
    assert refused(house.decide, agreement, one, Result.LIMIT) == "screening_allowed_missing"
    house.decide(agreement, one, Result.LIMIT, allowed="Sosialisasi tanpa pejabat.")
    again = house.start(agreement)
    house.fill(agreement, again)
    house.decide(agreement, again, Result.LIMIT, allowed="Pertukaran data.")
    with house.tools.reading() as session:
        found = queries.restrictions(session, agreement)
        shown = screen.panel(session, session.get_one(Agreement, agreement), house.staff)
    assert [one.allowed for one in found if one.lifted_on is None] == ["Pertukaran data."]
    assert shown["limited"].allowed == "Pertukaran data."


def test_one_decision_covers_what_else_waits_for_the_same_agreement(house, opened):
    agreement, one = opened
    house.phase(TODAY, TODAY, name="Penetapan calon")
    watch(house.tools)
    house.fill(agreement, one)
    house.decide(agreement, one, Result.CONTINUE)
    assert {row.state for row in house.screenings(agreement)} == {"decided", "covered"}


def test_a_second_screening_of_ones_own_waits_for_the_first(house, opened):
    agreement, _ = opened
    assert refused(house.start, agreement) == "screening_open_already"


@pytest.mark.parametrize(
    ("result", "needed"), [(None, True), (Result.CONTINUE, False), (Result.LIMIT, False), (Result.END, True)]
)
def test_signing_waits_for_a_favourable_screening_while_a_phase_runs(house, result, needed):
    agreement = house.agreement(stage=Stage.APPROVAL.value)
    line = step(Stage.APPROVAL, Action.FREEZE)

    def gaps():
        with house.tools.reading() as session:
            return missing(line, gather_facts(session, session.get_one(Agreement, agreement)))

    assert "screening_missing" not in gaps()
    house.phase(TODAY, TODAY + timedelta(days=60), office=house.province)
    watch(house.tools)
    [row] = house.screenings(agreement)
    if result is not None:
        house.fill(agreement, row.id)
        with house.tools.begin(house.staff) as uow:
            consulting.ask(uow, agreement, row.id, "Mohon pendapat.", seen_version=None)
        with house.tools.begin(person(house.province, "chair")) as uow:
            consulting.answer(uow, row.id, "", agrees=True, seen_version=None)
        house.decide(agreement, row.id, result, allowed="Sosialisasi")
    assert ("screening_missing" in gaps()) is needed


@pytest.mark.parametrize(("decision", "asked"), [(Decision.RENEWED, True), (Decision.NOT_CONTINUED, False)])
def test_a_renewal_decided_during_a_phase_waits_for_the_screening(house, opened, decision, asked):
    agreement, one = opened
    chosen = Chosen(decision, "Bermanfaat.", "Sosialisasi", Minutes(TODAY, text="Dibahas.", attendants="Ketua"))

    def renew():
        with house.tools.begin(house.chair) as uow:
            decide(uow, agreement, chosen)

    if asked:
        assert refused(renew) == "screening_missing"
        house.fill(agreement, one)
        house.decide(agreement, one, Result.CONTINUE)
    renew()


def test_a_screening_grows_old(house, opened, clock):
    agreement, one = opened
    house.fill(agreement, one)
    house.decide(agreement, one, Result.CONTINUE)

    def needed():
        with house.tools.reading() as session:
            return gather_facts(session, session.get_one(Agreement, agreement)).screening_needed

    clock.advance(days=30)
    assert not needed()
    clock.advance(days=1)
    assert needed()


def test_the_office_is_reminded_when_it_opens_and_as_it_falls_due(house, opened):
    with house.tools.reading() as session:
        [deadline] = screen.deadlines(session, house.tools.clock.now())
    assert deadline.at == (14, 7, 0, -3)
    assert deadline.due_on == date(2026, 3, 16)
    assert deadline.office_ids == frozenset({house.district})


def test_giving_the_attempt_up_ends_its_screening(house):
    agreement = house.agreement(stage=Stage.DRAFTING.value)
    house.phase(TODAY, TODAY)
    watch(house.tools)
    from service.agreements.actions import move_by_person

    with house.tools.begin(house.staff) as uow:
        move_by_person(uow, agreement, Action.CANCEL, reason="Mitra mundur.")
    assert house.screenings(agreement)[0].state == "lapsed"
