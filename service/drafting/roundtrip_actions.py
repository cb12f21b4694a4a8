"""Use cases of the Word round trip: sending out, taking in what came back, deciding, taking over."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from service.agreements.actions import stream
from service.agreements.models import Agreement
from service.agreements.permissions import load_for
from service.agreements.registry import REGISTRY
from service.core.database import new_id
from service.core.refusals import Refused
from service.core.storage import Storage, Stored
from service.core.unit_of_work import UnitOfWork
from service.documents import versions
from service.documents.content import Content
from service.documents.tracked import returning
from service.documents.tracked.changes import Change
from service.documents.tracked.child import Margin, Returned
from service.documents.tracked.returning import Sent
from service.documents.versions import Saved
from service.drafting import actions
from service.drafting import roundtrip_queries as queries
from service.drafting.models import Dispatch, ReturnedChange, ReturnedComment, TextReturn
from service.drafting.queries import OPEN_STAGES, desk, template_of
from service.drafting.roundtrip_rules import ReturnState, Verdict, merge

LONGEST_NAME = 200
LONGEST_REASON = 2000


def _open(uow: UnitOfWork, agreement_id: UUID) -> Agreement:
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    if agreement.stage_ not in OPEN_STAGES:
        raise Refused("text_closed")
    return agreement


# --------------------------------------------------------------------------------------------------------- sending out
def send_out(uow: UnitOfWork, agreement_id: UUID, version_id: UUID, sent_to: str, stored: Stored) -> Dispatch:
    """Note that a version goes out as this very Word file."""
    agreement = _open(uow, agreement_id)
    version = versions.version(uow.session, version_id)
    if version.owner_id != agreement.id:
        raise Refused("not_found")
    name = " ".join(sent_to.split())[:LONGEST_NAME]
    if not name:
        raise Refused("sent_to_missing", field="sent_to")
    row = Dispatch(
        id=new_id(),
        agreement_id=agreement.id,
        version_id=version.id,
        version_number=version.number,
        docx_sha256=uow.keep(stored, versions.DOCX),
        sent_to=name,
        sent_at=uow.now,
        sent_by=uow.actor.name,
    )
    uow.session.add(row)
    uow.record(stream(agreement.id), "text:sent", number=row.version_number, file=row.docx_sha256, dispatch=str(row.id))
    return row


# ---------------------------------------------------------------------------------------------------------- coming back
@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that was taken in: stored, named, and what was found in it."""

    stored: Stored
    name: str
    found: Returned


def sent_of(out: queries.Outgoing, storage: Storage) -> Sent:
    """What went out, with its file."""
    return Sent(out.template, out.content, storage.get(out.docx_sha256))


def take_in(uow: UnitOfWork, agreement_id: UUID, dispatch_id: UUID, arrived: Arrived) -> TextReturn:
    """Keep a returned file and everything found in it, to be decided change by change."""
    agreement = _open(uow, agreement_id)
    out = queries.dispatch(uow.session, agreement.id, dispatch_id)
    if not arrived.found.changes and not arrived.found.comments:
        raise Refused("returned_unchanged", field="file", number=out.version_number)
    row = TextReturn(
        id=new_id(),
        agreement_id=agreement.id,
        dispatch_id=out.id,
        version_number=out.version_number,
        file_sha256=uow.keep(arrived.stored, versions.DOCX),
        file_name=arrived.name[:LONGEST_NAME],
        notes=dict(arrived.found.notes),
        returned_at=uow.now,
        returned_by=uow.actor.name,
    )
    uow.session.add(row)
    uow.session.flush()
    uow.session.add_all([_change(row.id, one) for one in arrived.found.changes])
    uow.session.add_all(_comment(row.id, number, one) for number, one in enumerate(arrived.found.comments, 1))
    uow.record(
        stream(agreement.id),
        "text:returned",
        number=out.version_number,
        file=row.file_sha256,
        changes=len(arrived.found.changes),
        unmarked=sum(not one.tracked for one in arrived.found.changes),
        comments=len(arrived.found.comments),
    )
    return row


def _change(return_id: UUID, one: Change) -> ReturnedChange:
    return ReturnedChange(
        id=new_id(),
        return_id=return_id,
        number=one.number,
        place_kind=one.home.kind.value,
        place_key=one.home.key[:80],
        article=one.home.article[:80],
        part=".".join(one.home.part)[:120],
        author=one.author[:400],
        said_at=one.at,
        tracked=one.tracked,
        taken=one.taken,
        put=one.put,
        before=one.before,
        after=one.after,
        move=one.move[:200],
        barrier=one.barrier,
        drops_article=one.drops_article,
    )


def _comment(return_id: UUID, number: int, one: Margin) -> ReturnedComment:
    return ReturnedComment(
        id=new_id(),
        return_id=return_id,
        number=number,
        place_kind=one.home.kind.value,
        place_key=one.home.key[:80],
        article=one.home.article[:80],
        author=one.author,
        said_at=one.at,
        quoted=one.quoted,
        text=one.text,
    )


