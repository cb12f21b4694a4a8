"""What every test may ask for: both databases, tools with a standing clock, and an honest list of what was skipped."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from xdist.scheduler import LoadGroupScheduling

from service.core.database import Database
from service.core.queue import SilentBell
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.settings import Secret, Settings
from service.wiring import FACTORIES, register_rooms
from tests.support import applications, engines, keys, postgres
from tests.support.clocks import StandingClock
from tests.support.pages import PageClient
from tests.support.people import Staff, make_staff
from tests.support.schema import create_all

RUN_FOLDER = "SIJARI_TEST_RUN_FOLDER"
SHOTS = "SIJARI_SHOTS"  # where the browser tests leave pictures of the main pages, when it is set
PREFIX = "sijari-test-"
TOGETHER = ("tests/browser/",)  # folders whose tests run on one worker: they share a service that takes long to start
# What takes longest begins first, so that all workers end together.
FIRST = ("tests/browser/", "tests/year/", "tests/faults/", "tests/api/", "tests/demo/")
DATABASES = ("sqlite", "postgresql")


# ------------------------------------------------------------------------------------------------------- the test run
def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder in the controlling process; xdist's workers inherit its name."""
    for name in [name for name in os.environ if name.startswith("SIJARI_") and name not in (RUN_FOLDER, SHOTS)]:
        del os.environ[name]  # the suite must not read or write the installation of whoever runs it
    if not hasattr(config, "workerinput"):
        _sweep_old_runs()
        os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
        Path(os.environ[RUN_FOLDER], "modes").write_text(folder_modes())
    engines.share()
    keys.share(Path(os.environ[RUN_FOLDER]))
    applications.share(Path(os.environ[RUN_FOLDER]))


def pytest_runtest_setup() -> None:
    """Every test draws the same RSA keys in the same order."""
    keys.start_anew()


