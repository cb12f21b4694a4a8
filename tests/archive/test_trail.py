"""The audit trail as an auditor reads it, and the policies."""

import ast

import pytest
from sqlalchemy import update

from service.accounts.models import Person
from service.agreements.actions import stream
from service.agreements.words import EVENTS
from service.archive import trail
from service.archive.trail import Asked
from service.core import policies
from service.core.audit import AuditEvent
from service.core.clock import Zone
from service.core.database import new_id
from service.core.refusals import Refused
from service.wiring import register_rooms
from tests.house.source import PROJECT
from tests.support.agreements import person
from workers.archive import verify_daily
from workers.runtime import drain


def read(desk, who, **asked):
    with desk.tools.reading() as session:
        return trail.events(session, who, Asked(**asked), Zone.WIB, limit=500)


def auditor(office):
    return person(office, "auditor")


def test_an_auditor_reads_the_own_office_and_below_and_nothing_above(desk):
    mine = desk.enter()
    with desk.tools.begin(person(desk.province, "drafter", name="Dari Provinsi")) as uow:
        uow.record(trail.Stream("office", desk.province), "office:changed", fields=["name"])
    below, above = read(desk, auditor(desk.district)), read(desk, auditor(desk.province))
    assert {one.actor_name for one in below} == {desk.drafter.name}
    assert {one.actor_name for one in above} == {desk.drafter.name, "Dari Provinsi"}
    assert str(stream(mine)) in {one.stream for one in below}


def test_what_the_service_and_partners_did_belongs_to_the_leading_office(desk):
    agreement = desk.enter()
    with desk.tools.begin() as uow:
        uow.record(stream(agreement), "signing:archived", sha256="0" * 64)
    for office in (desk.district, desk.province):
        assert "signing:archived" in {one.code for one in read(desk, auditor(office))}
    assert read(desk, auditor(new_id())) == []


def test_filters_by_agreement_person_code_and_local_day(desk, clock):
    agreement, other = desk.enter(), desk.enter()
    who = auditor(desk.district)
    assert {one.stream for one in read(desk, who, agreement=agreement)} == {str(stream(agreement))}
    assert read(desk, who, person="tidak ada") == []
    assert {one.code for one in read(desk, who, code="followup:existing")} == {"followup:existing"}
    day = clock.now().date()
    assert len(read(desk, who, since=day, until=day)) == len(read(desk, who))
    assert read(desk, who, since=day.replace(day=3)) == []
    assert str(stream(other)) not in {one.stream for one in read(desk, who, agreement=agreement)}


def test_pages_follow_each_other_without_a_gap_or_a_repeat(desk):
    desk.enter()
    desk.enter()
    who, every = auditor(desk.district), read(desk, auditor(desk.district))
    seen, before = [], None
    for _ in range(100):
        with desk.tools.reading() as session:
            part = trail.events(session, who, Asked(), Zone.WIB, before=before, limit=3)
        if not part:
            break
        seen += part
        before = trail.cursor(f"{part[-1].at.isoformat()}~{part[-1].id}")
    assert [one.id for one in seen] == [one.id for one in every]


def test_details_of_an_office_below_stay_below(desk):
    agreement = desk.enter()
    with desk.tools.begin() as uow:
        uow.record(stream(agreement), "signing:archived", reason="rahasia kantor")
    with desk.tools.reading() as session:
        for event in read(desk, auditor(desk.province)):
            assert trail.own_details(session, event, auditor(desk.province)) == {}
        said = [
            trail.own_details(session, event, auditor(desk.district)) for event in read(desk, auditor(desk.district))
        ]
    assert {"reason": "rahasia kantor"} in said


def test_a_changed_event_is_named_by_the_chain_and_by_the_daily_verification(sqlite_tools, clock):
    from tests.followup.conftest import furnish

    desk = furnish(sqlite_tools)
    agreement = desk.enter()
    with desk.tools.reading() as session:
        assert trail.chain_of(session, agreement).broken_at is None
    with desk.tools.database.begin() as session:
        triggers = session.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'").scalars()
        for name in triggers.all():
            session.connection().exec_driver_sql(f"DROP TRIGGER {name}")
        session.execute(
            update(AuditEvent)
            .where(AuditEvent.stream == str(stream(agreement)), AuditEvent.sequence == 2)
            .values(code="x")
        )
    with desk.tools.reading() as session:
        assert trail.chain_of(session, agreement).broken_at == 2


