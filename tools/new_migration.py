#!/usr/bin/env python3
"""Write the next migration from what differs between the models and the last one.

    .venv/bin/python tools/new_migration.py "what changes"

The database is a fresh SQLite file at the present head; the result lies in service/migrations/versions and wants to be
read before it is committed (names of renamed columns, data to be carried over, and the triggers on audit_events, which
Alembic's batch mode would drop).
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from service.core.database import Database
from service.migrations import runner


def main() -> None:
    """Make one revision."""
    if len(sys.argv) != 2:  # noqa: PLR2004  the script and its one argument
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/empty.sqlite")
        if runner.head():
            runner.upgrade(database)
        runner.make_revision(database, sys.argv[1])
        database.dispose()


if __name__ == "__main__":
    main()
