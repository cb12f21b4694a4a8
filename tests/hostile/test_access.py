"""Everybody tries every address of an agreement that is not his; each answer is held against one table (rule 33)."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from service.agreements.lifecycle import Stage
from service.core.audit import AuditEvent
from service.core.permissions import OPEN, SIGNED_IN, TABLE, Role, declared
from service.core.tools import Tools
from tests.support.pages import PageClient
from tests.support.world import CONTACT, INTERNAL, TEXT, Place, World, build, set_stage

GUEST = "/mitra/<string(length=32):token>"
# What each address takes where its name alone does not say it: files of a partner, activities of follow-up.
OTHER_IDS = {
    "followup.activity": {"activity_id": "joint_activity_id"},
    "followup.add_evidence": {"activity_id": "joint_activity_id"},
    "followup.call_off_activity": {"activity_id": "joint_activity_id"},
    "followup.correct_activity": {"activity_id": "joint_activity_id"},
    "followup.postpone_activity": {"activity_id": "joint_activity_id"},
    "followup.report_activity": {"activity_id": "joint_activity_id"},
    "reports.check_outside": {"act_id": "office_act_id"},
    "reports.scan": {"act_id": "office_act_id"},
    "followup.task_evidence": {"evidence_id": "task_evidence_id"},
    "offices.evidence_file": {"evidence_id": "partner_evidence_id"},
    "offices.evidence_check": {"evidence_id": "partner_evidence_id"},
    "offices.evidence_withdraw": {"evidence_id": "partner_evidence_id"},
    "offices.partner_signatory": {"signatory_id": "partner_signatory_id"},
    "offices.partner_signatory_active": {"signatory_id": "partner_signatory_id"},
}
# Fields that make as many forms valid as possible, so that a missing check would show as a change.
BODY = {
    "version": "1", "copy_version": "1", "reason": "x", "text": "x", "action": "open_discussion", "decision": "yes",
    "how": "x",
    "note": "x", "question": "x", "outcome": "agreed", "title": "x", "owner": "x", "month": "2026-05",
    "held_on": "2026-03-02",
    "place": "x", "order": "kedua", "partner_number": "1", "name": "Nama", "email": "a@b.example",
    "due_on": "2026-05-01",
    "description": "x", "side": "office", "kind": "data", "ended_on": "2026-03-02", "end_on": "2027-03-02", "do": "x",
    "ends_from": "2026-04-01", "seen": "1",
    "consent": "y", "pin": "1", "visibility": "shared", "need": "x", "scope": "x", "subject": "x",
}  # fmt: skip


@pytest.fixture
def world(sqlite_tools: Tools, app: Flask) -> World:
    return build(sqlite_tools)


def rules(app: Flask, *, having: str = "agreement_id") -> Iterator[Rule]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if having in rule.arguments and "token" not in rule.arguments and not for_programs(rule):
            yield rule


def for_programs(rule: Rule) -> bool:
    """Whether programs call it, with a token of their own."""
    return rule.endpoint.startswith(("api.", "api_"))


def address(rule: Rule, place: Place, **other: object) -> str:
    """The address of a rule with the ids of a place."""
    ids = {**place.ids, "ending": "pdf", "name": "naskah.pdf", "active": 0}
    ids |= {name: place.ids[source] for name, source in OTHER_IDS.get(rule.endpoint, {}).items()}
    ids |= {**(rule.defaults or {}), **other}
    built = rule.build({name: ids[name] for name in rule.arguments})
    assert built is not None, rule.rule
    return built[1]


def methods(rule: Rule) -> list[str]:
    return [method for method in ("GET", "POST") if method in (rule.methods or ())]


def call(pages: PageClient, method: str, path: str) -> tuple[int, str]:
    """The status, and what the answer holds, files included."""
    if method == "GET":
        answer = pages.get(path)
    else:
        token = pages.csrf()
        answer = pages.post(path, data={**BODY, "csrf_token": token}, content_type="multipart/form-data")
    return answer.status_code, answer.get_data().decode("utf-8", "replace") + str(answer.headers)


def events(tools: Tools) -> int:
    with tools.reading() as session:
        return session.scalar(select(func.count(AuditEvent.id))) or 0


def leaks(said: str, *secrets: str) -> list[str]:
    return [secret for secret in secrets if secret in said]


def test_a_passer_by_is_led_to_sign_in_from_every_address_that_is_not_open(app, pages, world):
    for rule in app.url_map.iter_rules():
        if declared(app.view_functions[rule.endpoint]) in (OPEN, None) or for_programs(rule):
            continue
        for method in methods(rule):
            options = {"data": {"csrf_token": "x"}} if method == "POST" else {}
            answer = pages.open(address(rule, world.ours, session_id=world.ours.agreement_id), method=method, **options)
            assert answer.status_code == 302, f"{method} {rule.rule}: {answer.status_code}"
            assert answer.location.startswith("/masuk"), f"{method} {rule.rule}: {answer.location}"


@pytest.mark.parametrize("stage", [Stage.DISCUSSION, Stage.FOLLOW_UP])
def test_another_district_finds_nothing_and_changes_nothing(app, pages, sqlite_tools, world, stage):
    set_stage(sqlite_tools, world.ours.agreement_id, stage)
    pages.sign_in(world.sister.everybody)
    before = events(sqlite_tools)
    wrong = []
    for rule in rules(app):
        for method in methods(rule):
            status, said = call(pages, method, address(rule, world.ours))
            if status != 404 and (rule.endpoint, status) not in NOT_OURS:
                wrong.append(f"{method} {rule.rule}: {status}")
            wrong += [f"{method} {rule.rule} tells {word}" for word in leaks(said, INTERNAL, TEXT, CONTACT)]
    assert not wrong, "\n".join(wrong)
    assert events(sqlite_tools) == before


# Signing answers by person, not by office: 403 with the sentence that the place is another official's.
NOT_OURS = {("sign.staff", 403), ("sign.staff_signs", 403), ("sign.staff_paper", 403)}


def test_children_of_a_foreign_agreement_are_not_reached_under_ones_own(app, pages, sqlite_tools, world):
    """One's own agreement in the path, somebody else's child behind it."""
    pages.sign_in(world.sister.everybody)
    for stage in (Stage.PLANNING, Stage.DISCUSSION, Stage.SIGNING, Stage.FOLLOW_UP):
        set_stage(sqlite_tools, world.sister.agreement_id, stage)
        before = events(sqlite_tools)
        for rule in rules(app):
            if not rule.arguments - {"agreement_id", "section", "key", "name", "ending", "partner_id", "nature"}:
                continue
            for method in methods(rule):
                path = address(rule, world.ours, agreement_id=world.sister.agreement_id)
                status, said = call(pages, method, path)
                assert 400 <= status < 500, f"{method} {rule.rule} in {stage}: {status}"
                assert INTERNAL not in said, f"{method} {rule.rule} in {stage}"
        assert events(sqlite_tools) == before, stage


# What the level above may open: with stage and dates only, and once it was consulted or the paper is signed.
OUTLINE = {"agreements.show", "family_tree.show"}
READABLE = {
    "agreements.show", "family_tree.show",
    "planning.show", "drafting.show", "discussion.show", "discussion.version_list", "approval.show",
    "signing.show", "signing.download", "followup.show", "followup.scan", "papers.paper",
    "reviews.show", "screening.show", "followup.activity", "drafting.compared_file",
}  # fmt: skip


@pytest.mark.parametrize("stage", [Stage.PLANNING, Stage.SIGNING, Stage.FOLLOW_UP, Stage.CANCELLED])
def test_the_level_above_sees_stage_and_dates_texts_once_signed_internal_remarks_never(
    app, pages, sqlite_tools, world, stage
):
    with sqlite_tools.begin() as uow:
        from service.planning.models import Consultation  # only this test takes the consultation away

        uow.session.get_one(Consultation, world.ours.ids["consultation_id"]).asked_of = world.ours.staff.office_id
    set_stage(sqlite_tools, world.ours.agreement_id, stage)
    readable = READABLE if stage is Stage.FOLLOW_UP else OUTLINE
    secrets = (INTERNAL, CONTACT) if stage is Stage.FOLLOW_UP else (INTERNAL, TEXT, CONTACT)
    pages.sign_in(world.province)
    before = events(sqlite_tools)
    wrong = []
    for rule in rules(app):
        for method in methods(rule):
            status, said = call(pages, method, address(rule, world.ours))
            open_to_him = rule.endpoint in readable and method == "GET"
            right = status < 500 if open_to_him else status == 404 or (rule.endpoint, status) in NOT_OURS
            if not right or (open_to_him and rule.endpoint == "agreements.show" and status != 200):
                wrong.append(f"{method} {rule.rule}: {status}")
            wrong += [f"{method} {rule.rule} tells {word}" for word in leaks(said, *secrets)]
    assert not wrong, "\n".join(wrong)
    assert events(sqlite_tools) == before


def test_a_consulted_level_above_reads_the_text_and_still_no_internal_remark(app, pages, sqlite_tools, world):
    pages.sign_in(world.province)
    for rule in rules(app):
        if "GET" in methods(rule):
            status, said = call(pages, "GET", address(rule, world.ours))
            assert status < 500, rule.rule
            assert leaks(said, INTERNAL, CONTACT) == [], rule.rule
            assert status != 200 or rule.endpoint in READABLE, f"{rule.rule}: {status}"


@pytest.mark.parametrize("role", list(Role))
def test_ones_own_office_opens_what_the_role_may_and_looking_changes_nothing(app, pages, sqlite_tools, world, role):
    pages.sign_in(world.ours.staff.people[role.value])
    before = events(sqlite_tools)
    for rule in rules(app):
        if "GET" not in methods(rule):
            continue
        permission = declared(app.view_functions[rule.endpoint]) or ""
        status, _said = call(pages, "GET", address(rule, world.ours))
        if permission != SIGNED_IN and role not in TABLE[permission]:
            assert status == 403, f"{rule.rule}: {status}"
        else:
            assert status < 500, f"{rule.rule}: {status}"
    seen = events(sqlite_tools) - before
    assert seen == 0, "looking at a page writes nothing"


def test_no_change_without_the_form_s_own_token(app, pages, sqlite_tools, world):
    pages.sign_in(world.ours.everybody)
    before = events(sqlite_tools)
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint.startswith("authority.") or for_programs(rule):
            continue  # timestamps and certificate status are asked by programs and change nothing
        path = address(rule, world.ours, token=world.ours.token, code="x", session_id=world.ours.agreement_id)
        answer = pages.post(path, data=BODY)
        assert answer.status_code == 400, f"{rule.rule}: {answer.status_code}"
        token = pages.csrf()
        foreign = pages.post(path, data={**BODY, "csrf_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403, f"{rule.rule}: {foreign.status_code}"
    assert events(sqlite_tools) == before


def test_partners_offices_people_work_and_papers_of_others_stay_closed(app, pages, sqlite_tools, world):
    pages.sign_in(world.sister.everybody)
    before = events(sqlite_tools)
    wrong = []
    for rule in app.url_map.iter_rules():
        if (
            not rule.arguments
            or "agreement_id" in rule.arguments
            or rule.endpoint in SHARED
            or "token" in rule.arguments
            or for_programs(rule)
        ):
            continue
        for method in methods(rule):
            status, said = call(pages, method, address(rule, world.ours, session_id=world.ours.agreement_id))
            if status not in (403, 404) and (rule.endpoint, status) not in SHARED_FORMS:
                wrong.append(f"{method} {rule.rule}: {status}")
            wrong += [f"{method} {rule.rule} tells {word}" for word in leaks(said, INTERNAL, TEXT, CONTACT)]
    assert not wrong, "\n".join(wrong)
    assert events(sqlite_tools) == before


# The calendar is read by all; whose part it is not is told so on its pages.
SHARED_FORMS = {
    ("calendar.change", 200), ("calendar.change", 422), ("calendar.withdraw", 409), ("calendar.withdraw", 422),
}  # fmt: skip
# Addresses that are everybody's; partners are one list for all offices, to which any of them may add.
SHARED = {
    "web.static", "web.switch_language", "authority.show_list", "authority.answer_status_by_address",
    "verification.show",
    "verification.compare", "demo.letter", "office.logo_file", "offices.partner", "offices.evidence_new",
    "offices.partner_signatory_new", "offices.evidence_check",
    # a month or a duty in the address is that of one's own office
    "plan.listing", "plan.owner", "reports.show", "reports.notes", "reports.reuse", "reports.check", "reports.send",
    "reports.confirm_sending", "reports.outside",
    "calendar.show",  # the election calendar is read by all
    "public.show", "public.copy_file",  # walked on their own below
    "applications.prove", "applications.send_again", "applications.reply", "applications.reply_code",
    "applications.track",
}  # fmt: skip


def test_a_partner_s_contacts_are_for_offices_that_deal_with_it(pages, world):
    partner = f"/mitra/{world.ours.ids['partner_id']}"
    pages.sign_in(world.ours.staff.drafter)
    assert CONTACT in pages.see(partner).text
    pages.sign_in(world.sister.everybody)
    page = pages.see(partner)
    assert CONTACT not in page.response.text
    assert "hanya terlihat oleh kantor yang bekerja sama" in page.text
    assert "/berkas" not in page.response.text
    assert "/tarik" not in page.response.text


def test_a_signatory_of_an_office_is_not_shown_under_the_address_of_partners(pages, world):
    pages.sign_in(world.sister.everybody)
    page = pages.see(f"/mitra/penanda-tangan/{world.ours.ids['signatory_id']}", status=404)
    assert CONTACT not in page.response.text


def test_another_office_cannot_turn_a_signatory_s_mail_to_itself(pages, world):
    """The personal link of signing goes to that address."""
    pages.sign_in(world.sister.everybody)
    page = pages.see(f"/mitra/penanda-tangan/{world.ours.ids['partner_signatory_id']}", status=403)
    assert "dicatat oleh kantor lain" in page.text


def guest(pages: PageClient, place: Place) -> None:
    with pages.session_transaction(base_url=pages.tools.settings.public_url) as kept:
        kept["mitra"] = {str(place.link_id): pages.tools.clock.now().timestamp()}


def test_a_guest_reaches_only_what_his_own_link_is_for(app, pages, world):
    guest(pages, world.sister)
    assert pages.get(f"/mitra/{world.sister.token}/pembahasan").status_code == 200
    for rule in app.url_map.iter_rules():
        if "token" not in rule.arguments or not rule.rule.startswith(GUEST) or rule.endpoint.startswith("guests."):
            continue
        for method in methods(rule):
            status, said = call_as_guest(pages, method, address(rule, world.ours, token=world.ours.token))
            assert status in (302, 404), f"{method} {rule.rule}: {status}"  # 302 leads to the code of that link
            assert leaks(said, INTERNAL, TEXT) == []
    status, _ = call_as_guest(
        pages, "POST", f"/mitra/{world.sister.token}/pembahasan/catatan/{world.ours.ids['remark_id']}/balas"
    )
    assert status == 404
    assert pages.get(f"/mitra/{world.sister.token}/tanda-tangan").status_code == 404
    assert pages.get(f"/kerja-sama/{world.sister.agreement_id}").location.startswith("/masuk")


def call_as_guest(pages: PageClient, method: str, path: str) -> tuple[int, str]:
    if method == "GET":
        answer = pages.get(path)
    else:
        shown = pages.get("/masuk").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
        assert token
        answer = pages.post(path, data={**BODY, "csrf_token": token[1]})
    return answer.status_code, answer.get_data().decode("utf-8", "replace")


def test_the_name_of_a_file_cannot_add_a_header(pages, sqlite_tools, world):
    from service.web.downloads import file_name

    evil = "a\r\nSet-Cookie: x=1\r\n\r\n<script>../../etc/passwd\u202e"
    assert re.fullmatch(r"[A-Za-z0-9-]+\.pdf", file_name(evil, "pdf"))
    assert file_name("\u202e\u0000/..", "pdf") == "naskah.pdf"


@pytest.mark.parametrize(
    "target",
    [
        "//jahat.example",
        "https://jahat.example",
        "/\\jahat.example",
        "/%0d%0aSet-Cookie:x",
        "javascript:alert(1)",
        "\t//jahat.example",
    ],
)
def test_no_address_leads_to_another_site(pages, world, target):
    pages.sign_in(world.ours.staff.drafter)
    for path in ("/masuk", "/bahasa/en"):
        answer = pages.get(path, query_string={"next": target})
        assert answer.location.startswith("/"), answer.location
        assert not answer.location.startswith(("//", "/\\")), answer.location
        assert "Set-Cookie:x" not in answer.headers
