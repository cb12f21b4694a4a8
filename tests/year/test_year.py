"""The offices over a simulated year: every reminder, report and expiry against a table typed by hand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.core.clock import Zone, local_date, local_time
from service.core.mail import OutboxLetter
from service.core.terms import add_months
from service.core.tools import Tools
from service.followup import lists
from service.followup.models import DigestSent, EscalationSent, ReminderSent, Task
from service.offices.models import Office
from service.reporting.models import MonthlyReport
from service.reporting.queries import report_states, subject
from service.reporting.rules import Shown, State, month_text
from service.wiring import register_rooms
from tests.support.clocks import StandingClock
from tests.year import expected, script
from tests.year.offices import OFFICES, PEOPLE, Year, found
from tests.year.script import MONTHS, Act
from workers.schedule import ENTRIES, resolve

FIRST, LAST = date(2027, 7, 1), date(2028, 6, 30)
LAST_POSTGRESQL = date(2027, 12, 10)  # asking a server so often takes long; until after the week of standstill
STILL = (date(2027, 11, 29), date(2027, 12, 5))  # the schedule does not run on these days (WIB)
# What decides by date of deadlines; the other entries look after work, files, search and the audit.
DATED = ("send_reminders", "escalate", "roll_obligations", "watch_independence")
OTHERS = {
    "ring_lost_work", "checkpoint_due", "index_missing", "check_files", "verify_audit_daily", "sweep_exports",
    "sweep_storage", "sweep_applications", "refresh_statistics",
}  # fmt: skip
# The schedule is run at 22.30 WIB (a new day has begun in WIT), 05.30 WIB (nobody in WIB may be woken) and 06.30 WIB.
RUNS = (time(15, 30), time(22, 30), time(23, 30))  # UTC
MIDNIGHTS = (time(15), time(16), time(17))  # WIT, WITA, WIB


@dataclass(slots=True)
class Seen:
    """What the year showed."""

    in_force: dict[str, list[datetime]] = field(default_factory=dict)
    reports: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    last_minute: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def year(tools: Tools, clock: StandingClock) -> Year:
    """The offices on the day before, with what they have."""
    register_rooms()
    clock.set(datetime(2027, 6, 30, 3, tzinfo=UTC))
    made = found(tools, clock)
    script.enter_old(made)
    return made


def test_every_entry_of_the_schedule_is_known_here() -> None:
    """A new entry has to be put among those that decide by date, or among the others."""
    assert {one.name for one in ENTRIES} == {*DATED, *OTHERS}


def test_a_year_of_the_offices_is_as_the_table_says(year: Year) -> None:
    """The clock goes through a year day by day; people act, the schedule runs, one week it stands still."""
    last = LAST if year.tools.database.is_sqlite else LAST_POSTGRESQL
    seen = live(year, last)
    rows = [row for row in expected.TOLD if row.day <= last]
    was, wanted = Counter(told(year)), Counter(rows)
    assert sorted(was - wanted) == []  # told though the table does not say so, or twice
    assert sorted(wanted - was) == []  # not told, or on another day
    _letters_are_right(year, rows)
    _reports_are_right(year, seen, last)
    _ends_are_right(seen, last)
    _windows_are_right(year, last)


# ----------------------------------------------------------------------------------------------------------- the year
def live(year: Year, last: date) -> Seen:
    """Go through every instant that matters, in order."""
    seen, waiting = Seen(), [act for act in script.acts(year) if local_date(act[0], Zone.WIB) <= last]
    for instant, kind in _instants(last):
        waiting = _act_until(year, waiting, instant)
        year.clock.set(instant)
        if kind == "run":
            _run(year.tools, twice=instant.day == 1)
        else:
            _look(year, seen)
    assert waiting == []
    return seen


def _instants(last: date) -> Iterator[tuple[datetime, str]]:
    """In the order of time: runs of the schedule, and half a minute on both sides of each local midnight."""
    day = FIRST - timedelta(days=1)
    while day <= last:
        found = [(datetime.combine(day, one, UTC), "run") for one in RUNS if _runs(day, one)]
        for one in MIDNIGHTS:
            midnight = datetime.combine(day, one, UTC)
            found += [(midnight + timedelta(seconds=shift), "look") for shift in (-30, 30)]
        yield from sorted(one for one in found if local_date(one[0], Zone.WIB) <= last)
        day += timedelta(days=1)


def _runs(day: date, hour: time) -> bool:
    here = local_date(datetime.combine(day, hour, UTC), Zone.WIB)
    return here >= FIRST and not STILL[0] <= here <= STILL[1]


def _act_until(year: Year, waiting: list[Act], instant: datetime) -> list[Act]:
    while waiting and waiting[0][0] <= instant:
        year.clock.set(waiting[0][0])
        waiting[0][2]()
        waiting = waiting[1:]
    return waiting


def _run(tools: Tools, *, twice: bool) -> None:
    """As the schedule does; on the first of a month a second schedule process does the same."""
    wanted = [resolve(one.function) for one in ENTRIES if one.name in DATED]
    for _ in range(1 + twice):
        for function in wanted:
            function(tools)


def _look(year: Year, seen: Seen) -> None:
    """Which agreements are in force by the list of the service, and on the 5th and 6th how the reports stand."""
    now = year.clock.now()
    with year.tools.reading() as session:
        query = (
            select(Agreement.id)
            .join(Office, Office.id == Agreement.lead_office_id)
            .where(lists.active(lists.days_now(session)))
        )
        names = {identity: key for key, identity in year.known.items()}
        for agreement_id in session.scalars(query):
            seen.in_force.setdefault(names[agreement_id], []).append(now)
        for office, place in year.offices.items():
            _look_at_report(session, year, seen, office, place.id)


def _look_at_report(session: Session, year: Year, seen: Seen, office: str, office_id: UUID) -> None:
    wall = local_time(year.clock.now(), year.zone(office))
    month = (wall.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    wanted = 5 if office in ("D1", "D2") else 6
    if office == "RI" or month not in MONTHS:
        return
    if wall.day == wanted and (wall.hour, wall.minute) == (0, 0):
        state = report_states(session, [office_id], month, year.clock.now())[office_id]
        seen.reports[office, month_text(month)] = str(state.value)
    if office == "T" and wall.day == 5 and (wall.hour, wall.minute) == (23, 59):  # noqa: PLR2004
        state = report_states(session, [office_id], month, year.clock.now())[office_id]
        seen.last_minute[month_text(month)] = str(state.value)


# --------------------------------------------------------------------------------------------------------- what it was
def told(year: Year) -> list[expected.Row]:
    """Every threshold of which an office was told, with the office's own day."""
    names = {identity: key for key, identity in year.known.items()}
    for key, office in year.offices.items():
        names |= {subject(office.id, month): month_text(month) for month in [*MONTHS, date(2028, 6, 1)]}
        assert key in OFFICES
    with year.tools.reading() as session:
        rows = session.scalars(select(ReminderSent)).all()
    found = []
    for row in rows:
        office = year.office_key(row.office_id)
        day = local_date(row.sent_at, year.zone(office))
        found.append(expected.Row(day, office, row.clock, names[row.agreement_id], row.due_on, row.threshold))
    return sorted(found)


