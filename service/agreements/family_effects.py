"""What a signed addendum, renewal or termination does to the agreement it names, as it is concluded."""

from datetime import date

from service.agreements.actions import stream
from service.agreements.duties import Duty, open_duty
from service.agreements.family import amended
from service.agreements.family_models import Amendment
from service.agreements.family_rules import ENDS_FROM, NEW_END
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, Nature
from service.agreements.registry import REGISTRY
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.documents import versions
from service.documents.values import read_date


def on_stage(uow: UnitOfWork, instrument: Agreement, _source: str, target: str) -> None:
    """Apply an instrument when it is concluded; what the signed text says counts, not what was planned."""
    if target != Stage.FOLLOW_UP or instrument.amends_id is None or instrument.frozen_version_id is None:
        return
    said = versions.content_of(versions.version(uow.session, instrument.frozen_version_id)).values
    reason = str(said.get("alasan_pengakhiran") or "")
    apply(uow, instrument, end_on=read_date(said.get(NEW_END)), ends_from=read_date(said.get(ENDS_FROM)), reason=reason)


def apply(
    uow: UnitOfWork, instrument: Agreement, *, end_on: date | None, ends_from: date | None, reason: str = ""
) -> None:
    """Change the end date or end the agreement that is amended, once; old and new stay visible (rules 14, 22)."""
    target = amended(uow.session, instrument)
    row = uow.session.get(Amendment, instrument.id)
    if target is None or row is None or row.applied_at is not None:
        return
    row.applied_at, row.old_end_on, row.new_end_on = uow.now, target.end_on, target.end_on
    if instrument.nature_ is Nature.TERMINATION:
        row.ended_on = _end(target, instrument, ends_from, reason)
    elif end_on is not None:
        target.end_on = row.new_end_on = end_on
    uow.session.flush()
    if row.new_end_on != row.old_end_on:
        for hook in REGISTRY.on_end_moved:
            hook(uow, target)
    _hand_on_promises(uow, instrument, target)
    uow.record(
        stream(target.id),
        f"family:{instrument.nature}",
        instrument=str(instrument.id),
        number=instrument.office_number,
        old=str(row.old_end_on or ""),
        new=str(row.new_end_on or ""),
        ended_on=str(row.ended_on or ""),
    )


def _hand_on_promises(uow: UnitOfWork, instrument: Agreement, target: Agreement) -> None:
    """What was planned for an addendum or a renewal is owed under the agreement that goes on."""
    if REGISTRY.duty_opener is None:
        return
    promised = [one for source in REGISTRY.promises for one in source(uow.session, instrument)]
    for place, one in enumerate(promised, start=1):
        key = f"{instrument.nature}-{instrument.id.hex}-{place}"
        open_duty(uow, target, Duty(key, one.title, one.due_on, owner=one.owner))


def _end(target: Agreement, instrument: Agreement, ends_from: date | None, reason: str) -> date | None:
    day = ends_from or instrument.signed_on
    if day is None or (target.ended_on is not None and target.ended_on <= day):
        return target.ended_on  # it was ended earlier in another way, which stays
    signed = f" tanggal {date_long(instrument.signed_on)}" if instrument.signed_on else ""
    ground = f"Kesepakatan pengakhiran Nomor {instrument.office_number}{signed}"
    target.ended_on = day
    target.end_reason = f"{ground}: {reason.strip()}" if reason.strip() else f"{ground}."
    return day
