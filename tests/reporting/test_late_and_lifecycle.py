"""Late entries, corrections, paper, local midnight and two senders at once: on both databases."""

import threading
from datetime import UTC, date, datetime

import pytest

from service.agreements.actions import check_act
from service.core.audit import Stream
from service.core.refusals import Refused
from service.followup.models import JointActivity
from service.reporting import actions, compiling, queries
from service.reporting.actions import Outside
from service.reporting.models import MonthlyReport
from service.reporting.rules import Shown
from tests.support.agreements import person
from tests.support.house import build

FEB, MAR, APR = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def house(tools):
    return build(tools)


def sent(house, month=FEB):
    who = person(house.district, "chair")
    with house.tools.begin(who) as uow:
        actions.check(uow, month)
    with house.tools.begin(who) as uow:
        return actions.send(uow, month).id


def line(house, agreement, month=MAR):
    with house.tools.reading() as session:
        lines = compiling.compile_report(session, house.district, month)["lines"]
    return next((one for one in lines if one["id"] == str(agreement)), None)


def test_what_began_and_ended_before_the_month_and_was_entered_late_is_told(house):
    old = house.agreement(signed_on=date(2024, 1, 5), ended_on=date(2025, 1, 5))
    sent(house)
    house.tools.clock.advance(days=1)
    entered = house.agreement(signed_on=date(2026, 2, 3), ended_on=date(2026, 2, 20))
    assert line(house, entered)["late_changes"] == ["signed", "ended"]
    assert line(house, old) is None  # over before there were reports, and known then


def test_an_end_that_was_entered_late_is_told_in_the_next_report_and_once(house):
    agreement = house.agreement(signed_on=date(2025, 5, 28), kind="pks")
    sent(house)
    with house.tools.begin() as uow:
        uow.session.get_one(type(house.get(agreement)), agreement).ended_on = date(2026, 2, 25)
    assert line(house, agreement)["late_changes"] == ["ended"]
    house.tools.clock.set(datetime(2026, 4, 2, tzinfo=UTC))
    sent(house, MAR)
    assert line(house, agreement, APR) is None


def test_an_activity_that_was_entered_late_is_told_with_its_mark(house):
    agreement = house.agreement(signed_on=date(2025, 5, 28), kind="pks")
    sent(house)
    house.tools.clock.advance(hours=1)
    with house.tools.begin() as uow:
        uow.session.add(
            JointActivity(
                agreement_id=agreement,
                title="Kuliah umum",
                held_on=date(2026, 2, 9),
                added_name="Staf",
                added_at=uow.now,
                participants="",
            )
        )
    assert [(one["title"], one["late"]) for one in line(house, agreement)["activities"]] == [("Kuliah umum", True)]


@pytest.mark.parametrize(("zone", "hour"), [("WIB", 16), ("WITA", 15), ("WIT", 14)])
def test_one_sent_a_second_before_local_midnight_is_in_time(house, clock, zone, hour):
    from service.offices.models import Office

    with house.tools.begin() as uow:
        uow.session.get_one(Office, house.district).zone = zone
    last = datetime(2026, 3, 5, hour, 59, 59, tzinfo=UTC)
    with house.tools.reading() as session:
        assert queries.report_states(session, [house.district], FEB, last)[house.district] is Shown.DUE_TODAY
        after = last.replace(hour=hour + 1, minute=0, second=0)
        assert queries.report_states(session, [house.district], FEB, after)[house.district] is Shown.LATE
    clock.set(last)
    sent(house)
    with house.tools.reading() as session:
        assert queries.newest(session, house.district, FEB).sent_on == date(2026, 3, 5)


def test_of_two_senders_at_the_same_instant_one_is_refused(house):
    chair = person(house.district, "chair")
    with house.tools.begin(chair) as uow:
        actions.check(uow, FEB)
    gate, outcomes = threading.Barrier(2, timeout=30), []

    def go():
        gate.wait()
        try:
            with house.tools.begin(chair) as uow:
                actions.send(uow, FEB)
            outcomes.append("sent")
        except Refused as refused:
            outcomes.append(refused.code)

    threads = [threading.Thread(target=go) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert outcomes.count("sent") == 1
    with house.tools.reading() as session:
        assert session.query(MonthlyReport).count() == 1


def test_a_return_after_the_month_keeps_notes_and_says_what_was_answered(house, clock):
    agreement = house.agreement(signed_on=date(2026, 2, 10))
    chair = person(house.district, "chair")
    with house.tools.begin(chair) as uow:
        actions.save_notes(uow, FEB, "Umum", {agreement: ("Anggaran", "Kuliah umum")})
    first = sent(house)
    clock.set(datetime(2026, 4, 2, 3, 0, tzinfo=UTC))
    with house.tools.begin(person(house.province, "chair")) as uow:
        actions.judge(uow, first, reason="Rencana kurang jelas")
    sent(house)
    with house.tools.reading() as session:
        row = queries.newest(session, house.district, FEB)
        assert [(one.obstacles, one.plan) for one in row.notes] == [("Anggaran", "Kuliah umum")]
        assert '"reason":"Rencana kurang jelas"' in row.content
        state = queries.report_states(session, [house.district], FEB, clock.now())[house.district]
    assert state is Shown.CORRECTED
    with house.tools.begin(chair) as uow:  # and last month's notes are taken over where the line has none
        again = actions.reuse(uow, MAR)
        assert [(one.agreement_id, one.plan) for one in again.notes] == [(agreement, "Kuliah umum")]


def test_a_report_on_paper_counts_once_a_second_person_checked_it(house):
    first, second = person(house.district, "chair"), person(house.district, "coordinator", "chair")
    with house.tools.begin(first) as uow:
        actions.check(uow, FEB)
    for what in ("sent", "received"):
        scan = house.tools.storage.put(f"%PDF-1.7 {what}".encode())
        said = Outside(what, "Sri", date(2026, 3, 2), "12/2026", scan, "application/pdf")
        with house.tools.begin(first) as uow:
            act = actions.enter_outside(uow, FEB, said).id
        with pytest.raises(Refused, match="act_needs_second_person"), house.tools.begin(first) as uow:
            check_act(uow, act)
        with house.tools.begin(second) as uow:
            check_act(uow, act)
    with house.tools.reading() as session:
        row = queries.newest(session, house.district, FEB)
    assert (row.state, row.outside, row.judged_outside, row.judged_name, row.receipt) == (
        "received", True, True, "Sri", []
    )  # fmt: skip


def test_reminders_after_a_week_of_downtime_come_once_each(house, clock):
    from service.followup.reminders import due_by_office
    from service.offices.models import Office

    clock.set(datetime(2026, 2, 2, 3, 0, tzinfo=UTC))
    with house.tools.begin() as uow:
        uow.record(Stream("office", house.district), "office:tested")  # the service is in use since February
        uow.session.get_one(Office, house.district).email = "kantor@contoh.example"
    clock.set(datetime(2026, 3, 13, 3, 0, tzinfo=UTC))
    with house.tools.reading() as session:
        due = due_by_office(session, clock.now())[house.district]
    february = [one for one in due if one.deadline.title_id.startswith("Laporan bulanan 2026-02")]
    assert len(february) == 1
    sent(house)
    with house.tools.reading() as session:
        left = due_by_office(session, clock.now()).get(house.district, [])
    assert not [one for one in left if "2026-02" in one.deadline.title_id]