def recorded():
    """Every code that is written out in a call of `record`."""
    for path in [*(PROJECT / "service").rglob("*.py"), *(PROJECT / "workers").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            known = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record"
            if known and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                yield node.args[1].value


def test_every_code_that_is_recorded_anywhere_has_words():
    register_rooms()
    codes = set(recorded())
    assert "account.signed_out" in codes
    assert codes - set(EVENTS) == set()


def test_a_policy_is_set_by_an_administrator_with_its_basis_only(desk):
    admin = person(desk.district, "admin")
    with desk.tools.begin(admin) as uow:
        policies.change(uow, "fixity_days", 7, "Keputusan Ketua 3/2026")
    with pytest.raises(Refused, match="policy_basis_missing"), desk.tools.begin(admin) as uow:
        policies.change(uow, "fixity_days", 8, " ")
    with desk.tools.reading() as session:
        assert policies.value(session, "fixity_days") == 7


def test_the_audit_page_shows_words_filters_and_whether_it_holds(pages, house):
    agreement = house.desk.enter(subject="Naskah Diaudit")
    pages.sign_in(house.staff.auditor)
    page = pages.see("/audit")
    assert "Naskah yang sudah ada dimasukkan" in page.main
    assert "belum pernah" in page.main
    pages.submit(page, action="/audit/periksa")
    drain(house.tools)
    assert "utuh" in pages.see("/audit").main
    page = pages.see(f"/audit?naskah=https://sijari.example.go.id/kerja-sama/{agreement}")
    assert "Rantai naskah ini utuh" in page.main
    answer = pages.get("/audit.csv?kode=followup:existing")
    assert answer.mimetype == "text/csv"
    assert "Naskah Diaudit" in answer.get_data(as_text=True)
    pages.see("/audit?naskah=bukan-alamat", status=404)
    pages.see("/audit?naskah=00000000-0000-0000-0000-000000000000", status=404)
    pages.sign_in(house.staff.drafter)
    assert pages.get("/audit").status_code == 403


def test_the_daily_verification_is_wanted_once_a_day(house):
    verify_daily(house.tools)
    verify_daily(house.tools)
    drain(house.tools)
    verify_daily(house.tools)
    assert drain(house.tools) == 0
    with house.tools.reading() as session:
        found = trail.last_verification(session)
        assert (found.faults, found.events > 0) == ([], True)


def test_the_policy_page_lists_and_changes_figures_and_says_who_did(pages, house):
    pages.sign_in(house.above.admin)
    page = pages.see("/pengelola/kebijakan")
    assert "Selang antara dua putaran pemeriksaan keutuhan berkas" in page.main
    form = pages.see("/pengelola/kebijakan/fixity_days")
    assert "antara 1 dan 365" in pages.submit(form, {"value": "900", "basis": "x"}, status=409).main
    page = pages.submit(form, {"value": "14", "basis": "Keputusan Ketua 3/2026"})
    assert "14 hari" in page.main
    assert "Contoh Admin" in page.main
    assert "30 hari → 14 hari" in pages.see("/pengelola/kebijakan/fixity_days").main
    pages.see("/pengelola/kebijakan/tidak-ada", status=404)
    for key in policies.POLICIES:
        pages.see(f"/pengelola/kebijakan/{key}")


def test_the_page_of_the_files_names_what_is_damaged_to_those_concerned(pages, house):
    from service.agreements.models import Agreement
    from service.archive import fixity

    agreement = house.desk.enter(subject="Naskah Rusak")
    with house.tools.reading() as session:
        sha256 = session.get_one(Agreement, agreement).final_sha256
    house.tools.storage._path(sha256).write_bytes(b"lain")
    fixity.check_now(house.tools, whole=True)
    pages.sign_in(house.staff.admin)
    page = pages.see("/arsip/keutuhan")
    assert "Naskah Rusak" in page.main
    assert "isinya berubah" in page.main
    assert "sijari fixity restore --from" in page.main
    assert "Berkas rusak atau hilang" in pages.see("/").main
    assert "Naskah Rusak" in pages.see(f"/kerja-sama/{agreement}").text


def test_a_figure_for_all_offices_is_decided_by_the_uppermost_that_has_an_administrator(pages, house):
    pages.sign_in(house.staff.admin)
    page = pages.see("/pengelola/kebijakan")
    assert f"ditetapkan oleh {house.above.office.name}" in page.main
    assert not [link for link in page.links() if "/pengelola/kebijakan/" in link]
    pages.see("/pengelola/kebijakan/fixity_days", status=403)
    with pages.tools.begin(house.above.actor("admin")) as uow:
        uow.session.get_one(Person, house.above.admin.id).active = False
    pages.see("/pengelola/kebijakan/fixity_days")  # nobody above could decide it
