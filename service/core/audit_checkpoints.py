"""Checkpoints over the audit: what each chain's end was, under one root, chained and timestamped.

A chain alone does not show that its last events were removed, or that somebody wrote it anew from the beginning.
A checkpoint keeps the heads that moved since the one before, so it stays small however many events there are.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import ForeignKey, LargeBinary, String, and_, exists, func, insert, or_, select
from sqlalchemy.event import listen
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.core import merkle
from service.core.audit import GENESIS, AuditEvent, Stream, canonical, guard
from service.core.database import Base
from service.core.merkle import Step

BATCH = 1000


class AuditCheckpoint(Base):
    """A root over the heads that moved, with the token of a timestamp authority over its hash. Never changed."""

    __tablename__ = "audit_checkpoints"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    leaves: Mapped[int]
    root: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    token: Mapped[bytes] = mapped_column(LargeBinary)


class AuditLeaf(Base):
    """The head of one stream as a checkpoint found it. Never changed."""

    __tablename__ = "audit_leaves"

    stream: Mapped[str] = mapped_column(String(80), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    checkpoint: Mapped[int] = mapped_column(ForeignKey("audit_checkpoints.sequence"), index=True)


listen(AuditCheckpoint.__table__, "after_create", guard)
listen(AuditLeaf.__table__, "after_create", guard)


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last event of a stream: its number and hash."""

    stream: str
    sequence: int
    hash: str

    def leaf(self) -> str:
        """The hash that stands for it in a tree."""
        return merkle.leaf_hash(canonical([self.stream, self.sequence, self.hash]))


@dataclass(frozen=True, slots=True)
class Draft:
    """A checkpoint before it has its token; `heads` are sorted."""

    sequence: int
    at: datetime
    previous: str
    heads: tuple[Head, ...]

    @property
    def root(self) -> str:
        """The root over the heads."""
        return merkle.root([head.leaf() for head in self.heads])

    @property
    def hash(self) -> str:
        """What the timestamp authority is asked about."""
        return checkpoint_hash(self.sequence, self.at, len(self.heads), self.root, self.previous)


def checkpoint_hash(sequence: int, at: datetime, leaves: int, root: str, previous: str) -> str:
    """SHA-256 (hex) over everything a checkpoint says."""
    said = {
        "sequence": sequence,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "leaves": leaves,
        "root": root,
        "previous": previous,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def last_checkpoint(session: Session) -> AuditCheckpoint | None:
    """The newest checkpoint."""
    return session.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.sequence.desc()).limit(1)).first()


def draft(session: Session, now: datetime) -> Draft | None:
    """The next checkpoint, or None where no head has moved since the last one."""
    last = last_checkpoint(session)  # read first: whoever writes one meanwhile takes our number, and we give way
    heads = moved_heads(session)
    if not heads:
        return None
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, GENESIS)
    return Draft(sequence, now, previous, tuple(sorted(heads)))


def moved_heads(session: Session) -> list[Head]:
    """Every head that lies past the last one known of its stream; not by time, because a commit may come late."""
    top = select(AuditEvent.stream, func.max(AuditEvent.sequence).label("sequence")).group_by(AuditEvent.stream)
    known = select(AuditLeaf.stream, func.max(AuditLeaf.sequence).label("sequence")).group_by(AuditLeaf.stream)
    heads, anchored = top.subquery(), known.subquery()
    query = (
        select(AuditEvent.stream, AuditEvent.sequence, AuditEvent.hash)
        .join(heads, and_(heads.c.stream == AuditEvent.stream, heads.c.sequence == AuditEvent.sequence))
        .outerjoin(anchored, anchored.c.stream == heads.c.stream)
        .where(or_(anchored.c.sequence.is_(None), heads.c.sequence > anchored.c.sequence))
    )
    return [Head(*row) for row in session.execute(query)]


def has_unanchored(session: Session, code: str) -> bool:
    """Whether an event of this code lies past the last head known of its stream."""
    covered = exists().where(AuditLeaf.stream == AuditEvent.stream, AuditLeaf.sequence >= AuditEvent.sequence)
    return session.scalars(select(AuditEvent.id).where(AuditEvent.code == code, ~covered).limit(1)).first() is not None


def insert_checkpoint(session: Session, made: Draft, token: bytes) -> AuditCheckpoint:
    """Write a checkpoint with its token; the unique number settles who was first."""
    row = AuditCheckpoint(
        sequence=made.sequence,
        at=made.at,
        leaves=len(made.heads),
        root=made.root,
        previous=made.previous,
        hash=made.hash,
        token=token,
    )
    session.add(row)
    session.flush()
    leaves = [
        {"stream": head.stream, "sequence": head.sequence, "hash": head.hash, "checkpoint": made.sequence}
        for head in made.heads
    ]
    for start in range(0, len(leaves), BATCH):
        session.execute(insert(AuditLeaf), leaves[start : start + BATCH])
    return row


# ---------------------------------------------------------------------------------------------------------- one proof
@dataclass(frozen=True, slots=True)
class Proof:
    """That a stream ended with a certain event when a checkpoint was written; whoever holds it needs no database."""

    head: Head
    path: tuple[Step, ...]
    sequence: int
    at: datetime
    leaves: int
    root: str
    previous: str
    hash: str
    token: bytes


