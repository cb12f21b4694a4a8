"""Publication is an act of the information officer; nothing reaches the public by itself (rule 34)."""

from datetime import date
from uuid import UUID

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.core.tools import Tools
from service.publication import actions, queries
from service.publication.models import Publication
from service.publication.queries import PublicSearch
from service.publication.rules import CopyState, Decision
from tests.support.people import Staff, make_office, make_staff
from tests.support.rooms import make_agreement

OPEN = actions.Verdict(Decision.OPEN)
TODAY = date(2026, 3, 2)


def signed(tools: Tools, staff: Staff, *, subject: str = "Pengawasan Partisipatif") -> UUID:
    """A signed agreement entered from before, so that nothing is rendered."""
    agreement_id = make_agreement(tools, staff, Stage.FOLLOW_UP)
    with tools.begin() as uow:
        one = uow.session.get_one(Agreement, agreement_id)
        one.origin, one.subject = "legacy", subject
        one.signed_on = one.effective_on = date(2025, 5, 28)
        one.end_on = date(2028, 5, 28)
    return agreement_id


def current(tools: Tools, agreement_id: UUID) -> Publication:
    with tools.reading() as session:
        found = queries.current(session, agreement_id)
    assert found is not None
    return found


def decide(
    tools: Tools, staff: Staff, agreement_id: UUID, verdict: actions.Verdict = OPEN, seen: int | None = None
) -> None:
    with tools.begin(staff.actor("ppid")) as uow:
        actions.decide(uow, agreement_id, verdict, seen=seen)


def bring(tools: Tools, staff: Staff, agreement_id: UUID, role: str = "ppid") -> None:
    stored = tools.storage.put(b"%PDF-1.7 salinan")
    with tools.begin(staff.actor(role)) as uow:
        actions.bring_copy(uow, agreement_id, stored, seen=current(tools, agreement_id).version)


def check(tools: Tools, staff: Staff, agreement_id: UUID, role: str = "archivist", *, clean: bool = True) -> None:
    with tools.begin(staff.actor(role)) as uow:
        actions.check_copy(uow, agreement_id, clean=clean, seen=current(tools, agreement_id).version)


def publish(tools: Tools, staff: Staff, agreement_id: UUID) -> None:
    with tools.begin(staff.actor("ppid")) as uow:
        actions.publish(uow, agreement_id, seen=current(tools, agreement_id).version)


def seen_by_all(tools: Tools) -> list[str]:
    with tools.reading() as session:
        return [row.subject for row in queries.rows(session, PublicSearch(), TODAY)]


