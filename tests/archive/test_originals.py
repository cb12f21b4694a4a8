"""Paper originals, boxes, loans, holds and retention on both databases."""

from datetime import UTC, date, datetime

import pytest

from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY, count_ids, held
from service.archive import boxes, loans, originals, queries, retention
from service.archive.boxes import BoxSaid
from service.archive.loans import Lending
from service.archive.models import PaperOriginal, RetentionRule
from service.archive.originals import Sheet, Spot
from service.archive.retention import RuleSaid
from service.archive.rules import Condition, ContainerKind, Fate, Owner, Place
from service.core.audit import Stream, stream_events, verify_chains
from service.core.refusals import Refused
from tests.support.agreements import person

HERE = Place("Arsip", "1", "2")


def sheet(number=1, **given):
    return Sheet(number, Owner.OFFICE, given.pop("holder_kind", Owner.OFFICE), given.pop("holder", "Hukum"), **given)


def add(desk, who, agreement_id, spot=None, **given):
    with desk.tools.begin(who) as uow:
        return originals.add_original(uow, agreement_id, sheet(**given), spot or Spot()).id


def add_box(desk, who, code="B-1", kind=ContainerKind.BOX, **given):
    place = given.pop("place", HERE if "inside_id" not in given else Place())
    with desk.tools.begin(who) as uow:
        return boxes.add_box(uow, BoxSaid(kind, code, place=place, **given)).id


def refused(code):
    return pytest.raises(Refused, match=f"^{code}$")


def codes(desk, agreement_id):
    with desk.tools.reading() as session:
        return [one.code for one in stream_events(session, Stream("agreement", agreement_id))]


def test_moving_a_box_keeps_the_history_of_everything_in_it_and_in_its_folders(desk, keeper, clock):
    box = add_box(desk, keeper)
    folder = add_box(desk, keeper, "M-1", ContainerKind.FOLDER, inside_id=box)
    first = add(desk, keeper, desk.enter(), Spot(box))
    second = add(desk, keeper, desk.enter(), Spot(folder))
    clock.advance(hours=1)
    with desk.tools.begin(keeper) as uow:
        moved = boxes.move_box(uow, box, inside_id=None, place=Place("Gudang"), reason="Banjir")
    assert moved == 2
    with desk.tools.reading() as session:
        assert queries.location(session, session.get_one(PaperOriginal, second)) == "Map M-1, Boks B-1, Ruang Gudang"
        for original in (first, second):
            last = queries.moves_of(session, original_id=original)[0]
            assert (last.source, last.target, last.with_box) == ("Ruang Arsip, Lemari 1, Rak 2", "Ruang Gudang", True)
        assert [one.reason for one in queries.moves_of(session, box_id=box)] == ["Banjir"]
        assert list(verify_chains(session)) == []


def test_a_box_cannot_lie_in_a_box_nor_a_folder_in_a_folder(desk, keeper):
    box = add_box(desk, keeper)
    folder = add_box(desk, keeper, "M-1", ContainerKind.FOLDER, inside_id=box)
    with refused("box_inside_box"):
        add_box(desk, keeper, "B-2", inside_id=box)
    with refused("box_inside_box"):
        add_box(desk, keeper, "M-2", ContainerKind.FOLDER, inside_id=folder)


def test_a_sheet_is_entered_once_and_by_keepers_of_the_own_office_only(desk, keeper):
    agreement = desk.enter()
    add(desk, keeper, agreement)
    with refused("original_known"):
        add(desk, keeper, agreement)
    with refused("not_permitted"):
        add(desk, desk.drafter, agreement, number=2)
    with refused("not_found"):
        add(desk, person(desk.province, "archivist"), agreement, number=2)


def test_another_person_compares_the_scan_and_a_new_scan_is_compared_anew(desk, keeper, second):
    original = add(desk, keeper, desk.enter(), scanned_by="Wati", scanned_on=date(2026, 3, 1))
    with refused("scan_needs_second_person"), desk.tools.begin(keeper) as uow:
        originals.compare_scan(uow, original)
    with desk.tools.begin(second) as uow:
        originals.compare_scan(uow, original)
    with refused("scan_compared_already"), desk.tools.begin(second) as uow:
        originals.compare_scan(uow, original)
    again = sheet(scanned_by="Wati", scanned_on=date(2026, 3, 2))
    with desk.tools.begin(second) as uow:
        originals.change_original(uow, original, again)
    with desk.tools.reading() as session:
        assert session.get_one(PaperOriginal, original).compared_on is None