def inclusion_proof(session: Session, stream: Stream) -> Proof | None:
    """The proof of the last head known of a stream; None before its first checkpoint."""
    newest = session.scalars(
        select(AuditLeaf).where(AuditLeaf.stream == str(stream)).order_by(AuditLeaf.sequence.desc()).limit(1)
    ).first()
    if newest is None:
        return None
    row = session.get_one(AuditCheckpoint, newest.checkpoint)
    heads = sorted(
        _head(leaf) for leaf in session.scalars(select(AuditLeaf).where(AuditLeaf.checkpoint == row.sequence))
    )
    head = _head(newest)
    steps = merkle.path([one.leaf() for one in heads], heads.index(head))
    return Proof(
        head=head,
        path=tuple(steps),
        sequence=row.sequence,
        at=row.at,
        leaves=row.leaves,
        root=row.root,
        previous=row.previous,
        hash=row.hash,
        token=row.token,
    )


def proof_adds_up(proof: Proof) -> bool:
    """Whether leaf, path, root and hash belong together; the token is for whoever knows timestamp authorities."""
    said = checkpoint_hash(proof.sequence, proof.at, proof.leaves, proof.root, proof.previous)
    return merkle.climb(proof.head.leaf(), proof.path) == proof.root and said == proof.hash


def _head(leaf: AuditLeaf) -> Head:
    return Head(leaf.stream, leaf.sequence, leaf.hash)


# ------------------------------------------------------------------------------------------------------------ the check
@dataclass(frozen=True, slots=True)
class AnchorFault:
    """What does not hold: `where` names a stream or a checkpoint, `kind` is one of KINDS, `sequence` where it lies."""

    where: str
    kind: str
    sequence: int


KINDS = (
    "checkpoint_missing",
    "checkpoint_gone",
    "checkpoint_link",
    "checkpoint_content",
    "checkpoint_leaves",
    "events_missing",
    "events_rewritten",
    "token_wrong",
    "token_other_time",
    "token_untrusted",
)


def verify_anchors(session: Session) -> Iterator[AnchorFault]:
    """The chain of checkpoints, their roots, and every event that they name; tokens are judged elsewhere."""
    yield from _checkpoint_faults(session)
    yield from _stream_faults(session)


def _checkpoint_faults(session: Session) -> Iterator[AnchorFault]:
    leaves = select(AuditLeaf.checkpoint, AuditLeaf.stream, AuditLeaf.sequence, AuditLeaf.hash)
    in_order = leaves.order_by(AuditLeaf.checkpoint).execution_options(yield_per=BATCH)
    sequence, previous = 0, GENESIS
    with session.execute(in_order) as rows:
        kept = groupby(rows, key=attrgetter("checkpoint"))
        group = next(kept, None)
        for row in session.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.sequence)):
            where = f"checkpoint {row.sequence}"
            if row.sequence != sequence + 1:
                yield AnchorFault(where, "checkpoint_missing", row.sequence)
            if row.previous != previous:
                yield AnchorFault(where, "checkpoint_link", row.sequence)
            if checkpoint_hash(row.sequence, row.at, row.leaves, row.root, row.previous) != row.hash:
                yield AnchorFault(where, "checkpoint_content", row.sequence)
            while group is not None and group[0] < row.sequence:  # of a checkpoint that is gone
                group = next(kept, None)
            heads: list[Head] = []
            if group is not None and group[0] == row.sequence:
                heads = sorted(Head(one.stream, one.sequence, one.hash) for one in group[1])
                group = next(kept, None)
            if len(heads) != row.leaves or merkle.root([head.leaf() for head in heads]) != row.root:
                yield AnchorFault(where, "checkpoint_leaves", row.sequence)
            sequence, previous = row.sequence, row.hash
        if group is not None:
            yield AnchorFault(f"checkpoint {group[0]}", "checkpoint_gone", group[0])


def _stream_faults(session: Session) -> Iterator[AnchorFault]:
    """The first event of each stream that is not there any more, or not the one that a checkpoint named."""
    same = and_(AuditEvent.stream == AuditLeaf.stream, AuditEvent.sequence == AuditLeaf.sequence)
    query = (
        select(AuditLeaf.stream, AuditLeaf.sequence, AuditEvent.hash)
        .outerjoin(AuditEvent, same)
        .where(or_(AuditEvent.hash.is_(None), AuditEvent.hash != AuditLeaf.hash))
        .order_by(AuditLeaf.stream, AuditLeaf.sequence)
    )
    named: set[tuple[str, str]] = set()
    for row in session.execute(query):
        kind = "events_missing" if row.hash is None else "events_rewritten"
        if (row.stream, kind) not in named:
            named.add((row.stream, kind))
            yield AnchorFault(row.stream, kind, row.sequence)


def checkpoints_after(session: Session, sequence: int) -> Sequence[AuditCheckpoint]:
    """The checkpoints that follow a number, some at a time."""
    query = select(AuditCheckpoint).where(AuditCheckpoint.sequence > sequence)
    return session.scalars(query.order_by(AuditCheckpoint.sequence).limit(BATCH)).all()
