from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select

from service.agreements import queries as register
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement
from service.core.mail import OutboxLetter
from service.core.refusals import Refused
from service.offices.models import Office, Partner
from service.offices.rules import LegalStatus
from service.planning.models import Plan
from service.prospects import actions, queries
from service.prospects.actions import Next, ProspectFacts, Start
from service.prospects.models import Prospect
from service.prospects.rules import Source, Step, may_move, moves
from service.wiring import register_rooms
from tests.support.agreements import person
from tests.support.people import make_person
from workers.followup import send_reminders

register_rooms()
TODAY = date(2026, 3, 2)
FACTS = ProspectFacts(
    "Radio Pantai Utara", "press", "Siaran pengawasan partisipatif", "Jepara", "Sita", "Redaktur", "0811-000", "s@r.id"
)


def create(house, facts=FACTS, **more):
    with house.tools.begin(house.staff) as uow:
        return actions.create(uow, facts, **more).id


def get(house, identity):
    with house.tools.reading() as session:
        return session.get_one(Prospect, identity)


def refused(call, *args, **more):
    with pytest.raises(Refused) as refusal:
        call(*args, **more)
    return refusal.value.code


def step(house, identity, target, text="", day=TODAY):
    with house.tools.begin(house.staff) as uow:
        actions.take_step(uow, identity, target, text, day, seen_version=None)


def test_the_steps_lead_on_and_back_but_not_past_the_agreement():
    assert [one.value for one in moves(Step.EXPLORED)] == ["contacted", "agreed", "dropped"]
    assert moves(Step.DRAFTED) == []
    assert may_move(Step.DROPPED, Step.EXPLORED)
    assert not any(may_move(one, Step.DRAFTED) for one in Step)


def test_a_prospect_goes_its_steps_with_dated_notes(house):
    one = create(house)
    step(house, one, Step.CONTACTED, "Surat dikirim.", TODAY - timedelta(days=3))
    with house.tools.begin(house.staff) as uow:
        actions.add_note(uow, one, "Ditelepon.", TODAY)
    step(house, one, Step.AGREED)
    with house.tools.reading() as session:
        told = {(note.day, note.text, note.step) for note in queries.notes(session, one)}
    assert told == {
        (TODAY, "Ditelepon.", ""),
        (TODAY, "", "agreed"),
        (TODAY - timedelta(days=3), "Surat dikirim.", "contacted"),
    }


def test_giving_it_up_needs_a_reason_and_takes_the_next_step_away(house):
    one = create(house)
    with house.tools.begin(house.staff) as uow:
        actions.set_next(uow, one, Next("Kunjungan", TODAY, owner="Staf"), seen_version=None)
    assert refused(step, house, one, Step.DROPPED) == "prospect_reason_missing"
    step(house, one, Step.DROPPED, "Tidak berbadan hukum.")
    row = get(house, one)
    assert (row.drop_reason, row.next_step, row.next_due_on) == ("Tidak berbadan hukum.", "", None)
    step(house, one, Step.EXPLORED)
    assert get(house, one).drop_reason == ""


def test_a_similar_name_is_warned_of_and_another_institution_may_be_meant(house):
    create(house)
    again = ProspectFacts("radio pantai utara", "press", "Siaran")
    assert refused(create, house, again) == "prospect_known"
    create(house, again, different=True)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (ProspectFacts(" ", "press", "Siaran"), "prospect_name_missing"),
        (ProspectFacts("Radio", "press", " "), "prospect_need_missing"),
        (ProspectFacts("Radio", "tak-ada", "Siaran"), "category_unknown"),
        (ProspectFacts("Partai Contoh", "political_party", "Siaran"), "partner_category_refused"),
    ],
)
def test_what_is_entered_must_make_sense(house, facts, code):
    assert refused(create, house, facts) == code


def test_only_the_own_office_opens_a_prospect(house):
    one = create(house)
    with house.tools.reading() as session:
        assert queries.prospect(session, house.staff, one).contact_name == "Sita"
        for office in (house.province, house.eastern, house.ri):
            assert refused(queries.prospect, session, person(office, "chair"), one) == "not_found"
        assert queries.counts_by_office(session, [house.district, house.eastern]) == {house.district: {"explored": 1}}


def test_the_agreement_starts_with_what_is_known(house):
    one = create(house)
    with house.tools.begin(house.staff) as uow:
        said = Start(Kind.MOU, "Siaran bersama", legal_status=LegalStatus.LEGAL_ENTITY)
        agreement = actions.start_agreement(uow, one, said, seen_version=None).id
    with house.tools.reading() as session:
        made = session.get_one(Agreement, agreement)
        partner = session.get_one(Partner, made.partner_id)
        assert (made.stage, made.subject, made.lead_office_id) == ("planning", "Siaran bersama", house.district)
        assert (partner.name, partner.category, partner.liaison_name) == ("Radio Pantai Utara", "press", "Sita")
        assert session.get_one(Plan, agreement).need == "Siaran pengawasan partisipatif"
    row = get(house, one)
    assert (row.step, row.agreement_id, row.partner_id) == ("drafted", agreement, partner.id)

    def again():
        with house.tools.begin(house.staff) as uow:
            actions.start_agreement(uow, one, said, seen_version=None)

    assert refused(again) == "prospect_started"


