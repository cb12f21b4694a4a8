"""What the planner of SQLite is told, where its guess is far off; PostgreSQL knows its columns well enough."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class aside(FunctionElement[Any]):  # noqa: N801  it is written like a function of SQL
    """A column that is looked at in every row and never leads to its index.

    Where many rows match and a page is wanted in an order, walking the index of that order ends after a few rows; by
    the index of the column SQLite would gather every match first and sort them all.
    """

    inherit_cache = True
    name = "aside"


@compiles(aside)
def _plain(element: Any, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    return str(compiler.process(column, **options))


@compiles(aside, "sqlite")
def _unused(element: Any, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    return f"+{compiler.process(column, **options)}"
