"""The lists as SQL say what the rules say of each agreement, day by day and in each zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Nature
from service.agreements.registry import REGISTRY, count_ids
from service.core.database import new_id
from service.followup import lists, queries, tasks
from service.followup.models import JointActivity
from service.followup.rules import ClockState, ValidityState, idle_since
from service.followup.tasks import Duty
from service.offices.models import Office
from tests.support.agreements import person


def shown(desk, key, who=None):
    with desk.tools.reading() as session:
        session.info["sijari_clock"] = desk.tools.clock
        ids = lists.FILTERS[key](session, who or desk.drafter)
        found = list(session.scalars(ids))
        assert len(found) == len(set(found)) == count_ids(session, ids)
        return set(found)


def make(desk, **given):
    values = {
        "id": new_id(), "kind": "mou", "subject": "Naskah", "stage": Stage.FOLLOW_UP.value,
        "lead_office_id": desk.district, "public_code": new_id().hex, "nature": Nature.ORIGINAL.value,
    }  # fmt: skip
    with desk.tools.begin() as uow:
        row = Agreement(**(values | {"stage_since": uow.now, "created_at": uow.now} | given))
        uow.session.add(row)
        return row.id


def by_rules(desk):
    """The same lists reckoned from the rules, one agreement at a time."""
    found = {key: set() for key in ("mou-tanpa-pks", "pks-jatuh-tempo", "pks-terlambat", "berakhir-90-hari")}
    with desk.tools.reading() as session:
        session.info["sijari_clock"] = desk.tools.clock
        for one in session.query(Agreement).where(Agreement.stage == Stage.FOLLOW_UP.value):
            today = queries.today_of(session, one)
            clock = queries.pks_clock(session, one, today)
            if clock is not None and clock.open:
                found["mou-tanpa-pks"].add(one.id)
                if clock.state is ClockState.OVERDUE:
                    found["pks-terlambat"].add(one.id)
                elif clock.days <= 30:
                    found["pks-jatuh-tempo"].add(one.id)
            now = queries.validity(one, today)
            own_term = one.nature in (Nature.ORIGINAL, Nature.RENEWAL)
            if own_term and now.state is ValidityState.ACTIVE and now.days is not None and now.days <= 90:
                found["berakhir-90-hari"].add(one.id)
    return found


@pytest.fixture
def many(desk):
    """Agreements around every edge: due days, ends, endings, signed and unsigned PKS, natures, a suspension."""
    for back in (20, 59, 60, 61, 151, 152, 181, 182, 183, 184, 185, 400):
        signed = date(2026, 3, 2) - timedelta(days=back)
        make(desk, signed_on=signed, end_on=signed + timedelta(days=365))
        make(desk, signed_on=signed, ended_on=signed + timedelta(days=190))
        make(desk, signed_on=signed, suspended_on=signed)
        mou = make(desk, signed_on=signed)
        make(desk, kind="pks", parent_id=mou, signed_on=signed + timedelta(days=5), end_on=date(2026, 5, 31))
        late = make(desk, signed_on=signed, ended_on=signed + timedelta(days=10))
        make(desk, kind="pks", parent_id=late, stage=Stage.SIGNING.value)
        early = make(desk, signed_on=signed)
        make(desk, kind="pks", parent_id=early, signed_on=signed - timedelta(days=1))
        changed = make(desk, signed_on=signed)
        make(desk, kind="pks", parent_id=changed, nature="addendum", signed_on=signed + timedelta(days=3))
        for nature in ("addendum", "renewal", "termination"):
            make(desk, nature=nature, signed_on=signed, amends_id=mou, end_on=date(2026, 4, 1))
    for ahead in (-1, 0, 1, 89, 90, 91):
        make(desk, kind="pks", signed_on=date(2025, 1, 15), end_on=date(2026, 3, 2) + timedelta(days=ahead))
    make(desk, kind="pks", signed_on=date(2026, 3, 1), effective_on=date(2026, 4, 1), end_on=date(2026, 5, 1))
    return desk


# 23.30 and 01.30 WIT, 23.30 WIB, the end of February in a leap year.
INSTANTS = (
    datetime(2026, 3, 2, 14, 30, tzinfo=UTC),
    datetime(2026, 3, 2, 16, 30, tzinfo=UTC),
    datetime(2026, 3, 3, 1, 0, tzinfo=UTC),
    datetime(2026, 8, 30, 14, 59, tzinfo=UTC),
    datetime(2028, 2, 28, 16, 0, tzinfo=UTC),
)


@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
def test_the_lists_agree_with_the_rules_in_each_zone(many, clock, zone):
    with many.tools.begin() as uow:
        uow.session.get_one(Office, many.district).zone = zone
    for instant in INSTANTS:
        clock.set(instant)
        wanted = by_rules(many)
        for key, ids in wanted.items():
            assert shown(many, key) == ids, (key, instant)


def test_the_last_day_is_due_soon_and_the_day_after_overdue_where_the_office_stands(desk, clock):
    mou = make(desk, signed_on=date(2025, 8, 31))  # due on 28 February 2026, the month's end (rule 3)
    clock.set(datetime(2026, 2, 28, 14, 59, tzinfo=UTC))  # 23.59 WIT
    assert (shown(desk, "pks-jatuh-tempo"), shown(desk, "pks-terlambat")) == ({mou}, set())
    clock.set(datetime(2026, 2, 28, 15, 0, tzinfo=UTC))  # 00.00 WIT, still 22.00 WIB
    assert (shown(desk, "pks-jatuh-tempo"), shown(desk, "pks-terlambat")) == (set(), {mou})


def test_a_shared_agreement_is_on_the_lists_of_each_office_and_of_no_other(desk):
    mou = desk.enter(further_office_ids=[desk.province])
    province = person(desk.province, "drafter")
    assert shown(desk, "mou-tanpa-pks") == shown(desk, "mou-tanpa-pks", province) == {mou}
    assert shown(desk, "mou-tanpa-pks", person(new_id(), "drafter")) == set()


@pytest.mark.parametrize(
    ("today", "months", "last"),
    [
        pytest.param(date(2026, 7, 16), 6, date(2026, 1, 15), id="plain"),
        pytest.param(date(2026, 2, 28), 6, date(2025, 8, 27), id="the last day itself is not yet idle"),
        pytest.param(date(2026, 3, 1), 6, date(2025, 8, 31), id="all ends of August count from the end of February"),
        pytest.param(date(2025, 8, 29), 6, date(2025, 2, 28), id="clamped backwards"),
        pytest.param(date(2024, 3, 1), 12, date(2023, 2, 28), id="leap year"),
    ],
)
def test_idle_begins_the_day_after_n_months(today, months, last):
    assert idle_since(today, months) == last


def test_without_activity_counts_from_the_later_of_signing_and_last_activity(desk, clock):
    mou = desk.enter()  # signed 15 January 2026
    clock.set(datetime(2026, 7, 14, 20, 0, tzinfo=UTC))  # 15 July in WIT
    assert shown(desk, "tanpa-kegiatan") == set()
    clock.set(datetime(2026, 7, 15, 20, 0, tzinfo=UTC))
    assert shown(desk, "tanpa-kegiatan") == {mou}
    with desk.tools.begin() as uow:
        row = JointActivity(id=new_id(), agreement_id=mou, title="Rapat", added_name="x", added_at=uow.now)
        row.state, row.planned_on = "planned", date(2026, 8, 1)
        uow.session.add(row)
    assert shown(desk, "tanpa-kegiatan") == {mou}  # what is only planned is no activity
    with desk.tools.begin() as uow:
        uow.session.get_one(JointActivity, row.id).held_on = date(2026, 7, 10)
    assert shown(desk, "tanpa-kegiatan") == set()
    clock.set(datetime(2027, 1, 10, 20, 0, tzinfo=UTC))
    assert shown(desk, "tanpa-kegiatan") == {mou}


def test_suspended_ended_and_changing_agreements_are_not_called_idle(desk, clock):
    start = date(2025, 1, 10)
    make(desk, signed_on=start, suspended_on=date(2026, 1, 1))
    make(desk, signed_on=start, ended_on=date(2026, 1, 1))
    make(desk, signed_on=start, end_on=date(2026, 1, 1))
    for nature in ("addendum", "renewal", "termination"):
        make(desk, signed_on=start, nature=nature)
    assert shown(desk, "tanpa-kegiatan") == set()


def test_an_agreement_with_an_open_task_within_a_week_is_listed_once(desk):
    mou = desk.enter(kind=Kind.PKS)
    with desk.tools.begin(desk.drafter) as uow:
        tasks.add_task(uow, mou, Duty("Satu", date(2026, 3, 9), owner="Staf"))
        tasks.add_task(uow, mou, Duty("Dua", date(2026, 3, 10), owner="Staf"))
        other = tasks.add_task(uow, mou, Duty("Tiga", date(2026, 3, 1), owner="Staf"))
    assert shown(desk, "tugas-jatuh-tempo") == {mou}
    with desk.tools.begin(desk.drafter) as uow:
        tasks.finish_task(uow, mou, other.id)
        for task in queries.tasks(uow.session, mou):
            if task.title == "Satu":
                tasks.finish_task(uow, mou, task.id)
    assert shown(desk, "tugas-jatuh-tempo") == set()


def test_every_ready_made_list_is_a_query_and_not_a_set(desk):
    with desk.tools.reading() as session:
        for key, (_label, ids) in REGISTRY.filters.items():
            assert not isinstance(ids(session, desk.drafter), set), key
