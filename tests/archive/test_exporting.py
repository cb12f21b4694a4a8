"""The export of a year: a bag that the receiver checks with a tool of his own."""

import json
import subprocess
import tracemalloc
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from click.testing import CliRunner

from service.archive import export_jobs, originals
from service.archive.commands import archive_export
from service.archive.exporting import export_year
from service.archive.originals import Sheet, Spot
from service.archive.rules import Owner, Place
from service.core.refusals import Refused
from service.offices.models import Office
from tests.support.papers import plain_pdf
from workers.archive import sweep_exports
from workers.runtime import drain


def office_of(desk):
    with desk.tools.reading() as session:
        return session.get_one(Office, desk.district)


def bag_of(desk, tmp_path, year=2026):
    outcome = export_year(desk.tools, office_of(desk), year, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    (folder,) = (tmp_path / "out").iterdir()
    return outcome, folder


def check(folder, name="manifest-sha256.txt"):
    return subprocess.run(["sha256sum", "-c", name], cwd=folder, capture_output=True, text=True, check=False)


def test_the_bag_is_whole_by_sha256sum_and_says_what_it_holds(desk, keeper, tmp_path):
    first = desk.enter(subject="Pengawasan & <Partisipatif>", data=plain_pdf(text="satu"))
    desk.enter(subject="=cmd|'/C calc'!A0", data=plain_pdf(text="dua"))
    desk.enter(subject="Tahun lain", signed_on=date(2025, 12, 31))
    with desk.tools.begin(keeper) as uow:
        originals.add_original(
            uow, first, Sheet(1, Owner.OFFICE, Owner.OFFICE, "Hukum"), Spot(place=Place("Arsip", "2"))
        )
    outcome, folder = bag_of(desk, tmp_path)
    assert (outcome.agreements, outcome.lacking) == (2, [])
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = check(folder, manifest)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = [path for path in (folder / "data").rglob("*") if path.is_file()]
    listed = {line.split("  ", 1)[1] for line in (folder / "manifest-sha256.txt").read_text().splitlines()}
    assert listed == {str(path.relative_to(folder)) for path in payload}
    size = sum(path.stat().st_size for path in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}" in (folder / "bag-info.txt").read_text()
    said = json.loads((folder / "data" / "metadata.json").read_text())
    assert {one["tentang"] for one in said} == {"Pengawasan & <Partisipatif>", "=cmd|'/C calc'!A0"}
    place = [sheet["lokasi"] for one in said for sheet in one["naskah_asli"]]
    assert place == ["Ruang Arsip, Lemari 2"]
    assert len(ET.fromstring((folder / "data" / "metadata.xml").read_text())) == 2
    book = openpyxl.load_workbook(folder / "data" / "metadata.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "sha256sum -c manifest-sha256.txt" in (folder / "BACA-SAYA.txt").read_text()


def test_a_changed_byte_is_found_by_the_receiver(desk, tmp_path):
    desk.enter()
    _, folder = bag_of(desk, tmp_path)
    (folder / "data" / "metadata.json").write_text("[]")
    assert check(folder).returncode == 1


def test_a_damaged_file_is_left_out_and_named_and_the_rest_still_checks(desk, storage, tmp_path):
    from service.agreements.models import Agreement

    damaged, _whole = desk.enter(), desk.enter()
    with desk.tools.reading() as session:
        sha256 = session.get_one(Agreement, damaged).final_sha256
    storage._path(sha256).unlink()
    outcome, folder = bag_of(desk, tmp_path)
    assert [sha256 in line for line in outcome.lacking] == [True]
    assert sha256 in (folder / "BACA-SAYA.txt").read_text()
    assert check(folder).returncode == 0


def test_a_year_without_papers_is_refused_and_writes_nothing(desk, tmp_path):
    with pytest.raises(Refused, match="export_empty"):
        export_year(desk.tools, office_of(desk), 2001, tmp_path / "out.zip")
    assert list(tmp_path.glob("*.zip")) == []


def test_memory_does_not_grow_with_the_size_of_the_year(desk, tmp_path):
    for number in range(12):
        desk.enter(data=bytes([number]) * 4_000_000)
    office = office_of(desk)
    tracemalloc.start()
    outcome = export_year(desk.tools, office, 2026, tmp_path / "out.zip")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert outcome.size > 48_000_000
    assert peak < 24_000_000  # a few of these files, not all of them


def test_the_command_writes_the_same_bag(desk, tmp_path):
    desk.enter()
    asked = ["2026", "--office", "1.01", "--out", str(tmp_path / "a.zip"), "--json"]
    done = CliRunner().invoke(archive_export, asked, obj=desk.tools)
    assert done.exit_code == 0, done.output
    said = json.loads(done.output.splitlines()[-1])
    assert (said["agreements"], (tmp_path / "a.zip").stat().st_size) == (1, said["size"])


def test_an_export_is_made_once_and_swept_after_its_days(desk, keeper, clock):
    desk.enter()
    with desk.tools.begin(keeper) as uow:
        asked = export_jobs.ask_export(uow, 2026)
    drain(desk.tools)
    path = export_jobs.path_of(desk.tools.settings, asked.id)
    before = path.stat().st_mtime_ns
    assert drain(desk.tools) == 0
    sweep_exports(desk.tools)
    assert path.stat().st_mtime_ns == before
    clock.advance(days=15)
    sweep_exports(desk.tools)
    assert not path.exists()
    sweep_exports(desk.tools)
