"""What actions and workers are handed: settings, database, storage, clock, bell, heavy parts loaded at first use."""

import importlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy.orm import Session

from service.core.actor import SYSTEM, Actor
from service.core.clock import Clock
from service.core.database import CLOCK, Database
from service.core.queue import Bell
from service.core.storage import Storage
from service.core.unit_of_work import UnitOfWork, open_unit

if TYPE_CHECKING:
    from service.settings import Settings

Part = TypeVar("Part")


@dataclass(slots=True)
class Tools:
    """The wiring of one process. `factories` name, per protocol, the function that builds it: "module:function"."""

    settings: "Settings"
    database: Database
    storage: Storage
    clock: Clock
    bell: Bell
    factories: dict[type, str] = field(default_factory=dict)
    _parts: dict[type, Any] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def part(self, protocol: type[Part]) -> Part:
        """The part that fulfils a protocol, built at first use by its factory (called with these tools)."""
        with self._lock:
            if protocol not in self._parts:
                module, _, name = self.factories[protocol].partition(":")
                self._parts[protocol] = getattr(importlib.import_module(module), name)(self)
            return cast(Part, self._parts[protocol])

    def has(self, protocol: type[Any]) -> bool:
        """Whether this process has a part that fulfils a protocol, or knows how to build one."""
        return protocol in self._parts or protocol in self.factories

    def use(self, protocol: type[Part], part: Part) -> None:
        """Put a part in place by hand (tests, workers that own a child process)."""
        self._parts[protocol] = part

    @contextmanager
    def begin(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        """A unit of work: one changing transaction, then the bell for what it wants."""
        with open_unit(self.database, self.bell, self.clock, actor) as uow:
            yield uow

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        with self.database.reading() as session:
            session.info[CLOCK] = self.clock
            yield session