def test_a_partner_of_the_same_name_is_taken_and_not_made_twice(house):
    one = create(house, ProspectFacts("Mitra Press", "press", "Siaran"))
    with house.tools.begin() as uow:
        uow.session.get_one(Partner, house.partners["press"]).name_key = "mitra press"
    with house.tools.begin(house.staff) as uow:
        made = actions.start_agreement(uow, one, Start(Kind.PKS, "Siaran"), seen_version=None)
        assert made.partner_id == house.partners["press"]


def test_an_application_makes_one_prospect(house):
    with house.tools.begin() as uow:
        first = actions.from_application(uow, house.district, FACTS, "P-2026-01").id
        assert actions.from_application(uow, house.district, FACTS, "P-2026-01").id == first
    row = get(house, first)
    assert (row.source_, row.reference) == (Source.APPLICATION, "P-2026-01")

    def by(office):
        with house.tools.begin(person(office, "ppid")) as uow:
            actions.from_application(uow, house.district, FACTS, "P-2026-02")

    assert refused(by, house.eastern) == "not_found"


def test_the_office_is_reminded_of_the_next_step_once_at_each_threshold(house, clock):
    with house.tools.reading() as session:
        office = session.get_one(Office, house.district)
    make_person(house.tools, office, "drafter", email="staf@kab.example")
    one = create(house)
    with house.tools.begin(house.staff) as uow:
        actions.set_next(uow, one, Next("Kunjungan", TODAY + timedelta(days=10), owner="Rani"), seen_version=None)

    sent = []
    for day in range(1, 16):
        clock.advance(days=1)
        send_reminders(house.tools)
        send_reminders(house.tools)
        with house.tools.reading() as session:
            letters = session.scalar(select(func.count(OutboxLetter.id)).where(OutboxLetter.to_address != ""))
            if letters > len(sent):
                sent.append(day)
                last = session.scalars(select(OutboxLetter).order_by(OutboxLetter.created_at.desc())).first()
                assert "Penjajakan Radio Pantai Utara: Kunjungan (Rani)" in last.params["items"]
                assert "0811" not in str(last.params)
    assert sent == [3, 10, 13]


# ------------------------------------------------------------------------------------------------------------ the grid
def line(lines, category):
    return next(one for one in lines if one.category == category)


def test_the_grid_counts_agreements_and_prospects_by_kind(house):
    house.agreement("press")
    house.agreement("press", end_on=TODAY - timedelta(days=1))
    house.agreement("press", ended_on=TODAY)
    house.agreement("ngo", stage=Stage.DRAFTING.value)
    house.agreement("ngo", stage=Stage.CANCELLED.value)
    house.agreement("local_government", office=house.eastern)
    create(house)
    with house.tools.reading() as session:
        lines = queries.grid_of_office(session, house.district, TODAY)
        missing = queries.categories_without_agreement(session, house.district, TODAY)
    press, ngo = line(lines, "press"), line(lines, "ngo")
    assert (press.running, press.making, press.prospects, press.empty) == (1, 0, 1, False)
    assert (ngo.running, ngo.making, ngo.prospects, ngo.empty) == (0, 1, 0, True)
    assert "press" not in missing
    assert {"ngo", "local_government"} <= set(missing)
    assert "political_party" not in missing


def test_an_agreement_is_in_force_on_its_last_day_and_not_after(house):
    house.agreement("press", end_on=TODAY)
    with house.tools.reading() as session:
        assert "press" not in queries.categories_without_agreement(session, house.district, TODAY)
        assert "press" in queries.categories_without_agreement(session, house.district, TODAY + timedelta(days=1))


def test_the_province_sees_which_of_its_offices_lack_a_kind(house):
    house.agreement("press")
    house.agreement("press", office=house.other)
    chair = person(house.province, "chair")
    with house.tools.reading() as session:
        lines, offices = queries.grid_of_area(session, chair, TODAY)
        assert offices == 3
        assert (line(lines, "press").running, line(lines, "press").offices_without) == (1, 2)
        missing = queries.offices_without(session, house.province, "press", TODAY)
    assert [one.id for one in missing] == [house.province, house.eastern]


def test_a_cell_counts_exactly_what_its_list_shows(house):
    house.agreement("press", stage=Stage.DRAFTING.value)
    house.agreement("press", stage=Stage.PLANNING.value, office=house.eastern)
    house.agreement("press", office=house.other, stage=Stage.PLANNING.value)
    chair = person(house.province, "chair")
    with house.tools.reading() as session:
        listed = set(session.scalars(queries.making_ids(session, chair)))
        lines, _ = queries.grid_of_area(session, chair, TODAY)
        assert len(listed) == line(lines, "press").making == 2
        assert session.scalar(select(func.count(Agreement.id)).where(register.visible(session, chair))) == 2


def test_the_grid_asks_a_fixed_number_of_questions(house):
    asked = []
    engine = house.tools.database.engine

    def note(*_args):
        asked.append(1)

    def ask():
        asked.clear()
        with house.tools.reading() as session:
            queries.grid_of_area(session, person(house.province, "chair"), TODAY)
        return len(asked)

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()  # the tree of offices is looked up once and kept
        before = ask()
        for category in ("press", "ngo", "local_government"):
            house.agreement(category)
            house.agreement(category, office=house.eastern)
        assert ask() == before
    finally:
        event.remove(engine, "before_cursor_execute", note)
