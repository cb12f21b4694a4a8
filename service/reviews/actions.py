"""Use cases: propose, confirm and return a review; decide what becomes of an agreement that ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from service.agreements.actions import gather_facts, stream
from service.agreements.duties import Duty, close_duty, open_duty
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.permissions import load_for
from service.core import policies
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.reviews import queries, rules
from service.reviews.catalogue import checklist
from service.reviews.models import RenewalDecision, Review
from service.reviews.prefill import known_of
from service.reviews.queries import CYCLE, OUTCOME_DAYS, standing_of, today_of
from service.reviews.rules import Answer, Decision, Outcome, ReviewState

# What the outcome or the decision asks for, in the language of the task list.
OUTCOME_DUTIES: dict[Outcome, str] = {
    Outcome.ADDENDUM: "Menyusun adendum sesuai hasil reviu",
    Outcome.RENEW: "Memutuskan dan menyusun perpanjangan sesuai hasil reviu",
    Outcome.NEW: "Menyusun naskah baru sesuai hasil reviu",
    Outcome.END: "Mengakhiri kerja sama sesuai hasil reviu",
}
DECISION_DUTIES: dict[Decision, str] = {
    Decision.RENEWED: "Menyusun naskah perpanjangan sesuai keputusan",
    Decision.REPLACED: "Menyusun naskah baru pengganti sesuai keputusan",
    Decision.NOT_CONTINUED: "Memberitahukan kepada mitra bahwa kerja sama tidak dilanjutkan",
}
RENEWAL_TASK = "renewal"
LONGEST = 4000


# ------------------------------------------------------------------------------------------------------------- reviews
@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reviewer hands in."""

    answers: Mapping[str, Answer]
    outcome: Outcome
    note: str = ""


def _signed(uow: UnitOfWork, agreement_id: UUID, permission: str, seen_version: int | None = None) -> Agreement:
    agreement = load_for(uow.session, uow.actor, agreement_id, permission, seen_version=seen_version)
    if agreement.stage_ is not Stage.FOLLOW_UP:
        raise Refused("review_not_signed")
    return agreement


def propose(uow: UnitOfWork, agreement_id: UUID, made: Proposal, *, seen_version: int | None = None) -> Review:
    """Hand a review in; its maker may still change it while it waits for the second person."""
    agreement = _signed(uow, agreement_id, "review:do", seen_version)
    items = checklist().of_kind(agreement.kind)
    wrong = rules.fault(items, made.answers, made.outcome, standing_of(uow.session, agreement))
    if wrong is not None:
        code, key = wrong
        name = next((item.name_id for item in items if item.key == key), "")
        name_en = next((item.name_en for item in items if item.key == key), "")
        raise Refused(code, field=_field_of(code, key), item=name, item_en=name_en)
    row = queries.waiting(uow.session, agreement.id)
    if row is not None and row.made_by != uow.actor.id:
        raise Refused("review_waits_already", name=row.made_name)
    today = today_of(uow.session, agreement)
    known = known_of(uow.session, agreement, today)
    changed = row is not None
    row = row or _new_review(uow, agreement)
    row.answers = {
        item.key: {
            "said": made.answers[item.key].said.value,
            "note": made.answers[item.key].note.strip(),
            "known": known[item.key].as_data(),
        }
        for item in items
    }
    row.outcome, row.note = made.outcome.value, made.note.strip()
    row.made_at, row.made_on = uow.now, today
    uow.session.add(row)
    uow.session.flush()
    uow.record(
        stream(agreement.id), "review:changed" if changed else "review:made", review=str(row.id), outcome=row.outcome
    )
    return row


def _field_of(code: str, key: str) -> str:
    if not key:
        return "outcome"
    return f"note_{key}" if code == "review_note_missing" else f"item_{key}"


def _new_review(uow: UnitOfWork, agreement: Agreement) -> Review:
    last = uow.session.scalar(select(func.max(Review.number)).where(Review.agreement_id == agreement.id))
    return Review(
        id=new_id(),
        agreement_id=agreement.id,
        office_id=agreement.lead_office_id,
        number=(last or 0) + 1,
        state=ReviewState.WAITING.value,
        current=False,
        checklist_version=checklist().version,
        regulation=checklist().regulation,
        made_by=uow.actor.id,
        made_name=uow.actor.name,
    )


