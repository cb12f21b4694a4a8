"""Backup and restore: whole, compared, into either database, and never half."""

import json
import zipfile

import pytest
from sqlalchemy import select

from service.agreements.actions import register_paper
from service.agreements.models import Agreement, PaperKind, PaperRevision
from service.archive import format as form
from service.archive.backup import backup, read_manifest, restore
from service.archive.keys import unwrap_keys, wrap_keys
from service.core.audit import Stream, stream_events, verify_chains
from service.core.database import Database
from service.core.queue import SilentBell
from service.core.refusals import Refused
from service.core.storage import DiskStorage
from service.migrations import runner
from tests.conftest import make_tools
from tests.support.agreements import start

PAPER = b"%PDF-1.7 a signed paper with an odd name \xff"


@pytest.fixture
def house(empty_database, clock, tmp_path):
    """An installation at head with an agreement, a paper and its audit."""
    runner.upgrade(empty_database)
    tools = make_tools(empty_database, DiskStorage(tmp_path / "files"), clock, SilentBell(), tmp_path)
    made = start(tools)
    with tools.begin() as uow:
        child = Agreement(
            kind="pks",
            subject="Lanjutan “naskah” – dengan huruf جاوه",
            stage="follow_up",
            stage_since=uow.now,
            lead_office_id=made.office_id,
            parent_id=made.agreement_id,
            public_code="anak",
            created_at=uow.now,
        )
        uow.session.add(child)
    stored = tools.storage.put(PAPER)
    with tools.begin() as uow:
        register_paper(uow, made.agreement_id, stored, PaperKind.ARCHIVED, published=True)
    return tools, made


@pytest.fixture
def fresh(tmp_path, clock, run_folder, request):
    """An empty installation of the other kind of database than the backup came from."""
    from tests.support import postgres

    def make(other_than_sqlite):
        if other_than_sqlite:
            request.getfixturevalue("postgresql_url")
            database = Database(postgres.create_empty(run_folder))
        else:
            database = Database(f"sqlite:///{tmp_path}/second.sqlite")
        request.addfinalizer(database.dispose)
        return make_tools(database, DiskStorage(tmp_path / "second-files"), clock, SilentBell(), tmp_path / "second")

    return make


def test_a_backup_of_one_database_comes_back_in_the_other(house, fresh, tmp_path):
    tools, made = house
    report = backup(tools, tmp_path / "all.zip")
    other = fresh(tools.database.is_sqlite)
    assert restore(other, tmp_path / "all.zip").rows == report.rows
    assert report.files == 1
    with other.reading() as session:
        child = session.scalars(select(Agreement).where(Agreement.public_code == "anak")).one()
        assert (child.parent_id, child.subject) == (made.agreement_id, "Lanjutan “naskah” – dengan huruf جاوه")
        paper = session.scalars(select(PaperRevision)).one()
        assert other.storage.get(paper.sha256) == PAPER
        assert list(verify_chains(session)) == []
        assert stream_events(session, Stream("agreement", made.agreement_id))


def test_a_backup_is_written_whole_or_not_at_all(house, tmp_path):
    tools, _ = house
    (tmp_path / "files").rename(tmp_path / "gone")
    with pytest.raises(Refused, match="file_missing"):
        backup(tools, tmp_path / "all.zip")
    assert list(tmp_path.glob("*.zip")) == []
    assert list(tmp_path.glob(".all.zip*")) == []


def test_no_key_is_in_a_backup_unless_it_was_asked_for(house, tmp_path):
    tools, _ = house
    backup(tools, tmp_path / "all.zip")
    secrets = (tools.settings.master(), tools.settings.session())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert form.KEYS not in archive.namelist()
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(secret in whole or secret.hex().encode() in whole for secret in secrets)
    backup(tools, tmp_path / "keys.zip", passphrase="kuda kayu di taman")
    with zipfile.ZipFile(tmp_path / "keys.zip") as archive:
        wrapped = archive.read(form.KEYS).decode()
    assert unwrap_keys(wrapped, "kuda kayu di taman") == secrets
    with pytest.raises(Refused, match="passphrase_wrong"):
        unwrap_keys(wrapped, "kuda kayu")


def test_restore_never_writes_over_what_is_there(house, tmp_path):
    tools, _ = house
    backup(tools, tmp_path / "all.zip")
    with pytest.raises(Refused, match="restore_target_not_empty"):
        restore(tools, tmp_path / "all.zip")


def change(source, target, member, edit):
    """The same archive with one member edited."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as altered:
        for name in archive.namelist():
            data = archive.read(name)
            altered.writestr(name, edit(data) if name == member else data)


@pytest.mark.parametrize(
    ("member", "edit", "code"),
    [
        ("files", lambda data: data + b" ", "backup_file_altered"),
        ("tables/agreements.jsonl", lambda data: data.replace(b'"kind"', b'"sort"', 1), "backup_rows_unfit"),
        ("tables/agreements.jsonl", lambda data: data.splitlines()[0], "backup_rows_unfit"),
        ("tables/offices.jsonl", lambda _data: b"{", "backup_rows_unfit"),
        (
            "tables/audit_events.jsonl",
            lambda data: data.replace(b"paper:archived", b"paper:scanned!"),
            "backup_audit_broken",
        ),
        ("manifest.json", lambda _data: b"{}", "backup_other_format"),
        ("manifest.json", lambda _data: b"no json", "backup_unreadable"),
    ],
)
def test_an_altered_backup_is_refused_by_what_is_wrong_with_it(house, fresh, tmp_path, member, edit, code):
    tools, _ = house
    backup(tools, tmp_path / "all.zip")
    if member == "files":
        (stored,) = tools.storage.names()
        member = form.file_member(stored)
    change(tmp_path / "all.zip", tmp_path / "altered.zip", member, edit)
    with pytest.raises(Refused, match=code):
        restore(fresh(other_than_sqlite=False), tmp_path / "altered.zip")


def test_a_backup_of_another_key_or_release_is_refused(house, fresh, tmp_path):
    tools, _ = house
    backup(tools, tmp_path / "all.zip")

    def edited(**said):
        change(
            tmp_path / "all.zip",
            tmp_path / "edited.zip",
            form.MANIFEST,
            lambda data: json.dumps(json.loads(data) | said).encode(),
        )
        return tmp_path / "edited.zip"

    with pytest.raises(Refused, match="backup_other_key"):
        restore(fresh(other_than_sqlite=False), edited(master_key_id="0000"))
    with pytest.raises(Refused, match="backup_other_release"):
        restore(fresh(other_than_sqlite=False), edited(revision="9999"))


def test_a_file_that_is_no_backup_is_refused_in_words(tmp_path):
    path = tmp_path / "photo.zip"
    path.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(Refused, match="backup_unreadable"):
        read_manifest(path)


def test_wrapping_the_same_keys_twice_gives_different_text():
    assert wrap_keys(b"m" * 32, b"s" * 32, "frasa") != wrap_keys(b"m" * 32, b"s" * 32, "frasa")
