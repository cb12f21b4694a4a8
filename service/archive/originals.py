"""Use cases of paper originals: entering one, changing it, putting it elsewhere, comparing its scan."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from service.agreements.actions import stream
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.archive.models import ArchiveBox, ArchiveMove, PaperOriginal
from service.archive.queries import location, open_loan, original_of_office
from service.archive.rules import NOWHERE, AccessClass, Condition, Owner, Place
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices.queries import local_today

SIGNED_STAGE = "follow_up"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of an original, apart from where it lies."""

    sheet: int
    owner: Owner
    holder_kind: Owner
    holder: str = ""
    archive_number: str = ""
    condition: Condition = Condition.GOOD
    pages: int | None = None
    access_class: AccessClass = AccessClass.ORDINARY
    scanned_by: str = ""
    scanned_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is put: into a box or folder, or in a place without one."""

    box_id: UUID | None = None
    place: Place = NOWHERE

    @property
    def known(self) -> bool:
        """Whether anything is said."""
        return self.box_id is not None or self.place.known


def add_original(uow: UnitOfWork, agreement_id: UUID, said: Sheet, spot: Spot) -> PaperOriginal:
    """Enter an original of a signed agreement."""
    agreement = _signed(uow, agreement_id)
    office_id = _office(uow)
    _refuse_double(uow, agreement.id, office_id, said.sheet)
    row = PaperOriginal(
        id=new_id(),
        agreement_id=agreement.id,
        office_id=office_id,
        entered_by=uow.actor.id,
        entered_name=uow.actor.name,
        entered_at=uow.now,
    )
    _fill(uow, row, said)
    uow.session.add(row)
    uow.session.flush()
    if spot.known:
        _put(uow, row, spot, "")
    uow.record(stream(agreement.id), "archive:original_added", original=str(row.id), sheet=row.sheet)
    return row


def change_original(uow: UnitOfWork, original_id: UUID, said: Sheet, *, seen_version: int | None = None) -> None:
    """Correct what is known of an original; where it lies is changed by moving it."""
    row = _own(uow, original_id, seen_version)
    if said.sheet != row.sheet:
        _refuse_double(uow, row.agreement_id, row.office_id, said.sheet)
    _fill(uow, row, said)
    uow.record(stream(row.agreement_id), "archive:original_changed", original=str(row.id), sheet=row.sheet)


def move_original(
    uow: UnitOfWork, original_id: UUID, spot: Spot, reason: str, *, seen_version: int | None = None
) -> None:
    """Put an original somewhere else; where it lay before stays known."""
    row = _own(uow, original_id, seen_version)
    if not spot.known:
        raise Refused("archive_place_missing", field="room")
    if open_loan(uow.session, row.id) is not None:
        raise Refused("original_on_loan")
    _put(uow, row, spot, reason.strip())
    uow.record(stream(row.agreement_id), "archive:original_moved", original=str(row.id), reason=reason.strip())


def compare_scan(uow: UnitOfWork, original_id: UUID) -> None:
    """A second person says that the scan agrees with the original (pindaian sesuai asli)."""
    row = _own(uow, original_id, None)
    if row.scanned_on is None:
        raise Refused("scan_not_noted")
    if row.compared_on is not None:
        raise Refused("scan_compared_already")
    if uow.actor.id == row.scan_entered_by or uow.actor.name == row.scanned_by:
        raise Refused("scan_needs_second_person")
    row.compared_by, row.compared_name = uow.actor.id, uow.actor.name
    row.compared_on = local_today(uow.session, row.office_id, uow.now)
    uow.record(stream(row.agreement_id), "archive:scan_compared", original=str(row.id), sheet=row.sheet)


def own_box(uow: UnitOfWork, box_id: UUID, *, field: str = "box") -> ArchiveBox:
    """A box of the actor's own office, or Refused('box_unknown')."""
    row = uow.session.get(ArchiveBox, box_id)
    if row is None or row.office_id != uow.actor.office_id:
        raise Refused("box_unknown", field=field)
    return row


def _signed(uow: UnitOfWork, agreement_id: UUID) -> Agreement:
    agreement = load_for(uow.session, uow.actor, agreement_id, "archive:keep")
    if agreement.stage != SIGNED_STAGE:
        raise Refused("original_of_unsigned")
    return agreement


def _own(uow: UnitOfWork, original_id: UUID, seen_version: int | None) -> PaperOriginal:
    row = original_of_office(uow.session, original_id, uow.actor.office_id)
    load_for(uow.session, uow.actor, row.agreement_id, "archive:keep")
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    return row


def _office(uow: UnitOfWork) -> UUID:
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    return uow.actor.office_id


def _refuse_double(uow: UnitOfWork, agreement_id: UUID, office_id: UUID, sheet: int) -> None:
    known = select(PaperOriginal.id).where(
        PaperOriginal.agreement_id == agreement_id,
        PaperOriginal.office_id == office_id,
        PaperOriginal.sheet == sheet,
    )
    if uow.session.scalars(known).first() is not None:
        raise Refused("original_known", field="sheet", sheet=sheet)


def _fill(uow: UnitOfWork, row: PaperOriginal, said: Sheet) -> None:
    if said.scanned_on is not None:
        if said.scanned_on > local_today(uow.session, row.office_id, uow.now):
            raise Refused("scan_in_future", field="scanned_on")
        if not said.scanned_by.strip():
            raise Refused("scan_by_missing", field="scanned_by")
    if said.holder_kind is Owner.OFFICE and not said.holder.strip():
        raise Refused("holder_missing", field="holder")
    if (row.scanned_by or "", row.scanned_on) != (said.scanned_by.strip(), said.scanned_on):
        row.scan_entered_by = uow.actor.id if said.scanned_on else None
        row.compared_by, row.compared_name, row.compared_on = None, "", None  # another scan was not compared yet
    row.sheet, row.owner, row.holder_kind, row.holder = said.sheet, said.owner, said.holder_kind, said.holder.strip()
    row.archive_number, row.condition, row.pages = said.archive_number.strip(), said.condition, said.pages
    row.access_class, row.notes = said.access_class, said.notes.strip()
    row.scanned_by, row.scanned_on = said.scanned_by.strip(), said.scanned_on


def _put(uow: UnitOfWork, row: PaperOriginal, spot: Spot, reason: str) -> None:
    before = location(uow.session, row)
    if spot.box_id is not None:
        own_box(uow, spot.box_id)
        row.box_id, row.room, row.cabinet, row.shelf = spot.box_id, "", "", ""
    else:
        row.box_id = None
        row.room, row.cabinet, row.shelf = spot.place.room, spot.place.cabinet, spot.place.shelf
    uow.session.flush()
    after = location(uow.session, row)
    if after == before:
        raise Refused("archive_same_place", field="room")
    note_move(uow, ArchiveMove(original_id=row.id, source=before, target=after, reason=reason))


def note_move(uow: UnitOfWork, move: ArchiveMove) -> None:
    """Keep that something was put elsewhere, by whom and when."""
    move.id, move.by_name, move.at = new_id(), uow.actor.name, uow.now
    uow.session.add(move)
