"""Numbers of letters: an office's own format, one running sequence a classification and year, never one twice.

Rules 19 and 27: the year and the month are those of the office's local day; the sequence restarts each January; a
cancelled number is not reused.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Insert, String, Text, UniqueConstraint, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core.audit import Stream
from service.core.database import Base, new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.offices.models import Office
from service.offices.number_format import NumberParts, check_format, needs_code, render_number

MAX_SEQUENCE = 999_999
LONGEST, LONGEST_CLASSIFICATION = 120, 20


# ----------------------------------------------------------------------------------------------------------- tables
class NumberState(StrEnum):
    """Whether a number is in use; a cancelled one stays taken."""

    ISSUED = "issued"
    CANCELLED = "cancelled"


class NumberCounter(Base):
    """The last sequence given out for one office, classification and year."""

    __tablename__ = "number_counters"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), primary_key=True)
    classification: Mapped[str] = mapped_column(String(LONGEST_CLASSIFICATION), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class IssuedNumber(Base):
    """One number: whose, for what, and whether it still counts. `manual` came from the office's own book."""

    __tablename__ = "issued_numbers"
    __table_args__ = (
        UniqueConstraint("office_id", "classification", "year", "sequence"),
        UniqueConstraint("office_id", "year", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"))
    classification: Mapped[str] = mapped_column(String(LONGEST_CLASSIFICATION))
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(String(LONGEST))
    dated: Mapped[date]
    agreement_id: Mapped[UUID] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(40), default="agreement")
    manual: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=NumberState.ISSUED.value)
    issued_by: Mapped[UUID | None]
    issued_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(Text, default="")


# ---------------------------------------------------------------------------------------------------------- actions
def issue_number(
    uow: UnitOfWork,
    office: Office,
    classification: str,
    on_date: date,
    agreement_id: UUID,
    *,
    purpose: str = "agreement",
) -> IssuedNumber:
    """The next number of the office; the one this agreement already holds for the same purpose is given again."""
    classification = _checked(office, classification)
    _lock_counter(uow.session, office.id, classification, on_date.year)
    held = number_of(uow.session, office.id, agreement_id, purpose)
    if held is not None:
        return held
    while True:
        parts = NumberParts(
            _next(uow.session, office.id, classification, on_date.year), classification, office.letter_code, on_date
        )
        made = _number(uow, office, parts, agreement_id, purpose)
        made.number = render_number(office.number_format, parts)
        if not _is_used(uow.session, made):  # another classification may print the same text, or the book had it
            return _enter(uow, made, "number:issued")


def register_manual_number(
    uow: UnitOfWork,
    office: Office,
    classification: str,
    on_date: date,
    agreement_id: UUID,
    *,
    number: str,
    sequence: int,
    purpose: str = "agreement",
) -> IssuedNumber:
    """Enter a number that was taken from the office's own book; the counter goes on from there."""
    if not number.strip():
        raise Refused("number_missing", field="number")
    if not 0 < sequence <= MAX_SEQUENCE:
        raise Refused("number_sequence_wrong", field="sequence")
    classification = _classified(office, classification)
    _lock_counter(uow.session, office.id, classification, on_date.year)
    held = number_of(uow.session, office.id, agreement_id, purpose)
    if held is not None:
        raise Refused("number_already_held", number=held.number)
    parts = NumberParts(sequence, classification, office.letter_code, on_date)
    made = _number(uow, office, parts, agreement_id, purpose)
    made.number, made.manual = " ".join(number.split()), True
    _refuse_taken(uow.session, made)
    uow.session.execute(
        update(NumberCounter)
        .where(*_of(office.id, classification, on_date.year), NumberCounter.last < sequence)
        .values(last=sequence)
    )
    return _enter(uow, made, "number:registered")


def cancel_number(uow: UnitOfWork, number_id: UUID, reason: str) -> IssuedNumber:
    """Cancel a number; it stays in the book and nobody gets it again."""
    known = uow.session.get(IssuedNumber, number_id, with_for_update=True)
    if known is None:
        raise Refused("number_unknown")
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    if known.state == NumberState.CANCELLED:
        raise Refused("number_already_cancelled", number=known.number)
    known.state, known.cancelled_at, known.cancel_reason = NumberState.CANCELLED.value, uow.now, reason.strip()
    uow.session.flush()
    uow.record(Stream("agreement", known.agreement_id), "number:cancelled", number=known.number)
    return known


