"""What programs get and give: an agreement from its beginning, its follow-up, its papers, its deadlines."""

from datetime import date
from uuid import UUID

import pytest

from service.accounts.models import Scope
from service.agreements.actions import register_paper
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, PaperKind
from service.api.words import CALLS
from service.core.permissions import Role
from service.offices.rules import Level
from tests.api.conftest import Program, program
from tests.support.pages import PageClient
from tests.support.people import Staff, make_office, make_person
from tests.support.rooms import make_agreement


def signed(pages: PageClient, staff: Staff) -> UUID:
    """A signed MoU with its archived paper."""
    agreement_id = make_agreement(pages.tools, staff, Stage.FOLLOW_UP)
    stored = pages.tools.storage.put(b"%PDF-1.7 naskah")
    with pages.tools.begin() as uow:
        one = uow.session.get_one(Agreement, agreement_id)
        one.signed_on = one.effective_on = date(2026, 1, 15)
        one.end_on = date(2029, 1, 15)
        register_paper(uow, one.id, stored, PaperKind.ARCHIVED, published=True)
    return agreement_id


def test_a_program_enters_an_agreement_and_reads_what_is_missing(drafter: Program) -> None:
    made = drafter.call("POST", "/agreements", {"kind": "mou", "subject": "Pengawasan Partisipatif"}, status=201)
    assert (made["stage"], made["nature"]) == ("planning", "original")
    assert "partner_missing" in {one["code"] for one in made["missing"]}
    told = drafter.call(
        "POST", f"/agreements/{made['id']}/steps", {"action": "start_draft", "version": made["version"]}, status=409
    )
    assert told["code"] == "partner_missing"


def test_a_stale_version_changes_nothing(pages: PageClient, staff: Staff, drafter: Program) -> None:
    agreement_id = make_agreement(pages.tools, staff, Stage.DISCUSSION)
    said = {"action": "back_to_draft", "version": 1}
    assert drafter.call("POST", f"/agreements/{agreement_id}/steps", said, status=409)["code"] == "stale_page"
    now = drafter.call("GET", f"/agreements/{agreement_id}")["version"]
    moved = drafter.call("POST", f"/agreements/{agreement_id}/steps", {"action": "back_to_draft", "version": now})
    assert moved["stage"] == "drafting"


@pytest.mark.parametrize("action", ["freeze", "conclude", "return", "cancel", "reopen"])
def test_approving_signing_and_giving_up_are_no_acts_of_programs(pages: PageClient, staff: Staff, action: str) -> None:
    agreement_id = make_agreement(pages.tools, staff, Stage.APPROVAL)
    chair = program(pages, staff, "chair")
    said = {"action": action, "version": 3}
    assert chair.call("POST", f"/agreements/{agreement_id}/steps", said, status=422)["fields"].keys() == {"action"}


def test_a_section_of_the_draft_is_written_and_its_faults_come_back(
    pages: PageClient, staff: Staff, drafter: Program
) -> None:
    agreement_id = make_agreement(pages.tools, staff)
    draft = drafter.call("GET", f"/agreements/{agreement_id}/draft")
    assert draft["faults"]
    said = {"section": "pokok", "values": {}, "copy_version": draft["copy_version"]}
    told = drafter.call("PATCH", f"/agreements/{agreement_id}/draft", said | {"section": "tidak-ada"}, status=404)
    assert told["code"] == "section_unknown"
    stale = drafter.call("PATCH", f"/agreements/{agreement_id}/draft", said | {"copy_version": 99}, status=409)
    assert stale["code"] == "stale_page"


def test_follow_up_is_recorded_by_the_rules_of_the_pages(pages: PageClient, staff: Staff, drafter: Program) -> None:
    path = f"/agreements/{signed(pages, staff)}"
    held = {"title": "Sosialisasi", "held_on": "2026-02-20", "place": "Aula", "result": "Terlaksana"}
    made = drafter.call("POST", f"{path}/activities", held, status=201)
    assert drafter.call("GET", f"{path}/activities") == [made]
    early = drafter.call("POST", f"{path}/activities", held | {"held_on": "2026-01-14"}, status=422)
    assert (early["code"], list(early["fields"])) == ("joint_activity_outside_validity", ["held_on"])
    task = drafter.call(
        "POST", f"{path}/tasks", {"title": "Laporan", "owner": "Sari", "due_on": "2026-04-01"}, status=201
    )
    done = drafter.call("POST", f"{path}/tasks/{task['id']}/done", {"note": "Sudah"})
    assert done["done_at"] is not None
    assert drafter.call("POST", f"{path}/tasks/{task['id']}/done", {}, status=409)["code"] == "task_done"


def test_the_published_paper_can_be_fetched_and_nothing_else(pages: PageClient, staff: Staff, drafter: Program) -> None:
    agreement_id = signed(pages, staff)
    paper = drafter.call("GET", f"/agreements/{agreement_id}")["papers"][0]
    answer = drafter.call("GET", f"/agreements/{agreement_id}/papers/{paper['sha256']}")
    assert (answer.mimetype, answer.data) == ("application/pdf", b"%PDF-1.7 naskah")
    drafter.call("GET", f"/agreements/{agreement_id}/papers/{'0' * 64}", status=404)


