"""Use cases of the minutes: beginning them from what was discussed, writing, filing, recording from outside."""

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import OutsideAct, enter_act, stream
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, RecordedAct
from service.agreements.permissions import load_for
from service.core.clock import local_date
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.discussion import queries
from service.discussion.models import Minutes
from service.discussion.rules import MinutesState, Outcome, Viewer
from service.documents import versions
from service.documents.content import Content
from service.documents.sides import SIDES
from service.documents.values import check_values, is_empty, read_date
from service.offices import queries as offices

KINDS = {"mou": "Nota Kesepahaman", "pks": "Perjanjian Kerja Sama"}
NATURES = {"addendum": "Adendum ", "renewal": "Perpanjangan ", "termination": "Kesepakatan Pengakhiran "}


def _open(uow: UnitOfWork, agreement_id: UUID) -> Agreement:
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    if agreement.stage_ is not Stage.DISCUSSION:
        raise Refused("discussion_closed")
    return agreement


def begin(uow: UnitOfWork, agreement_id: UUID) -> Minutes:
    """Begin minutes with what is known: the parties, today, and the points that were remarked upon."""
    agreement = _open(uow, agreement_id)
    earlier = queries.minutes_of(uow.session, agreement.id)
    if any(row.is_draft for row in earlier):
        raise Refused("minutes_already_begun")
    template = queries.minutes_template(uow.session, agreement)
    row = Minutes(
        id=new_id(),
        agreement_id=agreement.id,
        number=max((one.number for one in earlier), default=0) + 1,
        template_hash=template.sha256,
        created_by=uow.actor.name,
        created_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    values = {**template.manifest.defaults(), **_known(uow, agreement)}
    versions.write_copy(uow, row.id, Content({k: v for k, v in values.items() if k in template.manifest.by_key}))
    uow.record(stream(agreement.id), "minutes:begun", minutes=str(row.id), number=row.number)
    return row


def _paper(agreement: Agreement) -> str:
    return NATURES.get(agreement.nature, "") + KINDS[agreement.kind]


def _known(uow: UnitOfWork, agreement: Agreement) -> dict[str, Any]:
    office = offices.office(uow.session, agreement.lead_office_id)
    _number, content = queries.latest_content(uow.session, agreement.id)
    said = content.values if content else {}
    sides = {f"pihak_{side}": said.get(f"pihak_{side}") or [] for side, _title in SIDES}
    people = [
        {"nama": name, "jabatan": str(signer.get("jabatan", "")), "lembaga": str(party.get("lembaga", ""))}
        for party in chain(*sides.values())
        if (name := str((signer := party.get("penandatangan") or {}).get("nama", "")))
    ]
    known = {
        "judul": f"{_paper(agreement)} tentang {agreement.subject}",
        "tanggal_rapat": local_date(uow.now, office.zone_).isoformat(),
        "tempat_rapat": office.seat,
        **sides,
        "peserta": people,
        "pokok_bahasan": _points(uow, agreement, content),
    }
    return {key: value for key, value in known.items() if not is_empty(value)}


def _points(uow: UnitOfWork, agreement: Agreement, content: Content | None) -> list[str]:
    """The places that were remarked upon where the partner may read it, each once."""
    template = queries.template_of(uow.session, agreement)
    names = dict(queries.places(content, template.manifest if template else None))
    viewer = Viewer(None, own=False)
    places = [one.place for one in queries.remarks_of(uow.session, agreement.id, viewer)]
    shared = dict.fromkeys(names[place] for place in places if place in names)
    return list(shared)


def write(
    uow: UnitOfWork,
    agreement_id: UUID,
    minutes_id: UUID,
    values: Mapping[str, Any],
    outcome: Outcome,
    *,
    seen_copy: int | None,
) -> Minutes:
    """Keep the draft of minutes."""
    agreement = _open(uow, agreement_id)
    row = _draft(uow, agreement, minutes_id)
    versions.write_copy(uow, row.id, Content(dict(values)), seen_version=seen_copy)
    row.outcome, row.held_on = outcome.value, read_date(values.get("tanggal_rapat"))
    return row


def _draft(uow: UnitOfWork, agreement: Agreement, minutes_id: UUID) -> Minutes:
    row = queries.minutes(uow.session, agreement.id, minutes_id)
    if not row.is_draft:
        raise Refused("minutes_filed_already")
    return row


def file(uow: UnitOfWork, agreement_id: UUID, minutes_id: UUID) -> Minutes:
    """File minutes: from now on they are not changed, their paper is made, and they count for this round."""
    agreement = _open(uow, agreement_id)
    row = _draft(uow, agreement, minutes_id)
    copy = versions.working_copy(uow.session, row.id)
    content = versions.content_of(copy) if copy else Content({})
    template = queries.minutes_template(uow.session, agreement, row)
    faults = check_values(template.manifest, content.values, content.articles)
    if faults:
        field = template.manifest.by_key.get(faults[0].field.partition(".")[0])
        raise Refused("values_faulty", count=len(faults), first=field.label.id if field else faults[0].field)
    held_on = read_date(content.values.get("tanggal_rapat"))
    _not_in_future(uow, agreement, held_on)
    versions.save_version(uow, row.id, content, template, stream=stream(agreement.id))
    _settle(uow, agreement, row, held_on)
    row.filed_by = uow.actor.name
    return row


def _not_in_future(uow: UnitOfWork, agreement: Agreement, held_on: date | None) -> None:
    zone = offices.office(uow.session, agreement.lead_office_id).zone_
    if held_on is not None and held_on > local_date(uow.now, zone):
        raise Refused("minutes_in_future", field="tanggal_rapat")


def _settle(uow: UnitOfWork, agreement: Agreement, row: Minutes, held_on: date | None) -> None:
    newest = versions.latest(uow.session, agreement.id)
    row.state, row.filed_at, row.held_on = MinutesState.FILED.value, uow.now, held_on
    row.round_number = queries.current_round(uow.session, agreement.id)
    row.text_version = newest.number if newest else 0
    flag_modified(agreement, "subject")
    uow.record(
        stream(agreement.id),
        "minutes:filed",
        minutes=str(row.id),
        number=row.number,
        outcome=row.outcome,
        text_version=row.text_version,
        outside=row.outside,
    )


def discard(uow: UnitOfWork, agreement_id: UUID, minutes_id: UUID) -> None:
    """Throw away a draft of minutes."""
    agreement = _open(uow, agreement_id)
    row = _draft(uow, agreement, minutes_id)
    copy = versions.working_copy(uow.session, row.id)
    if copy is not None:
        uow.session.delete(copy)
    uow.session.delete(row)
    uow.record(stream(agreement.id), "minutes:discarded", minutes=str(minutes_id))


def enter(uow: UnitOfWork, agreement_id: UUID, act: OutsideAct, *, seen_version: int | None = None) -> RecordedAct:
    """Enter minutes that were written and signed outside; they count once a second person has checked them."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "act:record", seen_version=seen_version)
    if agreement.stage_ is not Stage.DISCUSSION:
        raise Refused("discussion_closed")
    _not_in_future(uow, agreement, act.done_on)
    return enter_act(uow, agreement, act)


def apply_recorded(uow: UnitOfWork, agreement: Agreement, act: RecordedAct) -> None:
    """Recorded minutes were checked: they are filed from now on."""
    if agreement.stage_ is not Stage.DISCUSSION:
        raise Refused("discussion_closed")
    outcome = Outcome(str(act.outcome.get("outcome", Outcome.NOT_AGREED.value)))
    earlier = queries.minutes_of(uow.session, agreement.id)
    row = Minutes(
        id=new_id(),
        agreement_id=agreement.id,
        number=max((one.number for one in earlier), default=0) + 1,
        outcome=outcome.value,
        created_by=act.entered_name,
        created_at=uow.now,
        filed_by=act.done_by,
        recorded_act_id=act.id,
        scan_sha256=act.scan_sha256,
        scan_type=act.scan_type,
    )
    uow.session.add(row)
    uow.session.flush()
    _settle(uow, agreement, row, act.done_on)
