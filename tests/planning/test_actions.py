from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from service.agreements.actions import check_act, gather_facts, move_by_person
from service.agreements.lifecycle import Action, Kind, Stage
from service.agreements.lifecycle import Consultation as Stand
from service.agreements.models import Agreement, RecordedAct
from service.agreements.permissions import Access, access_of
from service.agreements.registry import REGISTRY
from service.core.audit import verify_chains
from service.core.mail import OutboxLetter
from service.core.refusals import Refused
from service.core.storage import Stored
from service.planning import actions, consulting, queries
from service.planning.actions import Gift
from service.planning.consulting import Answer, OutsideAnswer
from service.planning.deadlines import deadlines
from service.planning.models import Consultation
from service.planning.rules import AnswerState, ContributionKind, Side
from tests.support.agreements import person


def refused(code: str):
    return pytest.raises(Refused, check=lambda fault: fault.code == code)


def facts(tree, agreement_id):
    with tree.tools.reading() as session:
        return gather_facts(session, session.get_one(Agreement, agreement_id))


def ask(tree, agreement_id, question="Mohon pendapat tentang mitra ini."):
    with tree.tools.begin(tree.drafter()) as uow:
        row = consulting.ask(uow, agreement_id, question, seen_version=tree.version(agreement_id))
        return row.id


def answer(tree, consultation_id, said, *, who=None, seen=None):
    with tree.tools.reading() as session:
        seen = seen or session.get_one(Consultation, consultation_id).version
    with tree.tools.begin(who or tree.coordinator()) as uow:
        consulting.answer(uow, consultation_id, said, seen_version=seen)


def start_draft(tree, agreement_id):
    with tree.tools.begin(tree.drafter()) as uow:
        move_by_person(uow, agreement_id, Action.START_DRAFT)


def planned(tree):
    agreement_id = tree.create()
    tree.complete(agreement_id)
    return agreement_id


# ------------------------------------------------------------------------------------------------------------ creating
def test_a_new_agreement_belongs_to_the_office_of_its_maker_and_starts_in_planning(tree):
    agreement_id = tree.create(further_office_ids=[tree.sister, tree.district, tree.sister])
    with tree.tools.reading() as session:
        made = session.get_one(Agreement, agreement_id)
        assert (made.stage, made.lead_office_id, made.office_ids) == (
            Stage.PLANNING,
            tree.district,
            {tree.district, tree.sister},
        )
        assert len(made.public_code) == 20
        assert not list(verify_chains(session))


def test_an_auditor_or_a_person_without_office_cannot_make_one(tree):
    for who in (person(tree.district, "auditor"), person(None, "drafter")):
        with refused("not_permitted"), tree.tools.begin(who) as uow:
            actions.create_agreement(uow, Kind.MOU, "Judul")


@pytest.mark.parametrize(("subject", "code"), [("   ", "subject_missing"), ("a" * 501, "subject_too_long")])
def test_a_subject_says_something_and_not_too_much(tree, subject, code):
    with refused(code), tree.tools.begin(tree.drafter()) as uow:
        actions.create_agreement(uow, Kind.MOU, subject)


def test_an_unknown_partner_is_refused(tree):
    with refused("partner_unknown"), tree.tools.begin(tree.drafter()) as uow:
        actions.create_agreement(uow, Kind.MOU, "Judul", partner_id=tree.district)


def test_a_pks_stands_under_an_mou_of_its_own_office_or_a_signed_one_above(tree):
    own = tree.create()
    assert tree.create(Kind.PKS, parent_id=own)
    above = tree.create(office=tree.province)
    with refused("parent_unknown"):
        tree.create(Kind.PKS, parent_id=above)  # an unsigned MoU of the province is not yet the district's business
    _sign(tree, above)
    assert tree.create(Kind.PKS, parent_id=above)


def test_a_pks_cannot_stand_under_a_sister_office_a_pks_or_a_cancelled_mou(tree):
    sisters = tree.create(office=tree.sister)
    _sign(tree, sisters)
    with refused("parent_unknown"):
        tree.create(Kind.PKS, parent_id=sisters)
    mou = tree.create()
    pks = tree.create(Kind.PKS, parent_id=mou)
    with refused("parent_not_mou"):
        tree.create(Kind.PKS, parent_id=pks)
    with refused("parent_only_for_pks"):
        tree.create(Kind.MOU, parent_id=mou)
    with tree.tools.begin(tree.drafter()) as uow:
        move_by_person(uow, mou, Action.CANCEL, reason="Mitra mundur.")
    with refused("parent_cancelled"):
        tree.create(Kind.PKS, parent_id=mou)