def _letters_are_right(year: Year, rows: list[expected.Row]) -> None:
    """One letter a person and day where the table has a row, none elsewhere, and nobody is woken at night."""
    reminded = {key: sum(role != "arsip" for role in PEOPLE[key]) for key in OFFICES}
    for table, kind, above in (
        (DigestSent, "followup_digest", False),
        (EscalationSent, "followup_escalation", True),
    ):
        wanted = {(row.office, row.day) for row in rows if row.clock.startswith("above-") == above}
        with year.tools.reading() as session:
            days = [(year.office_key(row.office_id), row.day) for row in session.scalars(select(table))]
            letters = session.scalars(select(OutboxLetter).where(OutboxLetter.kind == kind)).all()
        assert sorted(days) == sorted(wanted)
        sent = Counter(_office_and_day(year, letter) for letter in letters)
        assert sent == {one: reminded[one[0]] for one in wanted}


def _office_and_day(year: Year, letter: OutboxLetter) -> tuple[str, date]:
    office = letter.to_address.partition("@")[2].partition(".")[0].upper()
    wall = local_time(letter.created_at, year.zone(office))
    assert wall.hour >= 6  # noqa: PLR2004  nobody is woken by a reminder
    return office, wall.date()


def _reports_are_right(year: Year, seen: Seen, last: date) -> None:
    columns = ("D1", "D2", "P", "W", "T")
    over = [month for month in MONTHS if add_months(month, 1).replace(day=10) <= last]  # judged on the 10th
    months = {month_text(month): expected.REPORTS[month_text(month)] for month in over}
    wanted = {
        (office, month): state
        for month, states in months.items()
        for office, state in zip(columns, states, strict=True)
    }
    assert seen.reports == wanted
    assert seen.last_minute == dict.fromkeys(months, "due_today")  # not late before the day is over
    with year.tools.reading() as session:
        rows = session.scalars(select(MonthlyReport).order_by(MonthlyReport.revision)).all()
        late, month = year.offices[expected.NEVER_SENT[0]].id, date.fromisoformat(f"{expected.NEVER_SENT[1]}-01")
        assert report_states(session, [late], month, year.clock.now()) == {late: Shown.LATE}
    newest = {(year.office_key(row.office_id), month_text(row.month)): row for row in rows}
    assert set(newest) == {one for one in wanted if one != expected.NEVER_SENT}
    assert {row.state for row in newest.values()} == {State.RECEIVED.value}
    assert {key: row.revision for key, row in newest.items() if row.revision > 1} == expected.REVISIONS
    assert {month for (office, month), row in newest.items() if office == "T" and not row.nil} == {
        month for month in expected.T_NOT_NIL if month in months
    }
    for (office, _), row in newest.items():
        assert row.sent_on is not None
        on_time = (office, month_text(row.month)) not in expected.REVISIONS
        assert not on_time or row.sent_on.day == {"D1": 3, "D2": 4, "P": 5, "W": 5, "T": 8}[office]


def _ends_are_right(seen: Seen, last: date) -> None:
    last_look = max(max(days) for days in seen.in_force.values())
    ended = {key: max(days) for key, days in seen.in_force.items() if max(days) < last_look}
    wanted = {key: said for key, said in expected.ENDS.items() if date.fromisoformat(said[1][:10]) <= last}
    assert set(ended) == set(wanted)
    for key, (still, first_not) in wanted.items():
        zone = next(place[2] for name, place in OFFICES.items() if name == key.partition("-")[0].upper())
        before, after = (datetime.fromisoformat(one).replace(tzinfo=zone.info) for one in (still, first_not))
        assert ended[key] < after, key
        assert ended[key] >= before, key


def _windows_are_right(year: Year, last: date) -> None:
    """The window for deciding follows the end; one that was decided about stays as it was beside the new one."""
    for key, (known_from, windows) in expected.WINDOWS.items():
        with year.tools.reading() as session:
            query = select(Task.due_on).where(Task.agreement_id == year.known[key], Task.title.startswith("Meninjau"))
            assert last < known_from or sorted(session.scalars(query)) == windows
