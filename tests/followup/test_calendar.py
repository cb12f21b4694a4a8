"""Calendar feeds: a secret address for a person and for an office, files that calendar programs read (RFC 5545)."""

import re
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from service.accounts.models import Person
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement
from service.core.actor import Actor, ActorKind
from service.core.refusals import Refused
from service.followup import activities, calendar, feeds, obligations
from service.followup.activities import Plan
from service.followup.models import JointActivity, Task
from service.followup.obligations import Terms, Wording
from service.followup.rules import Owing
from tests.support.agreements import person

URL = "https://sijari.example.go.id/"


@pytest.fixture
def drafter(desk):
    identity = desk.staff(desk.district, "drafter", "staf@kabupaten.example")
    desk.drafter = Actor(kind=ActorKind.PERSON, id=identity, name="Siti Rahma", office_id=desk.district,
                         roles=frozenset({"drafter"}))  # fmt: skip
    return desk.drafter


def make(desk, who, *, for_office=True):
    with desk.tools.begin(who) as uow:
        return feeds.make_feed(uow, for_office=for_office)


def fetch(desk, token):
    with desk.tools.reading() as session:
        return calendar.build(session, feeds.feed_by_token(session, token), URL)


def events(data):
    return {str(one["uid"]): one for one in Calendar.from_ical(data).walk("VEVENT")}


@pytest.fixture
def mou(desk, drafter):
    mou = desk.enter(end_on=date(2027, 1, 15), subject="Pengawasan; partisipatif, “bersama” " + "kampus " * 20)
    with desk.tools.begin(drafter) as uow:
        activities.plan_activity(uow, mou, Plan("Kuliah umum", date(2026, 6, 15), owner="Ibu Ratna"))
        terms = Terms(Owing.OFFICE, date(2026, 2, 28), owner_id=drafter.id)
        obligations.add_obligations(uow, mou, [Wording("Menyerahkan laporan")], terms)
    return mou


def test_the_file_keeps_the_rules_of_rfc_5545(desk, drafter, mou):
    data = fetch(desk, make(desk, drafter))
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75  # octets, longer lines are folded
    read = Calendar.from_ical(data)
    assert (read["version"], "prodid" in read) == ("2.0", True)
    for one in read.walk("VEVENT"):
        assert {"uid", "dtstamp", "dtstart", "dtend", "summary", "sequence", "last-modified", "status"} <= {
            name.lower() for name in one
        }
        assert re.search(rb"DTSTART;VALUE=DATE:\d{8}", one.to_ical())
        assert (one.decoded("dtend") - one.decoded("dtstart")).days == 1
        assert one.decoded("dtstamp").tzinfo is not None
    titles = [str(one["summary"]) for one in read.walk("VEVENT")]
    assert any("Pengawasan; partisipatif, “bersama”" in title for title in titles)


def test_the_office_sees_all_its_days_and_a_person_their_own(desk, drafter, mou):
    office = {uid.partition("-")[0] for uid in events(fetch(desk, make(desk, drafter)))}
    assert office == {"task", "activity", "pks", "end"}
    with desk.tools.begin() as uow:
        uow.session.get_one(Agreement, mou).created_by = None
    own = events(fetch(desk, make(desk, drafter, for_office=False)))
    assert {uid.partition("-")[0] for uid in own} == {"task"}
    assert any("Menyerahkan laporan" in str(one["summary"]) for one in own.values())
    assert not any("Kuliah umum" in str(one["summary"]) for one in own.values())


def test_no_person_is_named_in_it(desk, drafter, mou):
    data = fetch(desk, make(desk, drafter)).replace(b"\r\n ", b"")
    for name in (b"Siti", b"Ratna", b"example.go.id/akun", b"ATTENDEE", b"ORGANIZER", b"kabupaten.example"):
        assert name not in data