def _sign(tree, agreement_id):
    with tree.tools.begin() as uow:
        row = uow.session.get_one(Agreement, agreement_id)
        row.stage, row.signed_on = Stage.FOLLOW_UP.value, date(2026, 1, 5)


def test_a_pks_starts_with_the_need_and_scope_of_its_mou(tree):
    mou = planned(tree)
    pks = tree.create(Kind.PKS, parent_id=mou)
    with tree.tools.reading() as session:
        plan = queries.plan_of(session, pks)
        assert (plan.need, plan.scope, plan.checked) == ("Pemilih muda perlu diajak.", "Sosialisasi\nRelawan", False)


# ---------------------------------------------------------------------------------------------------------------- plan
def test_the_facts_follow_the_plan(tree):
    agreement_id = tree.create()
    before = facts(tree, agreement_id)
    assert (before.partner_chosen, before.plan_complete, before.checks_done) == (True, False, False)
    tree.complete(agreement_id)
    after = facts(tree, agreement_id)
    assert (after.plan_complete, after.checks_done, after.consultation) == (True, True, Stand.MISSING)
    assert after.planned_activities == 0


def test_personal_data_and_planned_activities_are_known_to_the_lifecycle(tree):
    agreement_id = planned(tree)
    with tree.tools.begin(tree.drafter()) as uow:
        gift = Gift(Side.PARTNER, ContributionKind.DATA, "Daftar mahasiswa", personal_data=True)
        row = actions.add_contribution(uow, agreement_id, gift, seen_version=tree.version(agreement_id))
    with tree.tools.begin(tree.drafter()) as uow:
        activity = actions.add_activity(
            uow, agreement_id, "Kuliah umum", date(2026, 5, 9), "Kasubbag", seen_version=tree.version(agreement_id)
        )
    known = facts(tree, agreement_id)
    assert (known.personal_data, known.planned_activities) == (True, 1)
    with tree.tools.reading() as session:
        [promise] = queries.promises(session, session.get_one(Agreement, agreement_id))
        assert (promise.title, promise.due_on, promise.owner) == ("Kuliah umum", date(2026, 5, 31), "Kasubbag")
    with tree.tools.begin(tree.drafter()) as uow:
        actions.remove_contribution(uow, agreement_id, row.id, seen_version=tree.version(agreement_id))
    with tree.tools.begin(tree.drafter()) as uow:
        actions.remove_activity(uow, agreement_id, activity.id, seen_version=tree.version(agreement_id))
    known = facts(tree, agreement_id)
    assert (known.personal_data, known.planned_activities) == (False, 0)


def test_two_people_who_change_the_plan_at_once_do_not_overwrite_each_other(tree):
    agreement_id = tree.create()
    seen = tree.version(agreement_id)
    with tree.tools.begin(tree.drafter()) as uow:
        actions.state_checks(uow, agreement_id, lawful=True, independent=False, seen_version=seen)
    with refused("stale_page"), tree.tools.begin(tree.drafter()) as uow:
        actions.state_checks(uow, agreement_id, lawful=True, independent=True, seen_version=seen)


def test_another_office_finds_nothing_and_the_office_above_changes_nothing(tree):
    agreement_id = tree.create()
    for office in (tree.sister, tree.province):
        with refused("not_found"), tree.tools.begin(tree.drafter(office)) as uow:
            actions.state_checks(uow, agreement_id, lawful=True, independent=True, seen_version=1)


def test_an_ngo_without_legal_entity_evidence_does_not_pass(tree):
    agreement_id = tree.create(partner=tree.ngo)
    tree.complete(agreement_id)
    assert "evidence_missing" in facts(tree, agreement_id).partner_faults
    with refused("partner_evidence_missing"):
        start_draft(tree, agreement_id)


def test_the_plan_is_closed_once_approval_is_asked(tree):
    agreement_id = planned(tree)
    with tree.tools.begin() as uow:
        uow.session.get_one(Agreement, agreement_id).stage = Stage.APPROVAL.value
    with refused("plan_closed"), tree.tools.begin(tree.drafter()) as uow:
        actions.state_checks(uow, agreement_id, lawful=False, independent=True, seen_version=tree.version(agreement_id))


# -------------------------------------------------------------------------------------------------------- consultation
def test_drafting_starts_only_after_the_level_above_has_answered(tree):
    agreement_id = planned(tree)
    with refused("consultation_missing"):
        start_draft(tree, agreement_id)
    asked = ask(tree, agreement_id)
    with refused("consultation_waiting"):
        start_draft(tree, agreement_id)
    answer(tree, asked, Answer(supported=True, text="Silakan."))
    start_draft(tree, agreement_id)
    with tree.tools.reading() as session:
        assert session.get_one(Agreement, agreement_id).stage == Stage.DRAFTING
        assert not list(verify_chains(session))


