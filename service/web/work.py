"""What a page works with: the transactions of the current person, the tools, the clock and the office's zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy.orm import Session

from service.core.actor import Actor
from service.core.clock import Zone, local_date, local_time
from service.core.tools import Tools
from service.core.unit_of_work import UnitOfWork
from service.web.language import language
from service.web.visitor import Visitor, act_as, actor, shell, visitor

__all__ = [
    "Visitor", "act_as", "actor", "begin", "language", "local", "now", "reading", "today", "tools", "visitor", "zone",
]  # fmt: skip


def tools() -> Tools:
    """The wiring of this process."""
    return shell().tools


@contextmanager
def begin(as_actor: Actor | None = None) -> Iterator[UnitOfWork]:
    """A changing transaction in the name of the current person (or of `as_actor`)."""
    with tools().begin(as_actor or actor()) as uow:
        yield uow


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that only reads."""
    with tools().reading() as session:
        yield session


def now() -> datetime:
    """The present instant in UTC, from the one clock."""
    return tools().clock.now()


def zone() -> Zone:
    """The zone of the visitor's office; WIB for a passer-by."""
    found = visitor()
    return found.zone if found else Zone.WIB


def today() -> date:
    """The calendar day where the visitor's office stands."""
    return local_date(now(), zone())


def local(instant: datetime) -> datetime:
    """An instant as the clock on the office's wall shows it."""
    return local_time(instant, zone())