def test_a_change_keeps_the_name_of_the_event_and_raises_its_sequence(desk, drafter, clock, mou):
    token = make(desk, drafter)
    before = {uid: one for uid, one in events(fetch(desk, token)).items() if uid.startswith("activity-")}
    [(uid, old)] = before.items()
    clock.advance(days=1)
    with desk.tools.begin(drafter) as uow:
        row = uow.session.query(JointActivity).one()
        activities.postpone(uow, mou, row.id, date(2026, 7, 1), "Libur.", seen=row.version)
    new = events(fetch(desk, token))[uid]
    assert (new.decoded("dtstart"), str(new["status"])) == (date(2026, 7, 1), "CONFIRMED")
    assert new["sequence"] > old["sequence"]
    assert new.decoded("last-modified") > old.decoded("last-modified")
    with desk.tools.begin(drafter) as uow:
        activities.call_off(uow, mou, row.id, "Batal.", seen=uow.session.get_one(JointActivity, row.id).version)
    last = events(fetch(desk, token))[uid]
    assert (str(last["status"]), last["sequence"] > new["sequence"]) == ("CANCELLED", True)


def test_a_done_task_says_so_and_the_same_content_has_the_same_bytes(desk, drafter, mou):
    token = make(desk, drafter)
    assert fetch(desk, token) == fetch(desk, token)
    with desk.tools.begin(drafter) as uow:
        task = next(one for one in uow.session.query(Task) if one.obligation_id)
        obligations.fulfil(uow, mou, task.id, "")
    found = events(fetch(desk, token))[f"task-{task.id}@sijari"]
    assert str(found["summary"]).startswith("Selesai: Kewajiban: Menyerahkan laporan")


def test_a_signed_pks_takes_its_deadline_off_the_calendar(desk, drafter, mou):
    token = make(desk, drafter)
    assert str(events(fetch(desk, token))[f"pks-{mou}@sijari"]["status"]) == "CONFIRMED"
    desk.enter(kind=Kind.PKS, parent_id=mou)
    assert str(events(fetch(desk, token))[f"pks-{mou}@sijari"]["status"]) == "CANCELLED"


def test_a_new_address_makes_the_old_one_useless_and_only_its_hash_is_kept(desk, drafter, mou):
    old = make(desk, drafter)
    new = make(desk, drafter)
    assert len(old) >= 40
    with pytest.raises(Refused, match="not_found"):
        fetch(desk, old)
    fetch(desk, new)
    with desk.tools.reading() as session:
        rows = feeds.feeds_of(session, drafter)
        assert new not in str([vars(row) for row in rows])
    with desk.tools.begin(drafter) as uow:
        feeds.revoke_feed(uow, rows[0].id)
    with pytest.raises(Refused, match="not_found"):
        fetch(desk, new)


def test_who_leaves_takes_no_dates_along(desk, drafter, mou):
    own = make(desk, drafter, for_office=False)
    with desk.tools.begin() as uow:
        uow.session.get_one(Person, drafter.id).active = False
    with pytest.raises(Refused, match="not_found"):
        fetch(desk, own)


def test_an_auditor_makes_an_address_for_himself_only_and_nobody_revokes_anothers(desk, drafter):
    auditor = person(desk.district, "auditor")
    with pytest.raises(Refused, match="not_permitted"):
        make(desk, auditor)
    make(desk, drafter, for_office=False)
    with desk.tools.reading() as session:
        [row] = feeds.feeds_of(session, drafter)
    with pytest.raises(Refused, match="feed_not_yours"), desk.tools.begin(auditor) as uow:
        feeds.revoke_feed(uow, row.id)


def test_leap_days_are_whole_days(desk, drafter, clock):
    clock.set(datetime(2028, 1, 10, tzinfo=UTC))
    mou = desk.enter(signed_on=date(2027, 8, 31))  # due on 29 February 2028
    found = events(fetch(desk, make(desk, drafter)))[f"pks-{mou}@sijari"]
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(2028, 2, 29), date(2028, 3, 1))