def test_the_answer_is_due_after_ten_working_days(tree):
    asked = ask(tree, planned(tree))  # Monday 2 March 2026
    with tree.tools.reading() as session:
        assert session.get_one(Consultation, asked).due_on == date(2026, 3, 16)


def test_the_question_goes_to_the_level_above_which_may_then_read_the_plan(tree):
    agreement_id = planned(tree)
    with tree.tools.reading() as session:
        agreement = session.get_one(Agreement, agreement_id)
        assert access_of(session, tree.coordinator(), agreement) == Access.OUTLINE
    ask(tree, agreement_id)
    with tree.tools.reading() as session:
        agreement = session.get_one(Agreement, agreement_id)
        assert access_of(session, tree.coordinator(), agreement) == Access.TEXT
        assert access_of(session, tree.coordinator(tree.ri), agreement) == Access.OUTLINE
        [waiting] = queries.asked_of_office(session, tree.province, waiting=True)
        assert waiting.shown["need"] == "Pemilih muda perlu diajak."
        assert queries.count_to_answer(session, tree.coordinator()) == 1
        assert queries.count_to_answer(session, tree.drafter(tree.province)) == 0
        ids = REGISTRY.filters["konsultasi-menunggu"].ids(session, tree.drafter())
        assert list(session.scalars(ids)) == [agreement_id]


def test_nothing_is_asked_before_partner_and_plan_are_there_or_twice(tree):
    agreement_id = tree.create()
    with refused("plan_incomplete"):
        ask(tree, agreement_id)
    tree.complete(agreement_id)
    with refused("question_missing"):
        ask(tree, agreement_id, " ")
    ask(tree, agreement_id)
    with refused("consultation_open"):
        ask(tree, agreement_id)


def test_only_the_office_that_was_asked_answers_and_only_with_the_right_role(tree):
    asked = ask(tree, planned(tree))
    with refused("not_found"):
        answer(tree, asked, Answer(supported=True), who=tree.coordinator(tree.ri))
    with refused("not_found"):
        answer(tree, asked, Answer(supported=True), who=tree.chair())
    with refused("not_permitted"):
        answer(tree, asked, Answer(supported=True), who=tree.drafter(tree.province))
    with refused("stale_page"):
        answer(tree, asked, Answer(supported=True), seen=99)


def test_an_answer_is_given_once(tree):
    asked = ask(tree, planned(tree))
    answer(tree, asked, Answer(supported=True))
    with refused("consultation_settled"):
        answer(tree, asked, Answer(supported=False, text="Berubah pikiran."))


def test_a_refusal_needs_a_reason_and_carries_no_conditions(tree):
    asked = ask(tree, planned(tree))
    with refused("refusal_reason_missing"):
        answer(tree, asked, Answer(supported=False))
    with refused("refusal_with_conditions"):
        answer(tree, asked, Answer(supported=False, text="Tidak.", conditions=("Syarat",)))


def test_a_refusal_blocks_but_may_be_asked_anew(tree):
    agreement_id = planned(tree)
    answer(tree, ask(tree, agreement_id), Answer(supported=False, text="Lengkapi dahulu."))
    with refused("consultation_refused"):
        start_draft(tree, agreement_id)
    second = ask(tree, agreement_id, "Sudah dilengkapi.")
    with tree.tools.reading() as session:
        assert session.get_one(Consultation, second).number == 2
    answer(tree, second, Answer(supported=True))
    start_draft(tree, agreement_id)


def test_another_partner_needs_another_consultation(tree):
    agreement_id = planned(tree)
    answer(tree, ask(tree, agreement_id), Answer(supported=True))
    with tree.tools.begin(tree.drafter()) as uow:
        actions.choose_partner(uow, agreement_id, tree.ngo, seen_version=tree.version(agreement_id))
    assert facts(tree, agreement_id).consultation == Stand.MISSING


def test_ri_and_a_pks_under_a_consulted_mou_with_the_same_partner_ask_nobody(tree):
    assert facts(tree, tree.create(office=tree.ri)).consultation == Stand.NOT_NEEDED
    mou = planned(tree)
    pks = tree.create(Kind.PKS, parent_id=mou)
    assert facts(tree, pks).consultation == Stand.MISSING
    answer(tree, ask(tree, mou), Answer(supported=True))
    assert facts(tree, pks).consultation == Stand.NOT_NEEDED
    with refused("consultation_not_needed"):
        tree.complete(pks)
        ask(tree, pks)
    other = tree.create(Kind.PKS, parent_id=mou, partner=tree.ngo)
    assert facts(tree, other).consultation == Stand.MISSING


