"""One working copy, versions without gaps, and a paper that is named once; on both databases."""

import pytest
from sqlalchemy import select

from service.core.audit import Stream, stream_events
from service.core.database import new_id
from service.core.jobs import Job
from service.core.refusals import Refused
from service.core.storage import StoredFile
from service.documents import versions
from service.documents.content import ArticleText, Content
from service.documents.shipped import shipped
from service.documents.versions import PaperFiles

TEMPLATE = shipped().latest("nota_kesepahaman")
ONE = Content({"judul": "Satu"}, (ArticleText("a", "Judul", "(1) Isi."),))
TWO = Content({"judul": "Dua"}, ONE.articles)


@pytest.fixture
def owner():
    return new_id()


def save(tools, owner, content, **more):
    with tools.begin() as uow:
        return versions.save_version(uow, owner, content, TEMPLATE, stream=Stream("agreement", owner), **more)


def test_the_working_copy_gives_back_what_was_written(tools, owner):
    with tools.begin() as uow:
        versions.write_copy(uow, owner, ONE)
    with tools.reading() as session:
        assert versions.content_of(versions.working_copy(session, owner)) == ONE


def test_writing_the_same_again_does_not_make_other_pages_stale(tools, owner):
    with tools.begin() as uow:
        first = versions.write_copy(uow, owner, ONE).version
    with tools.begin() as uow:
        assert versions.write_copy(uow, owner, ONE, seen_version=first).version == first
    with tools.begin() as uow:
        assert versions.write_copy(uow, owner, TWO, seen_version=first).version > first


def test_a_page_that_saw_an_older_state_is_refused(tools, owner):
    with tools.begin() as uow:
        first = versions.write_copy(uow, owner, ONE).version
    with tools.begin() as uow:
        versions.write_copy(uow, owner, TWO, seen_version=first)
    with pytest.raises(Refused, match="stale_page"), tools.begin() as uow:
        versions.write_copy(uow, owner, ONE, seen_version=first)


def test_versions_are_numbered_one_by_one_and_an_unchanged_text_makes_none(tools, owner):
    assert [save(tools, owner, content).version.number for content in (ONE, ONE, TWO, ONE)] == [1, 1, 2, 3]
    with tools.reading() as session:
        rows = versions.versions_of(session, owner)
        assert [row.number for row in rows] == [3, 2, 1]
        assert versions.latest(session, owner).content_hash == ONE.content_hash()
        assert versions.version_numbered(session, owner, 2).content_hash == TWO.content_hash()
        with pytest.raises(Refused, match="not_found"):
            versions.version_numbered(session, owner, 9)


def test_a_version_wants_its_paper_and_leaves_a_trace_without_its_text(tools, owner):
    saved = save(tools, owner, ONE, note="  awal\n ")
    with tools.reading() as session:
        job = session.scalars(select(Job)).one()
        assert (job.kind, job.subject_id, job.agreement_id) == ("render_version", saved.version.id, owner)
        event = stream_events(session, Stream("agreement", owner))[-1]
    assert event.code == "text:version"
    assert event.details["hash"] == ONE.content_hash()
    assert "Isi." not in str(event.details)
    assert saved.version.note == "awal"


def test_the_first_worker_names_the_paper_and_the_second_changes_nothing(tools, owner):
    saved = save(tools, owner, ONE).version
    first, other = tools.storage.put(b"%PDF satu"), tools.storage.put(b"%PDF dua")
    with tools.begin() as uow:
        assert versions.record_paper(uow, saved.id, PaperFiles(first, first, 4, "libreoffice"))
    with tools.begin() as uow:
        assert not versions.record_paper(uow, saved.id, PaperFiles(other, other, 5, "rdocx"))
    with tools.reading() as session:
        row = versions.version(session, saved.id)
        assert (row.pdf_sha256, row.pages, row.engine) == (first.sha256, 4, "libreoffice")
        assert session.get(StoredFile, first.sha256) is not None
        assert versions.rendered(versions.versions_of(session, owner)).id == saved.id
