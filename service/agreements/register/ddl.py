"""The index that both databases search: derived from `search_entries` by triggers, so it is right after any change.

SQLite has an FTS5 table, PostgreSQL a table of two tsvectors with GIN. Both are called `search_index`, stand outside
the metadata (migrations skip what begins so), and are filled again by the triggers when a restore copies the rows.
A migration runs `CREATE[dialect]` after it made `search_entries`, and `DROP[dialect]` before it drops it.
"""

from typing import Any

from sqlalchemy import DDL, Table, event

OUTLINE = ("title", "number", "partner", "office", "words")  # what an office that may not read the text may search
TEXT = ("notes", "paper", "paper_words")
SCOPE = "scope"  # a mark for each office of the agreement, so that a search asks only for what its reader may see
COLUMNS = (*OUTLINE, *TEXT, SCOPE)
NAME = "search_index"

_PLAIN = ", ".join(COLUMNS)
_NEW = ", ".join(f"new.{one}" for one in COLUMNS)
_OLD = ", ".join(f"old.{one}" for one in COLUMNS)
_ADD = f"INSERT INTO {NAME}(rowid, {_PLAIN}) VALUES (new.id, {_NEW});"  # noqa: S608  made of constants
_TAKE = f"INSERT INTO {NAME}({NAME}, rowid, {_PLAIN}) VALUES ('delete', old.id, {_OLD});"  # noqa: S608

SQLITE = (
    (
        f"CREATE VIRTUAL TABLE {NAME} USING fts5({_PLAIN}, content='search_entries', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
    ),
    f"CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN {_ADD} END",
    f"CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN {_TAKE} END",
    f"CREATE TRIGGER search_entries_changed AFTER UPDATE ON search_entries BEGIN {_TAKE} {_ADD} END",
)


def _weighed(column: str, weight: str) -> str:
    return f"setweight(to_tsvector('simple', NEW.{column}), '{weight}')"


_OUTLINE_VECTOR = " || ".join(
    _weighed(column, weight) for column, weight in zip(OUTLINE, ("A", "A", "B", "C", "D"), strict=True)
)
_TEXT_VECTOR = " || ".join(_weighed(column, "D") for column in TEXT)
# The marks go in as they are: no parser of words may take them apart.
_SCOPE_VECTOR = f"array_to_tsvector(array_remove(string_to_array(NEW.{SCOPE}, ' '), ''))"

POSTGRESQL = (
    (
        f"CREATE TABLE {NAME} (entry_id bigint PRIMARY KEY, agreement_id uuid NOT NULL,"
        " outline tsvector NOT NULL, everything tsvector NOT NULL)"
    ),
    f"CREATE UNIQUE INDEX {NAME}_agreement ON {NAME} (agreement_id)",
    f"CREATE INDEX {NAME}_outline ON {NAME} USING gin (outline)",
    f"CREATE INDEX {NAME}_everything ON {NAME} USING gin (everything)",
    f"""CREATE OR REPLACE FUNCTION keep_search_index() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE said tsvector;
    BEGIN
      IF TG_OP <> 'INSERT' THEN DELETE FROM {NAME} WHERE entry_id = OLD.id; END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      said := {_SCOPE_VECTOR} || {_OUTLINE_VECTOR};
      INSERT INTO {NAME} (entry_id, agreement_id, outline, everything)
        VALUES (NEW.id, NEW.agreement_id, said, said || {_TEXT_VECTOR});
      RETURN NEW;
    END $$""",  # noqa: S608  made of constants
    (
        "CREATE TRIGGER search_entries_kept AFTER INSERT OR UPDATE OR DELETE ON search_entries"
        " FOR EACH ROW EXECUTE FUNCTION keep_search_index()"
    ),
)

CREATE: dict[str, tuple[str, ...]] = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS search_entries_added",
        "DROP TRIGGER IF EXISTS search_entries_removed",
        "DROP TRIGGER IF EXISTS search_entries_changed",
        f"DROP TABLE IF EXISTS {NAME}",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS search_entries_kept ON search_entries",
        "DROP FUNCTION IF EXISTS keep_search_index()",
        f"DROP TABLE IF EXISTS {NAME}",
    ),
}


def _made(statement: str, dialect: str) -> Any:
    return DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]


def follow(table: Table) -> None:
    """Make the index wherever the metadata makes the table, and drop it with it."""
    for dialect, statements in CREATE.items():
        for statement in statements:
            event.listen(table, "after_create", _made(statement, dialect))
    for dialect, statements in DROP.items():
        for statement in statements:
            event.listen(table, "before_drop", _made(statement, dialect))
