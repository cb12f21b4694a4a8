from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from service.core.actor import Actor, ActorKind
from service.core.audit import GENESIS, AuditEvent, Stream, canonical, stream_events, verify_chains
from service.core.database import Database
from service.core.tools import Tools

STREAM = Stream("agreement", UUID(int=1))
OTHER = Stream("partner", UUID(int=2))
SARI = Actor(ActorKind.PERSON, UUID(int=3), "Sari Contoh", office_id=UUID(int=4), address="192.0.2.1")


def write(tools: Tools, count: int = 3, stream: Stream = STREAM) -> None:
    for number in range(count):
        with tools.begin(SARI) as uow:
            uow.record(stream, "agreement:changed", number=number, day=uow.now.date(), who=SARI.id)
        tools.clock.advance(minutes=1)  # type: ignore[attr-defined]


def faults(database: Database) -> list[tuple[int, str]]:
    with database.reading() as session:
        return [(fault.sequence, fault.kind) for fault in verify_chains(session)]


def test_each_event_is_chained_to_the_one_before_it_in_its_stream(tools: Tools) -> None:
    write(tools)
    write(tools, 2, OTHER)
    with tools.reading() as session:
        events = stream_events(session, STREAM)
        assert [event.sequence for event in events] == [1, 2, 3]
        assert [event.previous for event in events] == [GENESIS, events[0].hash, events[1].hash]
        assert [event.sequence for event in stream_events(session, OTHER)] == [1, 2]
    assert faults(tools.database) == []


def test_an_event_says_who_acted_from_where_and_when(tools: Tools) -> None:
    write(tools, 1)
    with tools.reading() as session:
        (event,) = stream_events(session, STREAM)
        assert (event.actor_kind, event.actor_id, event.actor_name) == ("person", SARI.id, "Sari Contoh")
        assert (event.office_id, event.address, event.code) == (SARI.office_id, "192.0.2.1", "agreement:changed")
        assert event.details == {"number": 0, "day": "2026-03-02", "who": str(SARI.id)}


def test_the_chain_holds_after_the_database_was_closed_and_opened_again(tools: Tools) -> None:
    write(tools)
    tools.database.dispose()
    again = Database(tools.database.url)
    assert faults(again) == []
    again.dispose()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: update(AuditEvent).values(code="nothing:happened"), id="update"),
        pytest.param(lambda: update(AuditEvent).values(details={}).where(AuditEvent.sequence == 1), id="update one"),
        pytest.param(lambda: delete(AuditEvent).where(AuditEvent.sequence == 3), id="delete"),
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_event(tools: Tools, change: Callable[[], object]) -> None:
    write(tools)
    with pytest.raises(DatabaseError, match="append-only"), tools.database.begin() as session:
        session.execute(change())  # type: ignore[call-overload]
    with tools.reading() as session:
        assert len(stream_events(session, STREAM)) == 3
    assert faults(tools.database) == []


def test_the_database_itself_refuses_to_empty_the_table(tools: Tools) -> None:
    write(tools)
    emptying = "DELETE FROM audit_events" if tools.database.is_sqlite else "TRUNCATE audit_events"
    with pytest.raises(DatabaseError, match="append-only"), tools.database.begin() as session:
        session.execute(text(emptying))
    with tools.reading() as session:
        assert len(stream_events(session, STREAM)) == 3


def without_triggers(session: Session) -> None:
    """What somebody could do who holds the database's own keys."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER audit_events_no_update"))
        session.execute(text("DROP TRIGGER audit_events_no_delete"))
    else:
        session.execute(text("SET LOCAL session_replication_role = replica"))


@pytest.mark.parametrize(
    ("tamper", "seen"),
    [
        pytest.param(
            lambda: update(AuditEvent).where(AuditEvent.sequence == 2).values(details={"number": 7}),
            [(2, "content")],
            id="details rewritten",
        ),
        pytest.param(
            lambda: update(AuditEvent).where(AuditEvent.sequence == 2).values(actor_name="Orang Lain"),
            [(2, "content")],
            id="somebody else blamed",
        ),
        pytest.param(
            lambda: update(AuditEvent).where(AuditEvent.sequence == 2).values(hash="f" * 64),
            [(2, "content"), (3, "link")],
            id="hash rewritten",
        ),
        pytest.param(
            lambda: delete(AuditEvent).where(AuditEvent.sequence == 2),
            [(3, "gap"), (3, "link")],
            id="event removed",
        ),
        pytest.param(
            lambda: delete(AuditEvent).where(AuditEvent.sequence == 1),
            [(2, "gap"), (2, "link")],
            id="first event removed",
        ),
    ],
)
def test_tampering_past_the_triggers_is_seen(
    tools: Tools, tamper: Callable[[], object], seen: list[tuple[int, str]]
) -> None:
    write(tools)
    write(tools, 2, OTHER)
    with tools.database.begin() as session:
        without_triggers(session)
        session.execute(tamper().where(AuditEvent.stream == str(STREAM)))  # type: ignore[attr-defined]
    assert faults(tools.database) == seen


def test_a_refused_change_leaves_no_event(tools: Tools) -> None:
    def fail() -> None:
        with tools.begin(SARI) as uow:
            uow.record(STREAM, "agreement:changed")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with tools.reading() as session:
        assert list(session.scalars(select(AuditEvent))) == []


def test_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"b": 1, "a": [True, None, "é"]}) == canonical({"a": [True, None, "é"], "b": 1})
    assert canonical({"a": 1}) != canonical({"a": "1"})