def test_deciding_checking_and_publishing_are_each_needed(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    for step in (decide, bring, check, publish):
        assert seen_by_all(tools) == []
        step(tools, staff, agreement_id)
    assert seen_by_all(tools) == ["Pengawasan Partisipatif"]


@pytest.mark.parametrize("role", ["drafter", "coordinator", "secretariat", "chair", "admin", "archivist", "auditor"])
def test_nobody_but_the_information_officer_decides(tools: Tools, role: str) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    with pytest.raises(Refused, match="not_permitted"), tools.begin(staff.actor(role)) as uow:
        actions.decide(uow, agreement_id, OPEN, seen=None)


def test_the_officer_of_another_office_finds_nothing(tools: Tools) -> None:
    staff, sister = make_staff(tools), make_staff(tools, make_office(tools, "33.21"))
    with pytest.raises(Refused, match="not_found"):
        decide(tools, sister, signed(tools, staff))


def test_a_draft_is_never_decided_about(tools: Tools) -> None:
    staff = make_staff(tools)
    with pytest.raises(Refused, match="publication_not_signed"):
        decide(tools, staff, make_agreement(tools, staff, Stage.SIGNING))


def test_whoever_brought_a_copy_does_not_check_it(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    decide(tools, staff, agreement_id)
    bring(tools, staff, agreement_id)
    with pytest.raises(Refused, match="not_permitted"):
        check(tools, staff, agreement_id, "ppid")
    check(tools, staff, agreement_id, clean=False)
    assert current(tools, agreement_id).copy_ is CopyState.NONE
    with pytest.raises(Refused, match="public_copy_missing"):
        publish(tools, staff, agreement_id)


def test_an_exemption_hides_what_was_published_and_keeps_its_history(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    for step in (decide, bring, check, publish):
        step(tools, staff, agreement_id)
    tools.clock.advance(days=1)
    exempt = actions.Verdict(Decision.EXEMPT, "Pasal 17 huruf h UU 14/2008", date(2027, 3, 2))
    decide(tools, staff, agreement_id, exempt, seen=current(tools, agreement_id).version)
    assert seen_by_all(tools) == []
    with pytest.raises(Refused, match="publication_exempt"):
        publish(tools, staff, agreement_id)
    with tools.reading() as session:
        assert [row.decision for row in queries.decisions(session, agreement_id)] == ["exempt", "open"]


def test_the_review_of_an_exemption_falls_due(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    decide(tools, staff, agreement_id, actions.Verdict(Decision.EXEMPT, "Pasal 17", date(2026, 4, 1)))
    with tools.reading() as session:
        found = queries.deadlines(session, tools.clock.now())
    assert [(one.clock, one.due_on, one.agreement_id) for one in found] == [
        ("exemption", date(2026, 4, 1), agreement_id)
    ]


def test_withdrawing_takes_it_off_at_once_and_names_a_reason(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    for step in (decide, bring, check, publish):
        step(tools, staff, agreement_id)
    seen = current(tools, agreement_id).version
    with pytest.raises(Refused, match="reason_missing"), tools.begin(staff.actor("ppid")) as uow:
        actions.withdraw(uow, agreement_id, " ", seen=seen)
    with tools.begin(staff.actor("ppid")) as uow:
        actions.withdraw(uow, agreement_id, "Salah berkas", seen=seen)
    assert seen_by_all(tools) == []


def test_a_page_that_is_stale_changes_nothing(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    decide(tools, staff, agreement_id)
    with pytest.raises(Refused, match="stale_page"):
        decide(tools, staff, agreement_id, seen=None)
    with pytest.raises(Refused, match="stale_page"), tools.begin(staff.actor("ppid")) as uow:
        actions.publish(uow, agreement_id, seen=99)


def test_a_copy_made_for_a_decision_that_is_over_is_dropped(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    decide(tools, staff, agreement_id)
    with tools.begin() as uow:
        uow.session.get_one(Publication, current(tools, agreement_id).id).copy_state = CopyState.WANTED.value
    row = current(tools, agreement_id)
    with tools.begin(staff.actor("ppid")) as uow:
        actions.withdraw(uow, agreement_id, "Ditunda", seen=row.version)
    stored = tools.storage.put(b"%PDF-1.7 terlambat")
    with tools.begin() as uow:
        actions.record_copy(uow, row.id, stored, {})
        assert uow.session.get_one(Publication, row.id).copy_sha256 == ""


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (PublicSearch(text="partisipatif"), True),
        (PublicSearch(text="universitas CONTOH"), True),
        (PublicSearch(text="100%"), False),
        (PublicSearch(kind="pks"), False),
        (PublicSearch(category="public_university"), True),
        (PublicSearch(validity="berlaku"), True),
        (PublicSearch(validity="berakhir"), False),
    ],
)
def test_the_public_finds_by_word_kind_category_and_validity(
    tools: Tools, search: PublicSearch, *, found: bool
) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff)
    for step in (decide, bring, check, publish):
        step(tools, staff, agreement_id)
    with tools.reading() as session:
        assert bool(queries.rows(session, search, TODAY)) is found
        assert bool(queries.count(session, search, TODAY)) is found


def test_a_contact_written_into_a_title_is_covered(tools: Tools) -> None:
    staff = make_staff(tools)
    agreement_id = signed(tools, staff, subject="Magang, hubungi 0812-3456-7890")
    for step in (decide, bring, check, publish):
        step(tools, staff, agreement_id)
    assert seen_by_all(tools) == ["Magang, hubungi [telepon disamarkan]"]
