"""Statements built once and asked for everybody.

Putting together the thirty queries of the home page takes longer than asking them. What differs from one person to the
next are two values only: who he is and of which office. A statement built for one person is kept with places for these
two, and asked with other values for all who have the same roles, on the same day, under the same policies.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from service.core.actor import Actor
from service.core.clock import Zone, local_date
from service.core.database import moment
from service.core.policies import PolicyValue

MOST = 64
PERSON, OFFICE, OFFICES = "asking_person", "asking_office", "asking_offices"
Build = Callable[[Session, Actor], Select[Any] | None]
Key = tuple[Any, ...]  # what tells a statement from others; hashable


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and everything else on which the form of a statement may depend."""

    session: Session
    actor: Actor
    ground: Key

    @classmethod
    def of(cls, session: Session, actor: Actor, zone: Zone) -> "Asking":
        """For a person whose office stands in a zone."""
        now = moment(session)
        days: tuple[date, ...] = tuple(local_date(now, one) for one in Zone)
        rows = session.execute(select(PolicyValue.key, PolicyValue.value).order_by(PolicyValue.key))
        policies = tuple((key, number) for key, number in rows)
        nobody = (actor.id is None, actor.office_id is None)
        return cls(session, actor, (actor.roles, *nobody, zone, days, policies))

    def rows(self, name: Key, build: Build) -> Sequence[Any]:
        """The rows of the statement of this name; it is built when nobody of the kind has asked it before."""
        key = (name, self.ground)
        known, statement = _KEPT.get(key)
        if not known:
            built = build(self.session, self.actor)
            statement = None if built is None else for_everybody(built, self.actor)
            if statement is None or not _names_others(statement):
                _KEPT.put(key, statement)
        if statement is None:
            return ()
        return self.session.execute(statement, values_of(self.actor)).all()


class _Shelf:
    """The statements asked last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Key, Select[Any] | None] = OrderedDict()

    def get(self, key: Key) -> tuple[bool, Select[Any] | None]:
        """Whether it is known, and the statement."""
        with self._lock:
            if key not in self._kept:
                return False, None
            self._kept.move_to_end(key)
            return True, self._kept[key]

    def put(self, key: Key, statement: Select[Any] | None) -> None:
        """Keep it, and let go of what was not asked for longest."""
        with self._lock:
            self._kept[key] = statement
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)


_KEPT = _Shelf()


def values_of(actor: Actor) -> dict[str, Any]:
    """What is put into the places of a statement."""
    return {PERSON: actor.id, OFFICE: actor.office_id, OFFICES: [actor.office_id]}


def for_everybody(statement: Select[Any], actor: Actor) -> Select[Any]:
    """The statement, just built, with a place wherever it names the person or his office.

    Ids are random: one that equals the actor's can only have come from him.
    """
    for bind in [one for one in visitors.iterate(statement) if isinstance(one, BindParameter)]:
        name = _place_of(bind, actor)
        if name is not None:
            bind.key, bind.unique, bind.value, bind.required = name, False, None, True
    return statement


def _place_of(bind: BindParameter[Any], actor: Actor) -> str | None:
    if isinstance(bind.value, UUID):
        return {actor.id: PERSON, actor.office_id: OFFICE}.get(bind.value)
    if bind.expanding and bind.value == [actor.office_id]:
        return OFFICES
    return None


def _names_others(statement: Select[Any]) -> bool:
    """Whether it names anything else by its id: then it is this person's alone."""
    return any(_names_anything(one) for one in visitors.iterate(statement) if isinstance(one, BindParameter))


def _names_anything(bind: BindParameter[Any]) -> bool:
    values = bind.value if isinstance(bind.value, list | tuple) else [bind.value]
    return any(isinstance(value, UUID) for value in values)
