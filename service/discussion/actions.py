"""Use cases of discussion: remarks, replies, settling, invitations of the partner, acts from outside."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import OutsideAct, enter_act, stream
from service.agreements.guests import GuestLink, GuestPurpose, NewLink, make_link
from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, RecordedAct
from service.agreements.permissions import load_for
from service.core.actor import Actor
from service.core.clock import local_date
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.unit_of_work import UnitOfWork
from service.core.wording import date_long
from service.discussion import queries
from service.discussion.models import Remark, RemarkReply
from service.discussion.rules import RemarkState, Side, Viewer, Visibility, reopens
from service.offices import queries as offices

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody has to say, and about which place of the text."""

    text: str
    place: str = ""
    visibility: Visibility = Visibility.SHARED


def viewer_of(actor: Actor, *, own: bool) -> Viewer:
    """Who reads."""
    return Viewer(actor.id, own=own)


def _discussed(uow: UnitOfWork, agreement_id: UUID) -> Agreement:
    """The agreement under discussion, for a change by its own people."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    return _in_discussion(agreement)


def _of_guest(uow: UnitOfWork, link: GuestLink) -> Agreement:
    """The agreement under discussion that a guest was invited to."""
    agreement = uow.session.get(Agreement, link.agreement_id)
    if agreement is None or link.purpose != GuestPurpose.DISCUSSION:
        raise Refused("not_found")
    return _in_discussion(agreement)


def _in_discussion(agreement: Agreement) -> Agreement:
    if agreement.stage_ is not Stage.DISCUSSION:
        raise Refused("discussion_closed")
    flag_modified(agreement, "subject")  # a step taken at the same moment must look at the remarks again
    return agreement


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused("remark_empty", field="text")
    if len(said) > LONGEST:
        raise Refused("remark_too_long", field="text", longest=LONGEST)
    return said


# ------------------------------------------------------------------------------------------------------------- remarks
def add_remark(uow: UnitOfWork, agreement_id: UUID, words: Words) -> Remark:
    """A person of our side remarks on the text."""
    return _remark(uow, _discussed(uow, agreement_id), words, Side.OFFICE)


def add_guest_remark(uow: UnitOfWork, link: GuestLink, words: Words) -> Remark:
    """The partner's person remarks on the text; it is always shared."""
    return _remark(uow, _of_guest(uow, link), Words(words.text, words.place), Side.PARTNER)


def keep_margin(uow: UnitOfWork, agreement: Agreement, place: str, author: str, text: str) -> None:
    """Keep what the partner's person wrote in the margin of a Word file; a place that is gone is the whole text."""
    number, content = queries.latest_content(uow.session, _in_discussion(agreement).id)
    template = queries.template_of(uow.session, agreement)
    known = {one for one, _words in queries.places(content, template.manifest if template else None)}
    row = Remark(
        id=new_id(),
        agreement_id=agreement.id,
        version_number=number,
        place=place if place in known else "",
        side=Side.PARTNER.value,
        visibility=Visibility.SHARED.value,
        author_id=None,
        author_name=author[:200] or "-",
        text=_said(text[:LONGEST]),
        said_at=uow.now,
    )
    uow.session.add(row)
    uow.record(stream(agreement.id), "remark:made", remark=str(row.id), place=row.place, side=row.side, from_file=True)


def _remark(
    uow: UnitOfWork, agreement: Agreement, words: Words, side: Side, *, act: RecordedAct | None = None
) -> Remark:
    number, content = queries.latest_content(uow.session, agreement.id)
    template = queries.template_of(uow.session, agreement)
    known = {place for place, _words in queries.places(content, template.manifest if template else None)}
    if act is None and words.place and words.place not in known:
        raise Refused("place_unknown", field="place")
    row = Remark(
        id=new_id(),
        agreement_id=agreement.id,
        version_number=number,
        place=words.place,
        side=side.value,
        visibility=words.visibility.value,
        author_id=None if act else uow.actor.id,
        author_name=act.done_by if act else uow.actor.name,
        recorded_act_id=act.id if act else None,
        text=_said(words.text),
        said_at=uow.now,
    )
    uow.session.add(row)
    uow.record(
        stream(agreement.id),
        "remark:made",
        remark=str(row.id),
        place=row.place,
        side=row.side,
        visibility=row.visibility,
        outside=act is not None,
    )
    return row


def reply(uow: UnitOfWork, agreement_id: UUID, remark_id: UUID, text: str) -> RemarkReply:
    """A person of our side answers a remark."""
    agreement = _discussed(uow, agreement_id)
    return _reply(uow, agreement, remark_id, text, Side.OFFICE)


def guest_reply(uow: UnitOfWork, link: GuestLink, remark_id: UUID, text: str) -> RemarkReply:
    """The partner's person answers a shared remark; a settled one is open again."""
    return _reply(uow, _of_guest(uow, link), remark_id, text, Side.PARTNER)


