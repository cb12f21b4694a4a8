"""Addendum, renewal and termination as agreements of their own, through the same six stages (rules 14, 15, 22)."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service.agreements import family, family_rules
from service.agreements.actions import gather_facts, move_by_person
from service.agreements.family import Wish
from service.agreements.family_models import Amendment, Succession
from service.agreements.family_rules import Term
from service.agreements.founding import possible_parents
from service.agreements.lifecycle import Action, Kind, Mode, Stage, step
from service.agreements.lifecycle import missing as still_missing
from service.agreements.models import Agreement, Nature
from service.core.audit import verify_chains
from service.core.refusals import Refused
from service.documents import versions
from service.planning import actions as planning
from tests.support.agreements import person
from tests.support.families import ENDS, SIGNED, TODAY, House, settle

LATER = date(2027, 11, 3)
RENEW = Wish(Nature.RENEWAL, end_on=LATER)
END = Wish(Nature.TERMINATION, ends_from=date(2026, 4, 1))
CHANGES = [{"ketentuan": "Pasal 3 ayat (1)", "semula": "dua kali setahun", "menjadi": "empat kali setahun"}]
SETTLED = {"penyelesaian": ["laporan akhir disampaikan PIHAK KEDUA"]}


@pytest.fixture
def house(tools) -> House:
    return settle(tools)


def refused(code: str):
    return pytest.raises(Refused, check=lambda fault: fault.code == code)


def amendment(house: House, identity) -> Amendment:
    with house.tools.reading() as session:
        return session.get_one(Amendment, identity)


# ----------------------------------------------------------------------------------------------------------- the rules
TERM = Term(SIGNED, ENDS, None)


@pytest.mark.parametrize(
    ("term", "day", "code"),
    [
        pytest.param(TERM, ENDS, None, id="the last day still counts"),
        pytest.param(TERM, date(2026, 11, 4), "amended_expired", id="the day after"),
        pytest.param(Term(SIGNED, None, None), date(2050, 1, 1), None, id="without an end date"),
        pytest.param(Term(SIGNED, ENDS, date(2026, 5, 1)), date(2026, 4, 30), None, id="ends tomorrow"),
        pytest.param(Term(SIGNED, ENDS, date(2026, 5, 1)), date(2026, 5, 1), "amended_ended", id="ended today"),
    ],
)
def test_nothing_is_signed_after_what_it_changes_is_over(term, day, code):
    assert family_rules.signing_fault(term, day) == code


@pytest.mark.parametrize(
    ("nature", "term", "end", "code"),
    [
        (Nature.RENEWAL, TERM, LATER, None),
        (Nature.RENEWAL, TERM, ENDS, "renewal_end_not_later"),
        (Nature.RENEWAL, TERM, None, "renewal_end_missing"),
        (Nature.RENEWAL, Term(SIGNED, None, None), LATER, "renewal_without_end"),
        (Nature.ADDENDUM, TERM, None, None),
        (Nature.ADDENDUM, TERM, date(2026, 6, 1), None),
        (Nature.ADDENDUM, TERM, date(2025, 11, 2), "amendment_end_before_start"),
    ],
)
def test_a_new_end_date_has_to_make_sense(nature, term, end, code):
    assert family_rules.end_fault(nature, term, end) == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (None, "termination_day_missing"),
        (date(2025, 11, 2), "termination_before_start"),
        (date(2026, 4, 1), None),
        (date(2026, 11, 4), "termination_after_end"),
    ],
)
def test_an_ending_lies_within_the_validity(day, code):
    assert family_rules.ending_fault(TERM, day) == code


def test_a_text_that_speaks_of_another_end_date_than_the_recorded_one_no_longer_fits():
    said = {"old_end": date(2026, 1, 1), "new_end": LATER, "ends_from": None}
    assert family_rules.text_fault(Nature.RENEWAL, TERM, **said) == "amended_end_moved"
    assert family_rules.text_fault(Nature.RENEWAL, TERM, **{**said, "old_end": ENDS}) is None


# ----------------------------------------------------------------------------------------------------------- beginning
def test_an_instrument_takes_kind_partner_and_offices_of_what_it_changes_and_no_mou_above(house):
    made = house.row(house.begin(Wish(Nature.ADDENDUM)))
    amended = house.row()
    assert (made.kind, made.subject, made.partner_id) == (amended.kind, amended.subject, amended.partner_id)
    assert (made.nature, made.amends_id, made.parent_id) == ("addendum", amended.id, None)
    assert made.office_ids == amended.office_ids
    assert made.stage == Stage.PLANNING


def test_one_attempt_of_a_nature_runs_at_a_time_and_the_running_one_is_named(house):
    first = house.begin(Wish(Nature.ADDENDUM))
    with refused("amendment_running") as caught:
        house.begin(Wish(Nature.ADDENDUM))
    assert caught.value.params["begun"] == "2 Maret 2026"
    house.begin(RENEW)  # another nature may run beside it
    with house.tools.begin(house.made.people["drafter"]) as uow:
        move_by_person(uow, first, Action.CANCEL, reason="Tidak jadi")
    assert house.row(house.begin(Wish(Nature.ADDENDUM))).stage == Stage.PLANNING


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"stage": "signing"}, "amend_not_signed"),
        ({"stage": "cancelled"}, "amend_not_signed"),
        ({"nature": "renewal"}, "amend_original_only"),
        ({"end_on": date(2026, 3, 1)}, "amended_expired"),
        ({"ended_on": date(2026, 3, 2)}, "amended_ended"),
    ],
)
@pytest.mark.parametrize("wish", [Wish(Nature.ADDENDUM), RENEW, END], ids=lambda wish: wish.nature.value)
def test_only_a_signed_agreement_in_force_can_be_changed(house, change, code, wish):
    house.change(**change)
    with refused(code):
        house.begin(wish)


def test_another_office_cannot_begin_one(house):
    stranger = person(house.made.partner_id, "drafter")
    with refused("not_found"), house.tools.begin(stranger) as uow:
        planning.begin_change(uow, house.amended_id, RENEW, "Alasan")


def test_who_may_not_draft_may_not_begin_one(house):
    with refused("not_permitted"):
        house.begin(RENEW, role="archivist")


def test_a_reason_is_asked_for(house):
    with refused("reason_missing"):
        house.begin(RENEW, " ")


# ------------------------------------------------------------------------------------------------------- the short plan
@pytest.mark.parametrize(
    ("wish", "gaps"),
    [
        (Wish(Nature.ADDENDUM), ("checks_missing",)),
        (RENEW, ("checks_missing",)),
        (END, ()),
    ],
    ids=["addendum", "renewal", "termination"],
)
def test_planning_is_short_and_needs_no_new_consultation(house, wish, gaps):
    identity = house.begin(wish)
    with house.tools.reading() as session:
        facts = gather_facts(session, session.get_one(Agreement, identity))
    assert still_missing(step(Stage.PLANNING, Action.START_DRAFT), facts) == gaps
    assert facts.activity_required is (wish is RENEW)


def test_the_partner_of_an_instrument_is_not_replaced(house):
    identity = house.begin(RENEW)
    with refused("partner_of_amended"), house.tools.begin(house.made.people["drafter"]) as uow:
        planning.choose_partner(uow, identity, house.made.partner_id, seen_version=house.row(identity).version)


# ------------------------------------------------------------------------------------------------------- the text begun
def test_the_text_starts_from_what_is_changed(house):
    identity = house.begin(Wish(Nature.ADDENDUM, end_on=LATER))
    house.plan(identity)
    with house.tools.reading() as session:
        content = versions.content_of(versions.working_copy(session, identity))
    said = content.values
    assert house.row(identity).template_name == "adendum"
    assert (said["judul_asal"], said["urutan"]) == ("Nota Kesepahaman", "Kesatu")
    assert (said["nomor_asal_kesatu"], said["nomor_asal_kedua"]) == ("004/HK.02.00/K.CT-01/11/2025", "31/UN/2025")
    assert said["tanggal_asal"] == "2025-11-03"
    assert (said["tanggal_berakhir_lama"], said["tanggal_berakhir_baru"]) == ("2026-11-03", "2027-11-03")
    assert said["pihak_kesatu"][0]["penandatangan"]["nama"] == "Rahmat Hidayat"
    assert "jangka_waktu" in [one.key for one in content.articles]


def test_an_addendum_that_leaves_the_end_date_says_nothing_of_it(house):
    identity = house.begin(Wish(Nature.ADDENDUM))
    house.plan(identity)
    with house.tools.reading() as session:
        content = versions.content_of(versions.working_copy(session, identity))
    assert "tanggal_berakhir_baru" not in content.values
    assert "jangka_waktu" not in [one.key for one in content.articles]


# ------------------------------------------------------------------------------------------------------- the whole way
@pytest.mark.parametrize("mode", [Mode.ELECTRONIC, Mode.WET])
def test_a_signed_addendum_moves_the_end_date_and_both_dates_stay_visible(house, mode):
    identity = house.begin(Wish(Nature.ADDENDUM, end_on=LATER))
    made = house.conclude(identity, mode, {"perubahan": CHANGES})
    assert made.stage == Stage.FOLLOW_UP
    assert made.signed_on == TODAY
    assert made.end_on is None  # its validity is read at what it changed
    assert house.row().end_on == LATER
    row = amendment(house, identity)
    assert (row.old_end_on, row.new_end_on, row.ended_on) == (ENDS, LATER, None)
    with house.tools.reading() as session:
        assert list(verify_chains(session)) == []


def test_an_addendum_of_the_wording_alone_leaves_the_end_date(house):
    identity = house.begin(Wish(Nature.ADDENDUM))
    house.conclude(identity, Mode.WET, {"perubahan": CHANGES})
    assert house.row().end_on == ENDS
    assert amendment(house, identity).applied_at is not None


def test_a_signed_renewal_prolongs_and_starts_no_pks_clock(house):
    due = house.row().pks_due_on
    made = house.conclude(house.begin(RENEW))
    assert house.row().end_on == LATER
    assert made.pks_due_on is None
    assert house.row().pks_due_on == due


def test_a_signed_termination_ends_the_agreement_from_its_day_with_its_ground(house):
    made = house.conclude(house.begin(END, "Program dihentikan."), Mode.WET, SETTLED)
    amended = house.row()
    assert amended.ended_on == date(2026, 4, 1)
    assert made.office_number in amended.end_reason
    assert amended.end_reason.endswith("Program dihentikan")
    assert amended.end_on == ENDS


def test_what_is_signed_counts_and_not_what_was_planned(house):
    identity = house.begin(RENEW)
    house.conclude(identity, Mode.WET, {"tanggal_berakhir_baru": "2029-11-03"})
    assert house.row().end_on == date(2029, 11, 3)


def test_a_second_addendum_is_counted(house):
    house.conclude(house.begin(Wish(Nature.ADDENDUM)), Mode.WET, {"perubahan": CHANGES})
    second = house.begin(Wish(Nature.ADDENDUM))
    assert amendment(house, second).ordinal == 2


# ----------------------------------------------------------------------------------------------------- not after expiry
def test_after_expiry_the_next_step_is_refused_at_once(house, clock):
    identity = house.begin(RENEW)
    clock.set(datetime(2026, 11, 3, 17, 0, tzinfo=UTC))  # 4 November 00.00 WIB
    with refused("amended_expired"):
        house.plan(identity)


def test_signing_is_not_opened_for_a_day_after_expiry(house):
    identity = house.begin(RENEW)
    house.to_signing(identity)
    with refused("amended_expired"):
        house.open_signing(identity, date(2026, 11, 4))


def test_an_electronic_signature_after_the_last_day_is_refused_and_on_it_is_not(house, clock):
    identity = house.begin(RENEW)
    house.to_signing(identity)
    house.open_signing(identity, ENDS)
    clock.set(datetime(2026, 11, 3, 16, 59, tzinfo=UTC))  # the last minute of the last day
    assert house.sign_next(identity)
    clock.set(datetime(2026, 11, 3, 17, 1, tzinfo=UTC))
    with refused("amended_expired"):
        house.sign_next(identity)
    assert house.row().end_on == ENDS


def test_a_wet_original_counts_by_the_day_of_its_signing_not_of_its_entry(house, clock):
    identity = house.begin(RENEW)
    house.to_signing(identity, Mode.WET)
    house.open_signing(identity, ENDS)
    clock.set(datetime(2026, 11, 10, 3, 0, tzinfo=UTC))
    with refused("amended_expired"):
        house.record_original(identity, date(2026, 11, 4))
    house.record_original(identity, ENDS)
    assert house.row().end_on == LATER


def test_signing_is_not_opened_when_the_recorded_end_date_moved_meanwhile(house):
    identity = house.begin(RENEW)
    house.to_signing(identity)
    house.change(end_on=date(2026, 12, 31))
    with refused("amended_end_moved"):
        house.open_signing(identity)


# ----------------------------------------------------------------------------------------------------------- succession
def test_after_expiry_a_new_agreement_starts_from_the_old_one_and_the_two_are_linked(house):
    house.change(end_on=date(2026, 1, 1))
    with house.tools.begin(house.made.people["drafter"]) as uow:
        made = planning.create_agreement(
            uow, Kind.MOU, "Pengawasan Partisipatif", partner_id=house.made.partner_id, predecessor_id=house.amended_id
        )
        made_id = made.id
    with house.tools.reading() as session:
        row = session.scalars(select(Succession)).one()
    assert (row.predecessor_id, row.successor_id) == (house.amended_id, made_id)
    assert house.row(made_id).nature == Nature.ORIGINAL


def test_an_instrument_is_no_mou_above_a_pks(house):
    house.conclude(house.begin(RENEW), Mode.WET)
    with house.tools.reading() as session:
        above = [one.id for one in possible_parents(session, house.made.office_id)]
        changeable = [one.id for one in family.changeable(session, house.made.office_id)]
    assert above == changeable == [house.amended_id]
