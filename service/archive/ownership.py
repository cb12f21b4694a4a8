"""Whose file is it: which tables name a SHA-256, and which agreement each row belongs to.

Found from the tables themselves, so that a room added later is known here without a word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, Table, select
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.models import metadata

NAMES_NO_FILE = frozenset({"stored_files", "fixity_faults", "year_exports", "search_entries"})
OF_THE_TEXT = "document_versions"  # its owner is an agreement or its minutes, without a foreign key


@dataclass(frozen=True, slots=True)
class Paper:
    """What a file is: the table that names it, and the agreement where it is one's."""

    table: str
    column: str
    agreement_id: UUID | None

    def said(self) -> dict[str, str]:
        """As it is kept with a fault."""
        return {"table": self.table, "column": self.column, "agreement": str(self.agreement_id or "")}


def papers_of(session: Session, names: Sequence[str]) -> dict[str, list[Paper]]:
    """What each file is; a file that no row names any more is not among them."""
    found: dict[str, list[Paper]] = {}
    if not names:
        return found
    for table, column in _naming_columns():
        for sha256, agreement_id in session.execute(_owner_query(table, column, names)):
            paper = Paper(table.name, column.name, agreement_id)
            if paper not in found.setdefault(sha256, []):
                found[sha256].append(paper)
    return found


def _naming_columns() -> Iterator[tuple[Table, Column[Any]]]:
    for table in metadata().sorted_tables:
        if table.name not in NAMES_NO_FILE:
            yield from ((table, column) for column in table.columns if column.name.endswith("sha256"))


def _owner_query(table: Table, column: Column[Any], names: Sequence[str]) -> Select[Any]:
    if table.name == "agreements":
        return select(column, table.c.id).where(column.in_(names))
    if "agreement_id" in table.columns:
        return select(column, table.c.agreement_id).where(column.in_(names))
    if table.name == OF_THE_TEXT:
        agreements = Agreement.__table__
        joined = table.outerjoin(agreements, agreements.c.id == table.c.owner_id)
        return select(column, agreements.c.id).select_from(joined).where(column.in_(names))
    for key in table.foreign_keys:
        parent = key.column.table
        if "agreement_id" in parent.columns:
            joined = table.join(parent, key.parent == key.column)
            return select(column, parent.c.agreement_id).select_from(joined).where(column.in_(names))
    return select(column, _nothing()).where(column.in_(names))


def _nothing() -> Any:
    from sqlalchemy import null

    return null()
