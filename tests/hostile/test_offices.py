"""Rule 33 on every page that has no id in its address: lists, counters, searches, views, feeds, exports, box lists."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.register import rebuilding
from service.archive.exporting import export_year
from service.archive.models import FixityFault, FixityRun
from service.core.database import new_id
from service.core.permissions import Role
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.models import Office
from service.offices.rules import Level
from tests.hostile.test_access import (
    NOT_OURS,
    SHARED,
    SHARED_FORMS,
    address,
    call,
    events,
    for_programs,
    leaks,
    methods,
)
from tests.support.pages import PageClient
from tests.support.people import make_office, make_person
from tests.support.world import CONTACT, INTERNAL, TEXT, World, build, set_stage

OURS = "SubjekKamiSendiri"  # the title of our agreement: another district never reads it, the level above does
# Asked in small letters: what a page repeats of the question is not mistaken for what it tells.
ASKED = ("", *(f"q={word.lower()}" for word in (INTERNAL, TEXT, OURS)), "q=kerja", "keadaan=semua", "lingkup=semua")
SEARCHED = ("/kerja-sama/", "/kerja-sama/ekspor", "/mitra", "/publik/", "/publik/data.json", "/publik/data.csv",
            "/permohonan/", "/penjajakan/", "/arsip", "/audit", "/audit.csv", "/kegiatan/")  # fmt: skip


@pytest.fixture
def world(sqlite_tools: Tools, app: Flask) -> World:
    made = build(sqlite_tools)
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Agreement, made.ours.agreement_id).subject = OURS
    set_stage(sqlite_tools, made.ours.agreement_id, Stage.DISCUSSION)
    return made


def reindexed(tools: Tools) -> None:
    with tools.begin() as uow:
        rebuilding.rebuild(uow.session)


def lists(app: Flask) -> Iterator[Rule]:
    """Every page for people that is reached without an id."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith(("/demo", "/aset")):
            yield rule


def told(pages: PageClient, path: str) -> str:
    """All that an answer says, packed tables opened."""
    answer = pages.get(path)
    assert answer.status_code < 500, path
    data = answer.get_data()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    return data.decode("utf-8", "replace") + str(answer.headers)


def walked(app: Flask, pages: PageClient, *secrets: str) -> list[str]:
    wrong = []
    for rule in lists(app):
        for query in ASKED if rule.rule in SEARCHED else ("",):
            said = told(pages, f"{rule.rule}?{query}")
            wrong += [f"{rule.rule}?{query} tells {word}" for word in leaks(said, *secrets)]
    return wrong


def test_a_sister_s_lists_searches_and_tables_hold_nothing_of_ours(app, pages, sqlite_tools, world):
    reindexed(sqlite_tools)
    pages.sign_in(world.sister.everybody)
    wrong = walked(app, pages, INTERNAL, CONTACT, OURS, str(world.ours.agreement_id))
    assert not wrong, "\n".join(wrong)


def test_the_level_above_reads_no_internal_word_in_any_list(app, pages, sqlite_tools, world):
    pages.sign_in(world.province)
    for stage in (Stage.DISCUSSION, Stage.FOLLOW_UP):
        set_stage(sqlite_tools, world.ours.agreement_id, stage)
        reindexed(sqlite_tools)
        wrong = walked(app, pages, INTERNAL, CONTACT)
        assert not wrong, f"{stage}: " + "\n".join(wrong)


def test_those_words_are_in_the_lists_of_our_own_office(pages, sqlite_tools, world):
    """So that the two walks above could find them."""
    reindexed(sqlite_tools)
    pages.sign_in(world.ours.everybody)
    for path in ("/kerja-sama/tampilan", "/impor", "/arsip/retensi", "/permohonan/?keadaan=semua", "/arsip"):
        assert leaks(told(pages, path), INTERNAL, "Pemohon"), path
    assert OURS in told(pages, f"/kerja-sama/?q={OURS.lower()}")
    assert OURS in told(pages, "/kerja-sama/ekspor?jenis_berkas=csv")


# --------------------------------------------------------------------------------- addresses with the id of another
def with_ids(app: Flask) -> Iterator[Rule]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if rule.arguments and "token" not in rule.arguments and not for_programs(rule) and rule.endpoint not in SHARED:
            yield rule


def test_another_province_is_a_stranger_everywhere(app, pages, sqlite_tools, world):
    """A province sees its own tree; the districts of the next one are not there for it, signed or not."""
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    reindexed(sqlite_tools)
    next_door = make_office(sqlite_tools, "34", name="Bawaslu Provinsi Tetangga", level=Level.PROVINSI)
    pages.sign_in(make_person(sqlite_tools, next_door, *Role, email="semua@tetangga.example"))
    wrong = walked(app, pages, INTERNAL, CONTACT, OURS)
    for rule in with_ids(app):
        for method in methods(rule):
            status, said = call(pages, method, address(rule, world.ours, session_id=world.ours.agreement_id))
            known = {(rule.endpoint, status)} & (SHARED_FORMS | NOT_OURS)
            if status not in (403, 404) and not known:
                wrong.append(f"{method} {rule.rule}: {status}")
            wrong += [f"{method} {rule.rule} tells {word}" for word in leaks(said, INTERNAL, TEXT, CONTACT, OURS)]
    assert not wrong, "\n".join(wrong)


