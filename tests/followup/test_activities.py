"""Joint activities: planned, held, put off, called off, put right; nothing outside the validity (rule 21)."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image

from service.core.refusals import Refused
from service.followup import activities, queries
from service.followup.activities import Held, Plan
from service.followup.proofs import Proof, small_picture
from service.followup.rules import ActivityState, may_become


@contextmanager
def refused(code, field=None):
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.fixture
def mou(desk):
    return desk.enter(end_on=date(2027, 1, 15))  # signed 15 January 2026; today is 2 March


def plan(desk, mou, day=date(2026, 4, 1), **given):
    with desk.tools.begin(desk.drafter) as uow:
        said = Plan(given.pop("title", "Sosialisasi"), day, owner=given.pop("owner", "Divisi Pencegahan"), **given)
        return activities.plan_activity(uow, mou, said).id


def one(desk, mou, activity):
    with desk.tools.reading() as session:
        row = queries.activity(session, mou, activity)
        return row, list(row.changes)


def act(desk, function, mou, activity, *args, **more):
    row, _ = one(desk, mou, activity)
    with desk.tools.begin(desk.drafter) as uow:
        return function(uow, mou, activity, *args, **({"seen": row.version} | more))


def test_what_was_planned_is_reported_and_keeps_its_planned_day(desk, clock, mou):
    activity = plan(desk, mou)
    clock.set(datetime(2026, 4, 3, tzinfo=UTC))
    held = Held(
        "Sosialisasi", date(2026, 4, 2), "Aula", from_office=4, from_partner=120, result="Paham", topic="seminar"
    )
    act(desk, activities.report_activity, mou, activity, held)
    row, changes = one(desk, mou, activity)
    assert (row.state, row.planned_on, row.held_on) == ("held", date(2026, 4, 1), date(2026, 4, 2))
    assert (row.from_office, row.from_partner, row.from_others) == (4, 120, None)
    assert changes[0].before["state"] == "planned"


def test_a_plan_lies_ahead_within_the_validity_and_has_an_owner(desk, mou):
    with refused("joint_activity_plan_past", "planned_on"):
        plan(desk, mou, date(2026, 3, 1))
    with refused("joint_activity_outside_validity", "planned_on"):
        plan(desk, mou, date(2027, 1, 16))
    with refused("task_owner_missing", "owner"):
        plan(desk, mou, owner=" ")
    plan(desk, mou, date(2027, 1, 15))  # the last day is valid all day
    with refused("joint_activity_known", "title"):
        plan(desk, mou, date(2027, 1, 15), title="SOSIALISASI")


def test_after_the_end_only_what_took_place_within_it_is_recorded(desk, clock, mou):
    activity = plan(desk, mou, date(2027, 1, 10))
    clock.set(datetime(2027, 2, 1, tzinfo=UTC))
    with refused("joint_activity_outside_validity", "planned_on"):
        plan(desk, mou, date(2027, 2, 2))
    with refused("joint_activity_outside_validity", "held_on"):
        act(desk, activities.report_activity, mou, activity, Held("Sosialisasi", date(2027, 1, 20)))
    act(desk, activities.report_activity, mou, activity, Held("Sosialisasi", date(2027, 1, 12)))


def test_an_activity_is_put_off_and_called_off_with_reasons_that_stay(desk, mou):
    activity = plan(desk, mou)
    with refused("reason_missing", "reason"):
        act(desk, activities.postpone, mou, activity, date(2026, 5, 1), " ")
    act(desk, activities.postpone, mou, activity, None, "Mitra menunggu jadwal.")
    row, _ = one(desk, mou, activity)
    assert (row.state, row.day) == ("postponed", None)
    act(desk, activities.postpone, mou, activity, date(2026, 6, 1), "Jadwal keluar.")
    act(desk, activities.call_off, mou, activity, "Anggaran dialihkan.")
    row, changes = one(desk, mou, activity)
    assert (row.state, row.reason) == ("cancelled", "Anggaran dialihkan.")
    assert [change.reason for change in changes] == ["Mitra menunggu jadwal.", "Jadwal keluar.", "Anggaran dialihkan."]
    with refused("joint_activity_settled"):
        act(desk, activities.report_activity, mou, activity, Held("Sosialisasi", date(2026, 3, 1)))


def test_a_correction_keeps_what_stood_there_before(desk, mou):
    with desk.tools.begin(desk.drafter) as uow:
        activity = activities.add_activity(uow, mou, Held("Rapat", date(2026, 2, 1), from_office=3)).id
    said = Held("Rapat", date(2026, 2, 2), from_office=30)
    with refused("reason_missing", "reason"):
        act(desk, activities.correct, mou, activity, said, "")
    act(desk, activities.correct, mou, activity, said, "Salah ketik.")
    row, [change] = one(desk, mou, activity)
    assert (row.held_on, row.from_office) == (date(2026, 2, 2), 30)
    assert change.before == {"held_on": "2026-02-01", "from_office": 3}
    assert (change.after, change.reason) == ({"held_on": "2026-02-02", "from_office": 30}, "Salah ketik.")
    with refused("joint_activity_unchanged"):
        act(desk, activities.correct, mou, activity, said, "Lagi.")


def test_two_people_at_once_the_second_is_told(desk, mou):
    activity = plan(desk, mou)
    with refused("stale_page"):
        act(desk, activities.call_off, mou, activity, "Batal.", seen=99)


def test_no_file_is_evidence_of_what_did_not_take_place(desk, mou):
    activity = plan(desk, mou)
    proof = Proof(desk.tools.storage.put(b"foto"), "image/jpeg", "foto.jpg")
    with refused("joint_activity_not_held"), desk.tools.begin(desk.drafter) as uow:
        activities.add_evidence(uow, mou, activity, proof)


@pytest.mark.parametrize("now", list(ActivityState))
@pytest.mark.parametrize("then", list(ActivityState))
def test_the_steps_of_an_activity(now, then):
    steps = {"planned": {"held", "postponed", "cancelled"}, "postponed": {"held", "postponed", "cancelled"}}
    assert may_become(now, then) == (then in steps.get(now, set()))


def test_the_small_picture_has_no_position_and_stands_upright():
    picture = Image.new("RGB", (1200, 600), "white")
    exif = picture.getexif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "S"  # south of the equator: the position
    exif[0x010F] = "Kamera Rahasia"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    assert b"Kamera Rahasia" in out.getvalue()
    small = small_picture(out.getvalue(), "image/jpeg")
    with Image.open(BytesIO(small)) as drawn:
        assert not drawn.getexif()
        assert drawn.width < drawn.height <= 240
    assert b"Kamera" not in small
    assert small_picture(b"%PDF-1.7", "application/pdf") is None
    assert small_picture(b"\xff\xd8\xff broken", "image/jpeg") is None
