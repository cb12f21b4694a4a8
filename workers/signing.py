"""Work on the signed paper: locking, completing a signature, archiving, sealing a scan.

Each handler looks for its own result first, works with no transaction open, stores the file under its content, and
records it in one transaction that changes nothing when the result is there already. So a worker may die between any
two steps, and the work done again ends in exactly one archived file.
"""

import base64
from uuid import UUID

from service.agreements.models import Agreement, RecordedAct
from service.authority import actions as authority
from service.authority import keys
from service.authority.desk import Authority, config_from
from service.core.jobs import Work
from service.core.refusals import Refused
from service.core.tools import Tools
from service.offices.queries import office
from service.seals.plan import SigningPlan
from service.seals.ports import PaperSealer
from service.signing import evidence, papers
from service.signing.inviting import House
from service.signing.models import SigningAct, SigningEvent
from service.signing.papers import Final
from service.signing.queries import event_of
from service.signing.rules import EventState


def house_of(tools: Tools) -> House:
    """What signing must know of this installation."""
    settings = tools.settings
    return House(
        public_url=settings.public_url,
        url_fault=settings.printable_address_fault(),
        clock_moved=tools.clock.moved,
        demo=settings.demo,
        link_key=settings.session(),
    )


def ensure_office_seal(tools: Tools, office_id: UUID) -> None:
    """Make the office's seal at its first use, and anew when it has expired; its key is made outside a transaction."""
    if tools.part(Authority).has_seal(office_id):
        return
    key = keys.new_rsa_key()
    with tools.begin() as uow:
        authority.ensure_seal(uow, config_from(tools), office_id, office(uow.session, office_id).full_name, key)


def lock_paper(work: Work, tools: Tools) -> None:
    """Put all fields into the engrossed paper and let the office's seal lock it."""
    with tools.reading() as session:
        event = event_of(session, work.subject_id)
        office_id = session.get_one(Agreement, event.agreement_id).lead_office_id
    if event.state != EventState.PREPARING or event.head_sha256:
        return
    ensure_office_seal(tools, office_id)
    plan = SigningPlan.from_json(event.plan)
    locked = tools.part(PaperSealer).lock(tools.storage.get(event.engrossed_sha256), plan, office_id)
    stored = tools.storage.put(locked)
    with tools.begin() as uow:
        papers.record_locked(uow, event.id, stored, house_of(tools))


def finish_signature(work: Work, tools: Tools) -> None:
    """Complete a signature: timestamp, CMS, check, then the paper's new head."""
    with tools.reading() as session:
        act = session.get_one(SigningAct, work.subject_id)
    if act.finished_at is not None:
        return
    prepared = tools.storage.get(act.prepared_sha256)
    signed = tools.part(PaperSealer).finish(prepared, act.state, base64.b64decode(act.raw_signature))
    stored = tools.storage.put(signed)
    with tools.begin() as uow:
        papers.record_signed(uow, act.id, stored, house_of(tools))


def archive_final(work: Work, tools: Tools) -> None:
    """Archive the fully signed paper with its evidence and conclude the agreement."""
    event = _completing(work, tools)
    if event is None:
        return
    archived = tools.part(PaperSealer).archive(tools.storage.get(event.head_sha256))
    _conclude(tools, event, archived)


def seal_scan(work: Work, tools: Tools) -> None:
    """Seal the scan of an original signed by hand and conclude the agreement."""
    event = _completing(work, tools)
    if event is None:
        return
    with tools.reading() as session:
        act = session.get(RecordedAct, event.slots[0].recorded_act_id)
        office_id = session.get_one(Agreement, event.agreement_id).lead_office_id
    if act is None:
        raise Refused("not_found")
    ensure_office_seal(tools, office_id)
    sealed = tools.part(PaperSealer).seal_scan(tools.storage.get(act.scan_sha256), office_id)
    _conclude(tools, event, sealed)


def _completing(work: Work, tools: Tools) -> SigningEvent | None:
    with tools.reading() as session:
        event = event_of(session, work.subject_id)
    return event if event.state == EventState.COMPLETING else None


def _conclude(tools: Tools, event: SigningEvent, paper: bytes) -> None:
    stored = tools.storage.put(paper)
    bundle = tools.storage.put(evidence.bundle(tools, event.id, paper))
    with tools.begin() as uow:
        papers.record_final(uow, event.id, Final(stored, bundle))