def test_an_original_out_on_loan_is_neither_lent_nor_moved_and_comes_back_in_a_condition(desk, keeper, clock):
    agreement = desk.enter()
    original = add(desk, keeper, agreement, Spot(place=HERE))
    said = Lending("Polres Contoh", "Bukti perkara", date(2026, 3, 2), date(2026, 3, 9))
    with desk.tools.begin(keeper) as uow:
        loans.lend(uow, original, said)
    with refused("original_on_loan"), desk.tools.begin(keeper) as uow:
        loans.lend(uow, original, said)
    with refused("original_on_loan"), desk.tools.begin(keeper) as uow:
        originals.move_original(uow, original, Spot(place=Place("Gudang")), "")
    with refused("loan_return_day"), desk.tools.begin(keeper) as uow:
        loans.take_back(uow, original, date(2026, 3, 5), Condition.GOOD)
    clock.advance(days=8)
    with desk.tools.begin(keeper) as uow:
        loans.take_back(uow, original, date(2026, 3, 10), Condition.HEAVY, "basah")
    with desk.tools.reading() as session:
        assert session.get_one(PaperOriginal, original).condition == "heavy"
        assert queries.open_loan(session, original) is None
    assert codes(desk, agreement)[-3:] == ["archive:original_added", "archive:lent", "archive:returned"]


@pytest.mark.parametrize(
    "given", [{"condition": Condition.LOST}, {"holder_kind": Owner.PARTNER, "holder": ""}], ids=["lost", "partner's"]
)
def test_what_is_not_here_is_not_lent(desk, keeper, given):
    original = add(desk, keeper, desk.enter(), **given)
    with refused("original_not_here"), desk.tools.begin(keeper) as uow:
        loans.lend(uow, original, Lending("Polres", "Bukti", date(2026, 3, 2), date(2026, 3, 9)))


def test_an_overdue_loan_is_counted_from_the_next_day_where_the_office_stands_and_is_reminded_of(desk, keeper, clock):
    original = add(desk, keeper, desk.enter(), Spot(place=HERE))
    with desk.tools.begin(keeper) as uow:
        loans.lend(uow, original, Lending("Polres", "Bukti", date(2026, 3, 2), date(2026, 3, 9)))
    clock.set(datetime(2026, 3, 9, 14, 59, tzinfo=UTC))  # 23.59 in Jayapura
    with desk.tools.reading() as session:
        assert queries.count_loans_overdue(session, keeper) == 0
        (due,) = loans.deadlines(session, clock.now())
        assert (due.due_on, due.office_ids) == (date(2026, 3, 9), frozenset({desk.district}))
    clock.set(datetime(2026, 3, 9, 15, 0, tzinfo=UTC))
    with desk.tools.reading() as session:
        assert queries.count_loans_overdue(session, keeper) == 1
        assert queries.count_loans_overdue(session, person(desk.province, "archivist")) == 0


def test_an_electronic_paper_needs_no_place_and_one_on_paper_does(desk, keeper):
    paper, electronic = desk.enter(), desk.enter()
    with desk.tools.begin() as uow:
        uow.session.get_one(Agreement, electronic).mode = "electronic"
    with desk.tools.reading() as session:
        assert list(session.scalars(queries.without_place(session, keeper))) == [paper]
    add(desk, keeper, paper, Spot(place=HERE))
    with desk.tools.reading() as session:
        assert queries.count_without_place(session, keeper) == 0


