"""The nearest days of an office and what waits for a person, each asked of an index with a limit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.queries import own
from service.agreements.waiting import Near, Waiting
from service.core.actor import Actor
from service.core.clock import Zone
from service.followup.lists import Days, days_now, not_after, not_before, owes_pks, plus
from service.followup.models import JointActivity, Task
from service.followup.rules import OPEN_ACTIVITIES
from service.offices.models import Office

WAITING_WINDOW = 7  # a task or activity of somebody's waits for them from a week before its day


def nearest(session: Session, actor: Actor, limit: int) -> Sequence[Near]:
    """The next PKS owed, ends, tasks and activities of the actor's office, today or later."""
    days = days_now(session)
    found = []
    for title, query in _queries(actor, days, limit):
        for agreement_id, subject, what, due, zone in session.execute(query):
            left = (due - days[Zone(zone)]).days
            found.append(Near(agreement_id, subject, title(what), due, left))
    return found


def _queries(actor: Actor, days: Days, limit: int) -> list[tuple[Any, Select[Any]]]:
    termed = Agreement.nature.in_((Nature.ORIGINAL.value, Nature.RENEWAL.value))
    states = [one.value for one in OPEN_ACTIVITIES]
    open_task = Task.done_at.is_(None) & Task.key.not_in(("pks",))
    return [
        (
            lambda _what: _("PKS harus ditandatangani"),
            _next(actor, days, limit, Agreement.pks_due_on).where(owes_pks()),
        ),
        (lambda _what: _("Masa berlaku berakhir"), _next(actor, days, limit, Agreement.end_on).where(termed)),
        (
            lambda what: _("Tugas: %(title)s", title=what),
            _next(actor, days, limit, Task.due_on, Task.title)
            .join(Task)
            .where(open_task, Task.obligation_id.is_(None)),
        ),
        (
            lambda what: _("Kewajiban: %(title)s", title=what),
            _next(actor, days, limit, Task.due_on, Task.title)
            .join(Task)
            .where(open_task, Task.obligation_id.is_not(None)),
        ),
        (
            lambda what: _("Kegiatan: %(title)s", title=what),
            _next(actor, days, limit, JointActivity.planned_on, JointActivity.title)
            .join(JointActivity)
            .where(JointActivity.state.in_(states)),
        ),
    ]


def _next(actor: Actor, days: Days, limit: int, due: Any, what: Any = None) -> Select[Any]:
    said = Agreement.subject if what is None else what
    return (
        select(Agreement.id, Agreement.subject, said.label("what"), due.label("due"), Office.zone)
        .select_from(Agreement)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(
            Agreement.stage == Stage.FOLLOW_UP.value, Agreement.ended_on.is_(None), not_before(due, days), own(actor)
        )
        .order_by(due)
        .limit(limit)
    )


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """The person's own tasks, obligations and planned activities that are near or overdue."""
    if actor.id is None:
        return ()
    days = days_now(session)
    soon = plus(days, WAITING_WINDOW)
    tasks: Any = (
        select(Agreement.id, Agreement.subject, Task.title, Task.due_on, Office.zone)
        .select_from(Task)
        .join(Agreement, Agreement.id == Task.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(Task.owner_id == actor.id, Task.done_at.is_(None), Agreement.ended_on.is_(None))
        .where(not_after(Task.due_on, soon), own(actor))
    )
    activities: Any = (
        select(Agreement.id, Agreement.subject, JointActivity.title, JointActivity.planned_on, Office.zone)
        .select_from(JointActivity)
        .join(Agreement, Agreement.id == JointActivity.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(JointActivity.owner_id == actor.id, JointActivity.state.in_([one.value for one in OPEN_ACTIVITIES]))
        .where(Agreement.ended_on.is_(None), not_after(JointActivity.planned_on, soon), own(actor))
    )
    return [
        *_waiting(session, tasks, days, _("Selesaikan tugas: %(title)s")),
        *_waiting(session, activities, days, _("Laksanakan dan laporkan kegiatan: %(title)s")),
    ]


def _waiting(session: Session, query: Select[Any], days: dict[Zone, date], words: str) -> list[Waiting]:
    return [
        Waiting(
            words % {"title": title},
            subject,
            "followup.show",
            {"agreement_id": identity},
            due,
            late=due < days[Zone(zone)],
        )
        for identity, subject, title, due, zone in session.execute(query)
    ]
