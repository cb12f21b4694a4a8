"""Which agreements an actor sees at all, and of which he may read the text (rule 33), as conditions of a query."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, event, exists, false, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from service.agreements.lifecycle import Stage
from service.agreements.models import Agreement, AgreementOffice
from service.agreements.register.tree import Tree, tree
from service.agreements.registry import REGISTRY
from service.core.actor import Actor
from service.offices.models import Office

_KNOWN = "sijari_scope"
Known = TypeVar("Known")


class among(FunctionElement[bool]):  # noqa: N801  it is written like a function of SQL
    """That a column's value is one of few that a query gives.

    PostgreSQL is told to ask that query once, before all else: then it can use the index of the column beside another
    one in an "or"; of `IN (SELECT ...)` it would ask row after row of the whole table.
    """

    inherit_cache = True
    name = "among"
    type = Boolean()

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002  the form of the class above
        """Stand as it is: SQLite would be handed `... = 1` otherwise, which no index answers."""
        return self


@compiles(among)
def _in(element: Any, compiler: Any, **options: Any) -> str:
    value, query = (compiler.process(one, **options) for one in element.clauses)
    return f"{value} IN {query}"


@compiles(among, "postgresql")
def _in_array(element: Any, compiler: Any, **options: Any) -> str:
    value, query = (compiler.process(one, **options) for one in element.clauses)
    return f"{value} = ANY (ARRAY{query})"


def _once(session: Session, key: tuple[Any, ...], ask: Callable[[], Known]) -> Known:
    """What was asked before in this transaction; a page asks the same for its count, its rows and its views."""
    known: dict[tuple[Any, ...], Any] = session.info.setdefault(_KNOWN, {})
    if key not in known:
        known[key] = ask()
    found: Known = known[key]
    return found


@event.listens_for(Session, "after_flush")
def _changed(session: Session, _context: Any) -> None:
    if any(isinstance(one, Office | AgreementOffice) for one in (*session.new, *session.dirty, *session.deleted)):
        session.info.pop(_KNOWN, None)


@event.listens_for(Session, "after_transaction_end")
def _ended(session: Session, _transaction: Any) -> None:
    session.info.pop(_KNOWN, None)


@event.listens_for(Session, "do_orm_execute")
def _changed_in_bulk(state: Any) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info.pop(_KNOWN, None)


def below(session: Session, office_id: UUID) -> frozenset[UUID]:
    """The offices below one, asked once in a transaction."""
    return _once(session, ("below", office_id), lambda: _tree(session).below(office_id))


def _tree(session: Session) -> Tree:
    return _once(session, ("tree",), lambda: tree(session))


def offices_below(session: Session, actor: Actor) -> list[tuple[UUID, str]]:
    """The offices below the actor's, by code, to choose from."""
    under = below(session, actor.office_id) if actor.office_id else ()
    return [(one, name) for one, name in _tree(session).names.items() if one in under] if under else []


def of_offices(office_ids: Collection[UUID]) -> ColumnElement[bool]:
    """Agreements in which one of these offices stands on our side."""
    further = select(AgreementOffice.agreement_id).where(AgreementOffice.office_id.in_(office_ids))
    listed = further.correlate(None).scalar_subquery()
    return or_(Agreement.lead_office_id.in_(office_ids), among(Agreement.id, listed))


def of_offices_now(session: Session, office_ids: Collection[UUID]) -> ColumnElement[bool]:
    """The same, asked of the database as it is: without further offices one index answers."""
    if session.scalar(select(exists().where(AgreementOffice.office_id.in_(office_ids)))):
        return of_offices(office_ids)
    return Agreement.lead_office_id.in_(office_ids)


def seen_offices(session: Session, actor: Actor) -> frozenset[UUID] | None:
    """The offices whose agreements the actor sees (rule 33); None when these are all there are."""
    if actor.office_id is None:
        return frozenset()
    mine = frozenset({actor.office_id, *below(session, actor.office_id)})
    return None if len(mine) == len(_tree(session).names) else mine


def visible(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Agreements of the actor's own office and of every office below it (rule 33)."""
    if actor.office_id is None:
        return false()
    mine = seen_offices(session, actor)
    if mine is None:
        return true()  # the whole tree is below: no agreement is of another office
    return _once(session, ("visible", actor.office_id), lambda: of_offices_now(session, mine))


def own(actor: Actor) -> ColumnElement[bool]:
    """Agreements of the actor's own office."""
    return of_offices([actor.office_id]) if actor.office_id else false()


def readable(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Of what is visible: own agreements, signed ones, and those about which the actor's office was consulted."""
    if actor.office_id is None:
        return false()
    if not below(session, actor.office_id):
        return true()  # nothing is visible but its own
    asked = [Agreement.id.in_(source(actor.office_id)) for source in REGISTRY.consulted_ids]
    return or_(own(actor), Agreement.stage == Stage.FOLLOW_UP.value, *asked)
