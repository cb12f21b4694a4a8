"""The action plan: five duties counted once, listed exactly, instructed and reminded of."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from service.accounts.models import Person, RoleGrant
from service.agreements.actions import new_public_code
from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.audit import AuditEvent
from service.core.database import new_id
from service.core.mail import OutboxLetter
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.models import Office
from service.prospects.models import Prospect
from service.reporting import plan_actions, plan_queries, plan_sources
from service.reporting.plan_models import InstructionOffice
from service.reporting.plan_rules import Count, Line, Row, Standing
from service.reviews.models import RenewalDecision, Review
from service.wiring import register_rooms
from tests.support.agreements import person

register_rooms()
TODAY = date(2026, 3, 2)
URL = "https://sijari.example.go.id/rencana-aksi/"


@dataclass(slots=True)
class Tree:
    """RI, a province with two districts, another province with one; the clock says 2 March 2026."""

    tools: Tools
    ids: dict[str, UUID] = field(default_factory=dict)
    made: int = 0

    def chief(self, office: str, role: str = "coordinator") -> Actor:
        return person(self.ids[office], role)

    def agreement(self, office: str, **given: Any) -> UUID:
        self.made += 1
        known = {
            "kind": "mou",
            "subject": f"Naskah {self.made}",
            "stage": "follow_up",
            "origin": "legacy",
            "lead_office_id": self.ids[office],
            "signed_on": date(2026, 1, 15),
            "end_on": date(2029, 1, 15),
        }
        with self.tools.begin() as uow:
            row = Agreement(id=new_id(), public_code=new_public_code(), created_at=uow.now, stage_since=uow.now)
            for name, value in (known | given).items():
                setattr(row, name, value)
            uow.session.add(row)
            return row.id

    def review(self, agreement_id: UUID, again_on: date = date(2027, 3, 2)) -> None:
        with self.tools.begin() as uow:
            office = uow.session.get_one(Agreement, agreement_id).lead_office_id
            uow.session.add(
                Review(
                    agreement_id=agreement_id, office_id=office, number=1, state="confirmed", current=True,
                    checklist_version=1, regulation="x", answers={}, outcome="fits", made_name="A", made_at=uow.now,
                    made_on=TODAY, again_on=again_on,
                )
            )  # fmt: skip

    def decision(self, agreement_id: UUID) -> None:
        with self.tools.begin() as uow:
            row = uow.session.get_one(Agreement, agreement_id)
            uow.session.add(
                RenewalDecision(
                    agreement_id=agreement_id, office_id=row.lead_office_id, number=1, current=True,
                    for_end_on=row.end_on, decision="replaced", reason="x", met_on=TODAY, decided_name="A",
                    decided_at=uow.now, decided_on=TODAY,
                )
            )  # fmt: skip

    def counts(self, office: str, line: Line) -> tuple[int, int, int, date | None]:
        with self.tools.begin() as uow:
            found = plan_queries.row_of(uow.session, self.ids[office], TODAY).count(line)
        return found.total, found.done, found.late, found.oldest

    def table(self, office: str) -> dict[str, Row]:
        with self.tools.begin() as uow:
            return {one.office.code: one.row for one in plan_queries.table(uow.session, self.ids[office], TODAY)}

    def staff(self, office: str, email: str, role: str = "drafter") -> UUID:
        with self.tools.begin() as uow:
            row = Person(id=new_id(), email=email, name=email.partition("@")[0], office_id=self.ids[office])
            row.created_at = uow.now
            row.grants = [RoleGrant(office_id=self.ids[office], role=role, granted_at=uow.now)]
            uow.session.add(row)
            return row.id

    def letters(self) -> list[tuple[str, str]]:
        with self.tools.reading() as session:
            return sorted((one.kind, one.to_address) for one in session.scalars(select(OutboxLetter)))

    def codes(self, office: str) -> list[str]:
        with self.tools.reading() as session:
            query = select(AuditEvent.code).where(AuditEvent.stream == f"office:{self.ids[office]}")
            return list(session.scalars(query.order_by(AuditEvent.sequence)))


@pytest.fixture
def tree(tools: Tools) -> Tree:
    made = Tree(tools)
    with tools.begin() as uow:
        for code, level, parent, zone in (
            ("00", "ri", None, "WIB"),
            ("33", "provinsi", "00", "WIB"),
            ("33.01", "kabkota", "33", "WIB"),
            ("33.02", "kabkota", "33", "WIB"),
            ("91", "provinsi", "00", "WIT"),
            ("91.01", "kabkota", "91", "WIT"),
        ):
            made.ids[code] = new_id()
            row = Office(id=made.ids[code], code=code, name=f"Bawaslu {code}", level=level, zone=zone)
            row.full_name = row.short_name = row.name
            row.parent_id = made.ids[parent] if parent else None
            uow.session.add(row)
            uow.session.flush()
    return made


# ------------------------------------------------------------------------------------------------------------- figures
def test_the_figures_of_a_district_agree_with_those_typed_by_hand(tree):
    reviewed = tree.agreement("33.01")
    tree.review(reviewed)
    lapsed = tree.agreement("33.01", signed_on=date(2025, 12, 1))
    tree.review(lapsed, again_on=TODAY)
    soon = tree.agreement("33.01", signed_on=date(2024, 1, 1), end_on=date(2026, 5, 31))
    tree.agreement("33.01", kind="pks", parent_id=soon, signed_on=date(2024, 2, 1))
    over = tree.agreement("33.01", kind="pks", signed_on=date(2023, 3, 1), end_on=date(2026, 3, 1))
    tree.agreement("33.01", kind="pks", end_on=date(2026, 3, 2))  # its last day is today
    done = tree.agreement("33.01", kind="pks", end_on=date(2026, 2, 1))
    tree.decision(done)
    tree.agreement("33.01", signed_on=date(2025, 8, 1), ended_on=date(2026, 1, 31))  # released on its last day
    tree.agreement("33.01", signed_on=date(2025, 8, 1), ended_on=date(2026, 2, 2))  # ended too late for that
    tree.agreement("33.01", stage="drafting", signed_on=None, end_on=None)
    assert tree.counts("33.01", Line.REVIEW) == (6, 1, 0, date(2023, 3, 1))
    assert tree.counts("33.01", Line.RENEWAL) == (4, 1, 1, date(2026, 3, 1))
    assert tree.counts("33.01", Line.PKS) == (4, 1, 1, date(2026, 2, 1))
    assert over


def test_a_province_sees_its_districts_and_ri_its_provinces_with_theirs(tree):
    tree.review(tree.agreement("33.01"))
    tree.agreement("33.02")
    tree.agreement("33")
    tree.agreement("91.01")
    province = tree.table("33")
    assert {code: row.count(Line.REVIEW) for code, row in province.items()} == {
        "33.01": Count(1, 1),
        "33.02": Count(1, 0, 0, date(2026, 1, 15)),
    }
    ri = tree.table("00")
    assert (ri["33"].count(Line.REVIEW).total, ri["33"].count(Line.REVIEW).done) == (3, 1)
    assert ri["91"].count(Line.REVIEW).total == 1


def test_the_list_behind_a_figure_holds_exactly_what_was_counted(tree):
    wanted = {tree.agreement("33.01"), tree.agreement("33.02", signed_on=date(2025, 5, 1))}
    tree.review(tree.agreement("33.01"))
    with tree.tools.begin() as uow:
        ids = plan_queries.visible_offices(uow.session, tree.ids["33"], tree.ids["33"])
        for line in plan_queries.AGREEMENT_LINES:
            count = Row({line: sum(plan_queries.figures(uow.session, ids, TODAY)[line].values(), Count())}).count(line)
            assert plan_queries.count_listed(uow.session, line, ids, "terbuka") == count.open
            assert plan_queries.count_listed(uow.session, line, ids, "selesai") == count.done
        found = plan_queries.listed(uow.session, Line.REVIEW, ids, "terbuka", offset=0, limit=10)
    assert {one.agreement.id for one in found} == wanted


def test_nobody_looks_sideways_or_up(tree):
    with tree.tools.begin() as uow:
        for own, wanted in (("33.01", "33.02"), ("33.01", "33"), ("33", "91.01"), ("33", "00")):
            with pytest.raises(Refused, match="not_found"):
                plan_queries.visible_offices(uow.session, tree.ids[own], tree.ids[wanted])


def test_between_the_midnights_of_two_zones_each_office_has_its_own_day(tree, clock):
    clock.set(datetime(2026, 3, 2, 15, 30, tzinfo=UTC))  # 3 March 00.30 in WIT, 2 March 22.30 in WIB
    for office in ("33.01", "91.01"):
        tree.agreement(office, end_on=date(2026, 3, 2))
    assert tree.counts("33.01", Line.RENEWAL)[2] == 0
    assert tree.counts("91.01", Line.RENEWAL)[2] == 1


def test_prospects_count_as_new_partners_and_those_given_up_do_not(tree):
    with tree.tools.begin() as uow:
        for step, due in (("drafted", None), ("explored", date(2026, 3, 1)), ("contacted", None), ("dropped", None)):
            uow.session.add(
                Prospect(
                    id=new_id(), office_id=tree.ids["33.01"], name=step, name_key=step, category="media", need="x",
                    step=step, step_since=uow.now, next_due_on=due, created_name="A", created_at=uow.now,
                )
            )  # fmt: skip
    assert tree.counts("33.01", Line.PARTNERS) == (3, 1, 1, TODAY)


def test_reports_are_counted_by_whoever_keeps_them(tree, monkeypatch):
    monkeypatch.setattr(plan_sources, "_SOURCES", dict(plan_sources._SOURCES))
    plan_sources.register(Line.REPORTS, lambda _session, ids, _today: {ids[0]: Count(3, 2, 1, date(2026, 2, 5))})
    assert tree.counts("33.01", Line.REPORTS) == (3, 2, 1, date(2026, 2, 5))


@pytest.mark.parametrize(
    ("count", "target", "standing"),
    [
        (Count(), None, Standing.NOTHING),
        (Count(3, 3), None, Standing.DONE),
        (Count(3, 2), None, Standing.RUNNING),
        (Count(3, 2, 1), None, Standing.LATE),
        (Count(3, 2), date(2026, 3, 2), Standing.RUNNING),
        (Count(3, 2), date(2026, 3, 1), Standing.LATE),
        (Count(3, 3), date(2026, 3, 1), Standing.DONE),
    ],
)
def test_a_duty_is_late_when_something_is_or_its_target_has_passed(count, target, standing):
    assert count.standing(TODAY, target) is standing


def test_the_number_of_questions_does_not_grow_with_the_offices(tree):
    from sqlalchemy import event  # noqa: PLC0415

    asked: list[str] = []
    event.listen(tree.tools.database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    tree.table("33")
    few = len(asked)
    with tree.tools.begin() as uow:
        for number in range(10, 40):
            row = Office(id=new_id(), code=f"33.{number}", name=f"Bawaslu 33.{number}", level="kabkota", zone="WIB")
            row.full_name = row.short_name = row.name
            row.parent_id = tree.ids["33"]
            uow.session.add(row)
    asked.clear()
    assert len(tree.table("33")) == 32
    assert len(asked) == few


# ------------------------------------------------------------------------------------------------ owners, instructions
def test_an_owner_is_somebody_of_the_own_office(tree):
    ours, other = tree.staff("33.01", "a@contoh.id"), tree.staff("33.02", "b@contoh.id")
    with tree.tools.begin(tree.chief("33.01")) as uow, pytest.raises(Refused, match="person_unknown"):
        plan_actions.set_owner(uow, Line.REVIEW, other, None)
    with tree.tools.begin(tree.chief("33.01")) as uow:
        plan_actions.set_owner(uow, Line.REVIEW, ours, date(2026, 3, 1))
    tree.agreement("33.01")
    assert tree.table("33")["33.01"].standing(Line.REVIEW, TODAY) is Standing.LATE
    assert tree.codes("33.01") == ["plan:owner_set"]
    with tree.tools.begin(tree.chief("33.01", "drafter")) as uow, pytest.raises(Refused, match="not_permitted"):
        plan_actions.set_owner(uow, Line.REVIEW, ours, None)


def instruct(tree, *codes, sender="33", **given):
    known = {"text": "Selesaikan reviu.", "due_on": date(2026, 3, 20)} | given
    order = plan_actions.Order(known["text"], known["due_on"], [tree.ids[code] for code in codes])
    with tree.tools.begin(tree.chief(sender)) as uow:
        return plan_actions.instruct(uow, order, URL).id


def test_an_instruction_reaches_the_people_is_read_and_answered_once(tree):
    tree.staff("33.01", "a@contoh.id")
    tree.staff("33.01", "pemeriksa@contoh.id", "auditor")
    made = instruct(tree, "33.01", "33.02")
    assert tree.letters() == [("plan_instruction", "a@contoh.id")]
    with tree.tools.begin(tree.chief("33.01", "drafter")) as uow:
        plan_actions.mark_read(uow, made)
        plan_actions.answer(uow, made, "Sudah 20 dari 26.")
    with tree.tools.begin(tree.chief("33.01", "drafter")) as uow, pytest.raises(Refused, match="instruction_answered"):
        plan_actions.answer(uow, made, "Lagi.")
    with tree.tools.reading() as session:
        row = session.get_one(InstructionOffice, (made, tree.ids["33.01"]))
        assert plan_queries.count_unread(session, tree.ids["33.02"]) == 1
    assert (row.answer, row.read_at is not None) == ("Sudah 20 dari 26.", True)
    assert tree.codes("33") == ["plan:instructed"]
    assert tree.codes("33.01") == ["plan:instruction_got", "plan:instruction_read", "plan:instruction_answered"]


@pytest.mark.parametrize(
    ("codes", "given", "sender", "code"),
    [
        (["33.01"], {"text": " "}, "33", "instruction_text_missing"),
        (["33.01"], {"due_on": date(2026, 3, 1)}, "33", "instruction_due_past"),
        ([], {}, "33", "instruction_offices_missing"),
        (["91.01"], {}, "33", "instruction_offices_missing"),
        (["33"], {}, "33.01", "instruction_offices_missing"),
    ],
)
def test_instructions_go_downwards_with_a_text_and_a_day_to_come(tree, codes, given, sender, code):
    with pytest.raises(Refused, match=code):
        instruct(tree, *codes, sender=sender, **given)


def test_an_instruction_is_for_its_sender_and_its_receivers_only(tree):
    made = instruct(tree, "33.01")
    with tree.tools.begin() as uow:
        for own in ("33", "33.01"):
            assert plan_queries.instruction_for(uow.session, tree.ids[own], made).id == made
        with pytest.raises(Refused, match="not_found"):
            plan_queries.instruction_for(uow.session, tree.ids["33.02"], made)
    with tree.tools.begin(tree.chief("33.02")) as uow, pytest.raises(Refused, match="not_found"):
        plan_actions.mark_read(uow, made)


def test_all_that_are_late_are_reminded_once_a_day(tree, clock):
    tree.staff("33.01", "a@contoh.id")
    tree.agreement("33.01", signed_on=date(2025, 8, 1))
    tree.agreement("33.02")  # not late
    with tree.tools.begin(tree.chief("33")) as uow:
        assert [one.code for one in plan_actions.remind_late(uow, URL)] == ["33.01"]
    assert tree.letters() == [("plan_reminder", "a@contoh.id")]
    with tree.tools.begin(tree.chief("33")) as uow, pytest.raises(Refused, match="plan_nobody_late"):
        plan_actions.remind_late(uow, URL)
    clock.set(datetime(2026, 3, 3, 3, 0, tzinfo=UTC))
    with tree.tools.begin(tree.chief("33")) as uow:
        plan_actions.remind_late(uow, URL)
    assert tree.codes("33.01") == ["plan:reminded", "plan:reminded"]
    assert tree.codes("33") == ["plan:reminders_sent", "plan:reminders_sent"]
