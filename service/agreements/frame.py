"""What stands around every page of one agreement: title, status, turn, rail, tabs, the next step or what it lacks.

A room's page extends "agreements/frame.html" and passes `frame=frame(session, agreement, actor, here="<tab key>")`.
"""

from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.actions import gather_facts
from service.agreements.lifecycle import RAIL, Action, Stage, forward, missing
from service.agreements.models import Agreement, Nature, Origin, StageChange
from service.agreements.permissions import Access, access_of
from service.agreements.registry import REGISTRY
from service.agreements.words import STAGES, STEP_BUTTONS, TURNS, name_of
from service.core import jobs, refusals, terms
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.permissions import holds
from service.core.refusals import Refused
from service.offices.queries import office, partner
from service.web import progress
from service.web.components import Missing, RailStep, Status, StepState, Tab, Tone
from service.web.language import language

# Steps that a room performs on its own page (deciding, signing); all others are one button in the frame.
ELSEWHERE = frozenset({Action.FREEZE, Action.CONCLUDE})


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step that leads on: its button, or what still stands in its way."""

    action: str
    label: Any
    missing: tuple[Missing, ...]
    allowed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the frame shows."""

    agreement: Agreement
    kind: Any
    office_names: tuple[str, ...]
    partner_name: str
    status: Status
    turn: str
    waiting_days: str
    rail: tuple[RailStep, ...]
    tabs: tuple[Tab, ...]
    next_step: NextStep | None
    back_step: NextStep | None
    access: Access
    work: progress.Work
    marks: tuple[Status, ...] = ()

    @property
    def full(self) -> bool:
        """Whether the viewer's office is one of the agreement's own."""
        return self.access == Access.FULL


def frame(session: Session, agreement: Agreement, actor: Actor, *, here: str, now: Any) -> Frame:
    """Gather the frame of one agreement for one viewer at one instant."""
    access = access_of(session, actor, agreement)
    lead = office(session, agreement.lead_office_id)
    names = (lead.name, *(office(session, row.office_id).name for row in agreement.offices))
    today = local_date(now, lead.zone_)
    return Frame(
        agreement=agreement,
        kind=name_of(agreement),
        office_names=tuple(dict.fromkeys(names)),
        partner_name=partner(session, agreement.partner_id).name if agreement.partner_id else "",
        status=status(agreement, today),
        turn=_turn(session, agreement),
        waiting_days=_waiting((today - local_date(agreement.stage_since, lead.zone_)).days),
        rail=_rail(session, agreement, lead.zone_),
        tabs=_tabs(agreement, access, here),
        next_step=_next_step(session, agreement, actor) if access == Access.FULL else None,
        back_step=_back_step(agreement, actor) if access == Access.FULL else None,
        access=access,
        work=progress.of(_worth_showing(session, agreement) if access == Access.FULL else []),
        marks=tuple(mark for source in REGISTRY.marks if (mark := source(session, agreement)) is not None),
    )


def _worth_showing(session: Session, agreement: Agreement) -> list[jobs.Job]:
    """The agreement's work; a letter on its way changes nothing on its pages and is shown only when it fails."""
    return [job for job in jobs.of_agreement(session, agreement.id) if job.kind != "send_mail" or job.error_code]


def status(agreement: Agreement, today: Any) -> Status:
    """The word beside the title: the stage, or whether a signed agreement is valid today (rule 18)."""
    stage = agreement.stage_
    if stage is Stage.CANCELLED:
        return Status(_("dibatalkan"), Tone.QUIET)
    if stage is not Stage.FOLLOW_UP:
        return Status(STAGES[stage], Tone.ACTIVE)
    if agreement.nature_ is not Nature.ORIGINAL:
        return Status(_("ditandatangani"), Tone.DONE)  # whether it holds is read at what it changed
    if agreement.ended_on is not None and agreement.ended_on <= today:
        return Status(_("diakhiri"), Tone.QUIET)
    start = agreement.effective_on or agreement.signed_on
    state = terms.validity(start, agreement.end_on, today) if start else terms.Validity.ACTIVE
    return {
        terms.Validity.NOT_YET: Status(_("belum berlaku"), Tone.WAITING),
        terms.Validity.ACTIVE: Status(_("berlaku"), Tone.DONE),
        terms.Validity.EXPIRED: Status(_("berakhir"), Tone.DANGER),
    }[state]


