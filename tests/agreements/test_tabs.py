"""The tabs of an agreement: what matters at its stage on one line, the rest under "Lainnya", none of them lost."""

import pytest

from service.agreements.models import Agreement
from service.offices.models import Office
from tests.support.house import build
from tests.support.people import make_staff


@pytest.fixture
def place(sqlite_tools):
    house = build(sqlite_tools)
    with sqlite_tools.reading() as session:
        district = session.get_one(Office, house.district)
    return house, make_staff(sqlite_tools, district)


@pytest.mark.parametrize(
    ("stage", "open_", "aside"),
    [
        ("follow_up", ["Naskah", "Tindak lanjut", "Reviu", "Arsip"], ["Perencanaan", "Pembahasan", "Penandatanganan"]),
        ("drafting", ["Perencanaan", "Naskah", "Pembahasan", "Penandatanganan"], ["Tindak lanjut", "Reviu", "Arsip"]),
    ],
)
def test_what_is_over_or_has_not_begun_is_folded_and_still_led_to(place, pages, sqlite_tools, stage, open_, aside):
    house, staff = place
    one = house.agreement()
    with sqlite_tools.begin() as uow:
        uow.session.get_one(Agreement, one).stage = stage
    pages.sign_in(staff.chair)
    html = pages.see(f"/kerja-sama/{one}").response.get_data(as_text=True)
    nav = html.split('<nav class="tabs"', 1)[1].split("</nav>", 1)[0]
    shown, more = nav.split("<details", 1)
    for label in open_:
        assert f">{label}</a>" in shown, label
    for label in aside:
        assert f">{label}</a>" in more, label
    assert shown.count("<li>") <= 9
