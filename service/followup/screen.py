"""Follow-up in words: the clock, the validity, the timeline."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from service.agreements.models import Agreement
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.terms import outlives_parent
from service.followup import queries
from service.followup.rules import EXPIRY_WINDOW, PksClock, ValidityNow, ValidityState
from service.followup.words import CLOCK_SENTENCES, CLOCKS, VALIDITY
from service.offices.queries import office
from service.web.components import Happening, Status, Tone
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


def timeline(session: Session, agreement: Agreement, clock: PksClock | None) -> list[Happening]:
    """Everything dated, in the order of the calendar: signing, activities, changes, what is due, the end."""
    today = queries.today_of(session, agreement)
    zone = office(session, agreement.lead_office_id).zone_
    events = _fixed(agreement, clock, today)
    for one in queries.activities(session, agreement.id):
        events.append(Happening(_("Kegiatan: %(title)s", title=one.title), one.held_on, one.place, one.result))
    for change in queries.end_changes(session, agreement.id):
        said = _(
            "Dari %(old)s menjadi %(new)s. %(reason)s",
            old=tanggal(change.old),
            new=tanggal(change.new),
            reason=change.reason,
        )
        events.append(Happening(_("Tanggal berakhir diperbaiki"), local_date(change.at, zone), change.by_name, said))
    for pks in queries.signed_children(session, agreement.id):
        url = url_for("agreements.show", agreement_id=pks.id)
        events.append(Happening(_("PKS ditandatangani: %(subject)s", subject=pks.subject), pks.signed_on, url=url))
    return sorted(events, key=lambda event: str(event.at or date.max))


def _fixed(agreement: Agreement, clock: PksClock | None, today: date) -> list[Happening]:
    events = [Happening(_("Ditandatangani"), agreement.signed_on)]
    if agreement.effective_on and agreement.effective_on != agreement.signed_on:
        events.append(Happening(_("Mulai berlaku"), agreement.effective_on))
    if clock is not None and clock.open:
        owed = Status(*CLOCKS[clock.state])
        events.append(Happening(_("Tenggat PKS tindak lanjut"), clock.due_on, status=owed))
    if agreement.ended_on:
        events.append(Happening(_("Diakhiri"), agreement.ended_on, text=agreement.end_reason))
    elif agreement.end_on:
        events.append(Happening(_("Mulai meninjau perpanjangan"), agreement.end_on - timedelta(days=EXPIRY_WINDOW)))
        over = Status(_("sudah lewat"), Tone.QUIET) if agreement.end_on < today else None
        events.append(Happening(_("Hari terakhir masa berlaku"), agreement.end_on, status=over))
    return events


def panel(session: Session, agreement: Agreement, actor: Actor) -> dict[str, Any] | None:  # noqa: ARG001  the registry's form
    """Validity and clock for the summary page."""
    today = queries.today_of(session, agreement)
    now = queries.validity(agreement, today)
    if now is None:
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