def test_conditions_stay_open_until_a_note_says_how_they_are_met(tree):
    agreement_id = planned(tree)
    asked = ask(tree, agreement_id)
    answer(tree, asked, Answer(supported=True, conditions=("1. Lampirkan SK rektor", "Sebut narahubung")))
    assert facts(tree, agreement_id).open_conditions == 2
    with tree.tools.reading() as session:
        first, second = session.get_one(Consultation, asked).conditions
        assert first.text == "Lampirkan SK rektor"
    for one in (first, second):
        with tree.tools.begin(tree.drafter()) as uow:
            consulting.close_condition(
                uow, agreement_id, one.id, "Sudah dilampirkan.", seen_version=tree.version(agreement_id)
            )
    assert facts(tree, agreement_id).open_conditions == 0
    with refused("condition_closed"), tree.tools.begin(tree.drafter()) as uow:
        consulting.close_condition(uow, agreement_id, first.id, "Lagi.", seen_version=tree.version(agreement_id))


def test_a_condition_of_another_agreement_is_not_closed_from_here(tree):
    agreement_id, other = planned(tree), planned(tree)
    asked = ask(tree, agreement_id)
    answer(tree, asked, Answer(supported=True, conditions=("Sebut narahubung",)))
    with tree.tools.reading() as session:
        [one] = session.get_one(Consultation, asked).conditions
    with refused("condition_unknown"), tree.tools.begin(tree.drafter()) as uow:
        consulting.close_condition(uow, other, one.id, "Sudah.", seen_version=tree.version(other))


# ---------------------------------------------------------------------------------------- silence and the outside world
def test_after_silence_the_chair_and_only_the_chair_goes_on_with_a_reason(tree, clock):
    agreement_id = planned(tree)
    ask(tree, agreement_id)
    clock.set(datetime(2026, 3, 16, 16, 30, tzinfo=UTC))  # 23.30 WIB on the last day
    with refused("may_not_go_on"):
        _go_on(tree, agreement_id, tree.chair())
    clock.advance(hours=1)
    with refused("not_chair"):
        _go_on(tree, agreement_id, tree.drafter())
    with refused("reason_missing"):
        _go_on(tree, agreement_id, tree.chair(), reason=" ")
    _go_on(tree, agreement_id, tree.chair())
    assert facts(tree, agreement_id).consultation == Stand.OVERRIDDEN
    start_draft(tree, agreement_id)


def _go_on(tree, agreement_id, who, reason="Jadwal pemilu mendesak."):
    with tree.tools.begin(who) as uow:
        consulting.go_on(uow, agreement_id, reason, seen_version=tree.version(agreement_id))


def _enter(tree, agreement_id, said, *, done_on=date(2026, 3, 2), who=None):
    letter = OutsideAnswer("Ketua Bawaslu Provinsi", done_on, "12/HK/2026", said)
    scan = Stored("ab" * 32, 10)
    with tree.tools.begin(who or tree.drafter()) as uow:
        act = consulting.enter_answer(
            uow, agreement_id, letter, scan, "application/pdf", seen_version=tree.version(agreement_id)
        )
        return act.id


def test_an_answer_by_letter_counts_once_a_second_person_has_checked_it(tree):
    agreement_id = planned(tree)
    asked = ask(tree, agreement_id)
    enterer = tree.drafter()
    act = _enter(tree, agreement_id, Answer(supported=True, text="Didukung", conditions=("Laporkan",)), who=enterer)
    assert facts(tree, agreement_id).consultation == Stand.WAITING
    with refused("act_needs_second_person"), tree.tools.begin(enterer) as uow:
        check_act(uow, act)
    with tree.tools.begin(tree.chair()) as uow:
        check_act(uow, act)
    with tree.tools.reading() as session:
        row = session.get_one(Consultation, asked)
        assert (row.state_, row.outside, row.letter_number) == (AnswerState.SUPPORTED, True, "12/HK/2026")
        assert [one.text for one in row.conditions] == ["Laporkan"]
        assert not list(verify_chains(session))
    start_draft(tree, agreement_id)


def test_a_rejected_record_changes_nothing_and_may_be_entered_again(tree):
    agreement_id = planned(tree)
    ask(tree, agreement_id)
    act = _enter(tree, agreement_id, Answer(supported=True))
    with refused("act_already_entered"):
        _enter(tree, agreement_id, Answer(supported=True))
    with tree.tools.begin(tree.chair()) as uow:
        check_act(uow, act, rejected_reason="Pindaian tidak terbaca.")
    assert facts(tree, agreement_id).consultation == Stand.WAITING
    _enter(tree, agreement_id, Answer(supported=True))


