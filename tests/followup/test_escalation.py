"""Reminders of obligations, activities and the renewal window; what stays overdue goes to the office above, once."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.core.mail import OutboxLetter
from service.followup import activities, obligations
from service.followup.activities import Plan
from service.followup.models import ReminderSent
from service.followup.obligations import Terms, Wording
from service.followup.rules import Owing
from service.offices.models import Office
from workers.followup import escalate, send_reminders


def letters(desk, kind):
    with desk.tools.reading() as session:
        query = select(OutboxLetter).where(OutboxLetter.kind == kind).order_by(OutboxLetter.created_at)
        return list(session.scalars(query))


@pytest.fixture
def offices(desk):
    desk.staff(desk.district, "drafter", "staf@kabupaten.example")
    desk.staff(desk.province, "coordinator", "koordinator@provinsi.example")
    return desk


def test_each_kind_of_deadline_is_recalled_once_at_its_days(offices, clock):
    mou = offices.enter(end_on=date(2027, 1, 15))  # the renewal window opens on 17 October 2026
    with offices.tools.begin(offices.drafter) as uow:
        activities.plan_activity(uow, mou, Plan("Kuliah umum", date(2026, 6, 15), owner="Kasubbag"))
        terms = Terms(Owing.OFFICE, date(2026, 6, 20), owner="Kasubbag")
        obligations.add_obligations(uow, mou, [Wording("Menyerahkan laporan")], terms)
    told = {"Kuliah umum": [], "Menyerahkan laporan": [], "Putuskan perpanjangan": []}
    known = 0
    for _ in range(320):
        clock.advance(days=1)
        send_reminders(offices.tools)
        found = letters(offices, "followup_digest")
        fresh, known = found[known:], len(found)
        for words, days in told.items():
            if any(words in letter.params["items"] for letter in fresh):
                days.append(clock.now().date())
    at = {"Kuliah umum": date(2026, 6, 15), "Menyerahkan laporan": date(2026, 6, 20),
          "Putuskan perpanjangan": date(2026, 10, 17)}  # fmt: skip
    assert {words: [(at[words] - day).days for day in days] for words, days in told.items()} == {
        words: [90, 30, 7, 0] for words in told
    }


def test_what_is_overdue_for_a_fortnight_is_told_above_once(offices, clock):
    offices.enter(signed_on=date(2025, 9, 20), subject="Pengawasan Pemilu")  # due on 20 March 2026
    clock.set(datetime(2026, 4, 3, 3, tzinfo=UTC))
    escalate(offices.tools)
    assert letters(offices, "followup_escalation") == []  # fourteen days have not passed yet
    clock.set(datetime(2026, 4, 11, 3, tzinfo=UTC))  # after a week in which the schedule stood still
    for _ in range(3):
        escalate(offices.tools)
    [letter] = letters(offices, "followup_escalation")
    assert letter.to_address == "koordinator@provinsi.example"
    assert "Bawaslu Kabupaten Contoh: 1 MoU tanpa PKS, 0 kewajiban" in letter.params["items"]
    assert "PKS jatuh tempo 20 Maret 2026 (lewat 22 hari)" in letter.params["items"]
    for _ in range(30):
        clock.advance(days=1)
        escalate(offices.tools)
    assert len(letters(offices, "followup_escalation")) == 1


def test_an_obligation_is_counted_above_but_its_words_stay_with_the_office(offices, clock):
    mou = offices.enter(signed_on=date(2026, 2, 28))
    with offices.tools.begin(offices.drafter) as uow:
        terms = Terms(Owing.OFFICE, date(2026, 3, 5), owner="Budi")
        obligations.add_obligations(uow, mou, [Wording("Rahasia dapur")], terms)
    clock.set(datetime(2026, 3, 21, 3, tzinfo=UTC))
    escalate(offices.tools)
    [letter] = letters(offices, "followup_escalation")
    assert "0 MoU tanpa PKS, 1 kewajiban" in letter.params["items"]
    assert "Rahasia" not in letter.params["items"]
    assert "Budi" not in letter.params["items"]


def test_what_was_entered_late_gives_the_office_its_time_first(offices, clock):
    offices.enter(signed_on=date(2024, 1, 10))  # overdue for long, entered on 2 March 2026
    clock.set(datetime(2026, 3, 16, 3, tzinfo=UTC))
    escalate(offices.tools)
    assert letters(offices, "followup_escalation") == []
    clock.set(datetime(2026, 3, 17, 3, tzinfo=UTC))
    escalate(offices.tools)
    assert len(letters(offices, "followup_escalation")) == 1


@pytest.mark.parametrize(("zone", "hour", "told"), [("WIT", 21, True), ("WIT", 20, False), ("WIB", 22, False)])
def test_the_day_is_the_districts_and_the_morning_the_provinces(offices, clock, zone, hour, told):
    with offices.tools.begin() as uow:
        uow.session.get_one(Office, offices.district).zone = zone
        uow.session.get_one(Office, offices.province).zone = "WIT" if zone == "WIT" else "WIB"
    offices.enter(signed_on=date(2025, 9, 20))
    clock.set(datetime(2026, 4, 3, hour, tzinfo=UTC))  # 06.00 and 05.00 WIT of 4 April; 05.00 WIB
    escalate(offices.tools)
    assert bool(letters(offices, "followup_escalation")) == told


def test_two_schedules_at_once_tell_once(offices, clock):
    from service.followup import escalation

    offices.enter(signed_on=date(2025, 9, 20))
    clock.set(datetime(2026, 5, 1, 3, tzinfo=UTC))
    with offices.tools.reading() as session:
        found = escalation.overdue_by_office(session, clock.now())
    escalate(offices.tools)
    with pytest.raises(Exception, match="stale_page"), offices.tools.begin() as uow:
        escalation.send(uow, offices.province, found[offices.province], "")
    assert len(letters(offices, "followup_escalation")) == 1
    with offices.tools.reading() as session:
        assert [row.threshold for row in session.scalars(select(ReminderSent))] == [escalation.TOLD]
