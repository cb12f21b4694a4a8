"""Acts on the ticked lines of the list: each line is done or refused for itself, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from service.accounts.queries import people_of
from service.agreements.duties import Duty, open_duty
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.permissions import Access, access_of
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork

MOST = 500
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: done, or the code of why not."""

    agreement_id: UUID
    subject: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """The duty that is put on every ticked agreement."""

    title: str
    due_on: date | None
    owner_id: UUID | None
    key: str = ""  # the same key is opened once on an agreement


REVIEW = "tinjau-ulang"


def give_duty(uow: UnitOfWork, ids: Sequence[UUID], job: Job) -> list[Outcome]:
    """Put a duty on each of these agreements that may take one."""
    require(uow.actor, "agreement:follow_up")
    title, due_on = " ".join(job.title.split()), job.due_on
    if not title:
        raise Refused("bulk_title_missing", field="title")
    if len(title) > LONGEST_TITLE:
        raise Refused("bulk_title_too_long", field="title", longest=LONGEST_TITLE)
    if due_on is None:
        raise Refused("bulk_day_missing", field="due_on")
    owner = _owner(uow, job.owner_id)
    key = job.key or f"massal-{uuid4().hex[:12]}"
    return [_one(uow, one, Duty(key, title, due_on, job.owner_id, owner)) for one in checked(ids)]


def checked(ids: Sequence[UUID]) -> list[UUID]:
    """The ticked lines once each, or Refused."""
    once = list(dict.fromkeys(ids))
    if not once:
        raise Refused("bulk_nothing_ticked")
    if len(once) > MOST:
        raise Refused("bulk_too_many", most=MOST)
    return once


def _owner(uow: UnitOfWork, owner_id: UUID | None) -> str:
    if owner_id is None:
        return ""
    known = {one.id: one.name for one in people_of(uow.session, uow.actor.office_id, active_only=True)}
    if owner_id not in known:
        raise Refused("bulk_owner_unknown", field="owner")
    return known[owner_id]


def _one(uow: UnitOfWork, agreement_id: UUID, duty: Duty) -> Outcome:
    agreement = uow.session.get(Agreement, agreement_id)
    seen = access_of(uow.session, uow.actor, agreement) if agreement is not None else Access.NONE
    if agreement is None or seen == Access.NONE:
        return Outcome(agreement_id, "–", "not_found")
    return Outcome(agreement_id, agreement.subject, _refused(uow, agreement, seen, duty))


def _refused(uow: UnitOfWork, agreement: Agreement, seen: Access, duty: Duty) -> str:
    if seen < Access.FULL:
        return "bulk_other_office"
    if agreement.stage_ is not Stage.FOLLOW_UP:
        return "bulk_not_signed"
    try:
        open_duty(uow, agreement, duty)
    except Refused as refused:
        return refused.code
    return ""
