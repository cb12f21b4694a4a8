"""Attacks on what came after signing: programs, public pages, bulk acts, reports, calendars, tables that leave."""

import csv
import io
import json

import pytest
from flask import Flask
from sqlalchemy import select

from service.accounts import tokens
from service.accounts.models import Person, RoleGrant, Scope
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.audit import AuditEvent
from service.core.policies import PolicyValue
from service.core.tools import Tools
from service.followup.models import CalendarFeed, Task
from service.offices.models import Partner
from service.publication.models import Publication
from service.reporting.models import MonthlyReport
from tests.hostile.test_access import address, for_programs
from tests.support.pages import PageClient
from tests.support.world import CONTACT, INTERNAL, TEXT, World, build, set_stage

FORMULA = '=HYPERLINK("http://jahat.example";"klik")'
SCRIPT = "<script>alert(1)</script>"
JSON = {"kind": "mou", "subject": "x", "title": "x", "due_on": "2026-05-01", "held_on": "2026-03-02"}


@pytest.fixture
def world(sqlite_tools: Tools, app: Flask) -> World:
    return build(sqlite_tools)


def token_of(tools: Tools, someone: Person, *scopes: Scope) -> str:
    from service.accounts.queries import actor_of

    with tools.reading() as session:
        actor = actor_of(session.get_one(Person, someone.id))
    with tools.begin(actor) as uow:
        return tokens.make_token(uow, someone.id, "Portal", scopes or list(Scope), 90).plain


