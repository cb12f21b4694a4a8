"""Frozen typed settings from the environment and one TOML file; every fault is named at once."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from service.keyfiles import MASTER_KEY, SESSION_KEY, Mode, parse_key, read_installation, read_key

PROJECT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class SettingsFault(Exception):
    """What is wrong with the settings, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class Secret:
    """A value that never shows itself in a log, a traceback or a listing."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    def reveal(self) -> bytes:
        """The value itself."""
        return self._value

    def text(self) -> str:
        """The value as text."""
        return self._value.decode()

    def __repr__(self) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> str:
        raise TypeError("a secret is not to be stored or sent")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ from one installation to the next."""

    data: Path
    database_url: str = field(repr=False)  # may carry a password
    redis_url: str = field(default="", repr=False)
    public_url: str = "http://localhost:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = False
    master_key: Secret | None = None
    session_secret: Secret | None = None
    smtp_url: Secret | None = None
    mail_from: str = ""
    tsa_url: str = ""
    render_workers: int = 1
    general_workers: int = 1
    web_workers: int = 2
    web_threads: int = 8
    max_upload_bytes: int = 25 * 1024 * 1024
    trusted_proxies: int = 0
    log_format: str = "text"

    @property
    def embedded_queue(self) -> bool:
        """Whether `sijari up` runs its own Valkey."""
        return not self.redis_url

    @property
    def files(self) -> Path:
        """Where stored files lie."""
        return self.data / "files"

    def master(self) -> bytes:
        """The master key; raises SettingsFault where there is none."""
        if self.master_key is None:
            raise SettingsFault([_NO_KEY.format(what="master key", name="SIJARI_MASTER_KEY")])
        return self.master_key.reveal()

    def session(self) -> bytes:
        """The secret that signs session and form tokens; raises SettingsFault where there is none."""
        if self.session_secret is None:
            raise SettingsFault([_NO_KEY.format(what="session secret", name="SIJARI_SESSION_SECRET")])
        return self.session_secret.reveal()

    def printable_address_fault(self) -> str | None:
        """Why PUBLIC_URL must not be printed for ever on a paper, or None when it may be."""
        parts = urlsplit(self.public_url)
        if parts.scheme != "https":
            return "PUBLIC_URL does not begin with https"
        if (parts.hostname or "") in LOOPBACK:
            return "PUBLIC_URL points at this machine only"
        if _is_address(parts.hostname or ""):
            return "PUBLIC_URL is a bare address, not a name"
        return None

    def describe(self) -> dict[str, str]:
        """Every setting in words, secrets only as present or absent, passwords in addresses left out."""
        shown = {option.name: _shown(getattr(self, option.name)) for option in OPTIONS}
        return shown | {"demo": str(self.demo).lower()}


