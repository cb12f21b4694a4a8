import pytest

from service.core.tools import Tools
from tests.importing.desk import Desk, furnish


@pytest.fixture
def desk(tools: Tools) -> Desk:
    return furnish(tools)


@pytest.fixture
def sqlite_desk(sqlite_tools: Tools) -> Desk:
    return furnish(sqlite_tools)