def bearer(plain: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {plain}"}


# ------------------------------------------------------------------------------------------------------------ programs
def walk_programs(app: Flask, pages: PageClient, world: World, headers: dict[str, str]):
    for rule in app.url_map.iter_rules():
        if not for_programs(rule) or ("agreement_id" not in rule.arguments and "office_id" not in rule.arguments):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = pages.open(address(rule, world.ours), method=method, headers=headers,
                                json=None if method == "GET" else JSON)  # fmt: skip
            yield f"{method} {rule.rule}", answer


def test_a_program_without_a_token_is_told_401_everywhere(app, pages, world):
    for name, answer in walk_programs(app, pages, world, {}):
        assert answer.status_code == 401, f"{name}: {answer.status_code}"
        assert INTERNAL not in answer.text, name


@pytest.mark.parametrize("stage", [Stage.DISCUSSION, Stage.FOLLOW_UP])
def test_a_sister_s_program_finds_nothing_and_changes_nothing(app, pages, sqlite_tools, world, stage):
    set_stage(sqlite_tools, world.ours.agreement_id, stage)
    headers = bearer(token_of(sqlite_tools, world.sister.everybody))
    wrong = []
    for name, answer in walk_programs(app, pages, world, headers):
        if answer.status_code not in (404, 422):  # 422: refused by its shape, before anybody looked for the row
            wrong.append(f"{name}: {answer.status_code}")
        wrong += [f"{name} tells {word}" for word in (INTERNAL, TEXT, CONTACT) if word in answer.text]
    assert not wrong, "\n".join(wrong)


def test_the_province_s_program_reads_no_internal_word(app, pages, sqlite_tools, world):
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    headers = bearer(token_of(sqlite_tools, world.province, Scope.READ))
    for name, answer in walk_programs(app, pages, world, headers):
        assert answer.status_code < 500, name
        if "/reports/" not in name:  # a report that was sent is the province's to read
            assert INTERNAL not in answer.text, name
        assert CONTACT not in answer.text, name


def test_a_token_in_the_address_opens_nothing(pages, sqlite_tools, world):
    plain = token_of(sqlite_tools, world.ours.everybody)
    for name in ("token", "access_token", "api_key"):
        assert pages.open("/api/v1/me", query_string={name: plain}).status_code == 401


def test_a_token_may_no_more_than_its_person_may_now(pages, sqlite_tools, world):
    headers = bearer(token_of(sqlite_tools, world.ours.staff.drafter))
    said = {"kind": "mou", "subject": "Pengawasan"}
    assert pages.open("/api/v1/agreements", method="POST", json=said, headers=headers).status_code == 201
    with sqlite_tools.begin() as uow:
        for grant in uow.session.scalars(select(RoleGrant).where(RoleGrant.person_id == world.ours.staff.drafter.id)):
            uow.session.delete(grant)
    assert pages.open("/api/v1/agreements", method="POST", json=said, headers=headers).status_code in (401, 403)


def test_what_a_program_seeks_with_q_finds_no_text_it_may_not_read(pages, sqlite_tools, world):
    headers = bearer(token_of(sqlite_tools, world.sister.everybody))
    for word in (INTERNAL, TEXT, "Kerja"):
        told = pages.open("/api/v1/agreements", query_string={"q": word}, headers=headers).get_json()
        assert str(world.ours.agreement_id) not in json.dumps(told)


# ------------------------------------------------------------------------------------------------------------- public
def test_an_unpublished_agreement_is_not_there_by_its_code_nor_its_copy_by_its_hash(pages, sqlite_tools, world):
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    code, sha256 = world.ours.ids["code"], world.ours.ids["sha256"]
    unknown = pages.get("/publik/tidak-ada")
    for path in (f"/publik/{code}", f"/publik/{code}/salinan.pdf", f"/publik/{sha256}/salinan.pdf"):
        answer = pages.get(path)
        assert answer.status_code == unknown.status_code == 404, path
        assert INTERNAL not in answer.text
    for path in ("/publik/", "/publik/data.json", "/publik/data.csv"):
        assert code not in pages.get(path, query_string={"q": "Kerja"}).text


def publish(tools: Tools, world: World, **said: str) -> None:
    set_stage(tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    with tools.begin() as uow:
        agreement = uow.session.get_one(Agreement, world.ours.agreement_id)
        agreement.subject = said.get("subject", "Pengawasan")
        uow.session.get_one(Partner, agreement.partner_id).name = said.get("partner", "Universitas")
        row = uow.session.scalars(select(Publication).where(Publication.agreement_id == agreement.id)).one()
        row.copy_state, row.published_at = "published", uow.now


def test_no_contact_and_no_internal_word_is_in_any_public_page(pages, sqlite_tools, world):
    publish(sqlite_tools, world)
    code = world.ours.ids["code"]
    for path in ("/publik/", f"/publik/{code}", "/publik/data.json", "/publik/data.csv"):
        answer = pages.get(path)
        assert answer.status_code == 200, path
        for word in (INTERNAL, CONTACT, "@rahasia.example"):
            assert word not in answer.text, f"{path} tells {word}"


def test_open_data_carries_no_formula_and_no_markup(pages, sqlite_tools, world):
    publish(sqlite_tools, world, subject=FORMULA, partner=SCRIPT)
    rows = list(csv.reader(io.StringIO(pages.get("/publik/data.csv").data.decode("utf-8-sig"))))
    assert any(FORMULA in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    for path in ("/publik/", f"/publik/{world.ours.ids['code']}"):
        assert SCRIPT not in pages.get(path).text, path


# ------------------------------------------------------------------------------------------------ ids of other offices
def test_ticked_lines_of_another_office_get_no_task_and_are_told_to_nobody(pages, sqlite_tools, world):
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Agreement, world.ours.agreement_id).subject = INTERNAL
    pages.sign_in(world.sister.everybody)
    said = {"csrf_token": pages.csrf(), "pilih": str(world.ours.agreement_id), "action": "tugas", "title": "Jahat",
            "due_on": "01-12-2026", "owner": ""}  # fmt: skip
    for path, more in (
        ("/kerja-sama/massal", {"tindakan": "tugas"}),
        ("/kerja-sama/massal", {"tindakan": "csv"}),
        ("/kerja-sama/massal/tugas", {}),
    ):
        answer = pages.post(path, data={**said, **more})
        assert answer.status_code < 500, path
        assert INTERNAL not in answer.text, f"{path} {more}"
        assert more.get("tindakan") != "csv" or answer.mimetype != "text/csv", "of nothing no table is made"
    with sqlite_tools.reading() as session:
        assert session.scalars(select(Task).where(Task.title == "Jahat")).all() == []


@pytest.mark.parametrize(
    "state", ["_external=1&_scheme=javascript", "_method=DELETE", "_anchor=x", "endpoint=home.index"]
)
def test_the_state_a_form_carries_says_only_what_the_list_asks(pages, sqlite_tools, world, state):
    pages.sign_in(world.ours.everybody)
    said = {"csrf_token": pages.csrf(), "pilih": str(world.ours.agreement_id), "tindakan": "tugas", "keadaan": state}
    answer = pages.post("/kerja-sama/massal", data=said)
    assert answer.status_code < 500
    assert 'href="javascript:' not in answer.text
    for path in ("/kerja-sama/massal", "/kerja-sama/kolom"):
        answer = pages.post(path, data={"csrf_token": pages.csrf(), "keadaan": state})
        assert answer.status_code < 500, path
        assert (answer.location or "/").startswith("/"), answer.location


def test_a_sister_cannot_receive_nor_return_our_report_nor_fetch_its_files(pages, sqlite_tools, world):
    report = world.ours.ids["report_id"]
    pages.sign_in(world.sister.everybody)
    for said in ({"hasil": "terima"}, {"hasil": "kembalikan", "alasan": "x"}):
        answer = pages.post("/laporan/jawab", data={**said, "laporan": str(report), "csrf_token": pages.csrf()})
        assert answer.status_code in (403, 404), answer.status_code
    for ending in ("pdf", "xlsx", "json"):
        assert pages.get(f"/laporan/berkas/{report}.{ending}").status_code == 404
    with sqlite_tools.reading() as session:
        assert session.get_one(MonthlyReport, report).state == "sent"


def test_a_month_that_is_none_is_not_found(pages, world):
    pages.sign_in(world.ours.everybody)
    act = world.ours.ids["office_act_id"]
    for path in ("/laporan/2026-13", "/laporan/x", "/laporan/x/luar", f"/laporan/x/luar/{act}"):
        assert pages.get(path).status_code == 404, path


def test_whether_an_agreement_is_held_is_told_to_its_own_office_only(pages, world):
    pages.sign_in(world.sister.everybody)
    assert pages.get(f"/kerja-sama/{world.ours.agreement_id}/arsip/tahan/cabut").status_code == 404


def test_who_borrowed_an_original_is_not_on_the_timeline_of_the_level_above(pages, sqlite_tools, world):
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    path = f"/kerja-sama/{world.ours.agreement_id}/tindak-lanjut"
    pages.sign_in(world.ours.everybody)
    assert INTERNAL in pages.get(path).text
    pages.sign_in(world.province)
    assert INTERNAL not in pages.get(path).text


def test_a_district_changes_no_policy(pages, sqlite_tools, world):
    pages.sign_in(world.sister.everybody)
    shown = pages.get("/pengelola/kebijakan").text
    key = "report_due_day"
    answer = pages.post(f"/pengelola/kebijakan/{key}", data={"csrf_token": pages.csrf(), "value": "28", "basis": "x"})
    assert answer.status_code in (403, 404, 409, 422), answer.status_code
    assert shown
    with sqlite_tools.reading() as session:
        assert session.scalars(select(PolicyValue)).all() == []


# ----------------------------------------------------------------------------------------------------------- calendars
def test_a_calendar_is_found_by_nobody_who_guesses_and_by_nobody_after_its_end(pages, sqlite_tools, world):
    pages.sign_in(world.ours.everybody)
    told = pages.post("/kalender/baru", data={"csrf_token": pages.csrf()}).text
    path = "/kalender/" + told.split("/kalender/", 1)[1].split(".ics", 1)[0].rsplit("/kalender/", 1)[-1] + ".ics"
    assert pages.get(path).status_code == 200
    with sqlite_tools.begin() as uow:
        for row in uow.session.scalars(select(CalendarFeed)):
            for wrong in (row.token_hash, str(row.id), row.id.hex, ""):
                assert pages.get(f"/kalender/{wrong}.ics").status_code == 404
            row.revoked_at = uow.now
    assert pages.get(path).status_code == 404


def test_a_title_adds_no_line_to_a_calendar(pages, sqlite_tools, world):
    set_stage(sqlite_tools, world.ours.agreement_id, Stage.FOLLOW_UP)
    evil = "Tugas\r\nEND:VEVENT\r\nATTACH:http://jahat.example/\nBEGIN:VALARM"
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Task, world.ours.ids["task_id"]).title = evil
        uow.session.get_one(Agreement, world.ours.agreement_id).subject = evil
    pages.sign_in(world.ours.everybody)
    told = pages.post("/kalender/baru", data={"csrf_token": pages.csrf(), "untuk": "kantor"}).text
    token = told.split(".ics", 1)[0].rsplit("/kalender/", 1)[1]
    lines = pages.get(f"/kalender/{token}.ics").text.replace("\r\n ", "").split("\r\n")
    assert any("END:VEVENT" in line for line in lines)
    assert not [line for line in lines if line.startswith(("ATTACH", "BEGIN:VALARM"))]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")


# -------------------------------------------------------------------------------------------------------------- secrets
def test_no_token_is_written_into_the_audit_nor_told_a_second_time(pages, sqlite_tools, world):
    plain = token_of(sqlite_tools, world.ours.everybody)
    pages.open("/api/v1/me", headers=bearer(plain))
    with sqlite_tools.reading() as session:
        for event in session.scalars(select(AuditEvent)):
            assert plain not in json.dumps(event.details, default=str)
    pages.sign_in(world.ours.everybody)
    for path in ("/akun/token", "/orang/token", "/audit", "/audit.csv"):
        assert plain not in pages.get(path).text, path


@pytest.mark.parametrize("target", ["//jahat.example", "https://jahat.example", "/\\jahat.example"])
def test_no_new_page_leads_to_another_site(pages, world, target):
    pages.sign_in(world.ours.everybody)
    for path in ("/kerja-sama/kolom", "/kerja-sama/massal", "/rencana-aksi/ingatkan", "/reviu/konfirmasi"):
        data = {"csrf_token": pages.csrf(), **dict.fromkeys(("next", "back", "kembali", "dari", "query"), target)}
        answer = pages.post(path, data=data, headers={"Referer": f"https:{target}"})
        assert answer.status_code < 500, path
        assert "jahat.example" not in (answer.location or "").split("?")[0], f"{path}: {answer.location}"