def test_a_record_is_refused_when_the_office_has_answered_meanwhile(tree):
    agreement_id = planned(tree)
    asked = ask(tree, agreement_id)
    act = _enter(tree, agreement_id, Answer(supported=False, text="Tidak."))
    answer(tree, asked, Answer(supported=True))
    with refused("consultation_settled"), tree.tools.begin(tree.chair()) as uow:
        check_act(uow, act)
    with tree.tools.reading() as session:
        assert session.get_one(Consultation, asked).state_ is AnswerState.SUPPORTED
        assert session.get_one(RecordedAct, act).state == "entered"


def test_the_letter_lies_between_the_question_and_today(tree):
    agreement_id = planned(tree)
    ask(tree, agreement_id)
    for day, code in ((date(2026, 3, 1), "answer_before_question"), (date(2026, 3, 3), "answer_in_future")):
        with refused(code):
            _enter(tree, agreement_id, Answer(supported=True), done_on=day)


def test_a_given_up_attempt_leaves_the_list_of_the_level_above(tree):
    agreement_id = planned(tree)
    asked = ask(tree, agreement_id)
    with tree.tools.begin(tree.drafter()) as uow:
        move_by_person(uow, agreement_id, Action.CANCEL, reason="Mitra mundur.")
    with tree.tools.reading() as session:
        assert queries.asked_of_office(session, tree.province, waiting=True) == []
    with refused("wrong_stage"):
        answer(tree, asked, Answer(supported=True))


def test_people_of_both_offices_are_told(tree, clock):
    _people(tree)
    agreement_id = planned(tree)
    asked = ask(tree, agreement_id)
    clock.advance(hours=1)
    answer(tree, asked, Answer(supported=True, conditions=("Laporkan",)))
    with tree.tools.reading() as session:
        letters = session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at)).all()
        assert [(one.kind, one.to_address) for one in letters] == [
            ("consultation_asked", "koordinator@provinsi.example"),
            ("consultation_answered", "staf@kabupaten.example"),
        ]
        assert letters[1].params["outcome"] == "didukung dengan 1 syarat"
        assert letters[1].created_at - letters[0].created_at == timedelta(hours=1)


def _people(tree):
    from service.accounts.models import Person, RoleGrant

    with tree.tools.begin() as uow:
        for office, role, email in (
            (tree.province, "coordinator", "koordinator@provinsi.example"),
            (tree.province, "drafter", "staf@provinsi.example"),
            (tree.district, "drafter", "staf@kabupaten.example"),
        ):
            row = Person(email=email, name=role.title(), office_id=office, created_at=uow.now)
            row.grants = [RoleGrant(office_id=office, role=role, granted_at=uow.now)]
            uow.session.add(row)


def test_a_consultation_is_recalled_to_those_who_owe_the_answer_and_its_silence_to_those_who_asked(tree, clock):
    agreement_id = planned(tree)
    ask(tree, agreement_id)
    with tree.tools.reading() as session:
        owed, silent = deadlines(session, clock.now())
    assert (owed.office_ids, owed.due_on, owed.at) == ({tree.province}, date(2026, 3, 16), (3, 0, -3))
    assert (silent.office_ids, silent.due_on, silent.at) == ({tree.district}, date(2026, 3, 16), (-1,))
    with tree.tools.begin(tree.drafter()) as uow:
        move_by_person(uow, agreement_id, Action.CANCEL, reason="Mitra mundur.")
    with tree.tools.reading() as session:
        assert deadlines(session, clock.now()) == []


def test_a_pks_under_a_signed_mou_with_the_same_partner_may_go_on_to_drafting_at_once(tree):
    mou = tree.create()
    _sign(tree, mou)
    pks = tree.create(Kind.PKS, parent_id=mou)
    start_draft(tree, pks)
    other = tree.create(Kind.PKS, parent_id=mou, partner=tree.ngo)
    with refused("partner_evidence_missing"):
        start_draft(tree, other)
    assert not facts(tree, other).plan_complete


@pytest.mark.parametrize("over", [{"end_on": date(2026, 3, 1)}, {"ended_on": date(2026, 2, 1)}])
def test_no_new_pks_is_made_under_an_mou_that_is_over(tree, over):
    mou = tree.create()
    _sign(tree, mou)
    with tree.tools.begin() as uow:
        row = uow.session.get_one(Agreement, mou)
        for name, day in over.items():
            setattr(row, name, day)
    with refused("parent_over"):
        tree.create(Kind.PKS, parent_id=mou)
