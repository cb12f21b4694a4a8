"""The command line: plain help, three exit codes, sentences instead of tracebacks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy.exc import OperationalError

from service import cli
from service.audit_cli import verify_everything
from service.core.audit import Stream
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.tools import Tools
from service.settings import SettingsFault
from tests.house.source import PROJECT


def sijari(*arguments: str, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False,
        env={"PATH": os.environ["PATH"], "SIJARI_DATA": str(data), "LANG": "C.UTF-8"} | environ,
    )  # fmt: skip


def test_the_list_of_commands_loads_none_of_them() -> None:
    heavy = "[name for name in sys.modules if 'pyhanko' in name or 'flask' in name]"
    code = f"import sys; from service.cli import run; run(['--help']); print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(name.partition(" ")[0] in done.stdout for name in cli.COMMANDS)


def test_wrong_use_ends_with_two(own_logs: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["nonsense"]) == 2
    assert "No such command" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        pytest.param(SettingsFault(["PORT: wrong", "HOST: wrong"]), "- PORT: wrong\n- HOST: wrong", id="settings"),
        pytest.param(Refused("file_missing", sha256="abc"), "File abc is missing", id="refusal"),
        pytest.param(OperationalError("SELECT nik", {}, Exception("boom")), "sijari doctor", id="database"),
        pytest.param(FileNotFoundError(2, "No such file", "x.pdf"), "x.pdf: No such file.", id="file"),
        pytest.param(KeyError("secret"), "KeyError", id="unforeseen"),
    ],
)
def test_a_fault_is_a_sentence(
    fault: Exception, words: str, own_logs: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def broken() -> None:
        """Fail."""
        raise fault

    monkeypatch.setitem(cli.COMMANDS, "broken", cli.Command("tests.house.test_cli:nothing", ""))
    monkeypatch.setattr(cli.Command, "load", lambda self: broken)
    assert cli.run(["broken"]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert "secret" not in said


def test_nothing_starts_before_there_are_secrets(tmp_path: Path) -> None:
    done = sijari("up", data=tmp_path / "new")
    assert done.returncode == 1
    assert "run `sijari init` once" in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
def test_a_real_installation_is_prepared_once_and_examined(tmp_path: Path) -> None:
    data = tmp_path / "a folder"
    first, again = sijari("init", data=data), sijari("init", data=data)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "up to date" in again.stdout
    demo = sijari("up", "--demo", data=data)
    assert demo.returncode == 1
    assert "cannot run as a demo" in demo.stderr
    examined = json.loads(sijari("doctor", "--json", data=data).stdout)
    states = {finding["name"]: finding["state"] for finding in examined["findings"]}
    assert states["database"] == states["authority"] == states["stored files"] == states["queue"] == "ok"
    assert "(set)" in examined["settings"]["master_key"]
    audit = json.loads(sijari("audit", "verify", "--json", data=data).stdout)
    assert audit["holds"]
    assert audit["events"] >= 1


def test_the_audit_is_recomputed_with_every_file(tools: Tools) -> None:
    stored = tools.storage.put(b"a paper")
    with tools.begin() as uow:
        uow.keep(stored, "application/pdf")
        uow.record(Stream("office", new_id()), "office:tested")
    outcome = verify_everything(tools)
    assert (outcome.events, outcome.files, outcome.faults) == (1, 1, [])


def test_a_file_that_was_changed_or_lost_is_named(tools: Tools) -> None:
    kept = [tools.storage.put(text) for text in (b"one", b"two")]
    with tools.begin() as uow:
        for stored in kept:
            uow.keep(stored, "application/pdf")
    folder = tools.settings.files
    for stored, change in zip(kept, (lambda path: path.write_bytes(b"forged"), Path.unlink), strict=True):
        change(folder / stored.sha256[:2] / stored.sha256)
    words = {fault.what for fault in verify_everything(tools).faults}
    assert words == {"is missing", "differs from what was stored"}
