"""Looking up originals, boxes and loans; the lists that the register shows of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from service.agreements.lifecycle import Mode, Stage
from service.agreements.models import Agreement
from service.agreements.queries import own
from service.agreements.registry import OwnThat
from service.archive.models import ArchiveBox, ArchiveMove, LegalHold, OriginalLoan, PaperOriginal
from service.archive.rules import ContainerKind
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.database import moment
from service.core.refusals import Refused
from service.offices.models import Office

WORDS = {ContainerKind.BOX: "Boks", ContainerKind.FOLDER: "Map"}


# ------------------------------------------------------------------------------------------------------------- places
def box_location(session: Session, box: ArchiveBox) -> str:
    """Where a box stands, in one line."""
    outer = session.get(ArchiveBox, box.inside_id) if box.inside_id else None
    return f"{box_words(outer)}, {outer.place.words()}" if outer is not None else box.place.words()


def box_words(box: ArchiveBox) -> str:
    """A box by its kind and code."""
    return f"{WORDS[ContainerKind(box.kind)]} {box.code}"


def location(session: Session, original: PaperOriginal) -> str:
    """Where an original lies, in one line."""
    box = session.get(ArchiveBox, original.box_id) if original.box_id else None
    return f"{box_words(box)}, {box_location(session, box)}" if box is not None else original.place.words()


# ---------------------------------------------------------------------------------------------------- originals, loans
def original_of_office(session: Session, original_id: UUID, office_id: UUID | None) -> PaperOriginal:
    """An original that this office keeps book of, or Refused('original_unknown')."""
    row = session.get(PaperOriginal, original_id)
    if row is None or office_id is None or row.office_id != office_id:
        raise Refused("original_unknown")
    return row


def originals_of(session: Session, agreement_id: UUID) -> list[PaperOriginal]:
    """The originals of an agreement by office and sheet."""
    query = select(PaperOriginal).where(PaperOriginal.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(PaperOriginal.office_id, PaperOriginal.sheet)))


def open_loan(session: Session, original_id: UUID) -> OriginalLoan | None:
    """The loan by which an original is out now."""
    return session.scalars(select(OriginalLoan).where(OriginalLoan.open_original_id == original_id)).first()


def open_loans(session: Session, original_ids: Collection[UUID]) -> dict[UUID, OriginalLoan]:
    """The loans by which these originals are out now, by original."""
    query = select(OriginalLoan).where(OriginalLoan.open_original_id.in_(original_ids))
    return {loan.original_id: loan for loan in session.scalars(query)} if original_ids else {}


def loans_of(session: Session, original_id: UUID) -> list[OriginalLoan]:
    """All loans of an original, the latest first."""
    query = select(OriginalLoan).where(OriginalLoan.original_id == original_id)
    return list(session.scalars(query.order_by(OriginalLoan.lent_at.desc())))


def loans_of_agreement(session: Session, agreement_id: UUID) -> list[tuple[OriginalLoan, int]]:
    """All loans of an agreement's originals with the sheet of each, in order."""
    query = (
        select(OriginalLoan, PaperOriginal.sheet)
        .join(PaperOriginal, PaperOriginal.id == OriginalLoan.original_id)
        .where(PaperOriginal.agreement_id == agreement_id)
        .order_by(OriginalLoan.lent_at)
    )
    return [(loan, sheet) for loan, sheet in session.execute(query)]


def moves_of(session: Session, *, original_id: UUID | None = None, box_id: UUID | None = None) -> list[ArchiveMove]:
    """Where an original or a box was put, the latest first."""
    wanted = ArchiveMove.original_id == original_id if original_id else ArchiveMove.box_id == box_id
    return list(session.scalars(select(ArchiveMove).where(wanted).order_by(ArchiveMove.at.desc()).limit(200)))


