"""The watch in words: the panel of the summary page, the desk's rows, moments of the timeline, reminders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.family_screen import Screened
from service.agreements.models import Agreement
from service.agreements.registry import Deadline, Moment
from service.core.actor import Actor
from service.core.clock import Zone
from service.offices.models import Office, Partner
from service.screening import queries, words
from service.screening.models import AgreementRestriction, ElectionPhase, Screening
from service.screening.rules import WAITING, Restriction, State
from service.web.components import Status

CLOCK = "screening"
AT = (7, 0, -3)
BEHIND, AHEAD = timedelta(days=60), timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Shown:
    """A screening with everything in words."""

    row: Screening
    why: Any
    state: Status
    result: Status | None
    advice: Status
    overdue: bool


def shown(row: Screening, phase: ElectionPhase | None, today: date) -> Shown:
    """A screening as pages show it."""
    return Shown(
        row=row,
        why=f"{phase.name}, {phase.contest}" if phase else _("Atas prakarsa kantor"),
        state=Status(*words.STATES[row.state]),
        result=Status(*words.RESULTS[row.result]) if row.result else None,
        advice=Status(*words.ADVICE[row.advice]),
        overdue=row.state_ in WAITING and row.due_on < today,
    )


def panel(session: Session, agreement: Agreement, _actor: Actor) -> Mapping[str, Any] | None:
    """What stands on the summary page: restrictions, an open screening, the last result; nothing where none is."""
    today = queries.today_of(session, agreement)
    found = [shown(row, phase, today) for row, phase in queries.of_agreement(session, agreement.id)]
    running = queries.concerned_phases(session, agreement, today)
    if not found and not running:
        return None
    standing = [one for one in queries.restrictions(session, agreement.id) if one.lifted_on is None]
    return {
        "agreement": agreement,
        "limited": next((one for one in standing if one.kind_ is Restriction.LIMITED), None),
        "suspended": next((one for one in standing if one.kind_ is Restriction.SUSPENDED), None),
        "waiting": [one for one in found if one.row.state_ in WAITING],
        "last": next((one for one in found if one.row.state_ is State.DECIDED), None),
        "running": running,
    }


def moments(session: Session, agreement: Agreement) -> Sequence[Moment]:
    """Screenings and what they put on the agreement, for its timeline."""
    told: list[Moment] = []
    for row, phase in queries.of_agreement(session, agreement.id):
        why = f"{phase.name}, {phase.contest}" if phase else str(_("Atas prakarsa kantor"))
        told.append(_moment(row.opened_on, _("Penapisan ulang dibuka"), why))
        if row.state_ in WAITING:
            told.append(_moment(row.due_on, _("Tenggat penapisan ulang"), why, done=False))
        elif row.decided_on is not None:
            result = words.RESULTS[row.result][0]
            told.append(_moment(row.decided_on, _("Penapisan ulang diputuskan: %(result)s", result=result), row.reason))
    ended = [one for one in queries.restrictions(session, agreement.id) if one.lifted_on is not None]
    return [*told, *(_moment(one.lifted_on, _lifted(one), one.lifted_reason) for one in ended if one.lifted_on)]


def _lifted(one: AgreementRestriction) -> str:
    if one.kind_ is Restriction.SUSPENDED:
        return str(_("Penangguhan dicabut"))
    return str(_("Pembatasan kegiatan dicabut"))


def _moment(day: date, title: str, note: str, *, done: bool = True) -> Moment:
    return Moment(day, CLOCK, str(title), note, done=done, endpoint="screening.show")


def deadlines(session: Session, now: datetime) -> Sequence[Deadline]:
    """Screenings that wait: told of on the day they open, a week before they are due, on the day, and once late."""
    query = (
        select(Screening, Agreement, Office.zone, Partner.name)
        .join(Agreement, Agreement.id == Screening.agreement_id)
        .join(Office, Office.id == Agreement.lead_office_id)
        .outerjoin(Partner, Partner.id == Agreement.partner_id)
        .where(
            Screening.state.in_([one.value for one in WAITING]),
            Screening.due_on.between((now - BEHIND).date(), (now + AHEAD).date()),
        )
    )
    return [
        Deadline(
            subject_id=row.id,
            agreement_id=agreement.id,
            clock=CLOCK,
            due_on=row.due_on,
            zone=Zone(zone),
            office_ids=frozenset({agreement.lead_office_id}),
            at=tuple(sorted({(row.due_on - row.opened_on).days, *AT}, reverse=True)),
            watched_since=row.opened_on,
            title_id=f"Penapisan ulang kemandirian {partner or '-'} pada “{agreement.subject}”",
            title_en=f"The independence screening of {partner or '-'} for “{agreement.subject}”",
        )
        for row, agreement, zone, partner in session.execute(query)
    ]


def latest(session: Session, agreement: Agreement) -> Screened | None:
    """What was found last, for whoever begins a renewal; one that waits is named as such."""
    known = queries.of_agreement(session, agreement.id)
    if not known:
        return None
    row, phase = known[0]
    word, tone = words.RESULTS[row.result] if row.result else words.STATES[row.state]
    return Screened(Status(word, tone), row.reason or (phase.name if phase is not None else ""), row.decided_on)
