"""Clocks at their worst: 29 February in three zones, a schedule that stood for a week, two of them at once."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from service.agreements.models import Agreement
from service.agreements.register.listing import count
from service.agreements.register.search import Search
from service.core.mail import OutboxLetter
from service.followup import obligations, queries
from service.followup.models import ReminderSent, Task
from service.followup.obligations import Terms, Wording
from service.followup.rules import Owing, Recurrence
from service.offices.models import Office
from workers import schedule
from workers.followup import roll_obligations

HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
LEAP = date(2028, 2, 29)


def midnight(day: date, zone: str) -> datetime:
    """The first instant of a day where an office of the zone stands."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=HOURS[zone])


def run(tools) -> None:
    schedule.run_due(tools, {}, 0.0)


def due_days(desk, agreement_id):
    with desk.tools.reading() as session:
        return [task.due_on for _, tasks in queries.obligations(session, agreement_id) for task in tasks]


def owe_yearly(desk, agreement_id, first):
    terms = Terms(side=Owing.OFFICE, first_due_on=first, owner="Divisi", recurrence=Recurrence.YEARLY)
    with desk.tools.begin(desk.drafter) as uow:
        return obligations.add_obligations(uow, agreement_id, [Wording("Menyerahkan data", "Pasal 4")], terms)[0].id


@pytest.mark.parametrize("zone", list(HOURS))
def test_a_yearly_obligation_from_a_leap_day_keeps_the_end_of_february_where_the_office_stands(desk, clock, zone):
    """29-02-2028, then 28-02 in the years between, and 29-02 again in 2032: no day is skipped, none drifts."""
    with desk.tools.begin() as uow:
        uow.session.get_one(Office, desk.district).zone = zone
    clock.set(midnight(LEAP, zone))
    mou = desk.enter(signed_on=date(2028, 1, 3), end_on=date(2034, 1, 2))
    owe_yearly(desk, mou, LEAP)
    expected = [LEAP]
    for year, last in ((2029, 28), (2030, 28), (2031, 28), (2032, 29), (2033, 28)):
        clock.set(midnight(date(year, 3, 1), zone))
        roll_obligations(desk.tools)
        expected.append(date(year, 2, last))
        found = due_days(desk, mou)
        assert found[: len(expected)] == expected, (zone, year)
        assert len(found) == len(set(found))


@pytest.mark.parametrize("zone", list(HOURS))
def test_the_leap_day_itself_is_in_time_until_local_midnight(desk, clock, zone):
    with desk.tools.begin() as uow:
        uow.session.get_one(Office, desk.district).zone = zone
    clock.set(midnight(date(2028, 2, 1), zone))
    mou = desk.enter(signed_on=date(2028, 1, 3), end_on=LEAP)
    last, after = midnight(date(2028, 3, 1), zone) - timedelta(seconds=1), midnight(date(2028, 3, 1), zone)
    for moment, running in ((last, 1), (after, 0)):
        clock.set(moment)
        with desk.tools.reading() as session:
            today = queries.today_of(session, session.get_one(Agreement, mou))
            assert today == (LEAP if running else date(2028, 3, 1))
            assert count(session, desk.drafter, Search(validity="berlaku"), today) == running


def test_a_schedule_that_stood_for_a_week_makes_up_for_it_once_even_when_two_begin_together(desk, clock):
    """Due days, reminders and escalations of the week are told once each, whatever runs beside."""
    desk.staff(desk.district, "drafter", "penyusun@contoh.example")
    desk.staff(desk.province, "coordinator", "provinsi@contoh.example")
    clock.set(datetime(2028, 2, 22, 3, tzinfo=UTC))
    mou = desk.enter(signed_on=date(2027, 9, 1), end_on=date(2030, 8, 31))
    owe_yearly(desk, mou, date(2028, 2, 25))
    run(desk.tools)
    before = _letters(desk)
    clock.set(datetime(2028, 3, 1, 3, tzinfo=UTC))  # the deadline of the PKS is 2028-03-01; seven days were missed
    gate = threading.Barrier(2, timeout=30)

    def go():
        gate.wait()
        run(desk.tools)

    threads = [threading.Thread(target=go) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    told = _letters(desk)
    assert len(told) > len(before)
    assert len(told) == len(set(told)), "one letter a day for each person, whoever wrote it"
    with desk.tools.reading() as session:
        keys = [
            (one.office_id, one.subject_id, one.clock, one.due_on, one.threshold)
            for one in session.scalars(select(ReminderSent))
        ]
        tasks = [(one.key, one.due_on) for one in session.scalars(select(Task).where(Task.agreement_id == mou))]
    assert len(keys) == len(set(keys))
    assert len(tasks) == len(set(tasks))
    for _ in range(2):  # and a schedule that starts again finds nothing to say
        run(desk.tools)
    assert _letters(desk) == told


def _letters(desk):
    with desk.tools.reading() as session:
        rows = session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at, OutboxLetter.id))
        return [(one.kind, one.to_address, one.created_at.date()) for one in rows]
