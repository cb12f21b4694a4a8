from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.accounts import takeover
from service.agreements.actions import stream
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Origin, PaperRevision
from service.agreements.registry import REGISTRY
from service.core.audit import stream_events, verify_chains
from service.core.refusals import Refused
from service.followup import actions, activities, queries, tasks
from service.followup.activities import Held
from service.followup.models import ActivityEvidence, Task
from service.followup.proofs import Proof
from service.followup.rules import ClockState, ValidityState
from service.followup.tasks import Duty
from tests.support.agreements import person


def refused(code: str, field: str | None = None):
    return pytest.raises(Refused, check=lambda fault: fault.code == code and field in (None, fault.field))


def clock_of(desk, agreement_id):
    with desk.tools.reading() as session:
        row = session.get_one(Agreement, agreement_id)
        return queries.pks_clock(session, row, queries.today_of(session, row))


def task_of(desk, agreement_id, key):
    with desk.tools.reading() as session:
        return session.scalars(select(Task).where(Task.agreement_id == agreement_id, Task.key == key)).one_or_none()


# ------------------------------------------------------------------------------------------------ what existed before
def test_a_signed_agreement_enters_follow_up_as_an_old_archive_with_its_scan(desk):
    identity = desk.enter(term_months=36)
    with desk.tools.reading() as session:
        row = session.get_one(Agreement, identity)
        assert (row.stage, row.origin, row.mode) == (Stage.FOLLOW_UP, Origin.LEGACY, None)
        assert (row.effective_on, row.end_on) == (date(2026, 1, 15), date(2029, 1, 15))
        [paper] = session.scalars(select(PaperRevision).where(PaperRevision.agreement_id == identity))
        assert (paper.kind, paper.sha256, paper.published) == ("legacy_scan", row.final_sha256, True)
        codes = [event.code for event in stream_events(session, stream(identity))]
        assert "followup:existing" in codes
        assert not list(verify_chains(session))


