"""Duties of the action plan that somebody leaves behind."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.models import Person
from service.core.audit import Stream
from service.core.unit_of_work import UnitOfWork
from service.reporting.plan_models import PlanOwner


def _held(session: Session, person_id: UUID) -> Sequence[PlanOwner]:
    return session.scalars(select(PlanOwner).where(PlanOwner.person_id == person_id)).all()


class PlanTakeover:
    """Hands the duties of a person to the successor."""

    def open_tasks(self, session: Session, person_id: UUID) -> Sequence[str]:
        """The duties of a person, one sentence each."""
        return [f"Penanggung jawab rencana aksi: {one.line}" for one in _held(session, person_id)]

    def hand_over(self, uow: UnitOfWork, person_id: UUID, successor_id: UUID) -> None:
        """Give the duties to the successor."""
        successor = uow.session.get_one(Person, successor_id)
        for one in _held(uow.session, person_id):
            one.person_id, one.name = successor.id, successor.name
            one.set_name, one.set_at = uow.actor.name, uow.now
            uow.record(Stream("office", one.office_id), "plan:owner_set", line=one.line, person=str(successor.id))
