"""Use cases of publication: deciding, making or bringing the public copy, publishing, taking it back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import stream
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Origin
from service.agreements.permissions import Access, load, load_for
from service.core.database import new_id
from service.core.permissions import require
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.offices.queries import local_today
from service.publication.models import Publication
from service.publication.queries import current
from service.publication.rules import CopyState, Decision, exemption_fault

JOB = "render_public_copy"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the information officer decides, and why."""

    decision: Decision
    ground: str = ""
    review_on: date | None = None


def decide(uow: UnitOfWork, agreement_id: UUID, verdict: Verdict, *, seen: int | None) -> Publication:
    """Open a signed agreement to the public, or exempt it with a ground and a day of review (rule 34).

    `seen` is the version of the decision that the page showed, None where there was none.
    """
    agreement = load_for(uow.session, uow.actor, agreement_id, "publication:decide")
    if agreement.stage_ is not Stage.FOLLOW_UP:
        raise Refused("publication_not_signed")
    before = current(uow.session, agreement.id)
    if (before.version if before else None) != seen:
        raise Refused("stale_page")
    if verdict.decision is Decision.EXEMPT:
        fault = exemption_fault(
            verdict.ground, verdict.review_on, local_today(uow.session, agreement.lead_office_id, uow.now)
        )
        if fault is not None:
            raise Refused(fault[0], field=fault[1])
    if before is not None:
        _end(uow, before, "decided_anew")
    row = Publication(
        id=new_id(),
        agreement_id=agreement.id,
        live_key=agreement.id,
        decision=verdict.decision.value,
        ground=verdict.ground.strip(),
        review_on=verdict.review_on if verdict.decision is Decision.EXEMPT else None,
        decided_by=uow.actor.id,
        decided_name=uow.actor.name,
        decided_at=uow.now,
        masked={},
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record(stream(agreement.id), "publication:decided", decision=row.decision, ground=row.ground)
    if verdict.decision is Decision.OPEN and agreement.origin == Origin.MADE and agreement.frozen_version_id:
        row.copy_state = CopyState.WANTED.value
        uow.want(JOB, row.id, agreement_id=agreement.id)
    return row


def _end(uow: UnitOfWork, row: Publication, reason: str) -> None:
    row.live_key, row.ended_at, row.ended_reason = None, uow.now, reason
    uow.session.flush()


def record_copy(uow: UnitOfWork, publication_id: UUID, stored: Stored, masked: dict[str, int]) -> None:
    """Enter the copy that a worker made; one made for a decision that is no longer in force is left alone."""
    row = uow.session.get(Publication, publication_id)
    if row is None or row.live_key is None or row.copy_ is not CopyState.WANTED:
        return
    row.copy_sha256, row.copy_size = uow.keep(stored, "application/pdf"), stored.size
    row.masked, row.copy_state = masked, CopyState.READY.value
    uow.record(stream(row.agreement_id), "publication:copy_made", sha256=stored.sha256, masked=masked)


def bring_copy(uow: UnitOfWork, agreement_id: UUID, stored: Stored, *, seen: int) -> Publication:
    """Bring a copy with its contacts covered, where only a scan exists; a second person has to look at every page."""
    row = _open_decision(uow, agreement_id, seen)
    if row.copy_ is CopyState.WANTED:
        raise Refused("public_copy_being_made")
    row.copy_sha256, row.copy_size = uow.keep(stored, "application/pdf"), stored.size
    row.copy_state, row.masked = CopyState.UPLOADED.value, {}
    row.uploaded_by, row.uploaded_name = uow.actor.id, uow.actor.name
    row.checked_name, row.checked_at, row.published_at, row.published_name = "", None, None, ""
    uow.record(stream(row.agreement_id), "publication:copy_brought", sha256=stored.sha256)
    return row


def check_copy(uow: UnitOfWork, agreement_id: UUID, *, clean: bool, seen: int) -> Publication:
    """A second person has looked at every page of a brought copy: it holds no contact, or it is sent back."""
    require(uow.actor, "act:check")
    agreement = load(uow.session, uow.actor, agreement_id, least=Access.FULL)
    row = _in_force(uow, agreement, seen)
    if row.copy_ is not CopyState.UPLOADED:
        raise Refused("public_copy_missing")
    if row.uploaded_by == uow.actor.id:
        raise Refused("act_needs_second_person")
    if clean:
        row.copy_state = CopyState.READY.value
        row.checked_name, row.checked_at = uow.actor.name, uow.now
    else:
        row.copy_state, row.copy_sha256, row.copy_size = CopyState.NONE.value, "", 0
    uow.record(stream(agreement.id), "publication:copy_checked", clean=clean)
    return row


def publish(uow: UnitOfWork, agreement_id: UUID, *, seen: int) -> Publication:
    """Let the public see the agreement and its copy from now on."""
    row = _open_decision(uow, agreement_id, seen)
    if row.copy_ is CopyState.PUBLISHED:
        raise Refused("already_published")
    if row.copy_ is not CopyState.READY:
        raise Refused("public_copy_missing")
    row.copy_state, row.published_at, row.published_name = CopyState.PUBLISHED.value, uow.now, uow.actor.name
    uow.record(stream(row.agreement_id), "publication:published", sha256=row.copy_sha256)
    return row


def withdraw(uow: UnitOfWork, agreement_id: UUID, reason: str, *, seen: int) -> Publication:
    """Take an agreement off the public register, with a reason; the decision stays in its history."""
    if not reason.strip():
        raise Refused("reason_missing", field="reason")
    agreement = load_for(uow.session, uow.actor, agreement_id, "publication:decide")
    row = _in_force(uow, agreement, seen)
    _end(uow, row, reason.strip())
    uow.record(stream(agreement.id), "publication:withdrawn", reason=reason.strip())
    return row


def _open_decision(uow: UnitOfWork, agreement_id: UUID, seen: int) -> Publication:
    agreement = load_for(uow.session, uow.actor, agreement_id, "publication:decide")
    row = _in_force(uow, agreement, seen)
    if row.decision_ is not Decision.OPEN:
        raise Refused("publication_exempt")
    return row


def _in_force(uow: UnitOfWork, agreement: Agreement, seen: int) -> Publication:
    row = current(uow.session, agreement.id)
    if row is None:
        raise Refused("publication_undecided")
    if row.version != seen:
        raise Refused("stale_page")
    flag_modified(row, "decision")  # what another page shows of it is stale from now on
    return row
