"""The nearest days of an office and what waits for a person, each asked of an index with a limit."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, case, select, union_all
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.queries import own
from service.agreements.waiting import Line, NearSource, Said, WaitingSource, columns, is_own, near_columns
from service.core.actor import Actor
from service.followup.lists import Days, by_zone, days_now, not_before, owes_pks, plus
from service.followup.models import JointActivity, Task
from service.followup.rules import OPEN_ACTIVITIES
from service.offices.models import Office

PKS, END, TASK, OBLIGATION, ACTIVITY = "pks", "end", "task", "obligation", "activity"
TERMED = (Nature.ORIGINAL.value, Nature.RENEWAL.value)
WAITING_WINDOW = 7  # a task or activity of somebody's waits for them from a week before its day


def next_days(session: Session, actor: Actor, limit: int) -> CompoundSelect[Any]:
    """The next PKS owed, last days, tasks, obligations and activities of the actor's office, today or later."""
    days, signed = days_now(session), _signed(actor)
    one = signed.c
    owed = _next(signed, days, PKS, one.pks_due_on).where(owes_pks(one))
    ends = _next(signed, days, END, one.end_on).where(one.nature.in_(TERMED))
    duties = _of_rows(Task, signed, days, _duty_kind(), Task.due_on)
    planned = _of_rows(JointActivity, signed, days, ACTIVITY, JointActivity.planned_on)
    found = (
        owed,
        ends,
        duties.where(Task.done_at.is_(None), Task.key != "pks"),
        planned.where(JointActivity.state.in_([state.value for state in OPEN_ACTIVITIES])),
    )
    return union_all(*(select(query.order_by("due_on").limit(limit).subquery()) for query in found))


def _signed(actor: Actor) -> CTE:
    """The office's own signed agreements that run with the lead's zone, read once for all that is asked of them."""
    one = Agreement
    columns = (one.id, one.subject, one.nature, one.signed_on, one.end_on, one.ended_on, one.suspended_on)
    return (
        select(*columns, one.pks_due_on, Office.zone)
        .join(Office, Office.id == one.lead_office_id)
        .where(one.stage == Stage.FOLLOW_UP.value, one.ended_on.is_(None), own(actor))
        .cte("signed")
    )


def _next(signed: CTE, days: Days, kind: str, due: Any) -> Select[Any]:
    one = signed.c
    columns = near_columns(one, kind=kind, title=one.subject, due=due, zone=one.zone)
    return select(*columns).select_from(signed).where(not_before(due, days, one.zone))


def _of_rows(row: Any, signed: CTE, days: Days, kind: Any, due: Any) -> Select[Any]:
    # By a list of ids: SQLite would read the whole table for a join with what it knows no size of.
    columns = near_columns(Agreement, kind=kind, title=row.title, due=due, zone=Office.zone)
    return (
        select(*columns)
        .select_from(row)
        .join(Agreement, Agreement.id == row.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(row.agreement_id.in_(select(signed.c.id)), not_before(due, days))
    )


def _duty_kind() -> ColumnElement[str]:
    return case((Task.obligation_id.is_(None), TASK), else_=OBLIGATION)


def _say_near(kind: str, title: str) -> str:
    if kind == PKS:
        return str(_("PKS harus ditandatangani"))
    if kind == END:
        return str(_("Masa berlaku berakhir"))
    if kind == TASK:
        return str(_("Tugas: %(title)s", title=title))
    if kind == OBLIGATION:
        return str(_("Kewajiban: %(title)s", title=title))
    return str(_("Kegiatan: %(title)s", title=title))


NEAR = (NearSource(next_days, _say_near),)


# --------------------------------------------------------------------------------------------- what waits for a person
def my_tasks(session: Session, actor: Actor) -> Select[Any] | None:
    """The person's own tasks and obligations that are near or overdue."""
    if actor.id is None:
        return None
    query = select(*columns(title=Task.title, due=Task.due_on, zone=Office.zone)).select_from(Task)
    return _mine(session, actor, query, Task).where(Task.done_at.is_(None))


def my_activities(session: Session, actor: Actor) -> Select[Any] | None:
    """The person's own planned activities that are near or overdue."""
    if actor.id is None:
        return None
    row = JointActivity
    query = select(*columns(title=row.title, due=row.planned_on, zone=Office.zone)).select_from(row)
    return _mine(session, actor, query, row).where(row.state.in_([one.value for one in OPEN_ACTIVITIES]))


def _mine(session: Session, actor: Actor, query: Select[Any], row: Any) -> Select[Any]:
    soon = by_zone(plus(days_now(session), WAITING_WINDOW))  # that day alone: the few rows are found by their owner
    due = Task.due_on if row is Task else JointActivity.planned_on
    return (
        query.join(Agreement, Agreement.id == row.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .where(row.owner_id == actor.id, Agreement.ended_on.is_(None), due <= soon, is_own(actor))
    )


def _in_followup(words: Callable[[str], str]) -> Callable[[Line], Said]:
    def say(line: Line) -> Said:
        return Said(words(line.title), "followup.show", {"agreement_id": line.agreement_id})

    return say


WAITING = (
    WaitingSource(my_tasks, _in_followup(lambda title: _("Selesaikan tugas: %(title)s", title=title))),
    WaitingSource(
        my_activities, _in_followup(lambda title: _("Laksanakan dan laporkan kegiatan: %(title)s", title=title))
    ),
)