class TogetherScheduling(LoadGroupScheduling):
    """Sends the tests of some folders to one worker; all others go wherever there is room.

    The mark xdist_group does not do it: xdist writes the group into a name that pytest 9 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; the order is otherwise as it stands in the files."""
    items.sort(key=lambda item: next((at for at, name in enumerate(FIRST) if item.nodeid.startswith(name)), len(FIRST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep together the tests that share one running service."""
    return TogetherScheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database server and remove everything the run made."""
    if not hasattr(config, "workerinput"):
        _remove_run(Path(os.environ.pop(RUN_FOLDER)))


def folder_modes() -> str:
    """The modes of the checkout, of the Python packages and of every folder above them, as one text to compare."""
    here, packages = Path(__file__).resolve(), Path(pytest.__file__).resolve()
    return "".join(f"{folder.stat().st_mode:o} {folder}\n" for folder in [*here.parents, *packages.parents])


def _remove_run(folder: Path) -> None:
    postgres.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _sweep_old_runs() -> None:
    """Remove what a killed run left behind: its folder is named by its process."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and not Path("/proc", pid).exists() and folder.owner() == Path.home().owner():
            _remove_run(folder)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: a missing program must not pass unnoticed."""
    if os.environ.get("CI") == "true" and _skipped(session.config) and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List every skipped test by name with its reason."""
    skipped = _skipped(config)
    if skipped:
        terminalreporter.section("NOT TESTED HERE")
        for name, reason in skipped:
            terminalreporter.write_line(f"{name}: {reason}")
        if os.environ.get("CI") == "true":
            terminalreporter.write_line("CI=true: these count as a failure; see tools/packages-test.txt")


def _skipped(config: pytest.Config) -> list[tuple[str, str]]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return [
        (report.nodeid, str(report.longrepr[2] if isinstance(report.longrepr, tuple) else "")) for report in reports
    ]


@pytest.fixture(scope="session")
def run_folder() -> Path:
    """The folder of this run, shared by all of its processes."""
    return Path(os.environ[RUN_FOLDER])


# ---------------------------------------------------------------------------------------------------------- databases
@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Path:
    """An SQLite file with all tables and no rows; each test gets a copy."""
    path = run_folder / "template.sqlite"
    with postgres.locked(run_folder):
        if not path.exists():
            create_all(f"sqlite:///{path}.new")
            Path(f"{path}.new").rename(path)
    return path


@pytest.fixture(scope="session")
def postgresql_url(run_folder: Path) -> str:
    """This process's own PostgreSQL database, cloned from the run's template."""
    with postgres.locked(run_folder):
        fresh = postgres.create_template(run_folder)
        if fresh:
            create_all(fresh)
        return postgres.clone(
            run_folder, f"sijari_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
        )


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file with all tables."""
    path = tmp_path / "sijari.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def eraser(postgresql_url: str) -> Iterator[psycopg.Connection]:
    """The connection that empties this process's database; a new one would have to learn all its tables each time."""
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def empty_postgresql_url(postgresql_url: str, eraser: psycopg.Connection) -> str:
    """This process's PostgreSQL database with all tables and no rows."""
    postgres.empty(eraser)
    return postgresql_url


@pytest.fixture(scope="session")
def postgresql_database(postgresql_url: str) -> Iterator[Database]:
    """This process's PostgreSQL database with connections that outlive a test, for the same reason."""
    made = Database(postgresql_url)
    yield made
    made.dispose()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database with all tables, once for each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "empty_postgresql_url"))


@pytest.fixture
def database(database_url: str, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database with all tables, once for each kind."""
    if not database_url.startswith("sqlite"):
        kept: Database = request.getfixturevalue("postgresql_database")
        yield kept
        return
    made = Database(database_url)
    yield made
    made.dispose()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """An empty SQLite database, for tests whose subject is not the database (pages, papers)."""
    made = Database(sqlite_url)
    yield made
    made.dispose()


@pytest.fixture(params=DATABASES)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, run_folder: Path) -> Iterator[Database]:
    """A database without any table, once for each kind."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path}/empty.sqlite")
    else:
        request.getfixturevalue("postgresql_url")
        made = Database(postgres.create_empty(run_folder))
    yield made
    made.dispose()


# -------------------------------------------------------------------------------------------------------------- tools
@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands at Monday 2 March 2026, 10.00 WIB, until the test moves it."""
    return StandingClock()


@pytest.fixture
def bell() -> SilentBell:
    """A bell that only remembers what was rung."""
    return SilentBell()


@pytest.fixture
def storage(tmp_path: Path) -> DiskStorage:
    """An empty disk storage."""
    return DiskStorage(tmp_path / "files")


def make_settings(data: Path, database_url: str) -> Settings:
    """Settings of a demo installation with fixed secrets."""
    return Settings(
        data=data,
        database_url=database_url,
        public_url="https://sijari.example.go.id",
        demo=True,
        master_key=Secret(bytes(range(32))),
        session_secret=Secret(bytes(range(32, 64))),
    )


def make_tools(database: Database, storage: DiskStorage, clock: StandingClock, bell: SilentBell, data: Path) -> Tools:
    """The wiring of a test: real database and storage, standing clock, silent bell."""
    return Tools(make_settings(data, database.url), database, storage, clock, bell)


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    """Settings of a demo installation in a temporary folder."""
    return make_settings(tmp_path, database.url)


@pytest.fixture
def tools(database: Database, storage: DiskStorage, clock: StandingClock, bell: SilentBell, tmp_path: Path) -> Tools:
    """Tools on either database."""
    return make_tools(database, storage, clock, bell, tmp_path)


@pytest.fixture
def sqlite_tools(
    sqlite_database: Database, storage: DiskStorage, clock: StandingClock, bell: SilentBell, tmp_path: Path
) -> Tools:
    """Tools on SQLite only, for tests whose subject is not the database."""
    return make_tools(sqlite_database, storage, clock, bell, tmp_path)


# -------------------------------------------------------------------------------------------------------------- pages
@pytest.fixture
def app(sqlite_tools: Tools) -> Flask:
    """The whole web application on SQLite."""
    register_rooms()
    sqlite_tools.factories.update(FACTORIES)
    return applications.application(sqlite_tools)


@pytest.fixture
def pages(app: Flask) -> PageClient:
    """A browser that checks every page it fetches; see tests/support/pages.py."""
    return PageClient(app)


@pytest.fixture
def staff(sqlite_tools: Tools) -> Staff:
    """A district office with a person in every role; `pages.sign_in(staff.drafter)`."""
    return make_staff(sqlite_tools)
