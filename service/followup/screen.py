"""Follow-up in words: the clock, the validity, the timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement, Nature
from service.core.actor import Actor
from service.core.terms import outlives_parent
from service.followup import queries
from service.followup.models import ActivityChange, JointActivity, Obligation, Task
from service.followup.rules import OPEN_ACTIVITIES, PksClock, Recurrence, ValidityNow, ValidityState
from service.followup.words import (
    ACTIVITIES,
    CLOCK_SENTENCES,
    CLOCKS,
    FIELDS,
    RECURRENCES,
    SIDES,
    VALIDITY,
    topic_words,
)
from service.web.components import Status, Tone
from service.web.language import tanggal


@dataclass(frozen=True, slots=True)
class Box:
    """A state with its sentence, and a hint where there is one."""

    status: Status
    sentence: str
    hint: str = ""
    url: str = ""


def clock_box(clock: PksClock | None) -> Box | None:
    """The PKS clock in words."""
    if clock is None:
        return None
    hint = str(_("Tenggat jatuh pada akhir pekan dan tidak bergeser.")) if clock.open and clock.weekend else ""
    url = url_for("agreements.show", agreement_id=clock.fulfilled_by) if clock.fulfilled_by else ""
    return Box(Status(*CLOCKS[clock.state]), _clock_sentence(clock), hint, url)


def _clock_sentence(clock: PksClock) -> str:
    said = {"due": tanggal(clock.due_on), "n": clock.days, "day": tanggal(clock.fulfilled_on)}
    return str(CLOCK_SENTENCES[clock.state]) % said


def validity_box(now: ValidityNow | None) -> Box | None:
    """The validity in words (rule 18)."""
    if now is None:
        return None
    return Box(Status(*VALIDITY[now.state]), _validity_sentence(now))


def _validity_sentence(now: ValidityNow) -> str:
    until = tanggal(now.until)
    if now.state is ValidityState.NOT_YET:
        return str(_("Mulai berlaku %(day)s.", day=tanggal(now.start)))
    if now.state is ValidityState.TERMINATED:
        return str(_("Diakhiri %(day)s.", day=until))
    if now.until is None:
        return str(_("Berlaku tanpa tanggal berakhir."))
    if now.state is ValidityState.EXPIRED:
        return str(_("Berakhir %(day)s, %(n)s hari yang lalu.", day=until, n=now.days))
    if now.days == 0:
        return str(_("Berlaku sampai hari ini, %(day)s; berakhir besok pukul 00.00 waktu setempat.", day=until))
    return str(_("Berlaku sampai dengan %(day)s, %(n)s hari lagi.", day=until, n=now.days))


def panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001  the registry's form
    """Validity and clock for the summary page."""
    today = queries.today_of(session, agreement)
    now = queries.validity(agreement, today)
    if now is None or agreement.nature_ is not Nature.ORIGINAL:  # what changes another is valid as that one is
        return None
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    return {
        "validity": validity_box(now),
        "clock": clock_box(queries.pks_clock(session, agreement, today)),
        "outlives": parent is not None and outlives_parent(agreement.end_on, parent.end_on),
        "agreement": agreement,
    }


def paper_panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001
    """The scan of an agreement from before the service, on the summary page."""
    if queries.scan_of(session, agreement.id) is None:
        return None
    return {
        "url": url_for("followup.scan", agreement_id=agreement.id),
        "title": _("Pindaian arsip lama"),
        "pages": None,
    }


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An activity on the tab: its word, whether its report is overdue, and what may still be done with it."""

    row: JointActivity
    status: Status
    topic: str
    open: bool
    late: bool


def activity_cards(rows: Sequence[JointActivity], today: date) -> list[ActivityCard]:
    """The activities in words."""
    found = []
    for row in rows:
        ahead = row.state_ in OPEN_ACTIVITIES
        late = ahead and row.planned_on is not None and row.planned_on < today
        found.append(ActivityCard(row, Status(*ACTIVITIES[row.state]), topic_words(row.topic), ahead, late))
    return found


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation with each time it falls due."""

    row: Obligation
    side: Any
    recurrence: Any
    times: tuple["DueTime", ...]


@dataclass(frozen=True, slots=True)
class DueTime:
    """One time an obligation falls due, in words."""

    task: Task
    status: Status


def obligation_rows(known: Sequence[tuple[Obligation, list[Task]]], today: date) -> list[ObligationRow]:
    """The obligations in words; overdue times stand out."""
    return [
        ObligationRow(
            row,
            SIDES[row.side],
            "" if row.recurrence_ is Recurrence.ONCE else RECURRENCES[row.recurrence],
            tuple(DueTime(task, _due_status(row, task, today)) for task in times),
        )
        for row, times in known
    ]


def _due_status(row: Obligation, task: Task, today: date) -> Status:
    if queries.fell_away(row, task):
        return Status(_("gugur"), Tone.QUIET)
    if task.done_at is not None:
        return Status(_("tidak dipenuhi"), Tone.DANGER) if task.failed else Status(_("dipenuhi"), Tone.DONE)
    if task.due_on < today:
        return Status(_("lewat tenggat"), Tone.DANGER)
    return Status(_("hari ini"), Tone.WARNING) if task.due_on == today else Status(_("terbuka"), Tone.WAITING)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One correction in words: each field that changed, before and after."""

    at: datetime
    by_name: str
    reason: str
    lines: tuple[tuple[Any, str, str], ...]


def change_lines(changes: Sequence[ActivityChange]) -> list[ChangeLine]:
    """The history of an activity in words."""
    return [
        ChangeLine(
            one.at,
            one.by_name,
            one.reason,
            tuple(
                (FIELDS[name], _value(name, one.before.get(name)), _value(name, new))
                for name, new in one.after.items()
                if name in FIELDS
            ),
        )
        for one in changes
    ]


def _value(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if name == "state":
        return str(ACTIVITIES[value][0])
    if name == "topic":
        return topic_words(value)
    return tanggal(date.fromisoformat(value)) if name in ("planned_on", "held_on") else str(value)