def _turn(session: Session, agreement: Agreement) -> str:
    known = REGISTRY.turns.get(agreement.stage)
    said = known(session, agreement) if known else None
    return said or str(TURNS.get(agreement.stage, ""))


def _waiting(days: int) -> str:
    if days <= 0:
        return str(_("sejak hari ini"))
    return str(ngettext("%(num)s hari di tahap ini", "%(num)s hari di tahap ini", days))


def _rail(session: Session, agreement: Agreement, zone: Any) -> tuple[RailStep, ...]:
    if agreement.origin == Origin.LEGACY:
        return ()
    query = select(StageChange).where(StageChange.agreement_id == agreement.id).order_by(StageChange.at)
    changes = list(session.scalars(query))
    left = {change.source: local_date(change.at, zone) for change in changes}
    stage = agreement.stage_
    if stage is Stage.CANCELLED:
        stage = Stage(changes[-1].source) if changes else Stage.PLANNING
    at = RAIL.index(stage)
    steps = []
    for place, one in enumerate(RAIL):
        state = StepState.DONE if place < at else StepState.CURRENT if place == at else StepState.AHEAD
        day = (
            left.get(one)
            if state is StepState.DONE
            else local_date(agreement.stage_since, zone)
            if place == at
            else None
        )
        steps.append(RailStep(STAGES[one], state, day))
    return tuple(steps)


def _tabs(agreement: Agreement, access: Access, here: str) -> tuple[Tab, ...]:
    shown = [Tab(_("Ringkasan"), url_for("agreements.show", agreement_id=agreement.id), here == "summary")]
    aside = FINISHED if agreement.stage_ in (Stage.FOLLOW_UP, Stage.CANCELLED) else NOT_YET
    hidden = MADE_ONLY if agreement.origin == Origin.LEGACY else frozenset()
    shown += [
        Tab(
            tab.label,
            url_for(tab.endpoint, agreement_id=agreement.id),
            here == tab.key,
            folded=tab.key in aside and here != tab.key,
        )
        for tab in REGISTRY.tabs
        if access >= tab.least and tab.key not in hidden
    ]
    if access == Access.FULL:
        shown.append(Tab(_("Riwayat"), url_for("agreements.history", agreement_id=agreement.id), here == "history"))
    return tuple(shown) if len(shown) > MOST_TABS else tuple(replace(one, folded=False) for one in shown)


# Tabs that a signed agreement from before the service (arsip lama) has no use for.
MADE_ONLY = frozenset({"planning", "drafting", "discussion", "approval", "signing"})
# What is folded away once an agreement is signed, and before it is, as long as all would not stand on one line.
FINISHED = frozenset({"planning", "discussion", "approval", "signing"})
NOT_YET = frozenset({"followup", "reviews", "archive", "publication"})
MOST_TABS = 8


def _next_step(session: Session, agreement: Agreement, actor: Actor) -> NextStep | None:
    line = forward(agreement.stage_)
    if line is None:
        return None
    gaps = missing(line, gather_facts(session, agreement))
    shown = tuple(_gap(code, agreement) for code in gaps)
    if line.action in ELSEWHERE:
        return NextStep("", "", shown, allowed=False) if shown else None
    return NextStep(line.action.value, STEP_BUTTONS[line.action], shown, allowed=holds(actor, line.permission))


def _gap(code: str, agreement: Agreement) -> Missing:
    endpoint = REGISTRY.missing_links.get(code)
    url = url_for(endpoint, agreement_id=agreement.id) if endpoint else ""
    return Missing(refusals.explain(Refused(code), language()), url)


def _back_step(agreement: Agreement, actor: Actor) -> NextStep | None:
    action = {Stage.DISCUSSION: Action.BACK_TO_DRAFT}.get(agreement.stage_)
    if action is None or not holds(actor, "agreement:draft"):
        return None
    return NextStep(action.value, STEP_BUTTONS[action], (), allowed=True)
