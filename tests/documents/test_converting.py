"""The converter: bounded, replaced when it fails, gone when its owner is gone."""

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from service.core.refusals import Refused
from service.documents import converting
from service.documents.catalogue import Template
from service.documents.converting import Converter, Engine, libreoffice_present
from service.documents.fontkit import FontKit
from service.documents.probing import probe_engine
from service.documents.rendering import render_paper
from tests.documents import samples

needs_libreoffice = pytest.mark.skipif(not libreoffice_present(), reason="LibreOffice or python3-uno is not installed")


def docx_of(*paragraphs: str, rows: int = 0) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(1, 2)
        row = table.rows[0]._tr
        import copy

        for _ in range(rows - 1):
            table._tbl.append(copy.deepcopy(row))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


SMALL = docx_of("Halo")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Converter]:
    with Converter(tmp_path / "data") as converter:
        yield converter


def processes_of(profile: Path) -> list[int]:
    """LibreOffice processes that use a profile under this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = entry.read_bytes()
        except OSError:
            continue
        if str(profile).encode() in said and b"soffice.bin" in said:
            found.append(int(entry.parent.name))
    return found


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@needs_libreoffice
def test_a_converter_is_warm_after_its_first_paper_and_leaves_nothing(tmp_path: Path) -> None:
    with Converter(tmp_path) as converter:
        assert converter.convert(SMALL).pdf.startswith(b"%PDF-1.")
        child = converter._child
        converter.convert(SMALL)
        assert converter._child is child
        assert len(processes_of(tmp_path)) == 1
        assert not list((tmp_path / "engine" / "slot-0" / "work").iterdir())
    assert wait_until(lambda: not processes_of(tmp_path))


@needs_libreoffice
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"%PDF-1.4 renamed", id="a PDF by another name"),
        pytest.param(b"", id="empty"),
        pytest.param(b"plain text, which LibreOffice would gladly import", id="text"),
    ],
)
def test_what_is_no_docx_is_refused_before_libreoffice_sees_it(content: bytes, own: Converter) -> None:
    with pytest.raises(Refused) as caught:
        own.convert(content)
    assert caught.value.code == "not_docx"


@needs_libreoffice
def test_a_truncated_docx_is_refused_and_the_next_paper_comes_out(own: Converter) -> None:
    with pytest.raises(Refused) as caught:
        own.convert(SMALL[: len(SMALL) // 2])
    assert caught.value.code == "paper_not_made"
    assert own.convert(SMALL).pdf.startswith(b"%PDF")


@needs_libreoffice
def test_a_paper_that_takes_too_long_is_stopped_and_the_next_one_comes_out(tmp_path: Path) -> None:
    with Converter(tmp_path, limit_s=1.5) as converter:
        converter.warm()
        started = time.monotonic()
        with pytest.raises(Refused) as caught:
            converter.convert(docx_of(rows=4000))
        assert caught.value.code == "paper_too_slow"
        assert time.monotonic() - started < 6
        converter.limit_s = 30
        assert converter.convert(SMALL).pdf.startswith(b"%PDF")


@needs_libreoffice
def test_a_killed_libreoffice_costs_one_retry_and_no_paper(own: Converter, tmp_path: Path) -> None:
    own.convert(SMALL)
    for pid in processes_of(tmp_path):
        os.kill(pid, 9)
    assert own.convert(SMALL).pdf.startswith(b"%PDF")
    assert own.convert(SMALL).pdf.startswith(b"%PDF")


@needs_libreoffice
def test_a_child_retires_after_its_share_of_papers(own: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "MAX_PAPERS", 2)
    own.convert(SMALL)
    first = own._child
    own.convert(SMALL)
    own.convert(SMALL)
    assert own._child is not first


@needs_libreoffice
def test_threads_share_a_converter(own: Converter) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(own.convert(SMALL).pdf)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4


@needs_libreoffice
def test_two_converters_on_one_data_folder_use_two_profiles(tmp_path: Path) -> None:
    with Converter(tmp_path) as one, Converter(tmp_path) as other:
        one.convert(SMALL)
        other.convert(SMALL)
        assert one._slot is not None
        assert other._slot is not None
        assert one._slot.folder != other._slot.folder


@needs_libreoffice
def test_no_libreoffice_survives_the_kill_of_its_owner(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from service.documents.converting import Converter\n"
        f"c = Converter(Path({str(tmp_path)!r})); c.warm(); print('warm', flush=True); time.sleep(60)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert owner.stdout is not None
    with owner.stdout:
        assert owner.stdout.readline() == b"warm\n"
    assert processes_of(tmp_path)
    owner.kill()
    owner.wait()
    assert wait_until(lambda: not processes_of(tmp_path))


@needs_libreoffice
def test_the_network_is_closed_for_libreoffice(own: Converter) -> None:
    if subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this kernel gives an ordinary user no network namespace")
    own.warm()
    assert own.network_closed


@needs_libreoffice
def test_the_probe_converts_a_document_with_a_comment_and_the_comment_stays_out(
    tmp_path: Path, render_data: Path
) -> None:
    probe = probe_engine(render_data)
    assert (probe.engine, probe.works, probe.fonts_embedded) == (Engine.LIBREOFFICE, True, True)


def test_without_libreoffice_rdocx_makes_a_preview(memorandum: Template, render_data: Path, fonts: FontKit) -> None:
    content = samples.short(memorandum)
    with Converter(render_data, engine=Engine.RDOCX) as converter:
        paper = render_paper(memorandum, content, None, demo=True, converter=converter, fonts=fonts)
        assert probe_engine(render_data, converter).works
        with pytest.raises(Refused):
            converter.convert(SMALL[:200])
    assert paper.engine is Engine.RDOCX
    assert paper.preview_only
    assert "MAKSUD DAN TUJUAN" in paper.text
    assert paper.text.count("PRATINJAU, BUKAN UNTUK DITANDATANGANI") == paper.pages
