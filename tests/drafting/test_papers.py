"""The paper of a version is made once, by real LibreOffice, and a text that cannot be printed says why."""

from pathlib import Path

import pytest
from sqlalchemy import select

from service.core.jobs import Job, JobState
from service.core.refusals import Refused
from service.core.tools import Tools
from service.documents import versions
from service.documents.converting import Converter
from service.documents.fontkit import build_kit
from service.documents.parts import PaperMaker
from service.documents.ports import Renderer
from service.documents.rendering import text_of
from service.drafting import actions
from tests.drafting.test_actions import complete
from tests.support.agreements import Started
from tests.support.programs import needs
from workers.runtime import drain, perform


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("papers")
    with Converter(folder) as converter:
        yield PaperMaker(converter, build_kit(folder), demo=True)


@pytest.fixture
def tools(sqlite_tools: Tools) -> Tools:
    return sqlite_tools


def saved(tools: Tools, started: Started):
    with tools.begin(started.people["drafter"]) as uow:
        return actions.save_version(uow, started.agreement_id, seen_copy=None).version.id


def the_job(tools: Tools) -> Job:
    with tools.reading() as session:
        return session.scalars(select(Job).where(Job.kind == "render_version")).one()


class Counting:
    """A maker that counts, and may fail first."""

    def __init__(self, paper, *faults: Refused) -> None:
        self.paper, self.faults, self.calls = paper, list(faults), 0

    def render(self, *_args, **_more):
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)
        return self.paper


class Paper:
    docx, pdf, pages, engine = b"PK docx", b"%PDF-1.7 x", 2, "libreoffice"


@needs("soffice")
def test_a_whole_text_and_one_with_blanks_become_papers(tools, started, maker):
    tools.use(Renderer, maker)
    first = saved(tools, started)
    complete(tools, started)
    second = saved(tools, started)
    assert drain(tools) == 4  # two papers, and the search taking up the text of each
    with tools.reading() as session:
        for version_id in (first, second):
            row = versions.version(session, version_id)
            assert (row.engine, row.pages > 0, row.rendered_at is not None) == ("libreoffice", True, True)
        text = text_of(tools.storage.get(row.pdf_sha256))
        assert tools.storage.get(row.docx_sha256).startswith(b"PK")
    assert "NOTA KESEPAHAMAN" in text
    assert "CONTOH, TIDAK BERLAKU" in text


def test_a_job_announced_twice_makes_one_paper(tools, started):
    renderer = Counting(Paper)
    tools.use(Renderer, renderer)
    version_id = saved(tools, started)
    job = the_job(tools)
    assert perform(job.id, tools) is JobState.DONE
    with tools.begin() as uow:  # a worker that died after making the paper and before saying so
        uow.session.get_one(Job, job.id).state = JobState.WANTED.value
    assert perform(job.id, tools) is JobState.DONE
    assert renderer.calls == 1
    with tools.reading() as session:
        assert versions.version(session, version_id).pages == 2


def test_a_hung_converter_is_tried_again_and_its_sentence_stands_in_the_job(tools, started, clock):
    tools.use(Renderer, Counting(Paper, Refused("paper_too_slow", seconds=30)))
    saved(tools, started)
    drain(tools)
    job = the_job(tools)
    assert (job.state, job.error_code) == (JobState.WANTED, "paper_too_slow")
    clock.advance(minutes=1)
    drain(tools)
    assert the_job(tools).state == JobState.DONE


@needs("soffice")
def test_a_character_without_a_glyph_is_named_with_its_field(tools, started, maker):
    tools.use(Renderer, maker)
    complete(tools, started, judul="Pengawasan \U0001f5f3 Partisipatif")
    saved(tools, started)
    drain(tools)
    job = the_job(tools)
    assert (job.state, job.error_code) == (JobState.FAILED, "glyph_missing")
    assert (job.error_params["character"], job.error_params["name"]) == ("\U0001f5f3", "Tentang")


@needs("soffice")
def test_a_value_of_the_wrong_form_is_named_and_never_printed(tools, started, maker):
    tools.use(Renderer, maker)
    complete(tools, started, jangka_waktu={"tahun": "tiga"})
    saved(tools, started)
    drain(tools)
    job = the_job(tools)
    assert (job.state, job.error_code, job.error_params["first"]) == (JobState.FAILED, "values_faulty", "Jangka waktu")
