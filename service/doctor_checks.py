"""What the doctor looks at, one function a dependency."""

import shutil
import socket
import subprocess
import urllib.request
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from service.core import queue_server
from service.core.clock import SystemClock
from service.core.database import Database
from service.core.queue import make_connection
from service.core.storage import DiskStorage
from service.settings import PROJECT, Settings

LEAST_FREE = 1024**3
FONTS = {
    "Liberation Serif": "fonts-liberation2",
    "Liberation Sans": "fonts-liberation2",
    "URW Bookman": "fonts-urw-base35",
    "Carlito": "fonts-crosextra-carlito",
    "Caladea": "fonts-crosextra-caladea",
}
FRONT_END = (
    "bootstrap/bootstrap.min.css",
    "htmx.min.js",
    "pdfjs/pdf.min.mjs",
)


class State(StrEnum):
    """`advice`: works, but something is missing or soon will be."""

    OK = "ok"
    ADVICE = "advice"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of a dependency, what was seen, and how to mend it."""

    state: State
    detail: str
    mend: str = ""


def data_folder(settings: Settings) -> Finding:
    """Whether the data folder is there and has room."""
    if not settings.data.is_dir():
        return Finding(State.BROKEN, f"{settings.data} does not exist", "run `sijari init`")
    free = shutil.disk_usage(settings.data).free
    if free < LEAST_FREE:
        return Finding(State.ADVICE, f"{free // 1024**2} MB free in {settings.data}", "make room on this disk")
    return Finding(State.OK, f"{settings.data}, {free // 1024**3} GB free")


def database(settings: Settings) -> Finding:
    """Whether the database answers and stands at this release."""
    from service.migrating import is_current

    known = Database(settings.database_url)
    try:
        kind = "SQLite" if known.is_sqlite else "PostgreSQL"
        with known.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
        if not is_current(known):
            return Finding(State.BROKEN, f"{kind} answers but is not at this release", "run `sijari migrate`")
    except Exception as fault:  # noqa: BLE001  the driver's own kinds of faults all mean the same here
        mend = "look at DATABASE_URL and whether the server runs"
        return Finding(State.BROKEN, f"does not answer ({type(fault).__name__})", mend)
    finally:
        known.dispose()
    return Finding(State.OK, f"{kind}, at this release")


def stored_files(settings: Settings) -> Finding:
    """Whether a file can be stored and read back."""
    storage = DiskStorage(settings.files)
    storage.get(storage.put(b"sijari doctor").sha256)
    return Finding(State.OK, f"{settings.files} takes files and gives them back")


def queue(settings: Settings) -> Finding:
    """Whether the queue answers, or whether we could run one."""
    if settings.embedded_queue:
        program = queue_server.program()
        if program is None:
            return Finding(State.BROKEN, "no Valkey to run", "install valkey-server, or set REDIS_URL")
        runs = queue_server.answers(queue_server.socket_path(settings.data))
        return Finding(State.OK, "our own Valkey, " + ("running" if runs else "started by `sijari up`"))
    try:
        with make_connection(settings.redis_url) as connection:
            connection.ping()
    except OSError as fault:
        return Finding(State.BROKEN, f"does not answer ({type(fault).__name__})", "look at REDIS_URL and its server")
    return Finding(State.OK, "answers")


def authority(settings: Settings) -> Finding:
    """Whether the built-in authority stands and its certificates are valid for a while."""
    from service.authority.actions import RENEWED_BEFORE
    from service.authority.queries import newest
    from service.authority.rules import CertificateKind

    known, now = Database(settings.database_url), SystemClock().now()
    wanted = (CertificateKind.ROOT, CertificateKind.ISSUING, CertificateKind.OCSP, CertificateKind.TIMESTAMP)
    try:
        with known.reading() as session:
            rows = {kind: newest(session, kind) for kind in wanted}
    finally:
        known.dispose()
    missing = [kind.value for kind, row in rows.items() if row is None]
    if missing:
        return Finding(State.BROKEN, f"no certificate for: {', '.join(missing)}", "run `sijari init`")
    kind, ends = min(((kind, row.not_after) for kind, row in rows.items() if row is not None), key=lambda one: one[1])
    if ends < now + RENEWED_BEFORE:
        own = kind in (CertificateKind.ROOT, CertificateKind.ISSUING)
        advice = (
            "nothing can be issued under it after that day: plan a new installation" if own else "run `sijari init`"
        )
        return Finding(State.ADVICE, f"the {kind.value} certificate ends on {ends:%Y-%m-%d}", advice)
    return Finding(State.OK, f"valid until {ends:%Y-%m-%d}")


def public_address(settings: Settings) -> Finding:
    """Whether PUBLIC_URL may be printed on papers."""
    why = settings.printable_address_fault()
    if why is None:
        return Finding(State.OK, settings.public_url)
    if settings.demo:
        return Finding(State.OK, f"{settings.public_url} (a demo may print it)")
    return Finding(State.ADVICE, f"{why}: signing will not open", "set PUBLIC_URL to your https address")


def mail(settings: Settings) -> Finding:
    """Whether the mail server can be reached."""
    if settings.demo:
        return Finding(State.OK, "letters go to the demo's mail page")
    if settings.smtp_url is None:
        return Finding(State.ADVICE, "no mail server: letters wait in the outbox", "set SMTP_URL and MAIL_FROM")
    parts = urlsplit(settings.smtp_url.text())
    port = parts.port or (465 if parts.scheme == "smtps" else 25)
    return _reach(parts.hostname or "", port, "look at SMTP_URL and the firewall")


def timestamps(settings: Settings) -> Finding:
    """Where timestamps come from."""
    if not settings.tsa_url:
        return Finding(State.OK, "our own authority")
    parts = urlsplit(settings.tsa_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return _reach(parts.hostname or "", port, "look at TSA_URL and the firewall")


def _reach(host: str, port: int, mend: str) -> Finding:
    try:
        with socket.create_connection((host, port), timeout=5):
            return Finding(State.OK, f"{host}:{port} answers")
    except OSError as fault:
        return Finding(State.BROKEN, f"{host}:{port} does not answer ({type(fault).__name__})", mend)


def libreoffice(_settings: Settings) -> Finding:
    """Whether final papers can be made."""
    from service.documents.converting import libreoffice_present

    if libreoffice_present():
        return Finding(State.OK, "found, with python3-uno")
    mend = "apt-get install --no-install-recommends libreoffice-writer python3-uno"
    return Finding(State.ADVICE, "not found: papers are previews made by the built-in converter", mend)


def fonts(_settings: Settings) -> Finding:
    """Whether the fonts of official papers are there."""
    from service.documents.fontkit import source_folder

    source_folder()
    if shutil.which("fc-list") is None:
        return Finding(State.ADVICE, "fontconfig is missing, so fonts cannot be listed", "apt-get install fontconfig")
    done = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=30, check=False)
    missing = sorted({package for font, package in FONTS.items() if font not in done.stdout})
    if missing:
        return Finding(State.ADVICE, "some fonts are missing", f"apt-get install {' '.join(missing)}")
    return Finding(State.OK, f"{len(FONTS)} families and our own kit")


def front_end(_settings: Settings) -> Finding:
    """Whether the pages' outside files were fetched."""
    folder = PROJECT / "service" / "web" / "static" / "vendor"
    missing = [name for name in FRONT_END if not (folder / name).is_file()]
    if missing:
        return Finding(State.BROKEN, f"missing: {', '.join(missing)}", "run `make setup`")
    return Finding(State.OK, "fetched, with their licences")


