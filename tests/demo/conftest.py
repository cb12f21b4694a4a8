"""The run's demo, a copy for the tests of this folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.core.clock import SystemClock
from service.core.database import Database
from service.core.queue import SilentBell
from service.core.storage import DiskStorage
from service.core.tools import Tools
from service.settings import load
from service.wiring import FACTORIES, register_rooms
from tests.support import demo as demos
from tests.support.applications import application
from tests.support.pages import PageClient

PUBLIC_URL = "https://sijari.example.go.id"


def _seed(data: Path) -> None:
    """As the first start of a demo does it."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("SIJARI_")}
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", "demo-reset", "--if-empty"], env=environ | {"SIJARI_DATA": str(data)},
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, run_folder: Path) -> Iterator[Tools]:
    """A seeded demo on the machine's own clock."""
    register_rooms()
    data = tmp_path_factory.mktemp("demo")
    with demos.alone(run_folder) as kept:
        if not kept.exists():
            first = tmp_path_factory.mktemp("seeding") / "data"
            _seed(first)
            demos.keep_data(first, kept)
        demos.copy_data(kept, data)
    settings = replace(load({"SIJARI_DATA": str(data)}, demo=True), public_url=PUBLIC_URL)
    database = Database(settings.database_url)
    yield Tools(settings, database, DiskStorage(settings.files), SystemClock(), SilentBell(), dict(FACTORIES))
    database.dispose()


@pytest.fixture(scope="module")
def demo_app(demo: Tools) -> object:
    """The whole web application over the demo."""
    return application(demo)


@pytest.fixture
def visitor(demo_app: object) -> PageClient:
    """A browser that checks every page it fetches."""
    return PageClient(demo_app)  # type: ignore[arg-type]
