"""Markup, handlers and addresses that run, stored wherever people write: every page that shows them shows text."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import select

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.tools import Tools
from service.followup.models import Obligation, Task
from service.importing.models import ImportBatch, ImportRow
from service.offices.models import Office, Partner, Signatory
from service.prospects.models import Prospect, ProspectNote
from service.publication.application_models import Application, ApplicationEvent
from service.publication.models import Publication
from service.reporting import freezing
from service.reporting.models import MonthlyReport
from service.reporting.papers import sheets
from service.screening.models import ElectionPhase
from tests.hostile.test_access import address, for_programs, rules
from tests.hostile.test_living import bearer, token_of
from tests.hostile.test_offices import lists
from tests.support import world as worlds
from tests.support.pages import PageClient
from tests.support.world import World, build, set_stage

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><a href=javascript:alert(1)>{{7*7}}</a>]]>&lt;"
RAW = ("<script>alert", "<img src=x", "<a href=javascript", "{{49}}", ">49<")


@pytest.fixture
def world(sqlite_tools: Tools, app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    """An office that wrote nothing but markup."""
    for name in ("INTERNAL", "TEXT", "CONTACT"):
        monkeypatch.setattr(worlds, name, EVIL)
    made = build(sqlite_tools)
    set_stage(sqlite_tools, made.ours.agreement_id, Stage.FOLLOW_UP)
    with sqlite_tools.begin() as uow:
        _rename(uow.session, made)
    return made


def _rename(session, made: World) -> None:
    agreement = session.get_one(Agreement, made.ours.agreement_id)
    agreement.subject = agreement.office_number = agreement.partner_number = EVIL
    partner = session.get_one(Partner, agreement.partner_id)
    partner.name = partner.seat = EVIL
    session.get_one(Office, made.ours.staff.office_id).name = EVIL
    for model, names in (
        (ElectionPhase, ("name", "contest", "source")), (Prospect, ("name", "need")),
        (ProspectNote, ("text", "by_name")),
        (Application, ("institution", "purpose", "scope", "activity", "seat")), (ApplicationEvent, ("note",)),
        (Task, ("title", "owner")), (Obligation, ("text", "owner")), (ImportBatch, ("file_name", "sheet")),
        (Signatory, ("name", "position")), (Publication, ("decided_name",)),
    ):  # fmt: skip
        for row in session.scalars(select(model)):
            for name in names:
                setattr(row, name, EVIL)
    for batch in session.scalars(select(ImportBatch)):
        batch.heads, batch.matching = [EVIL], {"subject": 0}
    for row in session.scalars(select(Application)):
        row.legal_status = "legal_entity"
    for row in session.scalars(select(ImportRow)):
        row.verdict, row.cells = "ready", [[EVIL, "text", False, "", False]]
        row.notes = [["cell_formula", "warning", "subject", "A2", {"said": EVIL}]]
    for row in session.scalars(select(Publication)):
        row.copy_state, row.published_at = "published", agreement.created_at


def harmless(answer, path: str) -> list[str]:
    """What is wrong with an answer; HTML is parsed strictly by the client, which knows no handler and no script."""
    assert answer.status_code < 500, path
    assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    if answer.mimetype == "text/html":
        return [f"{path}: {raw}" for raw in RAW if raw in answer.get_data(as_text=True)]
    if answer.mimetype == "image/svg+xml":
        ET.fromstring(answer.get_data())
        return [f"{path}: {raw}" for raw in RAW if raw in answer.get_data(as_text=True)]
    return []


def test_every_page_of_the_office_shows_markup_as_text(app, pages, world):
    pages.sign_in(world.ours.everybody)
    wrong, seen = [], 0
    paths = [rule.rule for rule in lists(app)]
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments or rule.endpoint.endswith(("static", ".letter")):
            continue
        if not {"token", "encoded"} & rule.arguments and not for_programs(rule):
            paths.append(address(rule, world.ours, session_id=world.ours.agreement_id))
    for path in paths:
        answer = pages.get(path)
        wrong += harmless(answer, path)
        seen += answer.status_code == 200 and "alert(1)" in answer.get_data().decode("utf-8", "replace")
    assert not wrong, "\n".join(wrong)
    assert seen > 40, "the markup was there to be shown"


def test_the_pages_of_the_level_above_and_of_the_public_show_markup_as_text(app, pages, world):
    pages.sign_in(world.province)
    paths = [rule.rule for rule in lists(app)]
    paths += [address(rule, world.ours) for rule in rules(app) if "GET" in (rule.methods or ())]
    wrong = [fault for path in paths for fault in harmless(pages.get(path), path)]
    pages.sign_out()
    code, number = world.ours.ids["code"], "PKS-" + world.ours.staff.office_id.hex[-6:]
    public = ["/publik/", f"/publik/{code}", "/publik/data", f"/v/{code}", f"/publik/permohonan/{number.lower()}",
              f"/publik/permohonan?kantor={world.ours.staff.office_id}", "/publik/permohonan?q=script"]  # fmt: skip
    wrong += [fault for path in public for fault in harmless(pages.get(path), path)]
    assert not wrong, "\n".join(wrong)
    assert "alert(1)" in pages.get("/publik/").get_data(as_text=True)


def test_what_programs_and_tables_get_is_named_as_what_it_is(pages, sqlite_tools, world):
    """JSON is never served as a page, a calendar keeps its lines, a table its cells."""
    headers = bearer(token_of(sqlite_tools, world.ours.everybody))
    for path in ("/api/v1/agreements", f"/api/v1/agreements/{world.ours.agreement_id}", "/api/v1/partners",
                 "/api/v1/deadlines", "/api/v1/agreements?q=%3Cscript%3E", "/api/v1/none%3Cscript%3E",
                 f"/api/v1/verify/{world.ours.ids['code']}"):  # fmt: skip
        answer = pages.get(path, headers=headers)
        assert answer.mimetype in ("application/json", "application/problem+json"), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        json.loads(answer.get_data())
    answer = pages.get("/publik/data.json")
    assert answer.mimetype == "application/json"
    assert EVIL in json.dumps(json.loads(answer.get_data()), ensure_ascii=False).replace('\\"', '"')
    answer = pages.get("/publik/data.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    pages.sign_in(world.ours.everybody)
    for path in ("/kerja-sama/ekspor?jenis_berkas=csv", "/audit.csv"):
        answer = pages.get(path)
        assert answer.mimetype == "text/csv", path
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1, "quotes in a cell open no new one"
    with zipfile.ZipFile(io.BytesIO(pages.get("/kerja-sama/ekspor").data)) as book:
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(book.read(name))


def test_a_frozen_report_of_markup_makes_a_sound_table(sqlite_tools, world):
    """Its XML is well formed, no link leads anywhere but to us."""
    from openpyxl import load_workbook

    from service.core.spreadsheets import write_xlsx

    with sqlite_tools.reading() as session:
        row = session.get_one(MonthlyReport, world.ours.ids["report_id"])
        said = freezing.live(session, row.office_id, row.month, row)
    url = sqlite_tools.settings.public_url
    book = load_workbook(io.BytesIO(write_xlsx(*sheets(said, url))))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert any(cell.value == EVIL for cell in cells)
    assert all(cell.hyperlink.target.startswith(url) for cell in cells if cell.hyperlink)


def test_what_turns_the_writing_is_left_out_wherever_people_type(pages: PageClient, world: World, sqlite_tools: Tools):
    """A name that reads backwards on a page or a letter deceives; the forms of the living part take none."""
    turned = "Calon \u202egpj.exe\u2066 baru"
    pages.sign_in(world.ours.everybody)
    for path, values in (
        ("/penjajakan/baru", {"name": turned, "category": "press", "need": turned, "source": "own"}),
        (f"/penjajakan/{world.ours.ids['prospect_id']}/catatan", {"text": turned, "day": "2026-03-02"}),
        ("/kerja-sama/tampilan?keadaan=q%3Dx", {"name": turned}),
        ("/arsip/boks/baru", {"code": "B-9", "label": turned, "kind": "box", "room": turned}),
    ):
        page = pages.see(path)
        pages.submit(page, values)
    from service.agreements.register.models import SavedView
    from service.archive.models import ArchiveBox

    with sqlite_tools.reading() as session:
        found = [one.name for one in session.scalars(select(Prospect))]
        found += [one.text for one in session.scalars(select(ProspectNote))]
        found += [one.name for one in session.scalars(select(SavedView))]
        found += [one.label for one in session.scalars(select(ArchiveBox))]
    assert [one for one in found if {"\u202e", "\u2066"} & set(one)] == []
    assert sum("gpj.exe" in one for one in found) == 4
