"""Real papers by real converters, their worker killed (SIGKILL) at twenty random moments."""

import json
import random
import shutil
from pathlib import Path

import pytest

from service.core.mail import MailTransport
from service.documents.content import Content, read_content
from service.documents.ports import Renderer
from service.seals import workshop as _warm  # noqa: F401  loaded before the forks
from tests.faults.test_killed_between_steps import (
    assert_one_whole_paper,
    retry_as_a_person_would,
    sign_next,
    work_is_open,
)
from tests.signing.test_events import open_it
from tests.support.killing import in_child
from tests.support.signing import equip, ready_to_sign
from workers.runtime import drain

SAMPLE = Path(__file__).resolve().parents[2] / "doc_templates" / "nota_kesepahaman" / "1" / "sample.json"
KILLS = 20
# Per phase (papers, first signature, second signature with archive and evidence): how often, within how many seconds.
# Papers and archive take longer than that, so those twenty are always killed at work; a first signature may be quicker.
PHASES = ((14, 0.6), (4, 0.25), (6, 0.4))


def sample() -> Content:
    """The template's own sample, signed by the two officials of the test."""
    values = json.loads(SAMPLE.read_text(encoding="utf-8"))["values"]
    for side, name in (("pihak_kesatu", "Rahmat Hidayat"), ("pihak_kedua", "Prof. Siti Aminah")):
        values[side][0]["penandatangan"]["nama"] = name
    return read_content(json.dumps({"values": values, "articles": []}))


def offices_of(folder: Path) -> list[str]:
    """The LibreOffice processes that work for one installation."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            said = path.read_bytes()
        except OSError:
            continue
        if b"soffice" in said and str(folder).encode() in said:
            found.append(said.decode(errors="replace"))
    return found


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_killed_at_twenty_random_moments_it_ends_in_one_archived_file(sqlite_tools, clock, tmp_path):
    tools, chance = sqlite_tools, random.Random(20261123)
    equip(tools)
    tools._parts.pop(Renderer)
    tools.factories[Renderer] = "service.documents.parts:make_renderer"
    tools.factories[MailTransport] = "service.core.mail_transports:make_transport"
    made = ready_to_sign(tools, text=sample())
    with tools.begin() as uow:
        uow.want("render_version", made.version_id, agreement_id=made.agreement_id)
    open_it(tools, made)
    kills = 0
    for phase, (times, longest) in enumerate(PHASES):
        for _ in range(times):
            kills += in_child(tools, drain, kill_after=chance.uniform(0.005, longest)) == "killed"
            clock.advance(seconds=130)
            retry_as_a_person_would(tools)
        while work_is_open(tools):
            in_child(tools, drain)
            clock.advance(seconds=130)
            retry_as_a_person_would(tools)
        if phase < 2:
            sign_next(tools, made)
    assert kills >= KILLS
    assert_one_whole_paper(tools, made)
    assert offices_of(tmp_path) == []