def backups(settings: Settings) -> Finding:
    """When the last backup was made into the data folder."""
    made = sorted((settings.data / "backups").glob("*.zip"), key=_age)
    if not made:
        return Finding(State.ADVICE, "none in the data folder", "run `sijari backup FILE` daily, to another machine")
    days = int((SystemClock().now().timestamp() - _age(made[-1])) // 86_400)
    return Finding(State.OK, f"the last one here is {days} days old ({made[-1].name})")


def file_fixity(settings: Settings) -> Finding:
    """Whether every stored file was found whole, and lately."""
    from service.archive import fixity
    from service.core import policies

    known, now = Database(settings.database_url), SystemClock().now()
    try:
        with known.reading() as session:
            damaged, last = fixity.count_open_faults(session), fixity.last_whole_run(session)
            days = policies.value(session, fixity.POLICY)
    finally:
        known.dispose()
    if damaged:
        mend = "`sijari fixity --all` names them; `sijari fixity restore --from BACKUPFILE` puts them right"
        return Finding(State.BROKEN, f"{damaged} files are altered, missing or unreadable", mend)
    if last is None or last.finished_at is None:
        return Finding(State.ADVICE, "no round over the files has ended yet", "leave the schedule running")
    age = (now - last.finished_at).days
    if age > 2 * days:
        return Finding(State.ADVICE, f"the last round ended {age} days ago, {days} are asked for", "run the schedule")
    return Finding(State.OK, f"{last.checked} files found whole, {age} days ago")


def audit_anchor(settings: Settings) -> Finding:
    """Whether the audit is anchored as often as it should be, and held when it was last recomputed."""
    from service.archive import trail
    from service.archive.checkpoints import EVERY
    from service.core.audit_checkpoints import last_checkpoint, moved_heads

    known, now = Database(settings.database_url), SystemClock().now()
    try:
        with known.reading() as session:
            last, verified = last_checkpoint(session), trail.last_verification(session)
            waiting = len(moved_heads(session))
    finally:
        known.dispose()
    if verified is not None and verified.faults:
        return Finding(State.BROKEN, f"{len(verified.faults)} faults in the audit", "run `sijari audit verify`")
    if waiting and (last is None or now - last.at > 3 * EVERY):
        since = f"since {last.at:%Y-%m-%d %H:%M} UTC" if last else "ever"
        mend = "run the schedule, and look whether the timestamp authority answers"
        return Finding(State.ADVICE, f"{waiting} chains moved and no checkpoint was written {since}", mend)
    return Finding(
        State.OK, f"checkpoint {last.sequence} of {last.at:%Y-%m-%d %H:%M} UTC" if last else "nothing to anchor"
    )


def _age(path: Path) -> float:
    return path.stat().st_mtime


def running_service(settings: Settings) -> Finding:
    """Whether the pages answer on this machine."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::", ""} else settings.host  # noqa: S104
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://{host}:{settings.port}/readyz", timeout=5) as answer:
            return Finding(State.OK, f"answers on port {settings.port} ({answer.status})")
    except OSError:
        return Finding(State.ADVICE, f"nothing answers on port {settings.port}", "start it with `sijari up`")
