"""The administrator's page about people, links to set a password, roles and leaving."""

import re

import pytest

from service.accounts import queries, takeover
from service.accounts.models import Person
from service.core.audit import stream_events
from tests.support.pages import PageClient
from tests.support.people import Staff, make_office, make_person

ADD = "/pengelola/orang/tambah"
NEW_PASSWORD = "gajah sirkus makan durian"


def read(pages: PageClient, person_id) -> Person:
    with pages.tools.reading() as session:
        return queries.person(session, person_id)


def link_in(page) -> str:
    found = re.search(r'value="(https://[^"]+/kata-sandi/[^"]+)"', page.response.text)
    assert found
    return found.group(1).removeprefix("https://sijari.example.go.id")


def test_a_new_person_gets_a_link_sets_a_password_and_signs_in(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    made = pages.submit(pages.see(ADD), {
        "name": "Dra. Sri Contoh, M.H.", "title": "Staf Hukum",
        "email": "Sri@Contoh.example", "roles": ["drafter", "ppid"],
    })  # fmt: skip
    link = link_in(made)
    pages.sign_out()
    page = pages.submit(pages.see(link), {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    page = pages.submit(page, {"email": "sri@contoh.example", "password": NEW_PASSWORD})
    assert "Dra. Sri Contoh, M.H." in page.text
    assert pages.see("/akun").main.count("Staf penyusun, PPID") == 1


def test_a_link_works_once_and_for_three_days(pages: PageClient, staff: Staff, clock):
    pages.sign_in(staff.admin)
    address = f"/pengelola/orang/{staff.drafter.id}/tautan"
    first, second = (link_in(pages.submit(pages.see(address))) for _ in range(2))
    assert "sudah dipakai atau kedaluwarsa" in pages.see(first, 410).text
    pages.submit(pages.see(second), {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD})
    assert "sudah dipakai atau kedaluwarsa" in pages.see(second, 410).text
    third = link_in(pages.submit(pages.see(address)))
    clock.advance(days=3)
    assert "kedaluwarsa" in pages.see(third, 410).text


@pytest.mark.parametrize(("password", "sentence"), [
    ("pendek", "terlalu pendek"),
    ("Bawaslu1234567890", "mudah ditebak"),
    ("aaaaaaaaaaaaaaaa", "mudah ditebak"),
    ("drafter-contoh-1", "mudah ditebak"),
    ("x" * 201, "terlalu panjang"),
])  # fmt: skip
def test_a_password_that_others_would_guess_is_not_taken(pages: PageClient, staff: Staff, password, sentence):
    pages.sign_in(staff.admin)
    link = link_in(pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}/tautan")))
    page = pages.submit(pages.see(link), {"password": password, "repeated": password}, status=422)
    assert sentence in page.text


def test_the_two_entries_of_a_password_must_be_the_same(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    link = link_in(pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}/tautan")))
    page = pages.submit(pages.see(link), {"password": NEW_PASSWORD, "repeated": NEW_PASSWORD + "x"}, status=422)
    assert "Kedua isian harus sama." in page.text


def test_a_mail_address_belongs_to_one_account_however_it_is_spelled(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    page = pages.submit(pages.see(ADD), {
        "name": "Lain", "title": "Staf", "email": staff.drafter.email.upper(), "roles": ["drafter"],
    }, status=422)  # fmt: skip
    assert "sudah dipakai akun lain" in page.text


def test_roles_can_be_changed_and_both_sets_are_in_the_audit(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}"), {"roles": ["coordinator", "ppid"]})
    assert read(pages, staff.drafter.id).roles_in(staff.office_id) == {"coordinator", "ppid"}
    with pages.tools.reading() as session:
        last = stream_events(session, staff.drafter.stream)[-1]
    assert last.details == {"roles_before": ["drafter"], "roles": ["coordinator", "ppid"]}
    assert last.actor_id == staff.admin.id


def test_two_administrators_who_change_the_same_person_do_not_overwrite_each_other(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    address = f"/pengelola/orang/{staff.drafter.id}"
    seen = pages.see(address)
    pages.submit(pages.see(address), {"name": "Nama Pertama"})
    assert "belum disimpan" in pages.submit(seen, {"name": "Nama Kedua"}, status=409).text
    assert read(pages, staff.drafter.id).name == "Nama Pertama"


def test_an_administrator_cannot_lock_himself_out(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    page = pages.submit(pages.see(f"/pengelola/orang/{staff.admin.id}"), {"roles": ["drafter"]}, status=409)
    assert "diri sendiri" in page.text
    page = pages.submit(pages.see(f"/pengelola/orang/{staff.admin.id}/nonaktifkan"), status=409)
    assert "akun sendiri" in page.text


def test_people_of_another_office_are_not_there(pages: PageClient, staff: Staff):
    stranger = make_person(pages.tools, make_office(pages.tools, "99.01", name="Bawaslu Lain"), "drafter")
    pages.sign_in(staff.admin)
    for path in ("", "/tautan", "/nonaktifkan"):
        pages.see(f"/pengelola/orang/{stranger.id}{path}", 404)
    assert stranger.name not in pages.see("/pengelola/orang").main.replace(staff.drafter.name, "")


def test_only_administrators_see_the_people(pages: PageClient, staff: Staff):
    pages.sign_in(staff.chair)
    pages.see("/pengelola/orang", 403)


class OneTask:
    """A room with one open task."""

    def __init__(self) -> None:
        self.handed: list[tuple[object, object]] = []

    def open_tasks(self, _session, _person_id) -> list[str]:
        return ["Menyetujui naskah contoh"]

    def hand_over(self, _uow, person_id, successor_id) -> None:
        self.handed.append((person_id, successor_id))


@pytest.fixture
def task(monkeypatch) -> OneTask:
    made = OneTask()
    monkeypatch.setattr(takeover, "_TAKEOVERS", {"uji": made})
    return made


def test_who_leaves_hands_over_what_is_open(pages: PageClient, staff: Staff, task: OneTask):
    pages.sign_in(staff.admin)
    address = f"/pengelola/orang/{staff.coordinator.id}/nonaktifkan"
    page = pages.see(address)
    assert "Menyetujui naskah contoh" in page.text
    assert "Pilih siapa yang mengambil alih" in pages.submit(page, {"successor": ""}, status=422).text
    assert task.handed == []
    pages.submit(page, {"successor": str(staff.secretariat.id)})
    assert task.handed == [(staff.coordinator.id, staff.secretariat.id)]
    assert not read(pages, staff.coordinator.id).active


def test_a_deactivated_person_can_be_let_in_again(pages: PageClient, staff: Staff):
    pages.sign_in(staff.admin)
    pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}/nonaktifkan"))
    page = pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}"), action="/aktifkan")
    assert "dapat masuk lagi" in page.text
    assert read(pages, staff.drafter.id).active


def test_weighty_pages_ask_again_after_ten_minutes(pages: PageClient, staff: Staff, clock):
    from tests.support.people import PASSWORD

    pages.sign_in(staff.admin)
    clock.advance(minutes=11)
    page = pages.see(f"/pengelola/orang/{staff.drafter.id}/nonaktifkan")
    assert page.path == "/masuk/ulang"
    assert "tidak cocok" in pages.submit(page, {"password": "salah sekali"}, status=422).text
    assert pages.submit(page, {"password": PASSWORD}).path == f"/pengelola/orang/{staff.drafter.id}/nonaktifkan"