def _reply(uow: UnitOfWork, agreement: Agreement, remark_id: UUID, text: str, side: Side) -> RemarkReply:
    viewer = viewer_of(uow.actor, own=side is Side.OFFICE)
    found = queries.remark(uow.session, agreement.id, remark_id, viewer)
    row = RemarkReply(
        id=new_id(),
        remark_id=found.id,
        side=side.value,
        author_id=uow.actor.id,
        author_name=uow.actor.name,
        text=_said(text),
        said_at=uow.now,
    )
    found.replies.append(row)
    uow.record(stream(agreement.id), "remark:answered", remark=str(found.id), side=side.value)
    if reopens(RemarkState(found.state), side):
        _open_again(uow, agreement, found)
    return row


def settle(
    uow: UnitOfWork, agreement_id: UUID, remark_id: UUID, how: str, *, seen_version: int | None = None
) -> Remark:
    """Our side says that a remark is settled, and how."""
    agreement = _discussed(uow, agreement_id)
    found = _present(uow, agreement, remark_id, seen_version)
    if found.state == RemarkState.SETTLED:
        raise Refused("remark_already_settled")
    if not how.strip():
        raise Refused("remark_how_missing", field="how")
    found.state, found.settled_at, found.settled_by = RemarkState.SETTLED.value, uow.now, uow.actor.name
    found.settled_how = how.strip()[:LONGEST]
    uow.record(stream(agreement.id), "remark:settled", remark=str(found.id))
    return found


def reopen(uow: UnitOfWork, agreement_id: UUID, remark_id: UUID, *, seen_version: int | None = None) -> Remark:
    """Our side opens a settled remark again."""
    agreement = _discussed(uow, agreement_id)
    found = _present(uow, agreement, remark_id, seen_version)
    if found.state == RemarkState.SETTLED:
        _open_again(uow, agreement, found)
    return found


def _present(uow: UnitOfWork, agreement: Agreement, remark_id: UUID, seen_version: int | None) -> Remark:
    found = queries.remark(uow.session, agreement.id, remark_id, viewer_of(uow.actor, own=True))
    if seen_version is not None and seen_version != found.version:
        raise Refused("stale_page")
    return found


def _open_again(uow: UnitOfWork, agreement: Agreement, found: Remark) -> None:
    found.state, found.settled_at, found.settled_by, found.settled_how = RemarkState.OPEN.value, None, "", ""
    uow.record(stream(agreement.id), "remark:opened", remark=str(found.id))


# --------------------------------------------------------------------------------------------------------- invitations
def invite(uow: UnitOfWork, agreement_id: UUID, name: str, email: str, *, key: bytes) -> NewLink:
    """Invite a person of the partner to the discussion by a personal link."""
    agreement = _discussed(uow, agreement_id)
    if not name.strip():
        raise Refused("invitee_missing", field="name")
    office = offices.office(uow.session, agreement.lead_office_id)
    new = make_link(
        uow,
        agreement,
        purpose=GuestPurpose.DISCUSSION,
        subject_id=agreement.id,
        name=name.strip(),
        email=email.strip(),
        key=key,
    )
    new.link.link_address = new.link.email
    uow.post(
        "guest_link",
        new.link.email,
        {
            "office": office.name,
            "subject": agreement.subject,
            "name": new.link.name,
            "task": "membahas naskah kerja sama",
            "until": date_long(local_date(new.link.expires_at, office.zone_)),
            "contact": ", ".join(filter(None, (office.name, office.email, office.phone))),
        },
        link_id=new.link.id,
        agreement_id=agreement.id,
    )
    return new


def revoke(uow: UnitOfWork, agreement_id: UUID, link_id: UUID) -> None:
    """Take an invitation back; the link stops working at once."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    link = uow.session.get(GuestLink, link_id)
    if link is None or link.agreement_id != agreement.id or link.purpose != GuestPurpose.DISCUSSION:
        raise Refused("not_found")
    if link.revoked_at is None:
        link.revoked_at = uow.now
        uow.record(stream(agreement.id), "guest:link_revoked", link=str(link.id))


# -------------------------------------------------------------------------------------------------- acts from outside
def enter_remark(
    uow: UnitOfWork, agreement_id: UUID, act: OutsideAct, *, seen_version: int | None = None
) -> RecordedAct:
    """Enter a remark that the partner made by letter; it counts once a second person has checked it (rule 35)."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "act:record", seen_version=seen_version)
    _said(str(act.outcome.get("text", "")))
    return enter_act(uow, _in_discussion(agreement), act)


def apply_remark(uow: UnitOfWork, agreement: Agreement, act: RecordedAct) -> None:
    """A recorded remark was checked: it stands among the others from now on."""
    said: dict[str, Any] = act.outcome
    words = Words(str(said.get("text", "")), str(said.get("place", "")))
    _remark(uow, _in_discussion(agreement), words, Side.PARTNER, act=act)
