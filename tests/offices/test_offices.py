from pathlib import Path

import pytest
from sqlalchemy import func, select

from service.core.audit import AuditEvent
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices import queries
from service.offices.loading import FILE, load_offices
from service.offices.models import Office


def test_the_tree_has_38_provinces_and_514_districts_and_cities(sqlite_tools: Tools) -> None:
    with sqlite_tools.begin() as uow:
        assert load_offices(uow).added == 553
    with sqlite_tools.reading() as session:
        levels = dict(session.execute(select(Office.level, func.count()).group_by(Office.level)).all())
    assert levels == {"ri": 1, "provinsi": 38, "kabkota": 514}


def test_loading_twice_adds_nothing_and_keeps_what_an_administrator_changed(tools: Tools) -> None:
    with tools.begin() as uow:
        load_offices(uow)
        queries.office_by_code(uow.session, "33.20").name = "Bawaslu Jepara (diubah)"
    with tools.begin() as uow:
        second = load_offices(uow)
        assert (second.added, second.known) == (0, 553)
        assert queries.office_by_code(uow.session, "33.20").name == "Bawaslu Jepara (diubah)"
        assert len(list(uow.session.scalars(select(AuditEvent).where(AuditEvent.code == "office:tree:loaded")))) == 1


@pytest.mark.parametrize(
    ("code", "name", "full_name", "zone"),
    [
        ("33", "Bawaslu Provinsi Jawa Tengah", "Badan Pengawas Pemilihan Umum Provinsi Jawa Tengah", "WIB"),
        ("33.20", "Bawaslu Kabupaten Jepara", "Badan Pengawas Pemilihan Umum Kabupaten Jepara", "WIB"),
        ("35.75", "Bawaslu Kota Pasuruan", "Badan Pengawas Pemilihan Umum Kota Pasuruan", "WIB"),
        ("11", "Panitia Pengawas Pemilihan Provinsi Aceh", "Panitia Pengawas Pemilihan Provinsi Aceh", "WIB"),
        ("11.71", "Panitia Pengawas Pemilihan Kota Banda Aceh", "Panitia Pengawas Pemilihan Kota Banda Aceh", "WIB"),
        ("31", "Bawaslu Provinsi DKI Jakarta", "Badan Pengawas Pemilihan Umum Provinsi DKI Jakarta", "WIB"),
        ("34", "Bawaslu Daerah Istimewa Yogyakarta", "Badan Pengawas Pemilihan Umum Daerah Istimewa Yogyakarta", "WIB"),
        ("61", "Bawaslu Provinsi Kalimantan Barat", "Badan Pengawas Pemilihan Umum Provinsi Kalimantan Barat", "WIB"),
        (
            "63",
            "Bawaslu Provinsi Kalimantan Selatan",
            "Badan Pengawas Pemilihan Umum Provinsi Kalimantan Selatan",
            "WITA",
        ),
        ("51", "Bawaslu Provinsi Bali", "Badan Pengawas Pemilihan Umum Provinsi Bali", "WITA"),
        ("73.71", "Bawaslu Kota Makassar", "Badan Pengawas Pemilihan Umum Kota Makassar", "WITA"),
        ("81", "Bawaslu Provinsi Maluku", "Badan Pengawas Pemilihan Umum Provinsi Maluku", "WIT"),
        ("96", "Bawaslu Provinsi Papua Barat Daya", "Badan Pengawas Pemilihan Umum Provinsi Papua Barat Daya", "WIT"),
    ],
)
def test_names_and_zones_of_offices(sqlite_tools: Tools, code: str, name: str, full_name: str, zone: str) -> None:
    with sqlite_tools.begin() as uow:
        load_offices(uow)
        office = queries.office_by_code(uow.session, code)
    assert (office.name, office.full_name, office.zone) == (name, full_name, zone)


def test_every_district_stands_under_its_province_and_every_province_under_the_national_office(tools: Tools) -> None:
    with tools.begin() as uow:
        load_offices(uow)
    with tools.reading() as session:
        national, province, district = (queries.office_by_code(session, code) for code in ("00", "33", "33.20"))
        assert [one.code for one in queries.above(session, district.id)] == ["33", "00"]
        assert [one.code for one in queries.path(session, district.id)] == ["00", "33", "33.20"]
        assert queries.ids_above(session, national.id) == frozenset()
        assert len(queries.ids_below(session, national.id)) == 552
        assert {one.code[:3] for one in queries.below(session, province.id)} == {"33."}
        assert len(queries.below(session, province.id)) == len(queries.children(session, province.id)) == 35
        assert queries.below(session, district.id) == []


def test_being_the_same_or_below(tools: Tools) -> None:
    with tools.begin() as uow:
        load_offices(uow)
    with tools.reading() as session:
        province, district, other = (queries.office_by_code(session, code) for code in ("33", "33.20", "35"))
        assert queries.is_same_or_below(session, district.id, province.id)
        assert queries.is_same_or_below(session, province.id, province.id)
        assert not queries.is_same_or_below(session, province.id, district.id)
        assert not queries.is_same_or_below(session, district.id, other.id)
        assert queries.same_line(session, province.id, district.id)
        assert not queries.same_line(session, district.id, other.id)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda text: "", id="empty"),
        pytest.param(lambda text: text.replace("code,parent", "kode,induk"), id="other columns"),
        pytest.param(lambda text: text.replace("\n33.20,33,", "\n33.20,99,"), id="an unknown parent"),
        pytest.param(lambda text: text.replace("\n33.20,", "\n33.21,"), id="a code twice"),
        pytest.param(lambda text: text.replace("\n33.20,33,kabkota", "\n33.20,33,kecamatan"), id="an unknown level"),
        pytest.param(lambda text: text.replace("Kabupaten Jepara,,WIB", "Kabupaten Jepara,,WET"), id="an unknown zone"),
        pytest.param(lambda text: text + "99,00\n", id="a short row"),
    ],
)
def test_a_broken_file_of_offices_is_refused_and_enters_nothing(sqlite_tools: Tools, tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "offices.csv"
    file.write_text(spoil(FILE.read_text()))
    with pytest.raises(Refused, match="offices_file_broken"), sqlite_tools.begin() as uow:
        load_offices(uow, file)
    with sqlite_tools.reading() as session:
        assert session.scalar(select(func.count()).select_from(Office)) == 0


def test_a_file_that_is_not_there_is_refused(sqlite_tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="offices_file_broken"), sqlite_tools.begin() as uow:
        load_offices(uow, tmp_path / "nowhere.csv")
