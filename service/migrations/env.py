"""What Alembic runs; the connection is handed in by `service.migrations.runner`."""

from typing import Literal

from alembic import context

from service.core.database import Instant
from service.models import metadata

DERIVED = "search_index"


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our instant as the plain type that the database knows, so that an old migration outlives the class."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is one of the metadata's; the search index is derived from one by triggers."""
    return not (kind == "table" and name is not None and name.startswith(DERIVED))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    render_as_batch=True,
    compare_type=True,
    render_item=render,
    include_name=is_ours,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
