"""The timeline of an agreement: what every room knows of its past and future, in the order of the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.agreements.registry import REGISTRY, Moment
from service.core.clock import local_date
from service.followup import queries
from service.followup.models import JointActivity
from service.followup.rules import EXPIRY_WINDOW, ActivityState
from service.followup.words import ACTIVITIES, MOMENTS
from service.offices.queries import office
from service.web.components import Status, Tone
from service.web.language import tanggal


@dataclass(frozen=True, slots=True)
class Line:
    """One point as the page shows it; `past` or ahead, and the word of its kind."""

    day: date
    title: str
    note: str
    url: str
    status: Status
    past: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What lies behind, today, and what is ahead."""

    past: tuple[Line, ...]
    today: date
    ahead: tuple[Line, ...]


def timeline(session: Session, agreement: Agreement, *, full: bool) -> Timeline:
    """Ask every room, and sort by day; what falls on today is ahead until it is done.

    Without `full` what only the agreement's own offices read is left out (rule 33).
    """
    today = queries.today_of(session, agreement)
    found = [one for source in REGISTRY.timeline for one in source(session, agreement)]
    found = [one for one in found if full or not one.internal]
    found.sort(key=lambda one: (one.day, not one.done, one.title))
    lines = [_line(one, agreement, today) for one in found]
    return Timeline(tuple(one for one in lines if one.past), today, tuple(one for one in lines if not one.past))


def _line(one: Moment, agreement: Agreement, today: date) -> Line:
    arguments: dict[str, Any] = {"agreement_id": agreement.id, **one.arguments}
    url = url_for(one.endpoint, **arguments) if one.endpoint else ""
    word, tone = MOMENTS.get(one.kind, (one.kind.replace("_", " "), Tone.QUIET))
    past = one.day < today or (one.day == today and one.done)
    return Line(one.day, one.title, one.note, url, Status(word, tone), past)


# ------------------------------------------------------------------------------------------------------ our own source
def moments(session: Session, agreement: Agreement) -> Sequence[Moment]:
    """What follow-up knows: dates of the agreement, its PKS, activities, obligations, corrections."""
    if agreement.signed_on is None:
        return ()
    today = queries.today_of(session, agreement)
    zone = office(session, agreement.lead_office_id).zone_
    found = [*_dates(agreement, today), *_pks(session, agreement, today)]
    found += [moment for row in queries.activities(session, agreement.id) if (moment := _activity(row)) is not None]
    found += _obligations(session, agreement, today)
    for change in queries.end_changes(session, agreement.id):
        said = _("Dari %(old)s menjadi %(new)s. %(reason)s", **_change_words(change))
        found.append(Moment(local_date(change.at, zone), "changed", _("Tanggal berakhir diperbaiki"), said))
    return found


def _change_words(change: Any) -> dict[str, str]:
    return {"old": tanggal(change.old), "new": tanggal(change.new), "reason": change.reason}


def _dates(agreement: Agreement, today: date) -> list[Moment]:
    found = [Moment(agreement.signed_on, "signed", _("Ditandatangani"))] if agreement.signed_on else []
    if agreement.effective_on and agreement.effective_on != agreement.signed_on:
        found.append(Moment(agreement.effective_on, "begins", _("Mulai berlaku"), done=agreement.effective_on <= today))
    if agreement.suspended_on:
        found.append(Moment(agreement.suspended_on, "suspended", _("Ditangguhkan")))
    if agreement.ended_on:
        found.append(Moment(agreement.ended_on, "ended", _("Diakhiri"), agreement.end_reason))
    elif agreement.end_on:
        window = agreement.end_on - timedelta(days=EXPIRY_WINDOW)
        title = _("Jendela perpanjangan dibuka: tinjau manfaat dan putuskan")
        found.append(Moment(window, "renewal", title, done=window < today))
        found.append(Moment(agreement.end_on, "ends", _("Hari terakhir masa berlaku"), done=agreement.end_on < today))
    return found


def _pks(session: Session, agreement: Agreement, today: date) -> list[Moment]:
    clock = queries.pks_clock(session, agreement, today)
    found = []
    if clock is not None and clock.open:
        kind = "late" if clock.due_on < today else "due"
        found.append(Moment(clock.due_on, kind, _("Tenggat PKS tindak lanjut"), done=False))
    for pks in queries.signed_children(session, agreement.id):
        if pks.signed_on is not None:
            title = _("PKS ditandatangani: %(subject)s", subject=pks.subject)
            found.append(
                Moment(pks.signed_on, "pks", title, endpoint="agreements.show", arguments={"agreement_id": str(pks.id)})
            )
    return found


def _activity(row: JointActivity) -> Moment | None:
    if row.day is None:  # put off until a day is found: it has no place on a calendar
        return None
    word = str(ACTIVITIES[row.state][0])
    title = _("Kegiatan: %(title)s", title=row.title)
    note = " · ".join(part for part in (word, row.place, row.result or row.reason) if part)
    return Moment(
        row.day,
        "activity" if row.state_ is ActivityState.HELD else f"activity_{row.state}",
        title,
        note,
        row.state_ in (ActivityState.HELD, ActivityState.CANCELLED),
        "followup.activity",
        {"activity_id": str(row.id)},
    )


def _obligations(session: Session, agreement: Agreement, today: date) -> list[Moment]:
    found = []
    for row, times in queries.obligations(session, agreement.id):
        for task in times:
            if queries.fell_away(row, task):
                continue
            kind = (
                "obligation_done" if task.done_at and not task.failed else "obligation_failed" if task.done_at else ""
            )
            kind = kind or ("late" if task.due_on < today else "obligation")
            note = " · ".join(part for part in (row.reference, row.owner) if part)  # a task's note stays inside
            title = _("Kewajiban: %(text)s", text=row.text)
            found.append(Moment(task.due_on, kind, title, note, task.done_at is not None))
    return found
