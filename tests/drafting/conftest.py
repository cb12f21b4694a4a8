"""An agreement that has just entered drafting."""

import pytest

from service.agreements.lifecycle import Stage
from service.core.tools import Tools
from service.documents.models import DocumentVersion
from service.wiring import register_rooms
from tests.support.agreements import Started, start


@pytest.fixture(autouse=True)
def rooms() -> None:
    register_rooms()


def drafting(tools: Tools) -> Started:
    """An MoU in drafting whose text was not begun yet."""
    made = start(tools, Stage.DRAFTING)
    with tools.begin() as uow:
        uow.session.delete(uow.session.get_one(DocumentVersion, made.version_id))
    return made


@pytest.fixture
def started(tools: Tools) -> Started:
    return drafting(tools)