def _waiting(
    uow: UnitOfWork, agreement_id: UUID, review_id: UUID, seen_version: int | None
) -> tuple[Agreement, Review]:
    agreement = _signed(uow, agreement_id, "renewal:decide")
    row = queries.review(uow.session, agreement.id, review_id)
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    if row.state_ is not ReviewState.WAITING:
        raise Refused("review_decided_already")
    if row.made_by == uow.actor.id:
        raise Refused("review_needs_second_person")
    return agreement, row


def confirm(uow: UnitOfWork, agreement_id: UUID, review_id: UUID, *, seen_version: int | None = None) -> Review:
    """The second person agrees: the review counts, the one before it is history, and its duty opens."""
    agreement, row = _waiting(uow, agreement_id, review_id, seen_version)
    before = queries.current(uow.session, agreement.id)
    if before is not None:
        before.current = False
        close_duty(uow, agreement, duty_key(before), f"Digantikan oleh reviu ke-{row.number}.")
    today = today_of(uow.session, agreement)
    row.state, row.current = ReviewState.CONFIRMED.value, True
    row.decided_by, row.decided_name, row.decided_at = uow.actor.id, uow.actor.name, uow.now
    row.again_on = rules.next_review(today, policies.value(uow.session, CYCLE))
    uow.session.flush()
    uow.record(
        stream(agreement.id),
        "review:confirmed",
        review=str(row.id),
        outcome=row.outcome,
        again=row.again_on.isoformat(),
    )
    title = OUTCOME_DUTIES.get(row.outcome_)
    if title is not None:
        due = today + timedelta(days=policies.value(uow.session, OUTCOME_DAYS))
        open_duty(uow, agreement, Duty(duty_key(row), title, due, row.made_by, row.made_name))
    return row


def return_review(
    uow: UnitOfWork, agreement_id: UUID, review_id: UUID, reason: str, *, seen_version: int | None = None
) -> Review:
    """The second person sends it back with a reason; the next one begins with what it said."""
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    agreement, row = _waiting(uow, agreement_id, review_id, seen_version)
    row.state, row.returned_reason = ReviewState.RETURNED.value, reason.strip()
    row.decided_by, row.decided_name, row.decided_at = uow.actor.id, uow.actor.name, uow.now
    uow.session.flush()
    uow.record(stream(agreement.id), "review:returned", review=str(row.id), reason=row.returned_reason)
    return row


def duty_key(row: Review) -> str:
    """The key of the duty that a review opens."""
    return f"review-{row.number}"


def on_stage(uow: UnitOfWork, agreement: Agreement, source: str, target: str) -> None:
    """A signed addendum, renewal or ending does what a review or a decision asked of the agreement it changes."""
    if target != Stage.FOLLOW_UP or source == target or agreement.amends_id is None:
        return
    changed = uow.session.get(Agreement, agreement.amends_id)
    if changed is None:
        return
    note = f"Dipenuhi dengan “{agreement.subject}”"
    note += f" yang ditandatangani {date_long(agreement.signed_on)}." if agreement.signed_on else "."
    row = queries.current(uow.session, changed.id)
    fits = {Outcome.ADDENDUM: Nature.ADDENDUM, Outcome.RENEW: Nature.RENEWAL, Outcome.END: Nature.TERMINATION}
    if row is not None and fits.get(row.outcome_) is agreement.nature_:
        close_duty(uow, changed, duty_key(row), note)
    chosen = next(iter(queries.decisions_of(uow.session, changed.id)), None)
    if chosen is not None and chosen.decision_ is Decision.RENEWED and agreement.nature_ is Nature.RENEWAL:
        close_duty(uow, changed, decision_key(chosen), note)


