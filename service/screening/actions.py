"""Use cases of a screening: start, fill in, hand back, consult, decide, lift what it put on the agreement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import stream
from service.agreements.duties import Duty, close_duty, open_duty
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.core.database import new_id
from service.core.policies import value
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.offices import queries as offices
from service.screening import policy, queries
from service.screening.models import AgreementRestriction, Screening
from service.screening.opening import due_key, open_own
from service.screening.queries import today_of
from service.screening.rules import WAITING, Consulted, Finding, Restriction, Result, State, consultation_gap


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows what was looked at; the bytes are stored before."""

    stored: Stored
    media_type: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What staff found, where they looked and when, and what they propose."""

    candidate: Finding
    campaign: Finding
    sources: Sequence[str]
    looked_on: date
    note: str
    proposal: Result

    @property
    def doubtful(self) -> bool:
        """Whether a tie was found or could not be ruled out."""
        return {self.candidate, self.campaign} != {Finding.NO}


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided; `allowed` says which activities a limited agreement may still have."""

    result: Result
    reason: str
    allowed: str = ""


def start(uow: UnitOfWork, agreement_id: UUID) -> Screening:
    """Open a screening without a phase: before a signing or a renewal, or on a tip."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "screening:do")
    if agreement.partner_id is None:
        raise Refused("screening_no_partner")
    _still_running(uow, agreement)
    if _waiting(uow, agreement):
        raise Refused("screening_open_already")
    flag_modified(agreement, "subject")  # two people pressing at once: one of them is told so
    return open_own(uow, agreement, today_of(uow.session, agreement))


def fill(
    uow: UnitOfWork,
    agreement_id: UUID,
    screening_id: UUID,
    said: Findings,
    proof: Proof | None = None,
    *,
    seen_version: int | None,
) -> Screening:
    """Staff write down what they found and propose a result."""
    agreement, row = _open_one(uow, agreement_id, screening_id, "screening:do", seen_version)
    sources = [" ".join(line.split()) for line in said.sources if line.strip()]
    if not sources:
        raise Refused("screening_sources_missing", field="sources")
    if said.looked_on > today_of(uow.session, agreement):
        raise Refused("screening_day_in_future", field="looked_on")
    if said.doubtful and not said.note.strip():
        raise Refused("screening_note_missing", field="note")
    row.candidate, row.campaign, row.proposal = said.candidate.value, said.campaign.value, said.proposal.value
    row.sources, row.looked_on, row.note = "\n".join(sources), said.looked_on, said.note.strip()
    row.filled_by, row.filled_name, row.filled_at = uow.actor.id, uow.actor.name, uow.now
    row.state, row.returned_note = State.FILLED.value, ""
    if proof is not None:
        row.evidence_sha256 = uow.keep(proof.stored, proof.media_type)
        row.evidence_type, row.evidence_name = proof.media_type, proof.file_name
    uow.session.flush()
    uow.record(
        stream(agreement.id), "screening:filled", screening=str(row.id), candidate=row.candidate,
        campaign=row.campaign, proposal=row.proposal,
    )  # fmt: skip
    return row


def hand_back(
    uow: UnitOfWork, agreement_id: UUID, screening_id: UUID, note: str, *, seen_version: int | None
) -> Screening:
    """Who decides asks staff to look again, and says at what."""
    agreement, row = _filled(uow, agreement_id, screening_id, seen_version)
    if not note.strip():
        raise Refused("screening_reason_missing", field="note")
    row.state, row.returned_note = State.OPEN.value, note.strip()
    uow.session.flush()
    uow.record(stream(agreement.id), "screening:returned", screening=str(row.id), reason=note.strip())
    return row


def decide(
    uow: UnitOfWork, agreement_id: UUID, screening_id: UUID, said: Decision, *, seen_version: int | None
) -> Screening:
    """A coordinator, the head of the secretariat or the chair decides; never who filled it in."""
    agreement, row = _filled(uow, agreement_id, screening_id, seen_version)
    if row.filled_by == uow.actor.id:
        raise Refused("screening_same_person")
    if not said.reason.strip():
        raise Refused("screening_reason_missing", field="reason")
    if said.result is Result.LIMIT and not said.allowed.strip():
        raise Refused("screening_allowed_missing", field="allowed")
    today = today_of(uow.session, agreement)
    gap = consultation_gap(said.result, consulted(uow, agreement, row, today))
    if gap:
        raise Refused(gap, field="result")
    row.state, row.result, row.reason = State.DECIDED.value, said.result.value, said.reason.strip()
    row.allowed = said.allowed.strip() if said.result is Result.LIMIT else ""
    row.decided_by, row.decided_name, row.decided_at, row.decided_on = uow.actor.id, uow.actor.name, uow.now, today
    uow.session.flush()
    uow.record(stream(agreement.id), "screening:decided", screening=str(row.id), result=row.result, reason=row.reason)
    close_duty(uow, agreement, due_key(row.id), f"Diputuskan oleh {uow.actor.name}.")
    _cover_others(uow, agreement, row)
    _apply(uow, agreement, row, today)
    return row


def consulted(uow: UnitOfWork, agreement: Agreement, row: Screening, today: date) -> Consulted:
    """What the rules ask about the consultation of a screening."""
    return Consulted(
        required=bool(value(uow.session, policy.CONSULTATION)),
        has_above=bool(offices.above(uow.session, agreement.lead_office_id)),
        advice=row.advice_,
        silent=row.answer_due_on is not None and today > row.answer_due_on,
    )


def _apply(uow: UnitOfWork, agreement: Agreement, row: Screening, today: date) -> None:
    if row.result == Result.LIMIT:
        _restrict(uow, agreement, row, Restriction.LIMITED, today)
    elif row.result == Result.SUSPEND:
        agreement.suspended_on = agreement.suspended_on or today
        _restrict(uow, agreement, row, Restriction.SUSPENDED, today)
    elif row.result == Result.END:
        title = "Mengakhiri kerja sama ini sesuai dengan keputusan penapisan ulang"
        due = today.fromordinal(today.toordinal() + value(uow.session, policy.DAYS))
        open_duty(uow, agreement, Duty(f"terminate-{row.id.hex}", title, due))


def _restrict(uow: UnitOfWork, agreement: Agreement, row: Screening, kind: Restriction, today: date) -> None:
    earlier = queries.standing(uow.session, agreement.id, kind)
    if earlier is not None:
        earlier.lifted_on, earlier.lifted_name = today, uow.actor.name
        earlier.lifted_reason = "Diganti oleh keputusan penapisan yang lebih baru."
    uow.session.add(
        AgreementRestriction(
            id=new_id(),
            agreement_id=agreement.id,
            screening_id=row.id,
            kind=kind.value,
            allowed=row.allowed,
            reason=row.reason,
            from_on=today,
            by_name=uow.actor.name,
        )
    )
    if kind is Restriction.SUSPENDED:
        uow.record(stream(agreement.id), "screening:suspended", screening=str(row.id), reason=row.reason)
    else:
        uow.record(stream(agreement.id), "screening:limited", screening=str(row.id), reason=row.reason)


def lift(
    uow: UnitOfWork, agreement_id: UUID, restriction_id: UUID, reason: str, *, seen_version: int | None
) -> AgreementRestriction:
    """Lift a limit or a suspension, an act of its own with its reason."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "screening:decide", seen_version=seen_version)
    row = uow.session.get(AgreementRestriction, restriction_id)
    if row is None or row.agreement_id != agreement.id:
        raise Refused("not_found")
    if row.lifted_on is not None:
        raise Refused("restriction_lifted")
    if not reason.strip():
        raise Refused("screening_reason_missing", field="reason")
    row.lifted_on, row.lifted_name = today_of(uow.session, agreement), uow.actor.name
    row.lifted_reason = reason.strip()
    if row.kind_ is Restriction.SUSPENDED:
        agreement.suspended_on = None
    else:
        flag_modified(agreement, "subject")
    uow.session.flush()
    uow.record(stream(agreement.id), "screening:lifted", kind=row.kind, reason=row.lifted_reason)
    return row