def test_a_written_end_date_counts_more_than_the_term(desk):
    identity = desk.enter(term_months=36, end_on=date(2029, 1, 14))
    with desk.tools.reading() as session:
        assert session.get_one(Agreement, identity).end_on == date(2029, 1, 14)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"partner_id": None}, "existing_partner_missing", "partner"),
        ({"office_number": "  "}, "existing_number_missing", "office_number"),
        ({"signed_on": date(2026, 3, 3)}, "existing_in_future", "signed_on"),
        ({"end_on": date(2026, 1, 14)}, "end_before_start", "end_on"),
        ({"subject": ""}, "subject_missing", "subject"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused_at_its_field(desk, given, code, field):
    with refused(code, field):
        desk.enter(**given)
    with desk.tools.reading() as session:
        assert session.scalars(select(Agreement)).all() == []


def test_signed_today_is_judged_where_the_office_stands(desk, clock):
    clock.set(datetime(2026, 3, 2, 15, 30, tzinfo=UTC))  # 00.30 WIT of 3 March
    assert desk.enter(signed_on=date(2026, 3, 3))


def test_a_number_entered_twice_is_warned_of_and_may_be_confirmed(desk):
    first = desk.enter(office_number="001/HK.02.00/K.CT-01/05/2025")
    with refused("existing_number_known", "office_number"):
        desk.enter(office_number="1/hk.02.00/k.ct-01/5/2025")
    second = desk.enter(office_number="1/hk.02.00/k.ct-01/5/2025", same_number_is_right=True)
    assert first != second


def test_the_same_scan_is_not_entered_twice(desk):
    desk.enter(data=b"sama")
    with refused("existing_scan_known", "scan"):
        desk.enter(data=b"sama")


def test_an_auditor_enters_nothing(desk):
    with refused("not_permitted"):
        desk.enter(who=person(desk.district, "auditor"))


def test_an_overdue_mou_opens_no_task_that_is_over_already(desk):
    identity = desk.enter(signed_on=date(2025, 5, 28), end_on=date(2028, 5, 28))
    assert task_of(desk, identity, "pks") is None
    assert task_of(desk, identity, "renewal").due_on == date(2028, 2, 28)
    assert clock_of(desk, identity).state is ClockState.OVERDUE


# ------------------------------------------------------------------------------------------------------------ the clock
def test_a_signed_pks_stops_the_clock_and_does_the_task(desk):
    mou = desk.enter()
    assert clock_of(desk, mou).state is ClockState.RUNNING
    assert task_of(desk, mou, "pks").due_on == date(2026, 7, 15)
    pks = desk.enter(kind=Kind.PKS, parent_id=mou, signed_on=date(2026, 2, 15))
    clock = clock_of(desk, mou)
    assert (clock.state, clock.fulfilled_by, clock.days) == (ClockState.FULFILLED, pks, 31)
    assert task_of(desk, mou, "pks").done_at is not None
    assert clock_of(desk, pks) is None


def test_a_pks_in_drafting_does_not_stop_the_clock(desk):
    mou = desk.enter()
    pks = desk.enter(kind=Kind.PKS, parent_id=mou, signed_on=date(2026, 2, 15))
    with desk.tools.begin() as uow:
        row = uow.session.get_one(Agreement, pks)
        row.stage, row.signed_on = Stage.DRAFTING.value, None
    assert clock_of(desk, mou).state is ClockState.RUNNING


def test_a_pks_signed_before_its_mou_is_not_linked(desk):
    mou = desk.enter()
    with refused("pks_before_mou", "parent"):
        desk.enter(kind=Kind.PKS, parent_id=mou, signed_on=date(2026, 1, 14))
    assert desk.enter(kind=Kind.PKS, parent_id=mou, signed_on=date(2026, 1, 15))


def test_a_districts_pks_stops_the_clock_of_the_provinces_mou(desk):
    mou = desk.enter(who=person(desk.province, "drafter"))
    desk.enter(kind=Kind.PKS, parent_id=mou)
    assert clock_of(desk, mou).state is ClockState.FULFILLED


def test_the_province_does_not_put_its_pks_under_a_districts_mou(desk):
    mou = desk.enter()
    with refused("parent_unknown"):
        desk.enter(who=person(desk.province, "drafter"), kind=Kind.PKS, parent_id=mou)


def test_the_last_day_is_the_one_where_the_lead_office_stands(desk, clock):
    mou = desk.enter()
    clock.set(datetime(2026, 7, 14, 15, 30, tzinfo=UTC))  # 00.30 WIT on 15 July
    assert clock_of(desk, mou).state is ClockState.DUE_TODAY
    clock.set(datetime(2026, 7, 15, 15, 30, tzinfo=UTC))
    assert clock_of(desk, mou).state is ClockState.OVERDUE


# --------------------------------------------------------------------------------------------------- entering the stage
def test_entering_follow_up_opens_its_tasks_once_with_what_was_planned(desk):
    from service.planning import actions as planning

    with desk.tools.begin(desk.drafter) as uow:
        made = planning.create_agreement(uow, Kind.MOU, "Pendidikan Pemilih", partner_id=desk.partner)
        planning.add_activity(uow, made.id, "Kuliah umum", date(2026, 5, 1), "Kasubbag", seen_version=made.version)
        made.stage, made.signed_on = Stage.FOLLOW_UP.value, date(2026, 3, 2)
        for _ in range(2):
            for hook in REGISTRY.on_stage:
                hook(uow, made, Stage.SIGNING.value, Stage.FOLLOW_UP.value)
        identity = made.id
    with desk.tools.reading() as session:
        found = {task.key: task for task in queries.tasks(session, identity)}
        assert set(found) == {"pks", "copies", "hubal"}
        [promise] = queries.activities(session, identity)
        assert (promise.title, promise.planned_on, promise.owner) == ("Kuliah umum", date(2026, 5, 31), "Kasubbag")
        assert (promise.state, promise.held_on) == ("planned", None)


def listed(session, desk, key):
    return set(session.scalars(REGISTRY.filters[key].ids(session, desk.drafter)))


# ----------------------------------------------------------------------------------------------- activities, evidence
def hold(desk, identity, day, **given):
    proofs = given.pop("proofs", ())
    with desk.tools.begin(given.pop("who", desk.drafter)) as uow:
        held = Held(given.pop("title", "Sosialisasi"), day, **given)
        return activities.add_activity(uow, identity, held, proofs).id


def test_an_activity_is_recorded_with_its_evidence(desk):
    identity = desk.enter()
    stored = desk.tools.storage.put(b"foto")
    hold(desk, identity, date(2026, 2, 1), proofs=[Proof(stored, "image/jpeg", "foto.jpg", "Peserta")])
    with desk.tools.reading() as session:
        [activity] = queries.activities(session, identity)
        [proof] = activity.evidence
        assert (activity.title, proof.file_name, proof.size) == ("Sosialisasi", "foto.jpg", 4)
        assert listed(session, desk, "tanpa-kegiatan") == set()


@pytest.mark.parametrize(
    ("day", "code"),
    [
        pytest.param(date(2026, 3, 3), "joint_activity_in_future", id="tomorrow"),
        pytest.param(date(2026, 1, 14), "joint_activity_outside_validity", id="before it began"),
        pytest.param(date(2026, 2, 21), "joint_activity_outside_validity", id="after it expired"),
    ],
)
def test_an_activity_outside_the_validity_is_refused(desk, day, code):
    identity = desk.enter(end_on=date(2026, 2, 20))
    with refused(code, "held_on"):
        hold(desk, identity, day)


def test_an_expired_agreement_still_takes_what_is_dated_within_its_validity(desk):
    identity = desk.enter(end_on=date(2026, 2, 20))
    activity = hold(desk, identity, date(2026, 2, 20))
    stored = desk.tools.storage.put(b"laporan")
    with desk.tools.begin(desk.drafter) as uow:
        activities.add_evidence(uow, identity, activity, Proof(stored, "application/pdf", "laporan.pdf"))
    with refused("evidence_known"), desk.tools.begin(desk.drafter) as uow:
        activities.add_evidence(uow, identity, activity, Proof(stored, "application/pdf", "laporan.pdf"))


def test_evidence_is_found_only_under_its_own_agreement(desk):
    identity, other = desk.enter(), desk.enter()
    stored = desk.tools.storage.put(b"foto")
    hold(desk, identity, date(2026, 2, 1), proofs=[Proof(stored, "image/jpeg", "foto.jpg")])
    with desk.tools.reading() as session:
        [proof] = session.scalars(select(ActivityEvidence))
        assert queries.evidence_of(session, identity, proof.id).sha256 == stored.sha256
        with refused("not_found"):
            queries.evidence_of(session, other, proof.id)


def test_another_office_records_nothing_here(desk):
    identity = desk.enter()
    with refused("not_found"):
        hold(desk, identity, date(2026, 2, 1), who=person(desk.province, "drafter"))


# --------------------------------------------------------------------------------------------------------------- tasks
def test_a_task_has_an_owner_and_is_done_once(desk):
    identity = desk.enter()
    owner = desk.staff(desk.district, "drafter", "staf@kabupaten.example")
    with desk.tools.begin(desk.drafter) as uow:
        task = tasks.add_task(uow, identity, Duty("Kirim laporan", date(2026, 3, 5), owner_id=owner))
        assert task.owner == "staf"
    with desk.tools.reading() as session:
        assert listed(session, desk, "tugas-jatuh-tempo") == {identity}
    with desk.tools.begin(desk.drafter) as uow:
        tasks.finish_task(uow, identity, task.id, "Sudah dikirim.")
    with refused("task_done"), desk.tools.begin(desk.drafter) as uow:
        tasks.finish_task(uow, identity, task.id)
    with desk.tools.reading() as session:
        assert listed(session, desk, "tugas-jatuh-tempo") == set()


@pytest.mark.parametrize(
    ("duty", "code"),
    [
        (Duty(" ", date(2026, 3, 5), owner="Staf"), "task_title_missing"),
        (Duty("Kirim", date(2026, 3, 5)), "task_owner_missing"),
    ],
)
def test_a_task_without_title_or_owner_is_refused(desk, duty, code):
    identity = desk.enter()
    with refused(code), desk.tools.begin(desk.drafter) as uow:
        tasks.add_task(uow, identity, duty)


def test_a_person_of_another_office_cannot_be_given_a_task(desk):
    identity = desk.enter()
    stranger = desk.staff(desk.province, "drafter", "staf@provinsi.example")
    with refused("person_unknown"), desk.tools.begin(desk.drafter) as uow:
        tasks.add_task(uow, identity, Duty("Kirim", date(2026, 3, 5), owner_id=stranger))


def test_somebody_who_leaves_hands_over_open_tasks(desk):
    identity = desk.enter()
    leaving = desk.staff(desk.district, "drafter", "lama@kabupaten.example")
    coming = desk.staff(desk.district, "drafter", "baru@kabupaten.example")
    with desk.tools.begin(desk.drafter) as uow:
        task = tasks.add_task(uow, identity, Duty("Kirim laporan", date(2026, 3, 5), owner_id=leaving))
        assert takeover.open_tasks(uow.session, leaving) == ["Kirim laporan (tenggat 5 Maret 2026)"]
        takeover.hand_over(uow, leaving, coming)
        assert (task.owner_id, task.owner) == (coming, "baru")


# ------------------------------------------------------------------------------------------------ ending, the end date
def end(desk, identity, day, reason="Mitra dibubarkan.", seen=None):
    with desk.tools.begin(desk.drafter) as uow:
        actions.terminate(uow, identity, day, reason, seen_version=seen or desk.version(identity))


def test_an_mou_ended_early_leaves_the_lists_and_takes_no_new_activity(desk):
    identity = desk.enter(end_on=date(2026, 4, 1))
    end(desk, identity, date(2026, 3, 1))
    assert clock_of(desk, identity).state is ClockState.STOPPED
    with desk.tools.reading() as session:
        row = session.get_one(Agreement, identity)
        assert queries.validity(row, date(2026, 3, 2)).state is ValidityState.TERMINATED
        for key in ("mou-tanpa-pks", "berakhir-90-hari", "tanpa-kegiatan"):
            assert listed(session, desk, key) == set()
    with refused("joint_activity_outside_validity"):
        hold(desk, identity, date(2026, 3, 1))
    with refused("already_ended"):
        end(desk, identity, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (date(2026, 3, 3), "Alasan", "ended_in_future"),
        (date(2026, 1, 14), "Alasan", "ended_before_signing"),
        (date(2026, 3, 1), " ", "reason_missing"),
    ],
)
def test_an_ending_needs_a_true_date_and_a_reason(desk, day, reason, code):
    with refused(code):
        end(desk, desk.enter(), day, reason)


