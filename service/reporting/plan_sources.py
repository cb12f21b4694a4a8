"""Where the figures of a duty come from that the plan itself does not count: the reports of this room."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from service.reporting.plan_rules import Count, Line

# (session, offices, today) -> the figures of each of these offices; an office without any may be missing.
Source = Callable[[Session, Sequence[UUID], date], Mapping[UUID, Count]]
_SOURCES: dict[Line, Source] = {}


def register(line: Line, source: Source) -> None:
    """Say who counts a duty; registering again replaces the answer."""
    _SOURCES[line] = source


def source(line: Line) -> Source | None:
    """Who counts a duty."""
    return _SOURCES.get(line)