# What the level above reads and keeps for its districts: reports and plans that it answers, master data, questions that
# were put to it. Everything else of a district is the district's alone.
OF_THE_DISTRICT = {
    "reports.area", "reports.of_office", "reports.download", "plan.of_office", "calendar.show", "calendar.withdraw",
    "office.show", "office.logo", "office.edit", "office.office_signatory", "office.office_signatory_new",
    "office.office_signatory_active", "offices.partner_edit", "offices.evidence_file", "offices.evidence_withdraw",
    "offices.partner_signatory", "offices.partner_signatory_active", "offices.signatory_file", "consultations.answer",
    "papers.paper",
}  # fmt: skip


def test_the_level_above_opens_no_desk_of_its_district(app, pages, sqlite_tools, world):
    """Prospects, applications, imports, boxes, exports, people, views, feeds and tokens are the district's own."""
    pages.sign_in(world.province)
    before, wrong = events(sqlite_tools), []
    for rule in with_ids(app):
        if "agreement_id" in rule.arguments or rule.endpoint in OF_THE_DISTRICT:
            continue
        for method in methods(rule):
            status, said = call(pages, method, address(rule, world.ours, session_id=world.ours.agreement_id))
            if status not in (403, 404) and (rule.endpoint, status) not in SHARED_FORMS:
                wrong.append(f"{method} {rule.endpoint} {rule.rule}: {status}")
            wrong += [f"{method} {rule.rule} tells {word}" for word in leaks(said, INTERNAL, CONTACT)]
    assert not wrong, "\n".join(wrong)
    assert events(sqlite_tools) == before


# ------------------------------------------------------------------------------------------ files, feeds and exports
def feed(pages: PageClient, whose: str) -> str:
    said = pages.post("/kalender/baru", data={"csrf_token": pages.csrf(), "untuk": whose}).text
    token = said.split(".ics", 1)[0].rsplit("/kalender/", 1)[1]
    return pages.get(f"/kalender/{token}.ics").text.replace("\r\n ", "")


def test_no_feed_and_no_exported_year_holds_anything_of_another_office(pages, sqlite_tools, world, tmp_path):
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    for who, secrets in (
        (world.ours.everybody, ()),
        (world.sister.everybody, (INTERNAL, OURS, CONTACT)),
        (world.province, (INTERNAL, CONTACT)),
    ):
        pages.sign_in(who)
        for whose in ("saya", "kantor"):
            said = feed(pages, whose)
            assert said.startswith("BEGIN:VCALENDAR")
            assert leaks(said, *secrets) == [], (who.email, whose)
            assert secrets or whose == "saya" or INTERNAL in said, "the office itself reads its task"
    with sqlite_tools.reading() as session:
        offices = {one: session.get_one(Office, one) for one in (world.ours.staff.office_id, world.province_id)}
    for office_id, office in offices.items():
        target = tmp_path / f"{office.code}.zip"
        if office_id == world.province_id:
            with pytest.raises(Refused, match="export_empty"):
                export_year(sqlite_tools, office, 2026, target)
            assert not target.exists()
        else:
            export_year(sqlite_tools, office, 2026, target)
            with zipfile.ZipFile(target) as bag:
                said = b"".join(bag.read(name) for name in bag.namelist()).decode("utf-8", "replace")
            assert OURS in said
            assert CONTACT not in said


def test_a_damaged_file_of_another_office_is_not_named_to_those_who_keep_no_files(pages, sqlite_tools, world):
    with sqlite_tools.begin() as uow:
        run = FixityRun(id=new_id(), started_at=uow.now, checked=1, faults=1)
        uow.session.add(run)
        uow.session.flush()
        papers = [{"table": "paper_revisions", "column": "sha256", "agreement": str(world.ours.agreement_id)}]
        uow.session.add(
            FixityFault(id=new_id(), run_id=run.id, sha256=world.ours.ids["sha256"], kind="altered", size=3,
                        papers=papers, found_at=uow.now)
        )  # fmt: skip
    for role in ("auditor", "archivist"):
        pages.sign_in(world.sister.staff.people[role])
        said = told(pages, "/arsip/keutuhan")
        assert OURS not in said, role
        assert str(world.ours.agreement_id) not in said, role
        assert role == "archivist" or world.ours.ids["sha256"][:12] not in said


def test_a_shared_view_counts_for_its_reader_not_for_its_owner(pages, sqlite_tools, world):
    """A view that the province shares with its office counts the province's agreements, and none for a stranger."""
    pages.sign_in(world.sister.everybody)
    page = pages.see(f"/kerja-sama/?q={OURS.lower()}")
    assert "Pengawasan Partisipatif" not in page.main
    for path in (f"/kerja-sama/tampilan/{world.ours.ids['view_id']}",):
        pages.see(path, status=404)
        assert pages.post(f"{path}/hapus", data={"csrf_token": pages.csrf()}).status_code == 404
    colleague = world.ours.staff.people["chair"]
    pages.sign_in(colleague)
    assert INTERNAL in pages.see("/kerja-sama/tampilan").main, "it is shared with the office"
    assert (
        pages.post(
            f"/kerja-sama/tampilan/{world.ours.ids['view_id']}/hapus", data={"csrf_token": pages.csrf()}
        ).status_code
        == 404
    ), "and only its owner takes it away"