def on_stage(uow: UnitOfWork, agreement: Agreement, _source: str, target: str) -> None:
    """An attempt that was given up is not screened any more."""
    if target != Stage.CANCELLED:
        return
    for row in _waiting(uow, agreement):
        row.state = State.LAPSED.value
        close_duty(uow, agreement, due_key(row.id), "Kerja sama dibatalkan.")


def _cover_others(uow: UnitOfWork, agreement: Agreement, decided: Screening) -> None:
    """One decision answers every screening of the agreement that was open at the same time."""
    for row in _waiting(uow, agreement):
        row.state, row.covered_by = State.COVERED.value, decided.id
        close_duty(uow, agreement, due_key(row.id), "Tercakup oleh keputusan penapisan lain.")


def _waiting(uow: UnitOfWork, agreement: Agreement) -> list[Screening]:
    query = select(Screening).where(
        Screening.agreement_id == agreement.id, Screening.state.in_([one.value for one in WAITING])
    )
    return list(uow.session.scalars(query))


def _still_running(uow: UnitOfWork, agreement: Agreement) -> None:
    today: Any = queries.running(today_of(uow.session, agreement))
    if uow.session.scalar(select(Agreement.id).where(Agreement.id == agreement.id, today)) is None:
        raise Refused("screening_over")


def _open_one(
    uow: UnitOfWork, agreement_id: UUID, screening_id: UUID, permission: str, seen_version: int | None
) -> tuple[Agreement, Screening]:
    agreement = load_for(uow.session, uow.actor, agreement_id, permission)
    row = queries.screening(uow.session, agreement.id, screening_id)
    if row.state_ not in WAITING:
        raise Refused("screening_settled")
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    return agreement, row


def _filled(
    uow: UnitOfWork, agreement_id: UUID, screening_id: UUID, seen_version: int | None
) -> tuple[Agreement, Screening]:
    agreement, row = _open_one(uow, agreement_id, screening_id, "screening:decide", seen_version)
    if row.state_ is not State.FILLED:
        raise Refused("screening_not_filled")
    return agreement, row
