"""Indonesian first, English by a switch; days and hours as people here write them."""

from datetime import UTC, date, datetime

import pytest

from service.core.clock import Zone
from service.web import language
from tests.support.pages import PageClient
from tests.support.people import Staff, make_office, make_person


@pytest.mark.parametrize(("instant", "zone", "shown"), [
    pytest.param(datetime(2025, 5, 28, 7, 5, tzinfo=UTC), Zone.WIB, "28 Mei 2025 pukul 14.05 WIB", id="WIB"),
    pytest.param(datetime(2025, 5, 28, 7, 5, tzinfo=UTC), Zone.WIT, "28 Mei 2025 pukul 16.05 WIT", id="WIT"),
    pytest.param(datetime(2025, 5, 28, 17, 30, tzinfo=UTC), Zone.WIB, "29 Mei 2025 pukul 00.30 WIB", id="rule 19"),
    pytest.param(datetime(2025, 12, 31, 16, 0, tzinfo=UTC), Zone.WITA, "1 Januari 2026 pukul 00.00 WITA", id="WITA"),
])  # fmt: skip
def test_an_instant_is_shown_in_the_zone_of_the_office_with_its_label(instant, zone, shown):
    assert language.waktu(instant, zone) == shown


def test_a_day_is_written_out():
    assert language.tanggal(date(2025, 5, 28)) == "28 Mei 2025"
    assert language.tanggal(None) == "–"


@pytest.mark.parametrize(("size", "shown"), [(900, "900 byte"), (1536, "1,5 KB"), (26_214_400, "25,0 MB")])
def test_sizes_read_as_people_say_them(size, shown):
    assert language.ukuran(size) == shown


def test_the_switch_turns_the_page_to_english_and_back(pages: PageClient, monkeypatch):
    assert pages.see("/masuk").find_all("html")[0].get("lang") == "id"
    assert pages.see("/bahasa/en?next=/masuk").find_all("html")[0].get("lang") == "en"
    assert pages.see("/bahasa/id?next=/masuk").find_all("html")[0].get("lang") == "id"


def test_the_switch_leads_only_to_pages_of_ours(pages: PageClient):
    assert pages.get("/bahasa/en?next=https://jahat.example/").location == "/"


def test_a_person_reads_the_chosen_language_on_a_new_device(pages: PageClient, staff: Staff):
    pages.sign_in(staff.chair)
    pages.submit(pages.see("/akun"), {"language": "en"})
    pages.drop_cookie(language.COOKIE)
    assert pages.see("/akun").find_all("html")[0].get("lang") == "en"


def test_a_catalogue_is_read_from_its_text_file_and_may_be_missing(tmp_path):
    path = tmp_path / "messages.po"
    assert language.catalogue(path).gettext("Simpan") == "Simpan"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Simpan"\nmsgstr "Save"\n', "utf-8"
    )
    assert language.catalogue(path).gettext("Simpan") == "Save"


def test_the_office_s_wall_clock_is_used_on_pages(pages: PageClient):
    office = make_office(pages.tools, "91.71", name="Bawaslu Kota Contoh Timur", zone=Zone.WIT)
    pages.sign_in(make_person(pages.tools, office, "drafter"))
    assert "2 Maret 2026 pukul 12.00 WIT" in pages.see("/akun/perangkat").text
