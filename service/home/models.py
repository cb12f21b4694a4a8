"""When somebody last looked at the home page, so that it can say what moved since."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.core.database import Base

ONE_VISIT = timedelta(minutes=30)


class HomeVisit(Base):
    """The present visit of a person and the one before; pages opened within half an hour are one visit."""

    __tablename__ = "home_visits"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[datetime]
    before: Mapped[datetime | None]