def test_a_stale_page_ends_nothing(desk):
    identity = desk.enter()
    with refused("stale_page"):
        end(desk, identity, date(2026, 3, 1), seen=99)


def test_a_corrected_end_date_leaves_the_old_one_visible(desk):
    identity = desk.enter(term_months=36)
    with desk.tools.begin(desk.drafter) as uow:
        actions.change_end_date(
            uow, identity, date(2029, 1, 14), "Pasal 9 menyebut 14 Januari.", seen_version=desk.version(identity)
        )
    with desk.tools.reading() as session:
        [change] = queries.end_changes(session, identity)
        assert (change.old, change.new) == (date(2029, 1, 15), date(2029, 1, 14))
    with refused("end_unchanged"), desk.tools.begin(desk.drafter) as uow:
        actions.change_end_date(uow, identity, date(2029, 1, 14), "Lagi.", seen_version=desk.version(identity))


# --------------------------------------------------------------------------------------------------------------- lists
def test_each_list_holds_exactly_its_agreements(desk):
    soon = desk.enter(signed_on=date(2025, 10, 1), end_on=date(2026, 5, 31))  # PKS due 1 April 2026
    late = desk.enter(signed_on=date(2025, 5, 28), end_on=date(2026, 6, 1))
    early = desk.enter(signed_on=date(2026, 1, 15))
    expired = desk.enter(kind=Kind.PKS, signed_on=date(2023, 1, 1), end_on=date(2026, 3, 1))
    others = desk.enter(who=person(desk.province, "drafter"))
    with desk.tools.reading() as session:
        lists = {key: listed(session, desk, key) for key in REGISTRY.filters}
    assert lists["mou-tanpa-pks"] == {soon, late, early}
    assert lists["pks-jatuh-tempo"] == {soon}
    assert lists["pks-terlambat"] == {late}
    assert lists["berakhir-90-hari"] == {soon}
    assert lists["tanpa-kegiatan"] == {late}
    assert expired not in lists["tanpa-kegiatan"]
    assert others not in lists["mou-tanpa-pks"]


def test_a_button_pressed_twice_records_once(desk):
    identity = desk.enter()
    hold(desk, identity, date(2026, 2, 1))
    with refused("joint_activity_known", "title"):
        hold(desk, identity, date(2026, 2, 1), title="sosialisasi")
    duty = Duty("Kirim laporan", date(2026, 3, 5), owner="Staf")
    with desk.tools.begin(desk.drafter) as uow:
        tasks.add_task(uow, identity, duty)
    with refused("task_known", "title"), desk.tools.begin(desk.drafter) as uow:
        tasks.add_task(uow, identity, duty)