# ----------------------------------------------------------------------------------------------------- renewal decision
@dataclass(frozen=True, slots=True)
class Minutes:
    """The meeting that decided: typed, or a scan stored before."""

    met_on: date
    met_at: str = ""
    attendants: str = ""
    text: str = ""
    scan: Stored | None = None
    scan_name: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was decided and why."""

    decision: Decision
    reason: str
    benefit: str
    minutes: Minutes


def decide(uow: UnitOfWork, agreement_id: UUID, chosen: Chosen, *, seen_version: int | None = None) -> RenewalDecision:
    """Decide what becomes of an agreement; after its last day only a new paper or none is left."""
    agreement = _signed(uow, agreement_id, "renewal:decide", seen_version)
    today = today_of(uow.session, agreement)
    _refuse_wrong(agreement, chosen, today)
    if chosen.decision is not Decision.NOT_CONTINUED and gather_facts(uow.session, agreement).screening_needed:
        raise Refused("screening_missing", field="decision")  # an election phase concerns the partner
    row = _decision(uow, agreement, chosen, today)
    for before in queries.decisions_of(uow.session, agreement.id):
        if before.current:
            before.current = False
            close_duty(uow, agreement, decision_key(before), f"Digantikan oleh keputusan ke-{row.number}.")
    uow.session.add(row)
    uow.session.flush()
    uow.record(
        stream(agreement.id),
        "renewal:decided",
        decision=row.decision,
        number=row.number,
        reason=row.reason,
        met_on=row.met_on.isoformat(),
        minutes=row.minutes_sha256,
    )
    close_duty(uow, agreement, RENEWAL_TASK, f"Diputuskan {date_long(row.met_on)}: {row.reason}"[:LONGEST])
    _open_decided(uow, agreement, row, today)
    return row


def _open_decided(uow: UnitOfWork, agreement: Agreement, row: RenewalDecision, today: date) -> None:
    days = policies.value(uow.session, OUTCOME_DAYS)
    due = rules.decision_due(row.decision_, agreement.end_on, today, days)
    open_duty(uow, agreement, Duty(decision_key(row), DECISION_DUTIES[row.decision_], due, agreement.created_by))


def decision_key(row: RenewalDecision) -> str:
    """The key of the duty that a decision opens."""
    return f"renewal-{row.number}"


def _refuse_wrong(agreement: Agreement, chosen: Chosen, today: date) -> None:
    if agreement.ended_on is not None and agreement.ended_on <= today:
        raise Refused("renewal_ended")
    if chosen.decision not in rules.decisions_open(agreement.end_on, today):
        raise Refused("renewal_after_expiry", field="decision", day=date_long(agreement.end_on or today))
    if not chosen.reason.strip():
        raise Refused("reason_missing", field="reason")
    held = chosen.minutes
    if held.met_on > today:
        raise Refused("renewal_meeting_in_future", field="met_on")
    if agreement.signed_on is not None and held.met_on < agreement.signed_on:
        raise Refused("renewal_meeting_before_signing", field="met_on")
    if held.scan is None and not held.text.strip():
        raise Refused("renewal_minutes_missing", field="minutes")
    if held.scan is None and not held.attendants.strip():
        raise Refused("renewal_attendants_missing", field="attendants")


def _decision(uow: UnitOfWork, agreement: Agreement, chosen: Chosen, today: date) -> RenewalDecision:
    last = uow.session.scalar(
        select(func.max(RenewalDecision.number)).where(RenewalDecision.agreement_id == agreement.id)
    )
    held = chosen.minutes
    kept: dict[str, Any] = {}
    if held.scan is not None:
        kept = {"minutes_sha256": uow.keep(held.scan, "application/pdf"), "minutes_name": held.scan_name}
    review = queries.current(uow.session, agreement.id)
    return RenewalDecision(
        id=new_id(),
        agreement_id=agreement.id,
        office_id=agreement.lead_office_id,
        number=(last or 0) + 1,
        current=True,
        for_end_on=agreement.end_on,
        decision=chosen.decision.value,
        reason=chosen.reason.strip(),
        benefit=chosen.benefit.strip(),
        met_on=held.met_on,
        met_at=held.met_at.strip(),
        attendants=held.attendants.strip(),
        minutes=held.text.strip(),
        review_id=review.id if review else None,
        decided_by=uow.actor.id,
        decided_name=uow.actor.name,
        decided_at=uow.now,
        decided_on=today,
        **kept,
    )
