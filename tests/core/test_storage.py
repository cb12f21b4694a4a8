import errno
import hashlib
import os
import threading
from pathlib import Path

import pytest

from service.core.refusals import Refused, explain, register, sentence
from service.core.sentences import SENTENCES
from service.core.storage import DiskStorage, StoredFile, keep
from service.core.tools import Tools

DATA = b"naskah kerja sama"
NAME = hashlib.sha256(DATA).hexdigest()


def leftovers(storage: DiskStorage) -> list[Path]:
    return list((storage.folder / "incoming").iterdir())


def test_a_file_is_named_by_its_content_and_read_back_whole(storage: DiskStorage) -> None:
    stored = storage.put(DATA)
    assert (stored.sha256, stored.size) == (NAME, len(DATA))
    assert storage.get(NAME) == DATA
    assert storage.has(NAME)
    assert list(storage.names()) == [NAME]
    assert leftovers(storage) == []


def test_the_same_content_is_written_once(storage: DiskStorage) -> None:
    storage.put(DATA)
    path = storage.folder / NAME[:2] / NAME
    before = path.stat()
    storage.put(DATA)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert leftovers(storage) == []


def test_an_empty_file_can_be_stored(storage: DiskStorage) -> None:
    assert storage.get(storage.put(b"").sha256) == b""


def test_many_who_store_the_same_content_at_once_end_with_one_file(storage: DiskStorage) -> None:
    start, names = threading.Barrier(8), []

    def put() -> None:
        start.wait()
        names.append(storage.put(DATA * 1000).sha256)

    threads = [threading.Thread(target=put) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(names) == 8
    assert list(storage.names()) == [names[0]]
    assert leftovers(storage) == []


@pytest.mark.parametrize("spoiled", [DATA + b"!", DATA[:-1], b"", b"x" * len(DATA)])
def test_an_altered_file_is_refused(storage: DiskStorage, spoiled: bytes) -> None:
    storage.put(DATA)
    (storage.folder / NAME[:2] / NAME).write_bytes(spoiled)
    with pytest.raises(Refused, match="file_altered") as caught:
        storage.get(NAME)
    register(SENTENCES)
    assert NAME[:12] in explain(caught.value)


def test_a_missing_file_is_refused(storage: DiskStorage) -> None:
    with pytest.raises(Refused, match="file_missing"):
        storage.get("a" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "/x"])
def test_what_is_no_name_of_a_file_reads_nothing(storage: DiskStorage, name: str) -> None:
    with pytest.raises(Refused, match="file_missing"):
        storage.get(name)
    with pytest.raises(Refused, match="file_missing"):
        storage.has(name)


@pytest.mark.parametrize("step", ["fsync", "link"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_full_or_broken_disk_is_refused_and_leaves_nothing_behind(
    storage: DiskStorage, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(f"service.core.storage.os.{step}", fail)
        with pytest.raises(Refused, match="storage_full") as caught:
            storage.put(DATA)
    assert not storage.has(NAME)
    assert leftovers(storage) == []
    assert sentence(caught.value.code).status == 507
    assert storage.put(DATA).sha256 == NAME


def test_what_a_crash_left_behind_is_swept_and_fresh_work_is_not(storage: DiskStorage) -> None:
    old, fresh = storage.folder / "incoming" / "old", storage.folder / "incoming" / "fresh"
    old.write_bytes(b"half a file")
    fresh.write_bytes(b"being written")
    os.utime(old, (1000, 1000))
    assert storage.sweep(older_than=2000) == 1
    assert leftovers(storage) == [fresh]


def test_the_register_of_files_holds_each_file_once(tools: Tools) -> None:
    stored = tools.storage.put(DATA)
    for _ in range(2):
        with tools.begin() as uow:
            assert uow.keep(stored, "text/plain") == NAME
    with tools.reading() as session:
        (row,) = session.query(StoredFile).all()
        assert (row.sha256, row.size, row.media_type) == (NAME, len(DATA), "text/plain")


def test_the_first_entry_of_a_file_stands(tools: Tools) -> None:
    stored = tools.storage.put(DATA)
    with tools.begin() as uow:
        keep(uow.session, stored, "application/pdf", uow.now)
        keep(uow.session, stored, "text/plain", uow.now)
    with tools.reading() as session:
        assert session.get_one(StoredFile, NAME).media_type == "application/pdf"
