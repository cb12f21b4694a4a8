"""Checkpoints in the database: what they cover, what they show, and what the database refuses."""

import contextlib
import sqlite3
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError

from service.audit_cli import ANCHOR_WORDS
from service.core import audit_checkpoints as checkpoints
from service.core import merkle
from service.core.actor import SYSTEM
from service.core.audit import AuditEvent, Stream, verify_chains
from service.core.audit_checkpoints import AuditCheckpoint, AuditLeaf
from service.core.refusals import Refused
from tests.support.unguarded import without_triggers, write_anew

STREAMS = [Stream("agreement", UUID(int=number)) for number in range(1, 6)]
FIRST, SECOND = STREAMS[:2]


def happen(tools, stream, count=1, code="agreement:changed"):
    for _ in range(count):
        with tools.begin(SYSTEM) as uow:
            uow.record(stream, code)


def anchor(tools):
    tools.clock.advance(minutes=1)
    with tools.reading() as session:
        made = checkpoints.draft(session, tools.clock.now())
    if made is not None:
        with tools.begin() as uow:
            checkpoints.insert_checkpoint(uow.session, made, b"token")
    return made


def faults(tools):
    with tools.reading() as session:
        return [(fault.where, fault.kind, fault.sequence) for fault in checkpoints.verify_anchors(session)]


@pytest.fixture
def anchored(tools):
    """Two streams under the first checkpoint, the first stream again under the second and third."""
    happen(tools, FIRST, 3)
    happen(tools, SECOND, 2)
    anchor(tools)
    for _ in range(2):
        happen(tools, FIRST)
        anchor(tools)
    return tools


@pytest.mark.parametrize("count", range(1, 18))
def test_every_leaf_of_every_size_of_tree_leads_to_its_root(count):
    leaves = [merkle.leaf_hash(f"stream {number}") for number in range(count)]
    top = merkle.root(leaves)
    for place, leaf in enumerate(leaves):
        assert merkle.climb(leaf, merkle.path(leaves, place)) == top
    assert merkle.climb(merkle.leaf_hash("another"), merkle.path(leaves, 0)) != top


def test_the_tree_is_that_of_rfc_6962():
    assert merkle.root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash("") == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_a_checkpoint_keeps_only_the_heads_that_moved(anchored):
    with anchored.reading() as session:
        kept = session.execute(
            select(AuditLeaf.checkpoint, AuditLeaf.stream, AuditLeaf.sequence).order_by(
                AuditLeaf.checkpoint, AuditLeaf.stream
            )
        ).all()
        rows = session.scalars(select(AuditCheckpoint).order_by(AuditCheckpoint.sequence)).all()
    assert kept == [(1, str(FIRST), 3), (1, str(SECOND), 2), (2, str(FIRST), 4), (3, str(FIRST), 5)]
    assert [row.previous for row in rows] == ["0" * 64, rows[0].hash, rows[1].hash]
    assert faults(anchored) == []


def test_where_nothing_changed_there_is_nothing_to_anchor(anchored):
    assert anchor(anchored) is None
    with anchored.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditCheckpoint)) == 3


def test_an_event_whose_commit_came_late_is_anchored_all_the_same(anchored):
    anchored.clock.advance(hours=-3)
    happen(anchored, STREAMS[2])
    anchored.clock.advance(hours=3)
    made = anchor(anchored)
    assert [head.stream for head in made.heads] == [str(STREAMS[2])]


def test_of_two_checkpoints_at_once_one_is_written(anchored):
    happen(anchored, SECOND)
    with anchored.reading() as session:
        both = [checkpoints.draft(session, anchored.clock.now()) for _ in range(2)]
    with anchored.begin() as uow:
        checkpoints.insert_checkpoint(uow.session, both[0], b"one")
    with pytest.raises(Refused, match="stale_page"), anchored.begin() as uow:
        checkpoints.insert_checkpoint(uow.session, both[1], b"two")
    assert faults(anchored) == []