_NO_KEY = "there is no {what}: run `sijari init` once, or set {name}"


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its field, the variable that sets it, how its text is read, and what it is for."""

    name: str
    variable: str
    read: Callable[[str], Any]
    help: str


def _text(raw: str) -> str:
    return raw.strip()


def _secret(raw: str) -> Secret:
    return Secret(raw.strip().encode())


def _key(raw: str) -> Secret:
    return Secret(parse_key(raw.strip()))


def _between(low: int, high: int) -> Callable[[str], int]:
    def read(raw: str) -> int:
        try:
            number = int(raw)
        except ValueError:
            raise ValueError(f"must be a whole number, not {raw!r}") from None
        if not low <= number <= high:
            raise ValueError(f"must lie between {low} and {high}")
        return number

    return read


def _folder(raw: str) -> Path:
    path = Path(raw).expanduser()
    if not path.is_absolute():
        raise ValueError("must be an absolute path: it must not depend on where the command was typed")
    return path


def _url(*schemes: str) -> Callable[[str], str]:
    def read(raw: str) -> str:
        raw = raw.strip()
        if raw and urlsplit(raw).scheme not in schemes:
            raise ValueError(f"must begin with {' or '.join(f'{scheme}:' for scheme in schemes)}")
        return raw

    return read


def _public(raw: str) -> str:
    url = _url("http", "https")(raw).rstrip("/")
    if not urlsplit(url).hostname:
        raise ValueError("must be a full address such as https://sijari.example.go.id")
    return url


def _smtp(raw: str) -> Secret:
    _url("smtp", "smtps")(raw)
    if not urlsplit(raw.strip()).hostname:
        raise ValueError("must name the mail server: smtp://user:password@host:587")
    return _secret(raw)


def _mail_from(raw: str) -> str:
    if "@" not in raw or any(char in raw for char in "\r\n"):
        raise ValueError("must be one mail address")
    return raw.strip()


def _one_of(*values: str) -> Callable[[str], str]:
    def read(raw: str) -> str:
        if raw.strip() not in values:
            raise ValueError(f"must be one of {', '.join(values)}")
        return raw.strip()

    return read


_DATABASE = _url("sqlite", "postgresql", "postgresql+psycopg")
_REDIS = _url("redis", "rediss", "unix")

OPTIONS: tuple[Option, ...] = (
    Option("data", "SIJARI_DATA", _folder, "folder of the database, the stored files and the keys"),
    Option("database_url", "DATABASE_URL", _DATABASE, "sqlite:////path or postgresql://user:password@host/name"),
    Option("redis_url", "REDIS_URL", _REDIS, "Valkey or Redis; empty: one of our own inside `sijari up`"),
    Option("public_url", "PUBLIC_URL", _public, "the address that is printed in QR codes for ever"),
    Option("host", "HOST", _text, "address to listen on"),
    Option("port", "PORT", _between(1, 65535), "port to listen on"),
    Option("master_key", "SIJARI_MASTER_KEY", _key, "wraps every key at rest; 64 hexadecimal digits"),
    Option("session_secret", "SIJARI_SESSION_SECRET", _key, "signs sessions and forms; 64 hexadecimal digits"),
    Option("smtp_url", "SMTP_URL", _smtp, "smtp://user:password@host:587 or smtps://...:465"),
    Option("mail_from", "MAIL_FROM", _mail_from, "sender of our letters"),
    Option("tsa_url", "TSA_URL", _url("http", "https"), "an outside timestamp authority; empty: our own"),
    Option(
        "render_workers", "SIJARI_RENDER_WORKERS", _between(1, 64), "processes that make papers, a LibreOffice each"
    ),
    Option("general_workers", "SIJARI_GENERAL_WORKERS", _between(1, 64), "processes that sign, archive and send mail"),
    Option("web_workers", "SIJARI_WEB_WORKERS", _between(1, 64), "processes that answer requests"),
    Option("web_threads", "SIJARI_WEB_THREADS", _between(1, 256), "requests answered at the same time by each of them"),
    Option("max_upload_bytes", "SIJARI_MAX_UPLOAD_BYTES", _between(10_000, 2**31), "largest file taken from a person"),
    Option("trusted_proxies", "SIJARI_TRUSTED_PROXIES", _between(0, 5), "reverse proxies in front of the service"),
    Option("log_format", "SIJARI_LOG_FORMAT", _one_of("text", "json"), "how log lines are written"),
)
_BY_NAME = {option.name: option for option in OPTIONS}


def load(environ: Mapping[str, str] | None = None, *, demo: bool | None = None, complete: bool = True) -> Settings:
    """Settings of this installation. Raises SettingsFault with every fault found.

    `demo=True` asks for a demo (`sijari up --demo`); `complete=False` serves commands without secrets (verify).
    """
    environ = os.environ if environ is None else environ
    faults: list[str] = []
    values = _read(_raw(environ, faults), faults)
    data: Path = values.setdefault("data", PROJECT / "var")
    values.setdefault("database_url", f"sqlite:///{data / 'sijari.sqlite'}")
    values.setdefault("public_url", f"http://localhost:{values.get('port', 8000)}")
    values["demo"] = _is_demo(data, environ, faults, asked=demo)
    for name, file in (("master_key", MASTER_KEY), ("session_secret", SESSION_KEY)):
        _secret_from_file(values, name, data / file, faults)
    if complete:
        faults += _missing(values)
    if faults:
        raise SettingsFault(faults)
    return Settings(**values)


def _raw(environ: Mapping[str, str], faults: list[str]) -> dict[str, tuple[str, str]]:
    """Per setting the text and where it stands; the environment wins over the file."""
    said: dict[str, tuple[str, str]] = {}
    path = environ.get("SIJARI_CONFIG", "")
    for key, value in (_toml(Path(path), faults) if path else {}).items():
        if key not in _BY_NAME:
            faults.append(f"{path}: {key} is not a setting; known are {', '.join(sorted(_BY_NAME))}")
        elif isinstance(value, dict | list | bool):
            faults.append(f"{path}: {key} must be a text or a number")
        else:
            said[key] = (str(value), f"{path}: {key}")
    for option in OPTIONS:
        if environ.get(option.variable, "").strip():
            said[option.name] = (environ[option.variable], option.variable)
    return said


def _toml(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        faults.append(f"SIJARI_CONFIG: {path} cannot be read ({fault})")
        return {}


def _read(said: Mapping[str, tuple[str, str]], faults: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, (text, where) in said.items():
        try:
            values[name] = _BY_NAME[name].read(text)
        except ValueError as fault:
            faults.append(f"{where}: {fault}")
    return values


def _is_demo(data: Path, environ: Mapping[str, str], faults: list[str], *, asked: bool | None) -> bool:
    known = read_installation(data)
    if known is None:
        return asked if asked is not None else environ.get("SIJARI_DEMO", "").strip().lower() in {"1", "true", "yes"}
    if asked and known.mode is not Mode.DEMO:
        faults.append(f"{data} is a real installation, so it cannot run as a demo; set SIJARI_DATA to another folder")
    return known.mode is Mode.DEMO


def _secret_from_file(values: dict[str, Any], name: str, path: Path, faults: list[str]) -> None:
    if name in values:
        return
    try:
        key = read_key(path)
    except ValueError as fault:
        faults.append(str(fault))
        return
    values[name] = Secret(key) if key else None


def _missing(values: Mapping[str, Any]) -> list[str]:
    faults = []
    for name, what in (("master_key", "master key"), ("session_secret", "session secret")):
        if values.get(name) is None:
            faults.append(_NO_KEY.format(what=what, name=_BY_NAME[name].variable))
    if values.get("smtp_url") and not values.get("mail_from"):
        faults.append("MAIL_FROM: must be set where SMTP_URL is")
    if not values["demo"] and values["database_url"] == "sqlite://":
        faults.append("DATABASE_URL: a database in memory forgets everything; name a file")
    return faults


def _shown(value: object) -> str:
    if isinstance(value, Secret):
        return "(set)"
    if value in (None, ""):
        return "(not set)"
    text = str(value)
    parts = urlsplit(text) if "://" in text else None
    if parts is None or parts.password is None:
        return text
    return parts._replace(
        netloc=f"{parts.username}:…@{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    ).geturl()


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
