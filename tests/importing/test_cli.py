"""`sijari import`: a dry run keeps nothing, a refusal ends with 1, the whole case enters."""

import json

import pytest
from click.testing import CliRunner

from service.agreements.models import Agreement
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.importing.cli import import_
from service.importing.models import ImportBatch
from tests.importing import case_26
from tests.importing.desk import good, pdfs, xlsx
from tests.support.people import make_office, make_person


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "pindaian"
    (place / "2025").mkdir(parents=True)
    for name, data in case_26.scans():
        (place / "2025" / name).write_bytes(data)
    (tmp_path / "rekap.xlsx").write_bytes(case_26.build())
    return tmp_path


def run(desk, *arguments):
    done = CliRunner().invoke(
        import_, [str(one) for one in arguments], obj=desk.tools, standalone_mode=False, catch_exceptions=False
    )
    return done.return_value, done.output


def test_a_dry_run_says_every_verdict_and_keeps_nothing(sqlite_desk, folder):
    status, said = run(sqlite_desk, folder / "rekap.xlsx", "--files", folder / "pindaian", "--office", "33.20",
                       "--dry-run", "--json")  # fmt: skip
    answer = json.loads(said)
    assert status == 1
    assert {one["row"]: one["verdict"] for one in answer["rows"]} == {
        row: verdict for row, (verdict, _) in case_26.EXPECTED.items()
    }
    assert [sqlite_desk.count(one) for one in (ImportBatch, StoredFile, Agreement)] == [0, 0, 0]
    assert list(sqlite_desk.tools.storage.names()) == []


def test_wrong_rows_refuse_the_whole_file_unless_they_are_left_out(sqlite_desk, folder):
    status, said = run(sqlite_desk, folder / "rekap.xlsx", "--files", folder / "pindaian", "--office", "33.20")
    assert (status, sqlite_desk.count(Agreement)) == (1, 0)
    assert "nothing was entered" in said
    status, said = run(sqlite_desk, folder / "rekap.xlsx", "--files", folder / "pindaian", "--office", "33.20",
                       "--skip-wrong")  # fmt: skip
    assert (status, sqlite_desk.count(Agreement)) == (0, len(case_26.DAYS))
    with pytest.raises(Refused, match="import_known_file"):
        run(sqlite_desk, folder / "rekap.xlsx", "--office", "33.20")


def test_the_office_is_asked_for_where_several_have_people(sqlite_desk, tmp_path):
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(xlsx([good(1)]))
    place = tmp_path / "pindaian"
    place.mkdir()
    for name, data in pdfs(1):
        (place / name).write_bytes(data)
    with pytest.raises(Refused, match="import_office_needed"):
        run(sqlite_desk, file)
    make_person(sqlite_desk.tools, make_office(sqlite_desk.tools), "drafter")
    assert run(sqlite_desk, file, "--files", place)[0] == 0
