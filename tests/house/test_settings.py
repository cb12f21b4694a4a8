"""Settings: typed, whole, every fault at once, secrets that do not show themselves."""

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.keyfiles import MASTER_KEY, Mode, create_installation, parse_key, read_installation, read_key
from service.settings import OPTIONS, PROJECT, Secret, Settings, SettingsFault, load

NOW = datetime(2026, 3, 2, tzinfo=UTC)
KEY = "0123456789abcdef" * 2 + "fedcba9876543210" * 2


def faults_of(environ: dict[str, str], **how: bool) -> list[str]:
    with pytest.raises(SettingsFault) as caught:
        load(environ, **how)
    return caught.value.faults


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    faults = faults_of({"SIJARI_DATA": str(tmp_path), "PORT": "0", "DATABASE_URL": "mysql://x", "MAIL_FROM": "nobody"})
    assert [fault.partition(":")[0] for fault in faults[:3]] == ["DATABASE_URL", "PORT", "MAIL_FROM"]
    assert "there is no master key: run `sijari init` once, or set SIJARI_MASTER_KEY" in faults


def test_the_data_folder_never_depends_on_where_the_command_was_typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({}, complete=False).data == PROJECT / "var"
    assert any("absolute" in fault for fault in faults_of({"SIJARI_DATA": "var"}, complete=False))


def test_a_new_installation_has_everything_it_needs(tmp_path: Path) -> None:
    create_installation(tmp_path, Mode.PRODUCTION, NOW)
    settings = load({"SIJARI_DATA": str(tmp_path)})
    assert len(settings.master()) == len(settings.session()) == 32
    assert settings.master() != settings.session()
    assert settings.database_url == f"sqlite:///{tmp_path}/sijari.sqlite"
    assert not settings.demo


def test_making_an_installation_twice_keeps_its_keys(tmp_path: Path) -> None:
    first = create_installation(tmp_path, Mode.DEMO, NOW)
    key = read_key(tmp_path / MASTER_KEY)
    assert create_installation(tmp_path, Mode.PRODUCTION, NOW) == first
    assert read_key(tmp_path / MASTER_KEY) == key
    assert read_installation(tmp_path) == first


def test_a_real_installation_never_runs_as_a_demo(tmp_path: Path) -> None:
    create_installation(tmp_path, Mode.PRODUCTION, NOW)
    assert "cannot run as a demo" in faults_of({"SIJARI_DATA": str(tmp_path)}, demo=True)[0]
    assert load({"SIJARI_DATA": str(tmp_path), "SIJARI_DEMO": "1"}).demo is False


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    create_installation(tmp_path, Mode.PRODUCTION, NOW)
    (tmp_path / MASTER_KEY).chmod(0o644)
    assert "can be read by others" in faults_of({"SIJARI_DATA": str(tmp_path)})[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("", "hexadecimal", id="empty"),
        pytest.param("changeme", "hexadecimal", id="a word"),
        pytest.param("00" * 32, "pattern", id="all the same"),
        pytest.param("ab" * 16, "64", id="too short"),
    ],
)
def test_default_and_weak_secrets_are_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_key(text)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "sijari.toml"
    config.write_text('port = 9001\nmail_from = "a@example.go.id"\n')
    settings = load({"SIJARI_CONFIG": str(config), "PORT": "9002", "SIJARI_DATA": str(tmp_path)}, complete=False)
    assert (settings.port, settings.mail_from) == (9002, "a@example.go.id")


def test_an_unknown_name_in_the_file_is_a_fault(tmp_path: Path) -> None:
    config = tmp_path / "sijari.toml"
    config.write_text("prot = 9001\n")
    assert "prot is not a setting" in faults_of({"SIJARI_CONFIG": str(config)}, complete=False)[0]


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in faults_of({"SIJARI_CONFIG": str(tmp_path / "none.toml")}, complete=False)[0]


def test_secrets_show_themselves_nowhere(tmp_path: Path) -> None:
    environ = {
        "SIJARI_DATA": str(tmp_path),
        "SIJARI_MASTER_KEY": KEY,
        "SIJARI_SESSION_SECRET": KEY[::-1],
        "DATABASE_URL": "postgresql://sijari:h4rd@db.example:5432/sijari",
        "REDIS_URL": "redis://:s0ft@queue.example/0",
        "SMTP_URL": "smtp://me:w0rd@mail.example:587",
        "MAIL_FROM": "sijari@example.go.id",
    }
    settings = load(environ)
    shown = repr(settings) + str(settings.describe())
    assert not [secret for secret in (KEY, KEY[::-1], "h4rd", "s0ft", "w0rd") if secret in shown]
    assert settings.smtp_url is not None
    assert settings.smtp_url.text() == environ["SMTP_URL"]
    assert settings.describe()["database_url"] == "postgresql://sijari:…@db.example:5432/sijari"


def test_a_secret_cannot_be_sent_to_another_process() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(b"x"))


@pytest.mark.parametrize(
    ("url", "printable"),
    [
        ("https://sijari.example.go.id", True),
        ("http://sijari.example.go.id", False),
        ("https://localhost", False),
        ("https://10.0.0.5", False),
        ("https://127.0.0.1:8000", False),
    ],
)
def test_only_a_lasting_address_may_be_printed(url: str, printable: bool) -> None:
    assert (
        Settings(data=Path("/x"), database_url="sqlite://", public_url=url).printable_address_fault() is None
    ) is printable


def test_every_option_is_a_field_of_its_own() -> None:
    names = [option.name for option in OPTIONS]
    assert len(set(names)) == len(names) == len({option.variable for option in OPTIONS})
    assert set(names) <= set(Settings.__dataclass_fields__)
