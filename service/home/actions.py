"""Use cases of the home page: noting a visit."""

from service.core.unit_of_work import UnitOfWork
from service.home.models import ONE_VISIT, HomeVisit


def note_visit(uow: UnitOfWork) -> None:
    """Remember this visit and the one before; looking is no change worth an audit event."""
    if uow.actor.id is None:
        return
    row = uow.session.get(HomeVisit, uow.actor.id)
    if row is None:
        uow.session.add(HomeVisit(person_id=uow.actor.id, at=uow.now))
    elif uow.now - row.at > ONE_VISIT:
        row.before, row.at = row.at, uow.now
