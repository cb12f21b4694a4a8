"""Triggers that refuse every update and delete of audit events and of their checkpoints, on both databases."""

TABLES = ("audit_events", "audit_checkpoints", "audit_leaves")
SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, 'audit events are append-only'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit events are append-only'; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()""",
)


def of_table(dialect: str, table: str) -> tuple[str, ...]:
    """The statements that guard one table on a dialect ("sqlite" or "postgresql")."""
    return tuple(one.format(table=table) for one in (SQLITE if dialect == "sqlite" else POSTGRESQL))


def statements(dialect: str) -> tuple[str, ...]:
    """The statements that guard every table of the audit on a dialect."""
    return tuple(one for table in TABLES for one in of_table(dialect, table))
