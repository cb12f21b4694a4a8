"""Values of the import: what a row says once it is read, and what is known before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from service.agreements.lifecycle import Kind
from service.importing.columns import Column
from service.importing.notes import Note, Verdict, verdict
from service.importing.sheet import SheetRow
from service.offices.rules import LegalStatus


@dataclass(slots=True)
class Entry:
    """What a row says, as far as it could be read; filled step by step while the row is judged."""

    row: SheetRow
    notes: list[Note] = field(default_factory=list)
    kind: Kind | None = None
    subject: str = ""
    partner_name: str = ""
    partner_key: str = ""
    partner_id: UUID | None = None
    category: str = ""
    legal_status: LegalStatus | None = None
    office_number: str = ""
    partner_number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    term_months: int | None = None
    end_on: date | None = None
    endless: bool = False
    parent_number: str = ""
    parent_row: int | None = None
    parent_id: UUID | None = None
    file: "FileKnown | None" = None
    note: str = ""
    location: str = ""
    missing: list[str] = field(default_factory=list)  # keys of what is to be completed later

    @property
    def number(self) -> int:
        """The number of the row as the spreadsheet shows it."""
        return self.row.number

    @property
    def verdict(self) -> Verdict:
        """What becomes of the row."""
        return verdict(self.notes)

    @property
    def enters(self) -> bool:
        """Whether the row becomes an agreement."""
        return self.verdict in (Verdict.READY, Verdict.WARNING)


@dataclass(frozen=True, slots=True)
class FileKnown:
    """A sound scan of the batch."""

    id: UUID
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class AgreementKnown:
    """An agreement of the register, as far as duplicates and parents need it."""

    id: UUID
    kind: str
    subject: str
    partner_id: UUID | None
    signed_on: date | None
    end_on: date | None
    office_number: str


@dataclass(frozen=True, slots=True)
class PartnerKnown:
    """A partner of the common list."""

    id: UUID
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the register holds that a row could meet."""

    today: date
    by_number: Mapping[str, Sequence[AgreementKnown]] = field(default_factory=dict)
    by_scan: Mapping[str, AgreementKnown] = field(default_factory=dict)
    by_day: Mapping[tuple[str, UUID, date], Sequence[AgreementKnown]] = field(default_factory=dict)
    parents: Mapping[str, Sequence[AgreementKnown]] = field(default_factory=dict)
    partners: Sequence[PartnerKnown] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What is judged: rows, which column tells what, the scans that came, partners chosen by hand."""

    rows: Sequence[SheetRow]
    places: Mapping[Column, int]
    epoch_1904: bool = False
    files: Sequence[FileKnown] = ()
    chosen: Mapping[str, UUID] = field(default_factory=dict)  # reduced name -> known partner
