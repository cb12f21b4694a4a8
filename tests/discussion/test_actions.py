"""Remarks of both sides, acts from outside, invitations and minutes, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select

from service.agreements.actions import OutsideAct, check_act, gather_facts, stream
from service.agreements.guests import GuestLink, find_link, guest_actor, token_of
from service.agreements.lifecycle import Action, Stage, missing, step
from service.agreements.models import ActKind, Agreement, StageChange
from service.core.audit import stream_events
from service.core.database import new_id
from service.core.jobs import Job
from service.core.mail import OutboxLetter
from service.core.refusals import Refused
from service.discussion import actions, meeting, queries
from service.discussion.actions import Words
from service.discussion.models import Minutes, Remark
from service.discussion.rules import Outcome, Viewer, Visibility
from service.documents import versions
from service.documents.shipped import shipped
from tests.support.agreements import person

PLACE = "pasal:ruang_lingkup"
KEY = b"k" * 32
MINUTES = shipped().latest("berita_acara_pembahasan")


def facts(tools, started):
    with tools.reading() as session:
        return gather_facts(session, session.get_one(Agreement, started.agreement_id))


def say(tools, started, text="Perlu diperinci.", who="drafter", **more):
    with tools.begin(started.people[who]) as uow:
        return actions.add_remark(uow, started.agreement_id, Words(text, PLACE, **more)).id


def invited(tools, started, email="dewi@mitra.example"):
    with tools.begin(started.people["drafter"]) as uow:
        new = actions.invite(uow, started.agreement_id, "Dewi", email, key=KEY)
        return new.link, guest_actor(new.link)


def outside(tools, kind, subject_id, outcome, day=date(2026, 3, 1)):
    stored = tools.storage.put(b"%PDF-1.7 pindaian")
    who = "Rektor Universitas Contoh"
    return OutsideAct(kind, subject_id, who, day, "12/UC/2026", stored, "application/pdf", outcome)


# ------------------------------------------------------------------------------------------------------------- remarks
def test_a_remark_is_open_until_it_is_settled_with_how(tools, started):
    remark_id = say(tools, started)
    assert facts(tools, started).open_remarks == 1
    with pytest.raises(Refused, match="remark_how_missing"), tools.begin(started.people["drafter"]) as uow:
        actions.settle(uow, started.agreement_id, remark_id, "  ")
    with tools.begin(started.people["chair"]) as uow:
        actions.settle(uow, started.agreement_id, remark_id, "Ayat (2) diubah.")
    assert facts(tools, started).open_remarks == 0
    with pytest.raises(Refused, match="remark_already_settled"), tools.begin(started.people["drafter"]) as uow:
        actions.settle(uow, started.agreement_id, remark_id, "lagi")
    with tools.begin(started.people["drafter"]) as uow:
        actions.reopen(uow, started.agreement_id, remark_id)
    assert facts(tools, started).open_remarks == 1
    with tools.reading() as session:
        codes = [event.code for event in stream_events(session, stream(started.agreement_id))]
        assert session.get_one(Remark, remark_id).version_number == 1
    assert [code for code in codes if code.startswith("remark:")] == ["remark:made", "remark:settled", "remark:opened"]


def test_internal_remarks_count_and_are_hidden_from_everybody_else(tools, started):
    internal = say(tools, started, visibility=Visibility.INTERNAL)
    assert facts(tools, started).open_remarks == 1
    link, guest = invited(tools, started)
    with tools.reading() as session:
        assert queries.remarks_of(session, started.agreement_id, Viewer(guest.id, own=False)) == []
    with pytest.raises(Refused, match="not_found"), tools.begin(guest) as uow:
        actions.guest_reply(uow, link, internal, "Saya membaca ini")


def test_a_guest_remarks_answers_and_opens_a_settled_remark_again(tools, started):
    link, guest = invited(tools, started)
    with tools.begin(guest) as uow:
        row = actions.add_guest_remark(uow, link, Words("Mohon diubah.", PLACE, Visibility.INTERNAL))
        remark_id = row.id
        assert (row.side, row.visibility, row.author_name) == ("partner", "shared", "Dewi")
    with tools.begin(started.people["drafter"]) as uow:
        actions.reply(uow, started.agreement_id, remark_id, "Sudah kami ubah.")
        actions.settle(uow, started.agreement_id, remark_id, "Diubah.")
    with tools.begin(guest) as uow:
        actions.guest_reply(uow, link, remark_id, "Belum sesuai.")
    with tools.reading() as session:
        found = session.get_one(Remark, remark_id)
        assert (found.state, [one.side for one in found.replies]) == ("open", ["office", "partner"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (Words("  "), "remark_empty"),
        (Words("x" * 4001), "remark_too_long"),
        (Words("isi", "pasal:tidak_ada"), "place_unknown"),
    ],
)
def test_a_remark_must_say_something_about_a_place_that_exists(tools, started, words, code):
    with pytest.raises(Refused, match=code), tools.begin(started.people["drafter"]) as uow:
        actions.add_remark(uow, started.agreement_id, words)


def test_nobody_remarks_outside_discussion_or_from_another_office(tools, started):
    with pytest.raises(Refused, match="not_found"), tools.begin(person(started.partner_id, "drafter")) as uow:
        actions.add_remark(uow, started.agreement_id, Words("isi"))
    link, guest = invited(tools, started)
    with tools.begin() as uow:
        uow.session.get_one(Agreement, started.agreement_id).stage = Stage.APPROVAL.value
    with pytest.raises(Refused, match="discussion_closed"), tools.begin(guest) as uow:
        actions.add_guest_remark(uow, link, Words("isi"))


def test_two_people_settling_the_same_remark_do_not_overwrite_each_other(tools, started):
    remark_id = say(tools, started)
    with tools.begin(started.people["chair"]) as uow:
        actions.settle(uow, started.agreement_id, remark_id, "A", seen_version=1)
        uow.session.flush()
        actions.reopen(uow, started.agreement_id, remark_id)
    with pytest.raises(Refused, match="stale_page"), tools.begin(started.people["drafter"]) as uow:
        actions.settle(uow, started.agreement_id, remark_id, "B", seen_version=1)


# --------------------------------------------------------------------------------------------------------- invitations
def test_an_invitation_is_mailed_without_its_secret_and_can_be_taken_back(tools, started, clock):
    link, _guest = invited(tools, started)
    token = token_of(link, KEY)
    with tools.reading() as session:
        letter = session.scalars(select(OutboxLetter).where(OutboxLetter.link_id == link.id)).one()
        assert (letter.kind, letter.to_address) == ("guest_link", "dewi@mitra.example")
        assert token not in str(letter.params)
        assert find_link(session, token, clock.now()).id == link.id
        assert [one.id for one in queries.links_of(session, started.agreement_id, clock.now())] == [link.id]
    with tools.begin(started.people["drafter"]) as uow:
        actions.revoke(uow, started.agreement_id, link.id)
    with tools.reading() as session, pytest.raises(Refused, match="link_expired"):
        find_link(session, token, clock.now())


def test_inviting_again_replaces_the_earlier_link(tools, started, clock):
    invited(tools, started)
    second, _guest = invited(tools, started)
    with tools.reading() as session:
        assert [one.id for one in queries.links_of(session, started.agreement_id, clock.now())] == [second.id]
        assert len(list(session.scalars(select(GuestLink)))) == 2


# -------------------------------------------------------------------------------------------------- acts from outside
def test_a_remark_by_letter_stands_among_the_others_once_a_second_person_checked_it(tools, started):
    with tools.begin(started.people["drafter"]) as uow:
        said = {"text": "Ubah jangka waktu.", "place": PLACE}
        act = actions.enter_remark(uow, started.agreement_id, outside(tools, ActKind.REMARK, new_id(), said))
        act_id = act.id
    assert facts(tools, started).open_remarks == 0
    with tools.begin(started.people["archivist"]) as uow:
        check_act(uow, act_id)
    with tools.reading() as session:
        row = session.scalars(select(Remark)).one()
        assert (row.side, row.outside, row.author_name) == ("partner", True, "Rektor Universitas Contoh")
    assert facts(tools, started).open_remarks == 1


def test_minutes_from_outside_count_once_checked(tools, started):
    act = outside(tools, ActKind.MINUTES, started.agreement_id, {"outcome": "agreed"})
    with tools.begin(started.people["drafter"]) as uow:
        act_id = meeting.enter(uow, started.agreement_id, act).id
    assert not facts(tools, started).minutes_filed
    with tools.begin(started.people["archivist"]) as uow:
        check_act(uow, act_id)
    assert facts(tools, started).minutes_filed
    with tools.reading() as session:
        row = session.scalars(select(Minutes)).one()
        assert (row.outside, row.scan_sha256, row.held_on) == (True, act.scan.sha256, date(2026, 3, 1))


def test_minutes_of_a_day_that_has_not_come_are_refused(tools, started):
    act = outside(tools, ActKind.MINUTES, started.agreement_id, {"outcome": "agreed"}, date(2026, 3, 3))
    with pytest.raises(Refused, match="minutes_in_future"), tools.begin(started.people["drafter"]) as uow:
        meeting.enter(uow, started.agreement_id, act)


# ------------------------------------------------------------------------------------------------------------- minutes
def begun(tools, started):
    with tools.begin(started.people["drafter"]) as uow:
        return meeting.begin(uow, started.agreement_id).id


def written(tools, started, minutes_id, outcome=Outcome.AGREED, **more):
    values = {**MINUTES.sample["values"], "tanggal_rapat": "2026-03-02", **more}
    with tools.begin(started.people["drafter"]) as uow:
        meeting.write(uow, started.agreement_id, minutes_id, values, outcome, seen_copy=None)


def test_minutes_begin_with_the_parties_today_and_what_was_discussed(tools, started):
    say(tools, started)
    say(tools, started, visibility=Visibility.INTERNAL)
    minutes_id = begun(tools, started)
    with tools.reading() as session:
        values = versions.content_of(versions.working_copy(session, minutes_id)).values
    assert values["tanggal_rapat"] == "2026-03-02"
    assert values["pihak_kedua"][0]["lembaga"] == "Universitas Nusantara Jaya"
    assert len(values["peserta"]) == 2
    assert len(values["pokok_bahasan"]) == 1
    assert "Ruang Lingkup" in values["pokok_bahasan"][0]
    with pytest.raises(Refused, match="minutes_already_begun"):
        begun(tools, started)


def test_filed_minutes_have_a_paper_of_their_own_count_and_are_not_changed(tools, started):
    minutes_id = begun(tools, started)
    written(tools, started, minutes_id)
    assert not facts(tools, started).minutes_filed
    with tools.begin(started.people["drafter"]) as uow:
        meeting.file(uow, started.agreement_id, minutes_id)
    assert facts(tools, started).minutes_filed
    with tools.reading() as session:
        saved = versions.latest(session, minutes_id)
        job = session.scalars(select(Job).where(Job.subject_id == saved.id)).one()
        assert (job.kind, job.agreement_id) == ("render_version", started.agreement_id)
        assert session.get_one(Minutes, minutes_id).text_version == 1
        assert len(versions.versions_of(session, started.agreement_id)) == 1, "the agreement's own text is untouched"
    with pytest.raises(Refused, match="minutes_filed_already"):
        written(tools, started, minutes_id)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"tempat_rapat": ""}, "values_faulty"), ({"tanggal_rapat": "2026-03-03"}, "minutes_in_future")],
)
def test_incomplete_minutes_and_those_of_tomorrow_are_not_filed(tools, started, change, code):
    minutes_id = begun(tools, started)
    written(tools, started, minutes_id, **change)
    with pytest.raises(Refused, match=code), tools.begin(started.people["drafter"]) as uow:
        meeting.file(uow, started.agreement_id, minutes_id)


def test_a_new_round_needs_new_minutes_and_disagreement_never_counts(tools, started):
    first = begun(tools, started)
    written(tools, started, first, Outcome.NOT_AGREED)
    with tools.begin(started.people["drafter"]) as uow:
        meeting.file(uow, started.agreement_id, first)
    assert not facts(tools, started).minutes_filed
    second = begun(tools, started)
    written(tools, started, second)
    with tools.begin(started.people["drafter"]) as uow:
        meeting.file(uow, started.agreement_id, second)
    assert facts(tools, started).minutes_filed
    with tools.begin() as uow:
        uow.session.add(
            StageChange(
                agreement_id=started.agreement_id, source="drafting", target="discussion", action="open_discussion",
                at=uow.now, by_name="x",
            )
        )  # fmt: skip
    assert not facts(tools, started).minutes_filed


def test_a_draft_of_minutes_can_be_thrown_away(tools, started):
    minutes_id = begun(tools, started)
    with tools.begin(started.people["drafter"]) as uow:
        meeting.discard(uow, started.agreement_id, minutes_id)
    with tools.reading() as session:
        assert versions.working_copy(session, minutes_id) is None
        assert queries.minutes_of(session, started.agreement_id) == []


def test_open_remarks_and_missing_minutes_stand_in_the_way_of_approval(tools, started):
    say(tools, started)
    line = step(Stage.DISCUSSION, Action.ASK_APPROVAL)
    gaps = missing(line, facts(tools, started))
    assert {"comments_open", "minutes_missing", "paper_not_ready"} <= set(gaps)
