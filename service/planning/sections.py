"""The plan page's sections with their state, and what is missing, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from service.agreements.lifecycle import Consultation as Stand
from service.agreements.models import Agreement, Nature
from service.core import refusals
from service.core.refusals import Refused
from service.offices import queries as offices
from service.offices.rules import Fault, blocking
from service.planning.models import Plan
from service.planning.queries import latest, partner_faults, plan_gaps, standing
from service.planning.rules import ACTIVITY_NEEDED, PARTS, Part, Side
from service.web.components import Status, Tone
from service.web.language import language, tanggal

TITLES = {
    Part.PARTNER: lazy_gettext("Mitra"),
    Part.TEXT: lazy_gettext("Kebutuhan dan ruang lingkup"),
    Part.CONTRIBUTIONS: lazy_gettext("Kontribusi tiap pihak"),
    Part.ACTIVITIES: lazy_gettext("Rencana kegiatan bersama"),
    Part.CHECKS: lazy_gettext("Pemeriksaan hukum dan kemandirian"),
    Part.CONSULTATION: lazy_gettext("Konsultasi ke tingkat di atas"),
}
STANDS = {
    Stand.NOT_NEEDED: Status(lazy_gettext("tidak diperlukan"), Tone.DONE),
    Stand.MISSING: Status(lazy_gettext("belum diajukan"), Tone.QUIET),
    Stand.WAITING: Status(lazy_gettext("menunggu jawaban"), Tone.WAITING),
    Stand.SUPPORTED: Status(lazy_gettext("didukung"), Tone.DONE),
    Stand.REFUSED: Status(lazy_gettext("tidak didukung"), Tone.DANGER),
    Stand.OVERRIDDEN: Status(lazy_gettext("dilanjutkan dengan alasan"), Tone.WARNING),
}
GAPS = {
    "reason": lazy_gettext("Alasan belum ditulis."),
    "need": lazy_gettext("Kebutuhan belum ditulis."),
    "scope": lazy_gettext("Ruang lingkup belum ditulis."),
    "contribution_office": lazy_gettext("Kontribusi Bawaslu belum ditulis."),
    "contribution_partner": lazy_gettext("Kontribusi mitra belum ditulis."),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the plan page."""

    part: Part
    title: Any
    status: Status
    url: str


def sections(session: Session, agreement: Agreement, plan: Plan) -> list[Section]:
    """Every section with its state, in the order of the page."""
    original = agreement.nature_ is Nature.ORIGINAL
    states = {
        Part.PARTNER: _partner_status(session, agreement),
        Part.TEXT: _done(plan.need.strip() and (plan.scope.strip() or not original)),
        Part.CONTRIBUTIONS: _asked(
            all(plan.of_side(side.value) for side in Side), some=bool(plan.contributions), needed=original
        ),
        Part.ACTIVITIES: _asked(
            bool(plan.activities), some=bool(plan.activities), needed=agreement.nature in ACTIVITY_NEEDED
        ),
        Part.CHECKS: _done(plan.checked),
        Part.CONSULTATION: STANDS[standing(session, agreement)],
    }
    return [
        Section(
            part,
            TITLES[part] if part is not Part.TEXT or original else REASON,
            state,
            url_for(f"planning.{part.value}", agreement_id=agreement.id),
        )
        for part, state in states.items()
        if part in PARTS[agreement.nature]
    ]


REASON = lazy_gettext("Alasan")


def _asked(done: bool, *, some: bool, needed: bool) -> Status:  # noqa: FBT001  reads like _done
    """The state of a section that some papers may leave empty."""
    return _done(done) if needed else Status(_("terisi"), Tone.DONE) if some else Status(_("tidak wajib"), Tone.QUIET)


def _done(done: object) -> Status:
    return Status(_("lengkap"), Tone.DONE) if done else Status(_("belum lengkap"), Tone.WAITING)


def _partner_status(session: Session, agreement: Agreement) -> Status:
    if agreement.partner_id is None:
        return Status(_("belum dipilih"), Tone.WAITING)
    if blocking(partner_faults(session, agreement)):
        return Status(_("bukti belum lengkap"), Tone.DANGER)
    return Status(_("lolos pemeriksaan"), Tone.DONE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of the screening of a partner, in words."""

    sentence: str
    blocking: bool


def findings(faults: Sequence[Fault]) -> list[Finding]:
    """The screening of a partner as people read it: what is missing for its category, and why."""
    return [
        Finding(refusals.explain(Refused(fault.code, **fault.params), language()), fault.blocking) for fault in faults
    ]


def month_of(one: Any) -> str:
    """The month of a planned activity, from its row or from what a consultation was shown."""
    month = one["month"] if isinstance(one, dict) else one.month
    return format_date(date.fromisoformat(month) if isinstance(month, str) else month, "MMMM y", locale=language())


def gap_words(agreement: Agreement, plan: Plan) -> list[str]:
    """What the plan itself lacks."""
    return [str(GAPS[gap]) for gap in plan_gaps(agreement, plan)]


def turn(session: Session, agreement: Agreement) -> str | None:
    """Who has the turn while a consultation waits for its answer."""
    found = latest(session, agreement) if standing(session, agreement) is Stand.WAITING else None
    if found is None:
        return None
    name, due = offices.office(session, found.asked_of).name, tanggal(found.due_on)
    return str(_("Menunggu jawaban konsultasi dari %(office)s, paling lambat %(due)s", office=name, due=due))
