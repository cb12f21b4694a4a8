"""A person's own password, devices and authenticator."""

import pyotp

from service.accounts import entry, queries
from service.accounts.entry import Device
from tests.support.pages import PageClient
from tests.support.people import PASSWORD, Staff

NEW_PASSWORD = "gajah sirkus makan durian"


def other_device(pages: PageClient, staff: Staff) -> str:
    with pages.tools.begin() as uow:
        someone = queries.person(uow.session, staff.drafter.id)
        return entry.open_session(uow, someone, Device("192.0.2.9", "Ponsel Lain"))


def is_open(pages: PageClient, token: str) -> bool:
    with pages.tools.reading() as session:
        return queries.session_of_token(session, token, pages.tools.clock.now()) is not None


def test_a_new_password_signs_the_other_devices_out(pages: PageClient, staff: Staff):
    token = other_device(pages, staff)
    pages.sign_in(staff.drafter)
    said = {"current": PASSWORD, "password": NEW_PASSWORD, "repeated": NEW_PASSWORD}
    assert "diganti" in pages.submit(pages.see("/akun/kata-sandi"), said).text
    assert not is_open(pages, token)
    assert pages.see("/akun").path == "/akun"


def test_a_new_password_needs_the_old_one(pages: PageClient, staff: Staff):
    pages.sign_in(staff.drafter)
    said = {"current": "bukan ini", "password": NEW_PASSWORD, "repeated": NEW_PASSWORD}
    page = pages.submit(pages.see("/akun/kata-sandi"), said, status=422)
    assert [link.get("href") for link in page.with_class("error-summary")[0].iter("a")] == ["#current"]


def test_one_device_or_all_others_can_be_signed_out(pages: PageClient, staff: Staff):
    first, second = other_device(pages, staff), other_device(pages, staff)
    pages.sign_in(staff.drafter)
    page = pages.see("/akun/perangkat")
    assert page.main.count("Ponsel Lain") == 2
    assert "perangkat ini" in page.text
    page = pages.submit(page, action="/keluarkan")
    assert is_open(pages, first) is not is_open(pages, second)
    pages.submit(page, action="/keluarkan-lainnya")
    assert not is_open(pages, first)
    assert not is_open(pages, second)


def test_nobody_signs_out_the_device_of_another(pages: PageClient, staff: Staff):
    token = other_device(pages, staff)
    with pages.tools.reading() as session:
        row = queries.session_of_token(session, token, pages.tools.clock.now())
    pages.sign_in(staff.chair)
    pages.post_to(f"/akun/perangkat/{row.id}/keluarkan", status=404)
    assert is_open(pages, token)


def enrol(pages: PageClient, staff: Staff) -> pyotp.TOTP:
    pages.sign_in(staff.drafter)
    page = pages.submit(pages.see("/akun/autentikator"), action="/mulai")
    secret = page.with_class("mono")[0].text
    picture = pages.get("/akun/autentikator/qr.svg")
    assert picture.mimetype == "image/svg+xml"
    generator = pyotp.TOTP(secret)
    pages.submit(page, {"code": generator.at(pages.tools.clock.now())}, action="/autentikator")
    return generator


def test_with_an_authenticator_the_password_alone_opens_nothing(pages: PageClient, staff: Staff, clock):
    generator = enrol(pages, staff)
    pages.submit(pages.see("/"), action="/keluar")
    asked = pages.submit(pages.see("/masuk?next=/akun"), {"email": staff.drafter.email, "password": PASSWORD})
    assert asked.path == "/masuk/kode"
    assert pages.see("/akun").path == "/masuk"
    assert "tidak cocok" in pages.submit(asked, {"code": "000000"}, status=422).text
    clock.advance(seconds=30)
    page = pages.submit(asked, {"code": generator.at(clock.now())})
    assert page.path == "/akun"


def test_a_code_is_taken_once(pages: PageClient, staff: Staff, clock):
    generator = enrol(pages, staff)
    pages.submit(pages.see("/"), action="/keluar")
    asked = pages.submit(pages.see("/masuk"), {"email": staff.drafter.email, "password": PASSWORD})
    used = generator.at(clock.now())
    assert "sudah dipakai" in pages.submit(asked, {"code": used}, status=422).text


def test_codes_cannot_be_guessed_for_long(pages: PageClient, staff: Staff, clock):
    generator = enrol(pages, staff)
    pages.submit(pages.see("/"), action="/keluar")
    asked = pages.submit(pages.see("/masuk"), {"email": staff.drafter.email, "password": PASSWORD})
    for _ in range(5):
        pages.submit(asked, {"code": "000000"}, status=422)
    clock.advance(seconds=60)
    assert "Terlalu banyak" in pages.submit(asked, {"code": generator.at(clock.now())}, status=429).text


def test_the_step_with_the_code_ends_after_ten_minutes(pages: PageClient, staff: Staff, clock):
    generator = enrol(pages, staff)
    pages.submit(pages.see("/"), action="/keluar")
    asked = pages.submit(pages.see("/masuk"), {"email": staff.drafter.email, "password": PASSWORD})
    clock.advance(minutes=11)
    assert "Masuk lagi" in pages.submit(asked, {"code": generator.at(clock.now())}, status=401).text


def test_the_secret_rests_encrypted_and_is_shown_only_while_it_is_set_up(pages: PageClient, staff: Staff):
    generator = enrol(pages, staff)
    with pages.tools.reading() as session:
        kept = queries.person(session, staff.drafter.id).totp_wrapped
    assert generator.secret.encode() not in kept
    assert generator.secret not in pages.see("/akun/autentikator").response.text
    assert pages.get("/akun/autentikator/qr.svg").status_code == 409


def test_the_proof_may_be_given_by_code_and_the_authenticator_taken_off(pages: PageClient, staff: Staff, clock):
    generator = enrol(pages, staff)
    clock.advance(minutes=11)
    page = pages.submit(pages.see("/akun/autentikator"), {"code": generator.at(clock.now())})
    assert page.path == "/akun/autentikator"
    pages.submit(page, action="/lepas")
    assert "belum dipasang" in pages.see("/akun").text


def test_the_administrator_takes_a_lost_authenticator_off(pages: PageClient, staff: Staff):
    enrol(pages, staff)
    pages.sign_in(staff.admin)
    page = pages.submit(pages.see(f"/pengelola/orang/{staff.drafter.id}/lepas-autentikator"))
    assert "dilepas" in page.text
    page = pages.submit(pages.see("/akun"), action="/keluar")
    assert pages.submit(page, {"email": staff.drafter.email, "password": PASSWORD}).path == "/"
