"""A file on disk altered by hand: found, named, and restorable from a backup."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from service.archive import fixity
from service.archive.backup import backup
from service.archive.commands import fixity_group, put_right
from service.archive.models import FixityFault, FixityRun
from service.core.audit import Stream, stream_events
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.migrations import runner
from tests.support.papers import plain_pdf


def damage(storage, sha256, data=b"diubah dengan tangan"):
    path = storage._path(sha256)
    path.unlink()
    if data is not None:
        path.write_bytes(data)


def name_of(desk, agreement_id):
    from service.agreements.models import Agreement

    with desk.tools.reading() as session:
        return session.get_one(Agreement, agreement_id).final_sha256


def round_over(tools):
    """Slices until the round is over."""
    for _ in range(20):
        fixity.check_due(tools)
        with tools.reading() as session:
            if session.query(FixityRun).filter(FixityRun.finished_at.is_not(None)).count():
                return
    raise AssertionError("the round does not end")


def faults(tools):
    with tools.reading() as session:
        return {one.sha256: (one.kind, one.papers) for one in fixity.open_faults(session)}


@pytest.mark.parametrize(("data", "kind"), [(b"lain", "altered"), (None, "missing"), (b"", "altered")])
def test_a_damaged_file_is_found_named_and_written_into_the_agreements_history(desk, storage, data, kind):
    agreement, whole = desk.enter(), desk.enter()
    damage(storage, name_of(desk, agreement), data)
    round_over(desk.tools)
    found = faults(desk.tools)
    assert set(found) == {name_of(desk, agreement)}
    said, papers = found[name_of(desk, agreement)]
    assert said == kind
    assert {paper["agreement"] for paper in papers} == {str(agreement)}
    assert {paper["table"] for paper in papers} >= {"agreements", "paper_revisions"}
    with desk.tools.reading() as session:
        assert "archive:file_damaged" in [one.code for one in stream_events(session, Stream("agreement", agreement))]
        assert "archive:file_damaged" not in [one.code for one in stream_events(session, Stream("agreement", whole))]


def test_a_folder_in_place_of_a_file_is_unreadable(desk, storage):
    sha256 = name_of(desk, desk.enter())
    damage(storage, sha256, None)
    storage._path(sha256).mkdir()
    round_over(desk.tools)
    assert faults(desk.tools)[sha256][0] == "unreadable"


def test_a_round_goes_on_where_it_stopped_and_the_next_begins_when_its_days_are_over(desk, clock, monkeypatch):
    for _ in range(5):
        desk.enter()
    monkeypatch.setattr(fixity, "FILES_A_SLICE", 2)
    fixity.check_due(desk.tools)
    with desk.tools.reading() as session:
        run = session.query(FixityRun).one()
        assert (run.checked, run.finished_at) == (2, None)
    clock.advance(days=8)  # the schedule was stopped for a week
    round_over(desk.tools)
    fixity.check_due(desk.tools)
    with desk.tools.reading() as session:
        run = session.query(FixityRun).one()
        assert run.checked == session.query(StoredFile).count() == 5
    clock.set(run.started_at + timedelta(days=30))
    fixity.check_due(desk.tools)
    with desk.tools.reading() as session:
        assert session.query(FixityRun).count() == 2


def test_two_schedule_processes_do_not_count_a_slice_twice(desk, monkeypatch):
    desk.enter()
    real = fixity.look_at

    def slow(storage, sha256, size):
        monkeypatch.setattr(fixity, "look_at", real)
        fixity.check_due(desk.tools)  # the other process, meanwhile
        return real(storage, sha256, size)

    monkeypatch.setattr(fixity, "look_at", slow)
    fixity.check_due(desk.tools)
    with desk.tools.reading() as session:
        assert session.query(FixityRun).one().checked == 1


def test_a_file_that_is_whole_again_is_no_fault_any_more(desk, storage):
    agreement = desk.enter(data=b"naskah")
    sha256 = name_of(desk, agreement)
    damage(storage, sha256)
    fixity.check_now(desk.tools, whole=True)
    assert set(faults(desk.tools)) == {sha256}
    storage._path(sha256).write_bytes(b"naskah")
    fixity.check_now(desk.tools, whole=False)
    assert faults(desk.tools) == {}
    with desk.tools.reading() as session:
        assert session.query(FixityFault).one().resolved_how == "found_whole"


@pytest.fixture
def release(desk, monkeypatch):
    """The tables of a test come from the metadata, so the backup is told that they stand at this release."""
    monkeypatch.setattr(runner, "current", lambda _database: runner.head())


def test_a_damaged_file_is_put_right_from_a_backup_and_its_bytes_are_kept_aside(desk, storage, tmp_path, release):
    agreement = desk.enter(data=plain_pdf(text="Naskah"))
    sha256 = name_of(desk, agreement)
    backup(desk.tools, tmp_path / "all.zip")
    damage(storage, sha256, b"lain")
    fixity.check_now(desk.tools, whole=True)
    done, failed = put_right(desk.tools, tmp_path / "all.zip")
    assert (set(done), failed) == ({sha256}, {})
    assert storage.get(sha256) == plain_pdf(text="Naskah")
    assert (storage.folder / done[sha256]).read_bytes() == b"lain"
    assert faults(desk.tools) == {}
    with desk.tools.reading() as session:
        assert "archive:file_restored" in [one.code for one in stream_events(session, Stream("agreement", agreement))]


def test_a_backup_without_the_file_changes_nothing(desk, storage, tmp_path, release):
    backup(desk.tools, tmp_path / "before.zip")
    sha256 = name_of(desk, desk.enter())
    damage(storage, sha256, b"lain")
    fixity.check_now(desk.tools, whole=True)
    done, failed = put_right(desk.tools, tmp_path / "before.zip")
    assert (done, failed) == ({}, {sha256: "it is not in this backup"})
    assert storage._path(sha256).read_bytes() == b"lain"


def test_wrong_bytes_are_never_put_in_place(storage):
    sha256 = storage.put(b"naskah").sha256
    damage(storage, sha256, b"lain")
    with pytest.raises(Refused, match="file_altered"):
        storage.put_right(sha256, b"lain pula")
    assert storage._path(sha256).read_bytes() == b"lain"


def test_the_command_names_what_is_damaged_and_ends_with_one(desk, storage):
    sha256 = name_of(desk, desk.enter())
    done = CliRunner().invoke(fixity_group, ["--all"], obj=desk.tools)
    assert (done.exit_code, "all as they were stored" in done.output) == (0, True)
    damage(storage, sha256)
    done = CliRunner().invoke(fixity_group, ["--all", "--json"], obj=desk.tools)
    assert done.exit_code == 1
    assert [one["sha256"] for one in json.loads(done.output.splitlines()[-1])["damaged"]] == [sha256]