def test_the_office_above_reads_outlines_of_what_is_not_signed(pages: PageClient, staff: Staff) -> None:
    province = make_office(pages.tools, "33", name="Bawaslu Provinsi Contoh", level=Level.PROVINSI)
    with pages.tools.begin() as uow:
        uow.session.get_one(type(staff.office), staff.office_id).parent_id = province.id
    above = Staff(province, {"drafter": make_person(pages.tools, province, Role.DRAFTER)})
    reader = program(pages, above, "drafter", Scope.READ)
    open_one, done = make_agreement(pages.tools, staff), signed(pages, staff)
    told = reader.call("GET", f"/agreements/{open_one}")
    assert (told["papers"], told["missing"], told["public_code"]) == ([], [], None)
    reader.call("GET", f"/agreements/{open_one}/draft", status=404)
    assert reader.call("GET", f"/agreements/{done}")["papers"]


def test_deadlines_come_nearest_first_in_days_of_the_office(pages: PageClient, staff: Staff, drafter: Program) -> None:
    agreement_id = signed(pages, staff)
    pages.tools.clock.advance(days=60)  # 1 May: the PKS is due on 15 July
    found = drafter.call("GET", "/deadlines?days=90")["items"]
    pks = next(one for one in found if one["clock"] == "pks")
    assert (pks["agreement_id"], pks["due_on"], pks["days_left"]) == (str(agreement_id), "2026-07-15", 75)
    assert [one["due_on"] for one in found] == sorted(one["due_on"] for one in found)


def test_a_list_comes_in_pages_with_its_total(pages: PageClient, staff: Staff, drafter: Program) -> None:
    for _ in range(3):
        drafter.call("POST", "/agreements", {"kind": "mou", "subject": "Pengawasan"}, status=201)
    first = drafter.call("GET", "/agreements?per_page=2")
    last = drafter.call("GET", "/agreements?per_page=2&page=2")
    assert (first["total"], len(first["items"]), len(last["items"])) == (3, 2, 1)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in last["items"]}
    assert drafter.call("GET", "/agreements?view=tidak-ada", status=422)["code"] == "view_unknown"


def test_refusals_speak_the_language_of_the_person(pages: PageClient, staff: Staff, drafter: Program) -> None:
    with pages.tools.begin() as uow:
        uow.session.get_one(type(staff.drafter), staff.drafter.id).language = "en"
    said = {"kind": "surat", "subject": ""}
    told = drafter.call("POST", "/agreements", said, status=422)
    assert told["detail"].startswith("2 fields")
    assert set(told["fields"]) == {"kind", "subject"}


def test_the_guide_names_every_address(pages: PageClient) -> None:
    page = pages.see("/api")
    assert "/api/v1/agreements/{agreement_id}/steps" in page.main
    told = pages.get("/api/v1/openapi.json").get_json()
    assert told["openapi"] == "3.0.3"
    known = {str(one) for one in CALLS}
    said = {one["summary"] for at in told["paths"].values() for how, one in at.items() if how != "parameters"}
    assert said == known, "what a call does is told in both languages"


def test_the_family_and_the_obligations_of_an_agreement_are_read(
    pages: PageClient, staff: Staff, drafter: Program
) -> None:
    mou = signed(pages, staff)
    pks = drafter.call("POST", "/agreements", {"kind": "pks", "subject": "Magang", "parent_id": str(mou)}, status=201)
    family = drafter.call("GET", f"/agreements/{pks['id']}/family")
    assert [(one["id"], one["parent_id"]) for one in family] == [(str(mou), None), (pks["id"], str(mou))]
    assert drafter.call("GET", f"/agreements/{mou}/obligations") == []


def test_the_report_of_a_month_is_read_and_filled_in(pages: PageClient, staff: Staff, drafter: Program) -> None:
    mou = signed(pages, staff)
    path = f"/reports/{staff.office_id}/2026-02"
    before = drafter.call("GET", path)
    assert (before["state"], before["sent_at"], before["content"]["month"]) == ("draft", None, "2026-02")
    said = {"general": "Lancar", "lines": [{"agreement_id": str(mou), "obstacles": "Hujan", "plan": "Rapat"}]}
    after = drafter.call("PUT", "/reports/2026-02/notes", said)
    assert after["content"]["general"] == "Lancar"
    (line,) = [one for one in after["content"]["lines"] if one["id"] == str(mou)]
    assert (line["obstacles"], line["plan"]) == ("Hujan", "Rapat")
    states = drafter.call("GET", "/reports?month=2026-02")["items"]
    assert [one["office_id"] for one in states] == [str(staff.office_id)]
    drafter.call("GET", f"/reports/{staff.office_id}/2026-13", status=404)


def test_the_report_of_a_sister_is_not_there(pages: PageClient, staff: Staff, drafter: Program) -> None:
    sister = make_office(pages.tools, "33.99")
    drafter.call("GET", f"/reports/{sister.id}/2026-02", status=404)
