"""What Alembic runs; the connection is handed in by `service.migrations.runner`."""

from typing import Literal

from alembic import context

from service.core.database import Instant
from service.models import metadata


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our instant as the plain type that the database knows, so that an old migration outlives the class."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    render_as_batch=True,
    compare_type=True,
    render_item=render,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
