"""The tree of offices as one process knows it: read once, and again as soon as any office changed.

There are hundreds of offices and they hardly ever change, while every list asks which of them stand below the reader's.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, String, cast, func, select
from sqlalchemy.orm import Session

from service.core.database import IMMEDIATE
from service.offices.models import Office


@dataclass(frozen=True, slots=True)
class Tree:
    """Every office by code with its name, and those directly below each."""

    names: dict[UUID, str]
    children: dict[UUID | None, tuple[UUID, ...]]

    def below(self, office_id: UUID) -> frozenset[UUID]:
        """The offices below one, at any depth."""
        found: set[UUID] = set()
        waiting = [office_id]
        while waiting:
            under = [one for one in self.children.get(waiting.pop(), ()) if one not in found]
            found.update(under)
            waiting += under
        return frozenset(found)


_known: WeakKeyDictionary[Engine, tuple[Any, Tree]] = WeakKeyDictionary()


def tree(session: Session) -> Tree:
    """The tree as this transaction sees it.

    One that writes reads for itself: what it changed may be rolled back, and a stamp would then be given twice.
    """
    engine: Any = session.get_bind()
    if not isinstance(engine, Engine) or engine.get_execution_options().get(IMMEDIATE):
        return _read(session)
    stamp = _stamp(session)
    held = _known.get(engine)
    if held is None or held[0] != stamp:
        held = _known[engine] = (stamp, _read(session))
    return held[1]


def _stamp(session: Session) -> tuple[Any, ...]:
    """What differs after any change: an office that is changed raises its version."""
    sign = cast(Office.id, String)
    asked = select(func.count(), func.sum(Office.version), func.min(sign), func.max(sign)).select_from(Office)
    return tuple(session.execute(asked).one())


def _read(session: Session) -> Tree:
    names: dict[UUID, str] = {}
    children: dict[UUID | None, list[UUID]] = {}
    query = select(Office.id, Office.parent_id, Office.name).order_by(Office.code)
    for office_id, parent_id, name in session.execute(query):
        names[office_id] = name
        children.setdefault(parent_id, []).append(office_id)
    return Tree(names, {parent: tuple(some) for parent, some in children.items()})
