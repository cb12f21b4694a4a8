"""Asking the register: which agreement a code or a file belongs to, and what may be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.family import amended
from service.agreements.family_models import Amendment
from service.agreements.family_tree import amendments_of
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature, PaperKind, PaperRevision
from service.agreements.paper_fields import planned_fields
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.queries import office, partner
from service.seals.verdicts import RegisterAnswer, RegisterState, TrustClass, Verdict
from service.verification.rules import Dates

SCANS = (PaperKind.SCAN, PaperKind.LEGACY_SCAN)


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What anybody may learn from the code of a paper: no file, no contacts, no remarks."""

    code: str
    kind: str
    subject: str
    office_number: str
    partner_number: str
    parties: tuple[str, ...]
    dates: Dates
    concluded: bool
    zone: str
    final_sha256: str
    scan: bool
    suspended_on: date | None = None
    nature: str = Nature.ORIGINAL.value
    changes: tuple["Change", ...] = ()
    amends: "Change | None" = None


@dataclass(frozen=True, slots=True)
class Change:
    """An instrument that changed an agreement, or the agreement it changed: what anybody may learn, and its code."""

    code: str
    kind: str
    nature: str
    office_number: str
    partner_number: str
    signed_on: date | None
    old_end_on: date | None = None
    new_end_on: date | None = None
    ended_on: date | None = None


def public_facts(session: Session, code: str) -> PublicFacts:
    """The facts behind a code, or Refused('code_unknown'); a draft that never became a paper stays unknown."""
    agreement = session.scalars(select(Agreement).where(Agreement.public_code == code)).first()
    if agreement is None:
        raise Refused("code_unknown")
    papers = _papers(session, agreement.id)
    if not papers:
        raise Refused("code_unknown")
    return _facts(session, agreement, papers)


def _facts(session: Session, agreement: Agreement, papers: Sequence[PaperRevision]) -> PublicFacts:
    published = _newest_published(papers)
    lead = office(session, agreement.lead_office_id)
    ours = [lead.name, *(office(session, row.office_id).name for row in agreement.offices)]
    theirs = [partner(session, agreement.partner_id).name] if agreement.partner_id else []
    return PublicFacts(
        code=agreement.public_code,
        kind=agreement.kind,
        subject=agreement.subject,
        office_number=agreement.office_number,
        partner_number=agreement.partner_number,
        parties=tuple(dict.fromkeys([*ours, *theirs])),
        dates=Dates(agreement.signed_on, agreement.effective_on, agreement.end_on, agreement.ended_on),
        concluded=agreement.stage == Stage.FOLLOW_UP,
        zone=lead.zone,
        final_sha256=published.sha256 if published else "",
        scan=published is not None and published.kind in SCANS,
        suspended_on=agreement.suspended_on,
        nature=agreement.nature,
        changes=tuple(_change(one, row) for one, row in amendments_of(session, agreement.id)),
        amends=_change(target) if (target := amended(session, agreement)) is not None else None,
    )


def _change(one: Agreement, row: Amendment | None = None) -> Change:
    return Change(
        code=one.public_code,
        kind=one.kind,
        nature=one.nature,
        office_number=one.office_number,
        partner_number=one.partner_number,
        signed_on=one.signed_on,
        old_end_on=row.old_end_on if row else None,
        new_end_on=row.new_end_on if row else None,
        ended_on=row.ended_on if row else None,
    )


def facts_of_file(session: Session, sha256s: Sequence[str]) -> PublicFacts | None:
    """The facts of the agreement to which a file (or a beginning of it) belongs."""
    row = session.scalars(select(PaperRevision).where(PaperRevision.sha256.in_(sha256s))).first()
    agreement = session.get(Agreement, row.agreement_id) if row else None
    return _facts(session, agreement, _papers(session, agreement.id)) if agreement else None


def register_lookup(session: Session, sha256: str, prefixes: Sequence[str]) -> RegisterAnswer:
    """What the register knows of a file by its SHA-256, or by the SHA-256 of its beginnings."""
    row = _best(session, [sha256])
    if row is not None:
        return _answer(session, row, _state(session, row))
    beginning = _best(session, prefixes)
    if beginning is None:
        return RegisterAnswer(RegisterState.UNKNOWN)
    state = _state(session, beginning)
    # The file goes on where a paper of ours ended, but the register does not know it so: never more than a part.
    changed = state if state is RegisterState.IN_PROGRESS else RegisterState.ROLLED_BACK
    return _answer(session, beginning, changed)


def register_of(tools: Tools) -> "RegisterOf":
    """The register of this installation, to be asked by a verdict."""
    return RegisterOf(tools)


@dataclass(frozen=True, slots=True)
class RegisterOf:
    """Asks the register with a verdict's hashes in a transaction of its own."""

    tools: Tools

    def __call__(self, verdict: Verdict) -> RegisterAnswer:
        """What the register knows."""
        with self.tools.reading() as session:
            return register_lookup(session, verdict.sha256, verdict.revisions)


def _best(session: Session, sha256s: Sequence[str]) -> PaperRevision | None:
    """The most telling revision with one of these hashes: published before not, living before void."""
    if not sha256s:
        return None
    rows = session.scalars(select(PaperRevision).where(PaperRevision.sha256.in_(sha256s))).all()
    return max(rows, key=lambda row: (row.published, not row.void, row.sequence), default=None)


def _state(session: Session, row: PaperRevision) -> RegisterState:
    if row.void:
        return RegisterState.ROLLED_BACK
    newest = _newest_published(_papers(session, row.agreement_id))
    if row.published:
        current = newest is not None and newest.sha256 == row.sha256
        return RegisterState.CURRENT if current else RegisterState.SUPERSEDED
    return RegisterState.IN_PROGRESS if newest is None else RegisterState.ROLLED_BACK


def _papers(session: Session, agreement_id: UUID) -> Sequence[PaperRevision]:
    query = select(PaperRevision).where(PaperRevision.agreement_id == agreement_id)
    return session.scalars(query.order_by(PaperRevision.created_at, PaperRevision.sequence)).all()


def _newest_published(papers: Sequence[PaperRevision]) -> PaperRevision | None:
    published = [row for row in papers if row.published and not row.void]
    return published[-1] if published else None


def _answer(session: Session, row: PaperRevision, state: RegisterState) -> RegisterAnswer:
    agreement = session.get_one(Agreement, row.agreement_id)
    said = {
        "code": agreement.public_code,
        "subject": agreement.subject,
        "office_number": agreement.office_number,
        "partner_number": agreement.partner_number,
        "signed_on": agreement.signed_on.isoformat() if agreement.signed_on else "",
        "end_on": agreement.end_on.isoformat() if agreement.end_on else "",
    }
    return RegisterAnswer(
        state=state,
        facts={key: value for key, value in said.items() if value},
        fields=planned_fields(session, row.event_id),
        trust_class=TrustClass.SCAN if row.kind in SCANS else None,
    )
