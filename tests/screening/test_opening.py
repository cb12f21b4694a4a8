from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from service.agreements.lifecycle import Stage
from service.core.database import new_id
from service.core.policies import PolicyValue
from service.core.refusals import Refused
from service.followup.models import Task
from service.screening import opening, queries
from service.screening.models import ElectionPhase, Screening
from tests.support.agreements import person
from workers.screening import watch

TODAY = date(2026, 3, 2)  # the clock stands at 10.00 WIB


def task_titles(house):
    with house.tools.reading() as session:
        return [(task.title, task.due_on) for task in session.scalars(select(Task))]


def test_when_a_phase_opens_every_concerned_agreement_is_put_up_once(house, clock):
    press, government = house.agreement("press"), house.agreement("local_government")
    made = house.agreement("ngo", stage=Stage.DRAFTING.value)
    house.agreement("public_university")
    house.agreement("press", stage=Stage.CANCELLED.value)
    house.agreement("press", end_on=date(2026, 3, 1))
    house.agreement("press", ended_on=date(2026, 3, 2))
    house.phase(TODAY, TODAY + timedelta(days=20))
    watch(house.tools)
    watch(house.tools)
    clock.advance(days=3)
    watch(house.tools)
    found = house.screenings()
    assert {one.agreement_id for one in found} == {press, government, made}
    assert {(one.opened_on, one.due_on) for one in found} == {(TODAY, date(2026, 3, 16))}


def test_the_due_day_is_a_policy_and_stands_on_the_task_list(house):
    with house.tools.begin() as uow:
        uow.session.add(PolicyValue(key="screening_days", value=5, basis="Edaran", by_name="Pengelola", at=uow.now))
    house.agreement()
    house.phase(TODAY, TODAY)
    watch(house.tools)
    assert task_titles(house) == [("Menapis ulang kemandirian mitra (Kampanye, Pemilihan contoh)", date(2026, 3, 7))]


@pytest.mark.parametrize("area", ["province", "district"])
def test_a_local_phase_concerns_its_area_only(house, area):
    inside = house.agreement()
    house.agreement(office=house.other)
    house.phase(TODAY, TODAY, office=getattr(house, area))
    watch(house.tools)
    assert [one.agreement_id for one in house.screenings()] == [inside]


def test_a_phase_opens_at_midnight_where_the_office_stands(house, clock):
    western, eastern = house.agreement(), house.agreement(office=house.eastern)
    house.phase(date(2026, 3, 3), date(2026, 3, 5))
    clock.set(datetime(2026, 3, 2, 15, 30, tzinfo=UTC))  # 00.30 WIT on the 3rd, 22.30 WIB on the 2nd
    watch(house.tools)
    assert [one.agreement_id for one in house.screenings()] == [eastern]
    clock.set(datetime(2026, 3, 2, 17, 0, tzinfo=UTC))  # 00.00 WIB
    watch(house.tools)
    assert {one.agreement_id for one in house.screenings()} == {western, eastern}


def test_a_phase_that_came_and_went_while_the_schedule_stood_is_still_looked_at(house, clock):
    before = house.agreement()
    house.phase(date(2026, 3, 4), date(2026, 3, 4))
    clock.advance(days=7)
    later = house.agreement()
    watch(house.tools)
    assert [one.agreement_id for one in house.screenings()] == [before]
    assert later not in {one.agreement_id for one in house.screenings()}


def test_a_withdrawn_phase_opens_nothing(house):
    house.agreement()
    phase = house.phase(TODAY, TODAY)
    with house.tools.begin() as uow:
        uow.session.get_one(ElectionPhase, phase).withdrawn_at = uow.now
    watch(house.tools)
    assert house.screenings() == []


def test_two_schedules_at_once_open_one_screening(house):
    agreement = house.agreement()
    phase = house.phase(TODAY, TODAY)
    watch(house.tools)
    with pytest.raises(Refused) as refusal, house.tools.begin() as uow:
        uow.session.add(
            Screening(
                id=new_id(), agreement_id=agreement, phase_id=phase, opened_on=TODAY, opened_at=uow.now, due_on=TODAY
            )
        )
    assert refusal.value.code == "stale_page"
    assert len(house.screenings()) == 1


def test_many_are_opened_in_batches_until_none_is_left(house, monkeypatch):
    monkeypatch.setattr(opening, "BATCH", 2)
    for _ in range(5):
        house.agreement()
    house.phase(TODAY, TODAY)
    watch(house.tools)
    assert len(house.screenings()) == 5


def test_the_shipped_calendar_is_loaded_once_and_opens_nothing_of_the_past(house):
    house.agreement()
    watch(house.tools)
    with house.tools.reading() as session:
        loaded = session.scalar(select(func.count(ElectionPhase.id)))
    watch(house.tools)
    with house.tools.reading() as session:
        assert session.scalar(select(func.count(ElectionPhase.id))) == loaded
        assert len(queries.phases(session, today=TODAY, past=True)) == loaded
    assert house.screenings() == []


def test_a_screening_lapses_when_its_agreement_ends(house, clock):
    agreement = house.agreement(end_on=date(2026, 3, 10))
    house.phase(TODAY, TODAY)
    watch(house.tools)
    clock.advance(days=10)
    watch(house.tools)
    [one] = house.screenings(agreement)
    assert one.state == "lapsed"
    with house.tools.reading() as session:
        assert session.scalar(select(Task.done_at)) is not None


def test_only_the_offices_own_waiting_screenings_are_listed_and_counted(house):
    own = house.agreement()
    house.agreement(office=house.eastern)
    house.phase(TODAY, TODAY)
    watch(house.tools)
    with house.tools.reading() as session:
        assert list(session.scalars(queries.open_ids(session, house.staff))) == [own]
        assert queries.count_list(session, house.staff, "isi") == 1
        assert queries.below_counts(session, person(house.province, "chair"), date(2026, 3, 20)) == [
            ("Bawaslu 1.01", 1, 1, 0),
            ("Bawaslu 1.02", 1, 1, 0),
        ]