# ---------------------------------------------------------------------------------------------------------- queries
def number_of(session: Session, office_id: UUID, agreement_id: UUID, purpose: str = "agreement") -> IssuedNumber | None:
    """The number an agreement holds from an office, if any."""
    query = select(IssuedNumber).where(
        IssuedNumber.office_id == office_id,
        IssuedNumber.agreement_id == agreement_id,
        IssuedNumber.purpose == purpose,
        IssuedNumber.state == NumberState.ISSUED,
    )
    return session.scalars(query).first()


def book(session: Session, office_id: UUID, year: int) -> list[IssuedNumber]:
    """Every number of an office in a year, cancelled ones included, in the order of the book."""
    query = select(IssuedNumber).where(IssuedNumber.office_id == office_id, IssuedNumber.year == year)
    return list(session.scalars(query.order_by(IssuedNumber.classification, IssuedNumber.sequence)))


# ------------------------------------------------------------------------------------------------------------ inside
def _checked(office: Office, classification: str) -> str:
    check_format(office.number_format)
    if needs_code(office.number_format) and not office.letter_code.strip():
        raise Refused("letter_code_missing", office=office.name)
    return _classified(office, classification)


def _classified(office: Office, classification: str) -> str:
    if len(classification.strip()) > LONGEST_CLASSIFICATION:
        raise Refused("number_too_long", field="classification", longest=LONGEST_CLASSIFICATION)
    return classification.strip() or office.classification


def _next(session: Session, office_id: UUID, classification: str, year: int) -> int:
    query = (
        update(NumberCounter)
        .where(*_of(office_id, classification, year))
        .values(last=NumberCounter.last + 1)
        .returning(NumberCounter.last)
        .execution_options(synchronize_session=False)
    )
    sequence = session.execute(query).scalar_one()
    if sequence > MAX_SEQUENCE:
        raise Refused("number_sequence_exhausted")
    return sequence


def _lock_counter(session: Session, office_id: UUID, classification: str, year: int) -> None:
    """Make the counter if it is the first of its year, and hold it until the transaction ends."""
    values = {"office_id": office_id, "classification": classification, "year": year, "last": 0}
    session.execute(_insert_if_absent(session, values))
    session.execute(select(NumberCounter.last).where(*_of(office_id, classification, year)).with_for_update())


def _insert_if_absent(session: Session, values: Mapping[str, object]) -> Insert:
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(NumberCounter).values(values).on_conflict_do_nothing()
    return postgresql.insert(NumberCounter).values(values).on_conflict_do_nothing()


def _of(office_id: UUID, classification: str, year: int) -> tuple[ColumnElement[bool], ...]:
    return (
        NumberCounter.office_id == office_id,
        NumberCounter.classification == classification,
        NumberCounter.year == year,
    )


def _number(uow: UnitOfWork, office: Office, parts: NumberParts, agreement_id: UUID, purpose: str) -> IssuedNumber:
    return IssuedNumber(
        id=new_id(),
        office_id=office.id,
        classification=parts.classification,
        year=parts.on.year,
        sequence=parts.sequence,
        dated=parts.on,
        agreement_id=agreement_id,
        purpose=purpose,
        issued_by=uow.actor.id,
        issued_at=uow.now,
    )


def _is_used(session: Session, made: IssuedNumber) -> bool:
    query = select(IssuedNumber.id).where(
        IssuedNumber.office_id == made.office_id, IssuedNumber.year == made.year, IssuedNumber.number == made.number
    )
    return session.scalars(query).first() is not None


def _refuse_taken(session: Session, made: IssuedNumber) -> None:
    if _is_used(session, made):
        raise Refused("number_taken", field="number", number=made.number)
    query = select(IssuedNumber.id).where(
        IssuedNumber.office_id == made.office_id,
        IssuedNumber.year == made.year,
        IssuedNumber.classification == made.classification,
        IssuedNumber.sequence == made.sequence,
    )
    if session.scalars(query).first() is not None:
        raise Refused("number_taken", field="sequence", number=str(made.sequence))


def _enter(uow: UnitOfWork, made: IssuedNumber, code: str) -> IssuedNumber:
    if len(made.number) > LONGEST:
        raise Refused("number_too_long", field="number", longest=LONGEST)
    uow.session.add(made)
    uow.session.flush()
    uow.record(Stream("agreement", made.agreement_id), code, number=made.number, office=str(made.office_id))
    return made
