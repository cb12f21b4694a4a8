from sqlalchemy import text

from service.core.tools import Tools
from workers.schedule import refresh_statistics


def test_the_planner_learns_how_the_rows_are_spread(tools: Tools) -> None:
    with tools.begin() as uow:
        uow.session.execute(text("CREATE TABLE spread (one INTEGER)"))
        uow.session.execute(text("CREATE INDEX spread_one ON spread (one)"))
        uow.session.execute(text("INSERT INTO spread VALUES (1), (1), (2)"))
    refresh_statistics(tools)
    asked = (
        "SELECT stat FROM sqlite_stat1 WHERE idx = 'spread_one'"
        if tools.database.is_sqlite
        else "SELECT reltuples FROM pg_class WHERE relname = 'spread'"
    )
    with tools.reading() as session:
        found = str(session.execute(text(asked)).scalar())
        session.rollback()
    with tools.begin() as uow:
        uow.session.execute(text("DROP TABLE spread"))
    assert found.startswith("3")
