"""Heads of audit chains that a report and its receipt carry away, and whether the chains still hold them."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.core.audit import AuditEvent, Stream
from service.core.audit_checkpoints import AuditCheckpoint, last_checkpoint
from service.offices.models import Office
from service.reporting.models import MonthlyReport
from service.reporting.rules import State, month_text

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class WitnessFault:
    """What is not as a report said: `kind` is a key of the words of the command; `report` names which said it."""

    stream: str
    kind: str
    sequence: int
    report: str


def heads(session: Session, streams: Iterable[Stream]) -> list[dict[str, Any]]:
    """The last link of each of these chains."""
    session.flush()
    names, found = sorted({str(one) for one in streams}), []
    for start in range(0, len(names), _CHUNK):
        top = (
            select(AuditEvent.stream, func.max(AuditEvent.sequence).label("sequence"))
            .where(AuditEvent.stream.in_(names[start : start + _CHUNK]))
            .group_by(AuditEvent.stream)
            .subquery()
        )
        query = select(AuditEvent.stream, AuditEvent.sequence, AuditEvent.hash).join(
            top, (top.c.stream == AuditEvent.stream) & (top.c.sequence == AuditEvent.sequence)
        )
        found += [{"stream": row.stream, "sequence": row.sequence, "hash": row.hash} for row in session.execute(query)]
    return sorted(found, key=lambda one: str(one["stream"]))


def checkpoint(session: Session) -> dict[str, Any] | None:
    """The newest checkpoint, which anchors every chain of the installation."""
    last = last_checkpoint(session)
    return {"sequence": last.sequence, "hash": last.hash} if last is not None else None


def exported(report: MonthlyReport, office: Office) -> dict[str, Any]:
    """The report with both witnesses, for keeping elsewhere."""
    return {
        "format": "sijari-report-1",
        "office": office.code,
        "month": month_text(report.month),
        "revision": report.revision,
        "content_hash": report.content_hash,
        "content": report.content,
        "receipt": report.receipt,
    }


def verify_stored(session: Session) -> Iterator[WitnessFault]:
    """Check the witnesses of every report that was sent."""
    query = (
        select(MonthlyReport, Office.code)
        .join(Office, Office.id == MonthlyReport.office_id)
        .where(MonthlyReport.state != State.DRAFT.value)
        .order_by(Office.code, MonthlyReport.month, MonthlyReport.revision)
        .execution_options(yield_per=200)
    )
    for report, code in session.execute(query):
        yield from _faults(session, _name(code, month_text(report.month), report.revision), vars_of(report))


def vars_of(report: MonthlyReport) -> dict[str, Any]:
    """The parts of a stored report that the check looks at."""
    return {"content": report.content, "content_hash": report.content_hash, "receipt": report.receipt}


def verify_file(session: Session, text: str, name: str) -> Iterator[WitnessFault]:
    """Check a report that was exported and kept elsewhere."""
    try:
        said = json.loads(text)
        title = _name(str(said["office"]), str(said["month"]), int(said["revision"]))
        found = list(_faults(session, title, said))
        if found and found[0].kind != "altered" and not _is_ours(session, said):
            found = [WitnessFault(name, "elsewhere", 0, title)]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield WitnessFault(name, "unreadable", 0, name)
        return
    yield from found


def _is_ours(session: Session, said: Mapping[str, Any]) -> bool:
    """Whether an office whose chain the report carries is kept here; ids of offices differ between installations."""
    streams = [one["stream"] for one in json.loads(said["content"])["witness"]]
    ids = [UUID(one.removeprefix("office:")) for one in streams if one.startswith("office:")]
    known = session.scalar(select(func.count()).select_from(Office).where(Office.id.in_(ids))) or 0
    kept = session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.stream.in_(streams))) or 0
    return bool(known or kept)


def _name(code: str, month: str, revision: int) -> str:
    return f"report of office {code}, month {month}, revision {revision}"


def _faults(session: Session, name: str, said: Mapping[str, Any]) -> Iterator[WitnessFault]:
    if hashlib.sha256(said["content"].encode()).hexdigest() != said["content_hash"]:
        yield WitnessFault(name, "altered", 0, name)
        return
    content = json.loads(said["content"])
    own = content["witness"]
    broken = [*_broken(session, own, name), *_checkpoint_gone(session, content.get("checkpoint"), name)]
    if not broken and not _was_sent(session, own, said["content_hash"]):
        broken.append(WitnessFault(name, "unsent", 0, name))
    yield from broken
    yield from _broken(session, said["receipt"], f"receipt of the {name}")


def _was_sent(session: Session, witness: Sequence[Mapping[str, Any]], digest: str) -> bool:
    """Whether the office's chain has the event of sending exactly this content."""
    offices = {one["stream"] for one in witness if one["stream"].startswith("office:")}
    query = select(AuditEvent.details).where(AuditEvent.stream.in_(offices), AuditEvent.code == "report:sent")
    return any(details.get("hash") == digest for details in session.scalars(query))


def _checkpoint_gone(session: Session, said: Mapping[str, Any] | None, name: str) -> Iterator[WitnessFault]:
    if said is None:
        return
    row = session.get(AuditCheckpoint, said["sequence"])
    if row is None or row.hash != said["hash"]:
        kind = "cut" if row is None else "rewritten"
        yield WitnessFault(f"checkpoint {said['sequence']}", kind, said["sequence"], name)


def _broken(session: Session, witness: Sequence[Mapping[str, Any]], name: str) -> Iterator[WitnessFault]:
    for start in range(0, len(witness), _CHUNK):
        part = witness[start : start + _CHUNK]
        query = select(AuditEvent.stream, AuditEvent.sequence, AuditEvent.hash).where(
            AuditEvent.stream.in_({one["stream"] for one in part}),
            AuditEvent.sequence.in_({one["sequence"] for one in part}),
        )
        here = {(row.stream, row.sequence): row.hash for row in session.execute(query)}
        for one in part:
            there = here.get((one["stream"], one["sequence"]))
            if there != one["hash"]:
                kind = "cut" if there is None else "rewritten"
                yield WitnessFault(one["stream"], kind, one["sequence"], name)