# ------------------------------------------------------------------------------------------------------------- deciding
@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one change; a refusal says why."""

    number: int
    verdict: Verdict
    reason: str = ""


def decide(
    uow: UnitOfWork, agreement_id: UUID, return_id: UUID, decisions: Collection[Decision], *, seen_version: int | None
) -> TextReturn:
    """Accept or refuse changes; the two ends of a move go together."""
    agreement, row = _undecided(uow, agreement_id, return_id, seen_version)
    rows = {one.number: one for one in queries.all_changes(uow.session, row.id)}
    mandatory = queries.mandatory_keys(uow.session, agreement)
    changed = 0
    if any(one.number not in rows for one in decisions):
        raise Refused("not_found")
    for one in [each for each in decisions if _differs(rows[each.number], each)]:  # before any of them is carried out
        for each in _together(rows[one.number], rows.values()):
            changed += _settle(uow, each, one, mandatory)
    if changed:
        row.closed_why = ""
        _touch(uow, row)
        uow.record(stream(agreement.id), "text:return_decided", of=str(row.id), count=changed)
    return row


def accept_rest(uow: UnitOfWork, agreement_id: UUID, return_id: UUID, *, seen_version: int | None) -> tuple[int, int]:
    """Accept what is undecided, except in mandatory articles and where nothing can be accepted; (accepted, left)."""
    agreement, row = _undecided(uow, agreement_id, return_id, seen_version)
    mandatory = queries.mandatory_keys(uow.session, agreement)
    waiting = queries.all_changes(uow.session, row.id, Verdict.OPEN)
    held = {one.move for one in waiting if one.move and (one.barrier or one.article in mandatory)}
    free = [one for one in waiting if not one.barrier and one.article not in mandatory and one.move not in held]
    for one in free:
        _settle(uow, one, Decision(one.number, Verdict.ACCEPTED), mandatory)
    if free:
        _touch(uow, row)
        uow.record(stream(agreement.id), "text:return_decided", of=str(row.id), count=len(free))
    return len(free), len(waiting) - len(free)


def refuse_rest(uow: UnitOfWork, agreement_id: UUID, return_id: UUID, reason: str, *, seen_version: int | None) -> int:
    """Refuse everything that is undecided, for one reason."""
    agreement, row = _undecided(uow, agreement_id, return_id, seen_version)
    waiting = queries.all_changes(uow.session, row.id, Verdict.OPEN)
    for one in waiting:
        _settle(uow, one, Decision(one.number, Verdict.REFUSED, reason), frozenset())
    if waiting:
        _touch(uow, row)
        uow.record(stream(agreement.id), "text:return_decided", of=str(row.id), count=len(waiting))
    return len(waiting)


def _undecided(
    uow: UnitOfWork, agreement_id: UUID, return_id: UUID, seen_version: int | None
) -> tuple[Agreement, TextReturn]:
    agreement = _open(uow, agreement_id)
    row = queries.text_return(uow.session, agreement.id, return_id)
    if seen_version is not None and row.version != seen_version:
        raise Refused("stale_page")
    if not row.is_open:
        raise Refused("return_closed")
    return agreement, row


def _touch(uow: UnitOfWork, row: TextReturn) -> None:
    """Pages that show the earlier decisions are stale from now on."""
    flag_modified(row, "state")
    uow.session.flush()


def _differs(row: ReturnedChange, decision: Decision) -> bool:
    return row.verdict != decision.verdict or (decision.verdict is Verdict.REFUSED and row.reason != decision.reason)


def _together(row: ReturnedChange, rows: Collection[ReturnedChange]) -> list[ReturnedChange]:
    return [one for one in rows if one is row or (row.move and one.move == row.move)]


def _settle(uow: UnitOfWork, row: ReturnedChange, decision: Decision, mandatory: Collection[str]) -> int:
    reason = decision.reason.strip()[:LONGEST_REASON]
    if decision.verdict is Verdict.ACCEPTED:
        if row.barrier:
            raise Refused(row.barrier, field=f"v-{row.number}", name=row.place_key or row.article)
        if row.drops_article and row.article in mandatory:
            raise Refused("article_mandatory", field=f"v-{row.number}")
        reason = ""
    elif decision.verdict is Verdict.REFUSED and not reason:
        raise Refused("change_refusal_unexplained", field=f"r-{row.number}")
    if (row.verdict, row.reason) == (decision.verdict.value, reason):
        return 0
    row.verdict, row.reason = decision.verdict.value, reason
    opened = decision.verdict is Verdict.OPEN
    row.decided_at, row.decided_by = (None, "") if opened else (uow.now, uow.actor.name)
    return 1


# --------------------------------------------------------------------------------------------------------- taking over
@dataclass(frozen=True, slots=True)
class Ready:
    """The text with everything that was accepted, put together outside the transaction."""

    sent: Content
    content: Content
    accepted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A file on which everything is decided: what went out, the file, its changes, and which are accepted."""

    out: queries.Outgoing
    file_sha256: str
    changes: tuple[tuple[str, str], ...]
    accepted: tuple[int, ...]


