"""An archivist's desk: a province and a district with people, a partner, and agreements entered on paper."""

import pytest

from tests.followup.conftest import Desk, furnish
from tests.support.agreements import person
from tests.support.people import make_staff


@pytest.fixture
def desk(tools) -> Desk:
    return furnish(tools)


@pytest.fixture
def keeper(desk):
    """The archivist of the district."""
    return person(desk.district, "archivist", name="Arsiparis Satu")


@pytest.fixture
def second(desk):
    """Another archivist of the district."""
    return person(desk.district, "archivist", name="Arsiparis Dua")


@pytest.fixture
def house(sqlite_tools):
    """The same on SQLite with people who can sign in: `house.staff`, `house.desk`."""
    from types import SimpleNamespace

    from service.offices.models import Office

    made = furnish(sqlite_tools)
    with sqlite_tools.reading() as session:
        district, province = session.get_one(Office, made.district), session.get_one(Office, made.province)
    return SimpleNamespace(
        desk=made,
        tools=sqlite_tools,
        staff=make_staff(sqlite_tools, district),
        above=make_staff(sqlite_tools, province),
    )
