"""What the system knows of each question, and whence; the reviewer decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.agreements.actions import gather_facts
from service.agreements.lifecycle import Consultation, Kind, Stage
from service.agreements.models import Agreement, Origin
from service.agreements.registry import REGISTRY
from service.core.terms import follow_up, outlives_parent
from service.documents import versions
from service.documents.models import DocumentVersion
from service.offices import queries as offices
from service.offices.catalogue import category
from service.offices.rules import Independence, blocking, signatory_valid
from service.reviews.catalogue import checklist
from service.reviews.rules import Said


@dataclass(frozen=True, slots=True)
class Known:
    """A first answer with the code and the parameters of its sentence."""

    said: Said
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """What is kept with the review."""
        return {"said": self.said.value, "code": self.code, "params": dict(self.params)}


def known_of(session: Session, agreement: Agreement, today: date) -> dict[str, Known]:
    """What the system knows of each question of an agreement, by the key of the item."""
    return {item.key: _known(session, agreement, today, item.known_by) for item in checklist().of_kind(agreement.kind)}


def _known(session: Session, agreement: Agreement, today: date, source: str) -> Known:
    kind, _, part = source.partition(":")
    if kind == "text":
        return _text(session, agreement, part)
    ask = _SOURCES.get(kind)
    return ask(session, agreement, today) if ask else Known(Said.CHECK)


def _partner_evidence(session: Session, agreement: Agreement, today: date) -> Known:
    if agreement.partner_id is None:
        return Known(Said.CHECK, "no_partner")
    partner = offices.partner(session, agreement.partner_id)
    faults = offices.screening(partner, today)
    stopping = [one for one in blocking(faults) if not one.code.startswith("partner_tie_")]
    if stopping:
        return Known(Said.UNMET, "fault", {"fault": stopping[0].code, "said": dict(stopping[0].params)})
    if not category(partner.category).requires:
        return Known(Said.MET, "evidence_not_asked")
    hints = [one for one in faults if not one.blocking and one.code != "independence_unchecked"]
    if hints:
        return Known(Said.CHECK, "fault", {"fault": hints[0].code, "said": dict(hints[0].params)})
    return Known(Said.MET, "evidence_in_force")


def _consultation(session: Session, agreement: Agreement, today: date) -> Known:  # noqa: ARG001  the form of a source
    stand = gather_facts(session, agreement).consultation
    if stand is Consultation.NOT_NEEDED:
        return Known(Said.NOT_APPLICABLE, "consultation_not_needed")
    if stand in (Consultation.SUPPORTED, Consultation.OVERRIDDEN):
        return Known(Said.MET, f"consultation_{stand.value}")
    if agreement.origin == Origin.LEGACY:
        return Known(Said.CHECK, "consultation_before_system")
    return Known(Said.UNMET, f"consultation_is_{stand.value}")


def _signatory(session: Session, agreement: Agreement, today: date) -> Known:  # noqa: ARG001  the form of a source
    if agreement.origin != Origin.LEGACY:
        return Known(Said.MET, "signatories_checked")
    signed = agreement.signed_on
    if signed is None:
        return Known(Said.CHECK, "signing_day_unknown")
    able = [
        one
        for one in offices.signatories(session, office_id=agreement.lead_office_id)
        if not blocking(signatory_valid(one.as_mandate(), signed, agreement.kind))
    ]
    if able:
        return Known(Said.CHECK, "signatory_known", {"name": able[0].name, "title": able[0].title})
    return Known(Said.CHECK, "signatory_unknown", {"day": signed.isoformat()})


def _numbers(session: Session, agreement: Agreement, today: date) -> Known:  # noqa: ARG001  the form of a source
    ours, theirs = agreement.office_number.strip(), agreement.partner_number.strip()
    if ours and theirs:
        return Known(Said.MET, "numbers_both", {"ours": ours, "theirs": theirs})
    if not ours and not theirs:
        return Known(Said.UNMET, "numbers_none")
    return Known(Said.UNMET, "number_theirs_missing" if ours else "number_ours_missing")


def _term(session: Session, agreement: Agreement, today: date) -> Known:  # noqa: ARG001  the form of a source
    end = agreement.end_on
    if end is None:
        return Known(Said.CHECK, "term_without_end")
    days = (end - today).days
    said = {"day": end.isoformat(), "n": abs(days)}
    return Known(Said.UNMET, "term_over", said) if days < 0 else Known(Said.MET, "term_running", said)


def _independence(session: Session, agreement: Agreement, today: date) -> Known:  # noqa: ARG001  the form of a source
    if agreement.partner_id is None:
        return Known(Said.CHECK, "no_partner")
    tie = offices.partner(session, agreement.partner_id).independence_
    if agreement.suspended_on is not None:
        return Known(Said.UNMET, "suspended", {"day": agreement.suspended_on.isoformat()})
    if tie is Independence.CLEAR:
        return Known(Said.MET, "independence_clear")
    if tie is Independence.UNCHECKED:
        return Known(Said.CHECK, "independence_unchecked")
    return Known(Said.UNMET, "fault", {"fault": f"partner_tie_{tie.value}", "said": {}})


def signed_pks_days(session: Session, mou_id: UUID) -> list[date]:
    """The days on which PKS under an MoU were signed."""
    query = select(Agreement.signed_on).where(
        Agreement.parent_id == mou_id, Agreement.kind == Kind.PKS.value, Agreement.stage == Stage.FOLLOW_UP.value
    )
    return [day for day in session.scalars(query) if day is not None]


def _pks(session: Session, agreement: Agreement, today: date) -> Known:
    if agreement.signed_on is None or agreement.pks_due_on is None:
        return Known(Said.NOT_APPLICABLE, "pks_not_owed")
    clock = follow_up(agreement.signed_on, signed_pks_days(session, agreement.id), today, terminated=agreement.ended_on)
    said = {"day": (clock.fulfilled_on or clock.due).isoformat(), "n": clock.days}
    answer = {"fulfilled": Said.MET, "fulfilled_late": Said.MET, "released": Said.NOT_APPLICABLE, "overdue": Said.UNMET}
    return Known(answer.get(clock.state.value, Said.CHECK), f"pks_{clock.state.value}", said)


def _umbrella(session: Session, agreement: Agreement, today: date) -> Known:
    parent = session.get(Agreement, agreement.parent_id) if agreement.parent_id else None
    if parent is None:
        return Known(Said.CHECK, "umbrella_none")
    if parent.ended_on is not None and parent.ended_on <= today:
        return Known(Said.UNMET, "umbrella_ended", {"day": parent.ended_on.isoformat()})
    if parent.end_on is not None and parent.end_on < today:
        return Known(Said.UNMET, "umbrella_over", {"day": parent.end_on.isoformat()})
    if outlives_parent(agreement.end_on, parent.end_on):
        return Known(Said.CHECK, "umbrella_outlived", {"day": parent.end_on.isoformat() if parent.end_on else ""})
    return Known(Said.MET, "umbrella_in_force", {"subject": parent.subject})


def activity_days(session: Session, agreement: Agreement) -> list[date]:
    """The days of joint activities that took place, from whoever tells of them on the timeline."""
    moments = [one for source in REGISTRY.timeline for one in source(session, agreement)]
    return sorted(one.day for one in moments if one.kind == "activity" and one.done)


def _activity(session: Session, agreement: Agreement, today: date) -> Known:  # noqa: ARG001  the form of a source
    days = activity_days(session, agreement)
    if not days:
        return Known(Said.UNMET, "activity_none")
    return Known(Said.MET, "activity_held", {"n": len(days), "day": days[-1].isoformat()})


def _text(session: Session, agreement: Agreement, key: str) -> Known:
    if agreement.origin == Origin.LEGACY:
        return Known(Said.CHECK, "read_scan")
    row = (
        session.get(DocumentVersion, agreement.frozen_version_id)
        if agreement.frozen_version_id
        else versions.latest(session, agreement.id)
    )
    if row is None:
        return Known(Said.CHECK, "no_text")
    if key == "opening":
        return Known(Said.MET, "text_from_template")
    found = [one for one in versions.content_of(row).articles if one.key == key and one.body.strip()]
    if not found:
        return Known(Said.CHECK, "article_not_found")
    return Known(Said.MET, "article_found", {"title": found[0].title})


_SOURCES: dict[str, Callable[[Session, Agreement, date], Known]] = {
    "partner_evidence": _partner_evidence,
    "consultation": _consultation,
    "signatory": _signatory,
    "numbers": _numbers,
    "term": _term,
    "independence": _independence,
    "pks": _pks,
    "umbrella": _umbrella,
    "activity": _activity,
}
