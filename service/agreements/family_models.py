"""Tables of the family of an agreement: what an instrument changes in another, and which agreement replaced which."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base


class Amendment(Base):
    """What an addendum, a renewal or a termination is to do to another agreement, and what it did once signed.

    The wishes come from the form that began it and only start the text; what is signed counts. Old and new end date
    stay visible for good (rule 22).
    """

    __tablename__ = "agreement_amendments"

    instrument_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    amended_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
    ordinal: Mapped[int] = mapped_column(default=1)
    wanted_end_on: Mapped[date | None]
    wanted_ended_on: Mapped[date | None]
    old_end_on: Mapped[date | None]
    new_end_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    applied_at: Mapped[datetime | None]


class Succession(Base):
    """A new agreement that was made in the place of one that had run out."""

    __tablename__ = "agreement_successions"

    successor_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), primary_key=True)
    predecessor_id: Mapped[UUID] = mapped_column(ForeignKey("agreements.id"), index=True)
