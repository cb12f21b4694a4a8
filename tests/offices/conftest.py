from collections.abc import Iterator

import pytest

from service.core import sandbox
from service.core.tools import Tools
from service.wiring import register_rooms
from tests.support.applications import application
from tests.support.pages import PageClient
from tests.support.people import Staff, make_staff


@pytest.fixture
def staff(sqlite_tools: Tools) -> Staff:
    return make_staff(sqlite_tools)


@pytest.fixture
def client(sqlite_tools: Tools) -> Iterator[PageClient]:
    register_rooms()
    yield PageClient(application(sqlite_tools))
    sandbox.close()
