"""Use cases of boxes and folders: making one, changing it, putting it somewhere else with all that is in it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from service.archive.models import ArchiveBox, ArchiveMove, PaperOriginal
from service.archive.originals import note_move, own_box
from service.archive.queries import box_location
from service.archive.rules import NOWHERE, ContainerKind, Place
from service.core.audit import Stream
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class BoxSaid:
    """What a box or folder is, and where it stands."""

    kind: ContainerKind
    code: str
    label: str = ""
    inside_id: UUID | None = None
    place: Place = NOWHERE


def add_box(uow: UnitOfWork, said: BoxSaid) -> ArchiveBox:
    """Make a box or a folder of the actor's office."""
    require(uow.actor, "archive:keep")
    if uow.actor.office_id is None:
        raise Refused("not_permitted")
    row = ArchiveBox(id=new_id(), office_id=uow.actor.office_id, created_at=uow.now, kind=said.kind.value)
    _name(uow, row, said.code, said.label)
    _stand(uow, row, said)
    uow.session.add(row)
    uow.session.flush()
    uow.record(Stream("office", row.office_id), "archive:box_added", box=str(row.id), box_code=row.code)
    return row


def rename_box(uow: UnitOfWork, box_id: UUID, code: str, label: str, *, seen_version: int | None = None) -> None:
    """Change the code or the label of a box."""
    row = _box(uow, box_id, seen_version)
    _name(uow, row, code, label)
    uow.record(Stream("office", row.office_id), "archive:box_changed", box=str(row.id), box_code=row.code)


def move_box(
    uow: UnitOfWork, box_id: UUID, *, inside_id: UUID | None, place: Place, reason: str, seen_version: int | None = None
) -> int:
    """Put a box somewhere else; every original in it, and in its folders, remembers that. Returns how many moved."""
    row = _box(uow, box_id, seen_version)
    before = box_location(uow.session, row)
    _stand(uow, row, BoxSaid(ContainerKind(row.kind), row.code, row.label, inside_id, place))
    uow.session.flush()
    after = box_location(uow.session, row)
    if after == before:
        raise Refused("archive_same_place", field="room")
    note_move(uow, ArchiveMove(box_id=row.id, source=before, target=after, reason=reason.strip()))
    inner = select(ArchiveBox.id).where(or_(ArchiveBox.id == row.id, ArchiveBox.inside_id == row.id))
    moved = list(uow.session.scalars(select(PaperOriginal.id).where(PaperOriginal.box_id.in_(inner))))
    for original_id in moved:
        said = ArchiveMove(original_id=original_id, source=before, target=after, reason=reason.strip(), with_box=True)
        note_move(uow, said)
    uow.record(
        Stream("office", row.office_id), "archive:box_moved", box=str(row.id), box_code=row.code, originals=len(moved)
    )
    return len(moved)


def _box(uow: UnitOfWork, box_id: UUID, seen_version: int | None) -> ArchiveBox:
    require(uow.actor, "archive:keep")
    row = own_box(uow, box_id)
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    return row


def _name(uow: UnitOfWork, row: ArchiveBox, code: str, label: str) -> None:
    code = code.strip()
    if not code:
        raise Refused("box_code_missing", field="code")
    same = select(ArchiveBox.id).where(
        ArchiveBox.office_id == row.office_id, ArchiveBox.code == code, ArchiveBox.id != row.id
    )
    with uow.session.no_autoflush:
        if uow.session.scalars(same).first() is not None:
            raise Refused("box_known", field="code", box=code)
    row.code, row.label = code, label.strip()


def _stand(uow: UnitOfWork, row: ArchiveBox, said: BoxSaid) -> None:
    if said.inside_id is not None:
        outer = own_box(uow, said.inside_id, field="inside")
        if said.kind is not ContainerKind.FOLDER or outer.kind != ContainerKind.BOX or outer.id == row.id:
            raise Refused("box_inside_box", field="inside")
        row.inside_id, row.room, row.cabinet, row.shelf = outer.id, "", "", ""
        return
    if not said.place.known:
        raise Refused("archive_place_missing", field="room")
    row.inside_id = None
    row.room, row.cabinet, row.shelf = said.place.room, said.place.cabinet, said.place.shelf
