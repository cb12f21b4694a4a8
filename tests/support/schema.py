"""All tables of all rooms, for the databases that tests start from."""

import importlib
from pathlib import Path

from sqlalchemy import create_engine

PROJECT = Path(__file__).resolve().parents[2]


def import_models() -> None:
    """Load every module that declares tables, so that the metadata is whole."""
    for path in sorted((PROJECT / "service").rglob("*.py")):
        if "migrations" in path.parts or "__tablename__" not in path.read_text(encoding="utf-8"):
            continue
        importlib.import_module(".".join(path.relative_to(PROJECT).with_suffix("").parts))


def create_all(url: str) -> None:
    """Make every table with its triggers in an empty database; tests/migrations proves that migrations do the same."""
    from service.core.database import Base

    import_models()
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        Base.metadata.create_all(engine)
    finally:
        engine.dispose()
