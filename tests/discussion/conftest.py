"""An agreement under discussion with a complete first version."""

import pytest

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.core.tools import Tools
from service.documents.models import DocumentVersion
from service.drafting import actions as drafting
from service.wiring import register_rooms
from tests.support.agreements import Started, start
from tests.support.rooms import sample_content


@pytest.fixture(autouse=True)
def rooms() -> None:
    register_rooms()


def discussed(tools: Tools) -> Started:
    """An MoU in discussion with the whole sample as its first version."""
    made = start(tools, Stage.DRAFTING)
    with tools.begin() as uow:
        uow.session.delete(uow.session.get_one(DocumentVersion, made.version_id))
    with tools.begin(made.people["drafter"]) as uow:
        drafting.change_text(uow, made.agreement_id, lambda *_: sample_content(), seen_copy=None)
        made.version_id = drafting.save_version(uow, made.agreement_id, seen_copy=None).version.id
    with tools.begin() as uow:
        uow.session.get_one(Agreement, made.agreement_id).stage = Stage.DISCUSSION.value
    return made


@pytest.fixture
def started(tools: Tools) -> Started:
    return discussed(tools)
