"""Completing an imported agreement: its scan, its numbers, its end, its MoU. Each closes its duty."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.agreements.actions import register_paper, stream
from service.agreements.duties import close_duty
from service.agreements.founding import check_parent
from service.agreements.lifecycle import Kind
from service.agreements.models import Agreement, Origin, PaperKind
from service.agreements.permissions import load_for
from service.core.refusals import Refused
from service.core.storage import Stored
from service.core.unit_of_work import UnitOfWork
from service.followup.queries import same_number, scan_of
from service.followup.rules import end_fault, number_key
from service.importing import queries


@dataclass(frozen=True, slots=True)
class Completion:
    """What was found out; an empty value leaves things as they are."""

    office_number: str = ""
    partner_number: str = ""
    end_on: date | None = None
    endless: bool = False
    parent_id: UUID | None = None
    scan: Stored | None = None


def complete(uow: UnitOfWork, agreement_id: UUID, found: Completion, *, seen_version: int | None = None) -> list[str]:
    """Write down what was missing in an imported agreement; what stands there already is not overwritten."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "import:run", seen_version=seen_version)
    if agreement.origin != Origin.LEGACY:
        raise Refused("not_found")
    changed = [
        *_numbers(uow, agreement, found),
        *_end(agreement, found),
        *_above(uow, agreement, found),
        *_scan(uow, agreement, found),
    ]
    if not changed:
        raise Refused("import_nothing_new")
    uow.session.flush()
    uow.record(stream(agreement.id), "import:completed", what=changed, scan=agreement.final_sha256)
    for key in changed:
        close_duty(uow, agreement, f"{queries.DUTY}{key}", "Data sudah dilengkapi.")
    return changed


def _numbers(uow: UnitOfWork, agreement: Agreement, found: Completion) -> list[str]:
    changed = []
    number = " ".join(found.office_number.split())
    if number and not agreement.office_number:
        twin = same_number(uow.session, agreement.lead_office_id, number)
        if twin is not None and twin.id != agreement.id:
            raise Refused("existing_number_known", field="office_number", number=number, subject=twin.subject)
        agreement.office_number = number
        changed.append("office_number")
    number = " ".join(found.partner_number.split())
    if number and not agreement.partner_number and number_key(number):
        agreement.partner_number = number
        changed.append("partner_number")
    return changed


def _end(agreement: Agreement, found: Completion) -> list[str]:
    if agreement.end_on is not None or (found.end_on is None and not found.endless):
        return []
    start = agreement.effective_on or agreement.signed_on
    fault = end_fault(start, found.end_on) if start else None
    if fault is not None:
        raise Refused(fault[0], field=fault[1])
    agreement.end_on = found.end_on
    return ["end"]


def _above(uow: UnitOfWork, agreement: Agreement, found: Completion) -> list[str]:
    if found.parent_id is None or agreement.parent_id is not None or agreement.kind_ is not Kind.PKS:
        return []
    agreement.parent_id = check_parent(
        uow.session, found.parent_id, agreement.lead_office_id, signed_on=agreement.signed_on
    ).id
    return ["parent"]


def _scan(uow: UnitOfWork, agreement: Agreement, found: Completion) -> list[str]:
    if found.scan is None:
        return []
    if scan_of(uow.session, agreement.id) is not None:
        raise Refused("import_scan_there", field="scan")
    twin = queries.of_scan(uow.session, agreement.lead_office_id, found.scan.sha256)
    if twin is not None:
        raise Refused("existing_scan_known", field="scan", subject=twin)
    register_paper(uow, agreement.id, found.scan, PaperKind.LEGACY_SCAN, published=True)
    agreement.final_sha256 = found.scan.sha256
    return ["scan"]
