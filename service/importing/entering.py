"""Turning judged rows into agreements, all of them in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from service.agreements.actions import new_public_code, stream
from service.agreements.duties import Duty, open_duty
from service.agreements.founding import clean_subject
from service.agreements.lifecycle import Kind, Stage
from service.agreements.models import Agreement, Origin, PaperKind, PaperRevision
from service.core import policies
from service.core.audit import Stream
from service.core.database import new_id
from service.core.unit_of_work import UnitOfWork
from service.followup.actions import on_stage
from service.followup.existing import write_entry
from service.followup.queries import today_of
from service.importing.bulk import BulkUnit
from service.importing.entries import Entry
from service.importing.models import ImportBatch
from service.importing.queries import DUTY
from service.importing.values import usual_status
from service.offices.models import Partner

PDF = "application/pdf"
DUTY_DAYS = "import_duty_days"
# What is to be completed, as the task list says it; titles are data of the office, in its language.
DUTIES: dict[str, str] = {
    "scan": "Mengunggah pindaian naskah (arsip lama)",
    "office_number": "Mencatat nomor naskah dari Bawaslu (arsip lama)",
    "partner_number": "Mencatat nomor naskah dari mitra (arsip lama)",
    "end": "Mencatat tanggal berakhir (arsip lama)",
    "parent": "Menautkan MoU induk (arsip lama)",
    "category": "Menentukan kategori mitra (arsip lama)",
}


@dataclass(slots=True)
class Entered:
    """What came of the rows: the agreements by row number, the partners that were made."""

    agreements: dict[int, Agreement] = field(default_factory=dict)
    partners: dict[str, UUID] = field(default_factory=dict)
    tails: dict[int, int] = field(default_factory=dict)


def enter_all(uow: UnitOfWork, batch: ImportBatch, entries: Sequence[Entry]) -> Entered:
    """Enter every row given; MoU before PKS, so that a PKS finds the MoU above it."""
    bulk, made = BulkUnit.within(uow), Entered()
    ordered = sorted(entries, key=lambda one: (one.kind is Kind.PKS, one.signed_on, one.number))
    _make_partners(bulk, batch, ordered, made)
    for entry in ordered:
        made.agreements[entry.number] = _agreement(bulk, batch, entry, made)
    bulk.session.add_all(made.agreements.values())
    bulk.session.flush()
    for entry in ordered:
        _papers(bulk, made.agreements[entry.number], entry)
    bulk.session.flush()
    days = policies.value(bulk.session, DUTY_DAYS)
    for entry in ordered:
        agreement = made.agreements[entry.number]
        on_stage(bulk, agreement, "", Stage.FOLLOW_UP.value)
        _duties(bulk, agreement, entry, days)
    bulk.settle()
    made.tails = {number: bulk.tails[str(stream(one.id))][0] for number, one in made.agreements.items()}
    return made


def _make_partners(bulk: BulkUnit, batch: ImportBatch, entries: Sequence[Entry], made: Entered) -> None:
    wanted: dict[str, Entry] = {}
    for entry in entries:
        if entry.partner_id is None:
            first = wanted.setdefault(entry.partner_key, entry)
            first.category = first.category or entry.category
            first.legal_status = first.legal_status or entry.legal_status
    for key, entry in wanted.items():
        category = entry.category or "other"
        partner = Partner(
            id=new_id(),
            name=entry.partner_name,
            name_key=key,
            category=category,
            legal_status=(entry.legal_status or usual_status(category)).value,
            office_id=batch.office_id,
            created_by=bulk.actor.id,
            created_at=bulk.now,
        )
        bulk.session.add(partner)
        made.partners[key] = partner.id
        bulk.record(
            bulk.fresh(Stream("partner", partner.id)), "partner:created", category=category, batch=str(batch.id)
        )
    bulk.session.flush()


def _agreement(bulk: BulkUnit, batch: ImportBatch, entry: Entry, made: Entered) -> Agreement:
    assert entry.kind is not None
    assert entry.signed_on is not None
    above = made.agreements.get(entry.parent_row) if entry.parent_row is not None else None
    agreement = Agreement(
        id=new_id(),
        kind=entry.kind.value,
        subject=clean_subject(entry.subject),
        stage=Stage.FOLLOW_UP.value,
        stage_since=bulk.now,
        origin=Origin.LEGACY.value,
        lead_office_id=batch.office_id,
        partner_id=entry.partner_id or made.partners[entry.partner_key],
        parent_id=above.id if above is not None else entry.parent_id,
        public_code=new_public_code(),
        office_number=entry.office_number,
        partner_number=entry.partner_number,
        signed_on=entry.signed_on,
        effective_on=entry.effective_on or entry.signed_on,
        term_months=entry.term_months,
        end_on=entry.end_on,
        final_sha256=entry.file.sha256 if entry.file else "",
        created_by=bulk.actor.id,
        created_at=bulk.now,
        offices=[],
    )
    bulk.record(
        bulk.fresh(stream(agreement.id)),
        "agreement:entered",
        kind=agreement.kind,
        origin=agreement.origin,
        partner=str(agreement.partner_id),
        parent=str(agreement.parent_id or ""),
        offices=[],
        batch=str(batch.id),
        row=entry.number,
    )
    return agreement


def _papers(bulk: BulkUnit, agreement: Agreement, entry: Entry) -> None:
    if entry.file is not None:
        bulk.session.add(
            PaperRevision(
                id=new_id(),
                agreement_id=agreement.id,
                sequence=1,
                kind=PaperKind.LEGACY_SCAN.value,
                sha256=entry.file.sha256,
                size=entry.file.size,
                published=True,
                created_at=bulk.now,
            )
        )
        bulk.record(stream(agreement.id), "paper:legacy_scan", sha256=entry.file.sha256, size=entry.file.size)
    write_entry(bulk, agreement)


def _duties(bulk: BulkUnit, agreement: Agreement, entry: Entry, days: int) -> None:
    due = today_of(bulk.session, agreement) + timedelta(days=days)
    for key in dict.fromkeys(entry.missing):
        open_duty(bulk, agreement, Duty(f"{DUTY}{key}", DUTIES[key], due, owner_id=bulk.actor.id))
