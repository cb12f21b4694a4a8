"""The pages of the monthly report, from the draft to the receipt."""

from datetime import date

import pytest

from service.offices.models import Office
from tests.support.house import build
from tests.support.people import make_staff


@pytest.fixture
def place(sqlite_tools):
    made = build(sqlite_tools)
    with sqlite_tools.reading() as session:
        district, province = session.get_one(Office, made.district), session.get_one(Office, made.province)
    return made, make_staff(sqlite_tools, district), make_staff(sqlite_tools, province)


def test_from_the_draft_to_the_receipt(place, pages):
    house, district, province = place
    house.agreement(signed_on=date(2026, 3, 1))
    house.agreement(signed_on=date(2026, 2, 1), subject="Sosialisasi")
    pages.sign_in(district.chair)
    assert "Laporan bulanan" in pages.see("/laporan/").main
    page = pages.see("/laporan/2026-02")
    assert "Sosialisasi" in page.main
    assert "menunggu PKS" in page.main
    pages.see("/laporan/2026-02/luar")
    pages.see("/laporan/2026-13", status=404)
    pages.sign_in(province.chair)
    assert "Kantor di bawah" in pages.see("/laporan/").main
    assert "Belum dikirim" in pages.see(f"/laporan/kantor/{house.district}/2026-02").main
    pages.see(f"/laporan/kantor/{house.other}/2026-02", status=404)
