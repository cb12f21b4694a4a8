from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.agreements.lifecycle import Kind
from service.agreements.registry import REGISTRY
from service.core.mail import OutboxLetter
from service.core.unit_of_work import UnitOfWork
from service.followup import actions, reminders, tasks
from service.followup.models import DigestSent, ReminderSent
from service.followup.tasks import Duty
from workers.followup import send_reminders

MORNING = 22  # 07.00 WIT is 22.00 UTC of the day before


@pytest.fixture(autouse=True)
def only_deadlines_of_agreements(monkeypatch):
    """An office owes a report every month too; that has tests of its own in tests/reporting."""
    monkeypatch.setattr(REGISTRY, "office_deadlines", [])


def at(clock, year, month, day, hour=0):
    clock.set(datetime(year, month, day, hour, tzinfo=UTC))  # 09.00 WIT


def letters(desk):
    with desk.tools.reading() as session:
        query = select(OutboxLetter).where(OutboxLetter.kind == "followup_digest").order_by(OutboxLetter.created_at)
        return list(session.scalars(query))


@pytest.fixture
def mou(desk):
    desk.staff(desk.district, "drafter", "staf@kabupaten.example")
    return desk.enter()  # signed 15 January 2026, entered 2 March: its PKS is due on 15 July


def test_a_deadline_is_recalled_at_90_30_7_and_0_days_once_each(desk, clock, mou):
    sent = []
    for day in range(1, 140):
        clock.advance(days=1)
        for _ in range(3):
            before = len(letters(desk))
            send_reminders(desk.tools)
            if len(letters(desk)) > before:
                sent.append(date(2026, 3, 2).toordinal() + day - date(2026, 7, 15).toordinal())
    assert sent == [-90, -30, -7, 0]
    with desk.tools.reading() as session:
        assert {row.threshold for row in session.scalars(select(ReminderSent))} == {90, 30, 7, 0}


def test_after_a_downtime_what_was_missed_is_told_in_one_letter(desk, clock, mou):
    at(clock, 2026, 7, 10)  # 90, 30 and 7 days have passed unseen
    send_reminders(desk.tools)
    send_reminders(desk.tools)
    [letter] = letters(desk)
    assert "15 Juli 2026 (5 hari lagi)" in letter.params["items"]
    at(clock, 2026, 7, 11)
    send_reminders(desk.tools)
    assert len(letters(desk)) == 1


def test_what_fell_before_the_agreement_was_entered_is_not_made_up_for(desk, clock):
    desk.staff(desk.district, "drafter", "staf@kabupaten.example")
    desk.enter(signed_on=date(2025, 9, 20))  # due on 20 March, 18 days after it was entered
    send_reminders(desk.tools)
    assert letters(desk) == []
    at(clock, 2026, 3, 13)
    send_reminders(desk.tools)
    assert len(letters(desk)) == 1


def test_a_person_gets_one_letter_a_day_however_much_is_due(desk, clock, mou):
    for number in range(3):
        desk.enter(kind=Kind.PKS, end_on=date(2026, 7, 15 + number), signed_on=date(2026, 1, 15))
    at(clock, 2026, 7, 15)
    send_reminders(desk.tools)
    [letter] = letters(desk)
    assert letter.params["count"] == 4
    with desk.tools.begin(desk.drafter) as uow:
        tasks.add_task(uow, mou, Duty("Kirim laporan", date(2026, 7, 15), owner="Staf"))
    send_reminders(desk.tools)
    assert len(letters(desk)) == 1
    at(clock, 2026, 7, 16)
    send_reminders(desk.tools)
    assert "Kirim laporan" in letters(desk)[1].params["items"]


def test_each_person_of_the_office_is_written_to_in_their_language(desk, clock, mou):
    desk.staff(desk.district, "chair", "ketua@kabupaten.example", language="en")
    desk.staff(desk.district, "auditor", "auditor@kabupaten.example")
    desk.staff(desk.province, "chair", "ketua@provinsi.example")
    at(clock, 2026, 7, 15)
    send_reminders(desk.tools)
    found = {letter.to_address: letter for letter in letters(desk)}
    assert set(found) == {"staf@kabupaten.example", "ketua@kabupaten.example"}
    assert "15 July 2026 (today)" in found["ketua@kabupaten.example"].params["items"]
    assert "15 Juli 2026 (hari ini)" in found["staf@kabupaten.example"].params["items"]


def test_nothing_is_recalled_once_the_pks_is_signed_or_the_mou_ended(desk, clock, mou):
    ended = desk.enter()
    desk.enter(kind=Kind.PKS, parent_id=mou, signed_on=date(2026, 2, 15))
    with desk.tools.begin(desk.drafter) as uow:
        actions.terminate(uow, ended, date(2026, 3, 1), "Mitra mundur.", seen_version=None)
    at(clock, 2026, 7, 15)
    send_reminders(desk.tools)
    assert letters(desk) == []


def test_a_corrected_end_date_is_recalled_anew(desk, clock, mou):
    identity = desk.enter(kind=Kind.PKS, end_on=date(2026, 4, 1))
    at(clock, 2026, 4, 1)
    send_reminders(desk.tools)
    with desk.tools.begin(desk.drafter) as uow:
        actions.change_end_date(uow, identity, date(2026, 4, 8), "Salah ketik.", seen_version=None)
    at(clock, 2026, 4, 2)
    send_reminders(desk.tools)
    assert [letter.params["count"] for letter in letters(desk)] == [1, 1]


def test_nobody_is_written_to_at_night(desk, clock, mou):
    clock.set(datetime(2026, 7, 14, 16, 0, tzinfo=UTC))  # 01.00 WIT on the last day
    send_reminders(desk.tools)
    assert letters(desk) == []
    clock.set(datetime(2026, 7, 14, MORNING, 0, tzinfo=UTC))
    send_reminders(desk.tools)
    assert len(letters(desk)) == 1


def test_an_office_without_people_is_written_to_at_its_own_mailbox_or_waits(desk, clock):
    from service.offices.models import Office

    desk.enter()
    at(clock, 2026, 7, 15)
    send_reminders(desk.tools)
    assert letters(desk) == []
    with desk.tools.begin() as uow:
        uow.session.get_one(Office, desk.district).email = "kantor@kabupaten.example"
    send_reminders(desk.tools)
    assert [letter.to_address for letter in letters(desk)] == ["kantor@kabupaten.example"]


def test_a_crash_while_writing_loses_nothing_and_doubles_nothing(desk, clock, mou, monkeypatch):
    at(clock, 2026, 7, 15)
    post = UnitOfWork.post
    monkeypatch.setattr(UnitOfWork, "post", _crash)
    with pytest.raises(RuntimeError):
        send_reminders(desk.tools)
    monkeypatch.setattr(UnitOfWork, "post", post)
    with desk.tools.reading() as session:
        assert session.scalars(select(ReminderSent)).all() == []
    send_reminders(desk.tools)
    assert len(letters(desk)) == 1


def _crash(*_args, **_kwargs):
    raise RuntimeError("power cut")


def test_two_schedules_at_once_write_once(desk, clock, mou):
    at(clock, 2026, 7, 15)
    with desk.tools.reading() as session:
        due = reminders.due_by_office(session, clock.now())
    send_reminders(desk.tools)
    with pytest.raises(Exception, match="stale_page"), desk.tools.begin() as uow:
        reminders.send_digest(uow, desk.district, due[desk.district], "https://sijari.example.go.id")
    assert len(letters(desk)) == 1
    with desk.tools.reading() as session:
        assert len(session.scalars(select(DigestSent)).all()) == 1
