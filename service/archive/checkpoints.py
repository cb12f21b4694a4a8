"""Anchoring the audit: writing checkpoints with a timestamp, and checking them with everything they name."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import structlog

from service.core import audit_checkpoints
from service.core.audit_checkpoints import AnchorFault, AuditCheckpoint, Proof, proof_adds_up
from service.core.refusals import Refused
from service.core.tools import Tools
from service.seals.ports import Notary, Stamped

log = structlog.get_logger("checkpoints")

EVERY = timedelta(hours=1)
COMPLETION = "signing:archived"
ONLY_TRUST = "token_untrusted"  # the roots of an outside authority are files beside the database, not rows of it


def write_checkpoint(tools: Tools) -> AuditCheckpoint | None:
    """Anchor every head that moved; None where nothing moved or another host was first.

    Refuses where the timestamp authority does not answer: a checkpoint without a token is never written.
    It records no audit event, because that would be a change to anchor again.
    """
    with tools.reading() as session:
        made = audit_checkpoints.draft(session, tools.clock.now())
    if made is None:
        return None
    token = tools.part(Notary).stamp(bytes.fromhex(made.hash), made.at)
    try:
        with tools.begin() as uow:
            return audit_checkpoints.insert_checkpoint(uow.session, made, token)
    except Refused as refused:
        if refused.code != "stale_page":  # the number is taken: another host anchored the same heads
            raise
        return None


def checkpoint_due(tools: Tools) -> None:
    """An hour after the last checkpoint, and as soon as a paper is completed; a silent authority is asked again."""
    with tools.reading() as session:
        last = audit_checkpoints.last_checkpoint(session)
        due = (
            last is None
            or tools.clock.now() - last.at >= EVERY
            or audit_checkpoints.has_unanchored(session, COMPLETION)
        )
    if not due:
        return
    try:
        written = write_checkpoint(tools)
    except Refused as refused:
        log.warning("checkpoint.waits", why=refused.code)
        return
    if written is not None:
        log.info("checkpoint.written", sequence=written.sequence, heads=written.leaves)


def anchor_faults(tools: Tools) -> list[AnchorFault]:
    """Everything that does not hold about the checkpoints, the events they name and their tokens."""
    with tools.reading() as session:
        found = list(audit_checkpoints.verify_anchors(session))
    for batch in _batches(tools):
        found += _token_faults(tools.part(Notary), batch)
    return found


def verify_proof(notary: Notary, proof: Proof) -> bool:
    """Whether a stream ended with the event that the proof names when its checkpoint was stamped."""
    stamped = Stamped(proof.token, bytes.fromhex(proof.hash), proof.at)
    return proof_adds_up(proof) and notary.judge([stamped]) == [None]


def _batches(tools: Tools) -> Iterator[Sequence[AuditCheckpoint]]:
    sequence = 0
    while True:
        with tools.reading() as session:
            rows = audit_checkpoints.checkpoints_after(session, sequence)
        if not rows:
            return
        yield rows
        sequence = rows[-1].sequence


def _token_faults(notary: Notary, rows: Sequence[AuditCheckpoint]) -> Iterator[AnchorFault]:
    kept = [Stamped(row.token, _digest(row.hash), row.at) for row in rows]
    for row, fault in zip(rows, notary.judge(kept), strict=True):
        if fault is not None:
            yield AnchorFault(f"checkpoint {row.sequence}", f"token_{fault.value}", row.sequence)


def _digest(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:  # somebody wrote something else there; no token is about that
        return b""