# -------------------------------------------------------------------------------------------------------------- boxes
def box_of_office(session: Session, box_id: UUID, office_id: UUID | None) -> ArchiveBox:
    """A box of an office, or Refused('box_unknown')."""
    row = session.get(ArchiveBox, box_id)
    if row is None or office_id is None or row.office_id != office_id:
        raise Refused("box_unknown")
    return row


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A box in the list: how many originals lie in it, folders included."""

    box: ArchiveBox
    where: str
    originals: int


def _like(text: str) -> str:
    return "%" + text.lower().replace("%", r"\%").replace("_", r"\_") + "%"


def boxes(session: Session, office_id: UUID | None, text: str = "", *, limit: int = 200) -> list[BoxLine]:
    """The boxes of an office by code; a text finds code, label, room, cabinet and shelf."""
    outer = aliased(ArchiveBox)
    held = (
        select(PaperOriginal.box_id, func.count(PaperOriginal.id).label("n")).group_by(PaperOriginal.box_id).subquery()
    )
    query = (
        select(ArchiveBox, outer, func.coalesce(held.c.n, 0))
        .outerjoin(outer, outer.id == ArchiveBox.inside_id)
        .outerjoin(held, held.c.box_id == ArchiveBox.id)
        .where(ArchiveBox.office_id == office_id)
        .order_by(ArchiveBox.code)
        .limit(limit)
    )
    for word in text.split():
        columns = (ArchiveBox.code, ArchiveBox.label, *_places(ArchiveBox), outer.code, *_places(outer))
        query = query.where(or_(*(func.lower(column).like(_like(word), escape="\\") for column in columns)))
    found = [(box, outside, count) for box, outside, count in session.execute(query)]
    return [
        BoxLine(box, f"{box_words(outside)}, {outside.place.words()}" if outside else box.place.words(), count)
        for box, outside, count in found
    ]


def _places(box: type[ArchiveBox]) -> tuple[ColumnElement[str], ...]:
    return box.room, box.cabinet, box.shelf  # type: ignore[return-value]  # columns of a mapped class


def box_choices(session: Session, office_id: UUID | None, kind: ContainerKind | None = None) -> list[tuple[str, str]]:
    """The boxes of an office to choose from."""
    query = select(ArchiveBox).where(ArchiveBox.office_id == office_id).order_by(ArchiveBox.code)
    if kind is not None:
        query = query.where(ArchiveBox.kind == kind.value)
    return [(str(one.id), f"{box_words(one)} {one.label}".strip()) for one in session.scalars(query)]


def folders_in(session: Session, box_id: UUID) -> list[ArchiveBox]:
    """The folders that lie in a box."""
    return list(session.scalars(select(ArchiveBox).where(ArchiveBox.inside_id == box_id).order_by(ArchiveBox.code)))


# ------------------------------------------------------------------------------------------------- search of originals
@dataclass(frozen=True, slots=True)
class Found:
    """An original as the overview lists it."""

    original: PaperOriginal
    agreement: Agreement
    box: ArchiveBox | None
    where: str
    loan: OriginalLoan | None


def _found_query(office_id: UUID | None, text: str, *, only: str) -> Select[Any]:
    inner, outer = aliased(ArchiveBox), aliased(ArchiveBox)
    query = (
        select(PaperOriginal.id)
        .join(Agreement, Agreement.id == PaperOriginal.agreement_id)
        .outerjoin(inner, inner.id == PaperOriginal.box_id)
        .outerjoin(outer, outer.id == inner.inside_id)
        .where(PaperOriginal.office_id == office_id)
    )
    for word in text.split():
        columns = (
            Agreement.subject,
            Agreement.office_number,
            Agreement.partner_number,
            PaperOriginal.archive_number,
            PaperOriginal.holder,
            *_places(PaperOriginal),  # type: ignore[arg-type]  # it has the same three columns
            inner.code,
            inner.label,
            *_places(inner),
            outer.code,
            *_places(outer),
        )
        query = query.where(or_(*(func.lower(column).like(_like(word), escape="\\") for column in columns)))
    if only == "dipinjam":
        query = query.where(exists().where(OriginalLoan.open_original_id == PaperOriginal.id))
    if only == "rusak":
        query = query.where(PaperOriginal.condition != "good")
    if only == "belum-dibandingkan":
        query = query.where(PaperOriginal.scanned_on.is_not(None), PaperOriginal.compared_on.is_(None))
    return query


def count_originals(session: Session, office_id: UUID | None, text: str = "", *, only: str = "") -> int:
    """How many originals a search finds."""
    return session.scalar(select(func.count()).select_from(_found_query(office_id, text, only=only).subquery())) or 0


def find_originals(
    session: Session, office_id: UUID | None, text: str = "", *, only: str = "", offset: int = 0, limit: int = 25
) -> list[Found]:
    """One page of originals, by subject and sheet."""
    ids = _found_query(office_id, text, only=only)
    query = (
        select(PaperOriginal, Agreement)
        .join(Agreement, Agreement.id == PaperOriginal.agreement_id)
        .where(PaperOriginal.id.in_(ids))
        .order_by(func.lower(Agreement.subject), PaperOriginal.sheet, PaperOriginal.id)
        .offset(offset)
        .limit(limit)
    )
    return _with_places(session, [(original, agreement) for original, agreement in session.execute(query)])


def in_box(session: Session, box_ids: Collection[UUID]) -> list[Found]:
    """What lies in boxes, by subject and sheet."""
    query = (
        select(PaperOriginal, Agreement)
        .join(Agreement, Agreement.id == PaperOriginal.agreement_id)
        .where(PaperOriginal.box_id.in_(box_ids))
        .order_by(PaperOriginal.archive_number, func.lower(Agreement.subject), PaperOriginal.sheet)
    )
    return _with_places(session, [(original, agreement) for original, agreement in session.execute(query)])


def _with_places(session: Session, rows: list[tuple[PaperOriginal, Agreement]]) -> list[Found]:
    loans = open_loans(session, [original.id for original, _ in rows])
    wanted = {original.box_id for original, _ in rows if original.box_id}
    known = {one.id: one for one in session.scalars(select(ArchiveBox).where(ArchiveBox.id.in_(wanted)))}
    outside = {one.inside_id for one in known.values() if one.inside_id} - set(known)
    known |= {one.id: one for one in session.scalars(select(ArchiveBox).where(ArchiveBox.id.in_(outside)))}
    return [
        Found(
            original,
            agreement,
            known.get(original.box_id) if original.box_id else None,
            location(session, original),  # its boxes are in the session already
            loans.get(original.id),
        )
        for original, agreement in rows
    ]


# ------------------------------------------------------------------------------------------------ lists of the register
def located() -> ColumnElement[bool]:
    """That an original of the agreement is known to lie somewhere."""
    here = or_(PaperOriginal.box_id.is_not(None), PaperOriginal.room != "", PaperOriginal.cabinet != "")
    return exists().where(PaperOriginal.agreement_id == Agreement.id, here)


def placeless(session: Session, actor: Actor) -> OwnThat:  # noqa: ARG001  the registry's form
    """Signed agreements of the office on paper of which nobody wrote down where an original is."""
    on_paper = or_(Agreement.mode.is_(None), Agreement.mode != Mode.ELECTRONIC.value)
    condition = and_(Agreement.stage == Stage.FOLLOW_UP.value, on_paper, Agreement.nature != "termination", ~located())
    return OwnThat(select(Agreement.id).where(own(actor), condition), condition)


def without_place(session: Session, actor: Actor) -> Select[Any]:
    """The same as a query of ids."""
    return placeless(session, actor).ids


def loans_overdue(session: Session, actor: Actor) -> Select[Any]:
    """Agreements of which an original of the office should have come back."""
    return (
        select(PaperOriginal.agreement_id)
        .join(OriginalLoan, OriginalLoan.open_original_id == PaperOriginal.id)
        .where(PaperOriginal.office_id == actor.office_id, OriginalLoan.due_on < _today(session, actor))
        .distinct()
    )


def count_loans_overdue(session: Session, actor: Actor) -> int:
    """How many agreements that are."""
    return session.scalar(select(func.count()).select_from(loans_overdue(session, actor).subquery())) or 0


def count_without_place(session: Session, actor: Actor) -> int:
    """How many agreements have no known place."""
    return session.scalar(select(func.count()).select_from(without_place(session, actor).subquery())) or 0


def _today(session: Session, actor: Actor) -> date:
    office = session.get(Office, actor.office_id) if actor.office_id else None
    return local_date(moment(session), office.zone_) if office is not None else moment(session).date()


# -------------------------------------------------------------------------------------------------------------- holds
def held(session: Session, agreement_ids: Collection[UUID]) -> set[UUID]:
    """Those of the agreements of which nothing may be removed now."""
    if not agreement_ids:
        return set()
    query = select(LegalHold.agreement_id).where(LegalHold.open_agreement_id.in_(list(agreement_ids)))
    return set(session.scalars(query))


def holds_of(session: Session, agreement_id: UUID) -> list[LegalHold]:
    """Every hold of an agreement, the latest first."""
    query = select(LegalHold).where(LegalHold.agreement_id == agreement_id)
    return list(session.scalars(query.order_by(LegalHold.placed_at.desc())))


def open_hold(session: Session, agreement_id: UUID) -> LegalHold | None:
    """The hold that stands now."""
    return session.scalars(select(LegalHold).where(LegalHold.open_agreement_id == agreement_id)).first()


def on_hold(session: Session, actor: Actor) -> Select[Any]:  # noqa: ARG001  the registry's form
    """The office's agreements under a legal hold."""
    return select(Agreement.id).where(own(actor), exists().where(and_(LegalHold.open_agreement_id == Agreement.id)))