@pytest.mark.parametrize("table", ["audit_checkpoints", "audit_leaves"])
@pytest.mark.parametrize("change", ["UPDATE {} SET sequence = 77", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_remove_what_was_anchored(anchored, table, change):
    with pytest.raises(DatabaseError, match="append-only"), anchored.database.begin() as session:
        session.execute(text(change.format(table)))
    assert faults(anchored) == []


TAMPERING = {
    "the last events removed": (
        delete(AuditEvent).where(AuditEvent.stream == str(FIRST), AuditEvent.sequence > 3),
        [(str(FIRST), "events_missing", 4)],
    ),
    "a whole stream removed": (
        delete(AuditEvent).where(AuditEvent.stream == str(SECOND)),
        [(str(SECOND), "events_missing", 2)],
    ),
    "a checkpoint that says another number of heads": (
        update(AuditCheckpoint).where(AuditCheckpoint.sequence == 2).values(leaves=2),
        [("checkpoint 2", "checkpoint_content", 2), ("checkpoint 2", "checkpoint_leaves", 2)],
    ),
    "a leaf that names another event": (
        update(AuditLeaf).where(AuditLeaf.stream == str(SECOND)).values(hash="f" * 64),
        [("checkpoint 1", "checkpoint_leaves", 1), (str(SECOND), "events_rewritten", 2)],
    ),
    "a leaf removed": (
        delete(AuditLeaf).where(AuditLeaf.checkpoint == 2),
        [("checkpoint 2", "checkpoint_leaves", 2)],
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_past_the_triggers_is_seen_and_named(anchored, name):
    change, seen = TAMPERING[name]
    with anchored.database.begin() as session:
        without_triggers(session)
        session.execute(change)
    assert faults(anchored) == seen


def test_the_chains_alone_do_not_show_that_the_last_events_are_gone_but_the_checkpoint_does(anchored):
    with anchored.database.begin() as session:
        without_triggers(session)
        session.execute(delete(AuditEvent).where(AuditEvent.stream == str(FIRST), AuditEvent.sequence > 4))
    with anchored.reading() as session:
        assert list(verify_chains(session)) == []
    assert faults(anchored) == [(str(FIRST), "events_missing", 5)]


def test_a_chain_written_anew_from_its_beginning_is_seen(anchored):
    with anchored.database.begin() as session:
        without_triggers(session)
        write_anew(session, FIRST, "Orang Lain")
    with anchored.reading() as session:
        assert list(verify_chains(session)) == []
    assert faults(anchored) == [(str(FIRST), "events_rewritten", 3)]


def test_a_head_that_was_cut_and_grown_again_is_seen(anchored):
    with anchored.database.begin() as session:
        without_triggers(session)
        session.execute(delete(AuditEvent).where(AuditEvent.stream == str(SECOND), AuditEvent.sequence == 2))
    anchored.clock.advance(minutes=1)
    happen(anchored, SECOND, 2)
    anchor(anchored)
    assert faults(anchored) == [(str(SECOND), "events_rewritten", 2)]


@pytest.mark.parametrize("gone", [1, 2])
def test_a_checkpoint_that_was_removed_is_missed(anchored, gone):
    with anchored.database.begin() as session:
        without_triggers(session)
        session.execute(delete(AuditLeaf).where(AuditLeaf.checkpoint == gone))
        session.execute(delete(AuditCheckpoint).where(AuditCheckpoint.sequence == gone))
    after = f"checkpoint {gone + 1}"
    assert faults(anchored) == [(after, "checkpoint_missing", gone + 1), (after, "checkpoint_link", gone + 1)]


def test_the_last_checkpoint_is_missed_by_the_leaves_it_left(anchored):
    with anchored.database.begin() as session:
        without_triggers(session)
        if not anchored.database.is_sqlite:  # SQLite would hold the leaves' link; see below
            session.execute(delete(AuditCheckpoint).where(AuditCheckpoint.sequence == 3))
    if anchored.database.is_sqlite:
        with contextlib.closing(sqlite3.connect(anchored.database.engine.url.database)) as raw, raw:
            raw.execute("DELETE FROM audit_checkpoints WHERE sequence = 3")
    assert faults(anchored) == [("checkpoint 3", "checkpoint_gone", 3)]


def test_the_proof_of_a_stream_leads_from_its_last_known_event_to_the_root(tools):
    for number, stream in enumerate(STREAMS, start=1):
        happen(tools, stream, number)
    anchor(tools)
    happen(tools, FIRST)
    anchor(tools)
    with tools.reading() as session:
        proofs = [checkpoints.inclusion_proof(session, stream) for stream in STREAMS]
    assert [(proof.sequence, proof.head.sequence) for proof in proofs] == [(2, 2), (1, 2), (1, 3), (1, 4), (1, 5)]
    assert all(checkpoints.proof_adds_up(proof) for proof in proofs)


def test_a_proof_about_anything_else_does_not_add_up(anchored):
    with anchored.reading() as session:
        proof = checkpoints.inclusion_proof(session, SECOND)
    other = replace(proof.head, sequence=3)
    assert not checkpoints.proof_adds_up(replace(proof, head=other))
    assert not checkpoints.proof_adds_up(replace(proof, path=()))
    assert not checkpoints.proof_adds_up(replace(proof, head=other, path=(), root=other.leaf()))
    assert not checkpoints.proof_adds_up(replace(proof, sequence=2))


def test_a_stream_that_was_never_anchored_has_no_proof(anchored):
    with anchored.reading() as session:
        assert checkpoints.inclusion_proof(session, STREAMS[4]) is None


def test_a_completion_is_unanchored_until_its_stream_is(tools):
    happen(tools, FIRST, code="signing:archived")
    with tools.reading() as session:
        assert checkpoints.has_unanchored(session, "signing:archived")
    anchor(tools)
    happen(tools, FIRST)
    with tools.reading() as session:
        assert not checkpoints.has_unanchored(session, "signing:archived")


def test_every_kind_of_fault_has_its_words():
    assert set(checkpoints.KINDS) == set(ANCHOR_WORDS)
