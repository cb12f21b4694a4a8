"""A demo, filled once for all tests of this folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.app import create_app
from service.core.clock import SystemClock
from service.core.database import Database
from service.core.queue import SilentBell
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.demo import seeding
from service.documents.parts import PaperMaker
from service.documents.ports import Renderer
from service.migrations import runner
from service.wiring import FACTORIES, register_rooms
from tests.conftest import make_settings
from tests.support.pages import PageClient


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Tools]:
    """A seeded demo on the machine's own clock."""
    register_rooms()
    data = tmp_path_factory.mktemp("demo")
    shutil.copyfile(sqlite_template, data / "sijari.sqlite")
    database = Database(f"sqlite:///{data}/sijari.sqlite")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (runner.head(),))
    tools = Tools(
        make_settings(data, database.url), database, DiskStorage(data / "files"), SystemClock(), SilentBell(),
        dict(FACTORIES),
    )  # fmt: skip
    seeding.seed(tools, lambda _said: None)
    yield tools
    maker = tools.part(Renderer)
    if isinstance(maker, PaperMaker):
        maker.converter.close()  # else its profile stays open until another test is blamed for it
    database.dispose()


@pytest.fixture(scope="module")
def demo_app(demo: Tools) -> object:
    """The whole web application over the demo."""
    return create_app(demo)


@pytest.fixture
def visitor(demo_app: object) -> PageClient:
    """A browser that checks every page it fetches."""
    return PageClient(demo_app)  # type: ignore[arg-type]
