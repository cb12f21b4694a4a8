"""`sijari backup` and `sijari restore` as an operator types them."""

import json

import pytest
from click.testing import CliRunner

from service.archive.cli import backup, restore
from service.authority.actions import init_authority
from service.authority.desk import config_from
from service.core.clock import SystemClock
from service.keyfiles import Mode, create_installation, read_installation
from service.migrating import bring_up_to_date
from service.settings import load
from service.wiring import make_tools


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A small demo installation with its authority, chosen by SIJARI_DATA."""
    data = tmp_path / "first"
    monkeypatch.setenv("SIJARI_DATA", str(data))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    create_installation(data, Mode.DEMO, SystemClock().now())
    tools = make_tools(load(), silent=True)
    bring_up_to_date(tools)
    with tools.begin() as uow:
        init_authority(uow, config_from(tools))
    tools.database.dispose()
    return data


def run(command, *args, typed=""):
    done = CliRunner().invoke(command, [str(arg) for arg in args], input=typed)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_backup_with_keys_makes_a_whole_installation_out_of_an_empty_folder(installation, tmp_path, monkeypatch):
    run(backup, tmp_path / "all.zip", "--with-keys", typed="kuda kayu di taman\nkuda kayu di taman\n")
    second = tmp_path / "second"
    monkeypatch.setenv("SIJARI_DATA", str(second))
    said = run(restore, tmp_path / "all.zip", typed="kuda kayu di taman\n")
    assert "Restored" in said
    assert read_installation(second).mode is Mode.DEMO
    for name in ("keys/master.key", "keys/session.key"):
        assert (second / name).read_text() == (installation / name).read_text()
    assert (second / "trust" / "builtin.pem").read_text().startswith("-----BEGIN CERTIFICATE-----")


def test_a_backup_says_in_json_what_it_holds(installation, tmp_path):
    said = json.loads(run(backup, tmp_path / "all.zip", "--json"))
    assert said["with_keys"] is False
    assert said["tables"]["authority_certificates"] == 4