def test_a_hold_is_known_to_every_room_until_it_is_lifted_and_nothing_is_disposed_of(desk, keeper):
    one, other = desk.enter(), desk.enter()
    with desk.tools.begin(keeper) as uow:
        retention.place_hold(uow, one, "Perkara", "12/PN/2026")
    with refused("hold_known"), desk.tools.begin(keeper) as uow:
        retention.place_hold(uow, one, "Lagi")
    with desk.tools.reading() as session:
        assert held(session, [one, other]) == {one}
        assert held(session, []) == set()
        assert count_ids(session, REGISTRY.filters["ditahan"].ids(session, keeper)) == 1
    with refused("held"), desk.tools.begin(keeper) as uow:
        retention.dispose(uow, one)
    with refused("disposal_blocked"), desk.tools.begin(keeper) as uow:
        retention.dispose(uow, other)
    with desk.tools.begin(keeper) as uow:
        retention.lift_hold(uow, one, "Putusan")
    with desk.tools.reading() as session:
        assert held(session, [one]) == set()
        assert [(row.placed_name, row.lift_reason) for row in queries.holds_of(session, one)] == [
            ("Arsiparis Satu", "Putusan")
        ]


def rule(**given):
    known = {"code": "HK.02", "name": "Perjanjian", "kinds": ("mou", "pks"), "active_years": 2, "inactive_years": 3}
    known |= {"fate": Fate.DESTROY, "basis": "Keputusan 1/2026", "valid_from": date(2026, 1, 1)}
    return RuleSaid(**(known | given))


def reached(desk, who):
    with desk.tools.reading() as session:
        return set(session.scalars(retention.reached(session, who)))


def test_retention_runs_from_the_end_of_validity_by_the_entry_of_the_nearest_office(desk, keeper, clock):
    old = desk.enter(signed_on=date(2018, 3, 1), end_on=date(2021, 3, 2))
    running = desk.enter(end_on=date(2029, 1, 15))
    endless = desk.enter()
    assert reached(desk, keeper) == set()
    with desk.tools.begin(person(desk.province, "archivist")) as uow:
        retention.decide_rule(uow, rule())
    with desk.tools.reading() as session:
        kept = retention.keeping(session, session.get_one(Agreement, old))
        assert (kept.until, kept.reached) == (date(2026, 3, 2), False)
        assert retention.keeping(session, session.get_one(Agreement, endless)).until is None
    assert reached(desk, keeper) == set()
    clock.advance(days=1)
    assert reached(desk, keeper) == {old}
    with desk.tools.begin(keeper) as uow:
        retention.decide_rule(uow, rule(inactive_years=10))
    assert reached(desk, keeper) == set()
    assert running not in reached(desk, keeper)


def test_a_hold_takes_an_agreement_off_the_list_of_what_was_kept_long_enough(desk, keeper):
    old = desk.enter(signed_on=date(2010, 3, 1), end_on=date(2011, 3, 2))
    with desk.tools.begin(keeper) as uow:
        retention.decide_rule(uow, rule())
    assert reached(desk, keeper) == {old}
    with desk.tools.begin(keeper) as uow:
        retention.place_hold(uow, old, "Perkara")
    assert reached(desk, keeper) == set()


def test_a_changed_entry_keeps_its_old_version_and_another_office_cannot_change_it(desk, keeper, clock):
    with desk.tools.begin(keeper) as uow:
        entry = retention.decide_rule(uow, rule()).entry_id
    clock.advance(hours=1)
    with desk.tools.begin(keeper) as uow:
        retention.decide_rule(uow, rule(active_years=7), entry_id=entry)
    with refused("retention_rule_unknown"), desk.tools.begin(person(desk.province, "archivist")) as uow:
        retention.decide_rule(uow, rule(), entry_id=entry)
    with refused("not_permitted"), desk.tools.begin(desk.drafter) as uow:
        retention.decide_rule(uow, rule())
    with desk.tools.reading() as session:
        assert [row.active_years for row in retention.rule_history(session, entry)] == [7, 2]
        (present,) = retention.rules_in_force(session, [desk.district])
        assert present.active_years == 7
        assert session.query(RetentionRule).count() == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"basis": " "}, "retention_incomplete"),
        ({"kinds": ()}, "retention_incomplete"),
        ({"kinds": ("surat",)}, "retention_incomplete"),
        ({"active_years": 150, "inactive_years": 51}, "retention_years"),
    ],
)
def test_an_entry_without_its_basis_or_with_impossible_years_is_refused(desk, keeper, given, code):
    with refused(code), desk.tools.begin(keeper) as uow:
        retention.decide_rule(uow, rule(**given))