def decided(session: Session, agreement_id: UUID, return_id: UUID) -> Decided:
    """What has to be put together; refuses while something is undecided."""
    row = queries.text_return(session, agreement_id, return_id)
    rows = queries.all_changes(session, row.id)
    undecided = sum(one.verdict == Verdict.OPEN for one in rows)
    if undecided:
        raise Refused("return_undecided", count=undecided)
    return Decided(
        queries.outgoing(session, queries.dispatch(session, agreement_id, row.dispatch_id)),
        row.file_sha256,
        tuple((one.taken, one.put) for one in rows),
        tuple(one.number for one in rows if one.verdict == Verdict.ACCEPTED),
    )


def put_together(said: Decided, storage: Storage, *, demo: bool) -> Ready:
    """The sent text with the accepted changes in it; the file is read once more, in no transaction."""
    content = said.out.content
    if not said.accepted:
        return Ready(content, content, ())
    sent = sent_of(said.out, storage)
    found, after = returning.take_over(sent, storage.get(said.file_sha256), said.accepted, demo=demo)
    if tuple((one.taken, one.put) for one in found.changes) != said.changes:
        raise Refused("return_read_differently")
    return Ready(content, after, said.accepted)


def apply(
    uow: UnitOfWork, agreement_id: UUID, return_id: UUID, ready: Ready, *, seen_version: int | None
) -> Saved | None:
    """Take the accepted changes into the present text and save it as a new version; None where all was refused."""
    agreement, row = _undecided(uow, agreement_id, return_id, seen_version)
    rows = queries.all_changes(uow.session, row.id)
    accepted = tuple(one.number for one in rows if one.verdict == Verdict.ACCEPTED)
    if accepted != ready.accepted or any(one.verdict == Verdict.OPEN for one in rows):
        raise Refused("stale_page")
    saved = _save(uow, agreement, row, ready) if accepted else None
    row.state, row.closed_at, row.closed_by = ReturnState.APPLIED.value, uow.now, uow.actor.name
    row.new_number = saved.version.number if saved else 0
    uow.record(
        stream(agreement.id),
        "text:return_applied",
        of=str(row.id),
        accepted=len(accepted),
        refused=len(rows) - len(accepted),
        number=row.new_number,
    )
    return saved


def _save(uow: UnitOfWork, agreement: Agreement, row: TextReturn, ready: Ready) -> Saved:
    present = desk(uow.session, agreement).content
    merged = merge(ready.sent, ready.content, present)
    if merged.torn:
        names = queries.named(template_of(uow.session, agreement), present, "id")
        first = names.get(merged.torn[0], merged.torn[0])
        name = f"Pasal {first[0]} {first[1]}" if isinstance(first, tuple) else first
        raise Refused("return_torn", name=name, count=len(merged.torn))
    missing = queries.mandatory_keys(uow.session, agreement) & {one.key for one in present.articles}
    if missing - {one.key for one in merged.content.articles}:
        raise Refused("article_mandatory")
    actions.change_text(uow, agreement.id, lambda *_: merged.content, seen_copy=None)
    out = queries.dispatch(uow.session, agreement.id, row.dispatch_id)
    note = f"Perubahan dari {out.sent_to} atas versi {out.version_number}"
    return actions.save_version(uow, agreement.id, note=note, seen_copy=None)


def set_aside(uow: UnitOfWork, agreement_id: UUID, return_id: UUID, why: str, *, seen_version: int | None) -> None:
    """Close a returned file without taking anything over; it stays kept."""
    agreement, row = _undecided(uow, agreement_id, return_id, seen_version)
    if not why.strip():
        raise Refused("change_refusal_unexplained", field="why")
    row.state, row.closed_at, row.closed_by = ReturnState.SET_ASIDE.value, uow.now, uow.actor.name
    row.closed_why = why.strip()[:LONGEST_REASON]
    uow.record(stream(agreement.id), "text:return_set_aside", of=str(row.id))


# ------------------------------------------------------------------------------------------------------------- comments
def to_remarks(uow: UnitOfWork, agreement_id: UUID, return_id: UUID) -> int:
    """Put the comments among the remarks of the discussion; those that stand there already are left alone."""
    agreement = load_for(uow.session, uow.actor, agreement_id, "agreement:draft")
    row = queries.text_return(uow.session, agreement.id, return_id)
    if REGISTRY.remark_keeper is None:
        raise Refused("not_found")
    waiting = [one for one in queries.comments(uow.session, row.id) if not one.remark]
    for one in waiting:
        said = f"“{one.quoted}”\n{one.text}" if one.quoted else one.text
        REGISTRY.remark_keeper(uow, agreement, queries.place_of(one), one.author, said)
        one.remark = True
    return len(waiting)
